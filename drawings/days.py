"""A day in twelve strokes: one for each demand, by the state it had reached by evening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drawings.pen import ACCENT, INK, Pen

_STEP, _TOP, _FOOT = 7.0, 2.0, 18.0
WIDTH, HEIGHT = 12 * _STEP, _FOOT + 2.0

# As in the diagram of the days: pattern first, tone second.
_WORDS: Mapping[str, str] = {
    "not-presented": "not presented",
    "not-yet-discussed": "not yet discussed",
    "under-discussion": "under discussion",
    "agreed-in-principle": "agreed in principle",
    "deadlocked": "deadlocked",
    "withdrawn": "withdrawn",
    "settled": "settled",
}


def draw_glyph(states: Sequence[str]) -> str:
    """The glyph of a day on which the twelve demands stood as given, in their order."""
    pen = Pen()
    for index, state in enumerate(states):
        _stroke(pen, _STEP * (index + 0.5), state)
    return pen.svg(alt_of(states), WIDTH, HEIGHT)


def alt_of(states: Sequence[str]) -> str:
    """How many demands stand how, the most advanced first."""
    counts = [(states.count(state), words) for state, words in reversed(list(_WORDS.items()))]
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    return f"The twelve demands at the end of the day: {told}"


def _stroke(pen: Pen, x: float, state: str) -> None:
    middle = (_TOP + _FOOT) / 2
    match state:
        case "not-presented":
            pen.circle(x, middle, 0.8, 0.7, INK)
        case "not-yet-discussed":
            pen.line((x, _TOP + 3), (x, _FOOT - 3), pen=0.8)
        case "under-discussion":
            pen.line((x - 1.4, _TOP + 1), (x - 1.4, _FOOT - 1), pen=1.2)
            pen.line((x + 1.4, _TOP + 1), (x + 1.4, _FOOT - 1), pen=1.2)
        case "agreed-in-principle":
            pen.line((x, _TOP + 1), (x, _FOOT - 1), pen=2.4)
        case "deadlocked":
            pen.rect(x - 3.1, _TOP, 6.2, _FOOT - _TOP, 0.7, ACCENT, stroke=ACCENT)
        case "withdrawn":
            pen.line((x, _TOP), (x, _FOOT), pen=1.2, broken=True)
        case "settled":
            pen.line((x, _TOP + 2), (x, _FOOT - 2), pen=3.6)
        case _:
            raise ValueError(f"no stroke for the state {state!r}")
