"""Pictures for paper."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from tests.sample_pictures import SVG
from trail import dataset
from trail.base.paths import DATA
from trail.dataset.text.svg import read_svg
from trail.graphics.pictures import ink_svg


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
