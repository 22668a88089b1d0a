"""The streets that sidewalks and crossings without a name belong to.

Careful mappers draw them as ways of their own. A walker knows them by the street: a
sidewalk runs along it, a crossing leads over it.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trail.base.geo import LineString, LocalPlane, Position
from trail.base.geo_nearby import NearbyLines
from trail.curation.osm.blocks import Block
from trail.curation.osm.reading import OsmWay
from trail.curation.osm.tags import Tags, plain

SIDEWALK_M = 25.0  # the half of a broad avenue
BESIDE_M = 15.0  # of a way that no tag calls a sidewalk
ALONG_DEG = 25.0
ATHWART_DEG = 50.0
_STEP_M = 10.0
_PATHS = frozenset({"footway", "path", "cycleway", "pedestrian"})
_SIDEWALKS = frozenset({"sidewalk", "link", "access_aisle"})
_CROSSINGS = frozenset({"crossing", "traffic_island"})


class Belonging(NamedTuple):
    """What a block without a name goes by: the street along which, and the one over which."""

    along: str | None = None
    crosses: str | None = None


class Streets:
    """The named streets of an extract, those too on which nobody may walk."""

    def __init__(self, ways: Iterable[OsmWay]) -> None:
        self._ways = [
            way
            for way in ways
            if plain(way.tags.get("name")) and way.tags.get("highway") not in _PATHS
        ]
        self._lines = NearbyLines([way.path for way in self._ways])
        self._by_place: dict[Position, list[OsmWay]] = {}
        for way in self._ways:
            for at in way.path:
                self._by_place.setdefault(at, []).append(way)

    def of(self, block: Block) -> Belonging:
        """What a block belongs to; nothing where it has a name of its own."""
        tags = block.tags
        if plain(tags.get("name")) or tags.get("highway") not in _PATHS or block.square:
            return Belonging()
        if _role(tags) in _CROSSINGS:
            return Belonging(crosses=self._crossed(block.path))
        for key in ("street:name", "is_sidepath:of:name"):
            if name := plain(tags.get(key)):
                return Belonging(along=name)
        called = _role(tags) in _SIDEWALKS or tags.get("is_sidepath") == "yes"
        return Belonging(along=self._beside(block.path, SIDEWALK_M if called else BESIDE_M))

    def _crossed(self, path: LineString) -> str | None:
        """The street that has a node of the path, or is cut by it, and runs athwart."""
        plane = LocalPlane(path[0])
        (ax, ay), (bx, by) = plane.to_xy(path[0]), plane.to_xy(path[-1])
        heading = math.degrees(math.atan2(bx - ax, by - ay))
        middle = ((ax + bx) / 2, (ay + by) / 2)
        at_nodes = (way for at in path for way in self._by_place.get(at, ()))
        cut = (self._ways[number] for number in self._lines.crossed(path[0], path[-1]))
        best: tuple[float, str] | None = None
        for way in itertools.chain(at_nodes, cut):
            # Athwart the crossing is along its perpendicular.
            away = _away_along(way.path, plane, middle, heading + 90, ATHWART_DEG)
            name = plain(way.tags["name"]) or ""
            if away is not None and (best is None or (away, name) < best):
                best = (away, name)
        return best[1] if best else None

    def _beside(self, path: LineString, metres: float) -> str | None:
        """The street that most of a path runs along, so near to it."""
        plane = LocalPlane(path[0])
        count: Counter[str] = Counter()
        points = 0
        for a, b in itertools.pairwise(path):
            (ax, ay), (bx, by) = plane.to_xy(a), plane.to_xy(b)
            length = math.hypot(bx - ax, by - ay)
            steps = max(1, round(length / _STEP_M))
            heading = math.degrees(math.atan2(bx - ax, by - ay))
            for step in range(steps):
                share = (step + 0.5) / steps
                x, y = ax + (bx - ax) * share, ay + (by - ay) * share
                points += 1
                name = self._nearest(plane, (x, y), heading, metres)
                if name is not None:
                    count[name] += 1
        if not count:
            return None
        name, found = min(count.items(), key=lambda item: (-item[1], item[0]))
        return name if found * 3 >= points * 2 else None

    def _nearest(
        self, plane: LocalPlane, at: tuple[float, float], heading: float, metres: float
    ) -> str | None:
        """The nearest street that runs the way of a heading, by name."""
        best: tuple[float, str] | None = None
        for number in self._lines.within(plane.to_position(*at), metres):
            way = self._ways[number]
            away = _away_along(way.path, plane, at, heading)
            if away is not None and away <= metres and (best is None or away < best[0]):
                best = (away, plain(way.tags["name"]) or "")
        return best[1] if best else None


def _away_along(
    path: Sequence[Position],
    plane: LocalPlane,
    at: tuple[float, float],
    heading: float,
    within_deg: float = ALONG_DEG,
) -> float | None:
    """Metres to the nearest part of a line that runs the way of a heading; None without one."""
    x, y = at
    best: float | None = None
    for a, b in itertools.pairwise(path):
        (ax, ay), (bx, by) = plane.to_xy(a), plane.to_xy(b)
        dx, dy = bx - ax, by - ay
        turned = abs((math.degrees(math.atan2(dx, dy)) - heading + 90) % 180 - 90)
        square = dx * dx + dy * dy
        if turned > within_deg or not square:
            continue
        share = min(max(((x - ax) * dx + (y - ay) * dy) / square, 0.0), 1.0)
        away = math.hypot(ax + dx * share - x, ay + dy * share - y)
        best = away if best is None else min(best, away)
    return best


def _role(tags: Tags) -> str:
    """What a path is to its street: sidewalk, crossing, ... or nothing."""
    highway = tags.get("highway", "")
    return tags.get(highway, "") if highway in _PATHS else ""
