"""Translating a trail: sheets to fill in, and what comes back in them."""
