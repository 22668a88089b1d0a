"""The whole trail as a book on paper: what the EPUB has, with contents, index and sources."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from trail.dataset.schema.people import Person
from trail.dataset.schema.site import Site
from trail.export.books.blocks import BookBlock, BookRun, blocks_of
from trail.export.books.epub import Chapter, parts_of
from trail.export.sheets import content, maps
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.ink import NARROW
from trail.export.sheets.pictures import picture_of
from trail.export.sheets.poster import frieze
from trail.export.sheets.sheets import PaperSize
from trail.export.sheets.typeset import unshown
from trail.graphics.maps import Paper, paper_density

MARGIN, FOOT, GUTTER = 18.0, 10.0, 7.0  # mm
MAP_SHARE = 0.6  # of the height within the margins
LEAST = 7.5  # points of type in a drawing
_CHAPTER = re.compile(r"^([a-z0-9-]+)\.xhtml(#.*)?$")
_TYPE = re.compile(r'font-size="([\d.]+)"')
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def book(context: SheetContext, paper: PaperSize) -> Content:
    """Values for `book.typ`."""
    words, dataset = context.words, context.guide.dataset
    trail = dataset.trail
    size = paper.turned(landscape=False)
    title = words("%(name)s, the book", name=trail.title)
    bound = parts_of(context.guide, context.links.base_url or None, words.translate, words.locale)
    read = {c.id: blocks_of(c) for part in bound for c in part.chapters}
    foreign = (
        run.text
        for blocks in read.values()
        for block in blocks
        for run in block.runs
        if run.lang not in ("", words.lang)
    )
    printer = _Printer(context, size, unshown(foreign, words.lang))
    parts = [
        {"name": part.name, "chapters": [printer.chapter(c, read[c.id]) for c in part.chapters]}
        for part in bound
    ]
    return {
        **content.frame(context, title, size, trail.description),
        "margin": MARGIN,
        "foot": FOOT,
        "gutter": GUTTER,
        "trail": trail.title,
        "kicker": trail.home.kicker,
        "lede": trail.home.lede_with(
            sites=len(dataset.sites),
            stops=len(context.guide.itinerary(trail.home.tour).stops),
        ),
        "frieze": frieze(context),
        **content.led_code(
            context, context.links.home, trail.title, words("Point your phone here"), 30.0
        ),
        "contents": words("Contents"),
        "parts": parts,
        "index": {
            "title": words("Index of people and places"),
            "people": words("People"),
            "places": words("Places"),
            "entries": {
                "person": [{"id": p.id, "name": p.name} for p in _sorted_by_name(dataset.people)],
                "place": [{"id": s.id, "name": s.name} for s in _sorted_by_name(dataset.sites)],
            },
        },
        "sources": {
            "title": words("Sources"),
            "lead": words("The numbers in brackets lead here."),
            "urls": list(printer.sources),
        },
    }


def _sorted_by_name(named: Iterable[Person | Site]) -> list[Person | Site]:
    return sorted(named, key=lambda one: one.name.casefold())


class _Printer:
    """Chapters as values; `sources` are the addresses cited so far, by their numbers.

    Words of another language are left out where they have letters that are `lacking` in the fonts:
    a name in its own letters, beside which it stands in ours.
    """

    def __init__(
        self, context: SheetContext, size: tuple[float, float], lacking: frozenset[str]
    ) -> None:
        self._lacking = lacking
        self._context, self._dataset = context, context.guide.dataset
        self._room = Paper(size[0] - 2 * MARGIN, round((size[1] - 2 * MARGIN) * MAP_SHARE))
        self.sources: dict[str, int] = {}
        story = self._dataset.story
        self._events = {event.title: event for event in story.events} if story else {}
        self._sites = {site.id: site for site in self._dataset.sites}
        self._records = {
            f"pictures/{record.file}": record
            for site in self._dataset.sites
            for record in self._dataset.pictures_of(site.id)
        }

    def chapter(self, chapter: Chapter, read: Sequence[BookBlock]) -> Content:
        site = self._sites.get(chapter.id.removeprefix("site-"))
        blocks: list[Content] = []
        for k, block in enumerate(read):
            if block.svg and chapter.id.startswith("tour-"):
                blocks.append(self._map(chapter.id.removeprefix("tour-")))
                continue
            made = self._block(block, "days" if chapter.id == "days" else "")
            if k == 0 and site is not None:
                made["about"] = [["place", site.id], *(["person", p] for p in _people(site))]
            blocks.append(made)
        return {"id": chapter.id, "title": chapter.title, "blocks": blocks}

    def _block(self, block: BookBlock, where: str) -> Content:
        made: Content = {
            "kind": block.kind,
            "runs": self._runs(block.runs),
            "keys": [self._runs(key) for key in block.keys],
            "level": block.level,
            "number": block.number,
            "title": block.title,
            "about": list(map(list, self._about(block, where))),
        }
        if block.picture:
            made["picture"] = picture_of(self._dataset, self._records[block.picture])
        elif block.svg:
            wide, high = (float(side) for side in _SIZE.findall(block.svg)[0])
            made["across"] = self._too_small_for_a_column(block.svg, wide)
            made["picture"] = {"svg": block.svg, "alt": block.title, "aspect": high / wide}
        return made

    def _too_small_for_a_column(self, svg: str, wide: float) -> bool:
        """Whether a drawing, `wide` in its own units, would have type hard to read there."""
        column = (self._room.width_mm - GUTTER) / 2 * 72 / 25.4
        return min(map(float, _TYPE.findall(svg)), default=math.inf) * column / wide < LEAST

    def _runs(self, runs: Sequence[BookRun]) -> list[Content]:
        return [self._run(run) for run in runs if self._shows(run)]

    def _shows(self, run: BookRun) -> bool:
        own = run.lang in ("", self._context.words.lang)
        return own or self._lacking.isdisjoint(run.text)

    def _run(self, run: BookRun) -> Content:
        url, chapter = run.url, _CHAPTER.match(run.url)
        if run.source and url:
            return {"note": self.sources.setdefault(url, len(self.sources) + 1)}
        made: Content = {"text": run.text}
        if run.strong or run.emphasis:
            made["look"] = "strong" if run.strong else "em"
        if run.lang:
            made["lang"] = run.lang
        if chapter:
            made["chapter"] = chapter[1]
        elif url:
            made["url"] = url
        return made

    def _about(self, block: BookBlock, where: str) -> Iterator[tuple[str, str]]:
        """Whom and what the index finds here: by the names said, and by what the days know."""
        said = block.text
        event = self._events.get(block.runs[0].text) if where == "days" and block.runs else None
        for person in self._dataset.people:
            if person.name in said or (event and person.id in event.people):
                yield "person", person.id
        linked = {_CHAPTER.sub(r"\1", run.url).removeprefix("site-") for run in block.runs}
        for site in self._dataset.sites:
            named = site.properties.name in said or site.id in linked
            if named or (event and site.id in event.sites):
                yield "place", site.id

    def _map(self, tour_id: str) -> Content:
        context = self._context
        itinerary = context.guide.itinerary(tour_id)
        view = maps.tour_view(itinerary, context.words, self._dataset.origin.position)
        drawn = maps.draw(context.layers, view, self._room, paper_density(narrow=NARROW))
        return {
            "kind": "map",
            "map": maps.as_content(drawn, maps.in_words(drawn, itinerary, context.words)),
            "bar": maps.bar_content(drawn, context.words, 60.0),
            "key": content.key(drawn, itinerary, context.words),
            "scale": maps.scale_line(drawn, context.words),
            "about": [],
        }


def _people(site: Site) -> tuple[str, ...]:
    return tuple(site.properties.people)
