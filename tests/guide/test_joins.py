"""Which streets a stop may join, and which one a leg takes."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable

import pytest

from tests.streets import at, block, layer
from trail.base.geo import Position
from trail.dataset.schema.map import MapFeature
from trail.guide.walk.edges import Edge
from trail.guide.walk.network import REACH_M, Network

HIGH = block("High Street", "a", "b", [(-200, 0), (0, 0), (200, 0)], block_id="high")


def network(*features: MapFeature, reach_m: float = REACH_M, **of: object) -> Network:
    edges = Network.of_layers([layer(*features)]).edges
    return Network(edges, reach_m, **of)  # type: ignore[arg-type]


def names(of: Network, position: Position) -> list[str | None]:
    return [of.edges[snap.edge].facts.name for snap in of.joins(position)]


def alley(**facts: str | int) -> list[MapFeature]:
    """A street behind High Street that is 300 m away by the only corner."""
    return [
        block("Back Alley", "c", "d", [(-50, 25), (50, 25)], "street", "alley", **facts),
        block("Mouth", "c", "a", [(-50, 25), (-50, 40), (-200, 40), (-200, 0)], block_id="mouth"),
    ]


# ---------------------------------------------------------------- which are offered


def test_the_second_street_is_offered_where_it_is_a_long_way_round() -> None:
    assert names(network(HIGH, *alley()), at(0, 20)) == ["Back Alley", "High Street"]


def test_a_street_round_the_corner_is_no_second_join() -> None:
    side = block("Side Street", "a", "c", [(-200, 0), (-200, 80)])
    assert names(network(HIGH, side), at(-185, 10)) == ["High Street"]


def test_whoever_stands_on_a_street_joins_no_other() -> None:
    assert names(network(HIGH, *alley()), at(0, 25.5)) == ["Back Alley"]


def test_a_street_beyond_another_is_no_join() -> None:
    row = block("Row", "c", "d", [(-50, 14), (50, 14)], block_id="row")
    mouth = block("Mouth", "c", "a", [(-50, 14), (-200, 60), (-200, 0)], block_id="mouth")
    assert names(network(HIGH, row, mouth), at(0, 10)) == ["Row", "High Street"]
    assert names(network(HIGH, row, mouth), at(0, -4)) == ["High Street"]


def test_a_street_much_farther_off_than_the_nearest_is_no_join() -> None:
    far = block("Far Row", "d", "e", [(-50, 50), (50, 50)], block_id="far")
    mouth = block("Mouth", "d", "a", [(-50, 50), (-200, 50), (-200, 0)], block_id="mouth")
    assert names(network(HIGH, far, mouth), at(0, 14)) == ["High Street"]
    assert names(network(HIGH, far, mouth), at(0, 16)) == ["High Street", "Far Row"]


def test_what_lies_under_the_ground_is_no_join_even_where_nothing_else_is() -> None:
    under = network(HIGH, *alley(underground=True)[:1])
    assert names(under, at(0, 24)) == ["High Street"]
    assert network(*alley(underground=True)[:1]).joins(at(0, 24)) == ()


@pytest.mark.parametrize("level", [1, -1, 2])
def test_what_lies_above_or_in_a_cutting_comes_after_the_ground(level: int) -> None:
    above = network(HIGH, *alley(level=level))
    assert names(above, at(0, 20))[0] == "High Street"
    assert names(network(HIGH, *alley()), at(0, 20))[0] == "Back Alley"
    assert names(network(*alley(level=level)), at(0, 20))[0] == "Back Alley"


def test_every_piece_of_streets_near_by_is_offered_and_the_largest_always() -> None:
    yards = [
        block(f"Yard {k}", f"e{k}", f"f{k}", [(-9, 30 + k), (9, 30 + k)], block_id=f"yard-{k}")
        for k in range(6)
    ]
    offered = names(network(HIGH, *yards), at(0, 50))
    assert offered == ["Yard 5", "Yard 4", "Yard 3", "Yard 2", "High Street"]


# ---------------------------------------------------------------- visitors


def test_a_path_that_only_a_private_drive_joins_with_the_town_is_another_piece() -> None:
    """The stop is nearer to the path; whoever comes from afar is led along the street."""
    path = block("Pond Path", "c", "d", [(-50, 30), (50, 30)], "footway", "path")
    drive = block(None, "c", "b", [(-50, 30), (-50, 80), (200, 80), (200, 0)], block_id="drive",
                  access="private")  # fmt: skip
    town = network(HIGH, path, drive)
    assert names(town, at(0, 28)) == ["Pond Path", "High Street"]
    assert town.pieces == [town.pieces[0]] * 3
    route = town.route(at(-150, -5), at(0, 28))
    assert route.follows_streets
    assert [segment.name for segment in route.segments] == ["High Street"]
    assert route.distance_m == pytest.approx(5 + 150 + 28, abs=1)
    along = town.route(at(-40, 31), at(0, 28))
    assert [segment.name for segment in along.segments] == ["Pond Path"]


def test_a_lane_for_visitors_is_walked_to_what_lies_on_it_and_not_through() -> None:
    lane = block("Lane", "a", "b", [(-200, 0), (0, -60), (200, 0)], access="visitors")
    round_about = block("Round", "a", "b", [(-200, 0), (0, 300), (200, 0)])
    town = network(lane, round_about)
    through = town.route(at(-200, 2), at(200, 2))
    assert [segment.name for segment in through.segments] == ["Round"]
    to_it = town.route(at(-200, 2), at(0, -58))
    assert to_it.segments[-1].name == "Lane"
    assert to_it.distance_m == pytest.approx(212.6, abs=1)


def test_a_lane_of_several_blocks_is_walked_from_its_mouth_to_the_stop_and_back() -> None:
    first = block("Lane", "m", "n", [(0, 0), (0, -100)], access="visitors", block_id="first")
    second = block("Lane", "n", "o", [(0, -100), (0, -200)], access="visitors", block_id="second")
    west = block("High Street", "l", "m", [(-200, 0), (0, 0)], block_id="west")
    town = network(first, second, west)
    there = town.route(at(-100, 0), at(4, -190))
    back = town.route(at(4, -190), at(-100, 0))
    assert [segment.edge_id for segment in there.segments] == ["west", "first", "second"]
    assert there.path == back.path[::-1]
    assert there.distance_m == back.distance_m == pytest.approx(294, abs=0.5)


def test_a_lane_for_visitors_is_walked_through_where_nothing_else_leads_there() -> None:
    lane = block("Lane", "b", "c", [(200, 0), (400, 0)], access="visitors")
    park = block("Park Path", "c", "d", [(400, 0), (600, 0)])
    way = network(HIGH, lane, park).route(at(0, 0), at(500, 0))
    assert [segment.name for segment in way.segments] == ["High Street", "Lane", "Park Path"]
    drive = block("Lane", "b", "c", [(200, 0), (400, 0)], access="private")
    assert not network(HIGH, drive, park).route(at(0, 0), at(500, 0)).follows_streets


def test_a_stop_beside_an_open_street_is_no_visitor_of_the_lane_behind() -> None:
    lane = block("Lane", "a", "b", [(-200, 0), (0, 30), (200, 0)], access="visitors")
    assert names(network(HIGH, lane), at(0, 14)) == ["High Street"]
    assert names(network(HIGH, lane), at(0, 20))[0] == "Lane"


def test_a_private_drive_is_told_from_its_mouth() -> None:
    drive = block(None, "b", "v", [(200, 0), (200, -60)], access="private", block_id="drive")
    way = network(HIGH, drive).route(at(0, 0), at(203, -60))
    assert [segment.edge_id for segment in way.segments] == ["high"]
    assert way.path[-1] == way.segments[-1].path[-1]
    assert way.approach is not None
    assert [round(part[0][1], 4) for part in way.approach] == [48.0, 48.0]
    assert len(way.approach[1]) == 3
    assert way.distance_m == pytest.approx(263.5, abs=0.5)
    back = network(HIGH, drive).route(at(203, -60), at(0, 0))
    assert back.path == way.path[::-1]
    assert back.approach is not None
    assert back.approach[0] == way.approach[1][::-1]


# ---------------------------------------------------------------- without steps


def test_a_stop_on_a_terrace_joins_the_street_where_only_that_is_step_free() -> None:
    terrace = block("Terrace", "t", "u", [(-40, 20), (40, 20)])
    stairs = block(None, "t", "s", [(-40, 20), (-40, 0)], "steps")
    west = block("High Street", "a", "s", [(-200, 0), (-40, 0)], block_id="west")
    east = block("High Street", "s", "b", [(-40, 0), (200, 0)], block_id="east")
    town = network(terrace, stairs, west, east)
    level = town.without_steps
    assert level.route(at(0, 17), at(150, 0)).distance_m == pytest.approx(167, abs=0.5)
    along = level.route(at(0, 17), at(30, 23))
    assert [segment.name for segment in along.segments] == ["Terrace"]


def _scribble(dice: random.Random) -> list[MapFeature]:
    places = [(dice.uniform(0, 400), dice.uniform(0, 400)) for _ in range(12)]
    return [
        block(
            None,
            f"n{a}",
            f"n{b}",
            [places[a], places[b]],
            dice.choice(["street", "steps"]),
            block_id=f"k{k}",
        )
        for k, (a, b) in enumerate(itertools.combinations(range(12), 2))
        if dice.random() < 0.16
    ]


def _reached(edges: Iterable[Edge], start: str) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        node = todo.pop()
        for edge in edges:
            if node in (edge.from_node, edge.to_node):
                new = {edge.from_node, edge.to_node} - found
                found |= new
                todo += new
    return found


@pytest.mark.parametrize("seed", range(10))
def test_no_way_is_known_only_where_brute_force_finds_none(seed: int) -> None:
    """Of few pieces, every one in reach of either stop is tried."""
    dice = random.Random(seed)
    features = _scribble(dice)
    level = network(*features).without_steps
    stops = [at(dice.uniform(0, 400), dice.uniform(0, 400)) for _ in range(5)]
    for a, b in itertools.combinations(stops, 2):
        near = [
            {edge.from_node for edge in level.edges if _is_near(level, edge, stop)}
            for stop in (a, b)
        ]
        connected = any(_reached(level.edges, node) & near[1] for node in near[0])
        assert level.route(a, b).follows_streets == connected


def _is_near(of: Network, edge: Edge, stop: Position) -> bool:
    snap = Network([edge]).snap(stop)
    return snap is not None and snap.offset_m <= of.reach_m


# ---------------------------------------------------------------- the keeper's choice


@pytest.mark.parametrize(
    ("fixed", "name", "offset_m"),
    [
        ("high street", "High Street", 20),
        ("high", "High Street", 20),
        (at(100, 3), "High Street", 102),
        (at(0, 24), "Back Alley", 5),
    ],
)
def test_the_keeper_chooses_the_join(fixed: Position | str, name: str, offset_m: float) -> None:
    here = at(0, 20)
    town = network(HIGH, *alley(), fixed={here: fixed})
    (snap,) = town.joins(here)
    assert town.edges[snap.edge].facts.name == name
    assert snap.offset_m == pytest.approx(offset_m, abs=0.5)
    assert snap.extra_m == 0
    assert names(town.without_steps, here) == [name]


def test_the_keeper_may_choose_a_street_out_of_reach() -> None:
    far = at(0, -500)
    town = network(HIGH, fixed={far: "High Street"})
    assert town.route(far, at(150, 0)).distance_m == pytest.approx(650, abs=1)
