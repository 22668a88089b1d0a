"""Writing SVG elements: escaped, in short numbers, without letters that XML can't hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

Attributes = dict[str, str | float]
# XML 1.0 has no way to write these, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def number(value: float) -> str:
    return f"{round(value, 1):g}"


def add(parent: ET.Element, tag: str, attributes: Attributes, text: str = "") -> ET.Element:
    element = ET.SubElement(
        parent,
        tag,
        {k: v if isinstance(v, str) else number(v) for k, v in attributes.items()},
    )
    if text:
        element.text = clean(text)
    return element
