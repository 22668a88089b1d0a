"""Pictures of the data as files of their own, for paper: black on white, one bit would do."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from trail.dataset.schema.pictures import Drawing

_LOOKS = ("fill", "stroke")
# The ground of our drawings; whatever else is a colour is ink on paper.
GROUND = "#fdfaf2"


def ink_svg(drawing: Drawing) -> str:
    """The drawing in black ink on white paper."""
    box = f"0 0 {drawing.width:g} {drawing.height:g}"
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box})
    group = ET.SubElement(root, "g", _inked(drawing.looks))
    for shape in drawing.shapes:
        ET.SubElement(group, shape.name, _inked(shape.attributes))
    return ET.tostring(root, encoding="unicode")


def _inked(attributes: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {key: _ink(value) if key in _LOOKS else value for key, value in attributes}


def _ink(colour: str) -> str:
    if colour == "none":
        return colour
    return "#ffffff" if colour == GROUND else "#000000"
