"""What a map is asked for, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from trail.base.geo import Bbox, LineString, Position
from trail.guide.symbols import MarkShape
from trail.guide.words.phrases import Phrases

XY = tuple[float, float]


class Box(NamedTuple):
    """Left, top, right, bottom, in units of the view box; y grows downward."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, point: XY) -> bool:
        """Whether the point lies in it, or on its edge."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def touches(self, other: Box) -> bool:
        return not (
            other.left > self.right
            or other.right < self.left
            or other.top > self.bottom
            or other.bottom < self.top
        )


@dataclass(frozen=True)
class MapMark:
    """A place on the map.

    `text` stands in the mark (its number in the list; empty for a small bare
    mark), `name` beside it where there is room, `town` names a cluster. `here`
    is the map's own place, `start` where the walk begins. The ring of
    `accuracy_m` is drawn for `here` and, larger, for `area` (somewhere inside).
    With an `href` the mark is a link and the map a group instead of a picture.
    """

    position: Position
    text: str = ""
    shape: MarkShape = "stands"
    name: str = ""
    town: str = ""
    here: bool = False
    start: bool = False
    href: str | None = None
    accuracy_m: float | None = None
    area: bool = False


@dataclass(frozen=True)
class RouteLeg:
    """A leg to draw; one that is not `follows_streets` is dashed: not along mapped streets.

    `approaches`: short lines between the path and a place that lies off it, dotted.
    """

    path: LineString
    follows_streets: bool = False
    approaches: tuple[LineString, ...] = ()


ABBREVIATIONS: Mapping[str, str] = MappingProxyType(
    {"Street": "St", "Avenue": "Ave", "Road": "Rd", "Lane": "Ln", "Boulevard": "Blvd"}
)


@dataclass(frozen=True)
class MapWords:
    """The words that the map itself writes, in English where the caller has no others."""

    north: str = "N"
    metric: bool = False  # no feet and miles
    feet: str = "{n} ft"
    miles: str = "{n} mi"
    metres: str = "{n} m"
    kilometres: str = "{n} km"
    places: str = "{town}: {n} places"
    places_only: str = "{n} places"
    beyond: str = "{name} {distance}"
    cluster_note: str = "Places too close together to draw apart are one box with their number."
    moved_note: str = "Crowded marks are moved aside; a line leads to the true place."
    beyond_note: str = "Arrows at the edge point to places beyond it."
    abbreviations: Mapping[str, str] = field(default_factory=lambda: ABBREVIATIONS, hash=False)

    @classmethod
    def of(cls, words: Phrases) -> MapWords:
        """In a language and its units."""
        return cls(
            north=words("N"),
            metric=words.units == "metric",
            feet=words("{n} ft"),
            miles=words("{n} mi"),
            metres=words("{n} m"),
            kilometres=words("{n} km"),
            places=words("{town}: {n} places"),
            places_only=words("{n} places"),
            beyond=words("{name} {distance}"),
            cluster_note=words(
                "Places too close together to draw apart are one box with their number."
            ),
            moved_note=words("Crowded marks are moved aside; a line leads to the true place."),
            beyond_note=words("Arrows at the edge point to places beyond it."),
        )


@dataclass(frozen=True)
class MapView:
    """A map to draw.

    `fit`: positions that must lie inside; all marks and legs when empty.
    `aspect`: width over height. `min_span_m`: least ground width, so that one
    place alone still has its streets; `min_span_coarse_m` takes its place where
    only coarse layers lie. `beyond`: marks outside the frame become arrows at
    the edge or are dropped. `origin`: where distances at the edge count from,
    the middle of the map when None. `id_prefix` keeps ids unique on a page.
    `furniture`: a scale bar and a north arrow stand on the map. `ways`: ways of which each is to
    be shown alone by other drawings, see `draw_map`.
    """

    title: str
    desc: str
    marks: tuple[MapMark, ...] = ()
    legs: tuple[RouteLeg, ...] = ()
    fit: tuple[Position, ...] = ()
    aspect: float = 1.0
    min_span_m: float = 400.0
    min_span_coarse_m: float = 40_000.0
    beyond: Literal["arrow", "drop"] = "arrow"
    origin: Position | None = None
    names: bool = False
    id_prefix: str = "map"
    furniture: bool = True
    ways: tuple[tuple[RouteLeg, ...], ...] = ()
    words: MapWords = MapWords()


@dataclass(frozen=True)
class PlacedMark:
    """A mark as drawn: `members` index the view's marks, more than one in a cluster.

    The mark covers the circle of `radius` around `centre`; `anchor` is the true
    place, away from the centre where the mark had to move; `lead`: so far that a
    line must lead back to it.
    """

    members: tuple[int, ...]
    centre: XY
    radius: float
    anchor: XY
    beyond: bool = False

    lead: bool = False


@dataclass(frozen=True)
class PlacedLabel:
    """Words as drawn: `lines` around `centre`, turned by `angle` degrees clockwise.

    `corners` is the room they were given, from a conservative width table.
    `inside`: they stand on the street they name.
    """

    kind: str
    lines: tuple[str, ...]
    centre: XY
    angle: float
    size: float
    corners: tuple[XY, XY, XY, XY]
    inside: bool = False
    lead: tuple[XY, XY] | None = None


@dataclass(frozen=True)
class Overlay:
    """Marks and words at one density; `left_out` names what found no room.

    `mark` is the radius of a numbered mark, in units.
    """

    density: str
    mark: float
    marks: tuple[PlacedMark, ...]
    labels: tuple[PlacedLabel, ...]
    furniture: tuple[Box, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class SvgMap:
    """A drawn map. `bbox` is what the frame shows: fit an interactive map to it.

    `desc` is the caller's, with what this map had to add; `credits` those of the
    layers drawn.
    """

    svg: str
    width: int
    height: int
    bbox: Bbox
    desc: str
    overlays: tuple[Overlay, ...]
    credits: tuple[str, ...]
    detailed: bool

    @property
    def left_out(self) -> tuple[str, ...]:
        """What no overlay had room for."""
        absent = [set(overlay.left_out) for overlay in self.overlays]
        return tuple(
            name for name in self.overlays[0].left_out if all(name in names for names in absent)
        )
