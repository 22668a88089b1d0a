"""How far a position lies from very many others, from lines and from areas on the ground."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from trail.base.geo import EARTH_RADIUS_M, LineString, LocalPlane, Position


def sphere_m(position: Position, lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres from a position to each of many, a row (lon, lat) each; within 0.6 per cent.

    On a sphere, and at any distance: for choosing among thousands, never to be printed.
    """
    there = np.radians(lon_lat)
    lon, lat = math.radians(position[0]), math.radians(position[1])
    half = (
        np.sin((there[:, 1] - lat) / 2) ** 2
        + math.cos(lat) * np.cos(there[:, 1]) * np.sin((there[:, 0] - lon) / 2) ** 2
    )
    metres: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return metres


def off_lines_m(position: Position, paths: Iterable[LineString]) -> float:
    """Flat metres from a position to the nearest point of some paths; inf where there are none."""
    return _away_m(position, (shapely.LineString(path) for path in paths))


def inside_areas(
    positions: Sequence[Position], polygons: Iterable[Sequence[LineString]]
) -> NDArray[np.bool_]:
    """For each position whether it lies in one of the polygons, outer rings before their holes."""
    lon_lat = np.array(positions, dtype=np.float64).reshape(-1, 2)
    inside = np.zeros(len(lon_lat), dtype=np.bool_)
    for rings in polygons:
        inside |= shapely.contains_xy(shapely.Polygon(rings[0], rings[1:]), *lon_lat.T)
    return inside


def off_area_m(position: Position, polygons: Iterable[Sequence[LineString]]) -> float:
    """Flat metres from a position to the nearest of some polygons, 0 inside; inf without any.

    A polygon is its outer ring and then its holes.
    """
    return _away_m(position, (shapely.Polygon(rings[0], rings[1:]) for rings in polygons))


def _away_m(position: Position, shapes: Iterable[shapely.Geometry]) -> float:
    plane, here = LocalPlane(position), shapely.Point(0, 0)

    def flat(lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(plane.to_xy_all(lon_lat))

    away = (float(shapely.distance(shapely.transform(shape, flat), here)) for shape in shapes)
    return min(away, default=math.inf)


def polygon_fault(rings: Sequence[LineString]) -> str | None:
    """What is wrong with a polygon, outer ring first; None where it encloses an area once."""
    polygon = shapely.Polygon(rings[0], rings[1:])
    if not shapely.is_valid(polygon):
        reason = shapely.is_valid_reason(polygon)
        where = reason.partition("[")[2].rstrip("]").split()
        at = f" at {float(where[0]):.5f}, {float(where[1]):.5f}" if len(where) == 2 else ""
        words = {"Self-intersection": "crosses itself", "Ring Self-intersection": "touches itself"}
        return words.get(reason.partition("[")[0], "has a ring outside or across another") + at
    return None if shapely.area(polygon) > 0 else "encloses no area"
