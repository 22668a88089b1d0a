"""A group's day as the part of a link behind "#": it holds all of it, and no server reads it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import numpy as np

from trail.fieldtrip.planner.groups import Group
from trail.fieldtrip.planner.plan import Plan

# A letter for each kind of entry; `static/js/group.js` reads the same.
LETTERS = {
    "gather": "g", "wait": "x", "walk": "w", "stop": "s", "lunch": "l", "board": "b", "free": "f",
}  # fmt: skip
LEAST_GAP = 3  # minutes: no group stays for less, so that shorter gaps in a full stop are none


def group_link(plan: Plan, group: Group) -> str:
    """The group's number, students and adults, the day, the place, and each entry as letter,
    minutes of the day from and to, and the stop's number in the tour (0: where it began).

    To plan the day anew on the phone: the pace in mm a second ("s": without known steps), the
    place's id, and for each stop when the other groups leave no room there, in minutes after
    the day's begin, to the base of 36.
    """
    begin = plan.clock.at(0)
    first = begin.hour * 60 + begin.minute
    entries = (
        f"{LETTERS[entry.kind]}{first + entry.start}-{first + entry.end}-{entry.stop.number}"
        for entry in plan.entries[group.number - 1]
    )
    speed_m_s = plan.pace_of(group).speed_m_s
    fields = {
        "g": str(group.number),
        "n": str(group.students),
        "a": str(group.adults),
        "d": plan.request.date.isoformat() if plan.request.date else "",
        "p": plan.place.name,
        "t": ".".join(entries),
        "w": f"{speed_m_s * 1000:.0f}{'s' if plan.request.without_steps else ''}",
        "q": plan.place.id,
        "o": ".".join(_full(plan, group)),
    }
    return urlencode({name: value for name, value in fields.items() if value})


def _full(plan: Plan, group: Group) -> Iterator[str]:
    """The stops that are full at times, each with these times, without the group itself."""
    busy: dict[int, dict[int, int]] = {}
    for other, entries in zip(plan.groups, plan.entries, strict=True):
        for entry in entries:
            if other != group and entry.kind == "stop":
                there = busy.setdefault(entry.stop.number, {})
                for minute in range(entry.start, entry.end):
                    there[minute] = there.get(minute, 0) + other.students
    for stop, capacity in zip(plan.stops, plan.capacities, strict=True):
        there = busy.get(stop.number, {})
        spans: list[list[int]] = []
        for minute in sorted(m for m, many in there.items() if many + group.students > capacity):
            if spans and minute - spans[-1][1] < LEAST_GAP:
                spans[-1][1] = minute + 1
            else:
                spans.append([minute, minute + 1])
        if spans:
            told = (f"_{np.base_repr(a, 36)}-{np.base_repr(b, 36)}".lower() for a, b in spans)
            yield f"{stop.number}{''.join(told)}"
