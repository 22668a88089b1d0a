"""The best rotation that can be found in a moment, and whether it is proved to be the shortest.

The groups one after another take the order that brings each back earliest; then those that
are late, too long on their feet, or last try again together with another. Small cases are
searched whole. Nothing here depends on a clock or on chance: the same problem has the same
answer.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from trail.base.errors import PlanningError
from trail.fieldtrip.planner.bounds import EXACT_STOPS, Ways, lower_bound
from trail.fieldtrip.planner.exact import Search
from trail.fieldtrip.planner.quickest import MOST_STOPS, Room
from trail.fieldtrip.planner.rotation import (
    NEVER,
    GroupVisit,
    Occupancy,
    Rotation,
    RotationProblem,
    back_at,
    place,
    settle,
    settled,
    stretches,
)
from trail.guide.walk.ordering import shortest_order

Visits: TypeAlias = list[GroupVisit]
Key: TypeAlias = tuple[int, int, int]

FEW = 8  # groups: more of them are planned by as many together as a stop holds
SMALL = 16  # groups times stops: up to here the exact search has a chance
WORK = 150  # milliseconds of an ordinary machine, told by counting
HORIZON = 3000  # minutes, for a rotation that may take as long as it likes
HOW_LATE = 240  # minutes, beyond which it does not matter any more


@dataclass(frozen=True)
class Within:
    """What a rotation has to keep to: minutes till all are back, and of one stretch on foot."""

    until: int = NEVER
    tiring: int = NEVER


def rotate(
    problem: RotationProblem,
    within: Within | None = None,
    *,
    work: float = WORK,
    shorten: bool = True,
) -> Rotation | None:
    """A rotation in which every group sees every stop and no stop holds too many.

    Args:
        within: what it keeps to; None where none is found that does.
        work: how much may be tried; 0 for the first answer.
        shorten: also when one is found that keeps to it, look for a shorter one.

    Raises:
        PlanningError: a group is larger than a stop holds.
    """
    for stop, capacity in enumerate(problem.capacities):
        if problem.sizes and max(problem.sizes) > capacity:
            raise PlanningError(f"stop {stop} holds {capacity} students, fewer than a group has")
    if not problem.groups or not problem.stops:
        return Rotation(tuple(() for _ in problem.sizes), (0,) * problem.groups, 0, 0, proved=True)
    within = within or Within()
    ways = Ways(problem) if problem.stops <= EXACT_STOPS else None
    bound = lower_bound(problem, ways)
    if bound > within.until:
        return None
    small = problem.groups * problem.stops <= SMALL
    # What is searched whole needs only something to begin with.
    work = min(work, WORK / 15) if small else work
    enough = bound if shorten else NEVER
    best = None
    for together in _bundles(problem):
        bundled = problem
        if len(together) < problem.groups:
            sizes = tuple(sum(problem.sizes[g] for g in one) for one in together)
            bundled = replace(problem, sizes=sizes)
        found = _Tries(bundled, within, ways).best(work, enough)
        if found is not None:
            pairs = zip(found, together, strict=True)
            best = [list(visits) for visits, groups in pairs for _ in groups]
            break
    if best is None:
        return None
    minutes = _minutes(problem, best)
    proved = minutes <= bound
    if not proved and work and shorten and ways is not None and small and within.tiring >= NEVER:
        search = Search(problem, ways, minutes, bound)
        proved = search.run()
        best = search.found or best
        minutes = _minutes(problem, best)
    visits = settled(problem, best)
    own = [problem.of(group) for group in range(problem.groups)]
    each = list(zip(own, visits, strict=True))
    if any(max(stretches(of, one)) > within.tiring for of, one in each):
        return None
    back = tuple(back_at(of, one) for of, one in each)
    return Rotation(visits, back, minutes, minutes if proved else bound, proved=proved)


def _bundles(problem: RotationProblem) -> Iterator[list[range]]:
    """Where there are many groups: those that go about together, as many as every stop holds.

    A slow one goes alone, or else, where no plan is found so, with others at its pace.
    """
    groups = range(problem.groups)
    if problem.groups <= FEW:
        yield [groups[g : g + 1] for g in groups]
        return
    stops = [stop for stop in range(problem.stops) if stop != problem.rest]
    room = min((problem.capacities[stop] for stop in stops), default=max(problem.sizes))
    largest = max(problem.sizes)
    many = max(1, room // largest)
    if problem.slow and many > 1:
        yield [*(groups[g : min(g + many, groups[-1])] for g in groups[:-1:many]), groups[-1:]]
    yield [groups[g : g + many] for g in range(0, problem.groups, many)]


def _minutes(problem: RotationProblem, plans: Sequence[Visits]) -> int:
    return max(back_at(problem.of(group), visits) for group, visits in enumerate(plans))


class _Tries:
    """Tries one after another, and what is left of the work that they may take."""

    def __init__(self, problem: RotationProblem, within: Within, ways: Ways | None) -> None:
        self._problem, self._within, self._enough = problem, within, NEVER
        self._cost = self._cost_of_one()
        self._orders = None
        if problem.stops > MOST_STOPS:
            self._orders = np.array(_orders(problem, ways), dtype=np.int64)
        # Who is late is not lost where no order is the best: the least late goes on.
        late = 0 if self._orders is None else HOW_LATE
        horizon = min(within.until, HORIZON) + 1 + late
        self._of = [problem.of(group) for group in range(problem.groups)]
        usual = Room(problem, horizon)
        self._rooms = [usual if of is problem else Room(of, horizon) for of in self._of]
        self._busy = Occupancy(problem)
        self._plans: list[Visits] = []
        self._keys: list[Key] = []
        self._left = 0.0

    def best(self, work: float, enough: int) -> list[Visits] | None:
        """The best plans found, a list for each group; None where none keeps to what it has to.

        Plans of no more than `enough` minutes need no others.
        """
        self._left, self._enough = work, enough
        dice = random.Random(1905)  # noqa: S311 - only to vary the tries, always the same way
        best: tuple[Key, list[Visits]] | None = None
        number = 0
        while True:
            self._begin(dice, number)
            if work:
                self._improve(dice)
            key = self._key()
            if best is None or key < best[0]:
                best = key, list(self._plans)
            number += 1
            if best[0] <= (0, 0, enough) or self._left < self._problem.groups * self._cost:
                break
        (late, tired, _), plans = best
        return None if late or tired else plans

    def _cost_of_one(self) -> float:
        """Milliseconds, roughly, for the best order of one group."""
        count = self._problem.stops
        if count > MOST_STOPS:
            return count * count * 0.06
        return 0.3 + count * count * (0.012 + (1 << count) * 0.000_004 * count)

    def _begin(self, dice: random.Random, number: int) -> None:
        """All groups in turn; each try after the first looks from other stops first."""
        problem = self._problem
        self._busy = Occupancy(problem)
        self._plans = [[] for _ in problem.sizes]
        self._keys = [(1, 0, NEVER)] * problem.groups
        groups = list(range(problem.groups))
        if number:
            dice.shuffle(groups)
        for group in groups:
            slant = tuple(dice.randrange(9) if number else 0 for _ in problem.heads)
            self._put(group, slant)

    def _put(self, group: int, slant: tuple[int, ...] = ()) -> None:
        """Place a group that is not placed, as well as can be; without visits where it can't be."""
        self._left -= self._cost
        self._plans[group] = visits = self._best_visits(group, slant)
        self._keys[group] = self._key_of(group, visits)
        self._busy.add(self._plans[group], self._problem.sizes[group])

    def _take(self, group: int) -> Visits:
        old = self._plans[group]
        self._busy.add(old, -self._problem.sizes[group])
        self._plans[group] = []
        return old

    def _best_visits(self, group: int, slant: tuple[int, ...]) -> Visits:
        problem, room = self._of[group], self._rooms[group]
        if self._orders is not None:
            students, within = problem.sizes[group], self._within
            order = room.best_of(self._busy, students, self._orders, within.until, within.tiring)
            return self._placed(group, order)
        tables = room.tables(self._busy, problem.sizes[group])
        heads = tuple(map(sum, zip(problem.heads, slant, strict=True))) if slant else problem.heads
        found = self._placed(group, room.order(tables, heads))
        if self._key_of(group, found)[1] and problem.rest is not None:
            # Too long before the rest: fewer stops before it; too long after it: more.
            at = next((k for k, visit in enumerate(found) if visit.stop == problem.rest), 0)
            first = stretches(problem, found)[0] if found else 0
            sooner = -1 if first > self._within.tiring else 1
            counts = [k for k in (at + sooner, at + 2 * sooner) if 0 <= k < problem.stops]
            others = [room.order(tables, heads, k) for k in counts]
            self._left -= self._cost * len(others)
            found = min(
                [found, *(self._placed(group, o) for o in others)],
                key=lambda visits: self._key_of(group, visits),
            )
        return found

    def _key_of(self, group: int, visits: Visits) -> Key:
        """Whether it is late, minutes too long on foot, and when it is back: less is better."""
        if not visits:
            return (1, 0, NEVER)
        back = back_at(self._of[group], visits)
        return (int(back > self._within.until), self._tired(group, visits), back)

    def _placed(self, group: int, order: Sequence[int]) -> Visits:
        return self._eased(group, place(self._problem, self._busy, group, order))

    def _eased(self, group: int, visits: Visits) -> Visits:
        """The same visits, later where that makes a group less long on foot."""
        if not visits or not self._tired(group, visits):
            return visits
        students = self._problem.sizes[group]
        self._busy.add(visits, students)
        calm = settle(self._problem, self._busy, group, list(visits))
        self._busy.add(calm, -students)
        return calm

    def _tired(self, group: int, visits: Visits) -> int:
        return max(0, max(stretches(self._of[group], visits)) - self._within.tiring)

    def _key(self) -> Key:
        keys = self._keys
        return (sum(k[0] for k in keys), sum(k[1] for k in keys), max(k[2] for k in keys))

    def _improve(self, dice: random.Random) -> None:
        """Let the worst group, and another, choose again, as long as it helps."""
        better, keys = True, self._keys
        while better:
            better = False
            worst = max(range(self._problem.groups), key=lambda g: keys[g])
            if keys[worst] <= (0, 0, self._enough):
                return
            others = [g for g in range(self._problem.groups) if g != worst]
            dice.shuffle(others)
            for other in (None, *others):
                if self._left < 2 * self._cost:
                    return
                pair = [worst] if other is None else [worst, other]
                if self._again(pair, keys[worst]):
                    better = True
                    break

    def _again(self, pair: Sequence[int], worst: Key) -> bool:
        """Whether the groups, placed anew in that order, are all better than the worst was."""
        old = {group: (self._take(group), self._keys[group]) for group in pair}
        for group in pair:
            self._put(group)
        if max(self._keys[group] for group in pair) < worst:
            return True
        for group in pair:
            self._take(group)
        for group in pair:
            self._plans[group], self._keys[group] = old[group]
            self._busy.add(self._plans[group], self._problem.sizes[group])
        return False


def _orders(problem: RotationProblem, ways: Ways | None) -> tuple[tuple[int, ...], ...]:
    """Orders worth trying: one round from every stop, both ways, and the shortest from each."""
    stops = [stop for stop in range(problem.stops) if stop != problem.rest]
    cycle = shortest_order(
        len(stops), [[problem.walks[a][b] for b in stops] for a in stops], loop=True
    ).indexes
    turned = [tuple(stops[k] for k in cycle[at:] + cycle[:at]) for at in range(len(stops))]
    found = [*turned, *(tuple(reversed(order)) for order in turned)]
    if ways is not None:
        found += [ways.order(first) for first in range(problem.stops)]
    if problem.rest is None:
        return tuple(dict.fromkeys(found))
    bare = [tuple(stop for stop in order if stop != problem.rest) for order in found]
    return tuple(
        dict.fromkeys(
            (*order[:k], problem.rest, *order[k:]) for order in bare for k in range(len(order) + 1)
        )
    )
