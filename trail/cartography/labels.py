"""Where words go: each name tries many places, and is left out before it collides.

Every place has a cost (distance, street and route covered, nearer to another
mark than to its own). Names are set in many orders, shuffled with a fixed seed;
the cheapest whole wins, so the same map gets the same words.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from trail.cartography.offers import Later, Offers
from trail.cartography.view import XY, Box, PlacedLabel, PlacedMark

ORDERS = 14
EDGE = 6.0  # units between words and the frame
_CELL = 25.0
ROUTE_COST = 3.0  # for each sample of the route under a word
_STRICT_ROUTE_COST = 10.0
LEAD_COST = 0.4  # the same under a leading line
STREET_COST = 0.12
_AMBIGUOUS = 26.0  # for each mark that is nearer to the words than their own
# How many times as far as from its own mark a name stands from every other, where it must be told
# at a glance which one it names.
_APART = 1.4
_CLEAR = 3.0  # units between words and a leading line
DOT = 5.0  # radius of a town's dot
SAMPLE = 6.0  # units between samples of a line


@lru_cache(512)
def _turned(angle: float) -> tuple[float, float]:
    """Cosine and sine; the places along one street share them."""
    return math.cos(math.radians(angle)), math.sin(math.radians(angle))


class Candidate:
    """One place for a name: a turned box around `centre`, half sizes `hw` and `hh`.

    With it come, where it has them, a leading line and the dot of its town.
    """

    __slots__ = (
        "_reach", "angle", "bounds", "centre", "cos", "cost", "dot", "hh", "hw", "inside", "lead",
        "lines", "sin",
    )  # fmt: skip

    def __init__(
        self,
        lines: tuple[str, ...],
        centre: XY,
        size: tuple[float, float],
        cost: float,
        *,
        angle: float = 0.0,
        inside: bool = False,
        lead: tuple[XY, XY] | None = None,
        dot: XY | None = None,
    ) -> None:
        self.lines, self.centre, self.cost = lines, centre, cost
        self.hw, self.hh = size[0] / 2, size[1] / 2
        self.angle, self.inside, self.lead, self.dot = angle, inside, lead, dot
        self.cos, self.sin = _turned(angle)
        w = abs(self.hw * self.cos) + abs(self.hh * self.sin)
        h = abs(self.hw * self.sin) + abs(self.hh * self.cos)
        self.bounds = Box(centre[0] - w, centre[1] - h, centre[0] + w, centre[1] + h)
        self._reach: Box | None = None

    @property
    def reach(self) -> Box:
        """Around the words, their line and their dot, with the room these need: places whose
        reaches lie apart can't clash."""
        if self._reach is None:
            points = [*(self.lead or ()), *([self.dot] if self.dot else [])]
            left, top, right, bottom = self.bounds
            self._reach = Box(
                min([left, *(x for x, _ in points)]),
                min([top, *(y for _, y in points)]),
                max([right, *(x for x, _ in points)]),
                max([bottom, *(y for _, y in points)]),
            ).grown(DOT + _CLEAR)
        return self._reach

    @property
    def corners(self) -> tuple[XY, XY, XY, XY]:
        w, h = self.hw, self.hh
        return self._at(-w, -h), self._at(w, -h), self._at(w, h), self._at(-w, h)

    def _at(self, u: float, v: float) -> XY:
        x, y = self.centre
        return x + u * self.cos - v * self.sin, y + u * self.sin + v * self.cos

    def local(self, point: XY) -> XY:
        """The point as seen from the box: along and across its words."""
        dx, dy = point[0] - self.centre[0], point[1] - self.centre[1]
        return dx * self.cos + dy * self.sin, dy * self.cos - dx * self.sin

    def distance(self, point: XY) -> float:
        """From the box to a point; 0 inside."""
        u, v = self.local(point)
        return math.hypot(max(0.0, abs(u) - self.hw), max(0.0, abs(v) - self.hh))


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
        cells: dict[tuple[int, int], list[XY]] = defaultdict(list)
        for line in lines:
            for point in sampled(line, SAMPLE):
                cells[(int(point[0] // _CELL), int(point[1] // _CELL))].append(point)
        self._cells = dict(cells)

    def covered(self, candidate: Candidate) -> int:
        left, top, right, bottom = candidate.bounds
        x, y = candidate.centre
        # Asked for each place of each name: the arithmetic of `local`, written out.
        cos, sin, hw, hh = candidate.cos, candidate.sin, candidate.hw, candidate.hh
        cells, count = self._cells, 0
        across = range(int(top // _CELL), int(bottom // _CELL) + 1)
        for i in range(int(left // _CELL), int(right // _CELL) + 1):
            for j in across:
                for px, py in cells.get((i, j), ()):
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
    if not a.bounds.touches(b.bounds):
        return False
    for one, other in ((a, b), (b, a)):
        seen = [one.local(corner) for corner in other.corners]
        us, vs = [p[0] for p in seen], [p[1] for p in seen]
        if min(us) >= one.hw or max(us) <= -one.hw or min(vs) >= one.hh or max(vs) <= -one.hh:
            return False
    return True


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
        left, top, right, bottom = bounds = candidate.bounds
        room = self._room
        if (
            left < room.left
            or top < room.top
            or right > room.right
            or bottom > room.bottom
            or any(bounds.touches(box) for box in self.furniture)
        ):
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
            if own is not None and apart < unclear and not self.strict:
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
                left - _CLEAR < px < right + _CLEAR
                and top - _CLEAR < py < bottom + _CLEAR
                and candidate.distance((px, py)) < _CLEAR
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
    return Candidate((), middle, (math.dist(a, b), 2 * _CLEAR), 0, angle=angle)


def _segment_distance(p: XY, a: XY, b: XY) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length
    t = max(0.0, min(1.0, t))
    return math.dist(p, (a[0] + t * dx, a[1] + t * dy))


def place(
    wanted: Sequence[Wanted], obstacles: Obstacles
) -> tuple[tuple[PlacedLabel, ...], tuple[str, ...]]:
    """The words that found room, in the order given, and the names that did not."""
    options = [Offers(want.candidates, _judge(want, obstacles)) for want in wanted]
    shuffle = random.Random(1905)  # noqa: S311 - order of trials, not secrets
    clashes: dict[tuple[int, int, int, int], bool] = {}

    def clash(i: int, m: int, j: int, n: int) -> bool:
        key = (i, m, j, n) if i < j else (j, n, i, m)
        if key not in clashes:
            clashes[key] = _clash(options[i][m], options[j][n])
        return clashes[key]

    best: dict[int, int] = {}
    best_cost = math.inf
    for trial in range(ORDERS):
        noise = 0.0 if trial == 0 else 0.7
        order = sorted(
            range(len(wanted)),
            key=lambda i: -wanted[i].worth * (1 + noise * (shuffle.random() - 0.5)),
        )
        chosen: dict[int, int] = {}
        standing: list[tuple[int, int, Box]] = []
        total = 0.0
        for i in order:
            for m, (cost, candidate) in enumerate(options[i]):
                left, top, right, bottom = reach = candidate.reach
                for j, n, (its_left, its_top, its_right, its_bottom) in standing:
                    # Most lie far apart: the boxes around them say so at once.
                    if (
                        its_right >= left
                        and its_left <= right
                        and its_bottom >= top
                        and its_top <= bottom
                        and clash(i, m, j, n)
                    ):
                        break
                else:
                    chosen[i] = m
                    standing.append((i, m, reach))
                    total += cost
                    break
            else:
                total += wanted[i].worth
        if total < best_cost - 1e-9:
            best, best_cost = chosen, total
    labels = tuple(_placed(want, options[i][best[i]]) for i, want in enumerate(wanted) if i in best)
    return labels, tuple(want.name for i, want in enumerate(wanted) if i not in best)


def _judge(want: Wanted, obstacles: Obstacles) -> Callable[[Candidate], float | None]:
    on_street = want.kind == "street"
    return lambda candidate: obstacles.cost(candidate, want.own, on_street, want.worth)


def _clash(a: Candidate, b: Candidate) -> bool:
    if collide(a, b):
        return True
    for one, other in ((a, b), (b, a)):
        if one.dot and other.distance(one.dot) < DOT + _CLEAR:
            return True
        if one.lead and any(other.distance(point) < _CLEAR for point in sampled(one.lead, 10)):
            return True
    return a.lead is not None and b.lead is not None and _cross(a.lead, b.lead)


def _cross(a: tuple[XY, XY], b: tuple[XY, XY]) -> bool:
    """Whether two lines have a point in common."""

    def side(line: tuple[XY, XY], p: XY) -> float:
        (x, y), (u, v) = line
        return (u - x) * (p[1] - y) - (v - y) * (p[0] - x)

    return side(a, b[0]) * side(a, b[1]) <= 0 and side(b, a[0]) * side(b, a[1]) <= 0


def _placed(want: Wanted, candidate: Candidate) -> PlacedLabel:
    return PlacedLabel(
        want.kind,
        candidate.lines,
        candidate.centre,
        candidate.angle,
        want.size,
        candidate.corners,
        candidate.inside,
        lead=candidate.lead,
    )
