"""Path data placed, and what the pens write."""

from __future__ import annotations

import pytest

from drawings.lettering import width_of
from drawings.paths import Place, figure, told_from_the_last
from drawings.pen import ACCENT, BOLD, FINE, GROUND, INK, LINE, Pen


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.04, "0"), (0.5, ".5"), (-0.5, "-.5"), (10.0, "10"), (-12.34, "-12.3")],
)
def test_figures_are_short(value: float, text: str) -> None:
    assert figure(value) == text


@pytest.mark.parametrize(
    ("place", "data", "placed"),
    [
        (Place(), "M1 2L3-4z", "M1 2L3-4z"),
        (Place(10, 20), "M1 2l3 4H5V6h7v8", "M11 22l3 4H15V26h7v8"),
        (Place(10, 20, 2), "M1 2q1 2 3 4T9 9", "M12 24q2 4 6 8T28 38"),
        (Place(10, 0, 1, mirrored=True), "M1 2h3H5", "M9 2h-3H5"),
        (Place(0, 0, 2), "M0 0a5 6 30 0 1 2 0", "M0 0a10 12 30 0 1 4 0"),
        (Place(0, 0, 1, mirrored=True), "M0 0a5 6 30 1 0 2 1", "M0 0a5 6-30 1 1-2 1"),
        (Place(5, 5), "M0 0 1 1 2 2m1 1 2 2", "M5 5L6 6L7 7m1 1l2 2"),
        (Place(1, 1), "M.5.5-1-1", "M1.5 1.5L0 0"),
    ],
)
def test_path_data_is_scaled_mirrored_and_moved(place: Place, data: str, placed: str) -> None:
    assert place.path(data) == placed


def test_path_data_that_does_not_come_out_even_is_refused() -> None:
    with pytest.raises(ValueError, match="1 values left over"):
        Place().path("M1 2L3")
    with pytest.raises(ValueError, match="1 values left over"):
        Place().path("M1 2L3H4")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("M1 2L3 6L3 9L5 9", "M1 2l2 4v3h2"),
        ("M1 2L3 6L4 5L4.5 7", "M1 2l2 4 1-1 .5 2"),
        ("M1 2h3V9H0v1", "M1 2h3v7h-4v1"),
        ("M1 2L3 3zL5 5", "M1 2l2 1zl4 3"),
        ("M1 2L9 9M2 2L3 3", "M1 2l8 7M2 2l1 1"),
        ("M1 2C1 3 2 4 3 5S5 6 7 7T8 8", "M1 2c0 1 1 2 2 3s2 1 4 2t1 1"),
        ("M1 2A5 6 30 1 0 9 8a5 6 30 1 0-1-1L0 0", "M1 2a5 6 30 1 0 8 6 5 6 30 1 0-1-1l-8-7"),
    ],
)
def test_each_point_is_told_from_the_one_before(data: str, told: str) -> None:
    assert told_from_the_last(data) == told


def test_places_nest_and_end() -> None:
    pen = Pen()
    with pen.at(10, 10, 2), pen.at(5, 0, 3, mirrored=True):
        pen.line((1, 1), (2, 1))
    pen.line((1, 1), (2, 1))
    assert 'd="M14 16h-6M1 1h1"' in pen.svg("x", 20, 20)


def test_lines_of_one_pen_are_one_path_but_not_across_a_filled_mark() -> None:
    pen = Pen()
    pen.line((0, 0), (1, 0))
    pen.line((0, 1), (1, 1))
    pen.rect(0, 0, 5, 5, LINE, GROUND)
    pen.line((0, 2), (1, 2))
    assert pen.svg("x", 9, 9).count("<path") == 3


def test_a_coarse_pen_leaves_out_fine_lines_and_tones_and_draws_the_rest_bolder() -> None:
    pen = Pen(coarse=True)
    pen.line((0, 0), (9, 9), pen=FINE)
    pen.hatch([(0, 0), (9, 0), (9, 9)])
    pen.bricks([(0, 0), (90, 0), (90, 90)], 1, 50)
    pen.rect(0, 0, 5, 5, FINE, INK)
    pen.line((0, 0), (9, 9), pen=BOLD)
    drawn = pen.svg("x", 9, 9)
    assert drawn.count("<path") == 2
    assert 'stroke-width="2.6"' in drawn


def test_a_hatch_stays_in_its_polygon_at_its_gap() -> None:
    pen = Pen()
    pen.hatch([(0, 0), (10, 0), (10, 10), (0, 10)], 2, 0)
    drawn = pen.svg("x", 10, 10)
    assert 'd="M0 1h10M0 3h10M0 5h10M0 7h10M0 9h10"' in drawn


def test_titles_are_escaped() -> None:
    pen = Pen()
    with pen.group("<i>&"):
        pen.line((0, 0), (1, 1), stroke=ACCENT, broken=True)
    drawn = pen.svg("a < b & c", 1, 1)
    assert "<title>a &lt; b &amp; c</title>" in drawn
    assert "<title>&lt;i&gt;&amp;</title>" in drawn
    assert 'stroke="#96301f" stroke-dasharray="5 4"' in drawn


def test_a_drawing_that_is_not_finished_is_refused() -> None:
    pen = Pen()
    with pen.at(1, 1), pytest.raises(ValueError, match="still inside a place"):
        pen.svg("x", 1, 1)


def test_letters_are_as_wide_as_they_say() -> None:
    assert width_of("LAW", 6) == pytest.approx(15.2)
    assert width_of("I I", 6) == pytest.approx(8)
