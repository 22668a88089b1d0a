"""The teacher's room: what a trip teaches, lessons, and the sheets to hand out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response, abort, render_template, url_for

from trail.base.errors import NotFound
from trail.dataset.schema.education import Band, EducationFile, Framework, Lesson, Standard
from trail.export.sheets.sheets import OF_CLASSES, Sheet, class_sheets_of
from trail.fieldtrip.sheets import (
    class_sheet,
    sheet_name,
    sheet_names,
    sheet_title,
)
from trail.web.printing.sheets import address, paper_word, press
from trail.web.shell import filters
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import name_file
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb, Page
from trail.web.story.treaty import statements
from trail.web.teach.planner import ready_plans

bp = Blueprint("teach", __name__)
_A4 = "-a4"  # the end of a file's name; letter has none


class BandNotFound(NotFound):
    kind = "band of grades"


@dataclass(frozen=True)
class SheetLinks:
    """A sheet of a band: its page and its files by name."""

    name: str
    page: str
    files: tuple[Crumb, ...]


@dataclass(frozen=True)
class FacingView:
    """A hard matter as a band meets it, with where to read on."""

    name: str
    text: str
    say: str
    advice: str
    links: tuple[Crumb, ...]
    sources: tuple[present.SourceView, ...]


def education() -> EducationFile:
    return guide().dataset.education or abort(404)


# ---------------------------------------------------------------- pages


@bp.get("/teach/")
def room() -> str:
    found = education()
    return render_template(
        "teach/teach.html",
        page=_page(_("Teach"), found.intro),
        found=found,
        bands=[(band, _band_url(band), _sheets(band)) for band in found.bands],
        plans=ready_plans(),
        planner=url_for("planner.page") if guide().dataset.visits else None,
        guide_sources=_sources(found.guide.sources) if found.guide else (),
        further=statements(guide(), found.further),
    )


@bp.get("/teach/<band_id>/")
def band(band_id: str) -> str:
    found = _find_band(band_id)
    return render_template(
        "teach/teach_band.html",
        page=_page(found.name, found.intro, _room()),
        band=found,
        lessons=_lessons(found),
        facing=_facing(found),
        standards=_standards(found),
        note=education().standards_note,
        sheets=_sheets(found),
    )


@bp.get("/teach/sheets/<name>/")
def sheet_page(name: str) -> str:
    sheet = class_sheet(guide(), education(), name, filters.say())
    way = (_room(), Crumb(sheet.band.name, _band_url(sheet.band)))
    return render_template(
        "teach/teach_sheet.html",
        page=_page(f"{sheet.title}, {sheet.band.name}", sheet.lead, *way),
        sheet=sheet,
        files=_files(sheet.name),
        band_url=_band_url(sheet.band),
        tour_url=url_for("pages.tour", tour_id=education().tour),
    )


@bp.get("/teach/sheets/<name>.pdf")
def sheet_pdf(name: str) -> Response:
    education()  # without lessons there is no such address
    wanted, paper = (name.removesuffix(_A4), "a4") if name.endswith(_A4) else (name, "letter")
    made = press().pdf(f"{OF_CLASSES}{wanted}", paper, address())
    response = Response(made.pdf, content_type="application/pdf")
    name_file(response, f"{name}.pdf", "inline")
    return response


def paths() -> list[str]:
    """The path of every page, each once; none where there is no room."""
    found = guide().dataset.education
    if found is None:
        return []
    return [
        url_for("teach.room"),
        *(_band_url(band) for band in found.bands),
        *(url_for("teach.sheet_page", name=name) for name in sheet_names(found)),
    ]


def file_paths() -> Iterator[str]:
    """The path of every PDF, each once."""
    for found in class_sheets_of(guide().dataset):
        for paper in found.papers:
            yield _file_url(found, paper)


# ---------------------------------------------------------------- views


def _page(title: str, description: str, *way: Crumb) -> Page:
    return Page(
        title=f"{title}. {guide().dataset.trail.title}",
        description=present.shortened(description),
        section="teach",
        **crumbs(*way, Crumb(title)),  # type: ignore[arg-type]
    )


def _room() -> Crumb:
    return Crumb(_("Teach"), url_for("teach.room"))


def _band_url(of: Band) -> str:
    return url_for("teach.band", band_id=of.id)


def _find_band(band_id: str) -> Band:
    known = {band.id: band for band in education().bands}
    if band_id not in known:
        raise BandNotFound(band_id, known)
    return known[band_id]


def _sheets(of: Band) -> tuple[SheetLinks, ...]:
    return tuple(
        SheetLinks(
            sheet_title(kind, _),
            url_for("teach.sheet_page", name=sheet_name(of, kind)),
            _files(sheet_name(of, kind)),
        )
        for kind in of.sheets
    )


def _files(name: str) -> tuple[Crumb, ...]:
    def word(found: Sheet, paper: str) -> str:
        said = paper_word(paper)
        return _("Large print, %(paper)s", paper=said) if found.large else said

    return tuple(
        Crumb(word(found, paper), _file_url(found, paper))
        for found in class_sheets_of(guide().dataset)
        if found.class_sheet == name
        for paper in found.papers
    )


def _file_url(found: Sheet, paper: str) -> str:
    name = found.name.removeprefix(OF_CLASSES)
    return url_for("teach.sheet_pdf", name=f"{name}{_A4}" if paper == "a4" else name)


def _lessons(of: Band) -> list[tuple[str, list[Lesson]]]:
    names = {"before": _("Before the trip"), "during": _("On the trail"), "after": _("Afterward")}
    return [
        (name, [lesson for lesson in of.lessons if lesson.when == when])
        for when, name in names.items()
    ]


def _sources(urls: Iterable[str]) -> tuple[present.SourceView, ...]:
    return tuple(present.source(guide(), url) for url in urls)


def _standards(of: Band) -> list[tuple[Framework, list[tuple[str, list[Standard]]]]]:
    """Each framework with the codes of each of its spans."""
    return [
        (framework, [(span, list(found)) for span, found in groupby(mine, lambda s: s.span or "")])
        for framework in education().frameworks
        if (mine := [s for s in of.standards if s.framework == framework.id])
    ]


def _facing(of: Band) -> list[FacingView]:
    dataset = guide().dataset
    matters = {matter.id: matter for matter in education().matters}
    views = []
    for facing in of.facing:
        matter = matters[facing.matter]
        sites = [dataset.get_site(site) for site in matter.sites]
        links = [Crumb(site.name, present.site_url(site)) for site in sites]
        if matter.demands or matter.articles:
            links.append(Crumb(_("The treaty"), url_for("story.treaty")))
        views.append(
            FacingView(
                matter.name, matter.text, facing.say, facing.advice, tuple(links),
                _sources(matter.sources),
            )
        )  # fmt: skip
    return views
