"""Files to take along: the sites and each tour, in every format there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

from flask import Blueprint, Response, abort, current_app, url_for

from trail.base.errors import DoesNotFit, MissingGlyphs
from trail.dataset.schema.record import Mode
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.whole import Dataset
from trail.export.geo import FORMATS, TOUR_FORMATS, ExportMeta, Source
from trail.guide.walk.values import Leg
from trail.guide.walk.walks import Walk
from trail.guide.words.directions import sentences
from trail.guide.words.walks import walk_name
from trail.web.printing import sheets as printing
from trail.web.shell import filters
from trail.web.shell.context import guide
from trail.web.shell.delivery import LICENCE_URL, full_url, name_file
from trail.web.shell.filters import say
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name
from trail.web.shell.rows import Crumb
from trail.web.walk.partlinks import at_parts, below, find_part, walk_url

bp = Blueprint("downloads", __name__)

# The sheets of parts come on the papers of a printer at home.
SHEET_PAPERS = ("letter", "a4")
_EXTENSION = f"any({', '.join(FORMATS)})"
_ROUTE = "route.gpx"


@bp.get(f"/sites.<{_EXTENSION}:extension>")
def sites(extension: str) -> Response:
    dataset = guide().dataset
    meta = _meta(dataset.trail.title, dataset.trail.description, url_for("pages.sites"))
    return _file("sites", extension, dataset.sites, meta)


@bp.get(f"/tours/<tour_id>.<{_EXTENSION}:extension>")
@bp.get(f"/tours/<tour_id>.{_ROUTE}", defaults={"extension": _ROUTE})
def tour(tour_id: str, extension: str) -> Response:
    return _walk(Walk(guide().dataset.get_tour(tour_id).id), extension)


@at_parts(bp, f"<name>.<{_EXTENSION}:extension>")
@at_parts(bp, f"<name>.{_ROUTE}", extension=_ROUTE)
def part(
    tour_id: str, name: str, extension: str, site_id: str | None = None, minutes: int | None = None
) -> Response:
    walk = find_part(tour_id, site_id, minutes)
    # A file is saved by the end of its address, which so must say whose it is.
    return _walk(walk, extension) if name == walk.file_name else abort(404)


def _walk(walk: Walk, extension: str) -> Response:
    found = guide().walked(walk)
    if isinstance(found, DoesNotFit):
        abort(404, walk_url(walk))
    return _file(walk.file_name, extension, found, walk_meta(walk, found.tour))


def walk_meta(walk: Walk, tour: TourPlan) -> ExportMeta:
    """What every file of a walk says of itself."""
    called = walk_name(walk, guide().dataset, filters.say())
    meta = _meta(called, tour.summary, walk_url(walk))
    return replace(meta, told=partial(_told, tour.mode))


@at_parts(bp, f"<name>-<any({', '.join(SHEET_PAPERS)}):paper>.pdf")
def sheet(
    tour_id: str, name: str, paper: str, site_id: str | None = None, minutes: int | None = None
) -> Response:
    """The trail sheet of a part, set when it is asked for: there are too many to make ahead."""
    walk = find_part(tour_id, site_id, minutes)
    if name != walk.file_name or isinstance(guide().walked(walk), DoesNotFit):
        abort(404, walk_url(walk))
    made = printing.press().pdf(walk.path, paper, printing.address())
    response = Response(made.pdf, content_type="application/pdf")
    name_file(response, f"{name}-{paper}.pdf", "inline")
    return response


def sheet_papers(walk: Walk) -> tuple[str, ...]:
    """The papers a part's sheet comes on. Published are those of the times from the tour's own
    start, which are asked for most: setting all would take longer than all the rest."""
    if current_app.config["PUBLISHED"] and walk.start:
        return ()
    return tuple(paper for paper in SHEET_PAPERS if _prints(walk, paper))


def _prints(walk: Walk, paper: str) -> bool:
    """Whether it can be printed: not known before it is asked for, but where files are made."""
    press, to = printing.press(), printing.address()
    if current_app.config["PUBLISHED"]:
        with suppress(MissingGlyphs):
            press.pdf(walk.path, paper, to)
    return press.refused(walk.path, paper, to) is None


def sheet_url(walk: Walk, paper: str) -> str:
    """The trail sheet of a part."""
    return url_for("downloads.sheet", **below(walk), name=walk.file_name, paper=paper)


def part_paths(walk: Walk) -> Iterator[str]:
    """The path of every file that is published of a part, each once."""
    for extension in TOUR_FORMATS:
        yield file_url(walk, extension)
    for paper in () if walk.start else SHEET_PAPERS:
        yield sheet_url(walk, paper)


def file_url(walk: Walk, extension: str) -> str:
    """Where a file of a walk lies; `extension` is one of `TOUR_FORMATS`."""
    if walk.is_whole:
        return url_for("downloads.tour", tour_id=walk.tour, extension=extension)
    return url_for("downloads.part", **below(walk), name=walk.file_name, extension=extension)


def files(walk: Walk | None = None) -> tuple[Crumb, ...]:
    """A link for each format that a walk (or all sites) can be taken along in."""
    names = {
        "gpx": "GPX",
        "route.gpx": _("GPX route"),
        "kml": "KML",
        "geojson": "GeoJSON",
        "csv": _("CSV (spreadsheet)"),
    }
    return tuple(
        Crumb(
            names[extension],
            file_url(walk, extension) if walk else url_for("downloads.sites", extension=extension),
        )
        for extension in (TOUR_FORMATS if walk else FORMATS)
    )


def _told(mode: Mode, leg: Leg) -> tuple[str, ...]:
    """The directions of a leg, as the page has them."""
    return sentences(guide().leg_directions(leg, mode), _, say().length, locale_name())


def _file(name: str, extension: str, source: Source, meta: ExportMeta) -> Response:
    form = TOUR_FORMATS.get(extension) or abort(404)
    response = Response(form.convert(source, meta), content_type=form.media_type)
    # Pages of other sites may read it too, as they may read the API.
    response.headers["Access-Control-Allow-Origin"] = "*"
    name_file(response, f"{name}{form.extension}")
    return response


def _meta(title: str, description: str, path: str) -> ExportMeta:
    dataset = guide().dataset
    return ExportMeta(
        title=title,
        description=description,
        author=dataset.trail.title,
        credit=" ".join(dict.fromkeys(layer.credit for layer in dataset.layers)),
        data_date=dataset.trail.data_date,
        licence_url=LICENCE_URL,
        url=full_url(path),
        site_url=_site_url,
    )


def _site_url(site: Site) -> str:
    return full_url(url_for("pages.site", site_id=site.id))


def paths(dataset: Dataset) -> Iterator[str]:
    """The path of every file, each once."""
    for extension in FORMATS:
        yield url_for("downloads.sites", extension=extension)
    for extension in TOUR_FORMATS:
        for plan in dataset.trail.tours:
            yield file_url(Walk(plan.id), extension)
