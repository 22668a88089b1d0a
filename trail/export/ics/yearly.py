"""Observances that come back each year, as an iCalendar file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from trail.dataset.schema.story import Marker

YEARS = 40  # of summer time that the file tells of, for programs that do not know the zone


def to_yearly_ics(
    markers: Iterable[Marker], *, name: str, zone: str, on: date, url: str, host: str
) -> bytes:
    """A calendar of the yearly ones of `markers`, each from its next day after `on`.

    `on` stands for today, so that the same data gives the same bytes; `host` makes the
    events' ids the trail's own.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{name}//Treaty Trail//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    events = [_event(marker, zone, on, url, host) for marker in markers if marker.yearly]
    if any(isinstance(event.decoded("dtstart"), datetime) for event in events):
        first, last = date(on.year, 1, 1), date(on.year + YEARS, 1, 1)
        calendar.add_component(Timezone.from_tzinfo(ZoneInfo(zone), zone, first, last))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(marker: Marker, zone: str, on: date, url: str, host: str) -> Event:
    if marker.yearly is None:
        raise ValueError(f"{marker.id} is not yearly")
    month, day = map(int, marker.yearly.day.split("-"))
    first = date(on.year, month, day)
    if first < on:
        first = date(on.year + 1, month, day)
    event = Event()
    event.add("uid", f"{marker.id}@{host}")
    event.add("dtstamp", datetime.combine(on, time(), UTC))
    event.add("summary", marker.name)
    event.add("description", marker.text)
    event.add("location", marker.where)
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    if marker.yearly.time:
        start = datetime.combine(first, time.fromisoformat(marker.yearly.time), ZoneInfo(zone))
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=15))
    else:
        event.add("dtstart", first)
    event.add("rrule", {"freq": "yearly"})
    return event
