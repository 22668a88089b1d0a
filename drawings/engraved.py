"""An engraved map of a place, after the guide's own map data: shores lined, no names invented.

Positions are (lon, lat); on the sheet a metre is as long to the east as to the north.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Polygon, box, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from drawings.lettering import letter
from drawings.pen import ACCENT, BOLD, CLEAR, FINE, GROUND, INK, LINE, Pen, exact
from drawings.subject import HEIGHT, WIDTH

_DEGREE_M = 111_320  # of latitude


@dataclass(frozen=True)
class View:
    """A stretch of land about a position, `width_m` metres wide on the sheet."""

    position: tuple[float, float]
    width_m: float
    across: float = WIDTH
    down: float = HEIGHT

    @property
    def scale(self) -> float:
        """Units of the sheet a metre."""
        return self.across / self.width_m

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        lon, lat = self.position
        east = _DEGREE_M * math.cos(math.radians(lat)) * self.scale
        north = _DEGREE_M * self.scale

        matrix = [
            east,
            0,
            0,
            -north,
            self.across / 2 - lon * east,
            self.down / 2 + lat * north,
        ]
        return affinity.affine_transform(geometry, matrix)


def layer(data: Path, name: str, kind: str) -> list[BaseGeometry]:
    """The geometries of one kind in a layer of the drawn map."""
    features = json.loads((data / "map" / f"{name}.geojson").read_text("utf-8"))["features"]
    return [shape(one["geometry"]) for one in features if one["properties"]["kind"] == kind]


def polygons(area: BaseGeometry) -> Iterator[Polygon]:
    if isinstance(area, Polygon):
        yield area
    elif isinstance(area, MultiPolygon):
        yield from area.geoms


def _lines(geometry: BaseGeometry) -> Iterator[LineString]:
    if isinstance(geometry, LineString):
        yield geometry
    else:
        for part in getattr(geometry, "geoms", []):
            yield from _lines(part)


def _trace(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{exact(x)} {exact(y)}" for x, y in points)


def _flat(line: LineString) -> list[tuple[float, float]]:
    return [(point[0], point[1]) for point in line.coords]


def shores(pen: Pen, land: BaseGeometry, frame: Polygon, gaps: tuple[float, ...]) -> None:
    """Land, and the lines that run along its shore out into the water, ever farther apart."""
    land = land.buffer(1.6, quad_segs=2).buffer(-3.2, quad_segs=2).buffer(1.6, quad_segs=2)
    land = land.simplify(0.4).intersection(frame)
    for gap in gaps:
        edge = land.buffer(gap, quad_segs=3).simplify(0.9).boundary.intersection(frame.buffer(-1))
        data = "".join(_trace(_flat(line)) for line in _lines(edge) if line.length > 6)
        if data:
            pen.path(data, FINE)
    rim = frame.boundary.buffer(0.5)
    for part in polygons(land):
        pen.path(_trace(_flat(LineString(part.exterior.coords))) + "z", FINE, GROUND, stroke=GROUND)
    shore = unary_union([part.boundary for part in polygons(land)]).difference(rim)
    pen.path("".join(_trace(_flat(line)) for line in _lines(shore)), BOLD)


def streets(pen: Pen, ways: list[BaseGeometry], frame: Polygon) -> None:
    """Ways as two lines with the ground between."""
    data = "".join(
        _trace(_flat(line))
        for way in ways
        for line in _lines(way.intersection(frame.buffer(-1)))
        if line.length > 1
    )
    if data:
        pen.path(data, 5.0)
        pen.path(data, 2.6, CLEAR, stroke=GROUND)


def north(pen: Pen, x: float, y: float) -> None:
    """Which way is north."""
    pen.circle(x, y, 15, LINE)
    pen.polygon([(x, y - 22), (x + 5, y), (x, y - 4), (x - 5, y)], LINE, INK)
    pen.polygon([(x, y + 22), (x + 5, y), (x, y - 4), (x - 5, y)], LINE, GROUND)
    letter(pen, "N", x, y - 26, 9)


def scale_bar(pen: Pen, x: float, y: float, view: View, metres: int, words: str) -> None:
    length = metres * view.scale
    pen.rect(x, y, length, 4, LINE, GROUND)
    pen.rect(x, y, length / 2, 4, LINE, INK)
    letter(pen, words, x + length / 2, y - 5, 8, FINE)


def somewhere(pen: Pen, x: float, y: float, radius: float) -> None:
    """A place known no better than this: a broken ring, not a pin."""
    pen.circle(x, y, radius, BOLD, CLEAR, stroke=ACCENT, broken=True)
    pen.circle(x, y, 3.5, LINE, ACCENT, stroke=ACCENT)


def framed(pen: Pen, across: float = WIDTH, down: float = HEIGHT) -> None:
    pen.rect(3, 3, across - 6, down - 6, BOLD, CLEAR)
    pen.rect(7, 7, across - 14, down - 14, FINE, CLEAR)


def sheet(across: float = WIDTH, down: float = HEIGHT) -> Polygon:
    return box(7, 7, across - 7, down - 7)
