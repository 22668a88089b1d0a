"""A short order of many stops, where the shortest is out of reach.

2-opt (turning a stretch round) and or-opt (moving one to three stops elsewhere)
from several first steps, the same each time. Costs are whole numbers from row to
column; there and back may differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from trail.guide.walk.iterated_search import iterated

Costs: TypeAlias = NDArray[np.int64]

NEVER = 1 << 60  # the cost of what is not possible; four of them still fit 64 bits
_SEARCHES = 8  # each from another first step
_ROUNDED = 2  # millimetres by which there and back differ through rounding alone


def good_order(
    cost: Costs, start: int | None, finish: int | None, loop: bool, rounds: int = 0
) -> tuple[int, ...]:
    """A short order by local search: 2-opt and or-opt from several first steps.

    With `rounds` an iterated search of so many, where there and back cost the same.
    """
    count = len(cost)
    alike = bool(np.abs(cost - cost.T).max() <= _ROUNDED)
    if loop:
        begin = start or 0
        if rounds and alike:
            way = _iterated(cost, begin, rounds)
            return min(way, way[:1] + way[:0:-1])
        cycles = [improved(cost, _nearest_first(cost, begin, k)) for k in range(_SEARCHES)]
        ways = [tuple(cycle) for cycle in cycles]
        ways += [way[:1] + way[:0:-1] for way in ways]
        return min(ways, key=lambda way: (_cycle_cost(cost, way), way))
    # An open way is a cycle through one more stop that is next to every allowed end.
    never = (int(cost.max()) + 1) * (count + 1)
    closed = np.zeros((count + 1, count + 1), dtype=np.int64)
    closed[:count, :count] = cost
    if rounds and alike:
        # What is as good from both sides must be next to an end that is given.
        for end in (start, finish):
            if end is not None:
                closed[count, end] = closed[end, count] = -never
        way = _iterated(closed, count, rounds)[1:]
        turned = way[0] != start if start is not None else finish not in (None, way[-1])
        return way[::-1] if turned else way
    if start is not None:
        closed[count, :count] = never
        closed[count, start] = 0
    if finish is not None:
        closed[:count, count] = never
        closed[finish, count] = 0
    cycles = [improved(closed, _nearest_first(closed, count, k)) for k in range(_SEARCHES)]
    ways = [tuple(cycle[1:]) for cycle in cycles]
    if start is None and finish is None:
        ways += [way[::-1] for way in ways]
    return min(ways, key=lambda way: (_cycle_cost(closed, (count, *way)), way))


def _iterated(cost: Costs, begin: int, rounds: int) -> tuple[int, ...]:
    """The better of two searches from different first steps, the rounds shared between them."""
    both: Costs = np.minimum(cost, cost.T)
    rows: list[list[int]] = both.tolist()
    found = (iterated(rows, _nearest_first(both, begin, k), rounds // 2) for k in (0, 1))
    return min((tuple(way) for way in found), key=lambda way: (_cycle_cost(both, way), way))


def _cycle_cost(cost: Costs, cycle: Sequence[int]) -> int:
    return int(cost[list(cycle), [*cycle[1:], cycle[0]]].sum())


def _nearest_first(cost: Costs, begin: int, choice: int) -> list[int]:
    """From `begin` to the `choice`-th nearest stop, then always to the nearest left."""
    left = np.zeros(len(cost), dtype=np.int64)
    left[begin] = NEVER
    way = [begin]
    while len(way) < len(cost):
        ranked = np.argsort(cost[way[-1]] + left, kind="stable")
        here = int(ranked[choice % (len(cost) - 1)] if len(way) == 1 else ranked[0])
        left[here] = NEVER
        way.append(here)
    return way


def improved(cost: Costs, cycle: list[int]) -> list[int]:
    """The cycle after every 2-opt and or-opt move that shortens it; its first stop stays."""
    way = np.array(cycle, dtype=np.int64)
    better = True
    while better:
        better = False
        for i in range(1, len(way)):
            for move in (_reversal, _shift):
                changed = move(cost, way, i)
                if changed is not None:
                    way, better = changed, True
    return [int(k) for k in way]


def _reversal(cost: Costs, way: Costs, i: int) -> Costs | None:
    """The best reversal of a stretch that begins at place `i`, if any shortens the cycle."""
    if i + 1 >= len(way):
        return None
    after = np.append(way[i + 1 :], way[0])  # after[k] follows the stretch's end way[i + k]
    ahead = np.append(0, np.cumsum(cost[way[i:-1], way[i + 1 :]]))
    back = np.append(0, np.cumsum(cost[way[i + 1 :], way[i:-1]]))
    before = way[i - 1]
    gain = cost[before, way[i]] + ahead + cost[way[i:], after]
    gain -= cost[before, way[i:]] + back + cost[way[i], after]
    end = int(gain.argmax())
    if gain[end] <= 0:
        return None
    return np.concatenate([way[:i], way[i : i + end + 1][::-1], way[i + end + 1 :]])


def _shift(cost: Costs, way: Costs, i: int) -> Costs | None:
    """The best move elsewhere of one to three stops from place `i`, either way round."""
    best, found = 0, None
    for size in (1, 2, 3):
        if i + size > len(way):
            break
        piece, rest = way[i : i + size], np.concatenate([way[:i], way[i + size :]])
        if len(rest) < 2:
            break
        following = np.roll(rest, -1)
        freed = cost[way[i - 1], piece[0]] + cost[piece[-1], following[i - 1]]
        freed -= cost[way[i - 1], following[i - 1]]
        inside = int(cost[piece[:-1], piece[1:]].sum())
        for turned in (piece, piece[::-1]):
            change = inside - int(cost[turned[:-1], turned[1:]].sum())
            gain = freed + change + cost[rest, following]
            gain -= cost[rest, turned[0]] + cost[turned[-1], following]
            at = int(gain.argmax())
            if gain[at] > best:
                best = int(gain[at])
                found = np.concatenate([rest[: at + 1], turned, rest[at + 1 :]])
    return found


def insertions(cost: Costs, way: Sequence[int], stop: int, start: int | None, loop: bool) -> Costs:
    """What `stop` adds to the way in each place: element k is for the k-th place."""
    before = np.array([0, *(cost[here, stop] for here in way)], dtype=np.int64)
    after = np.array([*(cost[stop, here] for here in way), 0], dtype=np.int64)
    gone = np.array([0, *(cost[a, b] for a, b in pairwise(way)), 0], dtype=np.int64)
    if loop:
        # In front of the first stop is behind the last; a start stays in front.
        before[0] = NEVER
        after[-1] = cost[stop, way[0]]
        gone[-1] = cost[way[-1], way[0]] if len(way) > 1 else 0
    elif start is not None:
        before[0] = NEVER
    return before + after - gone


class GrownSubsets:
    """Good choices of stops: grown one by one by worth for their minutes.

    Subsets are bit masks. `unit` is the cost of a minute; see `ordering`.
    """

    def __init__(
        self, cost: Costs, unit: int, dwell: Sequence[int], start: int | None, loop: bool
    ) -> None:
        self._cost, self._unit, self._dwell = cost, unit, dwell
        self._start, self._loop = start, loop
        self._orders: dict[int, tuple[int, ...]] = {}

    def order(self, mask: int) -> tuple[int, ...]:
        if mask not in self._orders:
            stops = [k for k in range(len(self._cost)) if mask >> k & 1]
            begin = None if self._start is None else stops.index(self._start)
            found = good_order(self._cost[np.ix_(stops, stops)], begin, None, self._loop)
            self._orders[mask] = tuple(stops[k] for k in found)
        return self._orders[mask]

    def total_min(self, mask: int) -> int:
        """Minutes of travel and dwell; never less than a shorter way found by insertion."""
        return self._minutes(self.order(mask))

    def least(self) -> int:
        return min(self._dwell) if self._start is None else self._dwell[self._start]

    def best(self, available: int, weights: Sequence[int]) -> int | None:
        """The mask of a good subset that fits, None when no stop does."""
        every = range(len(self._cost)) if self._start is None else [self._start]
        firsts = [k for k in every if self._dwell[k] <= available]
        grown = [self._grown(k, available, weights) for k in firsts]
        return min(grown)[2] if grown else None

    def _minutes(self, way: Sequence[int]) -> int:
        ends = [*way[1:], way[0]] if self._loop else way[1:]
        travel = sum(int(self._cost[a, b]) for a, b in zip(way, ends, strict=False) if a != b)
        return travel // self._unit + sum(self._dwell[k] for k in way)

    def _grown(self, first: int, available: int, weights: Sequence[int]) -> tuple[int, int, int]:
        """Worth (negated), minutes and mask after adding stops until none fits."""
        way = [first]
        while True:
            options = []
            for k in (k for k in range(len(weights)) if k not in way):
                added = insertions(self._cost, way, k, self._start, self._loop)
                place = int(added.argmin())
                longer = [*way[:place], k, *way[place:]]
                if self._minutes(longer) <= available:
                    price = int(added[place]) + self._dwell[k] * self._unit
                    options.append((price / (weights[k] + 1e-9), k, longer))
            if not options:
                break
            way = min(options)[2]
        mask = sum(1 << k for k in way)
        if self._minutes(way) < self._minutes(self.order(mask)):
            self._orders[mask] = tuple(way)
        return -sum(weights[k] for k in way), self._minutes(self._orders[mask]), mask
