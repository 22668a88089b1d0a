"""The whole trail as one EPUB 3: tours with maps and directions, sites, days, treaty, people."""

from __future__ import annotations

import io
import re
import textwrap
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import get_args

from markupsafe import Markup

from trail.base.paths import TEMPLATES
from trail.base.xml import text_of
from trail.dataset.schema.chapters import StoryChapter
from trail.dataset.schema.dates import period_days
from trail.dataset.schema.pictures import Drawing, PictureRecord
from trail.dataset.schema.record import Confidence
from trail.dataset.schema.site import Site
from trail.export.books.chapters import chapter_parts
from trail.export.pictures import to_format, widths_of
from trail.graphics import maps as cartography
from trail.graphics.maps.density import SCREEN
from trail.graphics.pictures import alone_svg
from trail.guide.days.chronology import events_by_day
from trail.guide.guide import Guide
from trail.guide.symbols import mark_shape
from trail.guide.walk.values import Itinerary, Stop
from trail.guide.words.dates import day_in
from trail.guide.words.directions import Translate, length_in, plain, sentences
from trail.guide.words.sites import confidence_word, lower_first, state_line

FOLDER = TEMPLATES / "epub"
MEDIA_TYPE = "application/epub+zip"
PACKAGE = "EPUB/package.opf"
MADE_BY = 'content="trail publish"'  # in the package file
# No attribute of the SVG that EPUB allows; the book's style sheet says it.
_PAINT_ORDER = re.compile(r' paint-order="[^"]*"')
_PICTURE_PX = 720  # a book goes over a slow line as a whole
_MOMENT = (1980, 1, 1, 0, 0, 0)
_CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True)
class Chapter:
    """One file of the book; `drawn` where it holds a map."""

    id: str
    title: str
    body: str
    drawn: bool = False

    @property
    def file(self) -> str:
        return f"{self.id}.xhtml"


@dataclass(frozen=True)
class BookPicture:
    """A picture of the book: its record, and its file within the book."""

    record: PictureRecord
    file: str
    media_type: str
    body: bytes

    @property
    def id(self) -> str:
        return re.sub("[^a-z0-9]", "-", self.file)


@dataclass(frozen=True)
class BookPart:
    """Chapters under one heading of the table of contents."""

    name: str
    chapters: tuple[Chapter, ...]


def to_epub(
    guide: Guide, base_url: str | None = None, _: Translate = plain, locale: str = "en_US"
) -> bytes:
    """The book; the same data gives the same bytes.

    Args:
        base_url: where the trail is found on the web, without a trailing slash.
    """
    return _Binder(guide, base_url, _, locale).bound()


def parts_of(
    guide: Guide, base_url: str | None = None, _: Translate = plain, locale: str = "en_US"
) -> tuple[BookPart, ...]:
    """What the book consists of, chapter by chapter as XHTML; takes what `to_epub` does."""
    return _Binder(guide, base_url, _, locale).parts()


class _Binder:
    def __init__(self, guide: Guide, base_url: str | None, _: Translate, locale: str) -> None:
        # Only whoever binds a book waits for it: the check of a trail has none.
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        self._guide, self._base_url, self._, self._locale = guide, base_url, _, locale
        trail = guide.dataset.trail
        # XHTML needs every text escaped, whatever a template's file is called.
        self._templates = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(Path(FOLDER)), autoescape=True, undefined=StrictUndefined
        )
        self._templates.globals.update(
            _=_,
            trail=trail,
            lang=trail.lang,
            base_url=base_url,
            edition=f"{trail.version}, {self._day(date.fromisoformat(trail.data_date))}",
            confidence={one: lower_first(confidence_word(one, _)) for one in get_args(Confidence)},
        )

    @cached_property
    def _pictures(self) -> Mapping[str, BookPicture]:
        """The pictures of the sites, by the name of their file in the dataset."""
        found = self._guide.dataset.pictures
        if found is None:
            return {}
        made = {}
        for record in (record for records in found.records.sites.values() for record in records):
            photograph = found.photographs.get(record.file)
            if photograph is None:
                drawing = alone_svg(found.drawings[record.file])
                kind, body = "image/svg+xml", drawing
            else:
                broad = [width for width in widths_of(photograph) if width <= _PICTURE_PX]
                width = (broad or widths_of(photograph))[-1]
                kind, body = "image/jpeg", to_format(photograph, width, "jpg")
            made[record.file] = BookPicture(record, f"pictures/{record.file}", kind, body)
        return made

    def _frieze(self) -> Drawing | None:
        """The stops of the walk in a row, for the cover."""
        found = self._guide.dataset.pictures
        frieze = found.records.frieze if found else None
        return found.drawings[frieze.file] if found and frieze else None

    def parts(self) -> tuple[BookPart, ...]:
        return tuple(part for part in self._parts() if part.chapters)

    def bound(self) -> bytes:
        trail = self._guide.dataset.trail
        parts = self.parts()
        chapters = [chapter for part in parts for chapter in part.chapters]
        address = f"{self._base_url or trail.title} {trail.version}"
        package = self._fill(
            "package.opf",
            chapters=chapters,
            pictures=self._pictures.values(),
            identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address)}",
        )
        files: dict[str, str | bytes] = {
            "META-INF/container.xml": _CONTAINER,
            PACKAGE: package,
            "EPUB/nav.xhtml": self._fill("nav.xhtml", title=self._("Contents"), parts=parts),
            "EPUB/cover.xhtml": self._fill("cover.xhtml", title=trail.title),
            "EPUB/cover.svg": self._fill(
                "cover.svg", lines=textwrap.wrap(trail.title, 15), frieze=self._frieze()
            ),
            "EPUB/book.css": (FOLDER / "book.css").read_text(),
            **{f"EPUB/{chapter.file}": chapter.body for chapter in chapters},
            **{f"EPUB/{picture.file}": picture.body for picture in self._pictures.values()},
        }
        book = io.BytesIO()
        with zipfile.ZipFile(book, "w") as archive:
            # Readers look for this at a fixed place in the file: first, and not compressed.
            _add(archive, "mimetype", MEDIA_TYPE, zipfile.ZIP_STORED)
            for name, content in files.items():
                _add(archive, name, content, zipfile.ZIP_DEFLATED)
        return book.getvalue()

    def _parts(self) -> Iterator[BookPart]:
        dataset, _ = self._guide.dataset, self._
        drawings = {
            tour.id: self._draw(self._guide.itinerary(tour.id)) for tour in dataset.trail.tours
        }
        # The maps have their layers in common: what is to be credited is said once.
        lines = dict.fromkeys(line for drawn in drawings.values() for line in drawn.credits)
        about = self._chapter("about", dataset.trail.title, "about", map_credits=list(lines))
        yield BookPart(_("About"), (about,))
        yield BookPart(
            _("Tours"),
            tuple(self._tour(tour.id, drawings[tour.id]) for tour in dataset.trail.tours),
        )
        for collection in dataset.trail.collections:
            sites = [s for s in dataset.sites if s.properties.collection == collection.id]
            yield BookPart(collection.name, tuple(self._site(site) for site in sites))
        if dataset.chapters is not None:
            told_in = tuple(map(self._told, dataset.chapters.chapters))
            yield BookPart(dataset.chapters.title, told_in)
        story = dataset.story
        if story is not None:
            days = period_days(dataset.trail.period)
            found = events_by_day(story.events, days)
            rows = [
                {"id": day.isoformat(), "name": self._day(day), "events": found.get(day, ())}
                for day in days
            ]
            title = story.events_file.title
            yield BookPart(title, (self._chapter("days", title, "days", days=rows),))
            title = story.articles_file.name
            told = {"demands": story.demands, "articles": story.articles}
            yield BookPart(title, (self._chapter("treaty", title, "treaty", **told),))
        if dataset.people:
            title = _("People")
            yield BookPart(
                title, (self._chapter("people", title, "people", people=dataset.people),)
            )

    def _told(self, chapter: StoryChapter) -> Chapter:
        dataset = self._guide.dataset
        parts = chapter_parts(chapter, dataset.theatre, self._short)
        voices = [voice for voice in dataset.voices if chapter.id in voice.chapters]
        body = self._fill(
            "chapters.xhtml", title=chapter.title, chapter=chapter, parts=parts, voices=voices
        )
        drawn = any(part.drawn for part in parts)
        return Chapter(f"told-{chapter.id}", chapter.title, body, drawn=drawn)

    def _short(self, day: date) -> str:
        return day_in(self._locale, day, "MMMd")

    def _chapter(self, name: str, title: str, template: str, **values: object) -> Chapter:
        return Chapter(name, title, self._fill(f"{template}.xhtml", title=title, **values))

    def _fill(self, template: str, **values: object) -> str:
        # Jinja escapes what XML can write; what it can't is refused as in every other file.
        return text_of(self._templates.get_template(template).render(**values))

    def _day(self, day: date) -> str:
        return day_in(self._locale, day, "long")

    def _site(self, site: Site) -> Chapter:
        p, state = site.properties, f"{state_line(site, self._)}."
        pictures = [
            self._pictures[record.file] for record in self._guide.dataset.pictures_of(site.id)
        ]
        return self._chapter(
            f"site-{site.id}", site.name, "site", site=site, p=p, state=state, pictures=pictures
        )

    def _tour(self, tour_id: str, drawn: cartography.SvgMap) -> Chapter:
        itinerary = self._guide.itinerary(tour_id)
        tour, legs = itinerary.tour, {leg.origin.number: leg for leg in itinerary.legs}
        turns = self._guide.directions(itinerary)
        trail = self._guide.dataset.trail
        lang, length = trail.lang, length_in(trail.units, self._)
        stops = []
        for stop in itinerary.stops:
            leg = legs.get(stop.number)
            onward = ""
            if leg is not None:
                onward = self._("On to %(name)s, %(distance)s") % {
                    "name": leg.destination.site.name,
                    "distance": length(leg.distance_m),
                }
            stops.append(
                {
                    "number": stop.number,
                    "site": stop.site,
                    "file": f"site-{stop.site.id}.xhtml",
                    "state": f"{state_line(stop.site, self._)}.",
                    "onward": onward,
                    "turns": sentences(turns.get(stop.number, ()), self._, length, lang),
                    "straight": leg is not None and not leg.follows_streets,
                }
            )
        values = {
            "tour": tour,
            "stops": stops,
            "map": Markup(_PAINT_ORDER.sub("", drawn.svg)),  # noqa: S704 - our own SVG, its text escaped there
        }
        body = self._fill("tour.xhtml", title=tour.name, **values)
        return Chapter(f"tour-{tour.id}", tour.name, body, drawn=True)

    def _draw(self, itinerary: Itinerary) -> cartography.SvgMap:
        dataset, tour = self._guide.dataset, itinerary.tour
        view = cartography.MapView(
            title=self._("Map of the tour: %(name)s") % {"name": tour.name},
            desc=self._("The list of stops below says the same."),
            marks=tuple(_mark(stop, itinerary.stops) for stop in itinerary.stops),
            legs=tuple(
                cartography.RouteLeg(leg.path, leg.follows_streets, leg.approach or ())
                for leg in itinerary.legs
            ),
            names=True,
            origin=dataset.origin.position,
            words=cartography.MapWords(metric=dataset.trail.units == "metric"),
            id_prefix=f"map-{tour.id}",
        )
        # One drawing: few readers can switch by the width of the screen.
        return cartography.draw_map(dataset.layers, view, SCREEN[:1])


def _mark(stop: Stop, stops: Sequence[Stop]) -> cartography.MapMark:
    p = stop.site.properties
    return cartography.MapMark(
        position=stop.position,
        text=str(stop.number),
        shape=mark_shape(stop.site),
        name=stop.site.label,
        town=p.town,
        start=stop is stops[0],
        accuracy_m=p.position.accuracy_m,
        area=p.position.show_as == "area",
    )


def _add(archive: zipfile.ZipFile, name: str, content: str | bytes, how: int) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.external_attr, info.create_system, info.compress_type = 0o644 << 16, 3, how
    archive.writestr(info, content)
