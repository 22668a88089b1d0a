"""Where words may go, and what each place costs: its distance, street and route covered, nearer
to another mark than to its own. `trials` chooses among them."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from trail.graphics.maps.candidate import CLEAR, Candidate
from trail.graphics.maps.ranked_candidates import Later
from trail.graphics.maps.view import XY, Box, PlacedMark

EDGE = 6.0  # units between words and the frame
_COLUMN = 25.0  # units
_LEVEL = 0.05  # sine below which a line is taken for level, cosine for upright
ROUTE_COST = 3.0  # for each sample of the route under a word
_STRICT_ROUTE_COST = 10.0
LEAD_COST = 0.4  # the same under a leading line
STREET_COST = 0.12
_AMBIGUOUS = 26.0  # for each mark that is nearer to the words than their own
_BESIDE = 7.0  # in gaps: within it led words seem to belong to a mark that is not theirs
# How many times as far as from its own mark a name stands from every other, where it must be told
# at a glance which one it names.
_APART = 1.4
SAMPLE = 6.0  # units between samples of a line


@dataclass(frozen=True)
class Wanted:
    """A name that asks for room; `worth` is the cost of leaving it out."""

    kind: str
    name: str
    size: float
    worth: float
    candidates: tuple[Candidate | Later, ...]
    own: int | None = None  # index of its mark


class Samples:
    """Points along lines, for counting how much of them a box covers."""

    def __init__(self, lines: Iterable[Sequence[XY]]) -> None:
        columns: dict[int, list[XY]] = defaultdict(list)
        for line in lines:
            for point in sampled(line, SAMPLE):
                columns[int(point[0] // _COLUMN)].append(point)
        # In columns, from the top down: which of them lie beside a box is found by halving.
        self._columns: dict[int, tuple[list[float], list[XY]]] = {}
        for column, points in columns.items():
            points.sort(key=itemgetter(1))
            self._columns[column] = [y for _, y in points], points

    def covered(self, candidate: Candidate) -> int:
        left, top, right, bottom = candidate.bounds
        x, y = candidate.centre
        # Asked for each place of each name: the arithmetic of `local`, written out.
        cos, sin, hw, hh = candidate.cos, candidate.sin, candidate.hw, candidate.hh
        count = 0
        # A turned box fills little of the box around it: how far it reaches to both sides of its
        # axis in a column.
        turned = abs(sin) > _LEVEL and abs(cos) > _LEVEL
        slope = sin / cos if turned else 0.0
        reach = hh / abs(cos) + abs(slope) * _COLUMN / 2 if turned else math.inf
        for i in range(int(left // _COLUMN), int(right // _COLUMN) + 1):
            column = self._columns.get(i)
            if column is None:
                continue
            heights, points = column
            first, last = top, bottom
            if turned:
                axis = y + ((i + 0.5) * _COLUMN - x) * slope
                first, last = max(first, axis - reach), min(last, axis + reach)
            start = bisect_left(heights, first)
            if start == len(heights) or heights[start] > last:
                continue
            for px, py in points[start : bisect_right(heights, last, start)]:
                dx, dy = px - x, py - y
                if -hw <= dx * cos + dy * sin <= hw and -hh <= dy * cos - dx * sin <= hh:
                    count += 1
        return count


def sampled(line: Sequence[XY], step: float) -> list[XY]:
    """Points every `step` units along the line, its ends included."""
    found: list[XY] = [line[0]] if line else []
    for (x, y), (u, v) in pairwise(line):
        pieces = max(1, math.ceil(math.hypot(u - x, v - y) / step))
        found += [
            (x + (u - x) * k / pieces, y + (v - y) * k / pieces) for k in range(1, pieces + 1)
        ]
    return found


def collide(a: Candidate, b: Candidate) -> bool:
    """Whether two turned boxes overlap (separating axes)."""
    dx, dy = b.centre[0] - a.centre[0], b.centre[1] - a.centre[1]
    # How far half of one reaches along the axes of the other.
    cos, sin = abs(a.cos * b.cos + a.sin * b.sin), abs(a.sin * b.cos - a.cos * b.sin)
    return (
        abs(dx * a.cos + dy * a.sin) < a.hw + b.hw * cos + b.hh * sin
        and abs(dy * a.cos - dx * a.sin) < a.hh + b.hw * sin + b.hh * cos
        and abs(dx * b.cos + dy * b.sin) < b.hw + a.hw * cos + a.hh * sin
        and abs(dy * b.cos - dx * b.sin) < b.hh + a.hw * sin + a.hh * cos
    )


@dataclass(frozen=True)
class Obstacles:
    """What no word may cover, and what it had better not."""

    frame: Box
    marks: tuple[PlacedMark, ...]
    lead_points: tuple[XY, ...]  # along the lines from moved marks to their places
    furniture: tuple[Box, ...]
    gap: float
    route: Samples
    streets: Samples
    strict: bool = False  # as of `Density`

    def cost(
        self, candidate: Candidate, own: int | None, on_street: bool, limit: float = math.inf
    ) -> float | None:
        """Cost of the place; None where words may not stand or it would reach `limit`.

        Every part of a cost only adds to it, so what is too dear is left as soon as it is.
        """
        if candidate.cost >= limit:
            return None
        left, top, right, bottom = candidate.bounds
        room_left, room_top, room_right, room_bottom = self._room
        if left < room_left or top < room_top or right > room_right or bottom > room_bottom:
            return None
        for its_left, its_top, its_right, its_bottom in self.furniture:
            if its_left <= right and its_right >= left and its_top <= bottom and its_bottom >= top:
                return None
        cost = candidate.cost
        # Asked for each place of each name: the arithmetic of `distance`, written out.
        x, y = candidate.centre
        cos, sin, hw, hh = candidate.cos, candidate.sin, candidate.hw, candidate.hh
        gap = self.gap
        unclear = 0.0
        if own is not None:
            mark = self.marks[own]
            own_distance = candidate.distance(mark.centre) - mark.radius
            if own_distance < gap * 0.6:
                return None
            unclear = own_distance * 1.15 + gap
            if self.strict and candidate.lead is not None:
                unclear = max(unclear, gap * _BESIDE)
        near = gap if gap > unclear else unclear
        for i, (px, py, radius) in enumerate(self._discs):
            reach = radius + near
            if (
                px < left - reach
                or px > right + reach
                or py < top - reach
                or py > bottom + reach
                or i == own
            ):
                continue
            dx, dy = px - x, py - y
            du, dv = abs(dx * cos + dy * sin) - hw, abs(dy * cos - dx * sin) - hh
            apart = math.hypot(du if du > 0.0 else 0.0, dv if dv > 0.0 else 0.0) - radius
            if apart < gap:
                return None
            if own is not None and apart < unclear:
                # A line that is shorter than its words says little beside another mark.
                beside = candidate.lead is not None and apart < gap * _BESIDE
                if not self.strict or (beside and self.marks[i].members):
                    cost += _AMBIGUOUS
        if (
            self.strict
            and own is not None
            and candidate.lead is None
            and self._taken(candidate, own)
        ):
            return None
        for px, py in self.lead_points:
            if (
                left - CLEAR < px < right + CLEAR
                and top - CLEAR < py < bottom + CLEAR
                and candidate.distance((px, py)) < CLEAR
            ):
                return None
        if cost >= limit:
            return None
        on_route = self.route.covered(candidate)
        cost += (_STRICT_ROUTE_COST if self.strict else ROUTE_COST) * on_route
        if cost >= limit or (on_route and self.strict and on_street):
            return None
        if not on_street:
            cost += STREET_COST * self.streets.covered(candidate)
            if cost >= limit:
                return None
        if candidate.lead is not None:
            if self.strict:
                cost += LEAD_COST * self.route.covered(_strip(*candidate.lead))
                if cost >= limit:
                    return None
            for mark in self.marks:
                if own is not None and mark is self.marks[own]:
                    continue
                if _segment_distance(mark.centre, *candidate.lead) < mark.radius + 2:
                    return None
        return cost

    def _taken(self, candidate: Candidate, own: int) -> bool:
        """Whether the words could be those of another mark, too."""
        reach = candidate.distance(self.marks[own].centre) * _APART + self.gap
        return any(
            candidate.distance(mark.centre) < reach
            for i, mark in enumerate(self.marks)
            if i != own and mark.members
        )

    @cached_property
    def _room(self) -> Box:
        return self.frame.grown(-EDGE)

    @cached_property
    def _discs(self) -> tuple[tuple[float, float, float], ...]:
        return tuple((*mark.centre, mark.radius) for mark in self.marks)


def _strip(a: XY, b: XY) -> Candidate:
    """A line as the room it takes."""
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    return Candidate((), middle, (math.dist(a, b), 2 * CLEAR), 0, angle=angle)


def _segment_distance(p: XY, a: XY, b: XY) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length
    t = max(0.0, min(1.0, t))
    return math.dist(p, (a[0] + t * dx, a[1] + t * dy))
