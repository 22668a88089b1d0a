"""How each state looks: by its pattern first, by its tone second.

Patterns are drawn along x; `strip` turns them. Sizes are those of the wide drawing.
"""

from __future__ import annotations

from dataclasses import dataclass

from trail.graphics.days.marks import StateKey


@dataclass(frozen=True)
class Stroke:
    """One stroke along a line: how far off it, how thick, and its dashes. `tone` is a class."""

    width: float
    off: float = 0.0
    dash: str = ""
    tone: str = "d-ink"


_WALL = 10.0

PATTERNS: dict[StateKey, tuple[Stroke, ...]] = {
    ("not-presented", False): (Stroke(1.6, dash="1.6 6"),),
    ("not-yet-discussed", False): (Stroke(0.9),),
    ("under-discussion", False): (Stroke(1.3, -2.8), Stroke(1.3, 2.8)),
    ("agreed-in-principle", False): (Stroke(3.2),),
    ("deadlocked", False): (Stroke(_WALL, tone="d-wall"),),
    ("deadlocked", True): (
        Stroke(_WALL - 1, dash="2.2 2.2", tone="d-wall"),
        Stroke(1, -_WALL / 2, tone="d-wall"),
        Stroke(1, _WALL / 2, tone="d-wall"),
    ),
    ("withdrawn", False): (Stroke(1.5, dash="5 6"),),
    ("settled", False): (Stroke(6.4),),
}


def pattern(key: StateKey) -> tuple[Stroke, ...]:
    """The strokes of a state; one that has no conditional look of its own keeps its look."""
    return PATTERNS.get(key) or PATTERNS[(key[0], False)]


def is_wall(key: StateKey) -> bool:
    """Whether a tick across it must be light to be seen."""
    return key[0] == "deadlocked"
