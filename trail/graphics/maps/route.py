"""The lines of a route on the view box; what is walked both ways becomes two lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trail.base.geo import LineString, Position
from trail.graphics.maps.projection import Frame
from trail.graphics.maps.view import XY, RouteLeg

_SHARPEST = 2.5  # a corner of a moved line reaches at most this many times its shift


@dataclass(frozen=True)
class RouteLine:
    """A leg as drawn; `spurs` lead from the street to places that lie off it."""

    points: tuple[XY, ...]
    follows_streets: bool
    spurs: tuple[tuple[XY, ...], ...]


def route_width(street_units: float) -> float:
    """Breadth of the route's line, a little less than the street's."""
    return min(13.0, max(8.0, street_units * 0.62))


def route_lines(legs: Sequence[RouteLeg], frame: Frame, width: float) -> list[RouteLine]:
    """Each leg as a line; blocks that another leg walks the other way keep to the right."""
    walked = {
        edge for leg in legs if leg.follows_streets for edge in pairwise(_without_repeats(leg.path))
    }
    found: list[RouteLine] = []
    last: tuple[LineString, tuple[XY, ...]] | None = None
    for leg in legs:
        path = _without_repeats(leg.path)
        if len(path) < 2:
            continue
        both = [leg.follows_streets and (b, a) in walked for a, b in pairwise(path)]
        points = _shifted([frame.to_xy(p) for p in path], both, width * 0.72)
        if last and leg.follows_streets and last[0][-2:] == (path[1], path[0]):
            points = [last[1][-1], *points]  # the turn at the end of a way there and back
        spurs = tuple(
            tuple(frame.to_xy(p) for p in spur) for spur in leg.approaches if len(spur) > 1
        )
        found.append(RouteLine(tuple(points), leg.follows_streets, spurs))
        last = (path, tuple(points))
    return found


def edges(line: Sequence[XY], by: float) -> tuple[list[XY], list[XY]]:
    """The two lines that run `by` units beside a line."""
    all_of_it = [True] * (len(line) - 1)
    return _shifted(line, all_of_it, by), _shifted(line, all_of_it, -by)


def _without_repeats(path: Sequence[Position]) -> LineString:
    return tuple(p for i, p in enumerate(path) if i == 0 or p != path[i - 1])


def _shifted(points: Sequence[XY], both: Sequence[bool], by: float) -> list[XY]:
    """The line with the marked pieces moved `by` units to their right."""
    normals: list[XY] = []
    for (x, y), (u, v) in pairwise(points):
        length = math.hypot(u - x, v - y) or 1.0
        # y grows downward: right of the way is where a clockwise quarter turn points.
        normals.append(((y - v) / length, (u - x) / length))
    found: list[XY] = []
    for i, (x, y) in enumerate(points):
        before = normals[i - 1] if i and both[i - 1] else None
        after = normals[i] if i < len(both) and both[i] else None
        if before and after:
            spread = max(2 / _SHARPEST**2, 1 + before[0] * after[0] + before[1] * after[1])
            dx, dy = (before[0] + after[0]) / spread, (before[1] + after[1]) / spread
        else:
            dx, dy = before or after or (0.0, 0.0)
        found.append((x + dx * by, y + dy * by))
    return found
