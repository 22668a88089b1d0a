"""Trails on both sides of the 180th meridian.

A file says longitudes from -180 to 180, and a box over the meridian has west > east (RFC 7946,
5.2). In memory one trail's longitudes go on beyond 180 (or below -180), so that what lies
side by side has numbers side by side; only what is read and what is written looks here.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from trail.base.geo import Bbox, LineString, Position

WIDEST = 180.0  # degrees; a box that were wider has west and east exchanged by mistake
_DECIMALS = 9  # a tenth of a millimetre: what turning adds to the last digits is no place


def box_from(west: float, south: float, east: float, north: float) -> Bbox:
    """A box as files have it. Over the meridian it counts on from where most of it lies:
    beyond 180, or below -180."""
    if west <= east:
        return Bbox(west, south, east, north)
    if round((west + east) / 2, _DECIMALS) > 0:
        return Bbox(_sum(west, -360.0), south, east, north)
    return Bbox(west, south, _sum(east, 360.0), north)


def crosses(box: Bbox) -> bool:
    """Whether a box in memory lies over the meridian, or beyond it."""
    return box.west < -180 or box.east > 180


def beside(position: Position, box: Bbox) -> Position:
    """The position counted as the box's own are: over the meridian near its middle."""
    return nearest(position, box) if crosses(box) else position


def nearest(position: Position, box: Bbox) -> Position:
    """The position by whole turns to within half a turn of the middle of any box."""
    return Position(_turned(position[0], box.centre.lon), position[1])


def box_beside(box: Bbox, other: Bbox) -> Bbox:
    """A box counted as another one's positions are, where either lies over the meridian."""
    if not crosses(box) and not crosses(other):
        return box
    turn = _turned(box.centre.lon, other.centre.lon) - box.centre.lon
    turn = 360.0 * round(turn / 360)
    return Bbox(_sum(box.west, turn), box.south, _sum(box.east, turn), box.north)


def unrolled(path: Sequence[Position], box: Bbox) -> LineString:
    """A line without a jump at the meridian, counted as the box's positions are."""
    if not crosses(box):
        return tuple(path)
    lons = [path[0][0]]
    for here in path[1:]:
        lons.append(_turned(here[0], lons[-1]))
    middle = (min(lons) + max(lons)) / 2
    turn = 360.0 * round((_turned(middle, box.centre.lon) - middle) / 360)
    return tuple(Position(_sum(lon, turn), at[1]) for lon, at in zip(lons, path, strict=True))


def written(position: Position) -> Position:
    """The position as files have it, from -180 to 180."""
    return Position(_turned(position[0], 0.0), position[1])


def written_line(path: Sequence[Position]) -> LineString:
    """The line as files have it, in one: where it crosses the meridian it jumps."""
    pieces = cut(path)
    return pieces[0] if len(pieces) == 1 else tuple(map(written, path))


def written_box(box: Bbox) -> tuple[float, float, float, float]:
    """The box as files have it: west > east over the meridian."""
    west, east = _turned(box.west, 0.0), _turned(box.east, 0.0)
    if box.east - box.west < 360:
        # A side on the meridian itself is the end of the world that the box lies in.
        west = -180.0 if west == 180 and box.east > box.west else west
        east = 180.0 if east == -180 and box.east > box.west else east
    return west, box.south, east, box.north


def all_turns(box: Bbox) -> tuple[Bbox, Bbox, Bbox]:
    """The box, and the same a turn farther west and east: one of them is counted as the data."""
    west, south, east, north = box
    return (
        box,
        Bbox(west - 360, south, east - 360, north),
        Bbox(west + 360, south, east + 360, north),
    )


def cut(path: Sequence[Position]) -> tuple[LineString, ...]:
    """The line as files have it, in two or more where it crosses the meridian (RFC 7946, 3.1.9)."""
    if len(path) < 2 or all(-180 <= lon <= 180 for lon, _ in path):
        return (tuple(map(written, path)),)
    worlds: list[int] = []
    pieces: list[list[Position]] = []
    for a, b in _split(path):
        # What runs along the meridian belongs to where the line comes from.
        along = a[0] == b[0] and (a[0] - 180) % 360 == 0 and worlds
        world = worlds[-1] if along else math.floor(((a[0] + b[0]) / 2 + 180) / 360)
        if not worlds or world != worlds[-1]:
            worlds.append(world)
            pieces.append([a])
        pieces[-1].append(b)
    return tuple(
        tuple(Position(_sum(lon, -360.0 * world), lat) for lon, lat in piece)
        for world, piece in zip(worlds, pieces, strict=True)
    )


def _split(path: Sequence[Position]) -> Iterator[tuple[Position, Position]]:
    """The line's straight bits, none of them across the meridian."""
    for a, b in itertools.pairwise(path):
        for edge in (-180.0, 180.0) if a[0] < b[0] else (180.0, -180.0):
            if (a[0] - edge) * (b[0] - edge) < 0:
                share = (edge - a[0]) / (b[0] - a[0])
                at = Position(edge, a[1] + (b[1] - a[1]) * share)
                yield a, at
                a = at
        yield a, b


def _turned(lon: float, about: float) -> float:
    """The longitude by whole turns to within 180 degrees of another; itself where it is."""
    return _sum(lon, -360.0 * round((lon - about) / 360)) if abs(lon - about) > 180 else lon


def _sum(lon: float, turn: float) -> float:
    return round(lon + turn, _DECIMALS) if turn else lon
