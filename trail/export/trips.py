"""A class trip as a file: calendar, table or sheets, in the language asked for."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode

from trail.base.errors import InvalidParameter
from trail.base.links import Links
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.letters import on_paper
from trail.export.sheets.missing_glyphs import telling_where
from trail.export.sheets.plansheets import plan_sheets
from trail.export.sheets.sheets import PAPERS
from trail.export.sheets.typeset import typeset
from trail.export.sheets.word import to_docx
from trail.export.tripcsv import to_plan_csv
from trail.fieldtrip.planner.request import as_given
from trail.fieldtrip.trip import Trip
from trail.fieldtrip.wording.events import plan_events, plan_rows
from trail.guide.words.phrases import Phrases


@dataclass(frozen=True)
class FolderForm:
    """A paper that the folder is printed on, in ordinary or in large type."""

    paper: str
    large: bool


# By what stands in the file's name after "plan-"; the first is plain "plan".
FOLDER_FORMS = {
    "": FolderForm("letter", large=False),
    "a4": FolderForm("a4", large=False),
    "large": FolderForm("letter", large=True),
    "a4-large": FolderForm("a4", large=True),
}


def plan_calendar(
    trip: Trip,
    say: Phrases,
    *,
    url: str,
    home: str,
    at: dt.datetime,
    group: int | None = None,
) -> bytes:
    """The trip as iCalendar, or that of one group by its number.

    A plan that has an id keeps its events' ids when it is changed, its date too. One without
    is known by all that it asks for, so that no other plan has the same.

    Args:
        url: where the plan can be seen; empty where nobody knows.
        home: the trail's own address; empty where it has none.
        at: the instant that the file is made for.

    Raises:
        InvalidParameter: the plan has no date.
    """
    from trail.export.ics.trip import to_plan_ics  # with its library only where it is asked for

    plan, trail = trip.plan, trip.guide.dataset.trail
    date = plan.request.date
    if date is None:
        raise InvalidParameter("date", "", "a date: a calendar file needs one")
    ways = trip.ways(say.translate, say.distance)
    events = plan_events(plan, trip.visits, ways, say, title=trail.title, url=url, group=group)
    wishes = f"{trail.title}?{urlencode(as_given(plan.request))}"
    return to_plan_ics(
        events,
        name=say("Class trip: %(title)s", title=trail.title),
        zone=trail.time_zone,
        at=at,
        trip=plan.request.id or hashlib.sha256(wishes.encode()).hexdigest()[:16],
        owner=home,
        url=url,
    )


def plan_table(trip: Trip, say: Phrases) -> bytes:
    """The trip as CSV."""
    return to_plan_csv(plan_rows(trip.plan, say), dated=trip.plan.request.date is not None)


def plan_pdf(
    trip: Trip, say: Phrases, base_url: str | None, url: str, form: FolderForm = FOLDER_FORMS[""]
) -> bytes:
    """The trip's sheets; ExportError without a public address for the codes on them."""
    content = _folder(trip, say, base_url, url, form)
    with telling_where(trip.guide.dataset):
        return typeset("plan", content, trip.guide.dataset.trail.data_date)


def plan_docx(trip: Trip, say: Phrases, base_url: str | None, url: str) -> bytes:
    """The trip's sheets as a document to change; ExportError without its optional library."""
    content = _folder(trip, say, base_url, url, FOLDER_FORMS[""])
    with telling_where(trip.guide.dataset):
        return to_docx(content, trip.guide.dataset.trail.data_date)


def _folder(trip: Trip, say: Phrases, base_url: str | None, url: str, form: FolderForm) -> Content:
    say = on_paper(trip.guide.dataset, say)
    context = SheetContext(trip.guide, say, Links.under(base_url))
    return plan_sheets(context, trip, url, PAPERS[form.paper], large=form.large)
