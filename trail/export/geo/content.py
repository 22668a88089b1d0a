"""What every format writes, worked out once: points, lines, and words for people.

Counts and coordinates agree between the formats because all of them start here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from trail.base.errors import ExportError
from trail.base.geo import LineString, Position, bbox_of
from trail.base.meridian import cut, written, written_box
from trail.base.xml import text_of
from trail.dataset.schema.site import Site
from trail.guide.walk.values import Itinerary, Leg, Stop
from trail.guide.words.phrases import Phrases
from trail.guide.words.sites import state_line

Source: TypeAlias = Itinerary | Sequence[Site]

DECIMALS = 6  # of a degree: about 0.1 m


@dataclass(frozen=True)
class ExportMeta:
    """What a file says of itself. All URLs are absolute.

    `data_date` is the ISO day that the data was last changed, never today.
    `url` is the page of the tour or list; `site_url` gives the page of a site.
    Both are None where the trail has no published address. `told` gives the directions of a
    leg, a text each.
    """

    title: str
    description: str
    author: str
    credit: str
    data_date: str
    licence_url: str | None = None
    url: str | None = None
    site_url: Callable[[Site], str] | None = None
    told: Callable[[Leg], Sequence[str]] | None = None
    words: Phrases = field(default_factory=Phrases)


class Point(NamedTuple):
    """A stop (with `number`) or a site. `leg_distance_m` is the way to the next stop, `leg`
    all of it."""

    site: Site
    position: Position | None
    number: int | None = None
    leg_distance_m: float | None = None
    leg: Leg | None = None


class Content(NamedTuple):
    points: tuple[Point, ...]
    legs: tuple[Leg, ...]

    @property
    def located(self) -> list[tuple[Point, Position]]:
        return [(p, p.position) for p in self.points if p.position is not None]

    @property
    def unlocated(self) -> list[Point]:
        return [p for p in self.points if p.position is None]

    @property
    def straight_legs(self) -> list[Leg]:
        return [leg for leg in self.legs if not leg.follows_streets]

    @property
    def bbox(self) -> tuple[float, float, float, float] | None:
        """Around all points and paths as written, over the 180th meridian with west > east.

        None where nothing has a place.
        """
        positions = [position for _, position in self.located]
        positions += [position for leg in self.legs for position in leg.path]
        return written_box(bbox_of(map(rounded, positions))) if positions else None


def content_of(source: Source) -> Content:
    """The points and legs of a tour, or of a choice of sites (which has no legs)."""
    if not isinstance(source, Itinerary):
        return Content(tuple(Point(site, site.position) for site in source), ())
    onward = {leg.origin.number: leg for leg in source.legs}
    for leg in source.legs:
        if len(leg.path) < 2:
            raise ExportError(f"leg {leg_name(leg)!r}: a path needs at least two positions")
    points = (_point(stop, onward.get(stop.number)) for stop in source.stops)
    return Content(tuple(points), source.legs)


def _point(stop: Stop, onward: Leg | None) -> Point:
    far = onward.distance_m if onward else None
    return Point(stop.site, stop.position, stop.number, far, onward)


def rounded(position: Position) -> Position:
    """The position with as many decimals as are written; ExportError for NaN and infinity."""
    if not (math.isfinite(position[0]) and math.isfinite(position[1])):
        raise ExportError(f"position {tuple(position)} can't be written; expected finite degrees")
    # Adding zero turns -0.0 into 0.0.
    return Position(round(position[0], DECIMALS) + 0.0, round(position[1], DECIMALS) + 0.0)


def degrees(position: Position) -> Position:
    """The position as every format writes it, its longitude from -180 to 180."""
    return written(rounded(position))


def lines_of(path: LineString) -> tuple[LineString, ...]:
    """The line as it is written: in two where it crosses the 180th meridian."""
    return tuple(tuple(map(rounded, piece)) for piece in cut(tuple(map(rounded, path))))


def leg_name(leg: Leg) -> str:
    return f"{leg.origin.site.name} – {leg.destination.site.name}"


def url_of(site: Site, meta: ExportMeta) -> str | None:
    return text_of(meta.site_url(site)) if meta.site_url else None


def describe_point(point: Point, count: int, meta: ExportMeta) -> str:
    """Lines of plain text: place in the order, condition and access, summary, the way on."""
    words, properties = meta.words, point.site.properties
    lines = []
    if point.number is not None:
        lines.append(words("Stop %(number)s of %(count)s", number=point.number, count=count))
    if properties.other_names:
        names = "; ".join(other.name for other in properties.other_names)
        lines.append(words("Also: %(names)s", names=names))
    lines.append(state_line(point.site, words.translate))
    if properties.summary:
        lines.append(properties.summary)
    if properties.position.accuracy_m is not None:
        metres = round(properties.position.accuracy_m)
        lines.append(words("Position: within about %(metres)s m", metres=metres))
    if point.leg and meta.told:
        ahead = point.leg.destination
        lines.append(
            words("On to %(number)s, %(name)s:", number=ahead.number, name=ahead.site.name)
        )
        lines += meta.told(point.leg)
    return text_of("\n".join(lines))


def describe_site(site: Site, meta: ExportMeta) -> str:
    """The lines of `describe_point` that are true of it in every walk."""
    return describe_point(Point(site, site.position), 1, meta)


def describe_whole(content: Content, meta: ExportMeta) -> str:
    """The description of the file, with what it could not put on the map."""
    lines = [meta.description, *notes_on_gaps(content, meta), meta.credit]
    return text_of("\n".join(line for line in lines if line))


def notes_on_gaps(content: Content, meta: ExportMeta) -> list[str]:
    """Sentences on sites without a place and legs that follow no streets."""
    notes = []
    if content.unlocated:
        names = "; ".join(point.site.name for point in content.unlocated)
        words = meta.words
        notes.append(
            words("Not on the map, as we haven’t found the place: %(names)s.", names=names)
        )
    if content.straight_legs:
        legs = "; ".join(leg_name(leg) for leg in content.straight_legs)
        words = meta.words
        notes.append(
            words("Drawn as straight lines, as the way isn’t mapped: %(legs)s.", legs=legs)
        )
    return [text_of(note) for note in notes]
