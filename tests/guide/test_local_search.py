"""Each move of the local search undoes what the other can't."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.guide.walk.local_search import NEVER, Costs, improved, insertions


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
