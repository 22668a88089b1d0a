"""The key of a map: the signs that are drawn on it and no others, each clear of its words."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.export.sheets.conftest import ADDRESS
from trail.base.geo import Bbox, Position
from trail.dataset.schema.map import MapFeature, MapLayer, MapProperties
from trail.export.sheets import Phrases, Press, content, maps
from trail.export.sheets.ink import MAP_STYLE, NARROW
from trail.graphics.maps import (
    MapMark,
    MapView,
    Paper,
    RouteLeg,
    draw_paper_map,
    paper_density,
)
from trail.guide.guide import Guide

WORDS = Phrases()
ROOM = Paper(190.0, 200.0)
PPI = 200.0
SIGNS = {
    "downtown": {"stands", "gone", "private", "start", "route", "spur", "ring", "rail", "footway",
                 "park"},
    "harbour": {"stands", "private", "start", "ring", "park", "beyond"},
    "new-hampshire": {"stands", "start", "border"},
}  # fmt: skip
TEXTS = {
    "harbour": ["private", "somewhere", "park", "beyond"],
    "downtown": ["gone", "the way", "off the", "somewhere", "railroad", "footpath", "park"],
    "new-hampshire": ["state line"],
}


@pytest.mark.parametrize("tour_id", SIGNS)
def test_the_key_explains_what_is_drawn_and_nothing_else(shipped: Guide, tour_id: str) -> None:
    itinerary = shipped.itinerary(tour_id)
    view = maps.tour_view(itinerary, WORDS, shipped.dataset.origin.position)
    drawn = maps.draw(shipped.dataset.layers, view, ROOM, paper_density(narrow=NARROW))
    signs: Any = content.key(drawn, itinerary, WORDS)["signs"]
    assert {sign.get("shape", sign["sign"]) for sign in signs} == SIGNS[tour_id]
    assert len(signs) == len(SIGNS[tour_id])


def railway(*positions: Position) -> MapLayer:
    feature = MapFeature(
        id="railway",
        properties=MapProperties(kind="railway", accuracy_m=None, source="a test"),
        geometry_type="LineString",
        parts=(positions,),
    )
    told = dict.fromkeys(("title", "source", "credit", "licence", "accuracy"), "a test")
    return MapLayer(
        id="rails", detail=True, bbox=Bbox(-70.8, 43.0, -70.7, 43.1), features=(feature,), **told
    )


def test_a_railroad_outside_the_frame_is_not_in_the_key() -> None:
    at = Position(-70.76, 43.07)
    view = MapView("x", "", (MapMark(at, "1"),), (RouteLeg((at, Position(-70.761, 43.07))),))
    for north, told in ((43.0701, True), (43.08, False)):
        layer = railway(Position(-70.78, north), Position(-70.74, north))
        drawn = draw_paper_map((layer,), view, Paper(100, 80, (5000,)), paper_density(), MAP_STYLE)
        assert ("rail" in drawn.signs) is told
        assert "straight" in drawn.signs
        assert "route" not in drawn.signs


@pytest.mark.parametrize("tour_id", TEXTS)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_no_words_of_the_key_touch_a_sample(press: Press, tour_id: str, paper: str) -> None:
    page = PdfReader(io.BytesIO(press.pdf(tour_id, paper, ADDRESS).pdf)).pages[0]
    starts: list[tuple[str, float, float]] = []

    def visit(text: str, matrix: Any, text_matrix: Any, _font: Any, _size: float) -> None:
        if text.strip():
            x, y = text_matrix[4], text_matrix[5]
            starts.append(
                (
                    text.strip(),
                    matrix[0] * x + matrix[2] * y + matrix[4],
                    matrix[1] * x + matrix[3] * y + matrix[5],
                )
            )

    page.extract_text(visitor_text=visit)
    with Image.open(io.BytesIO(press.picture(tour_id, paper, ADDRESS, ppi=PPI))) as opened:
        ink = opened.convert("L").point(lambda value: 255 if value < 128 else 0)
    height, dots = float(page.mediabox.height), PPI / 72
    for wanted in TEXTS[tour_id]:
        # The key is under the map: the last words on the page that begin so, but for the notes.
        x, y = next((x, y) for text, x, y in starts if text.startswith(wanted) and y < 110)
        left, right = (x - 3.0) * dots, (x - 0.5) * dots
        top, bottom = (height - y - 5.0) * dots, (height - y + 1.0) * dots
        assert ink.crop((left, top, right, bottom)).getbbox() is None, wanted
