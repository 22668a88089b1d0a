"""The `trail` command: a file a command, with its arguments, messages and exit codes."""
