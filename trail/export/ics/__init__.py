"""Calendars: the yearly days, a class's trip."""
