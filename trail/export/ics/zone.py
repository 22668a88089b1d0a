"""VTIMEZONE components (RFC 5545, 3.6.5): the yearly rules of a zone's clock changes.

A rule says for good what a list of dates says for some years, and Outlook reads no list
of dates in a zone. icalendar's own `Timezone.from_tzinfo` writes lists, and tells an onset
by the clock after the change, an hour late; the RFC wants the clock before it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# After so many years every day of the year has fallen on every day of the week.
_YEARS = 28
_DAY = dt.timedelta(days=1)


class Onset(NamedTuple):
    """A change of the clock: `at` is local time by the offset before it."""

    at: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str

    @property
    def pattern(self) -> tuple[object, ...]:
        """What onsets of one yearly rule have in common."""
        return (self.at.weekday(), self.at.time(), self.before, self.after, self.name)


@lru_cache(maxsize=32)
def zone_component(zone: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of a zone, for events that begin in these years.

    Args:
        zone: IANA name.
        last_year: counts only where the clock of the zone follows no yearly rule; there
            every single change until then is listed.
    """
    made = Timezone()
    made.add("tzid", zone)
    # Last year's changes say how the clock stands when the first year begins.
    until = min(max(last_year, first_year + _YEARS), dt.MAXYEAR - 1)
    by_pattern: dict[tuple[object, ...], list[Onset]] = defaultdict(list)
    for onset in _onsets(ZoneInfo(zone), max(first_year - 1, dt.MINYEAR + 1), until):
        by_pattern[onset.pattern].append(onset)
    for alike in by_pattern.values():
        begin, rule = _ruled(alike, until)
        for onset in alike[:begin]:
            if onset.at.year <= last_year:
                made.add_component(_observance(onset))
        if rule is not None:
            made.add_component(_observance(alike[begin], rule))
    if not made.subcomponents:
        made.add_component(_observance(_standing(ZoneInfo(zone), first_year)))
    return bytes(made.to_ical())


def _onsets(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Onset]:
    """Every change from the beginning of one year to the end of another, in order."""
    start = dt.datetime(first_year, 1, 1, tzinfo=dt.UTC)
    days = (dt.date(last_year + 1, 1, 1) - start.date()).days
    for a, b in pairwise(start + _DAY * k for k in range(days + 1)):
        if _offset(a, zone) != _offset(b, zone):
            yield _onset(a, b, zone)


def _onset(a: dt.datetime, b: dt.datetime, zone: ZoneInfo) -> Onset:
    """The change between two instants, found by halving to the second."""
    while b - a > dt.timedelta(seconds=1):
        middle = a + (b - a) // 2
        middle -= dt.timedelta(microseconds=middle.microsecond)
        a, b = (a, middle) if _offset(middle, zone) != _offset(a, zone) else (middle, b)
    local = b.astimezone(zone)
    before = _offset(a, zone)
    return Onset((b + before).replace(tzinfo=None), before, _offset(b, zone), local.tzname() or "")


def _standing(zone: ZoneInfo, year: int) -> Onset:
    """A clock that never changes, as from the beginning of the year before."""
    at = dt.datetime(max(year - 1, dt.MINYEAR + 1), 1, 1, tzinfo=zone)
    offset = _offset(at, zone)
    return Onset(at.replace(tzinfo=None), offset, offset, at.tzname() or "")


def _offset(moment: dt.datetime, zone: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()


def _ruled(onsets: Sequence[Onset], until: int) -> tuple[int, vRecur | None]:
    """From which of the onsets on a rule holds each year until that; None where none does."""
    for begin in range(len(onsets) - _YEARS + 1):
        times = [onset.at for onset in onsets[begin:]]
        each_year = [at.year for at in times] == list(range(times[0].year, until + 1))
        rule = _rule(times) if each_year else None
        if rule is not None:
            return begin, rule
    return len(onsets), None


def _rule(times: Sequence[dt.datetime]) -> vRecur | None:
    """The yearly rule of days that share their weekday; None where they follow none."""
    weekday = _WEEKDAYS[times[0].weekday()]
    months = {at.month for at in times}
    days = {at.day for at in times}
    from_month_end = {calendar.monthrange(at.year, at.month)[1] - at.day for at in times}
    # No leap day lies between them and the end of the year but for January and February.
    from_year_end = {(dt.date(at.year, 12, 31) - at.date()).days for at in times}
    if len(months) > 1:
        if max(from_year_end) - min(from_year_end) > 6:
            return None
        return _recur(byyearday=sorted(-1 - k for k in from_year_end), byday=weekday)
    if max(days) - min(days) > 6:
        return None
    month = min(months)
    if max(from_month_end) <= 6:
        return _recur(bymonth=month, byday=f"-1{weekday}")
    if min(days) % 7 == 1:
        return _recur(bymonth=month, byday=f"{min(days) // 7 + 1}{weekday}")
    week = list(range(min(days), min(days) + 7))
    return _recur(bymonth=month, bymonthday=week, byday=weekday)


def _recur(**parts: object) -> vRecur:
    return vRecur({"freq": "YEARLY", **parts})


def _observance(onset: Onset, rule: vRecur | None = None) -> TimezoneDaylight | TimezoneStandard:
    made = TimezoneDaylight() if onset.after > onset.before else TimezoneStandard()
    made.add("dtstart", onset.at)
    made.add("tzoffsetfrom", onset.before)
    made.add("tzoffsetto", onset.after)
    made.add("tzname", onset.name)
    if rule is not None:
        made.add("rrule", rule)
    return made
