"""Where marks go: crowded ones move apart, those that can't become one with a count.

Marks are treated as circles. Everything is deterministic: the same marks in the
same order end in the same places.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from trail.graphics.maps.view import XY, Box

# A mark may stand off its place by this many radii before it is clustered instead.
FARTHEST = 4.6
# From here on (radii) the true place is marked by a dot and a line: it lies outside the mark.
LEAD_FROM = 0.9
POST = 8.0  # radius kept free around such a dot, units
_ROUNDS = 260
_SLACK = 60.0  # units between two marks that are not looked at for some rounds
# Above this, marks are clustered by a grid first: pushing costs the square of their number.
_MANY = 120
_GOLDEN = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True)
class Spot:
    """A mark, or a cluster of several, before and after moving; all in units."""

    members: tuple[int, ...]
    anchor: XY
    radius: float
    centre: XY


def _merged(spots: Sequence[Spot], radius: float) -> Spot:
    members = tuple(sorted(member for spot in spots for member in spot.members))
    total = sum(len(spot.members) for spot in spots)
    x = sum(spot.anchor[0] * len(spot.members) for spot in spots) / total
    y = sum(spot.anchor[1] * len(spot.members) for spot in spots) / total
    return Spot(members, (x, y), radius, (x, y))


def _by_grid(spots: Sequence[Spot], cell: float, radius: float) -> list[Spot]:
    cells: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    for spot in spots:
        cells[(math.floor(spot.anchor[0] / cell), math.floor(spot.anchor[1] / cell))].append(spot)
    return [
        group[0] if len(group) == 1 else _merged(group, radius)
        for _, group in sorted(cells.items())
    ]


def _pushed(
    spots: Sequence[Spot],
    gap: float,
    box: Box,
    blocked: Sequence[Box],
    pinned: frozenset[int],
) -> list[Spot]:
    """The spots pushed apart, kept inside `box` and off the `blocked` boxes; pinned ones stay."""
    still = [
        not spot.members or (len(spot.members) == 1 and spot.members[0] in pinned) for spot in spots
    ]
    xs, ys = [spot.anchor[0] for spot in spots], [spot.anchor[1] for spot in spots]
    pairs = _Pairs(spots, gap)
    rooms = [
        (i, _Room.of(spot.radius + gap, box, blocked))
        for i, spot in enumerate(spots)
        if not still[i]
    ]
    pull_until = _ROUNDS - 60
    for round_ in range(_ROUNDS):
        calm = True
        old_xs, old_ys = xs[:], ys[:]
        pull = 0.12 if round_ < pull_until else 0.0
        if pull:
            for i, spot in enumerate(spots):
                xs[i] += (spot.anchor[0] - xs[i]) * pull
                ys[i] += (spot.anchor[1] - ys[i]) * pull
        for i, j, need in pairs.near(xs, ys):
            dx, dy = xs[j] - xs[i], ys[j] - ys[i]
            if abs(dx) >= need or abs(dy) >= need:
                continue
            apart = math.hypot(dx, dy)
            if apart >= need:
                continue
            calm = False
            if apart < 0.01:
                angle = _GOLDEN * (i + 7 * j)
                dx, dy, apart = math.cos(angle), math.sin(angle), 1.0
            push = (need - min(apart, need)) / 2 + 0.05
            near, far = (2 * still[j], 2 * still[i]) if still[i] != still[j] else (1, 1)
            xs[i] -= dx / apart * push * near
            ys[i] -= dy / apart * push * near
            xs[j] += dx / apart * push * far
            ys[j] += dy / apart * push * far
        for i, room in rooms:
            xs[i], ys[i] = room.keep(xs[i], ys[i])
        if calm and not pull:
            break
        if pull and _farthest(xs, ys, old_xs, old_ys) < 0.02:
            pull_until = round_  # settled: let go of the true places and part for good
    return [
        Spot(spot.members, spot.anchor, spot.radius, (round(x, 1), round(y, 1)))
        for spot, x, y in zip(spots, xs, ys, strict=True)
    ]


def _farthest(
    xs: Sequence[float], ys: Sequence[float], old_xs: Sequence[float], old_ys: Sequence[float]
) -> float:
    """How far the one that moved most has moved."""
    before, now = zip(old_xs, old_ys, strict=True), zip(xs, ys, strict=True)
    return max(map(math.dist, before, now), default=0.0)


class _Pairs:
    """Spots that could touch, with the distance they need: most lie too far apart for it."""

    def __init__(self, spots: Sequence[Spot], gap: float) -> None:
        self._all = [
            (i, j, a.radius + b.radius + gap)
            for (i, a), (j, b) in combinations(enumerate(spots), 2)
        ]
        self._seen: tuple[list[float], list[float]] | None = None
        self._near: list[tuple[int, int, float]] = []

    def near(self, xs: list[float], ys: list[float]) -> list[tuple[int, int, float]]:
        """Those within the slack of touching; sought anew once one has moved a third of it, so
        that none touch unseen when a round begins."""
        if self._seen is None or _farthest(xs, ys, *self._seen) > _SLACK / 3:
            self._seen = xs[:], ys[:]
            self._near = [
                (i, j, need)
                for i, j, need in self._all
                if abs(xs[i] - xs[j]) < need + _SLACK and abs(ys[i] - ys[j]) < need + _SLACK
            ]
        return self._near


class _Room(NamedTuple):
    """Where the middle of a mark may be: the edges, the rooms taken, and the map around them."""

    left: float
    top: float
    right: float
    bottom: float
    blocks: tuple[Box, ...]
    box: Box

    @classmethod
    def of(cls, keep: float, box: Box, blocked: Sequence[Box]) -> _Room:
        return cls(*box.grown(-keep), tuple(block.grown(keep) for block in blocked), box)

    def keep(self, x: float, y: float) -> XY:
        """The place moved into the room, if it is not there."""
        for left, top, right, bottom in self.blocks:
            if left < x < right and top < y < bottom:
                ways = (
                    (x - left, (left, y)),
                    (right - x, (right, y)),
                    (y - top, (x, top)),
                    (bottom - y, (x, bottom)),
                )
                x, y = min([way for way in ways if self.box.holds(way[1])] or ways)[1]
        x = min(max(x, self.left), self.right)
        y = min(max(y, self.top), self.bottom)
        return x, y


def overlapping(a: Spot, b: Spot, gap: float = 0.0) -> bool:
    return math.dist(a.centre, b.centre) < a.radius + b.radius + gap


def _faulty(spots: Sequence[Spot]) -> set[int]:
    bad = {
        i
        for i, spot in enumerate(spots)
        if math.dist(spot.centre, spot.anchor) > FARTHEST * spot.radius
    }
    for i, a in enumerate(spots):
        for j in range(i + 1, len(spots)):
            if overlapping(a, spots[j]):
                bad |= {i, j}
    return bad


def _joined(
    spots: Sequence[Spot], bad: set[int], reach: float, radius: float, pinned: frozenset[int]
) -> list[Spot]:
    """The spots with the nearest of the crowded ones merged."""
    crowd = sorted(bad)
    pairs = sorted(
        (math.dist(spots[i].anchor, spots[j].anchor), i, j)
        for i in crowd
        for j in range(len(spots))
        if j != i and (j not in bad or j > i)
    )
    alone = {i for i, spot in enumerate(spots) if pinned.intersection(spot.members)}
    pairs = [p for p in pairs if p[1] not in alone and p[2] not in alone] or pairs
    leader = list(range(len(spots)))

    def root(i: int) -> int:
        while leader[i] != i:
            i = leader[i]
        return i

    # What lies within a mark's breadth joins at once; else only the nearest pair.
    close = [(i, j) for apart, i, j in pairs if apart <= reach] or [pairs[0][1:]]
    for i, j in close:
        a, b = sorted((root(i), root(j)))
        leader[b] = a
    groups: dict[int, list[Spot]] = defaultdict(list)
    for i, spot in enumerate(spots):
        groups[root(i)].append(spot)
    return [g[0] if len(g) == 1 else _merged(g, radius) for _, g in sorted(groups.items())]


def _with_posts(
    spots: Sequence[Spot],
    placed: list[Spot],
    gap: float,
    box: Box,
    blocked: Sequence[Box],
    pinned: frozenset[int],
) -> list[Spot]:
    """The marks moved once more so that the true points of moved ones are not covered."""
    for _ in range(3):
        posts = [
            Spot((), spot.anchor, POST, spot.anchor)
            for spot in placed
            if math.dist(spot.centre, spot.anchor) > LEAD_FROM * spot.radius
        ]
        if not any(overlapping(post, spot) for post in posts for spot in placed):
            break
        moved = _pushed([*spots, *posts], gap, box, blocked, pinned)[: len(spots)]
        if _faulty(moved):
            break
        placed = moved
    return placed


def arrange(
    anchors: Sequence[XY],
    radii: Sequence[float],
    *,
    cluster_radius: float,
    gap: float,
    box: Box,
    blocked: Sequence[Box] = (),
    pinned: frozenset[int] = frozenset(),
) -> list[Spot]:
    """A place for every mark: none overlaps another, each near its anchor.

    Marks too many for the room are merged, nearest first, into spots of several
    members and `cluster_radius`; `pinned` ones stay where they are, and alone, if
    that is possible at all.
    """
    spots = [Spot((i,), anchor, radii[i], anchor) for i, anchor in enumerate(anchors)]
    cell = 4 * cluster_radius
    while len(spots) > _MANY:
        spots = _by_grid(spots, cell, cluster_radius)
        cell *= 1.5
    while True:
        placed = _pushed(spots, gap, box, blocked, pinned)
        bad = _faulty(placed)
        if not bad:
            return _with_posts(spots, placed, gap, box, blocked, pinned)
        if len(spots) == 1:
            return placed
        spots = _joined(spots, bad, cluster_radius, cluster_radius, pinned)


def at_edge(
    ideal: XY,
    radius: float,
    *,
    taken: Sequence[tuple[XY, float]],
    gap: float,
    box: Box,
    blocked: Sequence[Box],
) -> XY | None:
    """The free place along the edge of `box` nearest to `ideal`; None if there is none."""
    inset = radius + gap
    left, top, right, bottom = box.grown(-inset)
    steps = 60
    ring = [ideal]
    for k in range(steps + 1):
        x, y = left + (right - left) * k / steps, top + (bottom - top) * k / steps
        ring += [(x, top), (x, bottom), (left, y), (right, y)]
    free = [
        at
        for at in ring
        if all(math.dist(at, other) >= radius + its + gap for other, its in taken)
        and not any(block.grown(inset).holds(at) for block in blocked)
    ]
    return min(free, key=lambda at: (math.dist(at, ideal), at), default=None)
