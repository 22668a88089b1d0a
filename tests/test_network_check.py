"""What `trail check` says of a walking network."""

from __future__ import annotations

import pytest

from tests.streets import block, layer, town
from trail.models import Dataset, MapFeature
from trail.network import Network, street_edges
from trail.network_check import connected_parts, network_problems, reach_problems, reaches


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


def test_piece_that_can_not_be_reached_is_told_once() -> None:
    problems = said(
        block("Island Road", "i", "j", [(600, 0), (700, 0)]),
        block("Island Road", "j", "k", [(700, 0), (800, 0)]),
    )
    assert problems == [
        "map/streets.geojson: island-road-i-j: 2 blocks from here on can't be reached from the "
        "other 15; expected a network in one piece"
    ]


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
    assert reach_problems(sample_dataset, network) == ()


def test_stop_out_of_reach_is_told_by_how_much(sample_dataset: Dataset) -> None:
    network = Network.of_layers(sample_dataset.layers, reach_m=5)
    problems = [str(problem) for problem in reach_problems(sample_dataset, network)]
    assert problems
    for problem, reach in zip(problems, reaches(sample_dataset, network), strict=False):
        assert problem.startswith(
            f"sites.geojson: {reach.site.id}: geometry: {reach.offset_m:.0f} m from"
        )
        assert problem.endswith("expected at most 5 m")


def test_dataset_without_streets_has_nothing_to_reach(sample_dataset: Dataset) -> None:
    assert reach_problems(sample_dataset, Network([])) == ()
    assert all(reach.offset_m is None for reach in reaches(sample_dataset, Network([])))
