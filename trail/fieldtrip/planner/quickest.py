"""The order of stops that brings one group back earliest, past the groups that are placed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trail.fieldtrip.planner.rotation import Occupancy, RotationProblem
from trail.fieldtrip.planner.subsets import onward, sizes

Minutes = NDArray[np.int16]  # enough for three weeks
Masks = NDArray[np.int64]

MOST_STOPS = 14  # above, the table of subsets takes too long for a plan


class Room:
    """When each stop has room for so many students, as tables; of one moment of `Occupancy`."""

    def __init__(self, problem: RotationProblem, horizon: int) -> None:
        self._problem, self._horizon = problem, horizon
        self._walks = np.array(problem.walks, dtype=np.int16).reshape(problem.stops, problem.stops)
        self._tails = np.array(problem.tails, dtype=np.int16)
        self._stays = np.array(problem.stays, dtype=np.int16)

    def tables(self, busy: Occupancy, students: int) -> Minutes:
        """A row for each stop: from each minute on, the first at which the students may begin
        there."""
        free = self._free(busy, students)
        starts = np.where(free, np.arange(free.shape[1], dtype=np.int16), np.int16(self._horizon))
        first: Minutes = np.minimum.accumulate(starts[:, ::-1], axis=1)[:, ::-1]
        return np.ascontiguousarray(first)

    def _free(self, busy: Occupancy, students: int) -> NDArray[np.bool_]:
        """A row for each stop: at which minutes the students may begin there."""
        horizon, problem = self._horizon, self._problem
        full = np.zeros((problem.stops, horizon + 2), dtype=np.int16)
        for stop, capacity in enumerate(problem.capacities):
            there = busy.there(stop)[:horizon]
            full[stop, 1 : len(there) + 1] = [n > capacity - students for n in there]
        taken = full.cumsum(axis=1, dtype=np.int16)
        minutes = np.arange(horizon + 1)
        ends = np.minimum(minutes + self._stays[:, None], horizon)
        free: NDArray[np.bool_] = np.take_along_axis(taken, ends, 1) == taken[:, : horizon + 1]
        free[:, horizon] = False
        if problem.rest is not None:
            free[problem.rest, : problem.opens] = False
            free[problem.rest, max(problem.closes + 1, 0) :] = False
        return free

    def order(
        self, tables: Minutes, heads: tuple[int, ...], after: int | None = None
    ) -> tuple[int, ...]:
        """The stops in the order that brings the group back earliest; () where none is in time.

        Dynamic programming over subsets: who is at a stop earlier is nowhere later, since
        waiting is allowed. `after`: rest after so many stops.
        """
        problem, horizon = self._problem, self._horizon
        first = np.array(heads, dtype=np.int16)[:, None]
        flat, width = tables.ravel(), tables.shape[1]
        ends: list[Minutes] = []
        for size, subsets in enumerate(sizes(problem.stops)):
            arrived = onward(ends[-1], self._walks) if ends else first
            arrived = np.minimum(arrived.ravel().take(subsets.before), horizon)
            start = flat.take(subsets.stops * width + arrived)
            end: Minutes = np.full(problem.stops * len(subsets.masks), horizon, dtype=np.int16)
            end[subsets.here] = np.minimum(start + self._stays.take(subsets.stops), horizon)
            end = end.reshape(problem.stops, len(subsets.masks))
            if problem.rest is not None and after not in (None, size):
                end[problem.rest] = horizon
            ends.append(end)
        last = ends[-1][:, 0]
        back = np.where(last < horizon, last + self._tails, 2 * horizon)
        order = [int(back.argmin())]
        if back[order[0]] > horizon:
            return ()
        mask = (1 << problem.stops) - 1
        while mask := mask ^ (1 << order[-1]):
            size = mask.bit_count() - 1
            column = int(sizes(problem.stops)[size].masks.searchsorted(mask))
            order.append(int((ends[size][:, column] + self._walks[:, order[-1]]).argmin()))
        return tuple(reversed(order))

    def best_of(
        self, busy: Occupancy, students: int, orders: Masks, until: int, tiring: int
    ) -> tuple[int, ...]:
        """Of the orders, a row each, the first that is not late, then least tiring, then back
        earliest; walked as late as it can be where it would be too tiring."""
        problem, horizon = self._problem, self._horizon
        free = self._free(busy, students)
        minutes = np.arange(horizon + 1, dtype=np.int16)
        soonest = np.where(free, minutes, np.int16(horizon))
        soonest = np.minimum.accumulate(soonest[:, ::-1], axis=1)[:, ::-1]
        latest = np.maximum.accumulate(np.where(free, minutes, np.int16(0)), axis=1)
        stays, walks = self._stays, self._walks
        heads = np.array(problem.heads, dtype=np.int16)
        stops = orders.T
        starts = np.empty(stops.shape, dtype=np.int16)
        arrived = heads[stops[0]]
        for k, stop in enumerate(stops):
            starts[k] = soonest[stop, np.minimum(arrived, horizon)]
            if k + 1 < len(stops):
                arrived = starts[k] + stays[stop] + walks[stop, stops[k + 1]]
        back = starts[-1] + stays[stops[-1]] + self._tails[stops[-1]]
        tired = self._tired(stops, starts, back, tiring)
        settled = starts.copy()
        for k in range(len(stops) - 2, -1, -1):
            stop, after = stops[k], stops[k + 1]
            wanted = settled[k + 1] - walks[stop, after] - stays[stop]
            moved = np.where(stop == problem.rest, starts[k], latest[stop, wanted])
            settled[k] = np.maximum(moved, starts[k])
        tired = np.where(tired, self._tired(stops, settled, back, tiring), 0)
        late = (starts >= horizon).any(axis=0) | (back > min(until, horizon))
        return tuple(map(int, orders[np.lexsort((back, tired, late))[0]]))

    def _tired(self, stops: Masks, starts: Minutes, back: Minutes, tiring: int) -> Minutes:
        """Minutes too many on foot, of the longer of both stretches; `stops` and `starts` have
        a row for each place in the order."""
        problem, all_of = self._problem, np.arange(stops.shape[1])
        begin = starts[0] - np.array(problem.heads, dtype=np.int16)[stops[0]]
        longest = back - begin
        if problem.rest is not None:
            at = (stops == problem.rest).argmax(axis=0)
            rest = starts[at, all_of]
            after = np.minimum(at + 1, len(stops) - 1)
            onward = starts[after, all_of] - self._walks[problem.rest, stops[after, all_of]]
            onward = np.where(at + 1 < len(stops), onward, rest + self._stays[problem.rest])
            longest = np.maximum(rest - begin, back - onward)
        tired: Minutes = np.maximum(longest - np.int16(min(tiring, 30_000)), 0)
        return tired
