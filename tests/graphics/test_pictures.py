"""Pictures for paper."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from tests.sample_pictures import SVG
from trail import dataset
from trail.base.paths import DATA
from trail.dataset.text.svg import read_svg
from trail.graphics.pictures import ink_svg, symbols_svg


def test_a_drawing_is_black_on_white() -> None:
    root = ElementTree.fromstring(ink_svg(read_svg(SVG)))
    assert root.get("viewBox") == "0 0 48 32"
    (group,) = root
    assert dict(group.attrib) == {"fill": "none", "stroke": "#000000", "stroke-width": "1.2"}
    assert [(shape.get("fill"), shape.get("d") or shape.get("r")) for shape in group] == [
        ("#ffffff", "M4 30V10h40v20z"),
        (None, "M4 10L24 2L44 10"),
        (None, "M0 31h48"),
        ("#000000", "3"),
    ]


def test_every_shipped_drawing_has_two_colours_on_paper() -> None:
    found = dataset.load(DATA).pictures
    assert found is not None
    for name, drawing in found.drawings.items():
        colours = set(re.findall(r'"(#[^"]*|currentColor)"', ink_svg(drawing)))
        assert colours <= {"#000000", "#ffffff"}, name


def test_symbols_take_the_colours_of_their_page() -> None:
    root = ElementTree.fromstring(symbols_svg({"a": read_svg(SVG), "b": read_svg(SVG)}))
    svg = "{http://www.w3.org/2000/svg}"
    assert [(one.tag, one.get("id"), one.get("viewBox")) for one in root] == [
        (f"{svg}symbol", "a", "0 0 48 32"),
        (f"{svg}symbol", "b", "0 0 48 32"),
    ]
    (group,) = root[0]
    assert group.get("stroke") == "currentColor"
    assert [shape.get("fill") for shape in group] == [
        "var(--sheet, #fdfaf2)",
        None,
        None,
        "var(--brick, #96301f)",
    ]


def test_a_colour_that_is_not_ours_stays_on_a_page_and_is_ink_on_paper() -> None:
    drawing = read_svg(SVG.replace("#96301f", "#00ff00"))
    assert "#00ff00" not in ink_svg(drawing)
    assert b'fill="#00ff00"' in symbols_svg({"a": drawing})
