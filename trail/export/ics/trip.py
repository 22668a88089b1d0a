"""A class trip as an iCalendar file (RFC 5545): the day with its legs, and the countdown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from trail.fieldtrip.wording.events import PlanEvent

_STEP = dt.timedelta(minutes=15)  # no zone changes its offset between quarters of an hour


def to_plan_ics(
    events: Sequence[PlanEvent],
    *,
    name: str,
    zone: str,
    data_date: dt.date,
    trip: str,
    host: str,
    url: str,
) -> bytes:
    """The events as one calendar; the same plan gives the same bytes.

    Args:
        zone: IANA name; the file tells its offsets for the years of the events.
        data_date: stands for now in every event's stamp.
        trip: names the trip in the events' ids, so that the same trip planned anew
            replaces the old one in a calendar.
        host: makes the ids the trail's own.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{name}//Treaty Trail//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    timed = [event.start for event in events if isinstance(event.start, dt.datetime)]
    if timed:
        calendar.add_component(_timezone(zone, min(timed).year, max(timed).year))
    stamp = dt.datetime.combine(data_date, dt.time(), dt.UTC)
    for event in events:
        calendar.add_component(_event(event, stamp, f"{trip}-{event.key}@{host}", url))
    return bytes(calendar.to_ical())


def _event(event: PlanEvent, stamp: dt.datetime, uid: str, url: str) -> Event:
    made = Event()
    made.add("uid", uid)
    made.add("dtstamp", stamp)
    made.add("dtstart", event.start)
    made.add("dtend", event.end)
    made.add("summary", event.summary)
    if event.description:
        made.add("description", event.description)
    if event.location:
        made.add("location", event.location)
    if event.position is not None:
        made.add("geo", (round(event.position.lat, 6), round(event.position.lon, 6)))
    if url:
        made.add("url", url)
    made.add("transp", "OPAQUE" if isinstance(event.start, dt.datetime) else "TRANSPARENT")
    return made


def _timezone(zone: str, first_year: int, last_year: int) -> Timezone:
    """The zone's offsets from the beginning of one year to the end of another.

    Each begins at a local time of the offset before it, as RFC 5545 (3.6.5) has it.
    """
    found = Timezone()
    found.add("tzid", zone)
    info = ZoneInfo(zone)
    moment = dt.datetime(first_year, 1, 1, tzinfo=info).astimezone(dt.UTC)
    end = dt.datetime(last_year + 1, 1, 1, tzinfo=info).astimezone(dt.UTC)
    before = _offset(moment, info)
    found.add_component(_observance(moment, before, info))
    while (moment := moment + _STEP) < end:
        after = _offset(moment, info)
        if after != before:
            found.add_component(_observance(moment, before, info))
            before = after
    return found


def _offset(moment: dt.datetime, info: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(info).utcoffset() or dt.timedelta()


def _observance(
    moment: dt.datetime, before: dt.timedelta, info: ZoneInfo
) -> TimezoneDaylight | TimezoneStandard:
    local = moment.astimezone(info)
    made = TimezoneDaylight() if local.dst() else TimezoneStandard()
    made.add("dtstart", (moment + before).replace(tzinfo=None))
    made.add("tzoffsetfrom", before)
    made.add("tzoffsetto", _offset(moment, info))
    made.add("tzname", local.tzname() or "")
    return made
