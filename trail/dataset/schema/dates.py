"""Dates of the trail: EDTF level 1 as far as it is needed, and the days that they mean.

"1905-08-27" is exact, "1905-08" the month, "1905" the year, "1887/1888" between,
"1905-08~" about, "1905/.." from then on. All are days of the calendar, from the year 1 on.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from trail.dataset.schema.record import Record, told

Precision = Literal["exact", "about", "between"]

ONE_DAY = timedelta(days=1)

DAY_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PART = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?~?"
DATE_PATTERN = rf"^{_PART}(?:/(?:{_PART}|\.\.))?$"


def _day_of_the_calendar(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise told(f"there is no day {text!r}", "a day of the calendar") from None
    return text


def _days_of_the_calendar(text: str) -> str:
    for part in text.removesuffix("/..").split("/"):
        try:
            _ends(part)
        except ValueError:
            raise told(f"there is no day {part.rstrip('~')!r}", "a day of the calendar") from None
    try:
        parse_date(text)
    except ValueError:
        raise told(f"{text!r} ends before it begins", "start/end in order") from None
    return text


def _in_living_memory(text: str) -> str:
    # Calendars and reminders reckon from it, some years back and forth.
    if not "1900" <= text < "2200":
        raise told(f"{text} is no day on which data were written", "a day from 1900 to 2199")
    return text


IsoDay = Annotated[
    str, StringConstraints(pattern=DAY_PATTERN), AfterValidator(_day_of_the_calendar)
]
RecentDay = Annotated[IsoDay, AfterValidator(_in_living_memory)]  # when somebody wrote of the past
TrailDate = Annotated[
    str, StringConstraints(pattern=DATE_PATTERN), AfterValidator(_days_of_the_calendar)
]


class Period(Record):
    """First and last day of the story, ISO dates; orders sites by date."""

    start: IsoDay
    end: IsoDay

    @property
    def day_of_start(self) -> date:
        return date.fromisoformat(self.start)

    @property
    def day_of_end(self) -> date:
        return date.fromisoformat(self.end)


@dataclass(frozen=True)
class Span:
    """The days that a date may mean, first and last included."""

    first: date
    last: date
    precision: Precision

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def parse_date(text: str) -> Span:
    """The days that a date of ours (EDTF) may mean; ValueError for a day that is none.

    An open end ("1905/..") reaches to the end of the calendar.
    """
    begin, slash, end = text.partition("/")
    first, last = _ends(begin)
    if slash:
        last = date.max if end == ".." else _ends(end)[1]
    if last < first:
        raise ValueError(f"{text} ends before it begins")
    if first != last:
        return Span(first, last, "between")
    return Span(first, last, "about" if "~" in text else "exact")


def _ends(text: str) -> tuple[date, date]:
    """The first and last day of a day, month or year."""
    year, *rest = (int(part) for part in text.rstrip("~").split("-"))
    if len(rest) == 2:
        day = date(year, rest[0], rest[1])
        return day, day
    if rest:
        length = calendar.monthrange(year, rest[0])[1]
        return date(year, rest[0], 1), date(year, rest[0], length)
    return date(year, 1, 1), date(year, 12, 31)


def old_style(day: date) -> date:
    """The same day in the Julian calendar, as Russia counted until 1918.

    Right from March 1600 on, but for January and February of years like 1900.
    """
    century = day.year // 100
    try:
        return day - timedelta(days=century - century // 4 - 2)
    except OverflowError:  # before the first day that Python counts
        return day


def day_before(day: date) -> date:
    """The day before; of the first day of the calendar that day itself."""
    return day - ONE_DAY if day > date.min else day


def day_after(day: date) -> date:
    """The day after; of the last day of the calendar that day itself."""
    return day + ONE_DAY if day < date.max else day


def period_days(period: Period) -> tuple[date, ...]:
    """Every day of the period, first and last included."""
    return tuple(_days(period.day_of_start, period.day_of_end))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def last_day(date: str) -> dt.date:
    """The last day that an EDTF date of ours may mean: "1905-08" is August 31.

    Of a time that goes on ("1905/..") the last day of its beginning.
    """
    begin, _, end = date.partition("/")
    parts = [int(part) for part in (begin if end in ("", "..") else end).rstrip("~").split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return dt.date(year, month, day)
