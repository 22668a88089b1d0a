"""A way between two positions, along the network or straight."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from trail.base.geo import SAME_PLACE_M, LineString, Position, distance_m
from trail.guide.walk.values import LegSegment


@dataclass(frozen=True)
class Route:
    """A way between two positions; see `Leg` for what the fields hold."""

    path: LineString
    distance_m: float
    follows_streets: bool
    segments: tuple[LegSegment, ...] = ()
    approach: tuple[LineString, LineString] | None = None
    drives: tuple[bool, bool] = (False, False)


def straight_route(origin: Position, destination: Position) -> Route:
    """The straight line, marked as such; where both are the same place there is none to mark."""
    metres = distance_m(origin, destination)
    return Route((origin, destination), metres, follows_streets=metres < SAME_PLACE_M)


def straight_matrix(positions: Sequence[Position]) -> list[list[float]]:
    """Geodesic metres from row to column."""
    return [[distance_m(a, b) for b in positions] for a in positions]


def polyline(*parts: Sequence[Position]) -> LineString:
    """The parts as one line, each place once; two positions at least."""
    line = tuple(here for here, _ in itertools.groupby(itertools.chain.from_iterable(parts)))
    return line if len(line) > 1 else line * 2
