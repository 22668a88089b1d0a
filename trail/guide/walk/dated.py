"""When the sites' facts happened, in an order that can be walked."""

from __future__ import annotations

import calendar

from trail.dataset.schema.dates import Period
from trail.dataset.schema.record import date_start
from trail.dataset.schema.site import Fact, Site


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
