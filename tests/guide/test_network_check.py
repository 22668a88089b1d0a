"""What `trail check` says of a walking network."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from tests.sample import Sample
from tests.streets import block, layer, town
from trail.base.errors import DatasetError
from trail.base.geo import Position, crossings
from trail.dataset import load
from trail.dataset.schema.map import MapFeature
from trail.dataset.schema.whole import Dataset
from trail.guide.checking import checked
from trail.guide.walk.edges import street_edges
from trail.guide.walk.network import Network
from trail.guide.walk.network_check import (
    connected_parts,
    network_problems,
    piece_problems,
    reaches,
)
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def said(*features: MapFeature) -> list[str]:
    """The problems of the town with more features."""
    return [str(problem) for problem in network_problems([layer(*town().features, *features)])]


def test_sound_network_has_no_problems() -> None:
    assert said() == []


def test_crossing_without_a_node_is_told_with_its_place() -> None:
    problems = said(block("Cut", "a0", "c1", [(0, 0), (40, 50), (100, 200)]))
    assert len(problems) == 1
    assert problems[0].startswith("map/streets.geojson: mill-street-b0-b1: geometry: meets cut")
    assert "2.000" in problems[0]
    assert "48.000" in problems[0]


def test_street_that_ends_on_another_without_a_node_is_told() -> None:
    problems = said(block("Stub", "a0", "nowhere", [(0, 0), (50, 100)]))
    assert any(
        "mill-street-b0-b1" in problem and "without a node" in problem for problem in problems
    )


def test_paths_that_run_along_each_other_meet_at_the_ends_of_those_bits() -> None:
    def line(*points: tuple[float, float]) -> tuple[Position, ...]:
        return tuple(Position(lon, lat) for lon, lat in points)

    paths = [
        line((0, 0), (1, 0), (2, 0), (4, 0)),
        line((1, 1), (1, 0), (2, 0), (3, 0), (3, 1)),
        line((3.5, -1), (3.5, 1), (0.5, 1), (0.5, -1)),
        line((9, 9), (9, 8)),
    ]
    assert crossings(paths) == [
        (0, 1, (1, 0)),
        (0, 1, (2, 0)),
        (0, 1, (3, 0)),
        (0, 2, (0.5, 0)),
        (0, 2, (3.5, 0)),
        (1, 2, (1, 1)),
        (1, 2, (3, 1)),
    ]
    assert crossings(paths[3:]) == crossings([]) == []


def test_ways_at_different_heights_may_cross() -> None:
    assert said(block("Tunnel", "a0", "c1", [(0, 0), (40, 50), (100, 200)], level=-1)) == []


def test_bridge_may_cross() -> None:
    assert said(block("Flyover", "a0", "c1", [(0, 0), (40, 50), (100, 200)], "bridge")) == []


@pytest.mark.parametrize(
    ("corners", "length"), [([(0, 0), (0, 0)], "0.0 m long"), ([(0, 0), (-6000, 0)], "60")]
)
def test_implausible_length_is_told(corners: list[tuple[float, float]], length: str) -> None:
    problems = said(block("Odd", "a0", "far", corners))
    assert [
        p for p in problems if "odd-a0-far: geometry" in p and f"{length}" in p and "m long" in p
    ]


def test_node_in_two_places_is_told_with_the_distance() -> None:
    problems = said(block("Astray", "a0", "g", [(-3, 0), (-90, 0)]))
    assert problems == [
        "map/streets.geojson: astray-a0-g: properties.from_node: a0 lies 3.0 m from where "
        "low-street-a0-a1 has it; expected one place for a node"
    ]


def split(sample: Sample, *, tour_crosses: bool) -> Sample:
    """The sample with a second piece of streets, by the light, that no street leads to."""
    ends = {"from_node": "light", "to_node": "cove", "name": "Light Road"}
    road = copy.deepcopy(sample.drawn("streets", "wharf-lane"))
    road["id"] = "light-road"
    road["properties"].update(ends)
    road["geometry"]["coordinates"] = [[168.4105, -46.6481], [168.4115, -46.6489]]
    sample.layers["streets"]["features"].append(road)
    if tour_crosses:
        sample.tour("quay")["stops"].append("south-light")
        sample.properties("south-light")["reach"] = "foot"
    return sample


def test_network_in_pieces_is_no_fault_where_no_tour_crosses(
    sample: Sample, tmp_path: Path
) -> None:
    dataset = checked(split(sample, tour_crosses=False).write(tmp_path))
    assert len(connected_parts(street_edges(dataset.layers))) == 2
    assert piece_problems(dataset) == ()


def test_stop_on_another_piece_than_its_tour_is_told(sample: Sample, tmp_path: Path) -> None:
    directory = split(sample, tour_crosses=True).write(tmp_path)
    with pytest.raises(DatasetError) as refused:
        checked(directory)
    assert [str(problem) for problem in refused.value.problems] == [
        "sites.geojson: south-light: geometry: no way along mapped streets to landing-stage, "
        "and both are stops of the tour quay on foot; "
        "expected the stops of a tour on one piece of the walking network"
    ]
    with pytest.raises(DatasetError):
        create_app(Settings(data_dir=directory))


def test_faults_of_the_streets_stop_loading_and_the_app(sample: Sample, tmp_path: Path) -> None:
    sample.drawn("streets", "back-street")["properties"]["to_node"] = "tower"
    directory = sample.write(tmp_path)
    assert load(directory)
    for open_it in (checked, lambda path: create_app(Settings(data_dir=path))):
        with pytest.raises(DatasetError, match=r"tower lies .* m from where wharf-lane has it"):
            open_it(directory)


def test_sound_dataset_is_handed_on(sample_dir: Path) -> None:
    assert checked(sample_dir).digest == load(sample_dir).digest


def test_street_without_nodes_is_told() -> None:
    problems = said(block("Loose", None, "a0", [(-50, 0), (0, 0)]))
    assert problems == [
        "map/streets.geojson: loose-a0: properties.from_node: a street without this node; "
        "expected the id of a node"
    ]


def test_layer_that_is_only_drawn_is_no_network() -> None:
    drawn = layer(block("Loose", None, None, [(-50, 0), (350, 0)], "bridge"))
    assert network_problems([town(), drawn]) == ()
    assert len(said(block("Loose", None, None, [(-50, 300), (0, 300)]))) == 2


def test_largest_part_comes_first() -> None:
    island = block("Island Road", "i", "j", [(600, 0), (700, 0)])
    parts = connected_parts(street_edges([layer(island, *town().features)]))
    assert [len(part) for part in parts] == [15, 1]


def test_stops_of_tours_on_foot_are_measured_farthest_first(sample_dataset: Dataset) -> None:
    network = Network.of_layers(sample_dataset.layers)
    found = reaches(sample_dataset, network)
    assert {reach.tour.id for reach in found} == {"quay"}
    offsets = [reach.offset_m or 0 for reach in found]
    assert offsets == sorted(offsets, reverse=True)
    assert all(reach.joined for reach in found)


def test_stop_out_of_reach_is_not_joined(sample_dataset: Dataset) -> None:
    network = Network.of_layers(sample_dataset.layers, reach_m=5)
    found = reaches(sample_dataset, network)
    assert any(not reach.joined for reach in found)
    assert all(reach.joined == ((reach.offset_m or 0) <= 5) for reach in found)


def test_dataset_without_streets_has_nothing_to_reach(sample_dataset: Dataset) -> None:
    assert all(reach.offset_m is None for reach in reaches(sample_dataset, Network([])))
