"""A class trip as an iCalendar file: the day with its legs, and the countdown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from trail.export.ics.calendar import CalendarEvent, to_ics
from trail.fieldtrip.wording.events import PlanEvent


def to_plan_ics(
    events: Sequence[PlanEvent],
    *,
    name: str,
    zone: str,
    at: dt.datetime,
    trip: str,
    owner: str,
    url: str,
) -> bytes:
    """The events as one calendar; the same plan at the same instant gives the same bytes.

    Args:
        zone: IANA name.
        at: the instant that the file is made for; a later file of the same trip takes the
            place of an earlier one.
        trip: names the trip in the events' ids, for good.
        owner: see `to_ics`.
    """
    return to_ics(
        [_event(event, trip, url) for event in events], name=name, zone=zone, owner=owner, at=at
    )


def _event(event: PlanEvent, trip: str, url: str) -> CalendarEvent:
    return CalendarEvent(
        # The dot, which no slug has, keeps it from being any other event of the trail.
        key=f"plan.{trip}-{event.key}",
        start=event.start,
        end=event.end,
        summary=event.summary,
        description=event.description,
        location=event.location,
        position=event.position,
        url=url,
        busy=isinstance(event.start, dt.datetime),
    )
