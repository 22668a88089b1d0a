"""Which sheets there are, and on which papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from trail.errors import NotFound
from trail.models import Dataset, TourPlan

Kind = Literal["trail", "large", "cards", "booklet", "poster"]
# The end of each kind's name, after the tour's id.
SUFFIXES: dict[Kind, str] = {
    "trail": "", "large": "-large", "cards": "-cards", "booklet": "-booklet",
}  # fmt: skip
POSTER = "poster"


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


@dataclass(frozen=True)
class Sheet:
    """One thing to print; the poster belongs to no tour."""

    name: str
    kind: Kind
    tour: TourPlan | None = None


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
    """Every sheet of a dataset: those of each tour, then the poster."""
    tours = (
        Sheet(f"{tour.id}{suffix}", kind, tour)
        for tour in dataset.trail.tours
        for kind, suffix in SUFFIXES.items()
    )
    return (*tours, Sheet(POSTER, "poster"))


def find_sheet(dataset: Dataset, name: str) -> Sheet:
    """The sheet of that name; SheetNotFound lists those there are."""
    sheets = {sheet.name: sheet for sheet in reversed(sheets_of(dataset))}
    if name not in sheets:
        raise SheetNotFound(name, (sheet.name for sheet in sheets_of(dataset)))
    return sheets[name]


def find_paper(name: str) -> PaperSize:
    """The paper of that name; PaperNotFound lists those there are."""
    if name not in PAPERS:
        raise PaperNotFound(name, PAPERS)
    return PAPERS[name]
