"""Somebody walks along a walk's data (`web/walk/lead.py`), and a phone says where he is.

All lengths are metres on the plane of the walk, all times seconds. Everything random comes from
a seed, so the same walk gives the same trace.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

XY = tuple[float, float]
Data = dict[str, Any]


def points_of(leg: Data) -> list[XY]:
    """The line of a leg; none where it has no line."""
    numbers: list[int] = leg.get("line", [])
    x = y = 0
    found = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / 10, y / 10))
    return found


def length(line: Sequence[XY]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def along(line: Sequence[XY], metres: float) -> XY:
    """The point so far along; its ends where that is off the line."""
    for a, b in pairwise(line):
        step = math.dist(a, b)
        if metres <= step and step:
            share = max(0.0, metres / step)
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        metres -= step
    return line[-1]


def part(line: Sequence[XY], start: float, end: float) -> list[XY]:
    """The stretch between two places along it."""
    found, done = [along(line, start)], 0.0
    for a, b in pairwise(line):
        done += math.dist(a, b)
        if start < done < end:
            found.append(b)
    return [*found, along(line, end)]


@dataclass
class Way:
    """Where he really goes: points with the time he is there."""

    speed: float = 1.4
    points: list[tuple[float, float, float]] = field(default_factory=list)

    @property
    def now(self) -> float:
        return self.points[-1][2] if self.points else 0.0

    def go(self, line: Iterable[XY]) -> None:
        for x, y in line:
            if not self.points:
                self.points.append((x, y, 0.0))
                continue
            before = self.points[-1]
            walked = math.dist(before[:2], (x, y))
            if walked > 0.05:
                self.points.append((x, y, before[2] + walked / self.speed))

    def stay(self, seconds: float) -> None:
        if self.points:
            x, y, t = self.points[-1]
            self.points.append((x, y, t + seconds))


@dataclass(frozen=True)
class Noise:
    """How a phone errs: `white` anew for each fix, `drift` slowly, and leaps between houses.

    Standard deviations on each axis. `lost` are spans of time without a fix.
    """

    white: float = 6.0
    drift: float = 0.0
    leaps: bool = False
    lost: tuple[tuple[float, float], ...] = ()


def position(points: Sequence[Sequence[float]], t: float) -> XY:
    """Where he is at a time."""
    for a, b in pairwise(points):
        if t <= b[2]:
            share = (t - a[2]) / (b[2] - a[2]) if b[2] > a[2] else 1.0
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
    return points[-1][0], points[-1][1]


def record(way: Way, noise: Noise, tick: float, seed: str) -> Data:
    """The trace as a file has it: the true way, and for each tick how far the fix is off it.

    Decimetres and tenths of a second; null is a tick without a fix.
    """
    dice = random.Random(seed)
    errors: list[list[int] | None] = []
    drift = [0.0, 0.0]
    leap: XY | None = None
    keep = math.exp(-tick / 120)
    grow = noise.drift * math.sqrt(1 - keep * keep)
    left = 0
    for i in range(int(way.now / tick) + 1):
        t = i * tick
        drift = [d * keep + dice.gauss(0, grow) for d in drift]
        if noise.leaps and left == 0 and dice.random() < 0.02:
            angle, far = dice.uniform(0, 2 * math.pi), dice.uniform(45, 90)
            leap, left = (far * math.cos(angle), far * math.sin(angle)), dice.choice((1, 2, 3))
        x, y = (d + dice.gauss(0, noise.white) for d in drift)
        if left:
            left -= 1
            x, y = x + (leap or (0, 0))[0], y + (leap or (0, 0))[1]
        lost = any(a <= t < b for a, b in noise.lost)
        errors.append(None if lost else [round(x * 10), round(y * 10)])
    sure = max(3.0, noise.white + noise.drift)
    return {
        "accuracy": round(sure),
        "tick": round(tick * 10),
        "way": [[round(x * 10), round(y * 10), round(t * 10)] for x, y, t in way.points],
        "errors": errors,
    }
