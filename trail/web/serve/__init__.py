"""The app put together, and the server that runs it."""
