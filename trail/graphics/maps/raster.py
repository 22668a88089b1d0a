"""A coarse yes-or-no picture of a shape, for asking fast whether words stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from trail.base.geo import inside_rings
from trail.graphics.maps.view import XY, Box

CELL = 20.0


class Raster:
    """For every cell of the frame: does its middle lie inside the rings?"""

    def __init__(self, rings: Sequence[Sequence[XY]], frame: Box) -> None:
        self._columns = int(frame.right // CELL) + 1
        self._rows = int(frame.bottom // CELL) + 1
        # Most shapes fill a small part of the frame: cells beyond them aren't asked about.
        columns = _span([x for ring in rings for x, _ in ring], self._columns)
        rows = _span([y for ring in rings for _, y in ring], self._rows)
        across, down = np.meshgrid(columns, rows)
        xs, ys = (across.ravel() + 0.5) * CELL, (down.ravel() + 0.5) * CELL
        inside = inside_rings(rings, xs, ys)
        self.cells: list[XY] = list(zip(xs[inside].tolist(), ys[inside].tolist(), strict=True))
        grid = np.zeros((self._rows, self._columns), dtype=np.bool_)
        grid[rows.start : rows.stop, columns.start : columns.stop] = inside.reshape(across.shape)
        self._inside = grid.tobytes()  # a byte a cell: the fastest to look up

    def at(self, x: float, y: float) -> bool:
        """Whether the point lies inside; no outside the frame."""
        return self.count(((x, y),)) > 0

    def count(self, points: Iterable[XY]) -> int:
        """How many of the points lie inside."""
        columns, rows, inside = self._columns, self._rows, self._inside
        found = 0
        for x, y in points:
            i, j = int(x // CELL), int(y // CELL)
            if 0 <= i < columns and 0 <= j < rows:
                found += inside[j * columns + i]
        return found


def _span(values: Sequence[float], count: int) -> range:
    """The cells, of `count` from 0, that reach from the least to the greatest value."""
    if not values:
        return range(0)
    first, last = int(min(values) // CELL), int(max(values) // CELL)
    return range(max(0, first), max(0, min(count, last + 1)))
