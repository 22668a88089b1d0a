"""The order of stops and the best choice of them, held against trying everything."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trail.base.errors import DoesNotFit, InvalidParameter, TooFewStops
from trail.guide.walk.ordering import EXACT_STOPS, best_choice, shortest_order

Matrix = list[list[int]]


def matrices(least: int = 1, most: int = 7, longest: int = 60) -> st.SearchStrategy[Matrix]:
    """Square matrices, one-way, with many ties."""
    lengths = st.integers(0, longest)
    return st.integers(least, most).flatmap(
        lambda n: st.lists(st.lists(lengths, min_size=n, max_size=n), min_size=n, max_size=n)
    )


@st.composite
def tasks(draw: st.DrawFn, least: int = 1, most: int = 7) -> tuple[Matrix, dict[str, Any]]:
    """A matrix and ends that go together."""
    matrix = draw(matrices(least, most))
    stops = st.integers(0, len(matrix) - 1)
    start = draw(st.none() | stops)
    if draw(st.booleans()):
        return matrix, {"start": start, "loop": True}
    finish = draw(st.none() | stops)
    if finish == start and len(matrix) > 1:
        finish = None
    return matrix, {"start": start, "finish": finish}


def length(matrix: Sequence[Sequence[float]], way: Sequence[int], loop: bool = False) -> float:
    steps = list(itertools.pairwise(way))
    if loop and len(way) > 1:
        steps.append((way[-1], way[0]))
    return sum(matrix[a][b] for a, b in steps)


def allowed(
    stops: Sequence[int], start: int | None = None, finish: int | None = None, loop: bool = False
) -> Iterator[tuple[int, ...]]:
    """Every way through the stops with these ends, in lexicographic order."""
    if loop and start is None:
        start = min(stops)
    for way in itertools.permutations(sorted(stops)):
        if start not in (None, way[0]) or finish not in (None, way[-1]):
            continue
        yield way


def scattered(count: int, seed: int) -> list[list[float]]:
    """Straight distances between points of a square kilometre."""
    dice = random.Random(seed)
    points = [(dice.uniform(0, 1000), dice.uniform(0, 1000)) for _ in range(count)]
    return [[math.dist(a, b) for b in points] for a in points]


# ---------------------------------------------------------------- shortest order


@settings(deadline=None)
@given(tasks())
def test_order_is_the_first_of_the_shortest_of_all(task: tuple[Matrix, dict[str, Any]]) -> None:
    matrix, ends = task
    loop = ends.get("loop", False)
    ways = list(allowed(range(len(matrix)), **ends))
    least = min(length(matrix, way, loop) for way in ways)
    expected = next(way for way in ways if length(matrix, way, loop) == least)

    found = shortest_order(len(matrix), matrix, **ends)

    assert found.exact
    assert found.indexes == expected
    assert found.length_m == least


@settings(deadline=None)
@given(st.integers(2, 9), st.integers(0, 10**6), st.booleans())
def test_order_there_and_back_is_equally_long_both_ways(count: int, seed: int, loop: bool) -> None:
    matrix = scattered(count, seed)
    ends = {"loop": True} if loop else {"start": 0, "finish": count - 1}
    turned: dict[str, Any] = {"loop": True} if loop else {"start": count - 1, "finish": 0}
    there = shortest_order(count, matrix, **ends)
    back = shortest_order(count, matrix, **turned)
    assert there.length_m == pytest.approx(back.length_m, abs=0.01)
    assert length(matrix, there.indexes[::-1], loop) == pytest.approx(there.length_m)


@settings(deadline=None)
@given(st.integers(2, 9), st.integers(0, 10**6), st.booleans())
def test_one_stop_more_is_never_shorter(count: int, seed: int, loop: bool) -> None:
    matrix = scattered(count + 1, seed)
    fewer = shortest_order(count, [row[:count] for row in matrix[:count]], start=0, loop=loop)
    more = shortest_order(count + 1, matrix, start=0, loop=loop)
    assert more.length_m >= fewer.length_m - 0.01


@pytest.mark.parametrize("ends", [{}, {"start": 5}, {"start": 5, "finish": 2}, {"loop": True}])
def test_sixteen_stops_are_exact_and_no_longer_than_the_search(ends: dict[str, Any]) -> None:
    count = EXACT_STOPS
    matrix = scattered(count, 16)
    exact = shortest_order(count, matrix, **ends)
    # A stop on top of another makes the same task one for the search.
    doubled = [[*row, row[7]] for row in matrix]
    doubled.append(doubled[7][:])
    good = shortest_order(count + 1, doubled, **ends)
    assert exact.exact
    assert not good.exact
    assert exact.length_m <= good.length_m + 0.01
    assert good.length_m <= exact.length_m * 1.05


def test_sixteen_stops_on_a_ring_are_walked_round() -> None:
    ring = [math.tau * (k * 7 % 16) / 16 for k in range(16)]
    points = [(math.cos(angle) * 100, math.sin(angle) * 100) for angle in ring]
    found = shortest_order(16, lambda i, j: math.dist(points[i], points[j]), loop=True)
    places = [k * 7 % 16 for k in found.indexes]
    steps = {(b - a) % 16 for a, b in zip(places, places[1:] + places[:1], strict=True)}
    assert steps in ({1}, {15})


@pytest.mark.parametrize("ends", [{}, {"start": 3}, {"start": 3, "finish": 20}, {"loop": True}])
@pytest.mark.parametrize("one_way", [False, True])
def test_many_stops_are_all_visited_once_between_the_ends(
    ends: dict[str, Any], one_way: bool
) -> None:
    matrix = scattered(25, 4)
    if one_way:
        matrix = [
            [d * (1 if i < j else 1.5) for j, d in enumerate(r)] for i, r in enumerate(matrix)
        ]
    found = shortest_order(25, matrix, **ends)
    assert sorted(found.indexes) == list(range(25))
    assert found.indexes[0] == ends.get("start", found.indexes[0])
    assert found.indexes[-1] == ends.get("finish", found.indexes[-1])
    assert found.length_m == pytest.approx(length(matrix, found.indexes, ends.get("loop", False)))
    assert found == shortest_order(25, matrix, **ends)


@pytest.mark.parametrize("loop", [False, True])
def test_search_can_not_be_bettered_by_turning_any_stretch(loop: bool) -> None:
    matrix = scattered(30, 8)
    way = shortest_order(30, matrix, start=0, loop=loop).indexes
    shortest = length(matrix, way, loop)
    for i, j in itertools.combinations(range(1, 31), 2):
        turned = way[:i] + way[i:j][::-1] + way[j:]
        assert length(matrix, turned, loop) >= shortest - 0.1


def test_search_finds_a_line_of_stops() -> None:
    places = [(k * 11) % 40 for k in range(40)]
    found = shortest_order(40, lambda i, j: abs(places[i] - places[j]), start=places.index(0))
    assert [places[k] for k in found.indexes] == list(range(40))


def test_equal_ways_give_the_lower_indexes_first() -> None:
    square = [[0, 1, 2, 1], [1, 0, 1, 2], [2, 1, 0, 1], [1, 2, 1, 0]]
    assert shortest_order(4, square, loop=True).indexes == (0, 1, 2, 3)
    assert shortest_order(4, [[5] * 4] * 4).indexes == (0, 1, 2, 3)


def test_one_stop_is_an_order() -> None:
    assert shortest_order(1, [[0]], start=0, finish=0) == ((0,), 0.0, True)
    assert shortest_order(1, [[0]], loop=True) == ((0,), 0.0, True)


def test_no_stop_is_refused() -> None:
    with pytest.raises(TooFewStops):
        shortest_order(0, [])


@pytest.mark.parametrize(
    ("name", "count", "matrix", "ends"),
    [
        ("distances", 2, [[0, math.nan], [1, 0]], {}),
        ("distances", 2, [[0, math.inf], [1, 0]], {}),
        ("distances", 2, [[0, -1], [1, 0]], {}),
        ("distances", 2, [[0, 1e12], [1, 0]], {}),
        ("distances", 2, [[0, "1"], [1, 0]], {}),
        ("distances", 2, [[0, 1]], {}),
        ("distances", 2, [[0, 1], [1]], {}),
        ("distances", 2, [[0, 1, 2], [1, 0, 2]], {}),
        ("start", 2, [[0, 1], [1, 0]], {"start": 2}),
        ("start", 2, [[0, 1], [1, 0]], {"start": -1}),
        ("start", 2, [[0, 1], [1, 0]], {"start": True}),
        ("finish", 2, [[0, 1], [1, 0]], {"finish": 9}),
        ("finish", 2, [[0, 1], [1, 0]], {"start": 1, "finish": 1}),
        ("finish", 2, [[0, 1], [1, 0]], {"start": 0, "finish": 1, "loop": True}),
    ],
)
def test_what_is_no_task_is_refused(
    name: str, count: int, matrix: Any, ends: dict[str, Any]
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        shortest_order(count, matrix, **ends)
    assert refused.value.name == name


def test_diagonal_is_not_looked_at() -> None:
    assert shortest_order(2, [[math.nan, 4], [6, math.inf]]).length_m == 4


# ---------------------------------------------------------------- best choice


def best_by_trying(
    minutes: Matrix,
    dwell: Sequence[int],
    weights: Sequence[int],
    available: int,
    start: int | None,
    loop: bool,
) -> tuple[int, int, int, tuple[int, ...], tuple[int, ...]] | None:
    """Worth (negated), minutes, size, stops and order of the best choice."""
    found = []
    for size in range(1, len(dwell) + 1):
        for stops in itertools.combinations(range(len(dwell)), size):
            if start is not None and start not in stops:
                continue
            for way in allowed(stops, start=start, loop=loop):
                total = int(length(minutes, way, loop)) + sum(dwell[k] for k in way)
                if total <= available:
                    found.append((-sum(weights[k] for k in way), total, size, stops, way))
    return min(found) if found else None


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_choice_is_the_best_of_all_subsets_in_all_orders(data: st.DataObject) -> None:
    minutes = data.draw(matrices(most=6, longest=20))
    count = len(minutes)
    dwell = data.draw(st.lists(st.integers(0, 9), min_size=count, max_size=count))
    weights = data.draw(st.lists(st.integers(1, 3), min_size=count, max_size=count))
    start = data.draw(st.none() | st.integers(0, count - 1))
    available, loop = data.draw(st.integers(0, 90)), data.draw(st.booleans())
    expected = best_by_trying(minutes, dwell, weights, available, start, loop)
    if expected is None:
        with pytest.raises(DoesNotFit) as refused:
            best_choice(minutes, dwell, weights, available, start=start, loop=loop)
        least = refused.value.least
        assert best_by_trying(minutes, dwell, weights, least, start, loop)
        assert not best_by_trying(minutes, dwell, weights, least - 1, start, loop)
        return

    found = best_choice(minutes, dwell, weights, available, start=start, loop=loop)

    assert (-found.worth, found.total_min) == expected[:2]
    assert found.indexes == expected[4]
    assert found.travel_min == length(minutes, found.indexes, loop)
    assert found.exact


@settings(deadline=None, max_examples=30)
@given(matrices(least=2, most=6, longest=20), st.integers(5, 60), st.booleans())
def test_left_out_says_how_much_longer_it_takes(
    minutes: Matrix, available: int, loop: bool
) -> None:
    count = len(minutes)
    dwell = [5] * count
    found = best_choice(minutes, dwell, [1] * count, available, start=0, loop=loop)
    assert [out.stop for out in found.left_out] == sorted(set(range(count)) - set(found.indexes))
    for out in found.left_out:
        ways = allowed((*found.indexes, out.stop), start=0, loop=loop)
        least = min(length(minutes, way, loop) for way in ways) + 5 * (len(found.indexes) + 1)
        assert found.total_min + out.extra_min == least
        assert found.total_min + out.extra_min > available
    everything = shortest_order(count, minutes, start=0, loop=loop).length_m + 5 * count
    assert found.total_min + found.all_extra_min == everything


def test_equal_minutes_take_the_shorter_way() -> None:
    minutes = [[0, 3, 3], [3, 0, 3], [3, 3, 0]]
    metres = [[0, 230, 190], [230, 0, 200], [190, 200, 0]]
    found = best_choice(minutes, [1, 1, 1], [1, 1, 1], 60, start=0, distances=metres)
    assert found.indexes == (0, 2, 1)
    assert best_choice(minutes, [1, 1, 1], [1, 1, 1], 60, start=0).indexes == (0, 1, 2)


def test_worth_counts_more_than_the_number_of_stops() -> None:
    minutes = [[0, 2, 2, 9], [2, 0, 2, 9], [2, 2, 0, 9], [9, 9, 9, 0]]
    found = best_choice(minutes, [1] * 4, [1, 1, 1, 5], 11, start=0)
    assert found.indexes == (0, 3)
    assert found.worth == 6


@pytest.mark.parametrize(("start", "loop"), [(None, False), (0, False), (4, True), (None, True)])
def test_choice_among_many_stops_fits_and_is_near_the_exact_one(
    start: int | None, loop: bool
) -> None:
    metres = scattered(EXACT_STOPS, 3)
    minutes = [[math.ceil(d / 80) for d in row] for row in metres]
    dwell, weights = [5] * EXACT_STOPS, [1 + k % 3 for k in range(EXACT_STOPS)]
    exact = best_choice(minutes, dwell, weights, 80, start=start, loop=loop, distances=metres)
    # One more stop, too far away to matter.
    far = [[*row, 200] for row in minutes] + [[200] * EXACT_STOPS + [0]]
    good = best_choice(far, [*dwell, 5], [*weights, 1], 80, start=start, loop=loop)
    assert not good.exact
    assert good.total_min <= 80
    assert good.total_min == good.travel_min + 5 * len(good.indexes)
    assert good.travel_min == length(far, good.indexes, loop)
    assert exact.worth * 0.85 <= good.worth <= exact.worth
    with pytest.raises(DoesNotFit) as refused:
        best_choice(far, [*dwell, 5], [*weights, 1], 4, start=start, loop=loop)
    assert refused.value.least == 5


@pytest.mark.parametrize(
    ("name", "minutes", "dwell", "weights", "available"),
    [
        ("available", [[0]], [1], [1], -1),
        ("dwell", [[0]], [-1], [1], 5),
        ("weights", [[0]], [1], [1, 2], 5),
        ("minutes", [[0, 1.5], [1, 0]], [1, 1], [1, 1], 5),
        ("minutes", [[0, -1], [1, 0]], [1, 1], [1, 1], 5),
        ("minutes", [[0, 1]], [1, 1], [1, 1], 5),
    ],
)
def test_what_is_no_choice_is_refused(
    name: str, minutes: Any, dwell: list[int], weights: list[int], available: int
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        best_choice(minutes, dwell, weights, available)
    assert refused.value.name == name
