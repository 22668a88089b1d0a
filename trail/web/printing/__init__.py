"""The print room: sheets, made ahead or when asked for."""
