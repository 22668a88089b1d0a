"""Pictures of the data as SVG of their own: in black for paper, as symbols for pages.

Our drawings have two fixed colours, ground and accent; whoever shows them exchanges both.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from trail.dataset.schema.pictures import Drawing

GROUND, ACCENT = "#fdfaf2", "#96301f"
_LOOKS = ("fill", "stroke")
_XMLNS = {"xmlns": "http://www.w3.org/2000/svg"}


@dataclass(frozen=True)
class _Inks:
    """What the colours of a drawing become; `other` is any that is not ours."""

    ink: str
    ground: str
    accent: str
    other: str | None = None

    def of(self, colour: str) -> str:
        ours = {"none": "none", "currentColor": self.ink, GROUND: self.ground, ACCENT: self.accent}
        return ours.get(colour, self.other or colour)

    def attributes(self, given: tuple[tuple[str, str], ...]) -> dict[str, str]:
        return {key: self.of(value) if key in _LOOKS else value for key, value in given}


_PAPER = _Inks("#000000", "#ffffff", "#000000", "#000000")
# The day's colours, where no page around it says others.
_ALONE = _Inks("#1b2b45", GROUND, ACCENT)
# The page's own colours, by day and by night: a symbol inherits what its place has.
_PAGE = _Inks("currentColor", f"var(--sheet, {GROUND})", f"var(--brick, {ACCENT})")


def ink_svg(drawing: Drawing) -> str:
    """The drawing in black ink on white paper."""
    root = ET.Element("svg", {**_XMLNS, "viewBox": _box(drawing)})
    _draw(root, drawing, _PAPER)
    return ET.tostring(root, encoding="unicode")


def alone_svg(drawing: Drawing) -> bytes:
    """The drawing as a file of its own, in the colours of the day on their ground."""
    root = ET.Element("svg", {**_XMLNS, "viewBox": _box(drawing)})
    if drawing.title:
        ET.SubElement(root, "title").text = drawing.title
    ground = {"width": f"{drawing.width:g}", "height": f"{drawing.height:g}", "fill": GROUND}
    ET.SubElement(root, "rect", ground)
    _draw(root, drawing, _ALONE)
    return ET.tostring(root, encoding="unicode").encode()


def framed_svg(png: bytes, width: int, height: int) -> str:
    """A PNG as an SVG of so many units, for where only SVG is set."""
    root = ET.Element("svg", {**_XMLNS, "viewBox": f"0 0 {width} {height}"})
    href = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    ET.SubElement(root, "image", {"width": str(width), "height": str(height), "href": href})
    return ET.tostring(root, encoding="unicode")


def symbols_svg(drawings: Mapping[str, Drawing]) -> bytes:
    """One file with a symbol for each drawing, by its id, for pages to use."""
    root = ET.Element("svg", _XMLNS)
    for name, drawing in drawings.items():
        symbol = ET.SubElement(root, "symbol", {"id": name, "viewBox": _box(drawing)})
        _draw(symbol, drawing, _PAGE)
    return ET.tostring(root, encoding="unicode").encode()


def _box(drawing: Drawing) -> str:
    return f"0 0 {drawing.width:g} {drawing.height:g}"


def _draw(parent: ET.Element, drawing: Drawing, inks: _Inks) -> None:
    group = ET.SubElement(parent, "g", inks.attributes(drawing.looks))
    for shape in drawing.shapes:
        ET.SubElement(group, shape.name, inks.attributes(shape.attributes))
