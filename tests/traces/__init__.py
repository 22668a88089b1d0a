"""Walks replayed: made positions of a phone, and what the page's judge tells of them.

`python -m tests.traces.make` writes the files anew; they are the same each time.
"""
