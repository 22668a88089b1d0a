"""Sites that a slip of the hand has moved: found by name, and nobody else accused."""

from __future__ import annotations

import copy
import math
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.sample import Sample, site
from tests.slips import accused, placed, rate, shipped, slips, town_of, walked
from trail.base.errors import DatasetError
from trail.base.geo import LocalPlane, Position
from trail.base.geo_areas import off_area_m
from trail.cli.main import main
from trail.dataset.schema.site import Site
from trail.guide.checking import checked
from trail.guide.walk.place_check import misplaced

EVERY = 5  # of all slips every fifth is tried; `make bench` tries them all


# ---------------------------------------------------------------- the shipped data


@pytest.mark.slow
def test_slips_that_move_a_stop_of_the_walk_by_500_m_are_refused() -> None:
    refused, count, others = rate(on_foot=True, every=EVERY)
    assert others == []
    assert count > 280
    assert refused >= 0.99 * count


@pytest.mark.slow
def test_slips_that_take_another_site_out_of_its_town_are_refused() -> None:
    refused, count, others = rate(on_foot=False, every=EVERY)
    assert others == []
    assert count > 230
    assert refused >= 0.95 * count


def test_slips_are_what_a_hand_does() -> None:
    lon = [wrong.lon for wrong in slips(Position(-1.25, 7.0)) if wrong.lat == 7.0]
    assert {-7.25, -1.75, -1.2, -1.5, 1.25, -125.0, -1.52, -1.225, -2.15, -0.25} <= set(lon)
    assert Position(7.0, -1.25) in slips(Position(-1.25, 7.0))
    assert -1.25 not in lon


def test_no_site_is_accused_where_it_lies() -> None:
    dataset, network = shipped()
    assert misplaced(dataset, network) == ()


@pytest.mark.slow
def test_five_hundred_lawful_moves_accuse_nobody() -> None:
    dice = random.Random(1905)
    network = shipped()[1]
    sites = list(placed())
    for number in range(500):
        one, position = sites[number % len(sites)]
        if one.id in walked():
            turn, far_m = dice.uniform(0, math.tau), dice.uniform(0, 120)
            wanted = LocalPlane(position).to_position(
                far_m * math.cos(turn), far_m * math.sin(turn)
            )
            # Half of them stand at the street that is nearest.
            snap = network.snap(wanted)
            at = snap.position if snap and number % 2 else wanted
        else:
            at = in_town(one, position, dice)
        assert accused(one.id, at) == [], f"{one.id} at {at}"


def in_town(one: Site, position: Position, dice: random.Random) -> Position:
    """Somewhere in the site's town, within 3 km where its outline isn't drawn."""
    town = town_of(one)
    while True:
        x, y = dice.uniform(-5000, 5000), dice.uniform(-5000, 5000)
        at = LocalPlane(position).to_position(x, y)
        if off_area_m(at, town) == 0 or (not town and math.hypot(x, y) < 3000):
            return at


# ---------------------------------------------------------------- what is said, on the sample


def said(sample: Sample, directory: Path) -> list[str]:
    """The faults that `trail check` tells."""
    try:
        checked(sample.write(directory))
    except DatasetError as error:
        return [str(problem) for problem in error.problems]
    return []


def move(sample: Sample, site_id: str, lon: float, lat: float) -> None:
    sample.feature(site_id)["geometry"]["coordinates"] = [lon, lat]


def cape(sample: Sample, fort_lon: float, **fort: object) -> Sample:
    """Four places of a walk within 400 m, and a fort that only the tour by car visits."""
    sample.layers.clear()
    sample.story.clear()
    places = {
        "wharf": (3.0, 56.0), "customs-house": (3.002, 56.001), "mill": (3.004, 56.0005),
        "light": (3.0055, 56.002), "fort": (fort_lon, 56.0015),
    }  # fmt: skip
    sample.sites["features"] = [
        site(name, lon, lat, town=f"Town of {name}", **(fort if name == "fort" else {}))
        for name, (lon, lat) in places.items()
    ]
    sample.trail["region"]["bbox"] = [1.5, 55.0, 4.5, 57.0]
    sample.trail["origin"] = "wharf"
    for tour, stops in (("quay", list(places)[:4]), ("south-road", list(places))):
        sample.tour(tour).update(stops=stops, start="wharf")
    return sample


FORT = (
    "sites.geojson: fort: geometry: 80.8 km from the other stops of the tour south-road; "
    "expected a place near them, or far: true where it is so"
)


def test_far_stop_of_a_car_tour_is_lawful(sample: Sample, tmp_path: Path) -> None:
    assert said(cape(sample, 3.3011), tmp_path) == []


def test_slip_of_a_far_stop_is_one_fault(sample: Sample, tmp_path: Path) -> None:
    assert said(cape(sample, 4.3011), tmp_path) == [FORT]


def test_keeper_may_say_that_it_is_far(sample: Sample, tmp_path: Path) -> None:
    directory = cape(sample, 4.3011, far=True).write(tmp_path)
    result = CliRunner().invoke(main, ["check", str(directory)])
    assert result.exit_code == 0
    told = "  fort: 80.8 km from the other stops of the tour south-road; far: true says that it is"
    assert told in result.stdout


def test_far_must_be_true_or_false(sample: Sample, tmp_path: Path) -> None:
    sample.properties("custom-house")["far"] = "yes"
    assert [problem.split(": ")[1:3] for problem in said(sample, tmp_path)] == [
        ["custom-house", "far"]
    ]


@pytest.mark.parametrize("stop", ["wharf", "customs-house", "mill", "light"])
def test_stop_of_a_walk_a_kilometre_from_the_others_is_a_fault(
    stop: str, sample: Sample, tmp_path: Path
) -> None:
    cape(sample, 3.3011)
    lon, lat = sample.feature(stop)["geometry"]["coordinates"]
    move(sample, stop, lon, lat + 0.02)
    faults = said(sample, tmp_path)
    assert len(faults) == 1
    assert faults[0].startswith(f"sites.geojson: {stop}: geometry: 2.")
    assert "km from the other stops of the tour quay, which is on foot; expected" in faults[0]


def test_walk_whose_stops_lie_far_apart_is_lawful(sample: Sample, tmp_path: Path) -> None:
    cape(sample, 3.3011)
    for number, stop in enumerate(sample.tour("quay")["stops"]):
        move(sample, stop, 3.0 + number * 0.05 + number**2 * 0.01, 56.0)
    assert said(sample, tmp_path) == []


def test_of_two_stops_the_one_without_company_is_told(sample: Sample, tmp_path: Path) -> None:
    cape(sample, 3.3011)
    sample.tour("quay").update(stops=["wharf", "light"])
    move(sample, "wharf", 3.4, 56.0)
    faults = said(sample, tmp_path)
    assert len(faults) == 1
    assert faults[0].startswith("sites.geojson: wharf: geometry: 24.6 km from the other stops")


def test_town_outline_tells_whose_site_left_it(sample: Sample, tmp_path: Path) -> None:
    outline = sample.drawn("region", "south-land")
    outline["properties"].update(kind="town_area", name="KERERŪ  BAY", accuracy_m=500)
    ring = [[168.34, -46.61], [168.36, -46.61], [168.36, -46.59], [168.34, -46.59]]
    outline["geometry"]["coordinates"] = [[*ring, ring[0]]]
    assert said(sample, tmp_path / "right") == []
    # On no tour, so that the outline alone can tell.
    sample.tour("quay")["stops"].remove("signal-tower")
    move(sample, "signal-tower", 168.363, -46.6012)  # 230 m outside: within its accuracy
    assert said(sample, tmp_path / "edge") == []
    move(sample, "signal-tower", 168.364, -46.6012)
    assert said(sample, tmp_path / "out") == [
        "sites.geojson: signal-tower: geometry: 306 m outside KERERŪ  BAY "
        "as map/region.geojson draws it; expected a place in its town, or far: true where it is so"
    ]


def test_sites_of_one_town_that_lie_far_apart_are_a_fault(sample: Sample, tmp_path: Path) -> None:
    camp = sample.feature("lost-camp")
    camp["geometry"] = {"type": "Point", "coordinates": [168.9, -46.1]}
    camp["properties"]["position"] = {"accuracy_m": 50, "source": "made up", "show_as": "pin"}
    assert said(sample, tmp_path) == [
        "sites.geojson: lost-camp: geometry: 71.6 km from the other sites in Point Tern; "
        "expected a place near them, or far: true where it is so"
    ]


def test_stop_beyond_the_streets_and_its_tour_is_a_fault(sample: Sample, tmp_path: Path) -> None:
    sample.properties("custom-house")["town"] = "Elsewhere"
    move(sample, "custom-house", 168.335, -46.602)
    assert said(sample, tmp_path) == [
        "sites.geojson: custom-house: geometry: 1.0 km from the nearest mapped street and 1.3 km "
        "from the other stops of the tour quay, which is on foot; "
        "expected a place by the streets of the map, or far: true where it is so"
    ]


def test_stop_far_from_the_street_of_its_address_is_a_fault(sample: Sample, tmp_path: Path) -> None:
    sample.properties("custom-house")["address"] = "7 Wharf Lane"
    assert said(sample, tmp_path) == [
        "sites.geojson: custom-house: geometry: 327 m from Wharf Lane, which its address names; "
        "expected a place by that street, or far: true where it is so"
    ]
    sample.properties("custom-house")["far"] = True
    assert said(sample, tmp_path) == []


@pytest.mark.parametrize(
    ("address", "accuracy_m", "told"),
    [("Back Street", 10, True), ("Back Street", 45, False), ("Wharf Lane", 5_000, True)],
)
def test_an_unsure_place_gets_fifty_metres_and_no_more(
    sample: Sample, tmp_path: Path, address: str, accuracy_m: int, told: bool
) -> None:
    p = sample.properties("custom-house")
    p["address"] = address
    p["position"].update(accuracy_m=accuracy_m, show_as="area" if accuracy_m > 100 else "pin")
    if address == "Back Street":  # 236 m from it; the lane is 327 m from where the house stands
        move(sample, "custom-house", 168.3529, -46.60127)
    assert bool(said(sample, tmp_path)) is told


def test_address_of_two_streets_needs_one_of_them(sample: Sample, tmp_path: Path) -> None:
    sample.properties("custom-house")["address"] = "Back Street, off Wharf Lane"
    assert said(sample, tmp_path) == []
    # On the steps between both, 90 m from the lane and 236 m from the street.
    move(sample, "custom-house", 168.3529, -46.60127)
    assert said(sample, tmp_path) == []


def test_street_of_that_name_in_another_town_says_nothing(sample: Sample, tmp_path: Path) -> None:
    road = copy.deepcopy(sample.drawn("streets", "wharf-lane"))
    road["id"] = "light-road"
    road["properties"].update(from_node="light", to_node="cove", name="Light Road")
    road["geometry"]["coordinates"] = [[168.4105, -46.6481], [168.4115, -46.6489]]
    sample.layers["streets"]["features"].append(road)
    sample.properties("custom-house")["address"] = "3 Light Road"
    assert said(sample, tmp_path) == []
