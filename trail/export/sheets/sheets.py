"""Which sheets there are, and on which papers."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from trail.base.errors import InvalidParameter, NotFound
from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.whole import Dataset
from trail.fieldtrip.sheets import sheet_names
from trail.guide.walk.walks import Walk, read_path

Kind = Literal[
    "trail", "large", "cards", "pair", "card", "booklet", "stitched", "poster", "host", "window",
    "bookmark", "path", "teaching", "plate", "atlas", "book",
]  # fmt: skip
# The end of each kind's name, after the tour's id.
SUFFIXES: dict[Kind, str] = {
    "trail": "", "large": "-large", "cards": "-cards", "booklet": "-booklet",
    "stitched": "-stitched", "pair": "-cards-two", "atlas": "-atlas",
}  # fmt: skip
POSTER = "poster"
BOOK = "book"
# Those of the whole trail, by their names.
OF_TRAIL: dict[str, Kind] = {
    POSTER: "poster", "poster-host": "host", "window-code": "window", "bookmark": "bookmark",
    BOOK: "book",
}  # fmt: skip
# Between a tour's id and the site of a single stop's card, and of its plate.
_OF_STOPS: dict[Kind, str] = {"card": "-card-", "plate": "-plate-"}
PATH = "path-to-peace"
OF_CLASSES = "teach/"  # before the name of a sheet for a class: a tour may have the same


@dataclass(frozen=True)
class PaperSize:
    """A sheet of paper upright, millimetres."""

    name: str
    width_mm: float
    height_mm: float

    def turned(self, landscape: bool) -> tuple[float, float]:
        """Width and height as it is printed on."""
        sides = (self.width_mm, self.height_mm)
        return (max(sides), min(sides)) if landscape else (min(sides), max(sides))


PAPERS = {
    "letter": PaperSize("letter", 215.9, 279.4),
    "a4": PaperSize("a4", 210.0, 297.0),
    "tabloid": PaperSize("tabloid", 279.4, 431.8),
}
A3 = PaperSize("a3", 297.0, 420.0)
# Not made ahead, but set for whoever asks.
MORE_PAPERS = {"legal": PaperSize("legal", 215.9, 355.6), "a3": A3}
# What a wayside plate is trimmed to.
PLATE_PAPERS = {
    "archc": PaperSize("archc", 457.2, 609.6),
    "a2": PaperSize("a2", 420.0, 594.0),
    "tabloid": PAPERS["tabloid"],
    "a3": A3,
}
PLAIN_PAPERS = {name: PAPERS[name] for name in ("letter", "a4")}
# Made ahead on those alone: for a class, a counter, a window.
_ON_PLAIN: tuple[Kind, ...] = ("teaching", "pair", "card", "host", "window", "bookmark", "book")
# Smaller papers would set the words of the days below 7 points.
PATH_PAPERS = {"tabloid": PAPERS["tabloid"], "a3": A3}


@dataclass(frozen=True)
class Sheet:
    """One thing to print; those of the trail, the days and a sheet for a class belong to no tour,
    `walk` is a part of one, `stop` the site of a single card or plate."""

    name: str
    kind: Kind
    tour: TourPlan | None = None
    walk: Walk | None = None
    stop: str = ""
    class_sheet: str = ""  # its name, without the size of its type
    large: bool = False

    @property
    def papers(self) -> dict[str, PaperSize]:
        """The papers it is made ahead on, by name; the first is the one that is shown."""
        if self.kind == "path":
            return PATH_PAPERS
        if self.kind == "plate":
            return PLATE_PAPERS
        return PLAIN_PAPERS if self.kind in _ON_PLAIN else PAPERS

    @property
    def all_papers(self) -> dict[str, PaperSize]:
        """Every paper it can be set on."""
        return (
            self.papers if self.kind in ("path", "teaching", "plate") else {**PAPERS, **MORE_PAPERS}
        )


@dataclass(frozen=True)
class Wishes:
    """How whoever prints wants a sheet; what is left open is chosen as fits best.

    `turn` is "upright" or "side" ("" is open), `scale` the denominator of the map's, `points` the
    least size of its running text.
    """

    turn: str = ""
    scale: int | None = None
    points: float | None = None
    codes: bool = True

    @property
    def laid_out(self) -> bool:
        """Whether they say how a map and its stops are laid out: only trail sheets can be asked."""
        return bool(self.turn or self.scale or self.points)


AS_IS = Wishes()


class _ListedAll(NotFound):
    """Says all there are, not the nearest alone: they are few."""

    def __init__(self, wanted: str, known: Iterable[str]) -> None:
        ids = tuple(known)
        super().__init__(wanted, ids)
        self.args = (f"no {self.kind} {wanted[:80]!r}; there are {', '.join(ids)}",)


class SheetNotFound(_ListedAll):
    kind = "sheet"


class PaperNotFound(_ListedAll):
    kind = "paper"


def sheets_of(dataset: Dataset) -> tuple[Sheet, ...]:
    """Every sheet of a dataset: those of each tour, the poster, the days where they are told."""
    tours = (
        Sheet(f"{tour.id}{suffix}", kind, tour)
        for tour in dataset.trail.tours
        for kind, suffix in SUFFIXES.items()
        # By car the way between two stops is not known: there is none to follow.
        if kind != "atlas" or tour.mode == "foot"
    )
    days = [Sheet(PATH, "path")] if dataset.story is not None else []
    return (*tours, *(Sheet(name, kind) for name, kind in OF_TRAIL.items()), *days)


def stop_sheets_of(dataset: Dataset) -> tuple[Sheet, ...]:
    """A card for each stop of each tour, and then the plates, made when they are asked for."""
    return tuple(
        Sheet(f"{tour.id}{infix}{site}", kind, tour, stop=site)
        for kind, infix in _OF_STOPS.items()
        for tour in dataset.trail.tours
        for site in tour.stops
    )


def class_sheets_of(dataset: Dataset) -> tuple[Sheet, ...]:
    """Every sheet for a class, in ordinary and in large print; none without lessons."""
    return tuple(
        Sheet(f"{OF_CLASSES}{name}{suffix}", "teaching", class_sheet=name, large=bool(suffix))
        for name in (sheet_names(dataset.education) if dataset.education else ())
        for suffix in ("", SUFFIXES["large"])
    )


def find_sheet(dataset: Dataset, name: str) -> Sheet:
    """The sheet of that name, which a part of a tour has by its path ("downtown/in/45"). Of a
    sheet for a class "teach/" may be left out, but where a tour has one of the same name.

    Raises:
        SheetNotFound: lists those there are of whole tours and for classes.
    """
    of_classes = {sheet.name: sheet for sheet in class_sheets_of(dataset)}
    if "/" in name and name not in of_classes:
        with suppress(InvalidParameter, NotFound):
            walk = read_path(dataset, name)
            return Sheet(name, "trail", dataset.get_tour(walk.tour), walk)
    sheets = {
        sheet.name: sheet for sheet in reversed((*sheets_of(dataset), *stop_sheets_of(dataset)))
    }
    found = sheets.get(name) or of_classes.get(name) or of_classes.get(f"{OF_CLASSES}{name}")
    if found is None:
        classes = (sheet.class_sheet for sheet in of_classes.values() if not sheet.large)
        raise SheetNotFound(name, (*(sheet.name for sheet in sheets_of(dataset)), *classes))
    return found


def find_paper(name: str, sheet: Sheet | None = None) -> PaperSize:
    """The paper of that name; PaperNotFound lists those there are, for the sheet if given."""
    papers = sheet.all_papers if sheet else PAPERS
    if name not in papers:
        raise PaperNotFound(name, papers)
    return papers[name]
