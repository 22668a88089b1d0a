"""The atlas of a walk: strips that overlap, at a true scale, with every stop and turn."""

from __future__ import annotations

import io
import re
from functools import cache
from itertools import groupby, pairwise
from typing import Any

import numpy as np
import pytest
import shapely
from PIL import Image

from tests.export.sheets.conftest import ADDRESS, Read, text_of
from tests.export.sheets.test_wishes import marks_on
from tests.export.sheets.type_sizes import sizes_on
from trail.base.geo import distance_m
from trail.base.links import Links
from trail.export.sheets import PAPERS, SheetNotFound, find_sheet, sheets_of
from trail.export.sheets import maps as sheet_maps
from trail.export.sheets.atlas import atlas
from trail.export.sheets.content import SheetContext
from trail.export.sheets.strips import MOST_STOPS, OVERLAP_M, cut, way_points
from trail.export.sheets.turnmarks import SIGN_MM, turn_marks
from trail.export.sheets.typeset import picture
from trail.graphics.maps import UNITS_PER_MM, Paper, paper_density
from trail.guide.guide import Guide
from trail.guide.walk.instructions import Turn
from trail.guide.words.phrases import Phrases

PAGES = {"letter": 15, "a4": 15, "tabloid": 8}


@pytest.fixture(scope="module")
def content(shipped: Guide) -> Any:
    @cache
    def made(paper: str) -> Any:
        context = SheetContext(shipped, Phrases(), Links.under(ADDRESS))
        return atlas(context, shipped.itinerary("downtown"), PAPERS[paper])

    return made


def test_strips_hold_the_whole_way_and_overlap(shipped: Guide) -> None:
    points = way_points(shipped.itinerary("downtown"))
    strips = cut(points, lambda positions: _across(positions) <= 400)
    assert strips[0].first == 0
    assert strips[-1].last == len(points) - 1
    for one, other in pairwise(strips):
        common = [point.position for point in points[other.first : one.last + 1]]
        assert sum(distance_m(a, b) for a, b in pairwise(common)) >= OVERLAP_M
        assert one.last < other.last
        reached = [p for p in points[one.last + 1 : other.last + 1] if p.stop is not None]
        assert len(reached) <= MOST_STOPS
    for strip in strips:
        assert _across([p.position for p in points[strip.first : strip.last + 1]]) <= 400


def _across(positions: Any) -> float:
    return max(distance_m(positions[0], other) for other in positions)


def test_a_strip_ends_at_a_stop_where_one_is_within_reach(shipped: Guide) -> None:
    points = way_points(shipped.itinerary("downtown"))
    strips = cut(points, lambda positions: len(positions) <= 40)
    for one, other in pairwise(strips):
        inside = [p.stop for p in points[one.last + 1 : other.last + 1] if p.stop is not None]
        assert not inside or points[other.last].stop == inside[-1]
    # One point more than all there are, and nothing is cut but at the third stop.
    whole = cut(points, lambda positions: True)
    assert [points[strip.last].stop for strip in whole] == [4, 7, 10, 13, 1]


@pytest.mark.parametrize("paper", list(PAGES))
def test_every_page_has_a_map_its_number_and_its_scale(read: Read, paper: str) -> None:
    reader = read("downtown-atlas", paper)
    assert len(reader.pages) == PAGES[paper]
    for number, page in enumerate(reader.pages[1:], 2):
        text = page.extract_text()
        assert f"Page {number} of {PAGES[paper]}" in text
        assert "Scale 1:2,500" in text
        assert min(sizes_on(page)) >= 7.5


def test_every_stop_and_every_turn_is_told_once_in_order(shipped: Guide, content: Any) -> None:
    itinerary = shipped.itinerary("downtown")
    pages = content("letter")["pages"]
    rows = [row for page in pages for row in page["rows"]]
    first_told = [row["stop"]["number"] for row in rows if "stop" in row and not row["again"]]
    assert first_told == [*range(1, 16), 1]  # and back to the first
    told = shipped.directions(itinerary)
    turns = [item for leg in itinerary.legs for item in told[leg.origin.number]]
    texts = [row for row in rows if "stop" not in row]
    assert len(texts) == len(turns)
    assert [bool(row["letter"]) for row in texts] == [isinstance(item, Turn) for item in turns]
    for page in pages:
        letters = [row["letter"] for row in page["rows"] if row.get("letter")]
        assert letters == sorted(set(letters))
        # Nearly every letter finds room on the map, and none stands there that is not told.
        assert {turn["letter"] for turn in page["turns"]} <= set(letters)
    shown = sum(len(page["turns"]) for page in pages)
    assert shown >= 0.9 * sum(bool(row["letter"]) for row in texts)


def test_no_letter_covers_a_mark_or_a_word(shipped: Guide) -> None:
    context = SheetContext(shipped, Phrases(), Links.under(ADDRESS))
    itinerary = shipped.itinerary("downtown")
    view = sheet_maps.tour_view(itinerary, context.words)
    room = Paper(190, 150)
    drawn = sheet_maps.draw(context.layers, view, room, paper_density(narrow=0.89))
    corners = [place for leg in itinerary.legs for place in leg.path[1:-1]]
    found = [mark for mark in turn_marks(drawn, corners) if mark]
    assert 10 < len(found) < len(corners)
    words = shapely.union_all([shapely.Polygon(l.corners) for l in drawn.overlay.labels])  # noqa: E741
    discs: list[Any] = []
    for mark in found:
        spot: Any = mark["spot"]
        disc = shapely.Point(*(mm * UNITS_PER_MM for mm in spot)).buffer(SIGN_MM / 2 * UNITS_PER_MM)
        assert not disc.intersects(words)
        for stop in drawn.overlay.marks:
            assert disc.distance(shapely.Point(stop.centre)) >= stop.radius
        assert not any(disc.intersects(other) for other in discs)
        discs.append(disc)


def test_bars_say_what_a_neighbour_overlaps(content: Any) -> None:
    made = content("letter")
    frames = made["frames"]
    for k, page in enumerate(made["pages"]):
        neighbours = [n for n in (k - 1, k + 1) if 0 <= n < len(frames)]
        assert [bar["page"] for bar in page["overlaps"]] == [n + 2 for n in neighbours]
        left, top, right, bottom = frames[k]
        # Frames on the map of the whole way are as far apart as the maps' grounds are.
        grown = page["map"]["width"] / (right - left)
        for bar, n in zip(page["overlaps"], neighbours, strict=True):
            its = frames[n]
            across = [max(0, its[0] - left) * grown, min(right - left, its[2] - left) * grown]
            down = [max(0, its[1] - top) * grown, min(bottom - top, its[3] - top) * grown]
            assert bar["across"] == pytest.approx(across, abs=0.3)
            assert bar["down"] == pytest.approx(down, abs=0.3)
            assert bar["above"] == (its[1] + its[3] < top + bottom)
            assert bar["before"] == (its[0] + its[2] < left + right)


@pytest.mark.parametrize(("paper", "page"), [("letter", 2), ("tabloid", 3)])
def test_its_scale_is_true_as_printed(shipped: Guide, content: Any, paper: str, page: int) -> None:
    """Two stops lie as far apart on the page as they do on the ground, to 0.5 percent."""
    made = content(paper)
    svg = made["pages"][page - 2]["map"]["svg"]
    ppi = 150
    with Image.open(io.BytesIO(picture("atlas", made, ppi, page))) as opened:
        dark = np.asarray(opened.convert("L")) < 128
    runs = [sum(1 for _ in run) for row in dark for ink, run in groupby(row) if ink]
    frame_mm = max(runs) / ppi * 25.4 - 0.3  # half of the line stands out on either side
    mm_a_unit = frame_mm / float(re.findall(r'viewBox="0 0 ([\d.]+)', svg)[0])
    marks = marks_on(svg)
    one, other = ("2", "4") if paper == "letter" else ("4", "7")
    (x, y), (u, v) = marks[one], marks[other]
    stops = shipped.itinerary("downtown").stops
    apart_m = distance_m(stops[int(one) - 1].position, stops[int(other) - 1].position)
    on_paper_mm = ((u - x) ** 2 + (v - y) ** 2) ** 0.5 * mm_a_unit
    assert on_paper_mm * 2.5 == pytest.approx(apart_m, rel=0.005)


def test_only_walks_have_one(shipped: Guide) -> None:
    names = [sheet.name for sheet in sheets_of(shipped.dataset) if sheet.kind == "atlas"]
    assert names == ["downtown-atlas"]
    with pytest.raises(SheetNotFound):
        find_sheet(shipped.dataset, "harbour-atlas")


def test_its_first_page_tells_how_it_is_read(read: Read) -> None:
    text = text_of(read("downtown-atlas", "letter"))
    for wanted in ("The whole story, and the way as you walk:", "A bar beside a map"):
        assert text.count(wanted) == 1
