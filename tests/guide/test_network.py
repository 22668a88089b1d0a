"""The walking network against an independent shortest-path library and plain geometry."""

from __future__ import annotations

import itertools
import math
import random
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample import Sample
from tests.streets import at, block, layer, town
from trail.base.geo import Position, distance_m, hop_m, length_m
from trail.dataset import load
from trail.dataset.schema.map import MapLayer
from trail.guide.walk.addresses import street_key
from trail.guide.walk.edges import Snap
from trail.guide.walk.itinerary import metres_between
from trail.guide.walk.network import Network
from trail.guide.walk.routes import straight_matrix

TOWN = Network.of_layers([town()])
MAIN = frozenset({street_key("Main Street")})
WIDE = Network.of_layers([town()], reach_m=1000)  # reaches every place that `anywhere` gives
anywhere = st.tuples(st.floats(-60, 340), st.floats(-120, 260)).map(lambda xy: at(*xy))


def scribble(seed: int, nodes: int = 14) -> MapLayer:
    """Random bent blocks between random nodes; may be in pieces, may have twins and rings."""
    dice = random.Random(seed)
    places = [(dice.uniform(0, 900), dice.uniform(0, 900)) for _ in range(nodes)]
    features = []
    for k in range(nodes + dice.randrange(12)):
        a, b = dice.randrange(nodes), dice.randrange(nodes)
        bend = (dice.uniform(0, 900), dice.uniform(0, 900))
        corners = [places[a], bend, places[b]]
        features.append(block("Bent Street", f"n{a}", f"n{b}", corners, block_id=f"k{k}"))
    return layer(*features)


def by_networkx(network: Network, origin: Position, destination: Position) -> float | None:
    """Metres on foot by the joins that are best together; None without a way.

    For each two joins both are built into a graph of their own.
    """
    found = []
    for a, b in itertools.product(network.joins(origin), network.joins(destination)):
        metres = _between(network, a, b)
        if metres is not None:
            walked = a.offset_m + metres + b.offset_m
            found.append((walked + a.extra_m + b.extra_m, walked))
    return min(found)[1] if found else None


def _between(network: Network, a: Snap, b: Snap) -> float | None:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    cuts: dict[int, list[tuple[float, str]]] = {}
    for name, snap in (("from", a), ("to", b)):
        cuts.setdefault(snap.edge, []).append((snap.from_m, name))
    for k, edge in enumerate(network.edges):
        marks = sorted(cuts.get(k, []))
        stops = [(0.0, edge.from_node), *marks, (edge.length_m, edge.to_node)]
        for (here_m, here), (there_m, there) in itertools.pairwise(stops):
            graph.add_edge(here, there, weight=there_m - here_m)
    try:
        metres: float = nx.dijkstra_path_length(graph, "from", "to")
    except nx.NetworkXNoPath:
        return None
    return metres


# ---------------------------------------------------------------- snapping


@given(anywhere)
@settings(deadline=None, max_examples=20)
def test_snap_is_as_near_as_the_nearest_of_many_points_of_the_network(position: Position) -> None:
    ground = Network(edge for edge in TOWN.edges if edge.facts.kind != "bridge")
    snap = ground.snap(position)
    assert snap is not None
    edge = ground.edges[snap.edge]
    sampled = math.inf
    for other in ground.edges:
        for a, b in itertools.pairwise(other.path):
            for k in range(26):
                share = k / 25
                point = Position(a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share)
                sampled = min(sampled, distance_m(position, point))
    # Samples are at most four metres apart.
    assert sampled - 2 <= snap.offset_m <= sampled + 0.01
    assert snap.offset_m == pytest.approx(distance_m(position, snap.position))
    assert snap.from_m + snap.to_m == pytest.approx(edge.length_m)
    assert snap.from_m == pytest.approx(
        length_m((*edge.path[: snap.vertex + 1], snap.position)), abs=1e-6
    )


@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(-0.04, 0.04), st.floats(-0.04, 0.04))
@settings(deadline=None, max_examples=60)
def test_hop_is_the_geodesic_to_a_millimetre(
    lon: float, lat: float, dlon: float, dlat: float
) -> None:
    a, b = Position(lon, lat), Position(lon + dlon, lat + dlat)
    assert hop_m(a, b) == pytest.approx(distance_m(a, b), abs=0.001)


def test_snap_on_a_corner_is_the_node() -> None:
    snap = TOWN.snap(at(100, 100))
    assert snap is not None
    assert snap.offset_m < 0.01
    assert min(snap.from_m, snap.to_m) == 0


def test_nothing_to_snap_to_in_an_empty_network() -> None:
    network = Network.of_layers([])
    assert not network
    assert network.snap(at(0, 0)) is None
    assert not network.route(at(0, 0), at(100, 0)).follows_streets


# ---------------------------------------------------------------- shortest ways


@given(anywhere, anywhere)
@settings(deadline=None, max_examples=80)
def test_way_is_as_long_as_networkx_says(origin: Position, destination: Position) -> None:
    route = WIDE.route(origin, destination)
    assert route.follows_streets
    expected = by_networkx(WIDE, origin, destination)
    assert route.distance_m == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("seed", range(12))
def test_way_through_a_scribble_is_as_long_as_networkx_says(seed: int) -> None:
    network = Network.of_layers([scribble(seed)], reach_m=math.inf)
    dice = random.Random(seed)
    stops = [at(dice.uniform(0, 900), dice.uniform(0, 900)) for _ in range(6)]
    # On nodes, and twice on one block.
    edge = network.edges[0]
    stops += [edge.path[0], edge.path[-1], edge.path[1]]
    matrix = network.matrix(stops)
    for (i, a), (j, b) in itertools.product(enumerate(stops), repeat=2):
        expected = by_networkx(network, a, b)
        route = network.route(a, b)
        assert route.follows_streets == (expected is not None)
        if expected is None:
            assert route.path == (a, b)
            assert route.distance_m == matrix[i][j] == distance_m(a, b)
            continue
        assert route.distance_m == pytest.approx(expected, abs=0.01)
        assert matrix[i][j] == pytest.approx(route.distance_m, abs=1e-6)


@given(anywhere, anywhere)
@settings(deadline=None, max_examples=80)
def test_way_hangs_together(origin: Position, destination: Position) -> None:
    route = WIDE.route(origin, destination)
    assert route.approach is not None
    there, off = route.approach
    assert (there[0], off[-1]) == (origin, destination)
    assert there[-1] == route.path[0]
    assert off[0] == route.path[-1]
    parts = length_m(there) + sum(s.length_m for s in route.segments) + length_m(off)
    assert route.distance_m == pytest.approx(parts, abs=0.05)
    assert length_m(route.path) == pytest.approx(sum(s.length_m for s in route.segments), abs=0.05)
    assert route.distance_m >= distance_m(origin, destination) - 0.05
    for before, after in itertools.pairwise(route.segments):
        assert distance_m(before.path[-1], after.path[0]) < 0.02


@given(anywhere, anywhere)
@settings(deadline=None, max_examples=40)
def test_way_back_is_as_long(origin: Position, destination: Position) -> None:
    there, back = TOWN.route(origin, destination), TOWN.route(destination, origin)
    assert there.distance_m == pytest.approx(back.distance_m, abs=0.01)


def test_way_along_one_block_does_not_visit_its_ends() -> None:
    route = TOWN.route(at(20, 3), at(70, -2))
    assert [segment.edge_id for segment in route.segments] == ["low-street-a0-a1"]
    assert route.distance_m == pytest.approx(55, abs=0.2)


def test_way_round_the_corner_names_its_streets_in_order() -> None:
    route = TOWN.route(at(50, 0), at(200, 150))
    assert route.segments[0].name == "Low Street"
    assert route.segments[-1].name == "East Lane"
    assert route.distance_m == pytest.approx(300, abs=0.5)


def test_way_out_and_round_when_that_is_shorter_than_along_the_block() -> None:
    horseshoe = layer(
        block("Long Loop", "a", "b", [(0, 0), (0, 500), (50, 500), (50, 0)]),
        block("Short Cut", "a", "b", [(0, 0), (50, 0)]),
    )
    route = Network.of_layers([horseshoe]).route(at(0, 20), at(50, 20))
    assert [segment.name for segment in route.segments] == ["Long Loop", "Short Cut", "Long Loop"]
    assert route.distance_m == pytest.approx(90, abs=0.3)


def test_facts_of_the_blocks_come_along() -> None:
    route = TOWN.route(at(200, 10), at(230, -40))
    steps = next(segment for segment in route.segments if segment.kind == "steps")
    assert (steps.steps, steps.surface, steps.sidewalk) == ("yes", "stone", "unknown")
    path = next(segment for segment in route.segments if segment.kind == "footway")
    assert (path.name, path.steps) == (None, "unknown")


def test_two_stops_at_one_point_of_a_street_are_two_approaches_apart() -> None:
    route = TOWN.route(at(50, 12), at(50, -8))
    assert route.follows_streets
    assert route.segments == ()
    assert len(route.path) == 2
    assert route.distance_m == pytest.approx(20, abs=0.1)


def test_stop_out_of_reach_gets_a_straight_leg() -> None:
    far, near = at(-200, 0), at(50, 0)
    route = TOWN.route(far, near)
    assert not route.follows_streets
    assert route.path == (far, near)
    assert route.distance_m == distance_m(far, near)
    assert Network.of_layers([town()], reach_m=250).route(far, near).follows_streets
    assert TOWN.matrix([far, near]) == straight_matrix([far, near])


def test_pieces_without_a_way_between_them_are_joined_by_straight_legs() -> None:
    island = block("Island Road", "i", "j", [(600, 0), (700, 0)])
    network = Network.of_layers([town(), layer(island)])
    assert not network.route(at(50, 0), at(650, 0)).follows_streets
    assert network.route(at(610, 0), at(650, 0)).follows_streets


def test_features_without_nodes_or_of_another_kind_are_no_blocks() -> None:
    drawn = layer(
        block("Drawn Street", None, None, [(0, 0), (100, 0)]),
        block("A River", "a", "b", [(0, 0), (100, 0)], "river"),
    )
    assert not Network.of_layers([drawn])


def test_same_way_each_time_where_two_are_equally_long() -> None:
    ways = {Network.of_layers([town()]).route(at(0, 0), at(200, 200)).path for _ in range(3)}
    assert len(ways) == 1


# ---------------------------------------------------------------- addresses, steps


def test_a_site_joins_the_street_that_its_address_names() -> None:
    """A corner house lies nearest to the side street and belongs to the main one."""
    near = at(0, 8)
    main = block("Main Street", "a", "b", [(-50, 20), (50, 20)], block_id="main")
    side = block("Side Street", "c", "d", [(-50, 0), (50, 0)], block_id="side")
    edges = Network.of_layers([layer(main, side)]).edges
    plain = Network(edges)
    told = Network(edges, addresses={near: MAIN})
    corner = plain.snap(near)
    assert corner is not None
    assert plain.edges[corner.edge].facts.name == "Side Street"
    joined = told.snap(near)
    assert joined is not None
    assert told.edges[joined.edge].facts.name == "Main Street"


def test_a_street_of_the_same_name_far_off_does_not_count() -> None:
    here = at(0, 0)
    near = block("Side Street", "a", "b", [(-50, 5), (50, 5)], block_id="near")
    far = block("Main Street", "c", "d", [(-50, 90), (50, 90)], block_id="far")
    network = Network(Network.of_layers([layer(near, far)]).edges, addresses={here: MAIN})
    joined = network.snap(here)
    assert joined is not None
    assert network.edges[joined.edge].facts.name == "Side Street"


def test_the_way_without_steps_goes_around_them_or_is_straight() -> None:
    stairs = block("Stairs", "a", "b", [(0, 0), (100, 0)], block_id="stairs", kind="steps")
    around = block("Lane", "a", "b", [(0, 0), (50, 80), (100, 0)], block_id="lane")
    a, b = at(0, 0), at(100, 0)
    both = Network.of_layers([layer(stairs, around)])
    assert [s.kind for s in both.route(a, b).segments] == ["steps"]
    other = both.without_steps.route(a, b)
    assert [s.name for s in other.segments] == ["Lane"]
    assert other.distance_m > both.route(a, b).distance_m
    assert not Network.of_layers([layer(stairs)]).without_steps.route(a, b).follows_streets


def test_steps_that_are_only_tagged_are_left_out_and_unknown_ones_stay() -> None:
    tagged = block("Tagged", "a", "b", [(0, 0), (100, 0)], steps="yes")
    unknown = block("Unknown", "a", "b", [(0, 0), (50, 20), (100, 0)], steps="unknown")
    level = Network.of_layers([layer(tagged, unknown)]).without_steps
    assert [edge.facts.name for edge in level.edges] == ["Unknown"]
    assert level.without_steps is level


def test_address_hint_holds_without_steps_too() -> None:
    here = at(0, 8)
    main = block("Main Street", "a", "b", [(-50, 20), (50, 20)])
    side = block("Side Street", "b", "c", [(50, 20), (50, 0), (-50, 0)])
    stairs = block("Stairs", "a", "c", [(-50, 20), (-50, 0)], kind="steps")
    network = Network(
        Network.of_layers([layer(main, side, stairs)]).edges, addresses={here: MAIN}
    ).without_steps
    joined = network.snap(here)
    assert joined is not None
    assert network.edges[joined.edge].facts.name == "Main Street"


def test_address_does_not_lead_out_of_reach() -> None:
    here = at(0, 0)
    near = block("Side Street", "a", "b", [(-50, 5), (50, 5)])
    far = block("Main Street", "a", "d", [(-50, 5), (-50, 35), (50, 35)])
    edges = Network.of_layers([layer(near, far)]).edges
    for reach_m, name in ((20.0, "Side Street"), (50.0, "Main Street")):
        network = Network(edges, reach_m, {here: MAIN})
        assert network.edges[network.joins(here)[0].edge].facts.name == name


def test_sites_of_a_dataset_join_the_streets_of_their_addresses(
    sample: Sample, tmp_path: Path
) -> None:
    """The tower stands nearest to the steps; its door is in the lane."""
    told = []
    for address in (None, "7, wharf LANE, Kererū Bay"):
        sample.properties("signal-tower")["address"] = address
        dataset = load(sample.write(tmp_path))
        position = dataset.get_site("signal-tower").position
        assert position is not None
        network = Network.of_dataset(dataset)
        told.append(network.edges[network.joins(position)[0].edge].id)
    assert told == ["tower-steps", "wharf-lane"]


def test_between_stops_in_one_place_there_is_no_way_to_walk() -> None:
    beside, other = at(50, 20), at(150, 30)
    metres = metres_between([beside, beside, other], TOWN)
    assert metres[0][1] == metres[1][0] == 0
    assert metres[0][2] == metres[1][2] == TOWN.route(beside, other).distance_m > 100
