"""When the sites' facts happened, in an order that can be walked."""

from __future__ import annotations

from datetime import date

from trail.dataset.schema.dates import Period, TrailDate
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


def date_key(when: TrailDate) -> tuple[int, int, bool, date]:
    """Sorts days, and months behind their last day: which day it was is not known."""
    begin = when.begin
    return begin.first.year, begin.first.month, begin.unit != "day", begin.first


def _is_within(when: TrailDate, period: Period) -> bool:
    """Whether the date begins on a day of the period, or in a month that shares one with it."""
    begin = when.begin
    if begin.unit == "year":
        return False
    return begin.first <= period.day_of_end and begin.last >= period.day_of_start
