"""chapters.yaml, voices.yaml and theatre.geojson: read where they are, and what in them refers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trail.dataset.checks.known import Ids, Known, ids_in
from trail.dataset.schema.chapters import (
    ChaptersFile,
    MapFigure,
    TheatreFile,
    TheatrePoint,
    VoicesFile,
)
from trail.dataset.schema.dates import Period, period_days
from trail.dataset.text import parsing as wording
from trail.dataset.text.faults import Document, Faults, Path, shown
from trail.dataset.text.folder import Folder, read_json
from trail.dataset.text.yamltext import read_yaml

CHAPTERS, VOICES, THEATRE = "chapters.yaml", "voices.yaml", "theatre.geojson"
CHAPTER_FILES = (CHAPTERS, VOICES, THEATRE)
# A kind of the theatre that stands at one point, and is no line and no area.
_POINTS = frozenset({"battle", "place", "label"})


@dataclass(frozen=True)
class ToldChapters:
    """The chapters with what belongs to them; None of each that there is not."""

    chapters: ChaptersFile | None = None
    voices: VoicesFile | None = None
    theatre: TheatreFile | None = None


def load_chapters(
    folder: Folder,
    period: Period | None,
    known: Known,
    told: Mapping[str, Document],
    faults: Faults,
) -> ToldChapters:
    """What the directory has of the three files, each None after its faults were noted.

    `told` are the story's files, `period` its days; None where they can't be relied on.
    """
    there = {name for name in CHAPTER_FILES if folder.has(name)}
    texts = {name: read_yaml(folder, name) for name in (CHAPTERS, VOICES) if name in there}
    ground = read_json(folder, THEATRE) if THEATRE in there else None
    chapters = _parse(ChaptersFile, texts.get(CHAPTERS), faults)
    voices = _parse(VoicesFile, texts.get(VOICES), faults)
    theatre = _parse(TheatreFile, ground, faults)
    check = _ChapterCheck(period, known, told, faults)
    if chapters is not None:
        check.chapters(chapters, texts[CHAPTERS], theatre, THEATRE in there)
    if voices is not None:
        # Where the chapters are faulty nothing is said of the voices that name them.
        named = ids_in(texts.get(CHAPTERS), "chapters", "id") if CHAPTERS in there else ()
        check.voices(voices, texts[VOICES], named)
    if theatre is not None and ground is not None:
        _check_theatre(theatre, ground, faults)
    return ToldChapters(chapters, voices, theatre)


def _parse(
    model: type[wording.Model], document: Document | None, faults: Faults
) -> wording.Model | None:
    return wording.parse(model, document.value, document, (), faults) if document else None


class _ChapterCheck:
    def __init__(
        self,
        period: Period | None,
        known: Known,
        told: Mapping[str, Document],
        faults: Faults,
    ) -> None:
        self.faults = faults
        self.known = known
        self.days = {d.isoformat() for d in period_days(period)} if period else None
        self.articles = ids_in(told.get("articles.yaml"), "articles", "id")
        self.works = ids_in(told.get("bibliography.yaml"), "works", "id")

    def refer(
        self, document: Document, path: Path, given: Iterable[str], there: Ids | None, what: str
    ) -> None:
        """Each of a list is known, and named once."""
        seen: set[str] = set()
        for k, value in enumerate(given):
            if there is not None and value not in there:
                self.faults.unknown(document, (*path, k), what, value, there)
            elif value in seen:
                self.faults.at(document, (*path, k), f"{shown(value)} is named twice", "once")
            seen.add(value)

    def places(self, document: Document, at: Path, item: object) -> None:
        """The days, sites, people and articles that a record leads to."""
        lists: dict[str, tuple[Ids | None, str]] = {
            "days": (self.days, "day of the period"),
            "sites": (self.known.sites, "site"),
            "people": (self.known.people, "person"),
            "articles": (self.articles, "article"),
        }
        for name, (there, what) in lists.items():
            self.refer(document, (*at, name), getattr(item, name), there, what)

    def unique(self, document: Document, key: str, ids: Iterable[str]) -> None:
        seen: set[str] = set()
        for k, name in enumerate(ids):
            if name in seen:
                self.faults.at(document, (key, k, "id"), f"{shown(name)} stands twice", "once")
            seen.add(name)

    def chapters(
        self,
        found: ChaptersFile,
        document: Document | None,
        theatre: TheatreFile | None,
        has_theatre: bool,
    ) -> None:
        if document is None:
            return
        self.unique(document, "chapters", (chapter.id for chapter in found.chapters))
        groundless: list[Path] = []
        for k, chapter in enumerate(found.chapters):
            at: Path = ("chapters", k)
            self.places(document, at, chapter)
            cited = [work.work for work in chapter.further]
            self._works(document, (*at, "further"), cited)
            for i, part in enumerate(chapter.parts):
                for j, text in enumerate(part.paragraphs):
                    path = (*at, "parts", i, "paragraphs", j)
                    self._works(document, (*path, "works"), [work.work for work in text.works])
                    if not text.sources and not text.works:
                        wrong = "without a source"
                        self.faults.at(document, (*path, "sources"), wrong, "an address or a work")
                if isinstance(part.figure, MapFigure):
                    path = (*at, "parts", i, "figure")
                    self._map(document, path, part.figure, theatre)
                    groundless.append(path)
        for k, of in enumerate(found.article_maps):
            path = ("article_maps", k, "figure")
            self._map(document, path, of.figure, theatre)
            groundless.append(path)
            self.refer(
                document, ("article_maps", k, "articles"), of.articles, self.articles, "article"
            )
        if groundless and not has_theatre:  # else the fault is there
            others = f", and {len(groundless) - 1} more" if len(groundless) > 1 else ""
            wrong = f"a map without ground{others}"
            self.faults.at(document, groundless[0], wrong, f"a file {THEATRE}")

    def _works(self, document: Document, path: Path, cited: list[str]) -> None:
        for k, work in enumerate(cited):
            if self.works is not None and work not in self.works:
                self.faults.unknown(document, (*path, k, "work"), "work", work, self.works)

    def _map(
        self,
        document: Document,
        path: Path,
        figure: MapFigure,
        theatre: TheatreFile | None,
    ) -> None:
        west, south, east, north = figure.frame
        if west >= east or south >= north:
            wrong = "is no frame"
            self.faults.at(document, (*path, "frame"), wrong, "west, south, east, north")
        if theatre is None:
            return
        kinds = {feature.id: feature.properties.kind for feature in theatre.features}
        areas = [name for name, kind in kinds.items() if kind == "area"]
        for k, panel in enumerate(figure.panels):
            at = (*path, "panels", k)
            self.refer(document, (*at, "show"), panel.show, kinds.keys(), "feature of the theatre")
            self.refer(document, (*at, "solid"), panel.solid, panel.show, "feature that it shows")
            for i, fill in enumerate(panel.fills):
                if fill.area not in areas:
                    where = (*at, "fills", i, "area")
                    self.faults.unknown(document, where, "area of the theatre", fill.area, areas)

    def voices(self, found: VoicesFile, document: Document | None, chapters: Ids | None) -> None:
        if document is None:
            return
        self.unique(document, "voices", (voice.id for voice in found.voices))
        for k, voice in enumerate(found.voices):
            at: Path = ("voices", k)
            self.places(document, at, voice)
            self.refer(document, (*at, "chapters"), voice.chapters, chapters, "chapter")
            shown_at = (voice.days, voice.sites, voice.people, voice.articles, voice.chapters)
            if not any(shown_at):
                wrong = "is shown nowhere"
                self.faults.at(document, at, wrong, "a day, site, person, article or chapter")


def _check_theatre(found: TheatreFile, document: Document, faults: Faults) -> None:
    seen: set[str] = set()
    for k, feature in enumerate(found.features):
        at: Path = ("features", k)
        if feature.id in seen:
            faults.at(document, (*at, "id"), f"{shown(feature.id)} stands twice", "once")
        seen.add(feature.id)
        kind, point = feature.properties.kind, isinstance(feature.geometry, TheatrePoint)
        if point != (kind in _POINTS):
            expected = "a Point" if kind in _POINTS else "lines or areas"
            faults.at(document, (*at, "geometry"), f"a {kind} as {feature.geometry.type}", expected)
