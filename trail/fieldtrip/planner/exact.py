"""The shortest rotation there is, by looking at all that could be shorter. Small cases only.

Visits are placed in the order in which they begin, each as early as there is room: among
the plans made so there is always a shortest one (they are the active schedules of a shop).
"""

from __future__ import annotations

from trail.fieldtrip.planner.bounds import Ways
from trail.fieldtrip.planner.rotation import NEVER, GroupVisit, Occupancy, RotationProblem

MOST_STEPS = 6000  # placings tried before giving up


class _TooMany(Exception):
    pass


class Search:
    """Depth first, the most promising first, cut where nothing shorter can follow."""

    def __init__(self, problem: RotationProblem, ways: Ways, best: int, bound: int) -> None:
        self._problem, self._best, self._bound = problem, best, bound
        self._of = [problem.of(group) for group in range(problem.groups)]
        # Of the quicker groups where one is slow: no way is shorter.
        self._left: list[list[int]] = ways.left.tolist()
        self._busy = Occupancy(problem)
        self._visits: list[list[GroupVisit]] = [[] for _ in problem.sizes]
        self._steps = 0
        self.found: list[list[GroupVisit]] | None = None

    def run(self) -> bool:
        """Whether all was looked at; `found` then has the shortest, None where none is shorter
        than the one given."""
        whole = (1 << self._problem.stops) - 1
        try:
            self._go([whole] * self._problem.groups, 0)
        except _TooMany:
            return False
        return True

    def _go(self, todo: list[int], now: int) -> None:
        least = max(self._end(group, mask) for group, mask in enumerate(todo))
        if least >= self._best:
            return
        if not any(todo):
            self._best = least
            self.found = [list(visits) for visits in self._visits]
            return
        for at, _, group, stop in self._choices(todo, now):
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise _TooMany
            if self._best <= self._bound:
                return
            students = self._problem.sizes[group]
            visit = GroupVisit(stop, at, at + self._problem.stays[stop])
            self._busy.add([visit], students)
            self._visits[group].append(visit)
            todo[group] ^= 1 << stop
            self._go(todo, at)
            todo[group] ^= 1 << stop
            self._visits[group].pop()
            self._busy.add([visit], -students)

    def _choices(self, todo: list[int], now: int) -> list[tuple[int, int, int, int]]:
        found: list[tuple[int, int, int, int]] = []
        fresh: set[tuple[int, bool]] = set()
        for group, mask in enumerate(todo):
            students = self._problem.sizes[group]
            if not self._visits[group]:
                # Groups of one size and pace that have not begun are alike: one of them stands
                # for all.
                kind = students, self._of[group] is self._problem
                if kind in fresh:
                    continue
                fresh.add(kind)
            for stop in range(self._problem.stops):
                if mask >> stop & 1:
                    at = self._busy.earliest(stop, self._arrival(group, stop), students)
                    if now <= at < NEVER:
                        found.append((at, self._left[mask][stop], group, stop))
        return sorted(found)

    def _arrival(self, group: int, stop: int) -> int:
        visits = self._visits[group]
        if not visits:
            return self._of[group].heads[stop]
        return visits[-1].end + self._of[group].walks[visits[-1].stop][stop]

    def _end(self, group: int, mask: int) -> int:
        """The earliest that a group can be back with the stops of `mask` still to see."""
        if not mask:
            last = self._visits[group][-1]
            return last.end + self._of[group].tails[last.stop]
        stops = [stop for stop in range(self._problem.stops) if mask >> stop & 1]
        staying = sum(self._problem.stays[stop] for stop in stops)
        return staying + min(self._arrival(group, s) + self._left[mask][s] for s in stops)
