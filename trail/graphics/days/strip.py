"""One day of the demands' lines, running down: twelve strands beside the day's words.

A strip is stretched to the height of its day, so what must keep its shape (the
numbers of the demands that changed) is a drawing of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from markupsafe import Markup

from trail.graphics.days.ink import is_wall, pattern
from trail.graphics.days.marks import Line, StateKey, StateMark
from trail.graphics.maps.svg import Attributes, add

GAP = 8.7  # from strand to strand
HEIGHT = 40.0
_SCALE = 0.62  # of the wide drawing's strokes
NUMBERS = 25.0
# Strokes keep their width however far the strip is stretched.
_KEPT: Attributes = {"vector-effect": "non-scaling-stroke"}


def strip_width(count: int) -> float:
    """Width of a strip of so many strands."""
    return GAP * max(count, 1)


def _x(place: int) -> float:
    return GAP * (place + 0.5)


def mark_on(line: Line, day: date) -> StateMark | None:
    """The mark that a line has on a day."""
    return next((m for m in line.marks if m.stretch.first <= day <= m.stretch.last), None)


def draw_strip(lines: Sequence[Line], day: date) -> Markup:
    """The strands of one day, to be stretched; each has the pattern of its state."""
    svg = _svg("d-strip", strip_width(len(lines)), HEIGHT, stretched=True)
    strokes: dict[tuple[str, float, str], list[str]] = {}
    ticks: dict[str, list[str]] = {}
    for place, line in enumerate(lines):
        mark = mark_on(line, day)
        if mark is None:
            continue
        for stroke in pattern(mark.key):
            look = (stroke.tone, round(max(stroke.width * _SCALE, 0.8), 1), stroke.dash)
            at = f"M{_x(place) + stroke.off * _SCALE:.1f} 0v{HEIGHT:.0f}"
            strokes.setdefault(look, []).append(at)
        if day in mark.argued:
            tone = "d-tick d-tick--light" if is_wall(mark.key) else "d-tick"
            ticks.setdefault(tone, []).append(f"M{_x(place) - 3.4:.1f} {HEIGHT / 2:.0f}h6.8")
    for (tone, width, dash), where in strokes.items():
        attributes: dict[str, str | float] = {
            "class": tone, "d": "".join(where), "stroke-width": width, **_KEPT,
        }  # fmt: skip
        if dash:
            attributes["stroke-dasharray"] = dash
        add(svg, "path", attributes)
    for tone, where in ticks.items():
        add(svg, "path", {"class": tone, "d": "".join(where), **_KEPT})
    return _markup(svg)


def draw_numbers(lines: Sequence[Line], changed: Iterable[int]) -> Markup:
    """The numbers of the demands that changed, each over its strand, odd and even staggered."""
    wanted = set(changed)
    svg = _svg("d-numbers", strip_width(len(lines)), NUMBERS)
    for place, line in enumerate(lines):
        if line.number in wanted:
            y = 10.5 if place % 2 == 0 else 23.0
            add(svg, "text", {"x": _x(place), "y": y, "text-anchor": "middle"}, str(line.number))
    return _markup(svg)


def draw_sample(key: StateKey) -> Markup:
    """A short piece of a state's line, lying, to stand beside its name."""
    svg = _svg("d-sample", 30, 12)
    for stroke in pattern(key):
        attributes: dict[str, str | float] = {
            "class": stroke.tone,
            "d": f"M0 {6 + stroke.off:.1f}h30",
            "stroke-width": stroke.width,
        }
        if stroke.dash:
            attributes["stroke-dasharray"] = stroke.dash
        add(svg, "path", attributes)
    return _markup(svg)


def _svg(name: str, width: float, height: float, *, stretched: bool = False) -> ET.Element:
    attributes = {
        "class": name,
        "viewBox": f"0 0 {round(width, 1):g} {height:g}",
        "aria-hidden": "true",
        "focusable": "false",
    }
    if stretched:
        attributes["preserveAspectRatio"] = "none"
    return ET.Element("svg", attributes)


def _markup(svg: ET.Element) -> Markup:
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - escaped by ElementTree
