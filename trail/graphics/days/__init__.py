"""The story drawn: days along one axis, events as marks, each demand a line of states.

`draw_wide` runs the days across, for wide screens and paper; `draw_strip` is one day of
the same lines running down a page, for phones. Both take a `Path`, whose words
and addresses are those of the page.
"""

from trail.graphics.days.marks import (
    DayMark,
    DiagramWords,
    EventMark,
    Line,
    Path,
    StallMark,
    StateMark,
)
from trail.graphics.days.strip import draw_numbers, draw_sample, draw_strip
from trail.graphics.days.wide import draw_wide

__all__ = [
    "DayMark",
    "DiagramWords",
    "EventMark",
    "Line",
    "Path",
    "StallMark",
    "StateMark",
    "draw_numbers",
    "draw_sample",
    "draw_strip",
    "draw_wide",
]
