"""What lies under the marks: the layers of the dataset as paths of the view box.

Shapes are clipped to the frame, thinned to the tolerance that shows, and merged
into one path a class; streets of one name are joined across their blocks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from trail.base.geo import (
    Bbox,
    LineString,
    clip_line,
    clip_rings,
    merge_lines,
    simplify_line,
)
from trail.dataset.schema.map import NOT_DRAWN, MapFeature, MapLayer
from trail.graphics.maps.projection import Frame
from trail.graphics.maps.raster import Raster
from trail.graphics.maps.view import XY, Box

KEPT = 1  # ground, for a map at both its densities
TOLERANCE = 1.1  # units: a third of a CSS pixel on the smallest screen
# Shapes end this far outside the frame, so that their outline along it is not seen.
OVERHANG = 24.0
STREET_M = 13.0  # drawn width of a street on the ground, between the two limits in units
STREET_UNITS = (9.0, 40.0)

_AREAS = {
    "land": "m-land", "water": "m-water", "park": "m-park", "grounds": "m-park m-grounds",
    "building": "m-building", "square": "m-square", "state": "m-state", "foreign_land": "m-state",
    "lake": "m-lake",
}  # fmt: skip
_LINES = {"railway": "m-rail", "coast": "m-coast", "river": "m-river"}
_BORDERED = ("state", "foreign_land")
_NAMED_AREAS = ("water", "lake", "park", "grounds", "square", "state")
ORDER = (
    "m-state", "m-land", "m-lake", "m-water", "m-park", "m-park m-grounds", "m-building",
    "m-square", "m-river", "m-border", "m-coast", "m-rail",
)  # fmt: skip


@dataclass(frozen=True)
class NamedArea:
    """A shape that carries its name, and where in the frame it lies."""

    kind: str
    name: str
    raster: Raster


@dataclass(frozen=True)
class NamedPoint:
    """A place for a name: of a `town`, which gets a dot there, or of what `kind` says."""

    kind: str
    name: str
    at: XY
    rank: int


@dataclass(frozen=True, eq=False)
class Ground:
    """Everything drawn under the marks, and what may be named on it. Never changed: maps share it.

    `paths` are by class, in drawing order; `streets` and `rivers` by name, a river that is not
    drawn because it is a border with them; `land`, `wet` and
    `green` (parks and grounds) say what lies where. `names` keeps what was worked
    out for the words on it: of the ground alone, and of the last route.
    """

    paths: dict[str, str]
    streets: dict[str, list[list[XY]]]
    rivers: dict[str, list[list[XY]]]
    footways: list[list[XY]]
    bridges: list[list[XY]]
    areas: list[NamedArea]
    points: list[NamedPoint]
    land: Raster
    wet: Raster
    green: Raster
    street_units: float
    drawn: tuple[MapLayer, ...]
    names: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def has_land(self) -> bool:
        return "m-land" in self.paths or "m-state" in self.paths

    def is_water(self, x: float, y: float) -> bool:
        return self.wet.at(x, y) or (self.has_land and not self.land.at(x, y))


def path_data(lines: Iterable[Sequence[XY]], *, closed: bool = False) -> str:
    """Path commands, relative and in whole units; lines that shrink to a point are left out."""
    out: list[str] = []
    for line in lines:
        points = [(round(x), round(y)) for x, y in line]
        if closed and points[0] == points[-1]:
            points.pop()
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
        if len(steps) < (2 if closed else 1):
            continue
        numbers = "".join(f"{' ' if n >= 0 else ''}{n}" for step in steps for n in step)
        out.append(f"M{points[0][0]} {points[0][1]}l{numbers.lstrip()}{'z' if closed else ''}")
    return "".join(out)


def hull(layers: Iterable[MapLayer]) -> Bbox | None:
    """What the layers' shapes cover: the box of those with land, else of all of them."""
    found = list(layers)
    land = [
        layer
        for layer in found
        if any(f.properties.kind in ("land", "state") for f in layer.features)
    ]
    boxes = [layer.bbox for layer in land or found]
    if not boxes:
        return None
    return Bbox(
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def reach_of(frame: Frame, around: float) -> Bbox:
    """The ground of a frame and of so many units around it."""
    left, top, right, bottom = frame.box.grown(around)
    (west, north), (east, south) = frame.to_position(left, top), frame.to_position(right, bottom)
    return Bbox(west, south, east, north)


def survey(layers: Sequence[MapLayer], frame: Frame) -> Ground:
    """The layers that lie in the frame, as paths and names; the last ones are kept."""
    drawn = SameLayers(layer for layer in layers if layer.bbox.intersects(frame.bbox))
    return _Kept.survey(drawn, frame)


def keep_grounds(count: int) -> None:
    """Keep as many grounds, some 4 MB each: for a process that draws all maps of a trail."""
    _Kept.survey = staticmethod(lru_cache(count)(_survey))


class SameLayers(tuple[MapLayer, ...]):
    """Layers that are told apart by which they are: to compare what they hold takes long."""

    __slots__ = ()

    def __hash__(self) -> int:
        return hash(tuple(map(id, self)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, SameLayers)
            and len(self) == len(other)
            and all(mine is its for mine, its in zip(self, other, strict=True))
        )

    def __ne__(self, other: object) -> bool:
        return not self == other


def _survey(drawn: SameLayers, frame: Frame) -> Ground:
    low, high = STREET_UNITS
    gathered = _Gathered(frame)
    reach = reach_of(frame, OVERHANG)
    for layer in drawn:
        for feature in layer.features:
            # Borders are what two states have in common, wherever they lie.
            state = feature.properties.kind in _BORDERED
            if (
                feature.geometry_type != "Point"
                and not state
                and not feature.bbox.intersects(reach)
            ):
                continue
            if feature.properties.rank != NOT_DRAWN:
                gathered.add(feature)
            else:
                gathered.add_name(feature)
    return Ground(
        paths=gathered.paths(),
        streets=_joined(gathered.streets),
        rivers=_joined(gathered.rivers),
        footways=[line for lines in _joined(gathered.footways).values() for line in lines],
        bridges=gathered.bridges,
        areas=gathered.areas,
        points=gathered.points,
        land=Raster(gathered.rings_of("m-land", "m-state"), frame.box),
        wet=Raster(gathered.rings_of("m-water", "m-lake"), frame.box),
        green=Raster(gathered.rings_of("m-park", "m-park m-grounds"), frame.box),
        street_units=round(min(high, max(low, STREET_M * frame.units_per_m)), 1),
        drawn=drawn,
    )


class _Kept:
    """The grounds surveyed last."""

    survey = staticmethod(lru_cache(KEPT)(_survey))


class _Gathered:
    """Features of a frame, sorted into what is drawn alike."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._reach = frame.box.grown(OVERHANG)
        self._rings: dict[str, list[list[XY]]] = defaultdict(list)
        self._lines: dict[str, list[list[XY]]] = defaultdict(list)
        self._state_rings: list[list[XY]] = []
        self.streets: dict[str, list[list[XY]]] = defaultdict(list)
        self.rivers: dict[str, list[list[XY]]] = defaultdict(list)
        self.footways: dict[str, list[list[XY]]] = defaultdict(list)
        self.bridges: list[list[XY]] = []
        self.areas: list[NamedArea] = []
        self.points: list[NamedPoint] = []

    def add(self, feature: MapFeature) -> None:
        if feature.geometry_type == "Point":
            self._add_point(feature)
        elif feature.geometry_type == "Polygon":
            self._add_area(feature)
        else:
            self._add_line(feature)

    def add_name(self, feature: MapFeature) -> None:
        """A river for its name alone; another place for a name that stands elsewhere, too."""
        if feature.geometry_type == "Point":
            self._add_point(feature)
        elif feature.properties.kind == "river" and feature.properties.name:
            self.rivers[feature.properties.name] += self._pieces(feature)

    def rings_of(self, *classes: str) -> list[list[XY]]:
        return [ring for cls in classes for ring in self._rings.get(cls, ())]

    def paths(self) -> dict[str, str]:
        """Path data by class, in drawing order; streets and footways are not among them."""
        self._lines["m-border"] = _shared(self._state_rings, self._reach)
        found: dict[str, str] = {}
        for cls in ORDER:
            closed = cls in self._rings
            lines = self._rings[cls] if closed else self._lines.get(cls, [])
            data = path_data((simplify_line(line, TOLERANCE) for line in lines), closed=closed)
            if data:
                found[cls] = data
        return found

    def _project(self, part: LineString) -> list[XY]:
        return [self._frame.to_xy(position) for position in part]

    def _pieces(self, feature: MapFeature) -> list[list[XY]]:
        return [
            piece for part in feature.parts for piece in clip_line(self._project(part), self._reach)
        ]

    def _add_point(self, feature: MapFeature) -> None:
        properties = feature.properties
        if properties.name:
            at = self._frame.to_xy(feature.parts[0][0])
            place = properties.kind == "place"
            kind = "town" if place else f"{properties.label_class or 'land'}-name"
            self.points.append(NamedPoint(kind, properties.name, at, properties.rank or 5))

    def _add_area(self, feature: MapFeature) -> None:
        kind, name = feature.properties.kind, feature.properties.name
        if kind not in _AREAS:
            return
        rings = [self._project(part) for part in feature.parts]
        if kind in _BORDERED:
            self._state_rings += rings
        inside: list[list[XY]] = []
        for start, end in feature.polygons or ((0, len(rings)),):
            inside += clip_rings(rings[start:end], self._reach)
        self._rings[_AREAS[kind]] += inside
        if inside and name and kind in _NAMED_AREAS:
            self.areas.append(NamedArea(kind, name, Raster(inside, self._frame.box)))

    def _add_line(self, feature: MapFeature) -> None:
        kind, name = feature.properties.kind, feature.properties.name or ""
        pieces = self._pieces(feature)
        if kind == "river":
            self.add_name(feature)
        if kind in ("footway", "steps"):
            self.footways[name] += pieces
        elif kind in ("street", "mall") or feature.properties.from_node is not None:
            self.streets[name] += pieces
        elif kind == "bridge":
            self.bridges += pieces
        elif kind in _LINES:
            self._lines[_LINES[kind]] += pieces


def _joined(by_name: dict[str, list[list[XY]]]) -> dict[str, list[list[XY]]]:
    return {
        name: [simplify_line(line, TOLERANCE) for line in merge_lines(pieces)]
        for name, pieces in by_name.items()
        if pieces
    }


def _shared(rings: Sequence[Sequence[XY]], reach: Box) -> list[list[XY]]:
    """The borders: edges that two of the rings have in common."""
    seen: Counter[tuple[XY, XY]] = Counter()
    for ring in rings:
        for a, b in pairwise(ring):
            seen[(a, b) if a < b else (b, a)] += 1
    edges = [edge for edge, count in seen.items() if count > 1 and edge[0] != edge[1]]
    if not edges:
        return []
    return [piece for line in merge_lines(edges) for piece in clip_line(line, reach)]
