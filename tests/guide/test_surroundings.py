"""Doors and barriers about a stop, and what they mean for where it joins the streets."""

from __future__ import annotations

import pytest

from tests.streets import Corner, at, block, layer
from trail.dataset.schema.map import MapFeature, MapProperties
from trail.guide.walk.network import Network
from trail.guide.walk.surroundings import Surroundings

HIGH = block("High Street", "a", "b", [(-200, 0), (200, 0)], block_id="high")
BACK = [
    block("Back Alley", "c", "d", [(-50, 50), (50, 50)], block_id="back"),
    block("Mouth", "c", "a", [(-50, 50), (-200, 50), (-200, 0)], block_id="mouth"),
]


def feature(
    kind: str, corners: list[Corner], shape: str, number: int = 1, **facts: object
) -> MapFeature:
    properties = {"kind": kind, "accuracy_m": 5, "source": "made up", **facts}
    return MapFeature.model_validate(
        {
            "id": f"{kind}-{number}",
            "properties": MapProperties.model_validate(properties),
            "geometry_type": shape,
            "parts": (tuple(at(x, y) for x, y in corners),),
            "polygons": ((0, 1),) if shape == "Polygon" else (),
        }
    )


HOUSE = feature("building", [(-15, 10), (15, 10), (15, 42), (-15, 42), (-15, 10)], "Polygon")


def door(x: float, y: float, number: int = 1, *, main: bool = False) -> MapFeature:
    facts = {"amenity": "entrance", "main": main or None}
    return feature("amenity", [(x, y)], "Point", number, **facts)


def joined(*features: MapFeature, stop: Corner = (0, 34)) -> list[str | None]:
    network = Network.of_layers([layer(HIGH, *BACK, *features)])
    return [network.edges[snap.edge].facts.name for snap in network.joins(at(*stop))]


def test_nearest_street_is_joined_where_nothing_is_known() -> None:
    assert joined()[0] == "Back Alley"
    assert joined(HOUSE)[0] == "Back Alley"


def test_a_stop_is_entered_by_the_door_of_its_building() -> None:
    assert joined(HOUSE, door(0, 10)) == ["High Street"]
    network = Network.of_layers([layer(HIGH, *BACK, HOUSE, door(0, 10))])
    route = network.route(at(100, 0), at(0, 34))
    assert route.distance_m == pytest.approx(100 + 10 + 24, abs=0.6)
    assert route.approach is not None
    assert [len(part) for part in route.approach] == [2, 3]


def test_the_main_door_comes_before_others_and_doors_of_other_houses_do_not_count() -> None:
    assert joined(HOUSE, door(0, 42), door(0, 10, 2, main=True)) == ["High Street"]
    assert joined(HOUSE, door(0, 42, main=True), door(0, 10, 2))[0] == "Back Alley"
    assert joined(HOUSE, door(60, 10))[0] == "Back Alley"
    assert joined(HOUSE, door(0, 10), stop=(0, 46))[0] == "Back Alley"


@pytest.mark.parametrize("kind", ["barrier", "water"])
def test_what_lies_beyond_a_barrier_is_farther_off(kind: str) -> None:
    if kind == "water":
        between = feature("water", [(-40, 43), (40, 43), (40, 47), (-40, 47), (-40, 43)], "Polygon")
    else:
        between = feature("barrier", [(-40, 45), (40, 45)], "LineString")
    assert joined(between)[0] == "High Street"
    about = Surroundings([layer(between)])
    assert about.is_barred(at(0, 30), at(0, 50))
    assert not about.is_barred(at(0, 30), at(0, 40))
    assert not about.is_barred(at(0, 30), at(0, 30))


def test_both_doors_count_where_none_is_the_main_one() -> None:
    assert sorted(map(str, joined(HOUSE, door(0, 42), door(0, 10, 2)))) == [
        "Back Alley",
        "High Street",
    ]
