"""Letters of turns on a finished map: beside the turn, where they cover neither mark nor word."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trail.base.geo import Position
from trail.export.sheets.content import Content
from trail.graphics.maps import UNITS_PER_MM, PaperMap, PlacedLabel

SIGN_MM = 4.0  # breadth of a letter's ring
ASIDE_MM = (0.0, 5.2, 7.5, 10.0)  # how far from its turn it may stand
_WAYS = tuple(math.radians(angle) for angle in (0, 180, 90, 270, 45, 135, 225, 315))
_Spot = tuple[float, float]


def turn_marks(drawn: PaperMap, turns: Sequence[Position]) -> Iterator[Content | None]:
    """Where each letter stands and where its turn is, mm from the map's corner.

    None where no place near the turn is free: the words tell of it all the same.
    """
    taken: list[_Spot] = []
    for turn in turns:
        x, y = (value / UNITS_PER_MM for value in drawn.frame.to_xy(turn))
        spots = ((x + r * math.cos(a), y + r * math.sin(a)) for r in ASIDE_MM for a in _WAYS)
        spot = next((spot for spot in spots if _is_free(drawn, spot, taken)), None)
        if spot is not None:
            taken.append(spot)
        yield spot and {
            "spot": [round(value, 2) for value in spot],
            "turn": [round(x, 2), round(y, 2)],
        }


def _is_free(drawn: PaperMap, spot: _Spot, taken: Sequence[_Spot]) -> bool:
    radius = SIGN_MM / 2 + 0.3
    x, y = spot
    if not (radius < x < drawn.width_mm - radius and radius < y < drawn.height_mm - radius):
        return False
    if any(math.dist(spot, other) < 2 * radius for other in taken):
        return False
    at = (x * UNITS_PER_MM, y * UNITS_PER_MM)
    reach = radius * UNITS_PER_MM
    marks = drawn.overlay.marks
    if any(math.dist(at, mark.centre) < mark.radius + reach for mark in marks):
        return False
    return not any(_from(label, at) < reach for label in drawn.overlay.labels)


def _from(label: PlacedLabel, at: _Spot) -> float:
    """How far a place is from the room of a label; 0 within."""
    corners = label.corners
    sides = list(pairwise((*corners, corners[0])))
    turns = [(b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0]) for a, b in sides]
    if all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns):
        return 0.0
    return min(_from_side(a, b, at) for a, b in sides)


def _from_side(a: _Spot, b: _Spot, at: _Spot) -> float:
    wide, high = b[0] - a[0], b[1] - a[1]
    square = wide * wide + high * high
    share = ((at[0] - a[0]) * wide + (at[1] - a[1]) * high) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    return math.dist(at, (a[0] + share * wide, a[1] + share * high))
