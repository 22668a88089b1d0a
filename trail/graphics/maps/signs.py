"""Which signs a drawn map really shows, so that its key explains these and no others."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal
from xml.etree import ElementTree as ET

from trail.base.geo import clip_line
from trail.graphics.maps.ground import Ground
from trail.graphics.maps.view import XY, Box

Sign = Literal[
    "border", "cluster", "footway", "park", "rail", "ring", "route", "spur", "straight",
]  # fmt: skip
_SEEN = 20.0  # units of a line within the frame that can be told for what it is
_LINES: dict[str, Sign] = {
    "m-border": "border", "m-foot": "footway", "m-rail": "rail", "m-route": "route",
    "m-route m-route--straight": "straight", "m-spur": "spur",
}  # fmt: skip
_MARKS: dict[str, Sign] = {"m-acc": "ring", "m-area": "ring", "m-clus": "cluster"}
_PIECE = re.compile(r"M([^l]+)l([^Mz]+)")
_STEP = re.compile(r"(-?\d+) ?(-?\d+)")


def signs_on(root: ET.Element, ground: Ground, frame: Box) -> frozenset[Sign]:
    """The signs of a drawing that lie in its frame."""
    found: set[Sign] = {"park"} if ground.green.cells else set()
    for element in root.iter():
        name = element.get("class", "")
        if name in _MARKS:
            found.add(_MARKS[name])
        elif name in _LINES and _LINES[name] not in found:
            inside = (
                piece
                for line in _lines(element.get("d", ""))
                for piece in clip_line(line, frame.grown(-2))
            )
            if sum(map(_length, inside)) >= _SEEN:
                found.add(_LINES[name])
    return frozenset(found)


def _lines(d: str) -> Iterator[list[XY]]:
    """The lines of path data as `ground.path_data` writes it."""
    for start, steps in _PIECE.findall(d):
        x, y = map(float, start.split())
        line = [(x, y)]
        for dx, dy in _STEP.findall(steps):
            x, y = x + float(dx), y + float(dy)
            line.append((x, y))
        yield line


def _length(line: list[XY]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))
