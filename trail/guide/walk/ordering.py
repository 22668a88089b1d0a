"""The shortest order of stops, and the best choice of stops for a time.

Stops are indexes from 0; where they lie is none of this module's business. Up
to `EXACT_STOPS` the answer is exact, by dynamic programming over subsets (Held
and Karp 1962); above it comes from an iterated search, and `exact` is False.

Costs are compared as whole numbers (millimetres, minutes), so that ties are
ties: among equals the order with the lower indexes first wins, always.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from trail.base.errors import DoesNotFit, InvalidParameter, TooFewStops
from trail.guide.walk.local_search import NEVER, Costs, GrownSubsets, good_order

EXACT_STOPS = 16
LONGEST_M = 1e9  # 25 times round the earth; keeps every sum far inside 64 bits
LONGEST_MIN = 10_000_000

Distances: TypeAlias = Sequence[Sequence[float]] | Callable[[int, int], float]
ROUNDS = 3_000  # of the iterated search: within 1 % of LKH to 100 stops (docs/numbers.md)
MOST_LOOKS = 200_000  # rounds times stops, so that a thousand stops take seconds and not minutes


class Order(NamedTuple):
    """All stops in the order found. `length_m` counts the way back of a loop."""

    indexes: tuple[int, ...]
    length_m: float
    exact: bool


class LeftOut(NamedTuple):
    """A stop without a place in the time: `extra_min` more would take it in too."""

    stop: int
    extra_min: int


class Selection(NamedTuple):
    """The best stops for a time, in order.

    `total_min` is travel and dwell. `left_out` is in index order; all of them
    together would take `all_extra_min` more.
    """

    indexes: tuple[int, ...]
    travel_min: int
    total_min: int
    worth: int
    exact: bool
    left_out: tuple[LeftOut, ...]
    all_extra_min: int


def shortest_order(
    count: int,
    distances: Distances,
    *,
    start: int | None = None,
    finish: int | None = None,
    loop: bool = False,
) -> Order:
    """The shortest way through stops 0 to `count - 1`, each once.

    Args:
        count: how many stops.
        distances: metres from row to column, or a function giving them. The way
            there and the way back may differ; the diagonal is not looked at.
        start: the stop to begin with. None: the best one, or stop 0 of a loop.
        finish: the stop to end with. None: the best one.
        loop: come back to the start.

    Raises:
        InvalidParameter: a distance that is no length, a matrix of the wrong
            size, an unknown stop, or ends that contradict each other.
        TooFewStops: there is no stop.
    """
    _check_ends(count, start, finish, loop)
    metres = _matrix(count, distances)
    cost = np.rint(metres * 1000).astype(np.int64)
    finish = None if loop else finish
    if loop and start is None:
        start = 0
    exact = count <= EXACT_STOPS
    if exact:
        indexes = _exact_order(cost, start, finish, loop)
    else:
        rounds = min(ROUNDS, MOST_LOOKS // count)
        indexes = good_order(cost, start, finish, loop, rounds)
    ends = indexes[1:] + indexes[:1] if loop else indexes[1:]
    length = sum(float(metres[a, b]) for a, b in zip(indexes, ends, strict=False) if a != b)
    return Order(indexes, length, exact)


def best_choice(
    minutes: Sequence[Sequence[int]],
    dwell: Sequence[int],
    weights: Sequence[int],
    available: int,
    *,
    start: int | None = None,
    loop: bool = False,
    distances: Distances | None = None,
) -> Selection:
    """The stops of most worth that fit into `available` minutes, and their order.

    Among equal worth the shorter time wins, then (where `distances` is given)
    the shorter way, then fewer stops, then the lower indexes.

    Args:
        minutes: whole minutes of travel from row to column.
        dwell: whole minutes spent at each stop, the first and last included.
        weights: how much each stop is worth.
        available: minutes for travel and dwell together.
        start: the stop to begin with, always taken. None: the best one.
        loop: the way back to the first stop counts too.
        distances: metres, to choose between ways of equal time.

    Raises:
        DoesNotFit: no stop fits; says the least number of minutes that works.
        InvalidParameter, TooFewStops: as `shortest_order`.
    """
    count = len(dwell)
    _check_ends(count, start, None, loop)
    _whole("available", [available])
    stays, worths = _whole("dwell", dwell), _whole("weights", weights, count)
    cost, unit = _timed(count, minutes, distances)
    solver: _Subsets | GrownSubsets
    if count <= EXACT_STOPS:
        solver = _solved(cost.tobytes(), unit, tuple(stays), start, loop)
    else:
        solver = GrownSubsets(cost, unit, stays, start, loop)
    best = solver.best(available, worths)
    if best is None:
        raise DoesNotFit(available, solver.least())
    order = solver.order(best)
    total = solver.total_min(best)
    missing = [k for k in range(count) if not best >> k & 1]
    return Selection(
        indexes=order,
        travel_min=total - sum(stays[k] for k in order),
        total_min=total,
        worth=sum(worths[k] for k in order),
        exact=count <= EXACT_STOPS,
        left_out=tuple(LeftOut(k, solver.total_min(best | 1 << k) - total) for k in missing),
        all_extra_min=solver.total_min((1 << count) - 1) - total,
    )


# ---------------------------------------------------------------- what comes in


def _check_ends(count: int, start: int | None, finish: int | None, loop: bool) -> None:
    if count < 1:
        raise TooFewStops(count, needed=1)
    for name, index in (("start", start), ("finish", finish)):
        if index is not None and not (type(index) is int and 0 <= index < count):
            raise InvalidParameter(name, str(index), f"a stop from 0 to {count - 1}")
    if loop and finish is not None and finish != start:
        raise InvalidParameter("finish", str(finish), "no finish for a loop: it ends at its start")
    if not loop and finish is not None and finish == start and count > 1:
        raise InvalidParameter("finish", str(finish), "another stop than the start, or a loop")


def _matrix(count: int, distances: Distances, name: str = "distances") -> NDArray[np.float64]:
    """The distances as an array with a zero diagonal; raises InvalidParameter."""
    square = f"{count} rows of {count} numbers"
    if callable(distances):
        rows = [[distances(i, j) if i != j else 0.0 for j in range(count)] for i in range(count)]
    else:
        rows = [list(row) for row in distances]
        if len(rows) != count:
            raise InvalidParameter(name, f"{len(rows)} rows", square)
        for i, row in enumerate(rows):
            if len(row) != count:
                raise InvalidParameter(name, f"row {i}: {len(row)} numbers", square)
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if i != j and not (
                isinstance(value, int | float) and math.isfinite(value) and 0 <= value <= LONGEST_M
            ):
                where = f"{value} from {i} to {j}"
                raise InvalidParameter(name, where, f"numbers from 0 to {LONGEST_M:.0f}")
        row[i] = 0.0
    return np.array(rows, dtype=np.float64).reshape(count, count)


def _whole(name: str, values: Sequence[int], count: int | None = None) -> list[int]:
    if count is not None and len(values) != count:
        raise InvalidParameter(name, f"{len(values)} numbers", f"one for each of {count} stops")
    for value in values:
        if type(value) is not int or not 0 <= value <= LONGEST_MIN:
            raise InvalidParameter(name, str(value), f"whole numbers from 0 to {LONGEST_MIN}")
    return list(values)


def _timed(
    count: int, minutes: Sequence[Sequence[int]], distances: Distances | None
) -> tuple[Costs, int]:
    """Costs that compare by minutes first and metres second, and the cost of a minute."""
    times = _matrix(count, minutes, "minutes")
    for i, row in enumerate(minutes):
        _whole("minutes", [value for j, value in enumerate(row) if i != j])
    metres = _matrix(count, distances) if distances is not None else np.zeros_like(times)
    whole_m = np.rint(metres).astype(np.int64)
    unit = int(whole_m.max()) * count + 1
    most = int(times.max())
    if unit * (most * count + 1) >= NEVER:
        raise InvalidParameter("distances", f"up to {whole_m.max()} m", "shorter ways or times")
    return times.astype(np.int64) * unit + whole_m, unit


# ---------------------------------------------------------------- exact, over subsets


def _cost_to_go(cost: Costs, last: Costs) -> Costs:
    """For each subset (a bit mask) and stop in it: the least cost from that stop
    through the rest of the subset, ended by `last` of the final stop.

    Layer by layer of equal size, since a subset needs those with one stop less.
    """
    count = len(last)
    table = np.full((1 << count, count), NEVER, dtype=np.int64)
    for i in range(count):
        table[1 << i, i] = last[i]
    masks = np.arange(1 << count, dtype=np.int64)
    size = sum(((masks >> i) & 1 for i in range(count)), np.zeros_like(masks))
    for stops in range(2, count + 1):
        layer = masks[size == stops]
        for i in range(count):
            with_i = layer[(layer >> i) & 1 == 1]
            table[with_i, i] = (table[with_i ^ (1 << i)] + cost[i]).min(axis=1)
    # A sum with NEVER in it would wander upwards from layer to layer.
    return np.minimum(table, NEVER)


def _walk(cost: Costs, first: Costs, table: Costs, mask: int) -> list[int]:
    """The cheapest way through `mask`, of equals the one with lower indexes first."""
    way: list[int] = []
    step = first
    while mask:
        # argmin takes the first of equals; stops not in the mask cost NEVER.
        here = int((step + table[mask]).argmin())
        way.append(here)
        mask ^= 1 << here
        step = cost[here]
    return way


def _exact_order(cost: Costs, start: int | None, finish: int | None, loop: bool) -> tuple[int, ...]:
    others = [k for k in range(len(cost)) if k != start]
    inner = cost[np.ix_(others, others)]
    zeros = np.zeros(len(others), dtype=np.int64)
    last = zeros
    if loop:
        last = cost[others, start]
    elif finish is not None:
        last = np.array([0 if k == finish else NEVER for k in others], dtype=np.int64)
    first = zeros if start is None else cost[start, others]
    way = _walk(inner, first, _cost_to_go(inner, last), (1 << len(others)) - 1)
    return tuple([] if start is None else [start]) + tuple(others[k] for k in way)


@lru_cache(1)  # one walk is often asked for at several lengths; fifteen stops take five megabytes
def _solved(
    cost: bytes, unit: int, dwell: tuple[int, ...], start: int | None, loop: bool
) -> _Subsets:
    costs = np.frombuffer(cost, dtype=np.int64).reshape(len(dwell), len(dwell))
    return _Subsets(costs, unit, dwell, start, loop)


# Stops but the first, costs between them, from the first to each, and from each to the end.
_Table = tuple[list[int], Costs, Costs, Costs]


class _Subsets:
    """Least cost and order of every subset of stops; subsets are bit masks of stops."""

    def __init__(
        self, cost: Costs, unit: int, dwell: Sequence[int], start: int | None, loop: bool
    ) -> None:
        self._cost, self._unit, self._count = cost, unit, len(cost)
        self._start, self._loop = start, loop
        size = 1 << self._count
        self._travel = np.full(size, NEVER, dtype=np.int64)
        # A loop without a start begins at its lowest stop: one table for each.
        if start is not None:
            self._firsts: list[int | None] = [start]
        else:
            self._firsts = list(range(self._count)) if loop else [None]
        # The last table, some megabytes, serves the order that is asked for afterwards.
        self._last: tuple[int | None, _Table] | None = None
        for begin in self._firsts:
            self._fill(begin)
        masks = np.arange(size, dtype=np.int64)
        self._stay = sum((((masks >> k) & 1) * stay for k, stay in enumerate(dwell)), masks * 0)

    def _others(self, begin: int | None) -> list[int]:
        if begin is None:
            return list(range(self._count))
        lowest = begin + 1 if self._start is None else 0
        return [k for k in range(lowest, self._count) if k != begin]

    def _table(self, begin: int | None) -> _Table:
        last = self._last
        if last is None or last[0] != begin:
            self._last = None  # before the next is made: two would take twice the room
            last = self._last = begin, self._make_table(begin)
        return last[1]

    def _make_table(self, begin: int | None) -> _Table:
        others = self._others(begin)
        inner = self._cost[np.ix_(others, others)]
        zeros = np.zeros(len(others), dtype=np.int64)
        last = self._cost[others, begin] if self._loop and begin is not None else zeros
        first = zeros if begin is None else self._cost[begin, others]
        return others, inner, first, _cost_to_go(inner, last)

    def _fill(self, begin: int | None) -> None:
        others, _, first, table = self._table(begin)
        small = np.arange(1 << len(others), dtype=np.int64)
        mask = sum((((small >> i) & 1) << k for i, k in enumerate(others)), small * 0)
        if begin is not None:
            mask |= 1 << begin
            self._travel[1 << begin] = 0
        if others:
            self._travel[mask[1:]] = (table[1:] + first).min(axis=1)

    def best(self, available: int, weights: Sequence[int]) -> int | None:
        """The mask of the best subset that fits, None when none does."""
        masks = np.arange(len(self._travel), dtype=np.int64)
        minutes = self._travel // self._unit + self._stay
        fits = masks[(self._travel < NEVER) & (minutes <= available)]
        if not len(fits):
            return None
        none = np.zeros_like(fits)
        worth = sum((((fits >> k) & 1) * w for k, w in enumerate(weights)), none)
        size = sum(((fits >> k) & 1 for k in range(self._count)), none)
        # Of two sets of one size, the one with the lower stops has more here.
        low = sum((((fits >> k) & 1) << (self._count - 1 - k) for k in range(self._count)), none)
        metres = self._travel[fits] % self._unit
        # lexsort's last key counts most.
        return int(fits[np.lexsort((-low, size, metres, minutes[fits], -worth))[0]])

    def least(self) -> int:
        possible = self._travel < NEVER
        return int((self._travel // self._unit + self._stay)[possible].min())

    def total_min(self, mask: int) -> int:
        return int(self._travel[mask] // self._unit + self._stay[mask])

    def order(self, mask: int) -> tuple[int, ...]:
        begin = self._start
        if begin is None and self._loop:
            begin = (mask & -mask).bit_length() - 1
        others, inner, first, table = self._table(begin)
        small = sum(1 << i for i, k in enumerate(others) if mask >> k & 1)
        way = tuple(others[i] for i in _walk(inner, first, table, small))
        return way if begin is None else (begin, *way)
