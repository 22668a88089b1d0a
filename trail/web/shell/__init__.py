"""What every page has in common: language, settings, headers, assets, page cache."""
