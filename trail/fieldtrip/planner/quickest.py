"""The order of stops that brings one group back earliest, past the groups that are placed."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from trail.fieldtrip.planner.rotation import Occupancy, RotationProblem

Minutes = NDArray[np.int16]  # enough for three weeks
Masks = NDArray[np.int64]

MOST_STOPS = 14  # above, the table of subsets takes too long for a plan


class Room:
    """When each stop has room for so many students, as tables; of one moment of `Occupancy`."""

    def __init__(self, problem: RotationProblem, horizon: int) -> None:
        self._problem, self._horizon = problem, horizon
        self._walks = np.array(problem.walks, dtype=np.int16).reshape(problem.stops, problem.stops)
        self._tails = np.array(problem.tails, dtype=np.int16)

    def tables(self, busy: Occupancy, students: int) -> list[Minutes]:
        """For each stop: from each minute on, the first at which the students may begin there."""
        return [self._table(busy, stop, students) for stop in range(self._problem.stops)]

    def _table(self, busy: Occupancy, stop: int, students: int) -> Minutes:
        horizon, problem = self._horizon, self._problem
        full = np.zeros(horizon + 1, dtype=np.int16)
        there = np.array(busy.there(stop)[:horizon], dtype=np.int16)
        full[1 : len(there) + 1] = there > problem.capacities[stop] - students
        taken = np.cumsum(full)
        ends = np.minimum(np.arange(horizon) + problem.stays[stop], horizon)
        free = taken[ends] == taken[:horizon]
        if stop == problem.rest:
            free[: problem.opens] = False
            free[max(problem.closes + 1, 0) :] = False
        starts = np.where(free, np.arange(horizon, dtype=np.int16), np.int16(horizon))
        first = np.minimum.accumulate(starts[::-1])[::-1]
        return np.append(first, np.int16(horizon))

    def order(
        self, tables: list[Minutes], heads: tuple[int, ...], after: int | None = None
    ) -> tuple[int, ...]:
        """The stops in the order that brings the group back earliest; () where none is in time.

        Dynamic programming over subsets: who is at a stop earlier is nowhere later, since
        waiting is allowed. `after`: rest after so many stops.
        """
        problem, horizon = self._problem, self._horizon
        count = problem.stops
        end: Minutes = np.full((1 << count, count), horizon, dtype=np.int16)
        for stop in range(count):
            if stop != problem.rest or after in (None, 0):
                end[1 << stop, stop] = self._end(tables, stop, np.array([heads[stop]]))[0]
        for size, stop, masks, before in subsets(count):
            if stop == problem.rest and after not in (None, size - 1):
                continue
            arrived = (end.take(before, axis=0) + self._walks[:, stop]).min(axis=1)
            end[masks, stop] = self._end(tables, stop, arrived)
        mask = (1 << count) - 1
        back = np.where(end[mask] < horizon, end[mask] + self._tails, 2 * horizon)
        last = int(back.argmin())
        if back[last] > horizon:
            return ()
        order = [last]
        while mask := mask ^ (1 << order[-1]):
            order.append(int((end[mask] + self._walks[:, order[-1]]).argmin()))
        return tuple(reversed(order))

    def _end(self, tables: list[Minutes], stop: int, arrived: Minutes) -> Minutes:
        start = tables[stop].take(arrived, mode="clip")
        return np.minimum(start + self._problem.stays[stop], self._horizon)


@lru_cache(maxsize=16)
def subsets(count: int) -> tuple[tuple[int, int, Masks, Masks], ...]:
    """Sizes from two up, stops, the subsets of that size that have the stop, and these without."""
    every = np.arange(1 << count)
    sizes = np.array([int(mask).bit_count() for mask in every])
    found = []
    for size in range(2, count + 1):
        for stop in range(count):
            masks = np.flatnonzero((sizes == size) & (every >> stop & 1 == 1))
            found.append((size, stop, masks, masks ^ (1 << stop)))
    return tuple(found)
