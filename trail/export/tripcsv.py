"""A class trip as CSV: a row for everything that a group does."""

from __future__ import annotations

from collections.abc import Iterable

from trail.base.spreadsheet import to_table
from trail.base.xml import text_of
from trail.fieldtrip.wording.events import PlanRow

COLUMNS = (
    "group", "students", "adults", "date", "start", "end", "minutes", "kind", "what",
    "stop_number", "site_id", "distance_m",
)  # fmt: skip


def to_plan_csv(rows: Iterable[PlanRow], *, dated: bool) -> bytes:
    """The rows as a table. Times are local; `date` is empty where the plan has none."""
    return to_table(
        COLUMNS,
        (
            (
                row.group,
                row.students,
                row.adults,
                row.start.date().isoformat() if dated else "",
                row.start.strftime("%H:%M"),
                row.end.strftime("%H:%M"),
                row.minutes,
                row.kind,
                text_of(row.what),
                "" if row.number is None else row.number,
                row.site_id,
                f"{row.distance_m:.0f}" if row.kind == "walk" else "",
            )
            for row in rows
        ),
    )
