"""A class trip as CSV (RFC 4180): a row for everything that a group does."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from trail.export.geo.table import text_cell
from trail.fieldtrip.wording.events import PlanRow

COLUMNS = (
    "group", "students", "adults", "date", "start", "end", "minutes", "kind", "what",
    "stop_number", "site_id", "distance_m",
)  # fmt: skip


def to_plan_csv(rows: Iterable[PlanRow], *, dated: bool) -> bytes:
    """The rows as a table, with a byte order mark as the other tables have.

    Times are local; `date` is empty where the plan has none (`dated` false).
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(
            (
                row.group,
                row.students,
                row.adults,
                row.start.date().isoformat() if dated else "",
                row.start.strftime("%H:%M"),
                row.end.strftime("%H:%M"),
                row.minutes,
                row.kind,
                text_cell(row.what),
                "" if row.number is None else row.number,
                text_cell(row.site_id),
                f"{row.distance_m:.0f}" if row.kind == "walk" else "",
            )
        )
    return text.getvalue().encode("utf-8-sig")
