"""Which stops of the tour a class has time for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from trail.fieldtrip.planner.day import Crowd, Day, Lunch, Nodes, arrange
from trail.fieldtrip.planner.ground import DEPOT, PlanNodes
from trail.fieldtrip.planner.rotate import WORK, Within
from trail.fieldtrip.planner.subsets import onward, sizes

STOP = 1000  # what a stop is worth; what it tells adds less than another stop would
WHOLE_STORY = 1200
EXACT = 16  # more candidates than these are thinned out to the nearest
TRIES = 2  # choices of as many stops that are looked at, when one of them fits

Table = NDArray[np.int32]


@dataclass(frozen=True)
class Chosen:
    """The stops of a day, and the day. `most` is how many there can be at most: no plan for
    these groups and this time, which tires nobody longer, has more."""

    nodes: Nodes
    day: Day
    most: int


@dataclass(frozen=True)
class StopChoice:
    """What the stops of a day are chosen from; `there_is` minutes from setting out to boarding.

    `worth` of each node, by its number: the sum over the stops of a day is to be great. All
    nodes of the `story` together are worth a stop, and a little more.
    """

    ground: PlanNodes
    candidates: Sequence[int]
    must: Collection[int]
    worth: Sequence[int]
    story: Nodes
    crowd: Crowd
    lunch: Lunch | None
    there_is: int

    def choose(self, tiring: int) -> Chosen | None:
        """The stops of most worth whose day fits, nobody on foot for more than `tiring` minutes
        at once; None where no day was found.

        For each number of stops, from what one group alone could see downward: the choice with
        the shortest way, then, of those worth more, a few.
        """
        within = Within(self.there_is, tiring)
        choices = self._choices(tiring)
        most = max(choices, default=0)
        sure = self._needed_day(within)
        best: tuple[Nodes, Day] | None = None
        low, high = 1, most
        # Halving: more stops are harder, for the search and in truth.
        while low <= high:
            middle = -(-(low + high) // 2) if best is None and high == most else (low + high) // 2
            found = self._of_size(choices[middle], within) if middle in choices else None
            if found is None:
                high = middle - 1
            else:
                best, low = found, middle + 1
        # Halving may have missed some: where one number is not found, the next one still may be.
        failed, size = 0, len(best[0]) + 1 if best else most + 1
        while failed < 2 and (more := choices.get(size)):
            day = self._day(more[0], within, WORK)
            if day is None:
                failed += 1
            else:
                best, failed = (more[0], day), 0
            size += 1
        best = self._fewer_but_better(choices, best, within) or best or sure
        if best is None:
            return None
        nodes, day = best
        shorter = arrange(self.ground, nodes, self.crowd, self.lunch, within)
        if shorter is not None and shorter.minutes <= day.minutes:
            day = shorter
        return Chosen(tuple(sorted(nodes)), day, max(most, len(nodes)))

    def _fewer_but_better(
        self, choices: Mapping[int, Sequence[Nodes]], best: tuple[Nodes, Day] | None, within: Within
    ) -> tuple[Nodes, Day] | None:
        """A choice with one stop less that is worth more all the same; None where none fits."""
        if best is None:
            return None
        beaten = self.value(best[0])
        better = [
            nodes for nodes in choices.get(len(best[0]) - 1, ()) if self.value(nodes) > beaten
        ]
        return self._of_size(better, within) if better else None

    def value(self, nodes: Collection[int]) -> int:
        """What a choice of stops is worth."""
        whole = bool(self.story) and all(node in nodes for node in self.story)
        return sum(self.worth[node] for node in nodes) + whole * WHOLE_STORY

    def least(self, nodes: Nodes, tiring: int) -> Day | None:
        """The shortest day found for just these nodes, however long it takes.

        Whatever time there is, it is the same one: a class that has it can have this day.
        """
        return arrange(self.ground, nodes, self.crowd, self.lunch, Within(tiring=tiring), work=0)

    @property
    def needed(self) -> Nodes:
        """The stops that must be in, else the nearest one; lunch at a stop needs that."""
        needed = {*self.must, *self._eaten_at()}
        if needed:
            return tuple(sorted(needed))
        ground = self.ground
        nearest = min(self.candidates, key=lambda node: (ground.minutes[DEPOT][node], node))
        return (nearest,)

    def _eaten_at(self) -> Nodes:
        return (self.lunch.node,) if self.lunch is not None and self.lunch.node else ()

    def _needed_day(self, within: Within) -> tuple[Nodes, Day] | None:
        day = self.least(self.needed, within.tiring)
        if day is None or day.minutes > self.there_is:
            return None
        return self.needed, day

    def _of_size(self, choices: Sequence[Nodes], within: Within) -> tuple[Nodes, Day] | None:
        """The choice of most worth that fits, of as many stops; `choices` from the shortest way
        to the one of most worth."""
        last = len(choices) - 1
        if last and (day := self._day(choices[last], within, 0)) is not None:
            return choices[last], day
        day = self._day(choices[0], within, WORK)
        if day is None:
            return None
        best = choices[0], day
        low, high = 1, last - 1
        for _ in range(TRIES):
            if low > high:
                break
            middle = (low + high + 1) // 2
            day = self._day(choices[middle], within, 0)
            if day is None:
                high = middle - 1
            else:
                best, low = (choices[middle], day), middle + 1
        return best

    def _day(self, nodes: Nodes, within: Within, work: float) -> Day | None:
        return arrange(self.ground, nodes, self.crowd, self.lunch, within, work=work, shorten=False)

    def _choices(self, tiring: int) -> dict[int, list[Nodes]]:
        """For each number of stops the choices that one group has time for: the one with the
        shortest way, and every one that is worth more than all with ways no longer."""
        nodes = self._thinned()
        # Every group sees every stop: the slowest has to have time for them.
        minutes = (self.crowd.slow or self.ground).minutes
        ways = shortest_ways(
            tuple(tuple(minutes[a][b] for b in (DEPOT, *nodes)) for a in (DEPOT, *nodes))
        )
        bit = {node: 1 << k for k, node in enumerate(nodes)}
        masks = np.arange(1 << len(nodes))
        counts, worth = _sums(nodes, self.worth)
        if self.story and all(node in bit for node in self.story):
            told = sum(bit[node] for node in self.story)
            worth += np.int32(WHOLE_STORY) * ((masks & told) == told)
        eaten = sum(bit.get(node, 0) for node in self._eaten_at())
        talks = counts - ((masks & eaten) > 0)
        walked = ways + talks * self.crowd.stay
        rest = self.lunch.minutes if self.lunch else 0
        budget = min(self.there_is - rest, tiring * (2 if self.lunch else 1))
        needed = sum(bit[node] for node in self.must) | eaten
        fits = (walked <= budget) & (masks & needed == needed) & (counts > 0)
        return {
            int(count): [
                tuple(node for node in nodes if bit[node] & mask)
                for mask in _front(np.flatnonzero(fits & (counts == count)), walked, worth)
            ]
            for count in np.unique(counts[fits])
        }

    def _thinned(self) -> Nodes:
        """The candidates, the nearest of them where there are more than can be looked at."""
        wanted = {*self.must, *self._eaten_at()}
        near = sorted(
            {*self.candidates, *wanted},
            key=lambda node: (node not in wanted, self.ground.minutes[DEPOT][node], node),
        )
        return tuple(sorted(near[: max(EXACT, len(wanted))]))


def _sums(nodes: Nodes, worth: Sequence[int]) -> tuple[Table, Table]:
    """Of each subset of the nodes, how many they are and what they are worth."""
    counts: Table = np.zeros(1, dtype=np.int32)
    values: Table = np.zeros(1, dtype=np.int32)
    for node in nodes:
        counts = np.concatenate((counts, counts + 1))
        values = np.concatenate((values, values + worth[node]))
    return counts, values


def _front(masks: NDArray[np.int64], cost: Table, worth: Table) -> Iterator[int]:
    best = -1
    for mask in masks[np.lexsort((masks, -worth[masks], cost[masks]))]:
        if worth[mask] > best:
            best = int(worth[mask])
            yield int(mask)


@lru_cache(maxsize=8)
def shortest_ways(minutes: tuple[tuple[int, ...], ...]) -> Table:
    """Minutes of the shortest round from the first place through each subset of the others.

    A subset is a bit mask, the second place its lowest bit.
    """
    count = len(minutes) - 1
    walks = np.array(minutes, dtype=np.int32)
    ways: Table = np.zeros(1 << count, dtype=np.int32)
    table: Table | None = None
    for subsets in sizes(count):
        arrived = walks[0, 1:, None] if table is None else onward(table, walks[1:, 1:])
        table = np.full((count, len(subsets.masks)), 10**6, dtype=np.int32)
        table.ravel()[subsets.here] = arrived.ravel().take(subsets.before)
        ways[subsets.masks] = (table + walks[1:, :1]).min(axis=0)
    return ways
