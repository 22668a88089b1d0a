"""What crosses records and files."""
