"""Positions, lengths and directions on the ellipsoid; flat metres for drawing.

Everything here says lon, lat, in degrees WGS84 (RFC 7946). geographiclib says lat, lon:
the swap happens in this module and nowhere else. Lengths are metres.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import shapely
from geographiclib.geodesic import Geodesic
from numpy.typing import NDArray

# IUGG mean earth radius, for the local plane only; lengths use the ellipsoid.
EARTH_RADIUS_M = 6_371_008.8
# The international foot and mile, exact since 1959 (NIST Handbook 44, appendix C).
METRES_PER_FOOT = 0.3048
METRES_PER_MILE = 1609.344


class Position(NamedTuple):
    """Longitude and latitude, in that order, degrees."""

    lon: float
    lat: float


LineString: TypeAlias = tuple[Position, ...]


class Bbox(NamedTuple):
    """West, south, east, north, degrees, west <= east: see `meridian` for boxes over 180."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, position: Position) -> bool:
        lon, lat = position
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def intersects(self, other: Bbox) -> bool:
        return not (
            other.west > self.east
            or other.east < self.west
            or other.south > self.north
            or other.north < self.south
        )

    @property
    def centre(self) -> Position:
        return Position((self.west + self.east) / 2, (self.south + self.north) / 2)

    def padded(self, metres: float) -> Bbox:
        """The box grown by `metres` on each side."""
        north = math.degrees(metres / EARTH_RADIUS_M)
        east = north / max(0.01, math.cos(math.radians(self.centre.lat)))
        return Bbox(self.west - east, self.south - north, self.east + east, self.north + north)


def bbox_of(positions: Iterable[Position]) -> Bbox:
    """The smallest box around `positions`; ValueError when there are none."""
    points = list(positions)
    if not points:
        raise ValueError("a bbox needs at least one position")
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return Bbox(min(lons), min(lats), max(lons), max(lats))


def distance_m(a: Position, b: Position) -> float:
    """Geodesic distance on the WGS84 ellipsoid (Karney 2013, as geopy has it)."""
    found = Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0], Geodesic.DISTANCE)
    return float(found["s12"])


def length_m(path: Sequence[Position]) -> float:
    """Length along the ellipsoid, in metres; heights are ignored."""
    return sum(distance_m(a, b) for a, b in itertools.pairwise(path))


def bearing_deg(a: Position, b: Position) -> float:
    """Initial great-circle bearing from `a` to `b`: 0 is north, 90 east, below 360."""
    lat1, lat2 = math.radians(a[1]), math.radians(b[1])
    dlon = math.radians(b[0] - a[0])
    east = math.sin(dlon) * math.cos(lat2)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(dlon)
    return math.degrees(math.atan2(east, north)) % 360


SAME_PLACE_M = 1.0  # positions have five decimals: nearer than this there is no way to tell


def way_deg(a: Position, b: Position) -> float | None:
    """The bearing from one place to another; None where both are the same place."""
    return bearing_deg(a, b) if distance_m(a, b) >= SAME_PLACE_M else None


COMPASS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


def compass_point(bearing: float) -> str:
    """The nearest of the eight `COMPASS` points to a bearing in degrees."""
    return COMPASS[round(bearing / 45) % 8]


class LocalPlane(NamedTuple):
    """Flat metres east and north of an origin (equirectangular).

    Good to 0.1 per cent within 20 km of the origin at 60 degrees or nearer the
    equator; for drawing and for turns, never for a printed length.
    """

    origin: Position

    def to_xy(self, position: Position) -> tuple[float, float]:
        east_m, north_m = self._metres_per_degree
        return (position[0] - self.origin.lon) * east_m, (position[1] - self.origin.lat) * north_m

    def to_xy_all(
        self, lon_lat: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """x and y of many positions, a row (lon, lat) each."""
        east_m, north_m = self._metres_per_degree
        x = (lon_lat[:, 0] - self.origin.lon) * east_m
        return x, (lon_lat[:, 1] - self.origin.lat) * north_m

    def to_position(self, x: float, y: float) -> Position:
        east_m, north_m = self._metres_per_degree
        return Position(self.origin.lon + x / east_m, self.origin.lat + y / north_m)

    @property
    def _metres_per_degree(self) -> tuple[float, float]:
        """To the east and to the north, on the sphere."""
        degree_m = math.radians(EARTH_RADIUS_M)
        return degree_m * math.cos(math.radians(self.origin.lat)), degree_m


# ---------------------------------------------------------------- flat shapes, for drawing
# Points here are x, y of a drawing, not degrees.

Flat: TypeAlias = tuple[float, float]
FlatBox: TypeAlias = tuple[float, float, float, float]


def _lines_of(shape: shapely.Geometry) -> list[list[Flat]]:
    parts = shapely.get_parts(shape)
    return [[(x, y) for x, y in part.coords] for part in parts if part.geom_type == "LineString"]


def clip_line(points: Sequence[Flat], box: FlatBox) -> list[list[Flat]]:
    """The pieces of a line inside `box` (xmin, ymin, xmax, ymax)."""
    return _lines_of(shapely.clip_by_rect(shapely.LineString(points), *box))


def clip_rings(rings: Sequence[Sequence[Flat]], box: FlatBox) -> list[list[Flat]]:
    """The rings, outer and inner in no order, of a polygon's part inside `box`."""
    polygon = shapely.make_valid(shapely.Polygon(rings[0], rings[1:]))
    clipped = shapely.clip_by_rect(polygon, *box)
    found: list[list[Flat]] = []
    for part in shapely.get_parts(clipped):
        if part.geom_type == "Polygon" and not part.is_empty:
            found += [[(x, y) for x, y in r.coords] for r in (part.exterior, *part.interiors)]
    return found


def simplify_line(points: Sequence[Flat], tolerance: float) -> list[Flat]:
    """The line with fewer points, nowhere farther than `tolerance` from the original."""
    line = shapely.LineString(points).simplify(tolerance, preserve_topology=False)
    return [(x, y) for x, y in line.coords]


def merge_lines(lines: Iterable[Sequence[Flat]]) -> list[list[Flat]]:
    """Lines that share an end with exactly one other become one."""
    shape = shapely.MultiLineString([list(line) for line in lines])
    return _lines_of(shapely.line_merge(shape))


def inside_rings(
    rings: Sequence[Sequence[Flat]], xs: NDArray[np.float64], ys: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """For each point whether it lies inside: in an odd number of the rings."""
    found = np.zeros(len(xs), dtype=np.bool_)
    for ring in rings:
        found ^= shapely.contains_xy(shapely.Polygon(ring), xs, ys)
    return found


def shore_lines(
    land: Iterable[Sequence[Sequence[Flat]]],
    water: Iterable[Sequence[Sequence[Flat]]],
    ground: FlatBox,
    box: FlatBox,
    offsets: Iterable[float],
) -> list[list[list[Flat]]]:
    """Lines on the water that keep an offset from the shore, a list for each offset.

    Polygons are rings, the outer first; `water` lies on top of the land. Without any
    land the rest of the ground is land, too. Edges of `ground`, where the drawing
    ends, are no shore. What is given back lies inside `box`.
    """
    frame = shapely.box(*ground)
    dry = [shapely.make_valid(shapely.Polygon(rings[0], rings[1:])) for rings in land]
    ponds = [shapely.make_valid(shapely.Polygon(rings[0], rings[1:])) for rings in water]
    open_water = [shapely.difference(frame, shapely.union_all(dry))] if dry else []
    sea = _areal(shapely.union_all([*open_water, *ponds]))
    shore = shapely.intersection(shapely.boundary(sea), frame.buffer(-0.5, join_style="mitre"))
    found = []
    for offset in offsets:
        lines = shapely.boundary(shapely.buffer(shore, offset, quad_segs=4))
        inside = shapely.intersection(lines, sea)
        merged = shapely.line_merge(shapely.MultiLineString(_line_parts(inside)))
        found.append(_lines_of(shapely.clip_by_rect(merged, *box)))
    return found


def _line_parts(shape: shapely.Geometry) -> list[shapely.LineString]:
    parts = shapely.get_parts(shape).tolist()
    return [part for part in parts if isinstance(part, shapely.LineString) and not part.is_empty]


# ---------------------------------------------------------------- lines on the ground


def crossings(paths: Sequence[LineString]) -> list[tuple[int, int, Position]]:
    """Where two of the paths meet: their places in `paths`, lower first, and the point.

    Paths that run along each other for a while give both ends of each straight bit
    of that stretch. A path without length meets nothing.
    Worked out on lon and lat as if flat, which is right to a metre for short paths.
    """
    if not paths:
        return []
    lines = np.array([shapely.LineString(path) for path in paths])
    one, other = shapely.STRtree(lines).query(lines, predicate="intersects")
    one, other = one[one < other], other[one < other]
    # All at once: a town's blocks meet in some hundred thousand places.
    shapes = shapely.intersection(lines[one], lines[other])
    parts, of = shapely.get_parts(shapes, return_index=True)
    points, part = shapely.get_coordinates(parts, return_index=True)
    ends = (np.diff(part, prepend=-1) != 0) | (np.diff(part, append=-1) != 0)
    found = {
        (i, j, Position(lon, lat))
        for i, j, (lon, lat) in zip(
            one[of[part[ends]]].tolist(),
            other[of[part[ends]]].tolist(),
            points[ends].tolist(),
            strict=True,
        )
    }
    return sorted(found)


# WGS84: semi-major axis in metres, first eccentricity squared.
_AXIS_M = 6_378_137.0
_E2 = 0.00669437999014


def paths_meet(paths: Iterable[Sequence[Position]], bbox: Bbox) -> bool:
    """Whether any path, or single position, shares a point with the box, its border included."""
    box = shapely.box(*bbox)
    return any(
        bbox.contains(path[0])
        if len(path) == 1
        else shapely.intersects(box, shapely.LineString(path))
        for path in paths
    )


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Metres of a degree of longitude and of latitude at a latitude, on the ellipsoid."""
    sine = math.sin(math.radians(lat))
    across = _AXIS_M / math.sqrt(1 - _E2 * sine * sine)
    along = across * (1 - _E2) / (1 - _E2 * sine * sine)
    return math.radians(across * math.cos(math.radians(lat))), math.radians(along)


def hop_m(a: Position, b: Position) -> float:
    """`distance_m`, to a millimetre, in a fiftieth of the time where it is a few kilometres.

    By the middle latitude; networks have very many short hops.
    """
    dlon, dlat = b[0] - a[0], b[1] - a[1]
    middle = (a[1] + b[1]) / 2
    if abs(dlat) > 0.03 or abs(dlon) > 0.03 or abs(middle) > 75:
        return distance_m(a, b)
    east, north = metres_per_degree(middle)
    return math.hypot(dlon * east, dlat * north)


# ---------------------------------------------------------------- clipping to a frame


def clip_path(path: Sequence[Position], bbox: Bbox) -> list[LineString]:
    """The pieces of a path inside `bbox`, in its order and direction.

    A new end lies exactly on the frame. A piece without length is none.
    """
    return [piece for piece, is_inside in cut_path(path, bbox) if is_inside]


def cut_path(path: Sequence[Position], bbox: Bbox) -> list[tuple[LineString, bool]]:
    """A path cut at the frame of `bbox`: each piece, and whether it lies inside."""
    pieces: list[tuple[list[Position], bool]] = []

    def add(a: Position, b: Position, is_inside: bool) -> None:
        if a == b:
            return
        if pieces and pieces[-1][1] == is_inside and pieces[-1][0][-1] == a:
            pieces[-1][0].append(b)
        else:
            pieces.append(([a, b], is_inside))

    for a, b in itertools.pairwise(path):
        part = _clip_segment(a, b, bbox)
        if part is None or part[0] == part[1]:
            add(a, b, is_inside=False)
            continue
        add(a, part[0], is_inside=False)
        add(*part, is_inside=True)
        add(part[1], b, is_inside=False)
    return [(tuple(piece), is_inside) for piece, is_inside in pieces]


def _clip_segment(a: Position, b: Position, bbox: Bbox) -> tuple[Position, Position] | None:
    """The part of a straight line inside the box (Liang and Barsky 1984)."""
    enters, leaves = 0.0, 1.0
    dlon, dlat = b[0] - a[0], b[1] - a[1]
    for step, room in (
        (-dlon, a[0] - bbox.west),
        (dlon, bbox.east - a[0]),
        (-dlat, a[1] - bbox.south),
        (dlat, bbox.north - a[1]),
    ):
        if step == 0 and room < 0:
            return None
        if step < 0:
            enters = max(enters, room / step)
        elif step > 0:
            leaves = min(leaves, room / step)
    if enters > leaves:
        return None

    def at(share: float) -> Position:
        # Rounded, so that a point on the frame has the frame's own number.
        lon, lat = round(a[0] + dlon * share, 6), round(a[1] + dlat * share, 6)
        return Position(min(max(lon, bbox.west), bbox.east), min(max(lat, bbox.south), bbox.north))

    return a if enters == 0 else at(enters), b if leaves == 1 else at(leaves)


def even_odd(rings: Iterable[LineString], bbox: Bbox) -> tuple[tuple[LineString, ...], ...]:
    """What the rings enclose an odd number of times, inside `bbox`, as polygons.

    Each polygon is its outer ring, counter-clockwise, then its holes. Rings that cross
    themselves or each other are fine. Six decimals.
    """
    box = shapely.box(*bbox)
    faces: list[shapely.Geometry] = []
    for ring in rings:
        face: shapely.Geometry = shapely.Polygon(ring)
        if not shapely.is_valid(face):
            face = _areal(shapely.make_valid(face))
        # Most shapes lie wholly inside; cutting them would only take time.
        whole = all(map(bbox.contains, ring))
        faces.append(face if whole else _areal(shapely.intersection(face, box)))
    area = faces[0] if faces else shapely.Polygon()
    for face in faces[1:]:
        area = shapely.symmetric_difference(area, face)
    polygons = []
    for part in shapely.get_parts(_areal(shapely.set_precision(area, 1e-6))).tolist():
        if part.is_empty:
            continue
        turned = shapely.geometry.polygon.orient(part)
        polygons.append(
            tuple(
                tuple(Position(round(lon, 6), round(lat, 6)) for lon, lat in ring.coords)
                for ring in (turned.exterior, *turned.interiors)
            )
        )
    return tuple(sorted(polygons))


def _areal(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygons of a shape alone, without the lines and points that repairs leave."""
    if isinstance(shape, shapely.Polygon | shapely.MultiPolygon):
        return shape
    parts = shapely.get_parts(shape).tolist()
    areas = [p for p in parts if isinstance(p, shapely.Polygon | shapely.MultiPolygon)]
    return shapely.union_all(areas) if areas else shapely.Polygon()


def signed_area(ring: Sequence[Position]) -> float:
    """Square degrees: positive where the ring runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2
