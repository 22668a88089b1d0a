"""The shortest rotation that can be found in a moment, and whether it is proved to be one.

First each group in turn takes, of a set of good orders, the one that brings it back
earliest; then the groups that come back last try again. Small cases are searched whole.
Nothing here depends on a clock or on chance: the same problem has the same answer.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeAlias

from trail.base.errors import PlanningError
from trail.fieldtrip.planner.bounds import EXACT_STOPS, Ways, lower_bound
from trail.fieldtrip.planner.exact import Search
from trail.fieldtrip.planner.rotation import (
    GroupVisit,
    Occupancy,
    Rotation,
    RotationProblem,
    back_at,
    place,
    settled,
)
from trail.guide.walk.ordering import shortest_order

Order: TypeAlias = tuple[int, ...]

SMALL = 16  # groups times stops: up to here the exact search has a chance
WORK = 60_000  # placings that all the tries together may cost
TRIES = 8


def rotate(problem: RotationProblem, *, quick: bool = False) -> Rotation:
    """A rotation in which every group sees every stop and no stop holds too many.

    Args:
        quick: the first good one, to see what fits; never shorter than the full answer.

    Raises:
        PlanningError: a group is larger than a stop holds.
    """
    for stop, capacity in enumerate(problem.capacities):
        if problem.sizes and max(problem.sizes) > capacity:
            raise PlanningError(f"stop {stop} holds {capacity} students, fewer than a group has")
    if not problem.groups or not problem.stops:
        return Rotation(tuple(() for _ in problem.sizes), (0,) * problem.groups, 0, 0, proved=True)
    ways = Ways(problem) if problem.stops <= EXACT_STOPS else None
    bound = lower_bound(problem, ways)
    orders = _orders(problem, ways)
    best = _good(problem, orders, bound, 1 if quick else TRIES)
    minutes = _minutes(problem, best)
    proved = minutes <= bound
    if not proved and not quick and ways is not None and problem.groups * problem.stops <= SMALL:
        search = Search(problem, ways, minutes, bound)
        proved = search.run()
        best = search.found or best
    minutes = _minutes(problem, best)
    visits = settled(problem, _calmed(problem, orders, best, minutes))
    back = tuple(back_at(problem, group) for group in visits)
    return Rotation(visits, back, minutes, minutes if proved else bound, proved=proved)


def _minutes(problem: RotationProblem, plans: Sequence[Sequence[GroupVisit]]) -> int:
    return max(back_at(problem, visits) for visits in plans)


def _orders(problem: RotationProblem, ways: Ways | None) -> tuple[Order, ...]:
    """Orders worth trying: one round from every stop, both ways, and the shortest from each."""
    count = problem.stops
    cycle = shortest_order(count, problem.walks, loop=True).indexes
    turned = [cycle[k:] + cycle[:k] for k in range(count)]
    found = [*turned, *(tuple(reversed(order)) for order in turned)]
    if ways is not None:
        found += [ways.order(first) for first in range(count)]
    return tuple(dict.fromkeys(found))


def _good(
    problem: RotationProblem, orders: Sequence[Order], bound: int, tries: int
) -> list[list[GroupVisit]]:
    dice = random.Random(1905)  # noqa: S311 - only to vary the tries, always the same way
    cost = max(1, problem.groups * len(orders) * problem.stops)
    best: list[list[GroupVisit]] | None = None
    work = WORK
    for number in range(tries):
        groups = list(range(problem.groups))
        if number:
            dice.shuffle(groups)
        plans = _greedy(problem, orders, groups)
        work -= cost
        if tries > 1:
            work = _improve(problem, orders, plans, bound, work)
        if best is None or _minutes(problem, plans) < _minutes(problem, best):
            best = plans
        if _minutes(problem, best) <= bound or work < cost:
            break
    return best or []


def _greedy(
    problem: RotationProblem, orders: Sequence[Order], groups: Sequence[int]
) -> list[list[GroupVisit]]:
    busy = Occupancy(problem)
    plans: list[list[GroupVisit]] = [[] for _ in problem.sizes]
    for group in groups:
        plans[group] = _best_place(problem, busy, group, orders)
        busy.add(plans[group], problem.sizes[group])
    return plans


def _best_place(
    problem: RotationProblem, busy: Occupancy, group: int, orders: Sequence[Order]
) -> list[GroupVisit]:
    """The visits that bring the group back earliest; of these, the ones with least waiting."""
    tried = (place(problem, busy, group, order) for order in orders)
    return min(tried, key=lambda visits: (back_at(problem, visits), -visits[0].start))


def _calmed(
    problem: RotationProblem, orders: Sequence[Order], plans: list[list[GroupVisit]], minutes: int
) -> list[list[GroupVisit]]:
    """Plans as short as a whole in which the groups are less long on their feet."""
    busy = Occupancy(problem)
    for group, visits in enumerate(plans):
        busy.add(visits, problem.sizes[group])
    calm = list(plans)
    for group in sorted(range(problem.groups), key=lambda g: -_on_feet(problem, plans[g])):
        students = problem.sizes[group]
        busy.add(calm[group], -students)
        tried = (place(problem, busy, group, order) for order in orders)
        fitting = (visits for visits in tried if back_at(problem, visits) <= minutes)
        calm[group] = min((calm[group], *fitting), key=lambda visits: _on_feet(problem, visits))
        busy.add(calm[group], students)
    return calm


def _on_feet(problem: RotationProblem, visits: Sequence[GroupVisit]) -> int:
    """Minutes from setting out to coming back."""
    return back_at(problem, visits) - visits[0].start + problem.heads[visits[0].stop]


def _improve(
    problem: RotationProblem,
    orders: Sequence[Order],
    plans: list[list[GroupVisit]],
    bound: int,
    work: int,
) -> int:
    """Let the group that comes back last, and one other, choose again; returns the work left."""
    busy = Occupancy(problem)
    for group, visits in enumerate(plans):
        busy.add(visits, problem.sizes[group])
    cost = 2 * len(orders) * problem.stops
    better = True
    while better and _minutes(problem, plans) > bound:
        better = False
        worst = max(range(problem.groups), key=lambda g: back_at(problem, plans[g]))
        latest = back_at(problem, plans[worst])
        for other in range(problem.groups):
            if work < cost:
                return work
            work -= cost
            if _swap(problem, orders, plans, busy, worst, other, latest):
                better = True
                break
    return work


def _swap(
    problem: RotationProblem,
    orders: Sequence[Order],
    plans: list[list[GroupVisit]],
    busy: Occupancy,
    worst: int,
    other: int,
    latest: int,
) -> bool:
    """Whether both groups, placed anew with `worst` first, are back before `latest`."""
    pair = [worst] if worst == other else [worst, other]
    old = {group: plans[group] for group in pair}
    for group in pair:
        busy.add(plans[group], -problem.sizes[group])
    for group in pair:
        plans[group] = _best_place(problem, busy, group, orders)
        busy.add(plans[group], problem.sizes[group])
    if max(back_at(problem, plans[group]) for group in pair) < latest:
        return True
    for group in pair:
        busy.add(plans[group], -problem.sizes[group])
        plans[group] = old[group]
    for group in pair:
        busy.add(plans[group], problem.sizes[group])
    return False
