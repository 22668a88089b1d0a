"""The story's pages: days, tracks, people, treaty, remembrance, sources."""
