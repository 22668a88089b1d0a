"""Dates of the trail: EDTF level 1 as far as it is needed, and the days that they mean.

"1905-08-27" is exact, "1905-08" the month, "1905" the year, "1887/1888" between,
"1905-08~" about, "1905/.." from then on. All are days of the calendar, from the year 1 on.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints
from pydantic_core import core_schema

from trail.dataset.schema.record import Record, told

Precision = Literal["exact", "about", "between"]
Unit = Literal["day", "month", "year"]

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


def _in_living_memory(text: str) -> str:
    # Calendars and reminders reckon from it, some years back and forth.
    if not "1900" <= text < "2200":
        raise told(f"{text} is no day on which data were written", "a day from 1900 to 2199")
    return text


IsoDay = Annotated[
    str, StringConstraints(pattern=DAY_PATTERN), AfterValidator(_day_of_the_calendar)
]
RecentDay = Annotated[IsoDay, AfterValidator(_in_living_memory)]  # when somebody wrote of the past


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
class DatePart:
    """A day, month or year as one end of a date: the days it may mean, first and last
    included, and whether it is only about then."""

    first: date
    last: date
    unit: Unit
    about: bool = False

    @classmethod
    def of(cls, text: str) -> DatePart:
        """ValueError for a day that is none."""
        year, *rest = (int(part) for part in text.rstrip("~").split("-"))
        about = text.endswith("~")
        if len(rest) == 2:
            day = date(year, rest[0], rest[1])
            return cls(day, day, "day", about)
        if rest:
            length = calendar.monthrange(year, rest[0])[1]
            return cls(date(year, rest[0], 1), date(year, rest[0], length), "month", about)
        return cls(date(year, 1, 1), date(year, 12, 31), "year", about)


@dataclass(frozen=True)
class TrailDate:
    """A date of the trail: the text it was read from, and the days that this may mean.

    `end` is `begin` but in an interval; None where it goes on ("1905/..").
    """

    text: str
    begin: DatePart
    end: DatePart | None

    @classmethod
    def of(cls, text: str) -> TrailDate:
        """The date that a text as the module says stands for; ValueError for another text, a day
        that is none, an end before the beginning."""
        if not re.fullmatch(DATE_PATTERN, text):
            raise ValueError(f"{text!r} is no date")
        begin, slash, end = text.partition("/")
        first = DatePart.of(begin)
        last: DatePart | None = first
        if slash:
            last = None if end == ".." else DatePart.of(end)
        if last is not None and last.last < first.first:
            raise ValueError(f"{text} ends before it begins")
        return cls(text, first, last)

    def __str__(self) -> str:
        return self.text

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def first(self) -> date:
        return self.begin.first

    @property
    def last(self) -> date:
        """The last day that it may mean; of a time that goes on the last of the calendar."""
        return date.max if self.end is None else self.end.last

    @property
    def last_told(self) -> date:
        """The same; of a time that goes on the last day that its beginning may mean."""
        return (self.end or self.begin).last

    @property
    def is_interval(self) -> bool:
        return self.end is not self.begin

    @property
    def precision(self) -> Precision:
        if self.first != self.last:
            return "between"
        return "about" if "~" in self.text else "exact"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: object
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            _read,
            core_schema.str_schema(pattern=DATE_PATTERN),
            serialization=core_schema.to_string_ser_schema(),
        )


def _read(value: object, as_text: Callable[[object], str]) -> TrailDate:
    if isinstance(value, TrailDate):
        return value
    text = as_text(value)
    for part in text.removesuffix("/..").split("/"):
        try:
            DatePart.of(part)
        except ValueError:
            raise told(f"there is no day {part.rstrip('~')!r}", "a day of the calendar") from None
    try:
        return TrailDate.of(text)
    except ValueError:
        raise told(f"{text!r} ends before it begins", "start/end in order") from None


def old_style(day: date) -> date:
    """The same day in the Julian calendar, as Russia counted until 1918.

    Right from March 1600 on, but for January and February of years like 1900.
    """
    century = day.year // 100
    try:
        return day - timedelta(days=century - century // 4 - 2)
    except OverflowError:  # before the first day that Python counts
        return day


def period_days(period: Period) -> tuple[date, ...]:
    """Every day of the period, first and last included."""
    return tuple(_days(period.day_of_start, period.day_of_end))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
