"""Numbers as areas of one scale, and dates at their distances from one another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from markupsafe import Markup

from trail.dataset.schema.chapters import Amount
from trail.graphics.maps.metrics import text_width, wrapped
from trail.graphics.maps.svg import Attributes, add

WIDTH = 360.0
_INK = "currentColor"
_SIDE = 104.0  # of the square of the largest number
_LINE = 17.0
_HEIGHT = 330.0  # of an axis without words


def _svg(name: str, height: float, title: str) -> ET.Element:
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": name,
            "viewBox": f"0 0 {WIDTH:g} {height:.0f}",
            "role": "img",
        },
    )
    add(svg, "title", {}, title)
    return svg


def _text(svg: ET.Element, x: float, y: float, text: str, **more: str | float) -> None:
    extra: Attributes = {key.replace("_", "-"): value for key, value in more.items()}
    add(svg, "text", {"x": x, "y": y, "font-size": 13, "fill": _INK, **extra}, text)


def _broken(text: str, room: float) -> list[str]:
    return wrapped(text, lambda line: text_width(line, 13) <= room)


def draw_amounts(amounts: Sequence[Amount], title: str) -> Markup:
    """Squares on one ground line: dark the low count, light around it the high one.

    What nobody counted is an empty frame, as large as the largest, and says so.
    """
    most = max((amount.high or amount.low or 0 for amount in amounts), default=0)
    room = WIDTH / len(amounts)
    side = min(_SIDE, room - 14)
    ground = side + 8
    names = [_broken(amount.label, room - 6) for amount in amounts]
    svg = _svg("f-amounts", ground + 12 + _LINE * max(map(len, names)), title)
    for k, amount in enumerate(amounts):
        x = k * room + 2
        if amount.high is None and amount.low is None:
            add(svg, "rect", {"x": x, "y": ground - side, "width": side, "height": side,
                              "fill": "none", "stroke": _INK, "stroke-width": 1.5,
                              "stroke-dasharray": "4 4"})  # fmt: skip
            _text(svg, x + side / 2, ground - side / 2 + 5, "?", text_anchor="middle")
        for value, opacity in ((amount.high, "0.28"), (amount.low, "1")):
            if value:
                edge = side * math.sqrt(value / most)
                add(svg, "rect", {"x": x, "y": ground - edge, "width": edge, "height": edge,
                                  "fill": _INK, "fill-opacity": opacity})  # fmt: skip
        for line, words in enumerate(names[k]):
            _text(svg, x, ground + 18 + line * _LINE, words, font_weight="700")
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - escaped by ElementTree


@dataclass(frozen=True)
class AxisMark:
    """A date with what happened; `when` is the date in words, short."""

    day: date
    when: str
    text: str


def draw_axis(marks: Sequence[AxisMark], title: str) -> Markup:
    """The dates running down at their distances; words that would meet are moved apart,
    and a thin line leads to each from its date."""
    left = max(text_width(mark.when, 13, bold=True) for mark in marks) + 34
    first, last = marks[0].day, marks[-1].day
    days = max((last - first).days, 1)
    lines = [_broken(mark.text, WIDTH - left - 22) for mark in marks]
    rows: list[float] = []
    free = 0.0
    for mark, words in zip(marks, lines, strict=True):
        rows.append(max(12 + (mark.day - first).days / days * _HEIGHT, free))
        free = rows[-1] + _LINE * len(words) + 7
    height = free + 4
    svg = _svg("f-axis", height, title)
    bottom = 12 + _HEIGHT
    add(svg, "path", {"d": f"M6 12V{bottom:.0f}", "stroke": _INK, "stroke-width": 2})
    for mark, row, words in zip(marks, rows, lines, strict=True):
        y = 12 + (mark.day - first).days / days * _HEIGHT
        add(svg, "path", {"d": f"M6 {y:.1f}L26 {row:.1f}", "stroke": _INK, "stroke-width": 0.8})
        add(svg, "circle", {"cx": 6, "cy": y, "r": 4, "fill": _INK})
        _text(svg, 30, row + 4.5, mark.when, font_weight="700")
        for k, line in enumerate(words):
            _text(svg, left + 6, row + 4.5 + k * _LINE, line)
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - escaped by ElementTree
