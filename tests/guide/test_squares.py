"""Open ground: what is seen across it, and the ways over squares of a network."""

from __future__ import annotations

import itertools
import math
import random

import networkx as nx
import pytest

from tests.streets import PLANE, at, block, layer
from trail.base.geo import LineString, Position
from trail.base.geo_ground import OpenGround, short_ways
from trail.dataset.schema.map import MapFeature, MapProperties
from trail.guide.walk.network import Network
from trail.guide.walk.network_check import network_problems


def ring(*corners: tuple[float, float]) -> LineString:
    return tuple(at(x, y) for x, y in (*corners, corners[0]))


WHOLE = OpenGround([[ring((0, 0), (100, 0), (100, 80), (0, 80))]])
# An L, and a basin of 20 by 20 m in a court.
BENT = OpenGround([[ring((0, 0), (100, 0), (100, 40), (40, 40), (40, 100), (0, 100))]])
BASIN = ring((40, 40), (60, 40), (60, 60), (40, 60))
COURT = OpenGround([[ring((0, 0), (100, 0), (100, 100), (0, 100)), BASIN]])


def corners(ground: OpenGround) -> set[tuple[int, int]]:
    return {(round(x), round(y)) for x, y in map(PLANE.to_xy, ground.corners())}


def test_ground_is_held_to_its_edge_and_not_in_its_holes() -> None:
    places = [at(50, 50), at(20, 20), at(0, 0), at(0, 50), at(-2, 50), at(40, 50), at(41, 50)]
    assert COURT.holds(places) == [False, True, True, True, False, True, False]


def test_a_straight_line_is_open_where_no_hole_or_edge_is_between() -> None:
    pairs = [
        (at(0, 0), at(100, 100)),
        (at(0, 0), at(100, 0)),
        (at(0, 30), at(100, 30)),
        (at(0, 50), at(100, 50)),
    ]
    assert COURT.open_between(pairs) == [False, True, True, False]
    assert BENT.open_between([(at(100, 0), at(0, 100)), (at(0, 0), at(39, 99))]) == [False, True]


@pytest.mark.parametrize("turned", [False, True])
def test_ways_bend_only_at_corners_that_stand_into_the_ground(turned: bool) -> None:
    assert corners(WHOLE) == set()
    assert corners(BENT) == {(40, 40)}
    hole = BASIN[::-1] if turned else BASIN
    outer = ring((0, 0), (100, 0), (100, 100), (0, 100))
    court = OpenGround([[outer[::-1] if turned else outer, hole]])
    assert corners(court) == {(40, 40), (60, 40), (60, 60), (40, 60)}


def test_nearest_place_of_a_square_is_on_its_edge() -> None:
    away_m, place = WHOLE.nearest(at(30, 95))
    assert away_m == pytest.approx(15, abs=0.1)
    assert PLANE.to_xy(place) == pytest.approx((30, 80), abs=0.1)
    assert WHOLE.nearest(at(30, 40)) == (0.0, at(30, 40))


@pytest.mark.parametrize("seed", range(6))
def test_no_way_over_a_square_is_much_longer_than_need_be(seed: int) -> None:
    dice = random.Random(seed)
    entries: list[Position] = []
    while len(entries) < 9:
        place = at(dice.uniform(0, 100), dice.uniform(0, 100))
        entries += [place] if COURT.holds([place])[0] else []
    points = [*entries, *COURT.corners()]
    full: nx.Graph[Position] = nx.Graph()
    pairs = list(itertools.combinations(points, 2))
    for (a, b), is_open in zip(pairs, COURT.open_between(pairs), strict=True):
        if is_open:
            full.add_edge(a, b, weight=math.dist(PLANE.to_xy(a), PLANE.to_xy(b)))
    thin: nx.Graph[Position] = nx.Graph()
    lines = short_ways(COURT, entries)
    for a, b in lines:
        thin.add_edge(a, b, weight=math.dist(PLANE.to_xy(a), PLANE.to_xy(b)))
    assert len(lines) < len(pairs) * 0.6
    for a, b in itertools.combinations(entries, 2):
        best = nx.dijkstra_path_length(full, a, b)
        assert best - 0.01 <= nx.dijkstra_path_length(thin, a, b) <= best * 1.02 + 0.01


# ---------------------------------------------------------------- on the network


def court() -> Network:
    """A court with a basin, a street to its south-west corner and one from its north-east."""
    rings = (ring((0, 0), (100, 0), (100, 100), (0, 100)), BASIN)
    shape = MapFeature(
        id="court",
        properties=MapProperties(kind="square", name="Court", accuracy_m=5, source="made up"),
        geometry_type="Polygon",
        parts=rings,
        polygons=((0, 2),),
    )
    streets = [
        block("West Street", "w", "a", [(-100, 0), (0, 0)]),
        block("East Street", "c", "e", [(100, 100), (200, 100)]),
    ]
    names = {at(0, 0): "a", at(100, 100): "c"}
    for number, line in enumerate(short_ways(COURT, list(names))):
        a, b = (names.setdefault(place, f"k{len(names)}") for place in line)
        flat = [PLANE.to_xy(place) for place in line]
        over = block("Court", a, b, flat, "mall", f"over-{number}", square="court", rank=9)
        streets.append(over)
    assert network_problems([layer(*streets)]) == ()
    return Network.of_layers([layer(*streets, shape)])


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    route = court().route(at(*a), at(*b))
    assert route.follows_streets
    return route.distance_m


def test_a_square_is_crossed_past_the_corner_of_its_basin() -> None:
    around = 2 * math.hypot(60, 40)
    assert metres((-50, 0), (150, 100)) == pytest.approx(100 + around, rel=4e-3)


def test_a_stop_on_a_square_is_reached_straight_over_it() -> None:
    assert metres((-50, 0), (30, 30)) == pytest.approx(50 + math.hypot(30, 30), rel=4e-3)
    # Two stops see each other, or not for the basin.
    assert metres((10, 10), (90, 10)) == pytest.approx(80, rel=4e-3)
    assert metres((50, 20), (50, 80)) == pytest.approx(2 * math.hypot(10, 20) + 20, abs=0.4)


def test_a_stop_beside_a_square_comes_onto_it_at_its_edge() -> None:
    route = court().route(at(-50, 0), at(106, 30))
    assert route.distance_m == pytest.approx(50 + math.hypot(100, 30) + 6, abs=0.5)
    assert [segment.name for segment in route.segments] == ["West Street", "Court"]
    assert route.approach is not None
    assert [round(c) for c in PLANE.to_xy(route.approach[1][0])] == [100, 30]


def test_the_way_back_over_a_square_is_the_same() -> None:
    there = court().route(at(50, 20), at(150, 100))
    back = court().route(at(150, 100), at(50, 20))
    assert there.path == back.path[::-1]
    assert there.distance_m == pytest.approx(back.distance_m)
