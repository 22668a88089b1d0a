"""The maps that pages show, and their scripts."""
