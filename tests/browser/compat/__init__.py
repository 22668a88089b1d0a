"""What the pages ask of a browser, held against what each browser can: see docs/browsers.md."""
