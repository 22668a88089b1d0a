"""Open ground: what one sees and crosses in a straight line, and the corners in the way."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Sequence

import shapely

from trail.base.geo import Flat, LineString, LocalPlane, Position, bbox_of

_FEW = 60
_SLACK_M = 0.3  # six decimals of a degree are a tenth of a metre


class OpenGround:
    """A square, by polygons of rings, the outer ring of each first."""

    def __init__(self, polygons: Sequence[Sequence[LineString]]) -> None:
        self._plane = LocalPlane(polygons[0][0][0])
        shapes = [
            shapely.make_valid(
                shapely.Polygon(self._flat(rings[0]), [self._flat(ring) for ring in rings[1:]])
            )
            for rings in polygons
        ]
        self._shape = shapely.union_all(shapes)
        self._rings = [(ring, k > 0) for rings in polygons for k, ring in enumerate(rings)]
        self._wide = shapely.buffer(self._shape, _SLACK_M, quad_segs=2)
        shapely.prepare(self._wide)

    def _flat(self, line: Sequence[Position]) -> list[Flat]:
        return [self._plane.to_xy(position) for position in line]

    @property
    def outline(self) -> LineString:
        """A line around all of it, for asking what lies near."""
        west, south, east, north = bbox_of(at for ring, _ in self._rings for at in ring)
        return (
            Position(west, south), Position(east, south), Position(east, north),
            Position(west, north), Position(west, south),
        )  # fmt: skip

    def nearest(self, position: Position) -> tuple[float, Position]:
        """Metres to the ground, 0 on it, and its point that is so near."""
        here = shapely.Point(self._plane.to_xy(position))
        away_m = shapely.distance(self._shape, here)
        if away_m <= _SLACK_M:
            return 0.0, position
        x, y = shapely.get_coordinates(shapely.shortest_line(self._shape, here))[0]
        return float(away_m), self._plane.to_position(float(x), float(y))

    def holds(self, positions: Sequence[Position]) -> list[bool]:
        """For each position whether it lies on the ground or on its edge."""
        points = [shapely.Point(self._plane.to_xy(position)) for position in positions]
        return [bool(shapely.covers(self._wide, point)) for point in points]

    def open_between(self, pairs: Sequence[tuple[Position, Position]]) -> list[bool]:
        """For each pair whether the straight line between lies on the ground."""
        lines = [shapely.LineString(self._flat(pair)) for pair in pairs]
        return [bool(shapely.covers(self._wide, line)) for line in lines]

    def corners(self) -> list[Position]:
        """The corners that a shortest way may bend at: those that stand into the ground."""
        found: dict[Position, None] = {}
        for ring, is_hole in self._rings:
            points = list(dict.fromkeys(ring))
            # The ground is on the left of outer rings and on the right of holes, counter-clockwise.
            side = -1 if (_area(self._flat(ring)) < 0) != is_hole else 1
            for before, at, after in zip(
                (points[-1], *points[:-1]), points, (*points[1:], points[0]), strict=True
            ):
                (ax, ay), (bx, by), (cx, cy) = self._flat((before, at, after))
                turn = (bx - ax) * (cy - by) - (by - ay) * (cx - bx)
                if turn * side < 0:
                    found[at] = None
        return list(found)


def _area(ring: Sequence[Flat]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


def short_ways(
    ground: OpenGround, entries: Sequence[Position], stretch: float = 1.02, most: int = 150
) -> list[tuple[Position, Position]]:
    """Straight lines over the ground by which all entries are joined on nearly shortest ways.

    No way along them is more than `stretch` times as long as it need be. More than
    `most` entries and corners are not looked at.
    """
    corners = [corner for corner in ground.corners() if corner not in set(entries)]
    points = [*entries, *corners][:most]
    pairs = list(itertools.combinations(range(len(points)), 2))
    plane = LocalPlane(points[0]) if points else LocalPlane(Position(0, 0))
    flat = [plane.to_xy(point) for point in points]
    lengths = {pair: math.dist(flat[pair[0]], flat[pair[1]]) for pair in pairs}
    seen = ground.open_between([(points[i], points[j]) for i, j in pairs])
    open_pairs = [
        pair for pair, is_open in zip(pairs, seen, strict=True) if is_open and lengths[pair]
    ]
    hops: list[list[tuple[int, float]]] = [[] for _ in points]
    for i, j in sorted(open_pairs, key=lambda pair: (lengths[pair], pair)):
        # A line that hardly shortens the way there is none.
        if _ways(hops, i, lengths[i, j] * stretch).get(j) is None:
            hops[i].append((j, lengths[i, j]))
            hops[j].append((i, lengths[i, j]))
    used: set[tuple[int, int]] = set()
    # Corners are ends, too, so that stops anywhere on the ground find their way around them;
    # of very many only those are kept that ways between entries need.
    ends = len(points) if len(points) <= _FEW else min(len(entries), len(points))
    for start in range(ends):
        found = _ways(hops, start, math.inf)
        for end in range(start + 1, ends):
            node = end
            while node != start and node in found:
                before = found[node]
                used.add((min(node, before), max(node, before)))
                node = before
    return [(points[i], points[j]) for i, j in sorted(used)]


def _ways(hops: Sequence[Sequence[tuple[int, float]]], start: int, limit: float) -> dict[int, int]:
    """By node within `limit`: the node before it on the shortest way from `start`."""
    found: dict[int, int] = {}
    heap = [(0.0, start, start)]
    while heap:
        so_far, node, before = heapq.heappop(heap)
        if node in found or so_far > limit:
            continue
        found[node] = before
        for other, length in hops[node]:
            if other not in found:
                heapq.heappush(heap, (so_far + length, other, node))
    return found
