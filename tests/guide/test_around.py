"""What lies where around each stop, for those who read the map in words."""

from __future__ import annotations

import pytest

from tests.shipped import shipped_guide
from trail.dataset.schema.whole import Dataset
from trail.guide.guide import Guide


def test_the_nearest_stop_in_each_direction_and_what_lies_between(sample_dataset: Dataset) -> None:
    guide = Guide(sample_dataset)
    first, _second, third = guide.around.stops(guide.itinerary("quay").stops)
    told = [
        (near.compass, near.stop.number, round(near.distance_m), near.crossed)
        for near in first.neighbours
    ]
    assert told == [("se", 2, 317, ()), ("s", 3, 340, ("Back Street",))]
    assert [near.compass for near in third.neighbours] == ["n", "e"]
    assert first.shore is None


def test_water_without_a_name_is_crossed_too(sample_dataset: Dataset) -> None:
    guide = Guide(sample_dataset)
    start, _end = guide.around.stops(guide.itinerary("south-road").stops)
    assert [near.crossed for near in start.neighbours] == [("",)]


@pytest.fixture(scope="module")
def shipped() -> Guide:
    return shipped_guide()


def test_what_is_east_of_stop_4_how_far_and_what_is_crossed(shipped: Guide) -> None:
    found = shipped.around.stops(shipped.itinerary("downtown").stops)
    (east,) = (near for near in found[3].neighbours if near.compass == "e")
    assert (east.stop.number, east.stop.site.id) == (7, "strawbery-banke")
    assert round(east.distance_m) == 204
    assert east.crossed == ("Court Street",)
    # In the order in which they are come upon.
    (southeast,) = (near for near in found[4].neighbours if near.compass == "se")
    assert southeast.crossed == ("Daniel Street", "State Street", "Atkinson Street", "Court Street")


def test_a_stop_by_the_water_is_told_as_that(shipped: Guide) -> None:
    found = {
        at.stop.site.id: at for at in shipped.around.stops(shipped.itinerary("downtown").stops)
    }
    pond = found["south-mill-pond-cherry-trees"].shore
    assert pond is not None
    assert (pond.name, pond.compass, round(pond.distance_m)) == ("South Mill Pond", "n", 17)
    river = found["prescott-park"].shore
    assert river is not None
    assert (river.name, river.compass) == ("", "ne")
    assert found["market-square"].shore is None
