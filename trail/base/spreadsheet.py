"""Tables for spreadsheets: CSV (RFC 4180) with commas, CRLF and UTF-8.

They start with a byte order mark: without one Excel reads UTF-8 as the machine's own
encoding and spoils every name that is not ASCII. Other readers skip it (Python:
"utf-8-sig").

A text that a spreadsheet would run as a formula gets an apostrophe in front, which
the spreadsheets read as "this is text". Numbers are never changed: a negative
longitude stays one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# Where a spreadsheet sees a formula: at the start of a cell, whatever stands before it that is
# not seen. A cell of theirs also begins after a semicolon or a tab, where their list separator
# is one, and after a line break. East Asian editions of Excel take full-width and small signs
# for the others, and so may a minus or the long mark that a keyboard there gives in its place.
_UNSEEN = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_FORMULA = re.compile(rf"(?:^|(?<=[;\t\r\n]))(?={_UNSEEN}[=+\-@＝＋－＠﹦﹢﹣﹫−ー])")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LINE_STARTS = ("\t", "\r", "\n")


def to_table(columns: Sequence[str], rows: Iterable[Iterable[str | int | None]]) -> bytes:
    """The rows under their columns' names; every text is made harmless, None is empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(value) if isinstance(value, str) else value for value in row])
    return text.getvalue().encode("utf-8-sig")


def cell(text: str) -> str:
    """The text, made harmless where a spreadsheet would run it or a part of it."""
    if _NUMBER.fullmatch(text):
        return text
    guarded = _FORMULA.sub("'", text)
    return f"'{guarded}" if guarded.startswith(_LINE_STARTS) else guarded
