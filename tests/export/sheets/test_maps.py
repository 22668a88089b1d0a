"""Maps on paper: scale, room, labels, black ink, words."""

from __future__ import annotations

import itertools
import math
import re
from typing import Any

import pytest

from tests.export.sheets.conftest import ADDRESS
from trail.base.errors import ExportError
from trail.base.geo import Position, distance_m
from trail.base.links import Links
from trail.export.sheets import maps
from trail.export.sheets.cards import stop_cards
from trail.export.sheets.content import SheetContext
from trail.export.sheets.ink import MAP_STYLE, NARROW
from trail.export.sheets.sheets import PAPERS
from trail.graphics.maps import (
    MapMark,
    MapView,
    Paper,
    PaperMap,
    draw_paper_map,
    largest_scale,
    paper_bars,
    paper_density,
)
from trail.graphics.maps.candidate import Candidate
from trail.graphics.maps.labels import collide
from trail.graphics.maps.paper import SCALES
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases

WORDS = Phrases()
TOURS = ("downtown", "harbour", "new-hampshire")
LETTER = Paper(255.4, 168.0)


def tour_map(guide: Guide, tour_id: str, paper: Paper = LETTER) -> PaperMap:
    itinerary = guide.itinerary(tour_id)
    view = maps.tour_view(itinerary, WORDS, guide.dataset.origin.position)
    return maps.draw(guide.dataset.layers, view, paper, paper_density(narrow=NARROW))


@pytest.fixture(scope="module")
def drawn(shipped: Guide) -> dict[str, PaperMap]:
    return {tour_id: tour_map(shipped, tour_id) for tour_id in TOURS}


def across_mm(drawn: PaperMap, metres: float) -> float:
    """Millimetres on paper for a geodesic of so many metres through the middle, eastward."""
    frame = drawn.frame
    middle = frame.height / 2
    west = frame.to_position(frame.width / 2 - 100, middle)
    east = frame.to_position(frame.width / 2 + 100, middle)
    return metres / distance_m(west, east) * 20


@pytest.mark.parametrize("tour_id", TOURS)
def test_the_scale_is_one_of_the_round_ones_and_holds_in_the_middle(
    drawn: dict[str, PaperMap], tour_id: str
) -> None:
    found = drawn[tour_id]
    assert found.denominator in SCALES
    assert across_mm(found, 1000) == pytest.approx(1e6 / found.denominator, rel=2e-4)


@pytest.mark.parametrize("tour_id", TOURS)
def test_the_scale_bar_is_as_long_as_its_geodesic(drawn: dict[str, PaperMap], tour_id: str) -> None:
    metres = {"ft": 0.3048, "mi": 1609.344, "m": 1.0, "km": 1000.0}
    for bar in paper_bars(drawn[tour_id].frame, 56):
        for value, at_mm in bar.ticks:
            points = at_mm / 25.4 * 72
            true = across_mm(drawn[tour_id], value * metres[bar.unit]) / 25.4 * 72
            assert points == pytest.approx(true, rel=2e-4, abs=1e-6)
        assert 56 / 3 < bar.ticks[-1][1] <= 56


def test_the_largest_scale_that_fits_is_taken(shipped: Guide) -> None:
    view = maps.tour_view(shipped.itinerary("downtown"), WORDS)
    layers = shipped.dataset.layers
    best = largest_scale(layers, view, LETTER)
    larger = tuple(scale for scale in SCALES if scale < best)
    with pytest.raises(ValueError, match="no scale is small enough"):
        largest_scale(layers, view, Paper(LETTER.width_mm, LETTER.height_mm, larger))
    assert best == 6000


def test_a_larger_sheet_gets_a_larger_scale(shipped: Guide) -> None:
    view = maps.tour_view(shipped.itinerary("downtown"), WORDS)
    sizes = [Paper(w, w / 1.5) for w in (100, 150, 200, 300, 400)]
    scales = [largest_scale(shipped.dataset.layers, view, paper) for paper in sizes]
    assert scales == sorted(scales, reverse=True)


@pytest.mark.parametrize("tour_id", TOURS)
def test_every_stop_has_its_own_numbered_mark(drawn: dict[str, PaperMap], tour_id: str) -> None:
    marks = drawn[tour_id].overlay.marks
    assert all(len(mark.members) == 1 for mark in marks)
    assert sorted(mark.members[0] for mark in marks) == list(range(len(marks)))
    for a, b in itertools.combinations(marks, 2):
        assert math.dist(a.centre, b.centre) >= a.radius + b.radius


@pytest.mark.parametrize("tour_id", TOURS)
def test_labels_overlap_nothing_and_stay_in_the_frame(
    drawn: dict[str, PaperMap], tour_id: str
) -> None:
    found = drawn[tour_id]
    boxes = []
    for label in found.overlay.labels:
        (ax, ay), (bx, by), (cx, cy), _ = label.corners
        size = math.hypot(bx - ax, by - ay), math.hypot(cx - bx, cy - by)
        boxes.append(Candidate(label.lines, label.centre, size, 0, angle=label.angle))
        for x, y in label.corners:
            assert 0 <= x <= found.frame.width
            assert 0 <= y <= found.frame.height
        for mark in found.overlay.marks:
            assert boxes[-1].distance(mark.centre) >= mark.radius
    for a, b in itertools.combinations(boxes, 2):
        assert not collide(a, b), (a.lines, b.lines)


@pytest.mark.parametrize("tour_id", TOURS)
def test_every_stop_is_named(shipped: Guide, drawn: dict[str, PaperMap], tour_id: str) -> None:
    named = {" ".join(label.lines) for label in drawn[tour_id].overlay.labels}
    for stop in shipped.itinerary(tour_id).stops:
        assert any(name.startswith(stop.site.label) for name in named), stop.site.label


def test_a_street_of_the_directions_is_named_on_the_map(
    shipped: Guide, drawn: dict[str, PaperMap]
) -> None:
    left_out = set(drawn["downtown"].overlay.left_out)
    walked = {
        segment.name
        for leg in shipped.itinerary("downtown").legs
        for segment in leg.segments
        if segment.name and segment.kind == "street"
    }
    assert walked
    assert not walked & left_out


@pytest.mark.parametrize("tour_id", TOURS)
def test_furniture_never_stands_on_the_map(drawn: dict[str, PaperMap], tour_id: str) -> None:
    assert drawn[tour_id].overlay.furniture == ()
    assert "m-scale" not in drawn[tour_id].svg.partition("</style>")[2]


def test_the_ink_is_black() -> None:
    assert set(re.findall(r"#\w+", MAP_STYLE)) <= {"#000", "#fff"} | {"#m"}
    assert "opacity" not in MAP_STYLE


@pytest.mark.parametrize("tour_id", TOURS)
def test_every_class_that_is_drawn_has_its_paint(drawn: dict[str, PaperMap], tour_id: str) -> None:
    body = drawn[tour_id].svg.partition("</style>")[2]
    used = {name for names in re.findall(r'class="([^"]+)"', body) for name in names.split()}
    plain = {"m-st", "m-town", "m-sl", "m-in", "m-wet", "m-dry", "m-mark"}
    assert used - plain <= set(re.findall(r"m-[a-z-]+", MAP_STYLE))


def test_what_the_map_shows_stands_in_words(shipped: Guide, drawn: dict[str, PaperMap]) -> None:
    itinerary = shipped.itinerary("downtown")
    told = maps.in_words(drawn["downtown"], itinerary, WORDS)
    for stop in itinerary.stops:
        assert f"{stop.number} {stop.site.label}" in told
    assert "1:6,000" in told
    assert "State Street" in told
    assert "North Mill Pond" in told


@pytest.mark.parametrize(
    ("denominator", "line"),
    [
        (6000, "Scale 1:6,000: one inch is 500 feet."),
        (5000, "Scale 1:5,000: one inch is about 420 feet."),
        (1_000_000, "Scale 1:1,000,000 in the middle of the map: one inch is about 16 miles."),
    ],
)
def test_the_scale_is_said_in_inches(denominator: int, line: str) -> None:
    mark = MapMark(Position(-70.76, 43.07), "1")
    view = MapView("x", "", (mark,), furniture=False, min_span_coarse_m=0, min_span_m=0)
    drawn = draw_paper_map((), view, Paper(100, 80, (denominator,)), paper_density(), "")
    assert maps.scale_line(drawn, WORDS) == line


def test_accuracy_unknown_is_said_to_be_not_known() -> None:
    view = MapView("x", "", (MapMark(Position(-70.76, 43.07), "1"),), furniture=False)
    drawn = draw_paper_map((), view, Paper(100, 80), paper_density(), "")
    assert maps.accuracy_line(drawn, (), WORDS) == "How exact the drawing is: not known."


def test_a_view_that_fits_no_scale_is_refused(shipped: Guide) -> None:
    view = maps.tour_view(shipped.itinerary("new-hampshire"), WORDS)
    paper = Paper(100, 100, (2500,))
    with pytest.raises(ExportError, match="no scale is small enough"):
        maps.draw(shipped.dataset.layers, view, paper, paper_density())
    with pytest.raises(ExportError, match="no scale is small enough"):
        maps.scale(shipped.dataset.layers, view, paper)


def test_drawing_twice_gives_the_same_bytes(shipped: Guide, drawn: dict[str, PaperMap]) -> None:
    assert tour_map(shipped, "harbour").svg == drawn["harbour"].svg


def test_cards_on_letter_and_a4_have_their_maps_in_common(shipped: Guide) -> None:
    context = SheetContext(shipped, Phrases(), Links.under(ADDRESS))
    itinerary = shipped.itinerary(shipped.dataset.trail.tours[0].id)

    def maps_on(paper: str) -> list[str]:
        stops: Any = stop_cards(context, itinerary, PAPERS[paper])["stops"]
        return [stop["map"]["svg"] for stop in stops]

    assert maps_on("letter") == maps_on("a4")
    assert maps_on("tabloid") != maps_on("a4")
