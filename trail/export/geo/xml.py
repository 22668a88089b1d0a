"""XML documents as bytes: checked text, UTF-8, one element a line."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from trail.export.geo.content import text_of


def add_text(parent: Element, tag: str, text: str) -> Element:
    """A child of `parent` that holds `text`; ExportError where XML can't hold it."""
    child = SubElement(parent, tag)
    child.text = text_of(text)
    return child


def to_document(root: Element) -> bytes:
    """The whole document. `root` carries its namespaces as plain attributes."""
    indent(root, " ")
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"
