"""A group's day as the part of a link behind "#": it holds all of it, and no server reads it."""

from __future__ import annotations

from urllib.parse import urlencode

from trail.fieldtrip.planner.groups import Group
from trail.fieldtrip.planner.plan import Plan

# A letter for each kind of entry; `static/js/group.js` reads the same.
LETTERS = {
    "gather": "g", "wait": "x", "walk": "w", "stop": "s", "lunch": "l", "board": "b", "free": "f",
}  # fmt: skip


def group_link(plan: Plan, group: Group) -> str:
    """The group's number, students and adults, the day, the place, and each entry as letter,
    minutes of the day from and to, and the stop's number in the tour (0: where it began)."""
    begin = plan.clock.at(0)
    first = begin.hour * 60 + begin.minute
    entries = (
        f"{LETTERS[entry.kind]}{first + entry.start}-{first + entry.end}-{entry.stop.number}"
        for entry in plan.entries[group.number - 1]
    )
    fields = {
        "g": str(group.number),
        "n": str(group.students),
        "a": str(group.adults),
        "d": plan.request.date.isoformat() if plan.request.date else "",
        "p": plan.place.name,
        "t": ".".join(entries),
    }
    return urlencode({name: value for name, value in fields.items() if value})
