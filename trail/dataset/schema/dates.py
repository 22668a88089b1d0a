"""Dates of the trail: EDTF level 1 as far as it is needed, and the days that they mean."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from trail.dataset.schema.trail import Period

Precision = Literal["exact", "about", "between"]


ONE_DAY = timedelta(days=1)


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
    return day - timedelta(days=century - century // 4 - 2)


def period_days(period: Period) -> tuple[date, ...]:
    """Every day of the period, first and last included."""
    return tuple(_days(date.fromisoformat(period.start), date.fromisoformat(period.end)))


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
