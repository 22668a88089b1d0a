"""What the checks of the story go by: its items, what they may refer to, how a fault is noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trail.base.geo import Bbox
from trail.dataset.checks.known import Ids
from trail.dataset.schema.dates import Period
from trail.dataset.schema.remembrance import Commemoration
from trail.dataset.schema.story import (
    Article,
    ArticlesFile,
    Demand,
    Event,
    Headline,
    Marker,
    Session,
)
from trail.dataset.schema.works import Work
from trail.dataset.text.faults import Document, Faults, Path

EVENTS, DEMANDS, ARTICLES = "events.yaml", "demands.yaml", "articles.yaml"
MARKERS, WORKS = "markers.yaml", "bibliography.yaml"


@dataclass(frozen=True)
class StoryItems:
    """The items that fit the schema, by their place in the file, whatever else is faulty.

    The ids are those of all items, also of the faulty, so that a reference to one
    of them is no second fault; None where they can't be relied on.
    """

    events: Mapping[int, Event]
    headlines: Mapping[int, Headline]
    demands: Mapping[int, Demand]
    sessions: Mapping[int, Session]
    articles: Mapping[int, Article]
    markers: Mapping[int, Marker]
    remembered: Mapping[int, Commemoration]
    works: Mapping[int, Work]
    treaty: ArticlesFile | None
    demand_numbers: Ids | None
    article_ids: Ids | None
    work_ids: Ids | None


@dataclass(frozen=True)
class StoryGround:
    """What the rest of the dataset has, for the story to refer to."""

    trail: Document
    sites: Ids | None
    people: Ids | None
    tracks: Ids | None
    period: Period
    region: Bbox | None


class StoryCheck:
    """The checks that several files share; paths are from the top of a file."""

    def __init__(self, documents: Mapping[str, Document], faults: Faults) -> None:
        self.documents, self.faults = documents, faults

    def add(self, file: str, path: Path, wrong: str, expected: str) -> None:
        if not self.faults.has(self.documents[file], path):
            self.faults.at(self.documents[file], path, wrong, expected)

    def holds(self, file: str, path: Path) -> bool:
        return file in self.documents and self.faults.holds(self.documents[file], path)

    def unique(
        self, file: str, key: str, ids: Iterable[tuple[int, object]], field: str = "id"
    ) -> None:
        seen: set[object] = set()
        for index, item in ids:
            if item in seen:
                self.add(file, (key, index, field), f"{item} is given twice", "each once")
            seen.add(item)

    def refer(
        self, file: str, path: Path, given: Iterable[str | int], known: Ids | None, what: str
    ) -> None:
        """Each of a list is known, and named once."""
        seen: set[object] = set()
        for k, item in enumerate(given):
            self.one(file, (*path, k), item, known, what)
            if item in seen:
                self.add(file, (*path, k), f"{item} is named twice", "each once")
            seen.add(item)

    def one(self, file: str, path: Path, item: str | int, known: Ids | None, what: str) -> None:
        document = self.documents[file]
        if known is not None and item not in known and not self.faults.has(document, path):
            self.faults.unknown(document, path, what, item, known)

    def low_needs_note(
        self, file: str, path: Path, item: Event | Article | Marker, contradicts: str | None = None
    ) -> None:
        if item.certainty == "low" and item.note is None and contradicts is None:
            wrong = "certainty is low, without a note"
            self.add(file, (*path, "note"), wrong, "why it is low")
