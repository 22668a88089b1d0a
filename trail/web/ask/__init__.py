"""A question to the society."""
