"""What a teacher has to know about a plan, each with the values it speaks of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from typing import Literal

from trail.dataset.schema.visits import Told, VisitsFile
from trail.fieldtrip.planner.groups import Group
from trail.fieldtrip.planner.legs import Legs
from trail.fieldtrip.planner.plan import Plan
from trail.guide.walk.stepfree import has_steps
from trail.guide.walk.values import Leg

NoticeCode = Literal[
    "adults_short", "past", "weekend", "long", "place_ask", "place_arranged", "lunch_late",
    "waiting", "straight", "steps", "unassessed", "capacity", "toilets", "rule",
    "lift", "wheels_way", "wheels_stops", "toilet_gap", "lunch_ask", "weather_long", "slow_way",
]  # fmt: skip


@dataclass(frozen=True)
class Notice:
    """One warning; `told` is the rule that stands behind it, where there is one."""

    code: NoticeCode
    values: Mapping[str, object] = default(default_factory=dict)
    told: Told | None = None


def notices(
    plan: Plan, visits: VisitsFile, legs: Legs, today: dt.date | None = None
) -> tuple[Notice, ...]:
    """Everything to be told about the plan."""
    return (
        *_of_people(plan, visits, today),
        *_of_place(plan, visits),
        *_of_the_way(plan, legs),
        *_of_access(plan, visits, legs),
        *_of_stops(plan, visits),
    )


def _of_people(plan: Plan, visits: VisitsFile, today: dt.date | None) -> Iterator[Notice]:
    date = plan.request.date
    if plan.adults < plan.adults_needed:
        yield Notice(
            "adults_short",
            {"adults": plan.adults, "needed": plan.adults_needed, "ratio": plan.ratio},
        )
    if date is not None and today is not None and date < today:
        yield Notice("past", {"date": date})
    if date is not None and date.weekday() >= 5:
        yield Notice("weekend", {"date": date})
    bad = visits.minutes.bad_weather
    if plan.request.weather and bad and plan.stretch_min > bad.value:
        told = Told(text=bad.source, sources=bad.sources)
        values = {"minutes": plan.stretch_min, "most": bad.value}
        yield Notice("weather_long", values, told)
    warn = visits.minutes.warn
    if plan.stretch_min > warn.value:
        told = Told(text=warn.source, sources=warn.sources)
        yield Notice("long", {"minutes": plan.stretch_min, "most": warn.value}, told)
    for entry in (entry for entries in plan.entries for entry in entries if entry.kind == "lunch"):
        at = plan.clock.at(entry.start).time().isoformat("minutes")
        if not visits.lunch_from <= at <= visits.lunch_until:
            yield Notice("lunch_late", {"time": plan.clock.at(entry.start)})
            break


def _of_place(plan: Plan, visits: VisitsFile) -> Iterator[Notice]:
    place = plan.place
    if plan.request.lunch:
        lunch = plan.request.lunch_at
        eaten_at = visits.visit_of(lunch or place.near)
        stop = next((s for s in plan.stops if s.site.id == lunch), place)
        if eaten_at.eat != "allowed":
            whom = eaten_at.ask if lunch else place.ask
            yield Notice("lunch_ask", {"place": stop, "whom": whom}, eaten_at.lunch)
    if plan.bus.seats is not None:
        told = Told(text=place.why, as_of=place.as_of, sources=place.sources)
        code: NoticeCode = "place_arranged" if place.state == "arranged" else "place_ask"
        yield Notice(code, {"place": place}, told)


def _of_the_way(plan: Plan, legs: Legs) -> Iterator[Notice]:
    waits = {k + 1: minutes for k in range(len(plan.groups)) if (minutes := plan.waiting_min(k))}
    if waits:
        yield Notice("waiting", {"groups": len(waits), "most": max(waits.values())})
    straight = [leg for leg in legs.values() if not leg.follows_streets]
    if straight:
        yield Notice("straight", {"legs": straight})
    steps = [leg for leg in legs.values() if has_steps(leg)]
    if steps:
        yield Notice("steps", {"legs": steps})
    yield Notice("unassessed")


def _of_access(plan: Plan, visits: VisitsFile, legs: Legs) -> Iterator[Notice]:
    """What is known and not known for whoever can't take a step, and how long without a toilet."""
    request = plan.request
    if request.wheels:
        if plan.bus.seats is not None:
            yield Notice("lift", {"wheels": request.wheels})
        unsure = _perhaps_with_steps(legs.values())
        if unsure:
            yield Notice(
                "wheels_way",
                {"legs": unsure, "sure": len(legs) - len(unsure), "whom": plan.place.ask},
            )
        unknown = [s for s in plan.stops if visits.visit_of(s.site.id).step_free is None]
        if unknown:
            yield Notice("wheels_stops", {"stops": unknown})
    elif plan.slow_group or request.slow:
        walked = _legs_of(plan, plan.slow_group, legs) if plan.slow_group else [*legs.values()]
        unsure = _perhaps_with_steps(walked)
        values = {"legs": unsure, "sure": len(walked) - len(unsure), "whom": plan.place.ask}
        if unsure:
            yield Notice("slow_way", {**values, "group": plan.slow_group})
    gap = longest_without_toilet(plan, visits)
    if request.toilet is not None and gap > request.toilet:
        yield Notice("toilet_gap", {"gap": gap, "most": request.toilet})


def _perhaps_with_steps(legs: Iterable[Leg]) -> list[Leg]:
    """The ways that are not known to be without steps all along."""
    return [
        leg
        for leg in legs
        if not leg.segments or any(segment.steps != "no" for segment in leg.segments)
    ]


def _legs_of(plan: Plan, group: Group, legs: Legs) -> list[Leg]:
    ends = dict.fromkeys(
        (entry.origin.site.id, entry.stop.site.id)
        for entry in plan.entries[group.number - 1]
        if entry.kind == "walk" and entry.origin is not None
    )
    return [legs[pair] for pair in ends]


def longest_without_toilet(plan: Plan, visits: VisitsFile) -> int:
    """Minutes that a group goes at most from one stop with a known toilet to the next, from
    arrival to leaving; a long stay at such a stop is not counted."""
    longest = 0
    for entries in plan.entries:
        since = 0
        for entry in entries:
            if entry.kind in ("stop", "lunch") and visits.visit_of(entry.stop.site.id).toilet:
                longest, since = max(longest, entry.start - since), entry.end
        longest = max(longest, plan.leave_min - since)
    return longest


def _of_stops(plan: Plan, visits: VisitsFile) -> Iterator[Notice]:
    known = [visits.visit_of(stop.site.id) for stop in plan.stops]
    unknown = sum(visit.capacity is None for visit in known)
    if unknown:
        told = Told(text=visits.capacity.source, sources=visits.capacity.sources)
        yield Notice("capacity", {"stops": unknown, "most": visits.capacity.value}, told)
    if not any(visit.toilet for visit in known):
        yield Notice("toilets")
    for stop, visit in zip(plan.stops, known, strict=True):
        for rule in visit.rules:
            yield Notice("rule", {"stop": stop}, rule)
