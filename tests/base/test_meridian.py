"""Longitudes over the 180th meridian: how they are counted, and how they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.base.geo import Bbox, Position, length_m
from trail.base.meridian import (
    all_turns,
    beside,
    box_beside,
    box_from,
    crosses,
    cut,
    nearest,
    unrolled,
    written,
    written_box,
)

FIJI = box_from(179.7, -17.5, -179.7, -16.9)
PORTSMOUTH = box_from(-72.75, 42.65, -70.55, 45.35)


def line(*points: tuple[float, float]) -> tuple[Position, ...]:
    return tuple(Position(lon, lat) for lon, lat in points)


def test_box_counts_on_from_where_most_of_it_lies() -> None:
    assert box_from(179.9, 0, -179.5, 1) == (-180.1, 0, -179.5, 1)
    assert box_from(179.5, 0, -179.9, 1) == (179.5, 0, 180.1, 1)


def test_box_with_west_above_east_counts_on() -> None:
    assert FIJI == (179.7, -17.5, 180.3, -16.9)
    assert crosses(FIJI)
    assert not crosses(PORTSMOUTH)
    assert PORTSMOUTH == (-72.75, 42.65, -70.55, 45.35)
    assert written_box(FIJI) == (179.7, -17.5, -179.7, -16.9)
    assert written_box(PORTSMOUTH) == PORTSMOUTH


@pytest.mark.parametrize(
    ("box", "told"),
    [
        (Bbox(-180, -90, 180, 90), (-180, -90, 180, 90)),
        (Bbox(179, 0, 180, 1), (179, 0, 180, 1)),
        (Bbox(180, 0, 181, 1), (-180, 0, -179, 1)),
        (Bbox(-181, 0, -180, 1), (179, 0, 180, 1)),
        (Bbox(-180.5, 0, -179.5, 1), (179.5, 0, -179.5, 1)),
        (Bbox(180.25, 0, 180.25, 1), (-179.75, 0, -179.75, 1)),
    ],
)
def test_box_is_written_from_minus_180_to_180(
    box: Bbox, told: tuple[float, float, float, float]
) -> None:
    assert written_box(box) == told


@pytest.mark.parametrize(
    ("lon", "box", "counted"),
    [
        (179.9, FIJI, 179.9),
        (-179.9, FIJI, 180.1),
        (-180.0, FIJI, 180.0),
        (178.0, FIJI, 178.0),
        (-70.7, PORTSMOUTH, -70.7),
        (170.0, PORTSMOUTH, 170.0),
        (179.9, Bbox(-180.3, 0, -179.7, 1), -180.1),
    ],
)
def test_position_counts_as_its_box_does(lon: float, box: Bbox, counted: float) -> None:
    assert beside(Position(lon, 1.0), box) == (counted, 1.0)


def test_nearest_turn_is_found_for_any_box() -> None:
    assert nearest(Position(-176.5, -44.0), Bbox(165, -48, 179.9, -33)) == (183.5, -44.0)
    assert nearest(Position(-70.0, 43.0), PORTSMOUTH) == (-70.0, 43.0)


def test_box_counts_as_another_one_does() -> None:
    assert box_beside(Bbox(-180, -18, -179.5, -17), FIJI) == (180, -18, 180.5, -17)
    assert box_beside(FIJI, Bbox(-180, -18, -179.5, -17)) == (-180.3, -17.5, -179.7, -16.9)
    assert box_beside(PORTSMOUTH, Bbox(130, 0, 150, 1)) == PORTSMOUTH


def test_line_goes_on_over_the_meridian() -> None:
    jumping = line((179.9, 0), (-179.9, 1), (-179.8, 1), (179.8, 2))
    assert unrolled(jumping, FIJI) == line((179.9, 0), (180.1, 1), (180.2, 1), (179.8, 2))
    assert unrolled(jumping[1:], FIJI) == line((180.1, 1), (180.2, 1), (179.8, 2))
    assert unrolled(jumping, PORTSMOUTH) == jumping


def test_line_on_the_far_side_of_the_world_stays_in_one_piece() -> None:
    europe = line((-10, 40), (40, 40), (40, 60), (-10, 40))
    assert unrolled(europe, FIJI) == europe


@pytest.mark.parametrize(
    ("path", "pieces"),
    [
        ([(1, 2), (3, 4)], [[(1, 2), (3, 4)]]),
        ([(179, 0), (180, 1)], [[(179, 0), (180, 1)]]),
        ([(179, 0), (181, 2)], [[(179, 0), (180, 1)], [(-180, 1), (-179, 2)]]),
        ([(181, 2), (179, 0)], [[(-179, 2), (-180, 1)], [(180, 1), (179, 0)]]),
        ([(-181, 0), (-179, 2)], [[(179, 0), (180, 1)], [(-180, 1), (-179, 2)]]),
        ([(180.5, 0), (181, 2)], [[(-179.5, 0), (-179, 2)]]),
        ([(179, 0), (180, 1), (181, 1)], [[(179, 0), (180, 1)], [(-180, 1), (-179, 1)]]),
        (
            [(179, 0), (180, 1), (180, 2), (181, 2)],
            [[(179, 0), (180, 1), (180, 2)], [(-180, 2), (-179, 2)]],
        ),
        (
            [(179, 0), (181, 0), (179, 0)],
            [[(179, 0), (180, 0)], [(-180, 0), (-179, 0), (-180, 0)], [(180, 0), (179, 0)]],
        ),
        ([(180.5, 1)], [[(-179.5, 1)]]),
        ([(180.5, 1), (180.5, 1)], [[(-179.5, 1), (-179.5, 1)]]),
    ],
)
def test_line_is_cut_at_the_meridian(
    path: list[tuple[float, float]], pieces: list[list[tuple[float, float]]]
) -> None:
    assert cut(line(*path)) == tuple(line(*piece) for piece in pieces)


@given(
    st.lists(
        st.tuples(st.floats(178, 182), st.floats(-60, 60)).map(lambda at: Position(*at)),
        min_size=2,
        max_size=6,
    )
)
def test_cut_line_keeps_its_length_and_stays_in_the_world(path: list[Position]) -> None:
    pieces = cut(path)
    assert all(-180 <= lon <= 180 for piece in pieces for lon, _ in piece)
    assert all(len(piece) > 1 for piece in pieces)
    # A straight line in degrees is none on the ellipsoid, and cutting it adds a point on it.
    assert sum(map(length_m, pieces)) == pytest.approx(length_m(path), rel=2e-3, abs=1)


def test_position_is_written_from_minus_180_to_180() -> None:
    assert written(Position(180.001, 3)) == (-179.999, 3)
    assert written(Position(-180.25, 3)) == (179.75, 3)
    assert written(Position(180.0, 3)) == (180.0, 3)
    assert written(Position(-70.75762, 43.07704)) == (-70.75762, 43.07704)


def test_box_is_asked_for_on_every_turn() -> None:
    west = [box.west for box in all_turns(Bbox(-180, 0, -179, 1))]
    assert west == [-180, -540, 180]
