"""The days of the story, in order."""
