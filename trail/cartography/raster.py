"""A coarse yes-or-no picture of a shape, for asking fast whether words stand on it."""

from __future__ import annotations

from collections.abc import Sequence

from trail.cartography.view import XY, Box
from trail.geo import inside_rings

CELL = 20.0


class Raster:
    """For every cell of the frame: does its middle lie inside the rings?"""

    def __init__(self, rings: Sequence[Sequence[XY]], frame: Box) -> None:
        self._columns = int(frame.right // CELL) + 1
        self._rows = int(frame.bottom // CELL) + 1
        self._inside = [False] * (self._columns * self._rows)
        self.cells: list[XY] = []
        # Most shapes fill a small part of the frame: cells beyond them aren't asked about.
        columns = _span([x for ring in rings for x, _ in ring], self._columns)
        rows = _span([y for ring in rings for _, y in ring], self._rows)
        cells = [(i, j) for j in rows for i in columns]
        points = [((i + 0.5) * CELL, (j + 0.5) * CELL) for i, j in cells]
        for (i, j), point, yes in zip(cells, points, inside_rings(rings, points), strict=True):
            if yes:
                self._inside[j * self._columns + i] = True
                self.cells.append(point)

    def at(self, x: float, y: float) -> bool:
        """Whether the point lies inside; no outside the frame."""
        i, j = int(x // CELL), int(y // CELL)
        if not (0 <= i < self._columns and 0 <= j < self._rows):
            return False
        return self._inside[j * self._columns + i]


def _span(values: Sequence[float], count: int) -> range:
    """The cells, of `count` from 0, that reach from the least to the greatest value."""
    if not values:
        return range(0)
    first, last = int(min(values) // CELL), int(max(values) // CELL)
    return range(max(0, first), min(count, last + 1))
