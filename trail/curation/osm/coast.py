"""Land from coastlines: OpenStreetMap draws them with the land on their left.

Inside a frame a coastline is a ring (an island, or a water that is part of the sea)
or a piece from edge to edge. Pieces are closed along the frame, counter-clockwise,
so that land stays on the left.
"""

from __future__ import annotations

from collections.abc import Iterable

from trail.base.errors import OsmError
from trail.base.geo import Bbox, LineString, Position, clip_path, even_odd, signed_area


def land_of(coast: Iterable[LineString], frame: Bbox) -> tuple[tuple[LineString, ...], ...]:
    """Polygons of the land inside the frame; all of it where there is no coastline.

    Raises OsmError where a coastline ends inside the frame.
    """
    pieces = [piece for path in coast for piece in clip_path(path, frame)]
    rings, crossing = _chains(pieces)
    for line in crossing:
        for end in (line[0], line[-1]):
            if not _on_frame(end, frame):
                raise OsmError(
                    f"the coastline breaks off at {end.lon:.6f},{end.lat:.6f}, inside the bbox;"
                    " take an extract that reaches beyond the bbox on all sides, or a bbox (places)"
                    " farther from the edge of the file"
                )
    outlines = rings + _closed_along(crossing, frame)
    outermost = max(rings, key=lambda ring: abs(signed_area(ring)), default=None)
    # With nothing from edge to edge, the outermost ring tells what the frame lies in.
    if not crossing and (outermost is None or signed_area(outermost) < 0):
        outlines.append(_corners(frame))
    return even_odd(outlines, frame)


def _chains(pieces: list[LineString]) -> tuple[list[LineString], list[LineString]]:
    """Pieces joined end to start: the rings, and the lines that stay open."""
    by_start: dict[Position, list[int]] = {}
    for k, piece in enumerate(pieces):
        by_start.setdefault(piece[0], []).append(k)
    ends = {piece[-1] for piece in pieces}
    used = [False] * len(pieces)
    rings: list[LineString] = []
    lines: list[LineString] = []
    # Open lines first, from where nothing leads in; what is left over are rings.
    order = sorted(range(len(pieces)), key=lambda k: pieces[k][0] in ends)
    for first in order:
        if used[first]:
            continue
        used[first] = True
        chain = list(pieces[first])
        while chain[-1] != chain[0]:
            onward = next((k for k in by_start.get(chain[-1], ()) if not used[k]), None)
            if onward is None:
                break
            used[onward] = True
            chain += pieces[onward][1:]
        (rings if chain[0] == chain[-1] else lines).append(tuple(chain))
    return [ring for ring in rings if len(ring) > 3], lines


def _closed_along(lines: list[LineString], frame: Bbox) -> list[LineString]:
    """Rings of land from lines that enter and leave the frame."""
    around = _length_around(frame)
    starts = {k: _along(line[0], frame) for k, line in enumerate(lines)}
    corners = [(_along(corner, frame), corner) for corner in _corners(frame)[:-1]]
    rings = []
    while starts:
        first = min(starts)
        ring: list[Position] = []
        k = first
        while True:
            del starts[k]
            ring += lines[k]
            here = _along(lines[k][-1], frame)
            candidates = {**starts, first: _along(lines[first][0], frame)}
            k = min(candidates, key=lambda n: ((candidates[n] - here) % around, n))
            to_start = (candidates[k] - here) % around
            between = [
                (ahead, c) for at, c in corners if 0 < (ahead := (at - here) % around) < to_start
            ]
            ring += [corner for _, corner in sorted(between)]
            if k == first:
                break
        rings.append((*ring, ring[0]))
    return rings


def _corners(frame: Bbox) -> LineString:
    west, south, east, north = frame
    return (
        Position(west, south),
        Position(east, south),
        Position(east, north),
        Position(west, north),
        Position(west, south),
    )


def _on_frame(position: Position, frame: Bbox) -> bool:
    return position.lon in (frame.west, frame.east) or position.lat in (frame.south, frame.north)


def _length_around(frame: Bbox) -> float:
    return 2 * (frame.east - frame.west + frame.north - frame.south)


def _along(position: Position, frame: Bbox) -> float:
    """How far along the frame a position on it is, in degrees from the south-west corner."""
    width, height = frame.east - frame.west, frame.north - frame.south
    if position.lat == frame.south:
        return position.lon - frame.west
    if position.lon == frame.east:
        return width + position.lat - frame.south
    if position.lat == frame.north:
        return width + height + frame.east - position.lon
    return 2 * width + height + frame.north - position.lat
