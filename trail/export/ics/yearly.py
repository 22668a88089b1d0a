"""Observances that come back each year, as an iCalendar file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from trail.dataset.schema.story import Marker
from trail.export.ics.calendar import CalendarEvent, to_ics

MOMENT = dt.timedelta(minutes=15)  # how long an observance of one moment takes in a calendar


def to_yearly_ics(
    markers: Iterable[Marker], *, name: str, zone: str, on: dt.date, url: str, owner: str
) -> bytes:
    """A calendar of the yearly ones of `markers`, each from its next day after `on`.

    Args:
        on: stands for today, so that the same data gives the same bytes.
        url: the page that tells of them.
        owner: see `to_ics`.
    """
    return to_ics(
        [_event(marker, zone, on, url) for marker in markers if marker.yearly],
        name=name,
        zone=zone,
        owner=owner,
        at=dt.datetime.combine(on, dt.time(), dt.UTC),
    )


def _event(marker: Marker, zone: str, on: dt.date, url: str) -> CalendarEvent:
    if marker.yearly is None:
        raise ValueError(f"{marker.id} is not yearly")
    month, day = map(int, marker.yearly.day.split("-"))
    start = dt.date(on.year, month, day)
    if start < on:
        start = dt.date(on.year + 1, month, day)
    end = start + dt.timedelta(days=1)
    if marker.yearly.time:
        time = dt.time.fromisoformat(marker.yearly.time)
        start = dt.datetime.combine(start, time, ZoneInfo(zone))
        end = start + MOMENT
    return CalendarEvent(
        key=marker.id,
        start=start,
        end=end,
        summary=marker.name,
        description=marker.text,
        location=marker.where,
        url=url,
        yearly=True,
    )
