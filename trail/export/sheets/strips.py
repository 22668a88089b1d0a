"""A way cut into strips that overlap, each as much of it as one map holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trail.base.geo import Position, distance_m
from trail.guide.walk.values import Itinerary, Leg

STEP_M = 20.0  # a way is cut at its bends, and between them at least so often
MOST_STOPS = 3  # on a strip after its first: their words stand below its map
OVERLAP_M = 60.0  # of the way that a strip has in common with the one before


@dataclass(frozen=True)
class WayPoint:
    """A place of the way: the index of its leg, and how far along the leg's path it lies."""

    position: Position
    leg: int
    along_m: float
    stop: int | None = None  # the number of the stop that is reached here


@dataclass(frozen=True)
class Strip:
    """The points of the way from `first` to `last`, both within."""

    first: int
    last: int

    def holds(self, index: int) -> bool:
        return self.first <= index <= self.last


def way_points(itinerary: Itinerary) -> tuple[WayPoint, ...]:
    """The whole way, from the first stop to the last, or back to the first."""
    start = itinerary.stops[0]
    found = [WayPoint(start.position, 0, 0.0, start.number)]
    for k, leg in enumerate(itinerary.legs):
        found += _along(leg, k)
    return tuple(found)


def _along(leg: Leg, index: int) -> Iterator[WayPoint]:
    at_m = 0.0
    yield WayPoint(leg.path[0], index, at_m)
    for a, b in pairwise(leg.path):
        piece_m = distance_m(a, b)
        parts = max(1, round(piece_m / STEP_M))
        for k in range(1, parts + 1):
            share = k / parts
            place = Position(a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share)
            yield WayPoint(place, index, at_m + piece_m * share)
        at_m += piece_m
    yield WayPoint(leg.destination.position, index, at_m, leg.destination.number)


def cut(
    points: Sequence[WayPoint], fits: Callable[[Sequence[Position]], bool]
) -> tuple[Strip, ...]:
    """Strips from the first point to the last, which end at a stop where one is within reach.

    `fits` tells whether one map holds the positions; it is taken to hold any two neighbours.
    """
    found: list[Strip] = []
    first, done = 0, 0
    while not found or found[-1].last < len(points) - 1:
        last = done + 1
        while last + 1 < len(points) and fits(_positions(points, first, last + 1)):
            last += 1
        reached = [k for k in range(done + 1, last + 1) if points[k].stop is not None]
        if reached and (last + 1 < len(points) or len(reached) > MOST_STOPS):
            last = reached[:MOST_STOPS][-1]
        found.append(Strip(first, last))
        done, first = last, _back(points, first, last)
    return tuple(found)


def _positions(points: Sequence[WayPoint], first: int, last: int) -> tuple[Position, ...]:
    return tuple(point.position for point in points[first : last + 1])


def _back(points: Sequence[WayPoint], first: int, last: int) -> int:
    """Where the next strip begins: so far before the end of this one as they overlap."""
    back_m, k = 0.0, last
    while k - 1 > first and back_m < OVERLAP_M:
        back_m += distance_m(points[k].position, points[k - 1].position)
        k -= 1
    return k
