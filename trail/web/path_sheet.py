"""The days as a sheet to print: the page's own diagram, as a vector PDF."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from trail.guide import Guide
from trail.printing import Words
from trail.printing.content import Desk, Links
from trail.printing.pathsheet import (
    DayInWords,
    PathText,
    find_path_paper,
    path_sheet,
)
from trail.printing.typeset import typeset
from trail.web.days import book
from trail.web.delivery import site_url
from trail.web.i18n import gettext as _
from trail.web.i18n import locale_name
from trail.web.pages import guide
from trail.web.present_path import DayRow, day_rows, path_of, path_papers
from trail.web.present_story import StoryBook

bp = Blueprint("path_sheet", __name__)


@bp.get("/print/path-to-peace-<paper>.pdf")
def sheet(paper: str) -> Response:
    size = find_path_paper(paper)
    found = book()
    path = path_of(found)
    desk = Desk(guide(), Words(_, locale_name()), Links.under(site_url(url_for("pages.home"))))
    content = path_sheet(desk, path, _text(found, day_rows(found, path)), size)
    pdf = typeset("path", content, guide().dataset.trail.data_date)
    response = Response(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="path-to-peace-{paper}.pdf"'
    return response


def _text(found: StoryBook, rows: tuple[DayRow, ...]) -> PathText:
    file = found.story.events_file
    address = site_url(url_for("days.days"))
    return PathText(
        title=file.title,
        intro=_("%(period)s. Read across for a band, down for a day.", period=found.period),
        alt=_(
            "%(title)s, drawn day by day in three bands, with %(count)s demands as lines between "
            "them. The next page says the same in words.",
            title=file.title,
            count=len(found.story.demands),
        ),
        notes=[
            _(
                "A disc is what people did; a dash with slanted words is what papers said; "
                "a hollow mark is doubtful."
            ),
            *file.reading,
            *([file.after] if file.after else []),
            _("Every event with its sources: %(address)s", address=address),
        ],
        days_heading=_("The same in words"),
        days=[_in_words(row) for row in rows],
    )


def _in_words(row: DayRow) -> DayInWords:
    return DayInWords(
        name=row.name,
        sitting=row.sitting,
        changes=[
            _(
                "Demands %(numbers)s: %(state)s",
                numbers=", ".join(map(str, change.numbers)),
                state=change.word,
            )
            for change in row.changes
        ],
        events=[
            {
                "title": f"{view.event.title} ({_('doubtful')})"
                if view.event.certainty == "low"
                else view.event.title,
                "press": view.event.kind == "press",
            }
            for views in row.bands.values()
            for view in views
        ],
    )


def paths(of: Guide) -> list[str]:
    """The path of every sheet, each once."""
    if of.dataset.story is None:
        return []
    return [paper.url for paper in path_papers() if paper.url]
