"""A calendar as an iCalendar file (RFC 5545): what every calendar of the trail has in common.

Calendars know an event again by its UID, and take the later of two by SEQUENCE and
DTSTAMP. Both grow with the instant that a file is made for; so the same instant gives the
same bytes, and a plan that was changed replaces itself wherever it was taken before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event

from trail.base.geo import Position
from trail.base.meridian import written
from trail.export.ics.zone import zone_component

# Where SEQUENCE is nought: as a number of seconds it stays below 2**31 until 2088.
_FIRST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_MOST = 2**31 - 1
_YEARS = 40  # of single clock changes for events that come back, where no rule gives them


@dataclass(frozen=True)
class CalendarEvent:
    """Something in a calendar; `start` and `end` are days for what fills them, else aware times.

    `key` names it for good among the events of its owner. `busy`: whether it takes the
    reader's time; `yearly`: it comes back each year.
    """

    key: str
    start: dt.date
    end: dt.date
    summary: str
    description: str = ""
    location: str = ""
    position: Position | None = None
    url: str = ""
    busy: bool = False
    yearly: bool = False


def to_ics(
    events: Sequence[CalendarEvent],
    *,
    name: str,
    zone: str,
    owner: str,
    at: dt.datetime,
) -> bytes:
    """The events as one calendar.

    Args:
        zone: IANA name; all times are told in it, and the file tells its clock changes.
        owner: the address that the events belong to; with their keys it makes their ids.
        at: the instant that the file is made for, aware.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{name}//Treaty Trail//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    years = [event.start.year for event in events if isinstance(event.start, dt.datetime)]
    if years:
        calendar.add("x-wr-timezone", zone)
        come_back = any(event.yearly for event in events)
        last = max(years) + (_YEARS if come_back else 1)
        told = zone_component(zone, min(years), last)
        calendar.add_component(Component.from_ical(told))
    for event in events:
        calendar.add_component(_event(event, owner, ZoneInfo(zone), at))
    return bytes(calendar.to_ical())


def _event(event: CalendarEvent, owner: str, zone: ZoneInfo, at: dt.datetime) -> Event:
    made = Event()
    made.add("uid", _uid(owner, event.key))
    made.add("dtstamp", at.astimezone(dt.UTC).replace(microsecond=0))
    made.add("sequence", min(max(0, int((at - _FIRST).total_seconds())), _MOST))
    made.add("dtstart", _in_zone(event.start, zone))
    made.add("dtend", _in_zone(event.end, zone))
    if event.yearly:
        made.add("rrule", {"freq": "yearly"})
    made.add("summary", event.summary)
    if event.description:
        made.add("description", event.description)
    if event.location:
        made.add("location", event.location)
    if event.position is not None:
        made.add("geo", (round(event.position.lat, 6), round(written(event.position).lon, 6)))
    if event.url:
        made.add("url", event.url)
    made.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
    return made


def _uid(owner: str, key: str) -> str:
    """Two trails of one host differ by their path, which no key has a slash to imitate."""
    parts = urlsplit(owner)
    return f"{parts.path.lstrip('/')}{key}@{parts.hostname or 'localhost'}"


def _in_zone(moment: dt.date, zone: ZoneInfo) -> dt.date:
    return moment.astimezone(zone) if isinstance(moment, dt.datetime) else moment
