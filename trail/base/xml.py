"""XML documents as bytes: one rule for the text in them, UTF-8, one element a line."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from trail.base.errors import ExportError

# What XML 1.0 has no way to write, escaped or not; lone surrogates are not UTF-8 either.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AROUND = 30  # characters of a text that are shown on either side of a wrong one


def text_of(text: str) -> str:
    """The text as it is; ExportError where it has a character that XML 1.0 can't hold.

    JSON and CSV could escape some of them, but a trail that exports in one format
    and not in another would be a puzzle, so that all refuse alike.
    """
    found = _UNWRITABLE.search(text)
    if found:
        at = found.start()
        raise ExportError(
            f"text {text[max(0, at - _AROUND) : at + _AROUND]!r} has the control character"
            f" U+{ord(found[0]):04X} at place {at + 1}; remove it from the dataset"
        )
    return text


def without_unwritable(text: str) -> str:
    """The text without what XML 1.0 can't hold."""
    return _UNWRITABLE.sub("", text)


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
