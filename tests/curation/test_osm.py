"""The OpenStreetMap import, on small files written here."""

from __future__ import annotations

import bz2
import gzip
import itertools
import json
import random
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from click.testing import CliRunner

from tests.sample import Sample
from trail import dataset
from trail.base.errors import InvalidParameter, OsmError
from trail.base.geo import Bbox, Position, distance_m, even_odd, signed_area
from trail.cli.main import main
from trail.curation.osm import importing as osm
from trail.curation.osm import reading as osm_reading
from trail.curation.osm.reading import Extract, OsmWay, join_rings, read_extract
from trail.dataset.schema.map import NOT_DRAWN
from trail.guide.walk.network import Network
from trail.guide.walk.network_check import connected_parts, network_problems

pytest.importorskip("osmium")

W, S = 10.0, 50.0
FRAME = Bbox(10.0, 50.0, 10.02, 50.02)
STEP = 0.001
LAYERS = (
    "amenities",
    "barriers",
    "railways",
    "streets",
    "squares",
    "water",
    "land",
    "parks",
    "buildings",
)


class Town:
    """Writes an .osm file; places count in thousandths of a degree from the frame's corner."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[float, float], int] = {}
        self.parts: list[str] = []

    def node(self, x: float, y: float) -> int:
        return self.nodes.setdefault((x, y), len(self.nodes) + 1)

    def way(self, way_id: int, places: Sequence[tuple[float, float]], **tags: str) -> Town:
        refs = [self.node(*place) for place in places]
        return self.way_of(way_id, refs, **tags)

    def way_of(self, way_id: int, refs: Sequence[int], **tags: str) -> Town:
        nds = "".join(f'<nd ref="{ref}"/>' for ref in refs)
        self.parts.append(f'<way id="{way_id}" version="1">{nds}{_tags(tags)}</way>')
        return self

    def relation(self, relation_id: int, members: dict[int, str], **tags: str) -> Town:
        inner = "".join(
            f'<member type="way" ref="{ref}" role="{role}"/>' for ref, role in members.items()
        )
        tags = {"type": "multipolygon", **tags}
        self.parts.append(
            f'<relation id="{relation_id}" version="1">{inner}{_tags(tags)}</relation>'
        )
        return self

    def street(self) -> Town:
        """One street across the middle, so that the file is of use."""
        return self.way(1, [(2, 9), (18, 9)], highway="residential", name="Main Street")

    def text(self, *, nodes_last: bool = False) -> str:
        nodes = [
            f'<node id="{i}" version="1" lat="{S + y * STEP:.7f}" lon="{W + x * STEP:.7f}"/>'
            for (x, y), i in self.nodes.items()
        ]
        body = self.parts + nodes if nodes_last else nodes + self.parts
        return '<osm version="0.6">\n' + "\n".join(body) + "\n</osm>\n"


def _tags(tags: dict[str, str]) -> str:
    pairs = ((key.replace("__", ":"), value) for key, value in tags.items())
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in pairs)


Layer = dict[str, Any]
Import = Callable[[Town | str], dict[str, Layer]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    directory = tmp_path / "data"
    (directory / "map").mkdir(parents=True)
    (directory / "map" / "labels.geojson").write_text("kept as it is")
    (directory / "map" / "water.geojson").write_text('{"features": [1, 2]}')
    return directory


@pytest.fixture
def imported(data: Path, tmp_path: Path) -> Import:
    def run(town: Town | str) -> dict[str, Layer]:
        extract = tmp_path / "town.osm"
        extract.write_text(town if isinstance(town, str) else town.text())
        osm.import_osm(extract, FRAME, data)
        return {n: json.loads((data / "map" / f"{n}.geojson").read_text()) for n in LAYERS}

    return run


def features(layer: Layer) -> dict[str, Any]:
    return {feature["id"]: feature for feature in layer["features"]}


def square(x: float, y: float, size: float) -> list[tuple[float, float]]:
    """Counter-clockwise, closed."""
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]


def area_of(layer: Layer) -> float:
    """Square thousandths of a degree; holes count off."""
    total = 0.0
    for feature in layer["features"]:
        geometry = feature["geometry"]
        groups = geometry["coordinates"]
        for rings in groups if geometry["type"] == "MultiPolygon" else [groups]:
            total += sum(signed_area([Position(*p) for p in ring]) for ring in rings)
    return total / STEP**2


def contains(layer: Layer, x: float, y: float) -> bool:
    """Whether a place lies in an odd number of the layer's rings (ray to the east)."""
    lon, lat = W + x * STEP, S + y * STEP
    inside = False
    for feature in layer["features"]:
        groups = feature["geometry"]["coordinates"]
        for rings in groups if feature["geometry"]["type"] == "MultiPolygon" else [groups]:
            for ring in rings:
                for (x1, y1), (x2, y2) in itertools.pairwise(ring):
                    if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                        inside = not inside
    return inside


# ---------------------------------------------------------------- streets


def test_ways_are_split_at_shared_nodes_only(imported: Import) -> None:
    town = Town()
    town.way(1, [(2, 9), (5, 9), (8, 9), (12, 9)], highway="residential", name="Long Street")
    town.way(2, [(8, 9), (8, 15)], highway="footway")
    blocks = features(imported(town)["streets"])
    assert list(blocks) == ["w1-1", "w1-2", "w2-1"]
    assert len(blocks["w1-1"]["geometry"]["coordinates"]) == 3
    assert [blocks[b]["properties"]["kind"] for b in blocks] == ["street", "street", "footway"]
    middle = f"n{town.node(8, 9)}"
    assert blocks["w1-1"]["properties"]["to_node"] == middle
    assert blocks["w1-2"]["properties"]["from_node"] == middle
    assert blocks["w2-1"]["properties"]["from_node"] == middle


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "footway", "access": "no"},
        {"highway": "path", "foot": "no"},
        {"highway": "tertiary", "foot": "use_sidepath"},
        {"highway": "motorway"},
        {"highway": "motorway", "foot": "yes"},
        {"highway": "motorway_link"},
        {"highway": "trunk", "foot": "no"},
        {"highway": "trunk", "motorroad": "yes"},
        {"highway": "cycleway"},
        {"highway": "construction"},
        {"highway": "proposed"},
        {"highway": "service", "service": "drive-through"},
        {"highway": "tertiary", "tunnel": "yes"},
        {"highway": "service", "tunnel": "yes", "layer": "-3", "hgv": "designated"},
        {"highway": "residential", "tunnel": "yes"},
        {"highway": "corridor"},
        {"highway": "footway", "indoor": "yes"},
        {"railway": "rail"},
    ],
    ids=lambda tags: "-".join(tags.values()),
)
def test_what_walkers_may_not_use_is_left_out(imported: Import, tags: dict[str, str]) -> None:
    town = Town().street().way(2, [(18, 9), (18, 15)], **tags)
    assert list(features(imported(town)["streets"])) == ["w1-1"]


@pytest.mark.parametrize(
    ("tags", "access"),
    [
        ({"highway": "residential", "access": "private"}, "private"),
        ({"highway": "residential", "access": "residents"}, "private"),
        ({"highway": "footway", "foot": "private", "access": "yes"}, "private"),
        ({"highway": "service", "service": "driveway"}, "private"),
        ({"highway": "service", "service": "driveway", "access": "customers"}, "visitors"),
        ({"highway": "service", "access": "customers"}, "visitors"),
        ({"highway": "residential", "access": "destination"}, "visitors"),
        ({"highway": "residential", "foot": "destination"}, "visitors"),
        ({"highway": "residential", "access": "destination", "foot": "yes"}, None),
        ({"highway": "service", "service": "driveway", "access": "permissive"}, None),
        ({"highway": "residential", "access": "unheard of"}, None),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else value,
)
def test_ways_for_visitors_are_kept_and_private_ones_not_drawn(
    imported: Import, tags: dict[str, str], access: str | None
) -> None:
    town = Town().street().way(2, [(18, 9), (18, 15)], name="Lane", **tags)
    lane = features(imported(town)["streets"])["w2-1"]["properties"]
    assert lane.get("access") == access
    assert lane.get("rank") == (NOT_DRAWN if access == "private" else None)
    assert lane.get("name") == (None if access == "private" else "Lane")


@pytest.mark.parametrize(
    ("tags", "underground", "level"),
    [
        ({"highway": "footway", "tunnel": "yes"}, True, -1),
        ({"highway": "footway", "tunnel": "yes", "layer": "-2"}, True, -2),
        ({"highway": "footway", "level": "-1"}, True, -1),
        ({"highway": "footway", "level": "-2--1"}, True, -2),
        ({"highway": "footway", "location": "underground"}, True, None),
        ({"highway": "footway", "covered": "yes", "layer": "-1"}, True, -1),
        ({"highway": "steps", "level": "-1;0"}, None, -1),
        ({"highway": "steps", "level": "0-1"}, None, 1),
        ({"highway": "footway", "level": "2"}, None, 2),
        ({"highway": "footway", "level": "0"}, None, None),
        ({"highway": "footway", "level": "basement"}, None, None),
        ({"highway": "footway", "layer": "-1"}, None, -1),
        ({"highway": "footway", "covered": "yes"}, None, None),
        ({"highway": "service", "tunnel": "building_passage"}, None, None),
        ({"highway": "primary", "tunnel": "yes", "sidewalk": "right"}, True, -1),
        ({"highway": "primary", "tunnel": "yes", "foot": "yes"}, True, -1),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else str(value),
)
def test_what_lies_under_the_ground_is_told_by_its_tags(
    imported: Import, tags: dict[str, str], underground: bool | None, level: int | None
) -> None:
    town = Town().street().way(2, [(18, 9), (18, 15)], **tags)
    way = features(imported(town)["streets"])["w2-1"]["properties"]
    assert (way.get("underground"), way.get("level")) == (underground, level)


@pytest.mark.parametrize(("layer", "walked"), [("-1", True), ("-2", False)])
def test_quiet_street_passes_under_a_railway_on_foot(
    imported: Import, layer: str, walked: bool
) -> None:
    tags = {"highway": "residential", "tunnel": "yes", "layer": layer}
    town = Town().street().way(2, [(18, 9), (18, 9.3)], **tags)
    assert ("w2-1" in features(imported(town)["streets"])) == walked


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"highway": "residential", "oneway": "yes"}, "street"),
        ({"highway": "trunk"}, "street"),
        ({"highway": "residential", "access": "private", "foot": "yes"}, "street"),
        ({"highway": "residential", "access": "destination"}, "street"),
        ({"highway": "cycleway", "foot": "designated"}, "footway"),
        ({"highway": "pedestrian"}, "mall"),
        ({"highway": "steps"}, "steps"),
        ({"highway": "primary", "bridge": "yes"}, "bridge"),
        ({"highway": "primary", "bridge": "no"}, "street"),
        ({"highway": "steps", "bridge": "yes"}, "steps"),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else value,
)
def test_what_walkers_may_use_has_its_kind(
    imported: Import, tags: dict[str, str], kind: str
) -> None:
    town = Town().street().way(2, [(18, 9), (18, 15)], **tags)
    assert features(imported(town)["streets"])["w2-1"]["properties"]["kind"] == kind


def test_tags_become_properties_and_the_rest_is_unknown(imported: Import) -> None:
    town = Town().street()
    town.way(
        2,
        [(18, 9), (18, 15)],
        highway="steps",
        name="Quay\tSteps",
        name__ja="埠頭階段",
        name__zh_Hant="碼頭",
        name__etymology="the quay",
        surface="cobblestone",
        incline="up",
        sidewalk="no",
    )
    found = features(imported(town)["streets"])
    steps = found["w2-1"]["properties"]
    assert steps["name"] == "Quay Steps"
    assert steps["names"] == {"ja": "埠頭階段", "zh-Hant": "碼頭"}
    assert (steps["surface"], steps["incline"], steps["steps"]) == ("cobblestone", "up", "yes")
    assert steps["sidewalk"] == "no"
    plain = found["w1-1"]["properties"]
    assert (plain["surface"], plain["steps"], plain["sidewalk"]) == ("unknown",) * 3
    assert "incline" not in plain
    assert "names" not in plain
    assert plain["source"] == "OpenStreetMap way 1"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"sidewalk": "both"}, "yes"),
        ({"sidewalk": "separate"}, "yes"),
        ({"sidewalk": "none"}, "no"),
        ({"sidewalk__both": "no"}, "no"),
        ({"sidewalk__left": "no"}, "unknown"),
        ({"sidewalk__left": "no", "sidewalk__right": "no"}, "no"),
        ({"sidewalk__left": "no", "sidewalk__right": "separate"}, "yes"),
        ({}, "unknown"),
    ],
)
def test_sidewalks(imported: Import, tags: dict[str, str], expected: str) -> None:
    town = Town().way(1, [(2, 9), (18, 9)], highway="residential", **tags)
    assert features(imported(town)["streets"])["w1-1"]["properties"]["sidewalk"] == expected


def test_a_street_is_cut_at_the_frame(imported: Import) -> None:
    town = Town().way(1, [(-5, 5), (5, 5), (25, 15)], highway="residential")
    (block,) = imported(town)["streets"]["features"]
    assert block["geometry"]["coordinates"] == [[10.0, 50.005], [10.005, 50.005], [10.02, 50.0125]]
    nodes = {block["properties"]["from_node"], block["properties"]["to_node"]}
    assert len(nodes) == 2


def test_a_street_that_leaves_and_comes_back_is_two_pieces(imported: Import) -> None:
    town = Town().way(1, [(15, 5), (25, 5), (25, 8), (15, 8), (15, 5)], highway="residential")
    assert len(imported(town)["streets"]["features"]) == 2  # joined at 15, 5
    town = Town().way(1, [(10, 5), (25, 5), (25, 8), (15, 8)], highway="residential")
    network = street_layer(imported(town)["streets"])
    assert [edge.id for edge in network.edges] == ["w1-1-c1", "w1-1-c2", "w1-1-o1"]
    assert len(connected_parts(network.edges)) == 1


def test_only_the_largest_connected_piece_is_kept_and_it_is_told(
    data: Path, tmp_path: Path
) -> None:
    town = Town().street().way(2, [(18, 9), (18, 12)], highway="footway")
    town.way(3, [(3, 15), (4, 15)], highway="footway")
    extract = tmp_path / "town.osm"
    extract.write_text(town.text())
    report = osm.import_osm(extract, FRAME, data)
    assert [c.after for c in report.changes if c.layer == "streets"] == [2]
    assert any("1 pieces not connected" in note for note in report.notes)


def street_layer(layer: Layer) -> Network:
    return Network.of_layers(osm_layers(layer))


def osm_layers(layer: Layer) -> Any:
    from trail.dataset.files.layers import parse_layer
    from trail.dataset.text.faults import Document, Faults

    faults = Faults()
    parsed = parse_layer(Document("map/streets.geojson", layer), None, faults)
    faults.raise_if_any()
    return (parsed,)


def test_a_crossing_without_a_node_gets_one_on_the_same_level(imported: Import) -> None:
    town = Town().street().way(2, [(10, 4), (10, 15)], highway="footway")
    layers = imported(town)
    assert list(features(layers["streets"])) == ["w1-1-p1", "w1-1-p2", "w2-1-p1", "w2-1-p2"]
    assert network_problems(osm_layers(layers["streets"])) == ()


def test_a_way_that_ends_on_another_without_a_node_is_joined(imported: Import) -> None:
    town = Town().street()
    town.way(2, [(10, 9), (10, 15), (5, 15)], highway="footway")
    found = imported(town)["streets"]
    assert len(found["features"]) == 3
    assert network_problems(osm_layers(found)) == ()


def test_ends_in_one_place_but_of_two_nodes_are_joined(imported: Import) -> None:
    town = Town().street()
    text = town.text().replace(
        "</osm>",
        '<node id="90" version="1" lat="50.009" lon="10.018"/>'
        '<node id="91" version="1" lat="50.015" lon="10.018"/>'
        '<way id="2" version="1"><nd ref="90"/><nd ref="91"/><tag k="highway" v="path"/></way>'
        "</osm>",
    )
    found = imported(text)["streets"]
    assert len(found["features"]) == 2
    assert len(connected_parts(street_layer(found).edges)) == 1


@pytest.mark.parametrize(
    "tags",
    [{"bridge": "yes"}, {"tunnel": "yes"}, {"layer": "1"}, {"bridge": "yes", "layer": "2"}],
    ids=["bridge", "tunnel", "layer", "both"],
)
def test_ways_on_different_levels_cross_without_meeting(
    imported: Import, tags: dict[str, str]
) -> None:
    town = Town().street()
    town.way(2, [(10, 4), (10, 15)], highway="footway", **tags)
    town.way(3, [(10, 15), (18, 9)], highway="footway")
    found = features(imported(town)["streets"])
    assert list(found) == ["w1-1", "w2-1", "w3-1"]
    assert found["w2-1"]["properties"]["level"] == {"yes": -1 if "tunnel" in tags else 1}.get(
        tags.get("layer", "yes"), int(tags.get("layer", "0"))
    )


def test_nodes_in_one_place_on_one_way_are_one(imported: Import) -> None:
    town = Town().street()
    text = town.text().replace(
        "</osm>",
        '<node id="90" version="1" lat="50.0150000" lon="10.018"/>'
        '<node id="91" version="1" lat="50.0150001" lon="10.018"/>'
        '<node id="92" version="1" lat="50.0180000" lon="10.018"/>'
        '<way id="2" version="1"><nd ref="2"/><nd ref="90"/><nd ref="91"/>'
        '<tag k="highway" v="path"/></way>'
        '<way id="3" version="1"><nd ref="91"/><nd ref="92"/><tag k="highway" v="path"/></way>'
        "</osm>",
    )
    found = imported(text)["streets"]
    assert len(found["features"]) == 3
    assert network_problems(osm_layers(found)) == ()


def test_a_grid_city_is_walked_by_the_blocks(imported: Import) -> None:
    town = Town()
    for k in range(1, 8):
        line = [(k * 2, y) for y in range(1, 20)]
        town.way(10 + k, line, highway="residential", name=f"Avenue {k}", oneway="yes")
        cross = [(x, k * 2) for x in range(2, 15)]
        town.way(20 + k, cross, highway="residential", name=f"Street {k}", oneway="-1")
    network = street_layer(imported(town)["streets"])
    assert len(network.edges) == 7 * 8 + 7 * 6
    a, b = Position(10.002, 50.002), Position(10.010, 50.012)
    corner = Position(b.lon, a.lat)
    route = network.route(a, b)
    assert route.follows_streets
    assert route.distance_m == pytest.approx(
        distance_m(a, corner) + distance_m(corner, b), rel=1e-4
    )
    assert network.route(b, a).distance_m == pytest.approx(route.distance_m)


@pytest.mark.parametrize("seed", range(4))
def test_a_tangle_becomes_one_network_without_faults(seed: int) -> None:
    chance = random.Random(seed)
    places = [
        Position(round(chance.uniform(9.998, 10.022), 6), round(chance.uniform(49.998, 50.022), 6))
        for _ in range(30)
    ]
    ways = []
    for way_id in range(1, 12):
        nodes = tuple(chance.randrange(30) for _ in range(chance.randint(2, 6)))
        ways.append(OsmWay(way_id, {"highway": "path"}, nodes, tuple(places[n] for n in nodes)))
    (streets, *_) = osm.layers_of(Extract(streets=ways), FRAME)
    assert len({feature.id for feature in streets.features}) == len(streets.features) > 50
    assert network_problems([streets]) == ()
    outside = [f for f in streets.features if not all(map(FRAME.contains, f.parts[0]))]
    assert len(outside) < len(streets.features) / 3
    assert len(connected_parts(Network.of_layers([streets]).edges)) == 1


# ---------------------------------------------------------------- water, parks, buildings


def test_water_of_several_outers_and_holes(imported: Import) -> None:
    town = Town().street()
    outer = square(2, 2, 6)
    town.way(2, outer[:3]).way(3, outer[2:])  # one ring in two ways
    town.way(4, square(4, 4, 2)).way(5, square(12, 2, 3), natural="wood")
    town.relation(7, {2: "outer", 3: "outer", 4: "inner", 5: "outer"}, natural="water", name="Pond")
    water = imported(town)["water"]
    (pond,) = water["features"]
    assert (pond["id"], pond["properties"]["name"]) == ("r7", "Pond")
    assert pond["geometry"]["type"] == "MultiPolygon"
    assert area_of(water) == pytest.approx(36 - 4 + 9, rel=1e-3)
    assert contains(water, 3, 3)
    assert not contains(water, 5, 5)
    assert contains(water, 13, 3)


def test_ways_of_a_ring_may_run_either_way_round(imported: Import) -> None:
    town = Town().street()
    outer = square(2, 2, 6)
    town.way(2, outer[:3]).way(3, outer[2:][::-1])
    town.relation(7, {2: "outer", 3: "outer"}, waterway="riverbank")
    assert area_of(imported(town)["water"]) == pytest.approx(36, rel=1e-3)


def test_closed_ways_are_drawn_in_their_layers(imported: Import) -> None:
    town = Town().street()
    town.way(2, square(2, 2, 2), natural="water")
    town.way(3, square(5, 2, 2), leisure="park", name="Green")
    town.way(4, square(8, 2, 2), landuse="grass")
    town.way(5, square(11, 2, 1), building="yes", name__ru="Дом")
    town.way(6, square(13, 2, 1), building="no")
    town.way(7, square(15, 2, 1), leisure="garden", access="private")
    layers = imported(town)
    assert list(features(layers["water"])) == ["w2"]
    assert list(features(layers["parks"])) == ["w3", "w4"]
    assert features(layers["buildings"])["w5"]["properties"] == {
        "kind": "building",
        "accuracy_m": 10.0,
        "source": "OpenStreetMap way 5",
        "names": {"ru": "Дом"},
    }


def test_areas_are_cut_at_the_frame_and_wound_as_rfc_7946_asks(imported: Import) -> None:
    town = Town().street().way(2, square(-5, -5, 10)[::-1], natural="water")
    (ring,) = imported(town)["water"]["features"][0]["geometry"]["coordinates"]
    assert sorted(map(tuple, ring[:-1])) == [(10, 50), (10, 50.005), (10.005, 50), (10.005, 50.005)]
    assert signed_area([Position(*p) for p in ring]) > 0


def test_water_around_the_whole_frame_fills_it(imported: Import) -> None:
    town = Town().street().way(2, square(-50, -50, 200))
    town.relation(7, {2: "outer"}, natural="water")
    assert area_of(imported(town)["water"]) == pytest.approx(400, rel=1e-3)


def test_a_relation_whose_outline_is_open_is_left_out_and_told(data: Path, tmp_path: Path) -> None:
    town = Town().street().way(2, square(2, 2, 6)[:4])
    town.relation(7, {2: "outer", 99: "outer"}, natural="water", name="Half River")
    extract = tmp_path / "town.osm"
    extract.write_text(town.text())
    report = osm.import_osm(extract, FRAME, data)
    assert [c.after for c in report.changes if c.layer == "water"] == [0]
    assert any("Half River" in note and "not whole" in note for note in report.notes)


def test_a_ring_that_crosses_itself_keeps_both_halves() -> None:
    knot = tuple(
        Position(*p) for p in ((10, 50), (10.002, 50.002), (10.002, 50), (10, 50.002), (10, 50))
    )
    polygons = even_odd([knot], FRAME)
    assert len(polygons) == 2
    assert all(signed_area(rings[0]) > 0 for rings in polygons)


def test_rings_that_touch_in_a_point_are_joined_and_loose_lines_counted() -> None:
    p = [Position(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (2, 2), (3, 2), (2, 3))]
    lines = [(p[0], p[1], p[2]), (p[2], p[0]), (p[2], p[3], p[4]), (p[4], p[5], p[2])]
    rings, loose = join_rings(lines)
    assert loose == 0
    assert sum(len(ring) - 1 for ring in rings) == 7
    assert join_rings([(p[0], p[1])]) == ([], 1)


# ---------------------------------------------------------------- coastline


def test_without_a_coastline_all_is_land(imported: Import) -> None:
    assert area_of(imported(Town().street())["land"]) == pytest.approx(400, rel=1e-3)


def test_land_lies_left_of_a_coastline_across_the_frame(imported: Import) -> None:
    south_up = [(10, -5), (10, 12), (12, 25)]
    town = Town().street().way(2, south_up[:2], natural="coastline")
    town.way(3, south_up[1:], natural="coastline")
    land = imported(town)["land"]
    assert contains(land, 2, 2)
    assert not contains(land, 18, 2)
    reversed_town = Town().street().way(2, south_up[::-1], natural="coastline")
    land = imported(reversed_town)["land"]
    assert not contains(land, 2, 2)
    assert contains(land, 18, 2)


def test_two_shores_an_island_and_an_inner_sea(imported: Import) -> None:
    town = Town().street()
    town.way(2, [(25, 4), (-5, 4)][::-1], natural="coastline")  # to the east: land in the north
    town.way(3, [(25, 14), (-5, 14)], natural="coastline")  # to the west: land in the south
    land = imported(town)["land"]
    assert area_of(land) == pytest.approx(200, rel=1e-3)
    town.way(4, square(2, 6, 4)[::-1], natural="coastline")  # clockwise: sea within land
    town.way(5, square(3, 7, 1), natural="coastline")  # an island in it
    town.way(6, square(2, 1, 2), natural="coastline")  # an island in the open sea
    land = imported(town)["land"]
    assert area_of(land) == pytest.approx(200 - 16 + 1 + 4, rel=1e-3)
    assert [contains(land, *at) for at in ((10, 9), (5, 9), (3.5, 7.5), (3, 2), (10, 2))] == [
        True, False, True, True, False,
    ]  # fmt: skip


def test_an_island_alone_lies_in_the_sea(imported: Import) -> None:
    town = Town().way(1, [(6, 6), (9, 9)], highway="path")
    town.way(2, square(5, 5, 6)[:3], natural="coastline")
    town.way(3, square(5, 5, 6)[2:], natural="coastline")
    assert area_of(imported(town)["land"]) == pytest.approx(36, rel=1e-3)


def test_a_sea_alone_lies_in_the_land(imported: Import) -> None:
    town = Town().street().way(2, square(5, 1, 6)[::-1], natural="coastline")
    assert area_of(imported(town)["land"]) == pytest.approx(400 - 36, rel=1e-3)


def test_a_headland_that_leaves_by_the_side_it_came_from(imported: Import) -> None:
    town = Town().street()
    town.way(2, [(15, 25), (15, 12), (5, 12), (5, 25)][::-1], natural="coastline")
    land = imported(town)["land"]
    assert contains(land, 10, 15)
    assert area_of(land) == pytest.approx(80, rel=1e-3)
    assert not contains(land, 2, 2)


def test_a_coastline_that_breaks_off_inside_is_an_error(imported: Import) -> None:
    town = Town().street().way(2, [(10, -5), (10, 12)], natural="coastline")
    with pytest.raises(OsmError, match=r"breaks off at 10\.010000,50\.012000"):
        imported(town)


# ---------------------------------------------------------------- files


def test_layers_carry_the_credit_and_the_box(imported: Import) -> None:
    for layer in imported(Town().street()).values():
        assert layer["credit"] == "© OpenStreetMap contributors, ODbL"
        assert "ODbL" in layer["licence"]
        assert layer["bbox"] == list(FRAME)
        assert layer["detail"] is True


def test_the_dataset_loads_with_the_new_layers(sample: Sample, tmp_path: Path) -> None:
    sample.trail["region"]["bbox"] = [FRAME.west, -47.0, 169.0, FRAME.north]
    directory = sample.write(tmp_path / "whole")
    town = Town().street().way(2, square(2, 2, 2), natural="water", name__ja="\u200e池")
    town.way(3, square(5, 2, 2), leisure="park").way(4, square(8, 2, 1), building="yes")
    town.way(5, square(10, 2, 1), highway="pedestrian", area="yes")
    town.way(6, [(2, 15), (8, 15)], railway="tram").way(7, [(2, 16), (8, 16)], barrier="wall")
    town.way(8, [(2, 17), (8, 17)], railway="funicular")
    extract = tmp_path / "town.osm"
    extract.write_text(with_nodes(town, n9001=(5, 8, {"amenity": "bench"})))
    osm.import_osm(extract, FRAME, directory)
    loaded = {layer.id: layer for layer in dataset.load(directory).layers}
    assert {name: len(loaded[name].features) for name in LAYERS} == dict.fromkeys(LAYERS, 1)
    assert loaded["water"].features[0].properties.names == {"ja": "池"}
    assert loaded["land"].features[0].polygons == ((0, 1),)


def test_other_layers_stay_and_nothing_is_left_behind(imported: Import, data: Path) -> None:
    imported(Town().street())
    assert (data / "map" / "labels.geojson").read_text() == "kept as it is"
    assert [path.name for path in data.iterdir()] == ["map"]


def test_the_same_extract_gives_the_same_bytes(imported: Import, data: Path) -> None:
    def bytes_now() -> list[bytes]:
        return [path.read_bytes() for path in sorted((data / "map").iterdir())]

    town = Town().street().way(2, square(2, 2, 2), natural="water")
    imported(town)
    first = bytes_now()
    imported(town)
    assert bytes_now() == first


def test_the_order_of_the_file_does_not_matter(imported: Import) -> None:
    town = Town().street().way(2, square(2, 2, 2), natural="water")
    usual = imported(town.text())
    assert imported(town.text(nodes_last=True)) == usual


def test_a_way_whose_nodes_are_partly_missing_keeps_the_rest(
    imported: Import, tmp_path: Path
) -> None:
    town = Town().street()
    refs = [town.node(18, 9), town.node(18, 12), 999, town.node(18, 15)]
    town.way_of(2, refs, highway="footway")
    blocks = features(imported(town)["streets"])
    assert blocks["w2-1"]["geometry"]["coordinates"] == [[10.018, 50.009], [10.018, 50.012]]
    notes = read_extract(tmp_path / "town.osm", FRAME).notes
    assert notes == ["streets: 1 ways have nodes that the file lacks; the rest is drawn"]


GOOD = Town().street().text()
BROKEN = {
    "empty": ("town.osm", ""),
    "truncated": ("town.osm", GOOD[: len(GOOD) // 2]),
    "cut after a way": ("town.osm", GOOD.replace("</osm>", "")),
    "another format": ("town.osm", "<html></html>"),
    "no number": ("town.osm", GOOD.replace('lat="', 'lat="x')),
    "no pbf": ("town.osm.pbf", "not a pbf file at all"),
    "empty pbf": ("town.osm.pbf", ""),
    "nothing in it": ("town.osm", '<osm version="0.6"></osm>'),
    "no street": ("town.osm", Town().way(2, square(2, 2, 2), natural="water").text()),
    "elsewhere": ("town.osm", GOOD.replace('lat="50', 'lat="51')),
    "wrong ending": ("town.shp", GOOD),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_of_no_use_is_an_error_and_changes_nothing(
    name: str, data: Path, tmp_path: Path
) -> None:
    before = {path.name: path.read_bytes() for path in (data / "map").iterdir()}
    extract = tmp_path / BROKEN[name][0]
    extract.write_text(BROKEN[name][1])
    with pytest.raises(OsmError, match=extract.name):
        osm.import_osm(extract, FRAME, data)
    assert {path.name: path.read_bytes() for path in (data / "map").iterdir()} == before
    assert [path.name for path in data.iterdir()] == ["map"]


PBF = b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c"


@pytest.mark.parametrize(
    ("name", "held", "told"),
    [
        ("t.osm", b"", "the file is empty; download it again"),
        ("t.osm.pbf", b"", "the file is empty; download it again"),
        ("t.osm", gzip.compress(GOOD.encode()), "this is gzip and not .* name it t.osm.gz"),
        ("t.osm.gz", bz2.compress(GOOD.encode()), "this is bzip2 and not .* name it t.osm.bz2"),
        ("t.osm.xml", PBF, "this is PBF and not what its name says; name it t.osm.pbf"),
        ("t.pbf", GOOD.encode(), "this is XML and not what its name says; name it t.osm"),
        ("t.osm", b"<!DOCTYPE html>\n<HTML>404</HTML>", "this is a web page and no extract"),
        ("t.osm", b"\x89PNG\r\n\x1a\n", "this is no OpenStreetMap file; download an extract"),
        ("t.osm", b'{"elements": []}', "this is no OpenStreetMap file; download an extract"),
        ("t.osm.pbf", PBF, "can't be read to its end: .*; download it again, or take another"),
        ("t.osm", GOOD[:-40].encode(), "can't be read to its end: .*; download it again"),
        ("t.osm.gz", gzip.compress(GOOD.encode())[:-20], "can't be read to its end"),
        ("t.osm", GOOD.replace("Main", "\xe4").encode("latin-1"), "can't be read to its end"),
        ("t.osm", f"<!DOCTYPE o [<!ENTITY a 'b'>]>{GOOD}".encode(), ".* XML entities"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_with_what_mends_it(
    name: str, held: bytes, told: str, tmp_path: Path
) -> None:
    extract = tmp_path / name
    extract.write_bytes(held)
    with pytest.raises(OsmError, match=f"{name}: {told}") as caught:
        read_extract(extract, FRAME)
    assert "\n" not in str(caught.value)


def test_what_an_editor_numbered_below_zero_is_read_as_any_other(imported: Import) -> None:
    town = Town().street().way(2, [(18, 9), (18, 12)], highway="footway")
    town.way(3, square(2, 2, 2), leisure="park")
    usual = imported(town)
    text = re.sub(r'(id|ref)="(\d+)"', r'\1="-\2"', town.text())
    found = imported(text)
    for layer in ("streets", "parks"):
        there = sorted(json.dumps(each["geometry"]) for each in found[layer]["features"])
        assert there == sorted(json.dumps(each["geometry"]) for each in usual[layer]["features"])
        assert there
    street = features(found["streets"])["w-1-1"]["properties"]
    assert (street["from_node"], street["source"]) == ("n-1", "OpenStreetMap way -1")


def test_a_street_without_length_is_no_street(imported: Import) -> None:
    town = Town().way(1, [(5, 5), (5, 5.0000001)], highway="residential")
    with pytest.raises(OsmError, match="only touch the bbox"):
        imported(town)


def test_a_file_of_another_place_says_where_it_lies(tmp_path: Path) -> None:
    extract = tmp_path / "town.osm"
    extract.write_text(GOOD)
    with pytest.raises(OsmError, match=r"lies in 10\.0020,50\.0090,10\.0180,50\.0090"):
        read_extract(extract, Bbox(20, 50, 21, 51))


def test_a_missing_file_and_a_directory_are_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "none.osm", tmp_path):
        with pytest.raises(OsmError, match="no such file"):
            read_extract(path, FRAME)


def test_a_full_disk_leaves_the_old_map(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copytree", full)
    extract = tmp_path / "town.osm"
    extract.write_text(GOOD)
    with pytest.raises(OsmError, match="No space left"):
        osm.import_osm(extract, FRAME, data)
    assert (data / "map" / "water.geojson").read_text() == '{"features": [1, 2]}'
    assert [path.name for path in data.iterdir()] == ["map"]


def test_where_names_cannot_be_exchanged_two_renames_do(
    data: Path, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trail.curation.osm.layers._exchanged", lambda one, other: False)
    assert len(imported(Town().street())["streets"]["features"]) == 1
    assert (data / "map" / "labels.geojson").exists()
    assert [path.name for path in data.iterdir()] == ["map"]


def test_too_many_features_are_refused(
    imported: Import, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(osm_reading, "MOST_FEATURES", 2)
    town = Town().street()
    for k in range(3):
        town.way(10 + k, square(k * 3, 2, 1), building="yes")
    with pytest.raises(OsmError, match="more than 2 buildings"):
        imported(town)


# ---------------------------------------------------------------- the command


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "1,2,3,4,5", "10.02,50,10,50.02", "10,50.02,10.02,50", "a,b,c,d", "10,50,10,50.1",
     "nan,50,11,51", "10,50,inf,51", "170,50,190,51", "10,-95,11,51", "10;50;11;51"],
)  # fmt: skip
def test_a_bbox_that_is_none_is_rejected(text: str) -> None:
    with pytest.raises(InvalidParameter, match="--bbox"):
        osm.parse_bbox(text)


def test_a_bbox_is_west_south_east_north() -> None:
    assert osm.parse_bbox(" -70.8, 43 ,-70.7,43.1") == Bbox(-70.8, 43, -70.7, 43.1)


def test_the_command_tells_what_changed(data: Path, tmp_path: Path) -> None:
    extract = tmp_path / "town.osm"
    extract.write_text(GOOD)
    arguments = [str(extract), "--bbox", "10,50,10.02,50.02", "--data", str(data)]
    result = CliRunner().invoke(main, ["import-osm", *arguments])
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert "map/streets.geojson: none -> 1 features (1.1 km)" in lines
    assert "map/water.geojson: 2 -> 0 features" in lines


def test_the_command_ends_in_one_line_and_1_where_something_is_wrong(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = tmp_path / "town.osm"
    extract.write_text(GOOD)
    arguments = ["import-osm", str(extract), "--data", str(data), "--bbox"]
    wrong = CliRunner().invoke(main, [*arguments, "1,2"])
    assert (wrong.exit_code, len(wrong.stderr.splitlines())) == (1, 1)
    monkeypatch.setitem(__import__("sys").modules, "osmium", None)
    missing = CliRunner().invoke(main, [*arguments, "10,50,10.02,50.02"])
    assert missing.exit_code == 1
    assert "pip install treaty-trail[osm]" in missing.stderr
    assert len(missing.stderr.splitlines()) == 1


# ---------------------------------------------------------------- squares


def test_square_is_drawn_filled_and_crossed(imported: Import) -> None:
    ring = square(6, 6, 4)
    town = (
        Town()
        .way(1, [(2, 6), (6, 6)], highway="residential")
        .way(2, [(10, 10), (14, 10)], highway="residential")
        .way(3, ring, highway="pedestrian", area="yes", name="Corn Square")
    )
    layers = imported(town)
    (shape,) = features(layers["squares"]).values()
    assert (shape["id"], shape["properties"]["kind"]) == ("w3", "square")
    assert shape["properties"]["name"] == "Corn Square"
    streets = features(layers["streets"])
    assert set(streets) == {"w1-1", "w2-1", "w3-s1"}
    over = streets["w3-s1"]["properties"]
    assert (over["square"], over["rank"], over["name"]) == ("w3", NOT_DRAWN, "Corn Square")
    ends = {over["from_node"], over["to_node"]}
    assert ends == {f"n{town.node(6, 6)}", f"n{town.node(10, 10)}"}


@pytest.mark.parametrize(
    ("tags", "squares"),
    [
        ({"highway": "pedestrian", "area": "yes"}, 1),
        ({"highway": "footway", "area": "yes"}, 1),
        ({"man_made": "pier", "area": "yes"}, 1),
        ({"highway": "pedestrian"}, 0),
        ({"highway": "pedestrian", "area": "yes", "foot": "no"}, 0),
        ({"highway": "pedestrian", "area": "yes", "access": "private"}, 0),
        ({"highway": "pedestrian", "area": "yes", "layer": "-1", "tunnel": "yes"}, 0),
        ({"highway": "pedestrian", "area": "yes", "indoor": "yes"}, 0),
        ({"highway": "pedestrian", "area": "yes", "level": "1"}, 0),
        ({"highway": "service", "area": "yes"}, 0),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else str(value),
)
def test_what_is_a_square(imported: Import, tags: dict[str, str], squares: int) -> None:
    town = Town().street().way(3, square(6, 9, 2), **tags)
    layers = imported(town)
    assert len(layers["squares"]["features"]) == squares


def test_squares_side_by_side_are_crossed_from_one_onto_the_other(imported: Import) -> None:
    town = (
        Town()
        .way(1, [(2, 6), (6, 6)], highway="residential")
        .way(2, [(14, 6), (18, 6)], highway="residential")
        .way(3, square(6, 6, 4), highway="pedestrian", area="yes")
        .way(4, square(10, 6, 4), highway="pedestrian", area="yes")
    )
    streets = features(imported(town)["streets"])
    assert {"w1-1", "w2-1"} < set(streets)
    assert sum(block["properties"].get("square") == "w4" for block in streets.values()) >= 1


def test_square_without_a_way_onto_it_is_drawn_and_no_more(imported: Import) -> None:
    town = Town().street().way(3, square(6, 12, 2), highway="pedestrian", area="yes")
    layers = imported(town)
    assert len(layers["squares"]["features"]) == 1
    assert list(features(layers["streets"])) == ["w1-1"]


def test_a_ramp_meets_the_square_at_its_corner(imported: Import) -> None:
    town = (
        Town()
        .way(1, [(2, 6), (6, 6)], highway="residential")
        .way(2, [(10, 10), (14, 10)], highway="footway", layer="-1", name="Ramp")
        .way(3, square(6, 6, 4), highway="pedestrian", area="yes")
    )
    assert {"w1-1", "w2-1", "w3-s1"} == set(features(imported(town)["streets"]))


def test_a_street_may_pass_a_corner_of_a_square_between_its_ends(imported: Import) -> None:
    town = (
        Town()
        .way(1, [(2, 6), (6, 6), (18, 6)], highway="residential")
        .way(3, square(6, 6, 4), highway="pedestrian", area="yes")
    )
    streets = features(imported(town)["streets"])
    assert {"w1-1", "w1-2", "w3-s1"} == set(streets)


# ---------------------------------------------------------------- what only the box cuts off


def cut_town(bridge_y: float = 24.0) -> Town:
    """The frame ends at y = 20; two banks, and a bridge north of it."""
    return (
        Town()
        .way(1, [(2, 9), (8, 9), (8, bridge_y)], highway="residential", name="Left Bank")
        .way(2, [(12, 5), (12, 9), (12, bridge_y)], highway="footway", name="Right Bank")
        .way(3, [(8, bridge_y), (12, bridge_y)], highway="footway", bridge="yes", name="Bridge")
    )


def test_what_hangs_together_outside_the_box_is_kept_with_the_way_there(
    data: Path, tmp_path: Path
) -> None:
    extract = tmp_path / "town.osm"
    extract.write_text(cut_town().text())
    report = osm.import_osm(extract, FRAME, data)
    blocks = features(json.loads((data / "map" / "streets.geojson").read_text()))
    names = {block["properties"]["name"] for block in blocks.values()}
    assert names == {"Left Bank", "Right Bank", "Bridge"}
    edges = [(b["properties"]["from_node"], b["properties"]["to_node"]) for b in blocks.values()]
    assert len(set(itertools.chain(*edges))) == len(edges) + 1  # one tree, no loose end
    assert any(
        "1 pieces hang on the rest outside the bbox; the 1.2 km" in note for note in report.notes
    )


def test_a_stub_far_round_by_the_outside_is_left_out_with_the_box_that_keeps_it(
    data: Path, tmp_path: Path
) -> None:
    town = Town().way(1, [(2, 9), (8, 9), (8, 36)], highway="residential", name="Left Bank")
    town.way(2, [(12, 19.5), (12, 36)], highway="footway", name="Right Bank")
    town.way(3, [(8, 36), (12, 36)], highway="footway", bridge="yes", name="Bridge")
    extract = tmp_path / "town.osm"
    extract.write_text(town.text())
    report = osm.import_osm(extract, FRAME, data)
    (note,) = (note for note in report.notes if "left out" in note)
    assert "1 pieces not connected with the rest left out, 1 blocks of 0.1 km (Right Bank)" in note
    box = note.partition("--bbox ")[2].partition(" would keep more")[0]
    larger = tmp_path / "larger"
    (larger / "map").mkdir(parents=True)
    again = osm.import_osm(extract, osm.parse_bbox(box), larger)
    assert not any("left out" in line for line in again.notes)
    blocks = features(json.loads((larger / "map" / "streets.geojson").read_text()))
    assert "Right Bank" in {block["properties"]["name"] for block in blocks.values()}


def test_another_bank_that_nothing_joins_is_kept_where_it_is_large(
    data: Path, tmp_path: Path
) -> None:
    town = Town().street()
    town.way(2, [(2, 15), (18, 15)], highway="footway", name="Far Bank")
    town.way(3, [(2, 3), (5, 3)], highway="footway", name="Rock")
    extract = tmp_path / "town.osm"
    extract.write_text(town.text())
    report = osm.import_osm(extract, FRAME, data)
    blocks = features(json.loads((data / "map" / "streets.geojson").read_text()))
    assert set(blocks) == {"w1-1", "w2-1"}
    assert any("are kept that no street of the file joins" in note for note in report.notes)
    assert any("left out, 1 blocks of 0.2 km (Rock)" in note for note in report.notes)


# ---------------------------------------------------------------- what lies beside the streets


def with_nodes(town: Town, **nodes: tuple[float, float, dict[str, str]]) -> str:
    """The town's text with nodes that have tags; n9001=(x, y, tags)."""
    text = "".join(
        f'<node id="{name[1:]}" version="1" lat="{S + y * STEP:.7f}" lon="{W + x * STEP:.7f}">'
        f"{_tags(tags)}</node>\n"
        for name, (x, y, tags) in nodes.items()
    )
    return town.text().replace('<osm version="0.6">\n', '<osm version="0.6">\n' + text)


@pytest.mark.parametrize(
    ("tags", "amenity"),
    [
        ({"amenity": "bench"}, "bench"),
        ({"amenity": "toilets", "wheelchair": "yes"}, "toilets"),
        ({"amenity": "toilets", "access": "private"}, None),
        ({"amenity": "drinking_water"}, "drinking_water"),
        ({"amenity": "shelter"}, "shelter"),
        ({"railway": "station", "name": "Old Town"}, "station"),
        ({"entrance": "main"}, "entrance"),
        ({"entrance": "emergency"}, None),
        ({"amenity": "bank"}, None),
        ({"natural": "tree"}, None),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else str(value),
)
def test_what_walkers_need_is_taken_with_its_source(
    imported: Import, tags: dict[str, str], amenity: str | None
) -> None:
    found = features(imported(with_nodes(Town().street(), n9001=(5, 8, tags)))["amenities"])
    assert list(found) == (["n9001"] if amenity else [])
    if amenity:
        facts = found["n9001"]["properties"]
        assert (facts["amenity"], facts["rank"]) == (amenity, NOT_DRAWN)
        assert facts["source"] == "OpenStreetMap node 9001"
        assert facts.get("name") == tags.get("name")
        assert facts.get("wheelchair") == tags.get("wheelchair")
        assert found["n9001"]["geometry"] == {"type": "Point", "coordinates": [10.005, 50.008]}


def test_toilets_drawn_as_a_house_stand_in_its_middle(imported: Import) -> None:
    town = Town().street().way(2, square(4, 4, 2), building="yes", amenity="toilets")
    (toilets,) = imported(town)["amenities"]["features"]
    assert (toilets["id"], toilets["properties"]["source"]) == ("w2", "OpenStreetMap way 2")
    assert toilets["geometry"]["coordinates"] == [10.005, 50.005]


def test_railways_and_barriers_are_lines_cut_at_the_frame(imported: Import) -> None:
    town = (
        Town()
        .street()
        .way(2, [(-5, 15), (25, 15)], railway="rail", name="Coast Line")
        .way(3, [(2, 12), (8, 12)], railway="rail", tunnel="yes")
        .way(4, [(2, 13), (8, 13)], railway="rail", service="siding")
        .way(5, [(2, 4), (8, 4)], barrier="wall", name="Town Wall")
        .way(6, [(2, 5), (8, 5)], barrier="kerb")
        .way(7, [(2, 6), (8, 6)], waterway="canal", tunnel="culvert")
    )
    layers = imported(town)
    (rail,) = layers["railways"]["features"]
    assert (rail["id"], rail["properties"]["kind"]) == ("w2-1", "railway")
    assert rail["properties"]["name"] == "Coast Line"
    assert rail["geometry"]["coordinates"] == [[10.0, 50.015], [10.02, 50.015]]
    barriers = features(layers["barriers"])
    assert set(barriers) == {"w2-1", "w4-1", "w5-1"}
    assert barriers["w5-1"]["properties"]["rank"] == NOT_DRAWN
    assert "name" not in barriers["w5-1"]["properties"]


def test_a_pier_is_walked_on(imported: Import) -> None:
    town = Town().street().way(2, [(18, 9), (18, 15)], man_made="pier", name="Long Pier")
    pier = features(imported(town)["streets"])["w2-1"]["properties"]
    assert (pier["kind"], pier["name"]) == ("footway", "Long Pier")


def test_what_is_known_of_steps_and_width_comes_along(imported: Import) -> None:
    tags = {
        "highway": "steps",
        "step_count": "24",
        "width": "2.5 m",
        "kerb": "raised",
        "surface": "stone",
        "wheelchair": "no",
    }
    steps = features(imported(Town().street().way(2, [(18, 9), (18, 15)], **tags))["streets"])
    facts = steps["w2-1"]["properties"]
    assert (facts["step_count"], facts["breadth_m"], facts["kerb"]) == (24, 2.5, "raised")
    assert (facts["surface"], facts["wheelchair"]) == ("stone", "no")
    odd = {"highway": "steps", "step_count": "many", "width": "6'", "wheelchair": "perhaps"}
    facts = features(imported(Town().street().way(2, [(18, 9), (18, 15)], **odd))["streets"])
    known = facts["w2-1"]["properties"]
    assert not known.keys() & {"step_count", "breadth_m", "wheelchair"}


# ---------------------------------------------------------------- sidewalks


@pytest.mark.parametrize(
    ("tags", "along", "crosses"),
    [
        ({"highway": "footway", "footway": "sidewalk"}, "Main Street", None),
        ({"highway": "footway"}, "Main Street", None),
        ({"highway": "path", "path": "sidewalk"}, "Main Street", None),
        ({"highway": "footway", "footway": "sidewalk", "name": "The Walk"}, None, None),
        (
            {"highway": "footway", "footway": "sidewalk", "street:name": "High Row"},
            "High Row",
            None,
        ),
        ({"highway": "steps"}, None, None),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else str(value),
)
def test_a_sidewalk_is_called_by_the_street_it_runs_along(
    imported: Import, tags: dict[str, str], along: str | None, crosses: str | None
) -> None:
    # Seven metres north of Main Street, which nobody may walk on.
    town = Town().way(1, [(2, 9), (18, 9)], highway="primary", name="Main Street", foot="no")
    town.way(2, [(3, 9.07), (17, 9.07)], **tags)
    town.way(3, [(17, 9.07), (17, 15)], highway="residential", name="Side Street")
    walk = features(imported(town)["streets"])["w2-1"]["properties"]
    assert (walk.get("along"), walk.get("crosses")) == (along, crosses)


def test_a_path_across_or_far_from_a_street_does_not_belong_to_it(imported: Import) -> None:
    town = Town().street()
    town.way(2, [(18, 9), (18, 15)], highway="footway")
    town.way(3, [(18, 15), (4, 15)], highway="footway")
    town.way(4, [(10, 9), (10, 9.12)], highway="footway")
    streets = features(imported(town)["streets"])
    assert "along" not in streets["w2-1"]["properties"]
    assert "along" not in streets["w3-1"]["properties"]
    assert "along" not in streets["w4-1"]["properties"]


def test_a_crossing_knows_the_street_it_leads_over_and_not_the_one_it_continues(
    imported: Import,
) -> None:
    town = (
        Town()
        .way(1, [(8, 9), (10, 9)], highway="residential", name="Castle Street")
        .way(2, [(10.1, 9), (14, 9)], highway="residential", name="Castle Street")
        .way(3, [(10, 5), (10, 9), (10, 13)], highway="primary", name="Broad Way", oneway="yes")
        .way(4, [(10, 9), (10.1, 9)], highway="footway", footway="crossing")
    )
    crossing = features(imported(town)["streets"])["w4-1"]["properties"]
    assert crossing["crosses"] == "Broad Way"


# ---------------------------------------------------------------- gates


@pytest.mark.parametrize(
    ("tags", "is_open"),
    [
        ({"barrier": "gate", "access": "no"}, False),
        ({"barrier": "gate", "access": "private"}, False),
        ({"barrier": "gate", "foot": "private"}, False),
        ({"barrier": "turnstile", "access": "employees"}, False),
        ({"barrier": "lift_gate", "foot": "no"}, False),
        ({"barrier": "gate"}, True),
        ({"barrier": "gate", "access": "no", "foot": "yes"}, True),
        ({"barrier": "gate", "access": "customers"}, True),
        ({"barrier": "lift_gate", "access": "private"}, True),
        ({"barrier": "bollard", "access": "no"}, True),
        ({"entrance": "yes", "access": "no"}, True),
    ],
)
def test_nobody_is_led_through_a_gate_that_is_shut(
    imported: Import, tmp_path: Path, tags: dict[str, str], is_open: bool
) -> None:
    # A path of 2 with the gate in its middle, or a street of 14 around.
    town = Town().way(1, [(2, 9), (2, 5), (10, 5), (10, 9)], highway="residential")
    town.way(2, [(2, 9), (6, 9), (10, 9)], highway="footway")
    gate = town.node(6, 9)
    text = town.text().replace(f'<node id="{gate}"', f'<node id="{gate}x"')
    text = re.sub(
        rf'<node id="{gate}x"([^>]*)/>', rf'<node id="{gate}"\1>{_tags(tags)}</node>', text
    )
    blocks = features(imported(text)["streets"])
    drawing = osm.drawing_of(tmp_path / "town.osm", FRAME)
    network = Network.of_layers(drawing.layers)
    here, there = (Position(W + x * STEP, S + 9.2 * STEP) for x in (5.5, 6.5))
    metres = network.route(here, there).distance_m
    lengths = [
        round(distance_m(Position(*line[0]), Position(*line[-1])))
        for name, block in blocks.items()
        if name.startswith("w2-")
        for line in [block["geometry"]["coordinates"]]
    ]
    assert read_extract(tmp_path / "town.osm", FRAME).shut == (set() if is_open else {gate})
    told = "streets: 1 gates are shut to the public; ways end before them"
    assert drawing.notes == (() if is_open else (told,))
    assert lengths == ([573] if is_open else [286, 286])
    assert metres == pytest.approx(116 if is_open else 2010, abs=1)


def test_a_gate_shuts_the_way_it_stands_on_and_no_street_or_drive(imported: Import) -> None:
    town = Town().way(1, [(2, 9), (6, 9), (14, 9), (18, 9)], highway="residential")
    town.way(2, [(6, 9), (6, 12)], highway="footway")
    town.way(3, [(14, 9), (14, 12)], highway="service", access="private")
    gates = [town.nodes[place] for place in ((6, 9), (14, 9))]
    shut = _tags({"barrier": "gate", "access": "private"})
    text = town.text()
    for gate in gates:
        text = re.sub(rf'<node id="{gate}"([^>]*)/>', rf'<node id="{gate}"\1>{shut}</node>', text)
    blocks = features(imported(text)["streets"])
    # The street passes both gates; the path behind the first hangs on nothing any more.
    assert blocks["w3-1"]["properties"]["from_node"] == f"n{gates[1]}"
    assert set(blocks) == {"w1-1", "w1-2", "w3-1"}


# ---------------------------------------------------------------- both sides of 180 degrees


def test_town_on_both_sides_of_180_is_imported_as_any_other(
    imported: Import, data: Path, tmp_path: Path
) -> None:
    town = Town().street()
    # As OpenStreetMap has it, a way ends at the meridian and another one begins there.
    town.way(2, [(2, 5), (10, 5)], highway="residential", name="Back Street")
    town.way(3, [(10, 5), (18, 5), (18, 9)], highway="residential", name="Back Street")
    town.way(4, square(8, 12, 4), leisure="park", name="Green")
    town.way(5, [(-5, 1), (25, 1)], natural="coastline")
    written = with_nodes(town, n9001=(15, 8, {"amenity": "bench"}))
    here = imported(written)
    east = 179.99 - W

    def moved(value: Any) -> Any:
        if isinstance(value, list) and isinstance(value[0], float):
            lon = round((value[0] + east + 180) % 360 - 180, 6)
            return [180.0 if lon == -180 else lon, value[1]]
        return [moved(item) for item in value] if isinstance(value, list) else value

    text = re.sub(
        r'lon="([\d.]+)"', lambda lon: f'lon="{moved([float(lon[1]), 0])[0]:.7f}"', written
    )
    extract = tmp_path / "there.osm"
    extract.write_text(text)
    osm.import_osm(extract, osm.parse_bbox("179.99,50,-179.99,50.02"), data)
    for name in LAYERS:
        there = json.loads((data / "map" / f"{name}.geojson").read_text())
        assert there["bbox"] == [179.99, 50, -179.99, 50.02]
        assert list(features(there)) == list(features(here[name]))
        for feature, other in zip(there["features"], here[name]["features"], strict=True):
            assert feature["properties"] == other["properties"]
            if name != "land":
                lines = json.dumps(feature["geometry"]["coordinates"]).replace("-180.0", "180.0")
                assert json.loads(lines) == moved(other["geometry"]["coordinates"])
    assert len(here["streets"]["features"]) >= 3
    assert here["land"]["features"]
    assert here["amenities"]["features"]
