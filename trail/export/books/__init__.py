"""To read elsewhere: EPUB, bibliography, feed."""
