"""Writing SVG elements: escaped, in short numbers, without letters that XML can't hold."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from trail.base.xml import without_unwritable

Attributes = dict[str, str | float]


def number(value: float) -> str:
    return f"{round(value, 1):g}"


def add(parent: ET.Element, tag: str, attributes: Attributes, text: str = "") -> ET.Element:
    element = ET.SubElement(
        parent,
        tag,
        {k: v if isinstance(v, str) else number(v) for k, v in attributes.items()},
    )
    if text:
        element.text = without_unwritable(text)
    return element
