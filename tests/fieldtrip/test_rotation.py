"""Rotations against a scheduler that tries every start, and by the rules they must keep."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trail.base.errors import PlanningError
from trail.fieldtrip.planner.bounds import Ways, lower_bound
from trail.fieldtrip.planner.groups import share_adults
from trail.fieldtrip.planner.rotate import Within, rotate
from trail.fieldtrip.planner.rotation import (
    GroupVisit,
    Rotation,
    RotationProblem,
    Walks,
    back_at,
    stretches,
)


def problems(
    groups: int, stops: int, stay: int = 4, walk: int = 4
) -> st.SearchStrategy[RotationProblem]:
    """Problems of up to so many groups and stops, with every group small enough for each stop."""

    @st.composite
    def build(draw: st.DrawFn) -> RotationProblem:
        count = draw(st.integers(1, stops))
        sizes = tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=groups)))
        minutes = st.integers(0, walk)
        usual = Walks(
            tuple(tuple(draw(minutes) for _ in range(count)) for _ in range(count)),
            tuple(draw(minutes) for _ in range(count)),
            tuple(draw(minutes) for _ in range(count)),
        )
        more = st.integers(0, 2)
        slow = Walks(
            tuple(tuple(m + draw(more) for m in row) for row in usual.walks),
            tuple(m + draw(more) for m in usual.heads),
            tuple(m + draw(more) for m in usual.tails),
        )
        return RotationProblem(
            sizes=sizes,
            capacities=tuple(draw(st.integers(max(sizes), 7)) for _ in range(count)),
            stays=tuple(draw(st.integers(1, stay)) for _ in range(count)),
            **usual._asdict(),
            slow=draw(st.sampled_from([None, slow])),
        )

    return build()


def answer(problem: RotationProblem, work: float = 15) -> Rotation:
    found = rotate(problem, work=work)
    assert found is not None
    return found


def check(problem: RotationProblem, found: Rotation) -> None:
    """Every rule of a rotation."""
    assert len(found.visits) == len(found.back) == problem.groups
    there: dict[tuple[int, int], int] = {}
    for group, visits in enumerate(found.visits):
        assert sorted(visit.stop for visit in visits) == list(range(problem.stops))
        at, before = 0, None
        for visit in visits:
            of = problem.of(group)
            walk = of.heads[visit.stop] if before is None else of.walks[before][visit.stop]
            assert visit.start >= at + walk, "a group is in two places"
            assert visit.end - visit.start == problem.stays[visit.stop]
            at, before = visit.end, visit.stop
            for minute in range(visit.start, visit.end):
                key = visit.stop, minute
                there[key] = there.get(key, 0) + problem.sizes[group]
        assert found.back[group] == back_at(problem.of(group), visits) <= found.minutes
    assert all(many <= problem.capacities[stop] for (stop, _), many in there.items())
    assert found.bound <= found.minutes
    assert found.proved == (found.bound == found.minutes)


# ---------------------------------------------------------------- an independent scheduler


def days(problem: RotationProblem, most: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every day of one group, as (stop, start) pairs, that is back within `most`: each order
    and each wait."""
    for order in itertools.permutations(range(problem.stops)):
        yield from _starts(problem, order, 0, -1, most)


def _starts(
    problem: RotationProblem, order: tuple[int, ...], at: int, before: int, most: int
) -> Iterator[tuple[tuple[int, int], ...]]:
    if not order:
        if at + (problem.tails[before] if before >= 0 else 0) <= most:
            yield ()
        return
    stop = order[0]
    arrival = at + (problem.heads[stop] if before < 0 else problem.walks[before][stop])
    for start in range(arrival, most - problem.stays[stop] + 1):
        for rest in _starts(problem, order[1:], start + problem.stays[stop], stop, most):
            yield ((stop, start), *rest)


def possible(problem: RotationProblem, most: int) -> bool:
    """Whether all groups can be back within `most`: every day of each is tried with the others'."""
    every = [list(dict.fromkeys(days(problem.of(g), most))) for g in range(problem.groups)]
    there: dict[tuple[int, int], int] = {}

    def go(group: int) -> bool:
        if group == problem.groups:
            return True
        students = problem.sizes[group]
        for day in every[group]:
            minutes = [(s, m) for s, start in day for m in range(start, start + problem.stays[s])]
            if any(there.get(key, 0) + students > problem.capacities[key[0]] for key in minutes):
                continue
            for key in minutes:
                there[key] = there.get(key, 0) + students
            if go(group + 1):
                return True
            for key in minutes:
                there[key] -= students
        return False

    return go(0)


@settings(max_examples=60)
@given(problems(groups=2, stops=3, stay=2, walk=2))
def test_small_cases_are_the_shortest_there_is(problem: RotationProblem) -> None:
    found = answer(problem)
    check(problem, found)
    assert found.proved
    assert possible(problem, found.minutes)
    assert not possible(problem, found.minutes - 1)


@settings(max_examples=25)
@given(problems(groups=3, stops=2, stay=3, walk=2))
def test_three_groups_at_two_stops_are_the_shortest_there_is(problem: RotationProblem) -> None:
    found = answer(problem)
    assert found.proved
    assert not possible(problem, found.minutes - 1)


# ---------------------------------------------------------------- laws


@settings(max_examples=30)
@given(problems(groups=12, stops=6))
def test_nobody_is_in_two_places_and_no_stop_is_too_full(problem: RotationProblem) -> None:
    check(problem, answer(problem))


@settings(max_examples=15)
@given(problems(groups=8, stops=5))
def test_the_quick_answer_keeps_the_rules_and_is_no_shorter(problem: RotationProblem) -> None:
    quick, full = answer(problem, work=0), answer(problem)
    check(problem, quick)
    assert full.minutes <= quick.minutes


@settings(max_examples=25)
@given(problems(groups=6, stops=5))
def test_one_group_alone_takes_the_shortest_way(problem: RotationProblem) -> None:
    alone = RotationProblem(
        problem.sizes[:1], problem.capacities, problem.stays, problem.walks, problem.heads,
        problem.tails,
    )  # fmt: skip
    best = min(
        problem.heads[order[0]]
        + sum(problem.walks[a][b] for a, b in itertools.pairwise(order))
        + problem.tails[order[-1]]
        for order in itertools.permutations(range(problem.stops))
    ) + sum(problem.stays)
    found = answer(alone)
    assert found.minutes == best
    assert found.proved
    # More groups never take less.
    assert answer(problem).minutes >= best
    assert lower_bound(problem, Ways(problem)) >= best


def test_the_same_problem_has_the_same_answer() -> None:
    problem = RotationProblem(
        (9, 9, 10, 10, 8), (20, 10, 10, 10), (8,) * 4,
        ((0, 3, 5, 2), (3, 0, 4, 6), (5, 4, 0, 7), (2, 6, 7, 0)), (0, 3, 5, 2), (0, 3, 5, 2),
    )  # fmt: skip
    assert answer(problem) == answer(problem)


def test_a_group_larger_than_a_stop_is_refused() -> None:
    with pytest.raises(PlanningError, match="holds 5 students"):
        rotate(RotationProblem((6,), (5,), (1,), ((0,),), (0,), (0,)))


def test_no_stops_take_no_time() -> None:
    found = answer(RotationProblem((3, 3), (), (), (), (), ()))
    assert (found.minutes, found.proved) == (0, True)


LUNCH = RotationProblem(
    (5, 5, 5), (5, 15), (10, 20), ((0, 3), (3, 0)), (4, 2), (4, 2), rest=1, opens=30, closes=60
)


def test_a_rest_begins_in_its_hours_and_groups_take_turns() -> None:
    """One at a time sees the stop for 10 minutes; all may rest together, from minute 30 on."""
    found = answer(LUNCH)
    check(LUNCH, found)
    rests = [visit.start for visits in found.visits for visit in visits if visit.stop == 1]
    assert all(30 <= start <= 60 for start in rests)
    # The third is at the stop from 24 to 34, rests from 37 to 57, and has 2 minutes home.
    assert found.minutes == 59
    assert found.proved
    assert sorted(v[0].start for v in found.visits) == [4, 14, 24]


def test_what_it_has_to_keep_to_it_keeps_to_or_says_that_it_cannot() -> None:
    assert rotate(LUNCH, Within(until=58)) is None
    assert rotate(LUNCH, Within(until=59)) is not None
    kept = rotate(LUNCH, Within(until=90, tiring=17))
    assert kept is not None
    assert all(max(stretches(LUNCH, visits)) <= 17 for visits in kept.visits)
    assert rotate(LUNCH, Within(tiring=16)) is None


def test_a_stretch_on_foot_ends_where_a_group_rests() -> None:
    visits = [GroupVisit(0, 10, 20), GroupVisit(1, 30, 50)]
    # From 6, 4 minutes before the stop; to the rest; from the rest, 2 minutes home.
    assert stretches(LUNCH, visits) == (24, 2)
    assert stretches(LUNCH, [GroupVisit(1, 30, 50), GroupVisit(0, 60, 70)]) == (2, 17)
    assert stretches(LUNCH, []) == (0,)


def test_waiting_is_moved_to_the_front() -> None:
    """Of two groups that share one stop the second sets out late, and does not wait there."""
    problem = RotationProblem((5, 5), (5, 9), (10, 10), ((0, 1), (1, 0)), (1, 1), (1, 1))
    found = answer(problem)
    waits = [
        b.start - a.end - problem.walks[a.stop][b.stop]
        for visits in found.visits
        for a, b in itertools.pairwise(visits)
    ]
    assert waits == [0, 0]


@pytest.mark.parametrize(
    ("sizes", "adults", "shares"),
    [((10, 10), 3, (2, 1)), ((9, 10), 3, (1, 2)), ((10, 10, 10), 5, (2, 2, 1)), ((4,), 1, (1,))],
)
def test_adults_to_spare_go_where_most_students_are_the_first_of_groups_alike(
    sizes: tuple[int, ...], adults: int, shares: tuple[int, ...]
) -> None:
    assert share_adults(sizes, adults) == shares
