"""Subsets of a few stops by their size, for dynamic programming over them (Held and Karp 1962).

A row of figures for each stop, a column for each subset of one size: so one step from a size
to the next is a handful of calls for the whole of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Masks: TypeAlias = NDArray[np.int64]
Table: TypeAlias = NDArray[Any]  # whole numbers: a row for each stop, a column for each subset


class Size(NamedTuple):
    """All subsets of one size, as bit masks, and every pair of one with a stop that it has.

    `stops` of the pairs; `here` is each pair's place in this size's table, laid out flat, and
    `before` the place of the stop and the subset without it in the table of one size less.
    """

    masks: Masks
    stops: Masks
    here: Masks
    before: Masks


@lru_cache(maxsize=2)  # fifteen stops take six megabytes, and are made anew in a hundredth second
def sizes(count: int) -> tuple[Size, ...]:
    """The sizes from one up. In the table before the first there is one column, the empty set."""
    every = np.arange(1 << count)
    bits = np.zeros(1, dtype=np.int64)
    for _ in range(count):
        bits = np.concatenate((bits, bits + 1))
    column = np.zeros(1 << count, dtype=np.int64)
    found, smaller = [], 1
    for size in range(1, count + 1):
        masks = np.flatnonzero(bits == size)
        column[masks] = np.arange(len(masks))
        has = (masks[None, :] >> np.arange(count)[:, None]) & 1 == 1
        stops, at = np.nonzero(has)
        before = column[masks[at] ^ (1 << stops)]
        found.append(Size(every[masks], stops, stops * len(masks) + at, stops * smaller + before))
        smaller = len(masks)
    return tuple(found)


def onward(table: Table, steps: Table) -> Table:
    """For each stop to come and each subset the least of `table` plus the step to that stop.

    `steps[a][b]` leads from the stop of row a to stop b.
    """
    least: Table = table[0] + steps[0][:, None]
    other = np.empty_like(least)
    for row, step in zip(table[1:], steps[1:], strict=True):
        np.add(row, step[:, None], out=other)
        np.minimum(least, other, out=least)
    return least
