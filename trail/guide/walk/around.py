"""What lies where around each stop of a walk, as values: what a map shows, to be put in words.

All of it is as the crow flies on the drawn map: directions of the compass, straight lengths, and
what a straight line crosses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from trail.base.geo import (
    COMPASS,
    Bbox,
    LineString,
    Position,
    compass_point,
    distance_m,
    way_deg,
)
from trail.base.geo_nearby import NearbyLines
from trail.dataset.schema.map import MapLayer
from trail.guide.walk.line import MeasuredLine
from trail.guide.walk.values import Stop

SHORE_M = 150.0  # water that is nearer is told of
_STREETS = frozenset({"street", "footway", "bridge", "mall"})
_EDGE = 1e-6  # degrees; a shore so near to where the drawing ends is none


@dataclass(frozen=True)
class Neighbour:
    """Another stop: which way, how far, and the streets and waters between, in their order.

    `compass` is None at the same place. "" among `crossed` is water without a name.
    """

    stop: Stop
    compass: str | None
    distance_m: float
    crossed: tuple[str, ...]


@dataclass(frozen=True)
class Shore:
    """Water near a stop; `name` is "" where it has none."""

    name: str
    compass: str
    distance_m: float


@dataclass(frozen=True)
class StopAround:
    """A stop, the nearest other stop in each direction, clockwise from north, and water."""

    stop: Stop
    neighbours: tuple[Neighbour, ...]
    shore: Shore | None


class AroundStops:
    """The drawn map, asked for what lies around stops."""

    def __init__(self, layers: Iterable[MapLayer]) -> None:
        lines: list[tuple[str, LineString]] = []
        shores: list[tuple[str, LineString]] = []
        for layer in layers:
            if not layer.detail:
                continue
            for feature in layer.features:
                facts = feature.properties
                if facts.kind in _STREETS and facts.name:
                    lines += [(facts.name, part) for part in feature.parts]
                elif facts.kind == "water":
                    shores += [(facts.name or "", part) for part in feature.parts]
                elif facts.kind == "land":
                    shores += [
                        ("", line) for part in feature.parts for line in _within(part, layer.bbox)
                    ]
        self._names = [name for name, _line in (*lines, *shores)]
        self._lines = NearbyLines([line for _name, line in (*lines, *shores)])
        self._shores = [(name, MeasuredLine(line)) for name, line in shores]
        self._near_shores = NearbyLines([line for _name, line in shores])
        self.crossed = cache(self._crossed)
        self.shore = cache(self._shore)

    def _crossed(self, a: Position, b: Position) -> tuple[str, ...]:
        """The names of what a straight line crosses, each once."""
        found = self._lines.crossed_in_order(a, b) if a != b else ()
        return tuple(dict.fromkeys(self._names[k] for k in found))

    def _shore(self, position: Position) -> Shore | None:
        found = []
        for k in self._near_shores.within(position, SHORE_M):
            name, line = self._shores[k]
            along_m, off_m = line.nearest(position)
            if off_m <= SHORE_M:
                found.append((off_m, name, (line.bearing_to(along_m, position) + 180) % 360))
        if not found:
            return None
        off_m, name, bearing = min(found)
        return Shore(name, compass_point(bearing), off_m)

    def stops(self, stops: Iterable[Stop]) -> tuple[StopAround, ...]:
        """What lies around each of them, among themselves."""
        every = tuple(stops)
        return tuple(
            StopAround(stop, self._neighbours(stop, every), self.shore(stop.position))
            for stop in every
        )

    def _neighbours(self, stop: Stop, every: tuple[Stop, ...]) -> tuple[Neighbour, ...]:
        nearest: dict[str | None, tuple[float, Stop]] = {}
        for other in every:
            if other.number == stop.number:
                continue
            bearing = way_deg(stop.position, other.position)
            compass = None if bearing is None else compass_point(bearing)
            metres = distance_m(stop.position, other.position)
            if compass not in nearest or metres < nearest[compass][0]:
                nearest[compass] = metres, other
        return tuple(
            Neighbour(other, compass, metres, self.crossed(stop.position, other.position))
            for compass in (None, *COMPASS)
            if compass in nearest
            for metres, other in (nearest[compass],)
        )


def _within(ring: LineString, box: Bbox) -> list[LineString]:
    """The pieces of a ring that do not run along the edge of a drawing."""

    def on_edge(a: Position, b: Position) -> bool:
        return any(
            abs(a[axis] - edge) < _EDGE and abs(b[axis] - edge) < _EDGE
            for axis, edge in ((0, box.west), (1, box.south), (0, box.east), (1, box.north))
        )

    pieces: list[list[Position]] = [[]]
    for a, b in pairwise(ring):
        if on_edge(a, b):
            pieces.append([])
            continue
        pieces[-1] += [b] if pieces[-1] else [a, b]
    return [tuple(piece) for piece in pieces if piece]
