"""The parts of a sheet for a class, as values: blocks of text, and sections of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from trail.dataset.schema.dates import TrailDate
from trail.dataset.schema.site import Site
from trail.guide.symbols import MarkShape

BlockKind = Literal["text", "list", "steps", "questions", "answers", "terms"]
LINES = 2  # blank lines to write on under a question


class Say(Protocol):
    """The reader's language: a message with its values."""

    def __call__(self, message: str, **values: object) -> str: ...


class Telling(Say, Protocol):
    """The same, and a date of the trail, or a day."""

    def date(self, when: TrailDate) -> str: ...

    def day(self, iso: str) -> str: ...


@dataclass(frozen=True)
class SheetBlock:
    """Paragraphs, a list, or pairs (`first` and `second` of each, as in a glossary).

    `lines` are blank ones to write on after each item; the items in `drawn`, counted from
    0, have room for a picture in their place.
    """

    kind: BlockKind
    items: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    lines: int = 0
    drawn: tuple[int, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A stop as on the map: its number in the tour, the shape of its mark."""

    number: int
    shape: MarkShape
    site: Site


@dataclass(frozen=True)
class SheetSection:
    heading: str
    blocks: tuple[SheetBlock, ...]
    mark: Mark | None = None
    card: bool = False
