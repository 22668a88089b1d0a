"""How short a rotation can be at best: bounds that no plan goes below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from trail.fieldtrip.planner.rotation import RotationProblem
from trail.fieldtrip.planner.subsets import onward, sizes

EXACT_STOPS = 16  # above, the table of ways would not fit
_NEVER = 10**9


class Ways:
    """The shortest ways through all stops, by the stop they begin with.

    Dynamic programming over subsets (Held and Karp 1962), from the end backwards. `left`
    is indexed by the set of stops still to see and the one that comes next.
    """

    def __init__(self, problem: RotationProblem) -> None:
        count = problem.stops
        walks = np.array(problem.walks, dtype=np.int32).reshape(count, count)
        left: NDArray[np.int32] = np.full((count, 1 << count), _NEVER, dtype=np.int32)
        tails = np.array(problem.tails, dtype=np.int32)[:, None]
        table: NDArray[np.int32] | None = None
        for subsets in sizes(count):
            # The stop that comes next is taken out of the set: from it to the others' beginnings.
            ahead = tails if table is None else onward(table, walks.T)
            table = np.full((count, len(subsets.masks)), _NEVER, dtype=np.int32)
            table.ravel()[subsets.here] = ahead.ravel().take(subsets.before)
            left[:, subsets.masks] = table
        self.left = left.T
        self._problem = problem
        heads = np.array(problem.heads, dtype=np.int32)
        self.starting: tuple[int, ...] = tuple(
            int(minutes) for minutes in (heads + left[:, -1] if count else heads)
        )

    def order(self, first: int) -> tuple[int, ...]:
        """The shortest way that begins with a stop; of equal ones, lower indexes first."""
        mask = (1 << self._problem.stops) - 1
        order = [first]
        while mask := mask ^ (1 << order[-1]):
            onward = self.left[mask] + np.array(self._problem.walks[order[-1]])
            order.append(int(onward.argmin()))
        return tuple(order)


def most_at_once(problem: RotationProblem, stop: int) -> int:
    """How many groups a stop holds at once, the smallest counted first; 0 where none fits."""
    together = accumulate(sorted(problem.sizes))
    return sum(students <= problem.capacities[stop] for students in together)


def lower_bound(problem: RotationProblem, ways: Ways | None) -> int:
    """Minutes that every rotation takes at least.

    The greatest of three: the shortest way of one group; for each stop, its visits one
    batch after another; and, where the ways are known, the groups given to their first
    stops as well as can be, since at most so many can begin at one stop together.
    """
    if not problem.stops or not problem.groups:
        return 0
    staying = sum(problem.stays)
    heads = _nearest(problem.heads, problem, list(zip(*problem.walks, strict=True)))
    tails = _nearest(problem.tails, problem, problem.walks)
    found = staying + min(problem.heads) + min(problem.tails)
    if problem.rest is not None:
        rest = problem.rest
        found = max(found, problem.opens + problem.stays[rest] + tails[rest])
    at_once = [most_at_once(problem, stop) for stop in range(problem.stops)]
    for stop, most in enumerate(at_once):
        batches = -(-problem.groups // max(most, 1))
        queue = heads[stop] + batches * problem.stays[stop] + tails[stop]
        found = max(found, queue)
    if ways is None:
        return found
    begins = sorted(
        minutes + staying + batch * problem.stays[stop]
        for stop, minutes in enumerate(ways.starting)
        for batch in range(-(-problem.groups // max(at_once[stop], 1)))
        for _ in range(max(at_once[stop], 1))
    )
    found = max(found, begins[problem.groups - 1])
    if problem.slow:
        # The others being quicker, all of the above holds; this is how long the slow one takes.
        alone = replace(problem.of(problem.groups - 1), sizes=problem.sizes[-1:])
        found = max(found, lower_bound(alone, Ways(alone)))
    return found


def _nearest(
    ends: Sequence[int], problem: RotationProblem, walks: Sequence[Sequence[int]]
) -> list[int]:
    """Minutes from each stop to the end at least, be it straight or by way of other stops."""
    found = list(ends)
    for _ in found:
        onward = [stay + end for stay, end in zip(problem.stays, found, strict=True)]
        found = [
            min(end, *map(sum, zip(row, onward, strict=True)))
            for end, row in zip(found, walks, strict=True)
        ]
    return found
