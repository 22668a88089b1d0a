"""A rotation drawn: groups as rows, time across, each kind of time with a look of its own.

A stay is a box with the stop's number, a walk a line, a wait dots, a rest a double box,
gathering and boarding hatched. Nothing hangs on a colour; on paper it is all black.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from markupsafe import Markup

from trail.graphics.maps.svg import Attributes, add

BlockKind = Literal["gather", "wait", "walk", "stop", "lunch", "board", "free"]

WIDTH = 1000.0
NAMES = 96.0  # room for the names of the rows
ROW, HEAD = 34.0, 26.0
EDGE = 24.0  # half the last time
BOX = 26.0
_HATCH = 6.0


@dataclass(frozen=True)
class RotaBar:
    """A stretch of a row, in minutes from the left edge."""

    kind: BlockKind
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True)
class RotaRow:
    name: str
    blocks: tuple[RotaBar, ...]


@dataclass(frozen=True)
class Tick:
    """A line down the picture with its time above."""

    minute: int
    text: str


@dataclass(frozen=True)
class RotaPicture:
    """The picture as SVG, and its height to a width of one."""

    svg: Markup
    aspect: float


def draw_rota(
    rows: Sequence[RotaRow], ticks: Sequence[Tick], minutes: int, *, fonts: str = ""
) -> RotaPicture:
    """The rows over `minutes` of time.

    Args:
        fonts: the family to write in, for paper; empty where the page's style sheet says.
    """
    height = HEAD + ROW * len(rows) + 4
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "rota",
            "viewBox": f"0 0 {WIDTH:g} {height:g}",
            "aria-hidden": "true",
            "focusable": "false",
            "fill": "currentColor",
        },
    )
    if fonts:
        svg.set("font-family", fonts)
    scale = (WIDTH - NAMES - EDGE) / max(minutes, 1)
    for tick in ticks:
        x = round(NAMES + tick.minute * scale, 1)
        add(
            svg,
            "path",
            {
                "d": f"M{x} {HEAD - 5}V{height}",
                "stroke": "currentColor",
                "stroke-width": 0.6,
                "opacity": 0.45,
            },
        )
        add(svg, "text", {"x": x, "y": 15, "text-anchor": "middle", "font-size": 15}, tick.text)
    for number, row in enumerate(rows):
        middle = HEAD + ROW * (number + 0.5)
        add(svg, "text", {"x": 0, "y": middle + 5, "font-size": 16, "font-weight": 700}, row.name)
        for block in row.blocks:
            _draw(svg, block, NAMES + block.start * scale, NAMES + block.end * scale, middle)
    return RotaPicture(_markup(svg), height / WIDTH)


def draw_key(kind: BlockKind) -> Markup:
    """A small sample of a kind, to stand beside its name."""
    svg = ET.Element(
        "svg",
        {"class": "rota-key", "viewBox": "0 0 40 30", "aria-hidden": "true",
         "focusable": "false", "fill": "currentColor"},
    )  # fmt: skip
    _draw(svg, RotaBar(kind, 0, 0, "1" if kind == "stop" else ""), 2, 38, 15)
    return _markup(svg)


def _draw(svg: ET.Element, block: RotaBar, left: float, right: float, middle: float) -> None:
    left, right = round(left, 1), round(right, 1)
    width, top = round(right - left, 1), round(middle - BOX / 2, 1)
    line: Attributes = {"stroke": "currentColor", "fill": "none"}
    box: Attributes = {"x": left + 0.75, "y": top, "width": max(width - 1.5, 1), "height": BOX}
    if block.kind == "walk":
        add(svg, "path", {"d": f"M{left} {middle}H{right}", **line, "stroke-width": 2.5})
    elif block.kind == "wait":
        dots = {**line, "stroke-width": 4, "stroke-dasharray": "0.1 7", "stroke-linecap": "round"}
        add(svg, "path", {"d": f"M{left + 2} {middle}H{right - 2}", **dots})
    elif block.kind == "free":
        add(
            svg,
            "path",
            {
                "d": f"M{left} {middle}H{right}",
                **line,
                "stroke-dasharray": "9 7",
                "stroke-width": 1,
            },
        )
    elif block.kind == "stop":
        add(svg, "rect", {**box, "rx": 3})
        label: Attributes = {
            "x": round((left + right) / 2, 1), "y": round(middle + 5.5, 1), "text-anchor": "middle",
            "font-size": 15 if width > 20 else 11, "font-weight": 700, "class": "rota-on",
            "fill": "#fff",
        }  # fmt: skip
        add(svg, "text", label, block.text)
    elif block.kind == "lunch":
        add(svg, "rect", {**box, **line, "rx": 3, "stroke-width": 1.5})
        inner = {"x": left + 4, "y": top + 3.2, "width": max(width - 8, 1), "height": BOX - 6.4}
        add(svg, "rect", {**inner, **line, "rx": 1.5, "stroke-width": 1.5})
        if width > 60:
            at = {"x": round((left + right) / 2, 1), "y": round(middle + 5, 1)}
            add(svg, "text", {**at, "text-anchor": "middle", "font-size": 14}, block.text)
    else:
        add(svg, "rect", {**box, **line, "rx": 3, "stroke-width": 1.2})
        add(svg, "path", {"d": _hatch(left + 0.75, right - 0.75, top), **line, "stroke-width": 1})


def _hatch(left: float, right: float, top: float) -> str:
    """Slanted lines inside a box."""
    lines, x = [], left - BOX
    while x < right:
        # Each line rises to the right at 45 degrees, cut to the box.
        x0, x1 = max(x, left), min(x + BOX, right)
        if x1 > x0:
            y0, y1 = top + BOX - (x0 - x), top + BOX - (x1 - x)
            lines.append(f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}")
        x += _HATCH
    return "".join(lines)


def _markup(svg: ET.Element) -> Markup:
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - escaped by ElementTree
