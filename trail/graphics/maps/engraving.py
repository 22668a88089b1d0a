"""What engravers do by hand: lines along the shore, trees in parks, ties on rails, a rose."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple
from xml.etree import ElementTree as ET

from trail.base.geo import Bbox, Flat, Position, shore_lines, simplify_line
from trail.graphics.maps.extent import Extent
from trail.graphics.maps.ground import Ground, path_data, reach_of
from trail.graphics.maps.projection import Frame
from trail.graphics.maps.svg import Attributes, add, number
from trail.graphics.maps.view import XY, Box

_SHORED = {
    "land": "land", "state": "land", "foreign_land": "land", "water": "water", "lake": "water",
}  # fmt: skip
_SMOOTH = 1.6  # units that a line on the water may be off: it is ornament
_TREES_APART = (33.0, 26.0)  # units from tree to tree, along a row and from row to row
_TREE = 9.0  # units from a tree's middle in which all must be green
_CROWN = "a5.4 5.4 0 0 1 10.8 0a5.4 4 0 0 1-10.8 0m5.4 4v5"  # and its trunk


class Wave(NamedTuple):
    """A line along the shore: its distance and breadth in units, and how faint it is."""

    offset: float
    breadth: float
    opacity: float = 1.0


SCREEN_WAVES = (
    Wave(6.5, 2.1, 0.75), Wave(14.0, 1.7, 0.55), Wave(23.5, 1.4, 0.4), Wave(36.0, 1.2, 0.28),
)  # fmt: skip


def draw_waves(root: ET.Element, ground: Ground, extent: Extent, waves: Sequence[Wave]) -> None:
    """Lines on the water that follow the shore, thinner and fainter the farther out they run."""
    key = ("waves", extent.frame, extent.drawn, tuple(waves))
    if key not in ground.names:
        ground.names[key] = list(_along_shores(extent, [wave.offset for wave in waves]))
    for wave, d in zip(waves, ground.names[key], strict=True):
        if d:
            look: Attributes = {"class": "m-wave", "d": d, "stroke-width": wave.breadth}
            if wave.opacity < 1:
                look["opacity"] = f"{wave.opacity:g}"
            add(root, "path", look)


def _along_shores(extent: Extent, offsets: Sequence[float]) -> Iterator[str]:
    frame, beyond = extent.frame, max(offsets) * 2
    land: list[list[list[Flat]]] = []
    water: list[list[list[Flat]]] = []
    ground_near = reach_of(frame, beyond + 4)
    for layer in extent.layers:
        for feature in layer.features:
            into = _SHORED.get(feature.properties.kind)
            if into is None or not feature.bbox.intersects(ground_near):
                continue
            rings = [[frame.to_xy(at) for at in part] for part in feature.parts]
            for start, end in feature.polygons or ((0, len(rings)),):
                (water if into == "water" else land).append(rings[start:end])
    reach = frame.box.grown(beyond)
    drawn = reach if extent.drawn is None else _overlap(reach, _box_of(extent.drawn, frame))
    for lines in shore_lines(land, water, drawn, frame.box.grown(4), offsets):
        yield path_data(simplify_line(line, _SMOOTH) for line in lines)


def _box_of(bbox: Bbox, frame: Frame) -> Box:
    left, top = frame.to_xy(Position(bbox.west, bbox.north))
    right, bottom = frame.to_xy(Position(bbox.east, bbox.south))
    return Box(left, top, right, bottom)


def _overlap(a: Box, b: Box) -> Box:
    return Box(
        max(a.left, b.left), max(a.top, b.top), min(a.right, b.right), min(a.bottom, b.bottom)
    )


def draw_trees(root: ET.Element, ground: Ground, frame: Frame, apart: float = 1.0) -> None:
    """Trees in rows over parks and grounds, `apart` times as far as usual; none hangs over an
    edge."""
    key = ("trees", frame, apart)
    if key not in ground.names:
        ground.names[key] = "".join(
            f"M{x - 5.4:.0f} {y:.0f}{_CROWN}" for x, y in _trees(ground, frame, apart)
        )
    if ground.names[key]:
        add(root, "path", {"class": "m-tree", "d": ground.names[key], "stroke-width": 1.6})


def _trees(ground: Ground, frame: Frame, apart: float) -> Iterator[XY]:
    across, down = (apart * units for units in _TREES_APART)
    around = [(x, y) for x, y in product((-_TREE, 0.0, _TREE), repeat=2) if (x, y) != (0.0, 0.0)]
    for row in range(int(frame.height // down) + 1):
        y = (row + 0.5) * down
        for column in range(int(frame.width // across) + 1):
            x = (column + 0.25 + 0.5 * (row % 2)) * across
            if not ground.green.at(x, y):
                continue
            here = [(x, y), *((x + dx, y + dy) for dx, dy in around)]
            whole = ground.green.count(here) == len(here)
            if whole and not any(ground.is_water(*at) for at in here):
                yield x, y


def draw_ties(root: ET.Element, rails: str, breadth: float, dashes: str) -> None:
    """The ties of a railway, from the path data of its rails."""
    ties: Attributes = {"class": "m-ties", "d": rails, "stroke-width": breadth}
    add(root, "path", {**ties, "stroke-dasharray": dashes})


def draw_rose(parent: ET.Element, middle: XY, radius: float) -> None:
    """A rose of four points, each half dark and half light."""
    add(
        parent,
        "circle",
        {"cx": middle[0], "cy": middle[1], "r": radius * 0.62, "stroke-width": radius * 0.06},
    )
    for side, name in ((1, "m-rose-dark"), (-1, "m-rose-light")):
        d = "".join(_half_point(middle, radius, k * math.pi / 2, side) for k in range(4))
        add(parent, "path", {"class": name, "d": d, "stroke-width": radius * 0.05})


def _half_point(middle: XY, radius: float, angle: float, side: int) -> str:
    corners = [middle]
    for turn, reach in ((angle, radius), (angle + side * math.pi / 4, radius * 0.34)):
        corners.append((middle[0] + math.sin(turn) * reach, middle[1] - math.cos(turn) * reach))
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "z"
