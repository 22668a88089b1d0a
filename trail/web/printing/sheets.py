"""Sheets to print: the list with pictures, and each sheet as PDF, made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, g, render_template, url_for

from trail.base.errors import ExportError, MissingGlyphs
from trail.base.webaddress import reaches_nobody
from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.whole import Dataset
from trail.export.sheets import (
    BOOK,
    PAPERS,
    PICTURE_PPI,
    Kind,
    Phrases,
    Press,
    Sheet,
    SheetCache,
    find_sheet,
    sheets_of,
)
from trail.web.printing import book
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import full_url, name_file, site_url
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name, plural
from trail.web.shell.rows import Crumb, Page

bp = Blueprint("printing", __name__)
_SHARP = "-2x"  # the end of a picture's name for screens of two pixels in one


@dataclass(frozen=True)
class PaperView:
    """A sheet on a paper: what its button says, and for which of the `papers` it is the one."""

    name: str
    url: str
    papers: str


@dataclass(frozen=True)
class SheetView:
    """A sheet in the list, with a button for each paper; the picture's size is in pixels.

    Without pages where the sheet is still being made, and with a `fault` where it can't be
    printed: then there is no picture either."""

    id: str
    name: str
    text: str
    picture: str
    sharp: str
    width: int
    height: int
    pages: int
    kilobytes: int
    papers: tuple[PaperView, ...]
    fault: str = ""


@dataclass(frozen=True)
class SheetGroup:
    """The sheets for one kind of reader."""

    id: str
    heading: str
    sheets: tuple[SheetView, ...]


# For whom each kind of sheet is made.
_READERS: dict[str, tuple[Kind, ...]] = {
    "walker": ("trail", "atlas"),
    "large": ("large",),
    "class": ("cards", "pair"),
    "pocket": ("booklet", "stitched", "bookmark"),
    "window": ("poster", "host", "window", "path"),
}
# The paper of a sheet that has no other, by the one that was chosen.
_INSTEAD = {"tabloid": "letter tabloid", "a3": "a4", "letter": "letter tabloid", "a4": "a4"}


@bp.get("/print/")
def index() -> Response:
    trail = guide().dataset.trail
    intro = _("Maps and lists in black ink, made from the same data as these pages.")
    groups = list(_groups())
    printed = _view(find_sheet(guide().dataset, BOOK))
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
        papers=[Crumb(paper_word(paper), paper) for paper in PAPERS],
        codeless=codeless(),
        book_kilobytes=book.kilobytes(),
        printed_book=printed,
    )
    response = Response(body)
    views = (printed, *(view for group in groups for view in group.sheets))
    if not all(view.pages or view.fault for view in views):
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


def codeless() -> str | None:
    """Why sheets that are printed from here have no codes; None where they have."""
    where = site_url(url_for("pages.home"))
    # A host that somebody only claims is named nowhere.
    if where.startswith("/") or reaches_nobody(where) is None:
        return None
    return _(
        "Sheets from here have no codes: they would lead to %(address)s, where no other phone "
        "gets to. Set TRAIL_BASE_URL, or base_url in trail.yaml, to the public address.",
        address=where,
    )


def _groups() -> Iterator[SheetGroup]:
    sheets = sheets_of(guide().dataset)
    headings = {
        "walker": _("For walkers"),
        "large": _("For tired eyes"),
        "class": _("For a class"),
        "pocket": _("For a pocket"),
        "window": _("For a window"),
    }
    for reader, kinds in _READERS.items():
        views = tuple(_view(found) for found in sheets if found.kind in kinds)
        if views:
            yield SheetGroup(reader, headings[reader], views)


def sheet_name(found: Sheet) -> str:
    """The sheet in a list: "Downtown, on foot: Trail sheet"."""
    name, _text = _words(found, found.tour)
    if found.tour is None:
        return name
    if found.stop:
        stop = guide().dataset.get_site(found.stop).label
        card = found.kind == "card"
        name = (
            _("One stop’s card, %(stop)s", stop=stop)
            if card
            else _("Wayside plate, %(stop)s", stop=stop)
        )
    return _("%(tour)s: %(sheet)s", tour=found.tour.name, sheet=name)


def shown_paper(found: Sheet) -> str:
    """The paper whose picture, size and pages the list shows."""
    return next(iter(found.papers))


def known_address() -> str | None:
    """What codes lead to where the public address is set; None where each request tells."""
    return address() if current_app.config["BASE_URL"] else None


def _view(found: Sheet) -> SheetView:
    _name, text = _words(found, found.tour)
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
        id=found.name,
        name=sheet_name(found),
        text=text,
        picture=url_for("printing.picture", name=f"{found.name}-{shown}"),
        sharp=url_for("printing.picture", name=f"{found.name}-{shown}{_SHARP}"),
        width=made.picture_px[0] if made else 0,
        height=made.picture_px[1] if made else 0,
        pages=made.pages if made else 0,
        kilobytes=made.kilobytes if made else 0,
        papers=tuple(
            _paper_view(found, paper)
            for paper in ([] if fault else found.papers)
            if press().refused(found.name, paper, known_address()) is None
        ),
        fault=fault,
    )


def _paper_view(found: Sheet, paper: str) -> PaperView:
    return PaperView(
        paper_word(paper),
        url_for("printing.sheet", name=f"{found.name}-{paper}"),
        paper if "tabloid" in found.papers and "letter" in found.papers else _INSTEAD[paper],
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
    return {
        "book": (_("The book"), _("The whole trail, with contents, index and sources.")),
        "poster": (_("Poster"), _("The whole trail, with one code to it.")),
        "host": (
            _("A host’s poster"),
            _("Picture and code, and a band for the name and the hours of the house."),
        ),
        "window": (_("Window code"), _("One large code, to be read from the street.")),
        "bookmark": (
            _("Bookmarks"),
            _("Five on a sheet, to be cut: the stops of the walk that leads, and its code."),
        ),
        "pair": (
            _("Stop cards, two to a page"),
            _("The same in larger type, for a wall or a table."),
        ),
        "card": (
            _("One stop’s card"),
            _("A page for one stop: what happened there, where it is, a code."),
        ),
        "atlas": (
            _("Atlas"),
            _("Maps along the way at a large scale, a page each, with every stop and turn."),
        ),
        "plate": (
            _("A wayside plate"),
            _("A panel for outdoors at one stop, with bleed and crop marks for its printer."),
        ),
        "trail": (
            _("Trail sheet"),
            _("The map in front, behind it the stops with directions and codes."),
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
            _("One leaf, folded into eight pages with one cut; the map is inside."),
        ),
        "stitched": (
            _("Stitched booklet"),
            _("8, 12 or 16 pages for a copier that prints both sides: fold and staple, no knife."),
        ),
    }[found.kind]


def paper_word(paper: str) -> str:
    """The paper's name for a reader."""
    return {
        "letter": _("Letter"), "legal": _("Legal (8½ × 14 in)"), "a4": _("A4"), "a3": _("A3"),
        "tabloid": _("Tabloid (11 × 17 in)"), "a2": _("A2"), "archc": _("Arch C (18 × 24 in)"),
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
            else:
                press().keep_pdf(found.name, paper, known_address(), pdf)


def paths(dataset: Dataset) -> Iterator[str]:
    """The path of every sheet and of the pictures that the list shows, each once."""
    for found in sheets_of(dataset):
        for end in ("", _SHARP):
            yield url_for("printing.picture", name=f"{found.name}-{shown_paper(found)}{end}")
        for paper in found.papers:
            yield url_for("printing.sheet", name=f"{found.name}-{paper}")
