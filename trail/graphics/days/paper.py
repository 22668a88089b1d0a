"""The days across in black ink, drawn to fit a sheet: the same marks, without links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from trail.graphics.days.marks import Path
from trail.graphics.days.wide import DiagramLayout, drawing

# For a sheet about 400 mm wide: a unit is a quarter of a millimetre.
PAPER = DiagramLayout(
    width=1600, left=190, right=196, lane=13.4, row=22.5, type=11.9, small=11.3, narrow=0.9
)

STYLE = """
text { font-family: "{sans}"; fill: #000; font-size: {type}px }
.d-band { font-family: "{serif}"; font-size: 20px }
.d-day, .d-stall { font-weight: 700 }
.d-small, .d-word, .d-name text { font-size: {small}px }
.d-word, .d-press text { font-style: italic }
.d-ink, .d-wall, .d-tick, .d-between, .d-bracket, .d-rule, .d-edge { fill: none; stroke: #000 }
.d-halo { stroke: #fff; stroke-width: 2.5px; paint-order: stroke }
.d-tick { stroke-width: 2px }
.d-tick--light { stroke: #fff }
.d-between { stroke-width: .9px; stroke-dasharray: 2 2 }
.d-rule { stroke-width: .5px }
.d-edge { stroke-width: .9px; stroke-dasharray: 1 3 }
.d-dot { fill: #000 }
.d-hollow { fill: #fff; stroke: #000; stroke-width: 1.2px }
.d-hit, .d-ground { fill: none }
"""


@dataclass(frozen=True)
class DaysPicture:
    """The picture, and how high it is for its width."""

    svg: str
    aspect: float


def draw_paper(
    path: Path, sans: str, serif: str, narrow: float, layout: DiagramLayout = PAPER
) -> DaysPicture:
    """The diagram with its paint inside; `sans` and `serif` name the fonts that set it."""
    layout = replace(layout, narrow=narrow)
    svg = drawing(path, layout)
    _unlink(svg)
    style = ET.Element("style")
    style.text = (
        STYLE.replace("{sans}", sans)
        .replace("{serif}", serif)
        .replace("{type}", f"{layout.type:g}")
        .replace("{small}", f"{layout.small:g}")
    )
    svg.insert(0, style)
    svg.set("xmlns", "http://www.w3.org/2000/svg")
    _x, _y, width, height = map(float, str(svg.get("viewBox")).split())
    return DaysPicture(ET.tostring(svg, encoding="unicode"), height / width)


def _unlink(svg: ET.Element) -> None:
    """Nothing on paper can be followed: links become groups, their full names go."""
    for element in list(svg.iter()):
        if element.tag == "a":
            element.tag = "g"
            element.attrib.pop("href", None)
        for title in element.findall("title"):
            element.remove(title)
        for box in element.findall("rect"):
            if box.get("class") == "d-hit":
                element.remove(box)
