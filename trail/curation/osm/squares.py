"""Squares as open ground: drawn filled, and crossed straight from one way to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trail.base.geo import Bbox, LineString, Position, even_odd
from trail.base.geo_ground import OpenGround, short_ways
from trail.base.geo_nearby import NearbyPoints
from trail.curation.osm.blocks import Block
from trail.curation.osm.reading import OsmArea

_MOST_ENTRIES = 80


class Square(NamedTuple):
    """A square inside the bbox; polygons as in `even_odd`."""

    area: OsmArea
    polygons: tuple[tuple[LineString, ...], ...]


def squares_of(areas: Iterable[OsmArea], bbox: Bbox) -> list[Square]:
    found = [Square(area, even_odd(area.rings, bbox)) for area in areas if area.layer == "squares"]
    return [square for square in found if square.polygons]


def corners_of(squares: Iterable[Square]) -> frozenset[Position]:
    """The places at which a way may come onto a square."""
    return frozenset(at for square in squares for ring in square.area.rings for at in ring)


def crossings_of(squares: Sequence[Square], blocks: Sequence[Block]) -> list[Block]:
    """Blocks over the squares, between all nodes that ways have on them."""
    places: dict[Position, str] = {}
    corners = corners_of(squares)
    for block in blocks:
        for at, node in ((block.path[0], block.from_node), (block.path[-1], block.to_node)):
            # A ramp that ends at a corner meets the square there, whatever its level says.
            if not block.level or at in corners:
                places.setdefault(at, node)
    # Where squares lie side by side one walks from one onto the other.
    owners: dict[Position, int] = {}
    for square in squares:
        for at in {at for rings in square.polygons for ring in rings for at in ring}:
            owners[at] = owners.get(at, 0) + 1
    shared = {at: f"q{at.lon:.6f}-{at.lat:.6f}" for at, count in owners.items() if count > 1}
    for at, name in shared.items():
        places.setdefault(at, name.replace(".", "").replace("--", "-"))
    nearby = NearbyPoints(list(places))
    found: list[Block] = []
    for square in squares:
        found += _crossings(square, nearby, places)
    return found


def _crossings(square: Square, nearby: NearbyPoints, places: dict[Position, str]) -> list[Block]:
    area = square.area
    ground = OpenGround(square.polygons)
    near = nearby.within([ring for rings in square.polygons for ring in rings[:1]])
    entries = [at for at, on in zip(near, ground.holds(near), strict=True) if on]
    entries = entries[:_MOST_ENTRIES]
    lines = short_ways(ground, entries)
    if len(entries) == 1:
        # A way that only leads there: whoever stands on the square comes by it.
        others = [at for rings in square.polygons for at in rings[0] if at != entries[0]]
        seen = ground.open_between([(entries[0], at) for at in others])
        lines = [(entries[0], at) for at, is_open in zip(others, seen, strict=True) if is_open][:1]
    blocks = []
    nodes = {at: places[at] for at in entries}
    for number, (a, b) in enumerate(lines, 1):
        for at in (a, b):
            nodes.setdefault(at, f"{area.id}-k{len(nodes)}")
        tags = {"highway": "pedestrian", **area.tags}
        blocks.append(
            Block(
                f"{area.id}-s{number}", int(area.id[1:]), tags, nodes[a], nodes[b], (a, b), area.id
            )
        )
    return blocks
