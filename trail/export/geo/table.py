"""CSV (RFC 4180) for spreadsheets: one row per stop or site, comma, CRLF, UTF-8.

It starts with a byte order mark: without one Excel reads UTF-8 as the machine's own
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

from trail.export.geo.content import (
    ExportMeta,
    Source,
    content_of,
    rounded,
    text_of,
    url_of,
)

COLUMNS = (
    "number", "id", "name", "town", "state", "lon", "lat", "accuracy_m",
    "status", "access", "summary", "leg_distance_m", "url",
)  # fmt: skip

# Where a spreadsheet sees a formula: at the start of a cell, whatever stands before it that is
# not seen. A cell of theirs also begins after a semicolon or a tab, where their list separator
# is one, and after a line break. East Asian editions of Excel take full-width signs for the others.
_FORMULA = re.compile(
    r"(?:^|(?<=[;\t\r\n]))"
    r"(?=[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫])"
)


def to_csv(source: Source, meta: ExportMeta) -> bytes:
    """The stops or sites as a table. `leg_distance_m` is the way to the next stop."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for point in content_of(source).points:
        site, properties = point.site, point.site.properties
        lon, lat = ("", "")
        if point.position is not None:
            lon, lat = (f"{degrees:.6f}" for degrees in rounded(point.position))
        accuracy_m, leg_m = properties.position.accuracy_m, point.leg_distance_m
        writer.writerow(
            (
                "" if point.number is None else point.number,
                text_cell(site.id),
                text_cell(site.name),
                text_cell(properties.town),
                text_cell(properties.state),
                lon,
                lat,
                "" if accuracy_m is None else f"{accuracy_m:g}",
                properties.status,
                properties.access.state,
                text_cell(properties.summary),
                "" if leg_m is None else f"{leg_m:.1f}",
                text_cell(url_of(site, meta) or ""),
            )
        )
    return text.getvalue().encode("utf-8-sig")


def text_cell(text: str) -> str:
    """The text, made harmless where it or a part of it would be a formula."""
    guarded = _FORMULA.sub("'", text)
    if guarded.startswith(("\t", "\r", "\n")):
        guarded = "'" + guarded
    return text_of(guarded)
