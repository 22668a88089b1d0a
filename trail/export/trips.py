"""A class trip as a file: calendar, table or sheets, in the language asked for."""

from __future__ import annotations

import datetime as dt
import hashlib
from urllib.parse import urlsplit

from trail.base.errors import InvalidParameter
from trail.base.links import Links
from trail.export.ics.trip import to_plan_ics
from trail.export.sheets.content import Desk
from trail.export.sheets.missing_glyphs import telling_where
from trail.export.sheets.plansheets import plan_sheets
from trail.export.sheets.typeset import typeset
from trail.export.tripcsv import to_plan_csv
from trail.fieldtrip.trip import Trip
from trail.fieldtrip.wording.events import plan_events, plan_rows
from trail.guide.words.tongue import Words


def plan_calendar(trip: Trip, say: Words, url: str, group: int | None = None) -> bytes:
    """The trip as iCalendar, or that of one group by its number.

    Args:
        url: where the plan can be seen; empty where nobody knows.

    Raises:
        InvalidParameter: the plan has no date.
    """
    plan, trail = trip.plan, trip.guide.dataset.trail
    date = plan.request.date
    if date is None:
        raise InvalidParameter("date", "", "a date: a calendar file needs one")
    ways = trip.ways(say.translate, say.distance)
    events = plan_events(plan, trip.visits, ways, say, title=trail.title, url=url, group=group)
    who = f"{date} {plan.request.students} {plan.request.grade}"
    return to_plan_ics(
        events,
        name=say("Class trip: %(title)s", title=trail.title),
        zone=trail.time_zone,
        data_date=dt.date.fromisoformat(trail.data_date),
        trip=hashlib.sha256(who.encode()).hexdigest()[:12],
        host=urlsplit(url).hostname or "localhost",
        url=url,
    )


def plan_table(trip: Trip, say: Words) -> bytes:
    """The trip as CSV."""
    return to_plan_csv(plan_rows(trip.plan, say), dated=trip.plan.request.date is not None)


def plan_pdf(trip: Trip, say: Words, base_url: str | None, url: str) -> bytes:
    """The trip's sheets; ExportError without a public address for the codes on them."""
    desk = Desk(trip.guide, say, Links.under(base_url))
    content = plan_sheets(desk, trip, url)
    with telling_where(trip.guide.dataset):
        return typeset("plan", content, trip.guide.dataset.trail.data_date)
