"""Sheets to print: the list with pictures, and each sheet as PDF, made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, g, render_template, url_for

from trail.base.errors import ExportError, MissingGlyphs
from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.whole import Dataset
from trail.export.sheets import PICTURE_PPI, Phrases, Press, Sheet, SheetCache, sheets_of
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import full_url, name_file
from trail.web.shell.features import Feature, NavItem
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name, plural
from trail.web.shell.rows import Crumb, Page

bp = Blueprint("printing", __name__)
_SHARP = "-2x"  # the end of a picture's name for screens of two pixels in one


@dataclass(frozen=True)
class SheetView:
    """A sheet in the list, with a link for each paper; the picture's size is in pixels.

    Without pages where the sheet is still being made, and with a `fault` where it can't be
    printed: then there is no picture either."""

    name: str
    text: str
    picture: str
    sharp: str
    width: int
    height: int
    pages: int
    kilobytes: int
    papers: tuple[Crumb, ...]
    fault: str = ""


@dataclass(frozen=True)
class SheetGroup:
    heading: str
    sheets: tuple[SheetView, ...]


@bp.get("/print/")
def index() -> Response:
    trail = guide().dataset.trail
    intro = _("Maps and lists in black ink, made from the same data as these pages.")
    groups = list(_groups())
    body = render_template(
        "printing/print.html",
        page=Page(
            title=_("Print") + f". {trail.title}",
            description=intro,
            section="print",
            **crumbs(Crumb(_("Print"))),  # type: ignore[arg-type]
        ),
        intro=intro,
        groups=groups,
    )
    response = Response(body)
    if not all(view.pages or view.fault for group in groups for view in group.sheets):
        response.headers["Cache-Control"] = "no-store"  # a minute later it says more
    return response


@bp.get("/print/<path:name>.pdf")
def sheet(name: str) -> Response:
    wanted, _dash, paper = name.rpartition("-")
    made = press().pdf(wanted, paper, address())
    response = Response(made.pdf, content_type="application/pdf")
    name_file(response, f"{wanted}-{paper}.pdf", "inline")
    return response


@bp.get("/print/<path:name>.png")
def picture(name: str) -> Response:
    shown, density = (name.removesuffix(_SHARP), 2) if name.endswith(_SHARP) else (name, 1)
    wanted, _dash, paper = shown.rpartition("-")
    made = press().picture(wanted, paper, address(), ppi=PICTURE_PPI * density)
    return Response(made, content_type="image/png")


def press() -> Press:
    """The press of this app in the reader's language."""
    presses: dict[str, Press] = current_app.extensions.setdefault("presses", {})
    locale = locale_name()
    if locale not in presses:
        words = Phrases(_, locale, guide().dataset.trail.units, plural=plural)
        presses[locale] = Press(guide(), words, current_app.extensions.get("sheet_cache"))
    return presses[locale]


def address() -> str:
    """What the codes on a sheet lead to: the public address, or where this one was asked for."""
    return full_url(url_for("pages.home"))


def _groups() -> Iterator[SheetGroup]:
    dataset = guide().dataset
    by_tour: dict[str, list[Sheet]] = {}
    for found in sheets_of(dataset):
        by_tour.setdefault(_heading(found), []).append(found)
    for heading, sheets in by_tour.items():
        yield SheetGroup(heading, tuple(_view(found) for found in sheets))


def _heading(found: Sheet) -> str:
    if found.tour:
        return found.tour.name
    return _("The days") if found.kind == "path" else _("For a window")


def shown_paper(found: Sheet) -> str:
    """The paper whose picture, size and pages the list shows."""
    return next(iter(found.papers))


def known_address() -> str | None:
    """What codes lead to where the public address is set; None where each request tells."""
    return address() if current_app.config["BASE_URL"] else None


def _view(found: Sheet) -> SheetView:
    name, text = _words(found, found.tour)
    shown = shown_paper(found)
    made, fault = None, ""
    try:
        if press().ready(found.name, shown, known_address()):
            made = press().measured(found.name, shown, known_address())
    except MissingGlyphs as error:
        fault = unshown(error)
    except ExportError:
        # No fault of the data: the next reader may find it made.
        current_app.logger.exception("the sheet %s can't be made now", found.name)
    return SheetView(
        name=name,
        text=text,
        picture=url_for("printing.picture", name=f"{found.name}-{shown}"),
        sharp=url_for("printing.picture", name=f"{found.name}-{shown}{_SHARP}"),
        width=made.picture_px[0] if made else 0,
        height=made.picture_px[1] if made else 0,
        pages=made.pages if made else 0,
        kilobytes=made.kilobytes if made else 0,
        papers=tuple(
            Crumb(paper_word(paper), url_for("printing.sheet", name=f"{found.name}-{paper}"))
            for paper in ([] if fault else found.papers)
            if press().refused(found.name, paper, known_address()) is None
        ),
        fault=fault,
    )


def refuse(error: MissingGlyphs) -> None:
    """Note that this request was for a sheet that can't be printed."""
    g.unshown = str(error)


def refusal() -> str | None:
    """Why the request in hand got no sheet, where its text is to blame."""
    why: str | None = g.get("unshown")
    return why


def unshown(error: MissingGlyphs) -> str:
    """What can't be shown, where the data have it, and the mend."""
    points = ", ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(error.letters[:6]))
    told = [
        _(
            "No font of the sheets can show “%(letters)s” (%(points)s) in “%(text)s”.",
            letters=error.letters[:40],
            points=points,
            text=error.text[:120],
        )
    ]
    if error.places:
        told.append(_("It stands in the data of %(places)s.", places=", ".join(error.places)))
    mend = _("Spell it in Latin, Greek, Cyrillic or Hebrew letters there, and the sheet prints.")
    if error.extras:
        package = f"treaty-trail[{','.join(error.extras)}]"
        mend = _("Install the fonts %(package)s, and the sheet prints.", package=package)
    return " ".join([*told, mend])


def _words(found: Sheet, tour: TourPlan | None) -> tuple[str, str]:
    if found.kind == "path":
        return (
            _("The days, drawn"),
            _("Every day of the talks in three bands; behind it the same in words."),
        )
    if tour is None:
        return _("Poster"), _("The whole trail, with one code to it.")
    return {
        "trail": (
            _("Trail sheet"),
            _("One leaf: the map in front, the stops with directions and codes behind."),
        ),
        "large": (
            _("Large print"),
            _("At least 18 points; everything the map says stands in words."),
        ),
        "cards": (
            _("Stop cards"),
            _("Four to a page: what happened there in 30 seconds, where it is, a code."),
        ),
        "booklet": (
            _("Pocket booklet"),
            _("One leaf, printed on one side, folded into eight pages with one cut."),
        ),
    }[found.kind]


def paper_word(paper: str) -> str:
    """The paper's name for a reader."""
    return {
        "letter": _("Letter"), "a4": _("A4"), "a3": _("A3"), "tabloid": _("Tabloid (11 × 17 in)"),
    }[paper]  # fmt: skip


def take_published(sheet_cache: SheetCache, read: Callable[[str], bytes | None]) -> None:
    """Have the list tell of sheets that are finished, each `read` by its path, and why the
    others can't be printed."""
    current_app.extensions["sheet_cache"] = sheet_cache
    current_app.extensions.pop("presses", None)
    for found in sheets_of(guide().dataset):
        for paper in found.papers:
            pdf = read(url_for("printing.sheet", name=f"{found.name}-{paper}"))
            if pdf is None:
                with suppress(MissingGlyphs):
                    press().prerender(found.name, paper, known_address())
            elif paper == shown_paper(found):
                press().keep_pdf(found.name, paper, known_address(), pdf)


def paths(dataset: Dataset) -> Iterator[str]:
    """The path of every sheet and of the pictures that the list shows, each once."""
    for found in sheets_of(dataset):
        for end in ("", _SHARP):
            yield url_for("printing.picture", name=f"{found.name}-{shown_paper(found)}{end}")
        for paper in found.papers:
            yield url_for("printing.sheet", name=f"{found.name}-{paper}")


PRINTING = Feature(
    lambda app: app.register_blueprint(bp),
    pages=lambda: (url_for("printing.index"),),
    sheets=lambda: paths(guide().dataset),
    menu=lambda: (NavItem(_("Print"), url_for("printing.index"), "print"),),
)
