"""The picture of a plan: a row for each group, a line every so many minutes."""

from __future__ import annotations

from trail.fieldtrip.planner.plan import Plan
from trail.fieldtrip.planner.timetable import Activity
from trail.fieldtrip.wording import wording as plan_wording
from trail.fieldtrip.wording.wording import Tongue
from trail.graphics.rota import RotaBar, RotaRow, Tick

TICKS = (15, 30, 60)  # minutes between the lines: the first that leaves room
MOST_TICKS = 13


def rota_of(plan: Plan, say: Tongue) -> tuple[list[RotaRow], list[Tick], int]:
    """Rows, lines and the minutes that they stretch over, as `draw_rota` wants them."""
    rows = [
        RotaRow(
            plan_wording.group_name(group, say),
            tuple(
                RotaBar(entry.kind, entry.start, entry.end, _in_box(entry, say))
                for entry in entries
            ),
        )
        for group, entries in zip(plan.groups, plan.entries, strict=True)
    ]
    every = next((step for step in TICKS if plan.leave_min / step <= MOST_TICKS), TICKS[-1])
    first = -plan.clock.at(0).minute % every
    ticks = [
        Tick(minute, say.clock(plan.clock.at(minute).time()))
        for minute in range(first, plan.leave_min + 1, every)
    ]
    return rows, ticks, plan.leave_min


def _in_box(entry: Activity, say: Tongue) -> str:
    if entry.kind == "lunch":
        return say("Lunch")
    return str(entry.stop.number or "") if entry.kind == "stop" else ""
