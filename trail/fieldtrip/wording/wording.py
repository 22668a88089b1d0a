"""A plan in words, through a gettext of the caller's: hours, groups, stops, figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from trail.base.geo import SAME_PLACE_M
from trail.fieldtrip.planner.groups import Group
from trail.fieldtrip.planner.plan import OmittedStop, Plan
from trail.fieldtrip.planner.timetable import Activity
from trail.guide.walk.values import Stop


class Tongue(Protocol):
    """The reader's language: messages with their values, times, days, lengths, lists."""

    def __call__(self, message: str, **values: object) -> str: ...

    def counted(self, one: str, many: str, count: float) -> str: ...

    def clock(self, time: dt.time) -> str: ...

    def day(self, iso: str) -> str: ...

    def minutes(self, count: int) -> str: ...

    def distance(self, metres: float) -> str: ...


# ---------------------------------------------------------------- entries


def stop_name(stop: Stop) -> str:
    """The stop with its number on the map, where it has one."""
    return f"{stop.number}. {stop.site.name}" if stop.number else stop.site.name


def entry_text(entry: Activity, plan: Plan, say: Tongue) -> str:
    """What a group does then, in one line."""
    name = stop_name(entry.stop)
    match entry.kind:
        case "gather":
            if plan.bus.seats is None:
                return say("Gather at %(place)s: count, make groups", place=plan.place.name)
            return say("Off the bus at %(place)s: count, make groups", place=plan.place.name)
        case "walk":
            if entry.distance_m < SAME_PLACE_M:
                return say("On to %(stop)s, in the same place", stop=name)
            how_far = say.distance(entry.distance_m)
            return say("Walk to %(stop)s, %(distance)s", stop=name, distance=how_far)
        case "wait":
            return say("Wait before %(stop)s: others are still there", stop=name)
        case "lunch":
            return say("Lunch: %(stop)s", stop=name)
        case "free":
            return say("Time in hand at %(stop)s", stop=name)
        case "board":
            if plan.bus.seats is None:
                return say("Count, and set out for school")
            return say("Count, and board the bus")
        case _:
            return name


def span(plan: Plan, start: int, end: int, say: Tongue) -> str:
    """From when to when, on the clock."""
    first, last = plan.clock.at(start).time(), plan.clock.at(end).time()
    return f"{say.clock(first)}–{say.clock(last)}"


def group_name(group: Group, say: Tongue) -> str:
    return say("Group %(number)s", number=group.number)


def group_line(group: Group, say: Tongue) -> str:
    """How many students and adults, each counted in its own words; and whether it is slow."""
    values = {
        "students": students_text(group.students, say),
        "adults": adults_text(group.adults, say),
    }
    if group.slow:
        return say("%(students)s, %(adults)s, at the slowest pace", **values)
    return say("%(students)s, %(adults)s", **values)


def students_text(count: int, say: Tongue) -> str:
    return say.counted("%(count)s student", "%(count)s students", count)


def adults_text(count: int, say: Tongue) -> str:
    return say.counted("%(count)s adult", "%(count)s adults", count)


def groups_text(count: int, say: Tongue) -> str:
    return say.counted("%(count)s group", "%(count)s groups", count)


def stops_text(count: int, say: Tongue) -> str:
    return say.counted("%(count)s stop", "%(count)s stops", count)


def buses_text(count: int, say: Tongue) -> str:
    if not count:
        return say("no bus")
    return say.counted("%(count)s bus", "%(count)s buses", count)


@dataclass(frozen=True)
class Total:
    """A figure of the whole trip."""

    label: str
    value: str


@dataclass(frozen=True)
class Where:
    """A group's hours at the stops, in the order of `Plan.stops`."""

    name: str
    cells: tuple[str, ...]


def lead_line(plan: Plan, say: Tongue) -> str:
    """When, how many, where, in one sentence."""
    values = {
        "when": span(plan, 0, plan.leave_min, say),
        "students": students_text(plan.request.students, say),
        "groups": groups_text(len(plan.groups), say),
        "stops": stops_text(len(plan.stops), say),
        "place": plan.place.name,
    }
    if plan.request.date is None:
        return say(
            "%(when)s: %(students)s in %(groups)s to %(stops)s, from %(place)s and back.",
            **values,
        )
    return say(
        "%(date)s, %(when)s: %(students)s in %(groups)s to %(stops)s, from %(place)s and back.",
        date=say.day(plan.request.date.isoformat()),
        **values,
    )


def totals(plan: Plan, say: Tongue) -> Iterator[Total]:
    """The figures of the whole trip."""
    far = max(plan.distance_m(group) for group in range(len(plan.groups)))
    yield Total(say("stops"), str(len(plan.stops)))
    yield Total(say("for a group to walk, at most"), say.distance(far))
    yield Total(say("from setting out to the last return"), say.minutes(plan.walk_min))
    yield Total(say("in hand before leaving"), say.minutes(plan.spare_min))
    yield Total(say("people in all"), str(plan.people))
    yield Total(say("adults needed"), str(plan.adults_needed))
    if plan.bus.seats is not None:
        label = say("of %(seats)s seats", seats=plan.bus.seats)
        yield Total(label, buses_text(plan.buses, say))


def who_is_where(plan: Plan, say: Tongue) -> Iterator[Where]:
    """For each group, when it is at each stop."""
    for group, entries in zip(plan.groups, plan.entries, strict=True):
        at = {
            entry.stop.site.id: span(plan, entry.start, entry.end, say)
            for entry in entries
            if entry.kind in ("stop", "lunch")
        }
        yield Where(group_name(group, say), tuple(at[stop.site.id] for stop in plan.stops))


def proof_line(plan: Plan, say: Tongue) -> str:
    """What is proved of the plan: how many stops fit at most, and how short it can be."""
    count = len(plan.stops)
    if count == plan.most_stops:
        stops = say("No plan for these groups has more stops in this time: that is proved.")
    else:
        stops = say(
            "No plan for these groups has more than %(most)s stops in this time; whether one has "
            "more than our %(count)s is not known.",
            most=plan.most_stops,
            count=count,
        )
    walked = say.minutes(plan.walk_min)
    if plan.proved:
        shortest = say(
            "From setting out to the last group’s return it takes %(minutes)s. That is proved to "
            "be the shortest for these groups and stops.",
            minutes=walked,
        )
    else:
        shortest = say(
            "From setting out to the last group’s return it takes %(minutes)s. No plan for these "
            "groups and stops can take less than %(bound)s; whether a shorter one than ours exists "
            "is not known.",
            minutes=walked,
            bound=say.minutes(plan.bound_min),
        )
    return f"{stops} {shortest}"


def left_out_text(left: OmittedStop, say: Tongue) -> str:
    """Why a stop of the tour is not in the plan."""
    return {
        "time": say("no time for it"),
        "asked": say("left out as you asked"),
        "outdoor": say("its visit is indoors"),
        "size": say("takes smaller groups only"),
    }[left.why]
