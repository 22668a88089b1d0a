"""Lengths, times, dates and turns as sentences."""
