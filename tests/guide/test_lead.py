"""Where a walk is led: the place of every instruction, and where a stop counts as reached."""

from __future__ import annotations

import pytest

from tests.shipped import shipped_guide
from trail.base.geo import distance_m
from trail.guide.guide import Guide
from trail.guide.walk.instructions import Turn
from trail.guide.walk.lead import arrival_area, arrival_areas, arrival_told, places_along
from trail.guide.walk.line import MeasuredLine


@pytest.fixture(scope="module")
def downtown() -> Guide:
    return shipped_guide()


def test_every_turn_lies_where_the_path_bends(downtown: Guide) -> None:
    itinerary = downtown.itinerary("downtown")
    told = downtown.directions(itinerary)
    turns = 0
    for leg in itinerary.legs:
        line = MeasuredLine(leg.path)
        for item, at_m in zip(
            told[leg.origin.number], places_along(told[leg.origin.number]), strict=True
        ):
            assert 0 <= at_m <= line.length_m + 0.1
            if isinstance(item, Turn) and item.word != "straight":
                turns += 1
                before = line.bearing(max(0, at_m - 8), at_m)
                after = line.bearing(at_m, min(line.length_m, at_m + 8))
                turned = (after - before + 180) % 360 - 180
                side = "left" if turned < 0 else "right"
                assert side in item.word, (leg.origin.number, at_m)
    assert turns > 20


def test_the_area_of_a_pin_is_its_accuracy_within_a_doorway_and_a_street(downtown: Guide) -> None:
    itinerary = downtown.itinerary("downtown")
    radius = {area.centre: area.radius_m for area in arrival_areas(itinerary)[1:]}
    by_id = {stop.site.id: radius[stop.position] for stop in itinerary.stops[1:]}
    assert by_id["christ-church"] == 40  # a pin, accurate to 40 m
    assert by_id["st-johns-church"] == 20  # to 15 m
    assert by_id["south-mill-pond-cherry-trees"] == 150  # an area
    assert by_id["prescott-park"] == 90


def test_the_end_of_the_mapped_way_counts_however_far_from_the_pin(downtown: Guide) -> None:
    itinerary = downtown.itinerary("downtown")
    leg = next(leg for leg in itinerary.legs if leg.destination.site.id == "railroad-station-site")
    area = arrival_area(leg.destination, leg, "foot")
    assert area.way_end == leg.path[-1]
    assert distance_m(leg.path[-1], area.centre) > 40
    assert area.way_end_m == 20


def test_nobody_has_arrived_before_setting_off(downtown: Guide) -> None:
    itinerary = downtown.itinerary("downtown")
    for leg in itinerary.legs:
        area = arrival_area(leg.destination, leg, "foot")
        apart = distance_m(leg.origin.position, leg.destination.position)
        assert area.radius_m <= max(apart / 2, 20)


def test_a_loop_has_its_start_at_both_ends_and_a_car_parks_somewhere_near(downtown: Guide) -> None:
    areas = arrival_areas(downtown.itinerary("downtown"))
    assert len(areas) == 16
    assert areas[0].centre == areas[-1].centre
    by_car = arrival_areas(downtown.itinerary("harbour"))
    assert min(area.radius_m for area in by_car) == 100
    assert all(area.way_end is None for area in by_car)


def test_a_straight_leg_has_its_one_instruction_at_its_start(downtown: Guide) -> None:
    told = downtown.directions(downtown.itinerary("harbour"))
    assert places_along(told[1]) == (0.0,)
    assert arrival_told(told[1]) is None
