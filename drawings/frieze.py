"""The stops of the walk in a row, as one skyline; by night their windows are lit."""

from __future__ import annotations

from collections.abc import Sequence

from drawings.pen import BOLD, Pen
from drawings.subject import Subject

_HIGH, _WIDE, _GAP, _EDGE = 78.0, 62.0, 7.0, 8.0
_FOOT = _EDGE + _HIGH + 2


def draw_frieze(alt: str, stops: Sequence[tuple[str, Subject]], *, night: bool = False) -> str:
    """The motifs of the named stops, first to last from the left, each in a group with its name."""
    pen = Pen(coarse=True, night=night, weight=0.6)
    x = _EDGE
    for name, subject in stops:
        scale = min(_WIDE / subject.width, _HIGH / subject.height)
        width = subject.width * scale
        with pen.group(name), pen.at(x + width / 2, _FOOT, scale):
            subject.motif(pen)
        x += width + _GAP
    right = x - _GAP + _EDGE
    pen.line((2, _FOOT), (right - 2, _FOOT), pen=BOLD)
    return pen.svg(alt, right, _FOOT + 6)
