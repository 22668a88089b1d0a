"""Sites begun, looked up, added and moved to a newer form of the files."""
