"""Each move of the local search undoes what the other can't."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.guide.walk.iterated_search import iterated
from trail.guide.walk.local_search import NEVER, Costs, improved, insertions
from trail.guide.walk.ordering import Order, shortest_order


def costs(points: list[complex]) -> Costs:
    return np.array([[round(abs(a - b) * 1000) for b in points] for a in points], dtype=np.int64)


def around(cost: Costs, cycle: list[int]) -> int:
    return sum(int(cost[a, b]) for a, b in zip(cycle, cycle[1:] + cycle[:1], strict=True))


def ring(count: int) -> list[complex]:
    return [complex(np.exp(2j * np.pi * k / count)) * 100 for k in range(count)]


def test_long_stretch_the_wrong_way_round_is_turned() -> None:
    cost = costs(ring(20))
    crossed = [*range(5), *range(14, 4, -1), *range(15, 20)]
    assert around(cost, improved(cost, crossed)) == around(cost, list(range(20)))


@pytest.mark.parametrize("piece", [[9], [9, 10], [9, 10, 11]])
def test_misplaced_piece_is_put_back_where_turning_costs_too_much(piece: list[int]) -> None:
    # One-way: every step down costs so much that no stretch may be turned.
    count = 16
    cost = np.array(
        [[(b - a) % count if b != a else 0 for b in range(count)] for a in range(count)],
        dtype=np.int64,
    )
    rest = [k for k in range(count) if k not in piece]
    assert around(cost, improved(cost, rest[:3] + piece + rest[3:])) == count


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("one_way", [False, True])
def test_no_turn_and_no_shift_is_left_to_make(seed: int, one_way: bool) -> None:
    dice, count = random.Random(seed), 24
    points = [complex(dice.uniform(0, 99), dice.uniform(0, 99)) for _ in range(count)]
    cost = costs(points)
    if one_way:
        cost[np.tril_indices(count)] *= 2
    way = improved(cost, dice.sample(range(count), count))
    shortest = around(cost, way)
    for i, j in itertools.combinations(range(1, count + 1), 2):
        assert around(cost, way[:i] + way[i:j][::-1] + way[j:]) >= shortest
    for i, size in itertools.product(range(1, count), (1, 2, 3)):
        piece, rest = way[i : i + size], way[:i] + way[i + size :]
        for place in range(1, len(rest) + 1):
            assert around(cost, rest[:place] + piece + rest[place:]) >= shortest
            assert around(cost, rest[:place] + piece[::-1] + rest[place:]) >= shortest


@given(st.integers(0, 10**6), st.booleans(), st.booleans())
def test_insertion_costs_what_it_adds(seed: int, loop: bool, from_start: bool) -> None:
    dice = random.Random(seed)
    cost = costs([complex(dice.uniform(0, 99), dice.uniform(0, 99)) for _ in range(6)])
    way = dice.sample(range(5), dice.randrange(1, 6))

    def metres(order: list[int]) -> int:
        return sum(int(cost[a, b]) for a, b in itertools.pairwise(order + order[: int(loop)]))

    added = insertions(cost, way, 5, way[0] if from_start else None, loop)
    for place, more in enumerate(added.tolist()):
        if place == 0 and (loop or from_start):
            assert more >= NEVER // 2
        else:
            assert metres([*way[:place], 5, *way[place:]]) - metres(way) == more


GRID = [complex(x, y) * 100 for x in range(8) for y in range(8)]  # 64 corners, 100 m apart


def metres(order: Order) -> list[float]:
    return [abs(GRID[a] - GRID[b]) for a, b in itertools.pairwise(order.indexes)]


@pytest.mark.parametrize(
    ("wanted", "length"),
    [
        ({"loop": True}, 6400),
        ({"start": 0}, 6300),
        ({"finish": 63}, 6300),
        ({"start": 0, "finish": 7}, 6300),
        ({}, 6300),
        # Corners of one colour: a hundred steps can't all go to the next one.
        ({"start": 0, "finish": 63}, 6300 + 100 * (2**0.5 - 1)),
    ],
)
def test_a_grid_is_walked_in_the_least_metres(wanted: dict[str, int], length: float) -> None:
    cost = [[abs(a - b) for b in GRID] for a in GRID]
    order = shortest_order(len(GRID), cost, **wanted)  # type: ignore[arg-type]
    assert sorted(order.indexes) == list(range(64))
    assert order.length_m == pytest.approx(length)
    assert math.fsum(metres(order)) + 100 * ("loop" in wanted) == pytest.approx(length)
    assert wanted.get("start", order.indexes[0]) == order.indexes[0]
    assert wanted.get("finish", order.indexes[-1]) == order.indexes[-1]
    assert not order.exact


def test_the_same_order_comes_each_time_and_the_way_round_is_the_lower_one() -> None:
    cost = [[abs(a - b) for b in GRID] for a in GRID]
    first = shortest_order(len(GRID), cost, loop=True)
    assert first == shortest_order(len(GRID), cost, loop=True)
    assert first.indexes[0] == 0
    assert first.indexes[1] < first.indexes[-1]


@pytest.mark.parametrize("seed", range(6))
def test_kicks_never_make_a_cycle_longer(seed: int) -> None:
    dice = random.Random(seed)
    cost = costs([complex(dice.uniform(0, 99), dice.uniform(0, 99)) for _ in range(40)])
    way = dice.sample(range(40), 40)
    settled = iterated(cost.tolist(), way, 0)
    kicked = iterated(cost.tolist(), way, 200)
    assert settled[0] == kicked[0] == way[0]
    assert sorted(kicked) == sorted(settled) == list(range(40))
    assert around(cost, kicked) <= around(cost, settled) < around(cost, way)
