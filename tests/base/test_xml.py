"""The one rule for text in XML: GPX, KML, Atom, EPUB, sitemap, SVG."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from trail.base.errors import ExportError
from trail.base.xml import add_text, text_of, to_document, without_unwritable

UNWRITABLE = ("\x00", "\x08", "\x0b", "\x0c", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff")
WRITABLE = ("\t", "\n", "\r", " ", "\x7f", "\x85", "\ud7ff", "\ue000", "\ufffd", "😀", "𠮷")


@pytest.mark.parametrize("character", UNWRITABLE)
def test_what_xml_cannot_hold_is_refused_with_its_place(character: str) -> None:
    with pytest.raises(ExportError, match=rf"'Bell.*House'.*U\+{ord(character):04X} at place 5"):
        text_of(f"Bell{character}House")
    assert without_unwritable(f"Bell{character}House") == "BellHouse"


@pytest.mark.parametrize("character", WRITABLE)
def test_all_else_is_written_and_comes_back(character: str) -> None:
    text = f"Bell{character}House"
    assert text_of(text) == without_unwritable(text) == text
    root = ET.Element("a")
    add_text(root, "b", text)
    found = ET.fromstring(to_document(root)).findtext("b")
    # A reader of XML takes every end of line for a plain one.
    assert found == text.replace("\r", "\n") or found == text


def test_the_place_is_shown_in_a_long_text() -> None:
    with pytest.raises(ExportError) as told:
        text_of("x" * 5000 + "Bell\x00House" + "y" * 5000)
    assert "Bell\\x00House" in str(told.value)
    assert "at place 5005" in str(told.value)
    assert len(str(told.value)) < 200


def test_markup_is_text() -> None:
    root = ET.Element("a")
    add_text(root, "b", "<c>&amp;]]>\"'")
    assert ET.fromstring(to_document(root)).findtext("b") == "<c>&amp;]]>\"'"
