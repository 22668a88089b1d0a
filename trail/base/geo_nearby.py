"""Which of very many lines or positions come near a place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import shapely

from trail.base.geo import Bbox, LineString, Position, bbox_of


class NearbyLines:
    """Lines by place, for asking which of very many come near a position."""

    def __init__(self, paths: Sequence[LineString]) -> None:
        self._tree = shapely.STRtree([shapely.LineString(path) for path in paths])

    def within(self, position: Position, metres: float) -> list[int]:
        """The places of all lines that come so near, ascending, and of a few that do not."""
        if not math.isfinite(metres):
            return list(range(len(self._tree.geometries)))
        # The box is a little wide: its metres are those of a sphere.
        box = Bbox(*position, *position).padded(metres * 1.01 + 1)
        return sorted(self._tree.query(shapely.box(*box)).tolist())

    def crossed(self, a: Position, b: Position) -> list[int]:
        """The places of the lines that the straight line from `a` to `b` crosses.

        What it only meets at `b` is not crossed.
        """
        almost = Position(a[0] + (b[0] - a[0]) * 0.98, a[1] + (b[1] - a[1]) * 0.98)
        found = self._tree.query(shapely.LineString([a, almost]), predicate="intersects")
        return sorted(found.tolist())

    def crossed_in_order(self, a: Position, b: Position) -> list[int]:
        """As `crossed`, with `b` too, in the order in which they are come upon from `a`."""
        way = shapely.LineString([a, b])
        found = self._tree.query(way, predicate="intersects").tolist()
        first = {
            k: min(
                way.project(shapely.Point(at))
                for at in shapely.get_coordinates(way.intersection(self._tree.geometries[k]))
            )
            for k in found
        }
        return sorted(first, key=lambda k: (first[k], k))


class NearbyPoints:
    """Positions by place."""

    def __init__(self, positions: Sequence[Position]) -> None:
        self._positions = positions
        # Of no positions at all shapely can't tell how many numbers make one.
        self._tree = shapely.STRtree(shapely.points(list(positions)) if positions else [])

    def within(self, rings: Iterable[LineString]) -> list[Position]:
        """Those in the boxes around the rings, in their own order."""
        boxes = [shapely.box(*bbox_of(ring).padded(1.0)) for ring in rings]
        found = {int(k) for box in boxes for k in self._tree.query(box)}
        return [self._positions[k] for k in sorted(found)]
