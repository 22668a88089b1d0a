"""The story drawn: days along one axis, events as marks, each demand a line of states.

`draw_down` has a row for each day, on a phone and beside a day on wider screens;
`paper.draw_paper` runs them across. Both take a `Path`, whose words and addresses are those of
the page. `draw_sample` is a piece of one state's line.
"""

from trail.graphics.days.down import draw_down, draw_sample
from trail.graphics.days.marks import (
    DayMark,
    DiagramWords,
    EventMark,
    Line,
    Path,
    StallMark,
    StateMark,
)

__all__ = [
    "DayMark",
    "DiagramWords",
    "EventMark",
    "Line",
    "Path",
    "StallMark",
    "StateMark",
    "draw_down",
    "draw_sample",
]
