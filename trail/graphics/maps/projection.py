"""Web Mercator onto the view box, so that the picture coincides with the interactive map."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from trail.base.geo import Bbox, Position, distance_m
from trail.graphics.maps.view import XY, Box

MAP_UNITS = 1000
# Web Mercator ends here; places nearer to a pole are drawn at its edge.
MAX_LAT = 85.0


def to_mercator(position: Position) -> XY:
    """Mercator east and north of the sphere, radians."""
    lat = max(-MAX_LAT, min(MAX_LAT, position[1]))
    return math.radians(position[0]), math.asinh(math.tan(math.radians(lat)))


def _position(x: float, y: float) -> Position:
    return Position(math.degrees(x), math.degrees(math.atan(math.sinh(y))))


@dataclass(frozen=True)
class Frame:
    """The view box over the ground: `west`, `north` in Mercator radians, `scale` units a radian."""

    west: float
    north: float
    scale: float
    width: int
    height: int

    def to_xy(self, position: Position) -> XY:
        x, y = to_mercator(position)
        return (x - self.west) * self.scale, (self.north - y) * self.scale

    def to_position(self, x: float, y: float) -> Position:
        return _position(self.west + x / self.scale, self.north - y / self.scale)

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def bbox(self) -> Bbox:
        west, north = self.to_position(0, 0)
        east, south = self.to_position(self.width, self.height)
        return Bbox(west, south, east, north)

    @property
    def centre(self) -> Position:
        return self.to_position(self.width / 2, self.height / 2)

    @cached_property
    def units_per_m(self) -> float:
        """Units a metre, east and west along the view's middle, by the geodesic."""
        half = self.width / 4
        west = self.to_position(self.width / 2 - half, self.height / 2)
        east = self.to_position(self.width / 2 + half, self.height / 2)
        return 2 * half / distance_m(west, east)

    def covers(self, position: Position, margin: float = 0) -> bool:
        x, y = self.to_xy(position)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


def fit_frame(
    positions: Iterable[Position], *, aspect: float, margin: float, min_span_m: float
) -> Frame:
    """The frame of `aspect` that shows all positions, `margin` units from its edge.

    It is at least `min_span_m` of ground across; ValueError without positions.
    """
    points = [to_mercator(position) for position in positions]
    if not points:
        raise ValueError("a map needs at least one position to fit")
    width, height = MAP_UNITS, round(MAP_UNITS / aspect)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    room = (width - 2 * margin, height - 2 * margin)
    across = max((max(xs) - min(xs)) / room[0], (max(ys) - min(ys)) / room[1]) * width
    lat = _position(x, y).lat
    least = min_span_m / (111_319.5 * math.cos(math.radians(lat)))
    scale = width / max(across, math.radians(least))
    return Frame(x - width / 2 / scale, y + height / 2 / scale, scale, width, height)
