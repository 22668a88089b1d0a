"""The trail over HTTP: Flask, templates, headers. Everything it shows is worked out elsewhere."""
