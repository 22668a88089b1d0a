"""When the sites' facts happened, in an order that can be walked."""

from __future__ import annotations

import calendar
import datetime as dt

from trail.dataset.schema.record import Fact, Period, Site, date_start


def dated_fact(site: Site, period: Period) -> Fact | None:
    """The site's earliest fact inside the period that is dated to the month or the day.

    A month counts as later than all of its days: 1905-08-31, 1905-08, 1905-09-01.
    """
    dated = [
        (date_key(fact.date), fact)
        for fact in site.properties.facts
        if fact.date and _is_within(fact.date, period)
    ]
    return min(dated, key=lambda item: item[0])[1] if dated else None


def date_key(date: str) -> tuple[str, bool, str]:
    """Sorts days, and months behind their last day: which day it was is not known."""
    day = date_start(date)
    return day[:7], date.split("/")[0].count("-") < 2, day


def _is_within(date: str, period: Period) -> bool:
    """Whether the date begins on a day of the period, or in a month that shares one with it."""
    begin = date.split("/")[0].rstrip("~")
    if begin.count("-") == 0:
        return False
    last = begin
    if begin.count("-") == 1:
        year, month = (int(part) for part in begin.split("-"))
        last = f"{begin}-{calendar.monthrange(max(year, 1), month)[1]:02}"
    return date_start(date) <= period.end and last >= period.start


def last_day(date: str) -> dt.date:
    """The last day that an EDTF date of ours may mean: "1905-08" is August 31.

    Of a time that goes on ("1905/..") the last day of its beginning.
    """
    begin, _, end = date.partition("/")
    parts = [int(part) for part in (begin if end in ("", "..") else end).rstrip("~").split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return dt.date(year, month, day)
