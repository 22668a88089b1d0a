"""Values in, bytes out: files to take along, answers of the API, books, calendars, sheets."""
