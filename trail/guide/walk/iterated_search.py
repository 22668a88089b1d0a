"""A shorter cycle of many stops by iterated local search, where there and back cost the same.

A kick (two neighbouring stretches change places: a local double bridge) and the 2-opt and
or-opt moves about it, over and over; what is shorter is kept, at first also what is a little
longer (Johnson and McGeoch, "The Traveling Salesman Problem: A Case Study in Local
Optimization", 1997). Each stop looks at its nearest ones alone, and only where something changed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

_NEAREST = 10  # stops that a stop is moved beside
_KICKED = 50  # places within which a kick lies
_PATIENCE = 4  # parts of a mean step by which a cycle may be longer, at first
_PIECE = 3  # stops that are moved together


def iterated(cost: Sequence[Sequence[int]], cycle: Sequence[int], rounds: int) -> list[int]:
    """The cycle after so many kicks, its first stop as it was; the same each time.

    `cost[a][b]` equals `cost[b][a]`.
    """
    count = len(cycle)
    if count < 8:
        return list(cycle)
    dice = random.Random(count)  # noqa: S311 - no secret: the same order each time
    search = _Search(cost, cycle)
    search.settle(list(cycle))
    best, shortest = search.length(), list(search.way)
    here, kept, step = best, shortest, search.mean_step()
    for turn in range(rounds):
        # random() alone is promised to stay the same from Python to Python.
        begin = 1 + int(dice.random() * (count - 3))
        end = min(count, begin + _KICKED)
        middle = begin + 1 + int(dice.random() * (end - begin - 2))
        last = middle + 1 + int(dice.random() * (end - middle - 1))
        way = search.way
        touched = [way[k % count] for k in (begin - 1, begin, middle - 1, middle, last - 1, last)]
        search.put(way[:begin] + way[middle:last] + way[begin:middle] + way[last:])
        search.settle(touched)
        length = search.length()
        # A little longer is taken too, less and less of it: what nothing shortens is left again.
        if length <= here + step * (rounds - turn) // (rounds * _PATIENCE):
            here, kept = length, list(search.way)
        else:
            search.put(list(kept))
        if here < best:
            best, shortest = here, kept
    first = shortest.index(cycle[0])
    return shortest[first:] + shortest[:first]


class _Search:
    """A cycle, where each stop is in it, and the moves that shorten it."""

    def __init__(self, cost: Sequence[Sequence[int]], cycle: Sequence[int]) -> None:
        self._cost = cost
        self._near = [self._nearest(stop, cycle) for stop in range(len(cost))]
        self.put(list(cycle))

    def _nearest(self, stop: int, cycle: Sequence[int]) -> list[int]:
        row = self._cost[stop]
        return sorted((k for k in cycle if k != stop), key=lambda k: (row[k], k))[:_NEAREST]

    def put(self, way: list[int]) -> None:
        self.way = way
        self._place = [0] * len(self._cost)
        for k, stop in enumerate(way):
            self._place[stop] = k

    def length(self) -> int:
        way = self.way
        return sum(self._cost[a][b] for a, b in pairwise([*way, way[0]]))

    def mean_step(self) -> int:
        """What a step costs on average; one that must be taken (less than nothing) counts as 0."""
        steps = (self._cost[a][b] for a, b in pairwise(self.way))
        return sum(max(0, step) for step in steps) // len(self.way)

    def settle(self, stops: list[int]) -> None:
        """Make every move that shortens, about these stops and those that a move touches."""
        while stops:
            stop = stops.pop()
            while touched := self._turned(stop) or self._moved(stop):
                stops += touched

    def _turned(self, a: int) -> list[int]:
        """Turn a stretch round (2-opt), so that `a` comes beside a nearer stop."""
        way, place, cost = self.way, self._place, self._cost
        count, at, row = len(way), self._place[a], self._cost[a]
        for step in (1, -1):
            b = way[(at + step) % count]
            gone = row[b]
            for c in self._near[a]:
                if row[c] >= gone:
                    break
                d = way[(place[c] + step) % count]
                if gone + cost[c][d] > row[c] + cost[b][d]:
                    # b to c forwards, or c to b where it is looked at backwards.
                    ends = (place[b], place[c]) if step == 1 else (place[c], place[b])
                    self._reverse(*ends)
                    return [a, b, c, d]
        return []

    def _moved(self, a: int) -> list[int]:
        """Move one to three stops that begin or end with `a` between two others (or-opt)."""
        way, place, cost = self.way, self._place, self._cost
        count, at = len(way), self._place[a]
        for step in (1, -1):
            for size in range(1, _PIECE + 1):
                z = way[(at + step * (size - 1)) % count]
                before, after = way[(at - step) % count], way[(at + step * size) % count]
                freed = cost[before][a] + cost[z][after] - cost[before][after]
                for c in self._near[a]:
                    if cost[a][c] >= freed:
                        break
                    if (place[c] - at) * step % count < size:
                        continue  # a stop of the piece itself
                    for side in (1, -1):
                        d = way[(place[c] + side) % count]
                        if (place[d] - at) * step % count < size:
                            continue
                        if freed > cost[c][a] + cost[z][d] - cost[c][d]:
                            self._insert(a, step, size, c, d, side)
                            return [before, after, a, z, c, d]
        return []

    def _reverse(self, first: int, last: int) -> None:
        """Turn the places from `first` to `last` round, over the end where it lies behind."""
        way, place, count = self.way, self._place, len(self.way)
        inside = (last - first) % count + 1
        if inside * 2 > count:
            # The rest turned round is the same cycle.
            first, last, inside = (last + 1) % count, (first - 1) % count, count - inside
        for k in range(inside // 2):
            i, j = (first + k) % count, (last - k) % count
            way[i], way[j] = way[j], way[i]
            place[way[i]], place[way[j]] = i, j

    def _insert(self, a: int, step: int, size: int, c: int, d: int, side: int) -> None:
        """Put the piece that begins with `a` between `c` and its neighbour `d`, `a` beside `c`."""
        count, at = len(self.way), self._place[a]
        piece = [self.way[(at + step * k) % count] for k in range(size)]
        gone = set(piece)
        rest = [stop for stop in self.way if stop not in gone]
        if side == 1:
            k = rest.index(c) + 1
            self.put(rest[:k] + piece + rest[k:])
        else:
            k = rest.index(d) + 1
            self.put(rest[:k] + piece[::-1] + rest[k:])
