"""A place that a name may take on a map."""

from __future__ import annotations

import math
from functools import lru_cache

from trail.graphics.maps.view import XY, Box

CLEAR = 3.0  # units between words and a leading line


DOT = 5.0  # radius of a town's dot


@lru_cache(512)
def _turned(angle: float) -> tuple[float, float]:
    """Cosine and sine; the places along one street share them."""
    return math.cos(math.radians(angle)), math.sin(math.radians(angle))


class Candidate:
    """One place for a name: a turned box around `centre`, half sizes `hw` and `hh`.

    With it come, where it has them, a leading line and the dot of its town.
    """

    __slots__ = (
        "_bounds", "_reach", "angle", "centre", "cos", "cost", "dot", "hh", "hw", "inside", "lead",
        "lines", "sin",
    )  # fmt: skip

    def __init__(
        self,
        lines: tuple[str, ...],
        centre: XY,
        size: tuple[float, float],
        cost: float,
        *,
        angle: float = 0.0,
        inside: bool = False,
        lead: tuple[XY, XY] | None = None,
        dot: XY | None = None,
    ) -> None:
        self.lines, self.centre, self.cost = lines, centre, cost
        self.hw, self.hh = size[0] / 2, size[1] / 2
        self.angle, self.inside, self.lead, self.dot = angle, inside, lead, dot
        self.cos, self.sin = _turned(angle) if angle else (1.0, 0.0)
        # Of the many places that are thought of, few are looked at: their boxes can wait.
        self._bounds: Box | None = None
        self._reach: Box | None = None

    @property
    def bounds(self) -> Box:
        """The upright box around the words."""
        if self._bounds is None:
            x, y = self.centre
            w = abs(self.hw * self.cos) + abs(self.hh * self.sin)
            h = abs(self.hw * self.sin) + abs(self.hh * self.cos)
            self._bounds = Box(x - w, y - h, x + w, y + h)
        return self._bounds

    @property
    def reach(self) -> Box:
        """Around the words, their line and their dot, with the room these need: places whose
        reaches lie apart can't clash."""
        if self._reach is None:
            left, top, right, bottom = self.bounds
            for x, y in (*(self.lead or ()), *((self.dot,) if self.dot else ())):
                left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
            self._reach = Box(left, top, right, bottom).grown(DOT + CLEAR)
        return self._reach

    @property
    def corners(self) -> tuple[XY, XY, XY, XY]:
        w, h = self.hw, self.hh
        return self._at(-w, -h), self._at(w, -h), self._at(w, h), self._at(-w, h)

    def _at(self, u: float, v: float) -> XY:
        x, y = self.centre
        return x + u * self.cos - v * self.sin, y + u * self.sin + v * self.cos

    def local(self, point: XY) -> XY:
        """The point as seen from the box: along and across its words."""
        dx, dy = point[0] - self.centre[0], point[1] - self.centre[1]
        return dx * self.cos + dy * self.sin, dy * self.cos - dx * self.sin

    def distance(self, point: XY) -> float:
        """From the box to a point; 0 inside."""
        u, v = self.local(point)
        return math.hypot(max(0.0, abs(u) - self.hw), max(0.0, abs(v) - self.hh))
