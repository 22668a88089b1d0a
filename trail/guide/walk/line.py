"""A path measured: where on it, which way, what is near."""

from __future__ import annotations

import bisect
import itertools
import math

from trail.base.geo import LineString, LocalPlane, Position, hop_m


class MeasuredLine:
    """A path measured: metres along it on the ellipsoid, bearings on a plane."""

    def __init__(self, path: LineString) -> None:
        self._plane = LocalPlane(path[0])
        self._points = [self._plane.to_xy(position) for position in path]
        steps = (hop_m(a, b) for a, b in itertools.pairwise(path))
        self._along = [0.0, *itertools.accumulate(steps)]
        self.length_m = self._along[-1]

    def point(self, along_m: float) -> tuple[float, float]:
        k = bisect.bisect_right(self._along, along_m) - 1
        k = min(max(k, 0), len(self._along) - 2)
        step = self._along[k + 1] - self._along[k]
        share = min(max((along_m - self._along[k]) / step, 0.0), 1.0) if step else 0.0
        (ax, ay), (bx, by) = self._points[k], self._points[k + 1]
        return ax + (bx - ax) * share, ay + (by - ay) * share

    def bearing(self, from_m: float, to_m: float) -> float:
        """From one place on the line to another, degrees clockwise from north."""
        (ax, ay), (bx, by) = self.point(from_m), self.point(to_m)
        return math.degrees(math.atan2(bx - ax, by - ay)) % 360

    def bearing_to(self, along_m: float, position: Position) -> float:
        (ax, ay), (bx, by) = self.point(along_m), self._plane.to_xy(position)
        return math.degrees(math.atan2(bx - ax, by - ay)) % 360

    def nearest(self, position: Position) -> tuple[float, float]:
        """Metres along the line to its point nearest to a position, and metres off it."""
        x, y = self._plane.to_xy(position)
        best = (math.inf, 0.0)
        for k, ((ax, ay), (bx, by)) in enumerate(itertools.pairwise(self._points)):
            dx, dy = bx - ax, by - ay
            square = dx * dx + dy * dy
            share = ((x - ax) * dx + (y - ay) * dy) / square if square else 0.0
            share = min(max(share, 0.0), 1.0)
            off = math.hypot(ax + dx * share - x, ay + dy * share - y)
            along = self._along[k] + (self._along[k + 1] - self._along[k]) * share
            best = min(best, (off, along))
        return best[1], best[0]
