"""One group's best order past the others, against every order placed one at a time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fieldtrip.test_rotation import problems
from trail.fieldtrip.planner.bounds import Ways
from trail.fieldtrip.planner.quickest import Room
from trail.fieldtrip.planner.rotation import (
    NEVER,
    Occupancy,
    RotationProblem,
    back_at,
    place,
    settle,
    stretches,
)

UNTIL, HORIZON = 30, 90


@st.composite
def crowded(draw: st.DrawFn) -> tuple[RotationProblem, Occupancy]:
    """A problem, perhaps with a rest, whose groups but the first have a place already."""
    problem = replace(draw(problems(groups=4, stops=4)), slow=None)
    if draw(st.booleans()):
        opens = draw(st.integers(0, 12))
        rest = draw(st.integers(0, problem.stops - 1))
        problem = replace(
            problem, rest=rest, opens=opens, closes=opens + draw(st.integers(0, 20)),
            capacities=tuple(
                sum(problem.sizes) if stop == rest else c
                for stop, c in enumerate(problem.capacities)
            ),
        )  # fmt: skip
    busy = Occupancy(problem)
    for group in range(1, problem.groups):
        order = draw(st.permutations(range(problem.stops)))
        busy.add(place(problem, busy, group, order), problem.sizes[group])
    return problem, busy


def key(
    problem: RotationProblem, busy: Occupancy, order: Sequence[int], tiring: int = NEVER
) -> tuple[bool, int, int]:
    """Late, minutes too long on foot, back: of the order walked as early, then as late, as can
    be."""
    visits = place(problem, busy, 0, order)
    if not visits:
        return True, 0, NEVER
    tired = max(0, max(stretches(problem, visits)) - tiring)
    if tired:
        busy.add(visits, problem.sizes[0])
        visits = settle(problem, busy, 0, visits)
        busy.add(visits, -problem.sizes[0])
        tired = max(0, max(stretches(problem, visits)) - tiring)
    back = back_at(problem, visits)
    return back > UNTIL, tired, back


@settings(max_examples=150)
@given(crowded())
def test_order_is_the_one_back_earliest(given: tuple[RotationProblem, Occupancy]) -> None:
    problem, busy = given
    room = Room(problem, HORIZON)
    order = room.order(room.tables(busy, problem.sizes[0]), problem.heads)
    every = list(itertools.permutations(range(problem.stops)))
    least = min(key(problem, busy, one)[2] for one in every)
    assert key(problem, busy, order)[2] == least if order else least > HORIZON


@settings(max_examples=150)
@given(crowded(), st.integers(1, 30))
def test_best_of_many_is_the_best_one_by_one(
    given: tuple[RotationProblem, Occupancy], tiring: int
) -> None:
    problem, busy = given
    every = list(itertools.permutations(range(problem.stops)))
    order = Room(problem, HORIZON).best_of(busy, problem.sizes[0], np.array(every), UNTIL, tiring)
    best = min(key(problem, busy, one, tiring) for one in every)
    assert key(problem, busy, order, tiring) == best or best[0]


@settings(max_examples=60)
@given(problems(groups=1, stops=5).map(lambda problem: replace(problem, slow=None)))
def test_ways_are_the_shortest_from_each_stop(problem: RotationProblem) -> None:
    ways = Ways(problem)
    for first in range(problem.stops):
        others = [stop for stop in range(problem.stops) if stop != first]
        lengths = [
            problem.heads[first]
            + sum(problem.walks[a][b] for a, b in itertools.pairwise((first, *order)))
            + problem.tails[(first, *order)[-1]]
            for order in itertools.permutations(others)
        ]
        assert ways.starting[first] == min(lengths)
