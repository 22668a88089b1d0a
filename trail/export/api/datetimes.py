"""Time: what a `datetime` parameter asks for, and what a date of the trail means.

Both are spans of seconds since 1970 in UTC. A day of the trail is a day by the trail's
own clock (`time_zone`), so that an instant in UTC falls on the right one.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from trail.base.errors import InvalidParameter
from trail.dataset.schema.dates import TrailDate

EXPECTED = (
    "an instant or interval by RFC 3339: 1905-08-29T12:00:00Z, 1905-08-29 (the whole day),"
    " start/end, ../end or start/.."
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
# The same as a pattern that any program reads. It can't tell the days of a month, nor which end
# of an interval is first; parse_datetime can.
_DAY_FORM = "(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK_FORM = (
    "[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]{1,9})?"
    "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
_END_FORM = f"{_DAY_FORM}({_CLOCK_FORM})?"
FORM = f"^({_END_FORM}(/({_END_FORM}|[.][.])?)?|([.][.])?/{_END_FORM})$"
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - only ever compared with other naive ones


class Interval(NamedTuple):
    """First and last second, both counted in; infinite where the end is open."""

    first: float
    last: float

    def meets(self, other: Interval) -> bool:
        return self.first <= other.last and other.first <= self.last


def parse_datetime(text: str, zone: tzinfo) -> Interval:
    """What the `datetime` parameter asks for; InvalidParameter where it can't be read.

    A day without a clock is a day in `zone`. "" and ".." are open ends.
    """
    ends = text.split("/")
    if len(ends) > 2 or ends in (["", ""], ["..", ".."], ["", ".."], ["..", ""], [""], [".."]):
        raise InvalidParameter("datetime", text, EXPECTED)
    try:
        first = _end(ends[0], zone)
        last = first if len(ends) == 1 else _end(ends[1], zone)
    except (ValueError, OverflowError):
        raise InvalidParameter("datetime", text, EXPECTED) from None
    asked = Interval(
        -math.inf if first is None else first.first, math.inf if last is None else last.last
    )
    if asked.last < asked.first:
        raise InvalidParameter("datetime", text, "an interval that ends after it begins")
    return asked


def _end(text: str, zone: tzinfo) -> Interval | None:
    """The instant or day at one end; None where it is open; ValueError for neither."""
    if text in ("", ".."):
        return None
    if day := _DAY.fullmatch(text):
        its = date(*(int(part) for part in day.groups()))
        return days(its, its, zone)
    found = _INSTANT.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day_of, hour, minute, second = (int(found[i]) for i in range(1, 7))
    leap = second == 60  # RFC 3339 has leap seconds, datetime has none
    at = datetime(year, month, day_of, hour, minute, 59 if leap else second)  # noqa: DTZ001
    offset_s = 0
    if found[8]:
        ahead = timedelta(hours=int(found[9]), minutes=int(found[10]))
        timezone(ahead)  # ValueError beyond a day
        if int(found[10]) > 59:
            raise ValueError(text)
        offset_s = int(ahead.total_seconds()) * (1 if found[8] == "+" else -1)
    seconds = (at - _EPOCH).total_seconds() - offset_s + leap + float(f"0.{found[7] or 0}")
    return Interval(seconds, seconds)


def days(first: date, last: date, zone: tzinfo) -> Interval:
    """From the first second of one day to the last of another, by the clock of `zone`."""
    end = math.inf if last == date.max else _midnight(last + timedelta(days=1), zone) - 1
    return Interval(_midnight(first, zone), end)


def of_date(when: TrailDate, zone: tzinfo) -> Interval:
    """The time that a date of the trail may mean; "about" a day claims no more than the day."""
    return days(when.first, when.last, zone)


def _midnight(day: date, zone: tzinfo) -> float:
    naive = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the offset is taken off below
    offset = zone.utcoffset(naive) or timedelta()
    return (naive - _EPOCH).total_seconds() - offset.total_seconds()


def rfc3339(seconds: float) -> str | None:
    """The instant in UTC; None for an open end."""
    if math.isinf(seconds):
        return None
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return at.isoformat().replace("+00:00", "Z")
