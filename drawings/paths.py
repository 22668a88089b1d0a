"""SVG path data, placed: scaled, mirrored and moved.

Only what the pen writes is understood: numbers set apart by spaces, commas or their
sign, arcs with their flags written apart. Figures are rounded to a tenth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_WANTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def figure(value: float) -> str:
    """A number as short as it can be written, to a tenth."""
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    if text in {"-0", "0"}:
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def joined(values: list[str]) -> str:
    """Numbers of path data, a space only where the sign does not set them apart."""
    text = ""
    for value in values:
        text += value if not text or value.startswith("-") else f" {value}"
    return text


def told_from_the_last(data: str) -> str:
    """Path data in tenths with each point told from the one before: a fifth shorter in a drawing.
    Where a line begins stays where it is told."""
    text, before = "", ""
    at = start = (0, 0)
    for command, values in _steps(data):
        kind, steps = command.lower(), [round(value * 10) for value in values]
        if kind == "z":
            text, before, at = f"{text}z", kind, start
            continue
        if command.isupper():
            # An arc has its point last; all others have points alone, across and down by turns.
            points = range(5 if kind == "a" else 0, len(steps))
            turn = points.start + (kind == "v")
            steps = [
                step - at[(index - turn) % 2] if index in points else step
                for index, step in enumerate(steps)
            ]
        across = 0 if kind == "v" else steps[-1] if kind == "h" else steps[-2]
        down = 0 if kind == "h" else steps[-1]
        at = (at[0] + across, at[1] + down)
        if kind == "m":
            kind, steps, start = "M", list(at), at
        elif kind == "l" and 0 in steps:
            kind, steps = ("v", [down]) if across == 0 else ("h", [across])
        written = joined([figure(step / 10) for step in steps])
        named = kind if kind != before else "" if written.startswith("-") else " "
        text, before = f"{text}{named}{written}", "" if kind == "M" else kind
    return text


@dataclass(frozen=True)
class Place:
    """Where a drawing's own coordinates come to lie: x to the right, y downward."""

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    mirrored: bool = False

    def inside(self, x: float, y: float, scale: float, mirrored: bool) -> Place:
        """A place given in this place's coordinates."""
        across, down = self.point(x, y)
        return Place(across, down, self.scale * scale, self.mirrored != mirrored)

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self._across, self.y + y * self.scale

    @property
    def _across(self) -> float:
        return -self.scale if self.mirrored else self.scale

    def path(self, data: str) -> str:
        return "".join(
            command + joined([figure(value) for value in self._moved(command, values)])
            for command, values in _steps(data)
        )

    def _moved(self, command: str, values: list[float]) -> list[float]:
        kind, absolute = command.upper(), command.isupper()
        left, top = (self.x, self.y) if absolute else (0.0, 0.0)
        if kind == "H":
            return [left + values[0] * self._across]
        if kind == "V":
            return [top + values[0] * self.scale]
        if kind == "A":
            across, down, turn, large, sweep, x, y = values
            return [
                across * self.scale,
                down * self.scale,
                -turn if self.mirrored else turn,
                large,
                1 - sweep if self.mirrored else sweep,
                left + x * self._across,
                top + y * self.scale,
            ]
        return [
            left + value * self._across if index % 2 == 0 else top + value * self.scale
            for index, value in enumerate(values)
        ]


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """The commands with their values; a repeated command is written out."""
    command = ""
    values: list[float] = []
    for token in _TOKEN.findall(data):
        if token.isalpha():
            if values:
                raise ValueError(f"path data with {len(values)} values left over: {data!r}")
            command = token
            if _WANTS[command.upper()] == 0:
                yield command, []
            continue
        values.append(float(token))
        if len(values) == _WANTS[command.upper()]:
            yield command, values
            values = []
            command = {"M": "L", "m": "l"}.get(command, command)
    if values:
        raise ValueError(f"path data with {len(values)} values left over: {data!r}")
