"""A plan as what a calendar or a table holds: events with their words, rows with their figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trail.base.geo import Position
from trail.dataset.schema.visits import VisitsFile
from trail.fieldtrip.planner.groups import Group
from trail.fieldtrip.planner.plan import Plan
from trail.fieldtrip.planner.timetable import Activity
from trail.fieldtrip.wording import wording as plan_wording
from trail.fieldtrip.wording.wording import Tongue


@dataclass(frozen=True)
class PlanEvent:
    """Something in a calendar; `start` and `end` are days for what fills them, else aware times.

    `key` names it within the trip, also when the trip was changed.
    """

    key: str
    start: dt.date
    end: dt.date
    summary: str
    description: str
    location: str = ""
    position: Position | None = None


@dataclass(frozen=True)
class PlanRow:
    """A line of a table: what a group does from when to when."""

    group: int
    students: int
    adults: int
    start: dt.datetime
    end: dt.datetime
    kind: str
    what: str
    minutes: int
    number: int | None
    site_id: str
    distance_m: float


def plan_rows(plan: Plan, say: Tongue) -> Iterator[PlanRow]:
    """Every entry of every group, in order."""
    for group, entries in zip(plan.groups, plan.entries, strict=True):
        for entry in entries:
            yield PlanRow(
                group=group.number,
                students=group.students,
                adults=group.adults,
                start=plan.clock.at(entry.start),
                end=plan.clock.at(entry.end),
                kind=entry.kind,
                what=plan_wording.entry_text(entry, plan, say),
                minutes=entry.minutes,
                number=entry.stop.number or None,
                site_id=entry.stop.site.id,
                distance_m=entry.distance_m,
            )


def plan_events(
    plan: Plan,
    visits: VisitsFile,
    ways: Mapping[tuple[str, str], Sequence[str]],
    say: Tongue,
    *,
    title: str,
    url: str,
    group: int | None = None,
) -> list[PlanEvent]:
    """The day as a whole, each group's walks and stops, and the countdown to it.

    Args:
        ways: directions in words, by the ids of the sites they go from and to.
        group: the number of the one group that is wanted; None for all.
        url: where the plan can be seen.
    """
    if plan.request.date is None:
        return []
    chosen = [g for g in plan.groups if group in (None, g.number)]
    name = say("Class trip: %(title)s", title=title)
    events = [
        PlanEvent(
            # A file of one group says less of the day: it must not take the other's place.
            key="trip" if group is None else f"trip-group-{group}",
            start=plan.clock.at(0),
            end=plan.clock.at(plan.leave_min),
            summary=name,
            description="\n".join([*_outline(plan, chosen, say), url]),
            location=plan.place.name,
            position=plan.entries[0][0].stop.position,
        )
    ]
    for g in chosen:
        # Numbered without gaps: of a plan that was changed as few as can be are left over.
        told = [entry for entry in plan.entries[g.number - 1] if entry.kind != "free"]
        prefix = "" if len(plan.groups) == 1 else f"{plan_wording.group_name(g, say)}: "
        events += [
            _event(plan, entry, f"group-{g.number}-{k}", prefix, ways, say)
            for k, entry in enumerate(told)
        ]
    events += _countdown(plan.request.date, visits, name, url)
    return events


def _outline(plan: Plan, groups: Sequence[Group], say: Tongue) -> Iterator[str]:
    """Who comes, and what each group does when."""
    for group in groups:
        yield f"{plan_wording.group_name(group, say)}: {plan_wording.group_line(group, say)}"
        for entry in plan.entries[group.number - 1]:
            span = plan_wording.span(plan, entry.start, entry.end, say)
            yield f"{span} {plan_wording.entry_text(entry, plan, say)}"


def _event(
    plan: Plan,
    entry: Activity,
    key: str,
    prefix: str,
    ways: Mapping[tuple[str, str], Sequence[str]],
    say: Tongue,
) -> PlanEvent:
    lines: Sequence[str] = ()
    if entry.kind == "walk" and entry.origin:
        lines = ways[entry.origin.site.id, entry.stop.site.id]
    elif entry.kind == "stop":
        lines = (entry.stop.site.properties.access.detail,)
    place = entry.stop.site
    return PlanEvent(
        key=key,
        start=plan.clock.at(entry.start),
        end=plan.clock.at(entry.end),
        summary=prefix + plan_wording.entry_text(entry, plan, say),
        description="\n".join(lines),
        location=", ".join(filter(None, (place.name, place.properties.address))),
        position=entry.stop.position,
    )


def _countdown(day: dt.date, visits: VisitsFile, name: str, url: str) -> Iterator[PlanEvent]:
    for milestone in visits.countdown:
        on = day - dt.timedelta(days=milestone.days)
        # Schools and offices are open from Monday to Friday: rather earlier than too late.
        on -= dt.timedelta(days=max(0, on.weekday() - 4))
        yield PlanEvent(
            key=f"before-{milestone.id}",
            start=on,
            end=on + dt.timedelta(days=1),
            summary=f"{milestone.name}: {name}",
            description="\n".join([*(f"- {task}" for task in milestone.tasks), url]),
        )
