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
        points = [
            ((i + 0.5) * CELL, (j + 0.5) * CELL)
            for j in range(self._rows)
            for i in range(self._columns)
        ]
        self._inside = inside_rings(rings, points)
        self.cells = [point for point, yes in zip(points, self._inside, strict=True) if yes]

    def at(self, x: float, y: float) -> bool:
        """Whether the point lies inside; no outside the frame."""
        i, j = int(x // CELL), int(y // CELL)
        if not (0 <= i < self._columns and 0 <= j < self._rows):
            return False
        return self._inside[j * self._columns + i]
