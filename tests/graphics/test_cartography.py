"""Static maps: nothing overlaps, the scale is true, names are only ever text."""

from __future__ import annotations

import gzip
import math
import re
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trail.base import paths
from trail.base.geo import Bbox, Position, distance_m
from trail.dataset.files.layers import parse_layer
from trail.dataset.schema.map import MapFeature, MapLayer, MapProperties
from trail.dataset.text.faults import Faults
from trail.dataset.text.folder import Folder, read_json
from trail.graphics.maps import (
    DESK,
    PHONE,
    Box,
    MapMark,
    MapView,
    MapWords,
    Overlay,
    PlacedLabel,
    RouteLeg,
    SvgMap,
    draw_map,
    fit_frame,
    scale_bar,
)
from trail.graphics.maps.placement import arrange

SVG = "{http://www.w3.org/2000/svg}"
BYTES_GZIP = 12_000


def _read_layers() -> tuple[MapLayer, ...]:
    faults = Faults()
    folder = Folder(paths.DATA, faults)
    found = []
    for name in folder.layer_files():
        document = read_json(folder, name)
        layer = parse_layer(document, None, faults) if document else None
        if layer is not None:
            found.append(layer)
    faults.raise_if_any()
    return tuple(found)


LAYERS = _read_layers()

SQUARE = Position(-70.75762, 43.07704)
DOWNTOWN = (
    SQUARE, Position(-70.75783, 43.07681), Position(-70.75736, 43.07683),
    Position(-70.75662, 43.07644), Position(-70.7556, 43.07646), Position(-70.75538, 43.07846),
    Position(-70.75155, 43.0768), Position(-70.75325, 43.07583), Position(-70.755, 43.0717),
    Position(-70.75965, 43.07522), Position(-70.75965, 43.07595), Position(-70.76042, 43.07605),
    Position(-70.7616, 43.0786), Position(-70.76033, 43.0752), Position(-70.76652, 43.07054),
)  # fmt: skip
HARBOR = (
    Position(-70.73931, 43.05814), Position(-70.72612, 43.05986), Position(-70.7142, 43.0817),
)  # fmt: skip
SHAPES = ("stands", "gone", "private", "unknown")


def tour(positions: tuple[Position, ...], *, names: bool = False, **view: object) -> MapView:
    marks = tuple(
        MapMark(at, str(i + 1), SHAPES[i % 4], f"Place number {i + 1}", "Harbor", start=i == 0)  # type: ignore[arg-type]
        for i, at in enumerate(positions)
    )
    legs = tuple(RouteLeg((a, b)) for a, b in pairwise(positions))
    return MapView("A tour", "Some places.", marks, legs, names=names, **view)  # type: ignore[arg-type]


def separated(a: PlacedLabel, b: PlacedLabel) -> bool:
    """Whether some side of one label has all of the other beyond it."""
    for one, other in ((a, b), (b, a)):
        for (x, y), (u, v) in zip(one.corners, (*one.corners[1:], one.corners[0]), strict=True):
            if all((u - x) * (q - y) - (v - y) * (p - x) <= 0.01 for p, q in other.corners):
                return True
    return False


def from_label(label: PlacedLabel, point: tuple[float, float]) -> float:
    """Distance from a label's room to a point."""
    turn = math.radians(label.angle)
    dx, dy = point[0] - label.centre[0], point[1] - label.centre[1]
    along, across = (
        dx * math.cos(turn) + dy * math.sin(turn),
        dy * math.cos(turn) - dx * math.sin(turn),
    )
    wide, tall = math.dist(*label.corners[:2]) / 2, math.dist(*label.corners[1:3]) / 2
    return math.hypot(max(0.0, abs(along) - wide), max(0.0, abs(across) - tall))


def around(label: PlacedLabel) -> Box:
    xs, ys = [x for x, _ in label.corners], [y for _, y in label.corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def assert_nothing_overlaps(drawn: SvgMap) -> None:
    frame = Box(0, 0, drawn.width, drawn.height)
    for overlay in drawn.overlays:
        for one, other in combinations(overlay.marks, 2):
            assert math.dist(one.centre, other.centre) >= one.radius + other.radius - 0.2
        for mark in overlay.marks:
            x, y = mark.centre
            r = mark.radius - 0.2
            box = Box(x - r, y - r, x + r, y + r)
            assert box.left >= 0
            assert box.top >= 0
            assert box.right <= frame.right
            assert box.bottom <= frame.bottom
        _assert_labels_clear(overlay, frame)


def _assert_labels_clear(overlay: Overlay, frame: Box) -> None:
    for label in overlay.labels:
        room = around(label)
        assert room.left >= 0
        assert room.top >= 0
        assert room.right <= frame.right
        assert room.bottom <= frame.bottom
        assert not any(room.touches(box) for box in overlay.furniture)
        for mark in overlay.marks:
            assert from_label(label, mark.centre) >= mark.radius - 0.2
    for one, other in combinations(overlay.labels, 2):
        assert separated(one, other), (one.lines, other.lines)


# ---------------------------------------------------------------- overlaps


def test_downtown_tour_overlaps_nothing_and_shows_every_stop() -> None:
    drawn = draw_map(LAYERS, tour(DOWNTOWN, names=True))
    assert_nothing_overlaps(drawn)
    for overlay in drawn.overlays:
        assert sorted(i for mark in overlay.marks for i in mark.members) == list(range(15))
        assert all(len(mark.members) == 1 for mark in overlay.marks)


def _way_points(svg: str) -> list[tuple[float, float]]:
    """Points along the route as drawn, no two more than some units apart."""
    found: list[tuple[float, float]] = []
    for path in ET.fromstring(svg).iter(f"{SVG}path"):
        if not path.get("class", "").startswith("m-route"):
            continue
        for start, steps in re.findall(r"M([^l]+)l([^Mz]+)", path.get("d", "")):
            x, y = map(float, start.split())
            numbers = [float(n) for n in re.findall(r"-?\d+", steps)]
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                parts = max(1, int(math.hypot(dx, dy) // 4))
                found += [(x + dx * k / parts, y + dy * k / parts) for k in range(parts + 1)]
                x, y = x + dx, y + dy
    return found


@pytest.mark.parametrize("names", [False, True])
def test_no_name_of_a_street_crosses_the_way(names: bool) -> None:
    drawn = draw_map(LAYERS, tour(DOWNTOWN, names=names))
    way = _way_points(drawn.svg)
    assert len(way) > 200
    for overlay in drawn.overlays:
        streets = [label for label in overlay.labels if label.kind == "street"]
        assert len(streets) > 5
        for label in streets:
            assert min(from_label(label, at) for at in way) > 3, label.lines


near = st.builds(Position, st.floats(-70.762, -70.752), st.floats(43.072, 43.079))
anywhere = st.builds(Position, st.floats(-72.4, -70.6), st.floats(42.8, 44.6))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(near, anywhere), min_size=1, max_size=24), st.booleans())
def test_random_stops_never_overlap_and_none_is_lost(stops: list[Position], names: bool) -> None:
    drawn = draw_map(LAYERS, tour(tuple(stops), names=names, aspect=0.8))
    assert_nothing_overlaps(drawn)
    for overlay in drawn.overlays:
        shown = [i for mark in overlay.marks for i in mark.members]
        absent = [i for i in range(len(stops)) if i not in shown]
        assert len(shown) == len(set(shown))
        assert {f"Place number {i + 1}" for i in absent} <= set(overlay.left_out)


def test_two_stops_at_one_point_stand_side_by_side_with_a_line_to_it() -> None:
    drawn = draw_map(LAYERS, tour((SQUARE, SQUARE)))
    assert_nothing_overlaps(drawn)
    assert len(drawn.overlays[0].marks) == 2
    assert any(mark.lead for mark in drawn.overlays[0].marks)
    assert MapWords().moved_note in drawn.desc


@pytest.mark.parametrize("number", ["", "12"])
@pytest.mark.parametrize("shape", SHAPES)
def test_links_of_crowded_marks_are_24_px_apart_where_the_map_is_narrowest(
    number: str, shape: str
) -> None:
    marks = tuple(MapMark(at, number, shape, "A place") for at in (*DOWNTOWN[:3], *HARBOR))  # type: ignore[arg-type]
    drawn = draw_map(LAYERS, MapView("A day", "Some places.", marks))
    for overlay, narrowest_px in zip(drawn.overlays, (328, 544), strict=True):
        alone = [mark for mark in overlay.marks if len(mark.members) == 1]
        assert len(alone) == len(marks)
        for one, other in combinations(alone, 2):
            assert math.dist(one.centre, other.centre) / drawn.width * narrowest_px >= 24


def test_marks_too_many_for_the_room_become_one_with_their_number() -> None:
    wide = (*DOWNTOWN, *DOWNTOWN, Position(-71.5377, 43.207), Position(-71.57055, 44.49077))
    drawn = draw_map(LAYERS, tour(wide))
    assert_nothing_overlaps(drawn)
    for overlay in drawn.overlays:
        assert max(len(mark.members) for mark in overlay.marks) == 30
        assert any("Harbor: 30 places" in " ".join(x.lines) for x in overlay.labels)
    assert MapWords().cluster_note in drawn.desc


def test_ten_thousand_marks_are_drawn_as_clusters() -> None:
    grid = tuple(Position(-72 + i % 100 / 100, 43 + i // 100 / 100) for i in range(10_000))
    view = MapView("Many", "", tuple(MapMark(at, "", name="x") for at in grid))
    drawn = draw_map((), view)
    assert_nothing_overlaps(drawn)
    assert sum(len(mark.members) for mark in drawn.overlays[0].marks) == 10_000


# ---------------------------------------------------------------- scale, projection


@pytest.mark.parametrize("lat", [-46.6, 0.0, 43.07, 70.0])
@pytest.mark.parametrize("span_m", [400.0, 9_000.0, 300_000.0])
def test_scale_bar_is_as_long_as_the_geodesic_says(lat: float, span_m: float) -> None:
    frame = fit_frame([Position(10, lat)], aspect=1.25, margin=50, min_span_m=span_m)
    bar = scale_bar(frame, 240)
    for units, metres in (
        (bar.customary_units, bar.customary * (1609.344 if bar.in_miles else 0.3048)),
        (bar.metric_units, bar.metric * (1000 if bar.in_kilometres else 1)),
    ):
        middle = frame.height / 2
        a = frame.to_position((frame.width - units) / 2, middle)
        b = frame.to_position((frame.width + units) / 2, middle)
        assert distance_m(a, b) == pytest.approx(metres, rel=0.002)
        assert 60 <= units <= 240


def test_scale_bar_in_the_drawing_has_the_length_it_names() -> None:
    drawn = draw_map(LAYERS, tour(DOWNTOWN))
    frame = fit_frame(
        [Position(drawn.bbox.west, drawn.bbox.south), Position(drawn.bbox.east, drawn.bbox.north)],
        aspect=1, margin=0, min_span_m=1,
    )  # fmt: skip
    phone = ET.fromstring(drawn.svg).find(f"{SVG}g[@class='m-over m-phone']")
    assert phone is not None
    scale = next(g for g in phone.iter(f"{SVG}g") if "m-scale" in g.get("class", ""))
    words = [text.text for text in scale.iter(f"{SVG}text")]
    assert words == ["1,000 ft", "200 m"]
    line = scale.find(f"{SVG}path")
    assert line is not None
    numbers = [float(n) for n in re.findall(r"[\d.]+", line.get("d", ""))]
    assert numbers[6] - numbers[4] == pytest.approx(304.8 * frame.units_per_m, abs=0.2)


def test_frame_and_position_are_inverse_and_bbox_is_what_it_shows() -> None:
    frame = fit_frame(DOWNTOWN, aspect=1.5, margin=80, min_span_m=100)
    for at in DOWNTOWN:
        x, y = frame.to_xy(at)
        back = frame.to_position(x, y)
        assert back == pytest.approx(at, abs=1e-9)
        assert 79.9 <= x <= frame.width - 79.9
        assert 79.9 <= y <= frame.height - 79.9
        assert frame.bbox.contains(at)


# ---------------------------------------------------------------- text is text


HOSTILE = [
    "<script>alert(1)</script>",
    "Bed & \"Board\" 'inn'",
    '"]]><svg onload=x>',
    "متحف السلام",
    "ポーツマス条約記念館",
    "x" * 300,
    "many words " * 30,
    "nul \x00 bell \x07 \ud800 \uffff",
    "{town} {0} %s",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_only_text(name: str) -> None:
    view = MapView(
        title=name,
        desc=name,
        marks=(
            MapMark(SQUARE, "1", name=name, town=name, href="/a?b=1&c=\"2'<3>"),
            MapMark(Position(-71.5, 43.2), "2", name=name, town=name),
        ),
        names=True,
    )
    drawn = draw_map(LAYERS, view)
    assert_nothing_overlaps(drawn)
    root = ET.fromstring(drawn.svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "rect", "circle", "text", "tspan", "a"}
    attributes = {key for element in root.iter() for key in element.attrib}
    assert not any(key.startswith("on") or key == "style" for key in attributes)
    assert "<script" not in drawn.svg
    assert "]]>" not in drawn.svg


def test_no_style_script_or_outside_address_is_written() -> None:
    svg = draw_map(LAYERS, tour(DOWNTOWN)).svg
    assert " style=" not in svg
    assert "url(" not in svg
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


def test_picture_has_a_name_and_a_description() -> None:
    drawn = draw_map(LAYERS, tour(DOWNTOWN, id_prefix="downtown"))
    root = ET.fromstring(drawn.svg)
    assert root.get("role") == "img"
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    named = [ids[part].text for part in root.get("aria-labelledby", "").split()]
    assert named == ["A tour", drawn.desc]
    assert set(ids) == {"downtown-t", "downtown-d"}


def test_map_with_links_is_no_picture_since_that_would_hide_them() -> None:
    view = MapView("t", "d", (MapMark(SQUARE, "1", name="Here", href="/here/"),))
    root = ET.fromstring(draw_map(LAYERS, view).svg)
    assert root.get("role") == "group"
    links = list(root.iter(f"{SVG}a"))
    assert {link.get("aria-label") for link in links} == {"1 Here"}


# ---------------------------------------------------------------- what is drawn


def test_same_view_gives_the_same_bytes() -> None:
    view = tour(DOWNTOWN, names=True)
    assert draw_map(LAYERS, view).svg == draw_map(LAYERS, view).svg


@pytest.mark.parametrize(
    "view",
    [
        tour(DOWNTOWN, names=True),
        tour((*DOWNTOWN, Position(-71.5377, 43.207), Position(-72.2895, 43.70123))),
        tour((Position(-70.73931, 43.05814), Position(-70.7142, 43.0817)), names=True),
    ],
    ids=["downtown", "state", "harbor"],
)
def test_map_stays_small(view: MapView) -> None:
    svg = draw_map(LAYERS, view).svg
    assert len(gzip.compress(svg.encode())) < BYTES_GZIP


@pytest.mark.parametrize("at", [Position(168.35, -46.6), Position(25.78, 70.98), Position(0, 0)])
def test_place_without_drawn_layers_still_has_mark_scale_and_ground(at: Position) -> None:
    for layers in ((), LAYERS):
        drawn = draw_map(layers, MapView("t", "d", (MapMark(at, "1", name="Alone"),)))
        assert_nothing_overlaps(drawn)
        assert drawn.credits == ()
        assert drawn.bbox.contains(at)
        for wanted in ("m-ground", "m-dot", "m-scale", "m-rose"):
            assert f'class="{wanted}"' in drawn.svg


def test_view_without_any_position_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one position"):
        draw_map(LAYERS, MapView("t", "d"))


def test_near_view_is_drawn_from_detailed_layers_and_wide_one_from_coarse() -> None:
    near_map = draw_map(LAYERS, tour(DOWNTOWN))
    wide_map = draw_map(LAYERS, tour((SQUARE, Position(-71.5377, 43.207))))
    assert near_map.detailed
    assert "m-street" in near_map.svg
    assert not wide_map.detailed
    assert "m-border" in wide_map.svg
    assert "m-street" not in wide_map.svg
    assert set(near_map.credits).isdisjoint(wide_map.credits)


def test_place_just_outside_the_detailed_layers_becomes_an_arrow() -> None:
    harbor = (
        Position(-70.73931, 43.05814),
        Position(-70.72612, 43.05986),
        Position(-70.7142, 43.0817),
    )
    view = tour((*harbor, Position(-70.79446, 43.11146)), origin=SQUARE)
    drawn = draw_map(LAYERS, view)
    assert drawn.detailed
    for overlay in drawn.overlays:
        assert [mark.members for mark in overlay.marks if mark.beyond] == [(3,)]
        assert any(" ".join(x.lines) == "Place number 4 3 mi" for x in overlay.labels)
    assert MapWords().beyond_note in drawn.desc


def test_dropped_places_beyond_the_frame_are_not_drawn() -> None:
    view = tour((SQUARE, Position(-70.79446, 43.11146)), fit=(SQUARE,), beyond="drop")
    drawn = draw_map(LAYERS, view)
    assert [mark.members for mark in drawn.overlays[0].marks] == [(0,)]
    assert drawn.left_out == ()


def test_fit_alone_decides_what_the_map_shows() -> None:
    drawn = draw_map(LAYERS, tour(DOWNTOWN, fit=(SQUARE,), beyond="drop", min_span_m=300))
    assert distance_m(
        Position(drawn.bbox.west, SQUARE.lat), Position(drawn.bbox.east, SQUARE.lat)
    ) == pytest.approx(300, rel=0.01)


def circles(drawn: SvgMap, cls: str) -> list[float]:
    root = ET.fromstring(drawn.svg)
    return [float(c.get("r", "")) for c in root.iter(f"{SVG}circle") if c.get("class") == cls]


def test_accuracy_ring_is_drawn_to_scale_and_only_when_larger_than_the_mark() -> None:
    def drawn(accuracy_m: float) -> SvgMap:
        mark = MapMark(SQUARE, "1", here=True, accuracy_m=accuracy_m)
        return draw_map(LAYERS, MapView("t", "d", (mark,), min_span_m=1000))

    assert circles(drawn(5), "m-acc") == []
    assert circles(drawn(100), "m-acc") == pytest.approx([100, 100], rel=0.01)


def test_area_is_a_circle_unless_the_place_is_itself_drawn() -> None:
    def drawn(at: Position) -> SvgMap:
        mark = MapMark(at, "1", area=True, accuracy_m=120)
        return draw_map(LAYERS, MapView("t", "d", (mark,), min_span_m=1000))

    assert circles(drawn(Position(-70.7616, 43.0786)), "m-area") == pytest.approx(
        [120, 120], rel=0.01
    )
    park = Position(-70.75155, 43.0768)
    assert circles(drawn(park), "m-area") == []


def test_legs_along_streets_are_solid_and_others_dashed() -> None:
    path = (SQUARE, Position(-70.75637, 43.07738), Position(-70.75569, 43.07756))
    for follows_streets, dashed in ((True, False), (False, True)):
        view = MapView("t", "d", (MapMark(SQUARE, "1"),), (RouteLeg(path, follows_streets),))
        assert ("m-route--straight" in draw_map(LAYERS, view).svg) == dashed


def test_way_there_and_back_is_two_lines_apart() -> None:
    there = (SQUARE, Position(-70.75637, 43.07738))
    once = MapView("t", "d", (MapMark(SQUARE, "1"),), (RouteLeg(there, True),))
    twice = MapView("t", "d", once.marks, (RouteLeg(there, True), RouteLeg(there[::-1], True)))
    starts = [
        re.findall(r"M(\d+) (\d+)l", re.findall(r'class="m-route" d="([^"]+)"', svg)[0])
        for svg in (draw_map(LAYERS, once).svg, draw_map(LAYERS, twice).svg)
    ]
    assert starts[0][0] != starts[1][0]
    assert len(starts[1]) == 2


def test_street_that_carries_the_route_is_named_before_others() -> None:
    path = (
        Position(-70.75763, 43.07707),
        Position(-70.75637, 43.07738),
        Position(-70.755, 43.07773),
    )
    drawn = draw_map(LAYERS, MapView("t", "d", (), (RouteLeg(path, True),)))
    for overlay in drawn.overlays:
        assert "Daniel St" in {" ".join(label.lines) for label in overlay.labels}


def test_words_are_large_enough_on_the_smallest_phone() -> None:
    drawn = draw_map(LAYERS, tour(DOWNTOWN, names=True))
    phone, desk = drawn.overlays
    assert min(label.size for label in phone.labels) * 328 / 1000 >= 10
    assert min(label.size for label in desk.labels) * 480 / 1000 >= 10
    for density, width in ((PHONE, 328), (DESK, 480)):
        assert min(density.number, density.scale) * width / 1000 >= 10


def test_words_come_from_the_caller() -> None:
    words = MapWords(north="С", feet="{n} футов", metres="{n} м")
    svg = draw_map(LAYERS, tour(DOWNTOWN, words=words)).svg
    assert "1,000 футов" in svg
    assert ">С<" in svg


def test_layer_with_only_streets_is_drawn_on_plain_ground() -> None:
    street = MapProperties(
        kind="street", name="Esplanade Road", accuracy_m=10, source="survey", from_node="a",
        to_node="b",
    )  # fmt: skip
    block = MapFeature(
        id="block", geometry_type="LineString", properties=street,
        parts=((Position(168.35, -46.6), Position(168.353, -46.601)),),
    )  # fmt: skip
    layer = MapLayer(
        id="streets", title="t", source="s", credit="Town council", licence="CC0", accuracy="10 m",
        detail=True, bbox=Bbox(168.34, -46.61, 168.36, -46.59), features=(block,),
    )  # fmt: skip
    drawn = draw_map((layer,), tour(block.parts[0]))
    assert drawn.credits == ("Town council",)
    assert 'class="m-ground"' in drawn.svg
    assert "Esplanade Rd" in drawn.svg


@given(
    st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1000)), max_size=30),
    st.floats(5, 30),
)
def test_marks_never_overlap_and_each_is_there_once(
    anchors: list[tuple[float, float]], radius: float
) -> None:
    spots = arrange(
        anchors,
        [radius] * len(anchors),
        cluster_radius=radius * 1.3,
        gap=5,
        box=Box(0, 0, 1000, 1000),
    )
    assert sorted(m for spot in spots for m in spot.members) == list(range(len(anchors)))
    for k, one in enumerate(spots):
        for other in spots[:k]:
            assert math.dist(one.centre, other.centre) >= one.radius + other.radius - 0.2
