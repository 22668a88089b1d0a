"""Turns, sides and landmarks recomputed from geometry, one by one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sample import site as sample_site
from tests.streets import Corner, at, block, layer, town
from trail.base.geo import bearing_deg
from trail.dataset.schema.map import MapFeature, MapLayer, MapProperties
from trail.dataset.schema.site import Site, SiteProperties
from trail.guide.walk.directions import directions, turn_word
from trail.guide.walk.instructions import (
    Arrive,
    Beside,
    Depart,
    Instruction,
    Pass,
    Straight,
    Street,
    Turn,
)
from trail.guide.walk.landmarks import map_landmarks
from trail.guide.walk.network import Network
from trail.guide.walk.runs import turned_deg
from trail.guide.walk.underfoot import underfoot
from trail.guide.walk.values import Leg, Stop
from trail.guide.words.directions import sentences

TOWN = Network.of_layers([town()])


def place(name: str, x: float, y: float, accuracy_m: float = 5, **facts: Any) -> Site:
    """A site so many metres east and north."""
    position = {"accuracy_m": accuracy_m, "source": "made up", "show_as": "pin"}
    properties = sample_site(name, 2.0, 48.0, position=position, **facts)["properties"]
    return Site(id=name, position=at(x, y), properties=SiteProperties.model_validate(properties))


def walk(
    origin: Corner, destination: Corner, network: Network = TOWN, accuracy_m: float = 5
) -> Leg:
    """The leg between two made-up stops."""
    stops = [
        Stop(number=k, site=place(name, *xy, accuracy_m), position=at(*xy), dwell_min=5)
        for k, (name, xy) in enumerate((("from-here", origin), ("to-there", destination)), start=1)
    ]
    a, b = stops
    route = network.route(a.position, b.position)
    return Leg(
        origin=a,
        destination=b,
        path=route.path,
        distance_m=route.distance_m,
        bearing_deg=bearing_deg(a.position, b.position),
        follows_streets=route.follows_streets,
        segments=route.segments,
        approach=route.approach,
        drives=route.drives,
    )


def told(leg: Leg, sites: Sequence[Site] = ()) -> tuple[Instruction | Pass, ...]:
    """The instructions one after another: what is passed and what follows at once by itself."""
    found: list[Instruction | Pass] = []
    for item in directions(leg, sites):
        if isinstance(item, Turn | Arrive) and item.past:
            found.append(item.past)
            item = replace(item, past=None)
        arrival = item.then if isinstance(item, Depart | Turn) else None
        found.append(replace(item, then=None) if isinstance(item, Depart | Turn) else item)
        found += [arrival] if arrival else []
    return tuple(found)


def turns(leg: Leg) -> list[tuple[str, str | None]]:
    return [(t.word, t.street.name) for t in told(leg) if isinstance(t, Turn)]


def bent(*corners: Corner, names: Sequence[str] | None = None) -> Network:
    """Streets from corner to corner, each with its own name."""
    names = names or [f"Street {k}" for k in range(len(corners) - 1)]
    features = [
        block(name, f"n{k}", f"n{k + 1}", [corners[k], corners[k + 1]], block_id=f"b{k}")
        for k, name in enumerate(names)
    ]
    return Network.of_layers([layer(*features)])


# ---------------------------------------------------------------- turns


@pytest.mark.parametrize(
    ("angle", "word"),
    [
        (0, "straight"),
        (24, "straight"),
        (-24, "straight"),
        (26, "slight_right"),
        (-26, "slight_left"),
        (54, "slight_right"),
        (56, "right"),
        (-90, "left"),
        (124, "right"),
        (126, "sharp_right"),
        (-179, "sharp_left"),
    ],
)
def test_word_of_a_turn(angle: float, word: str) -> None:
    assert turn_word(angle) == word


@given(st.floats(0, 359.9), st.floats(0, 359.9))
def test_change_of_bearing_leads_from_one_to_the_other(before: float, after: float) -> None:
    angle = turned_deg(before, after)
    assert -180 <= angle <= 180
    assert math.isclose(math.cos(math.radians(before + angle - after)), 1, abs_tol=1e-9)


@pytest.mark.parametrize("angle", [*range(-170, 180, 20)])
@pytest.mark.parametrize("heading", [0, 37, 123, 290])
def test_turn_is_the_angle_between_the_streets(angle: int, heading: int) -> None:
    first = math.radians(heading)
    second = math.radians(heading + angle)
    corner = (100 * math.sin(first), 100 * math.cos(first))
    end = (corner[0] + 100 * math.sin(second), corner[1] + 100 * math.cos(second))
    # Both stops near the corner's far ends, so that neither snaps to the other street.
    network = bent((0, 0), corner, end)
    found = turns(walk((0, 0), end, network))
    assert found == [(turn_word(angle), "Street 1")]


@given(st.floats(-150, 150).filter(lambda a: min(abs(abs(a) - k) for k in (25, 55, 125)) > 1))
def test_turn_to_the_left_is_one_to_the_right_in_the_mirror(angle: float) -> None:
    def word(sign: int) -> str:
        end = (100 * math.sin(math.radians(sign * angle)), 100 * math.cos(math.radians(angle)))
        network = bent((0, -100), (0, 0), end)
        return turns(walk((0, -100), end, network))[0][0]

    swapped = word(1).replace("left", "L").replace("right", "left")
    assert swapped.replace("L", "right") == word(-1)


def test_turns_are_paced_from_the_turn_before() -> None:
    network = bent((0, 0), (0, 120), (80, 120), (80, 300))
    depart, first, second, arrive = told(walk((0, 0), (80, 300), network))
    assert isinstance(depart, Depart)
    assert depart.compass == "n"
    assert isinstance(first, Turn)
    assert (first.word, round(first.after_m, -1)) == ("right", 120)
    assert isinstance(second, Turn)
    assert (second.word, round(second.after_m, -1)) == ("left", 80)
    assert isinstance(arrive, Arrive)
    assert round(arrive.after_m, -1) == 180


def test_stub_of_two_metres_does_not_make_a_turn() -> None:
    network = bent((0, 0), (0, 100), (2, 100), (2, 200), names=["South", "Jog", "North"])
    assert turns(walk((0, 0), (2, 200), network)) == [("straight", "North")]
    again = bent((0, 0), (0, 100), (2, 100), (2, 200), names=["Long", "Jog", "Long"])
    assert turns(walk((0, 0), (2, 200), again)) == []


def test_turn_round_a_stub_is_measured_beyond_it() -> None:
    network = bent((0, 0), (0, 100), (3, 97), (100, 97), names=["South", "Jog", "East"])
    assert turns(walk((0, 0), (100, 97), network)) == [("right", "East")]


def test_stubs_at_the_ends_are_not_told() -> None:
    leg = walk((3, 0), (100, 96))
    first, *_ = told(leg)
    assert isinstance(first, Depart)
    # Both stops stand at crossings; only the two streets between them are told.
    assert len(turns(leg)) == 1


def test_blocks_of_one_street_are_one() -> None:
    assert turns(walk((20, 0), (180, 0))) == []


def test_other_name_straight_on_is_told() -> None:
    network = bent((0, 0), (0, 100), (5, 200), names=["South Street", "North Street"])
    assert turns(walk((0, 0), (5, 200), network)) == [("straight", "North Street")]


def test_street_that_turns_a_corner_is_told_to_stay_on() -> None:
    network = bent((0, 0), (0, 100), (100, 100), names=["Hook Street", "Hook Street"])
    found = [item for item in told(walk((0, 0), (100, 100), network)) if isinstance(item, Turn)]
    assert [(t.word, t.stay) for t in found] == [("right", True)]


def test_bend_inside_a_block_is_no_turn() -> None:
    network = Network.of_layers([layer(block("Bow", "a", "b", [(0, 0), (0, 100), (100, 100)]))])
    assert turns(walk((0, 0), (100, 100), network)) == []


def test_bridge_and_steps_are_told_even_when_short() -> None:
    drawn = layer(
        block("Road", "a", "b", [(0, 0), (0, 100)]),
        block("Brook Bridge", "b", "c", [(0, 100), (0, 106)], "bridge"),
        block("Road", "c", "d", [(0, 106), (0, 200)]),
        block(None, "d", "e", [(0, 200), (4, 204)], "steps"),
        block(None, "e", "f", [(4, 204), (90, 204)], "footway"),
    )
    found = [
        item
        for item in told(walk((0, 0), (90, 204), Network.of_layers([drawn])))
        if isinstance(item, Turn)
    ]
    assert [t.street.kind for t in found] == ["bridge", "street", "steps", "footway"]


def test_street_and_mall_of_one_name_are_one() -> None:
    drawn = layer(
        block("High Street", "a", "b", [(0, 0), (0, 100)]),
        block("High Street", "b", "c", [(0, 100), (0, 200)], "mall"),
    )
    assert turns(walk((0, 0), (0, 200), Network.of_layers([drawn]))) == []


# ---------------------------------------------------------------- sides


@pytest.mark.parametrize(
    ("destination", "side"),
    [((150, 15), "left"), ((150, -15), "right"), ((150, 3), None), ((150, -3), None)],
)
def test_side_of_arrival(destination: Corner, side: str | None) -> None:
    arrive = told(walk((20, 0), destination))[-1]
    assert isinstance(arrive, Arrive)
    assert arrive.side == side
    back = told(walk((190, 0), destination))[-1]
    assert isinstance(back, Arrive)
    assert back.side == {"left": "right", "right": "left", None: None}[side]


def test_no_side_within_the_accuracy_of_the_stop() -> None:
    arrive = told(walk((20, 0), (150, 15), accuracy_m=20))[-1]
    assert isinstance(arrive, Arrive)
    assert arrive.side is None


def test_stop_beyond_the_end_of_the_street_is_ahead() -> None:
    arrive = told(walk((0, 180), (0, 220)))[-1]
    assert isinstance(arrive, Arrive)
    assert arrive.side == "ahead"
    assert arrive.away_m == 0


def test_stop_far_off_the_street_is_told_with_how_far() -> None:
    leg = walk((150, 40), (0, 240))
    depart, *_, arrive = told(leg)
    assert isinstance(depart, Depart)
    assert depart.approach_m == pytest.approx(40, abs=0.5)
    assert depart.approach_compass == "s"
    assert isinstance(arrive, Arrive)
    assert arrive.away_m == pytest.approx(40, abs=0.5)


@pytest.mark.parametrize(
    ("end", "compass"), [((0, 300), "n"), ((210, 210), "ne"), ((300, 0), "e"), ((-210, -210), "sw")]
)
def test_compass_of_setting_off(end: Corner, compass: str) -> None:
    depart = told(walk((0, 0), end, bent((0, 0), end)))[0]
    assert isinstance(depart, Depart)
    assert depart.compass == compass


# ---------------------------------------------------------------- landmarks


def passed(*sites: Site) -> list[tuple[str, str | None]]:
    leg = walk((0, 0), (200, 0))
    return [(i.label.lower(), i.side) for i in told(leg, sites) if isinstance(i, Pass)]


@given(st.floats(25, 175), st.floats(6, 29), st.booleans())
def test_passed_site_is_on_its_side(x: float, off: float, north: bool) -> None:
    # Walking east, north is left. Nothing else of the town is nearer than the street.
    assert passed(place("inn", x, off if north else -off)) == [
        ("inn", "left" if north else "right")
    ]


@pytest.mark.parametrize(
    "site",
    [
        place("too-far", 100, 40),
        place("gone", 100, 10, status="gone"),
        place("unsure", 100, 10, accuracy_m=80),
        place("by-the-start", 8, 10),
        place("from-here", 100, 10),
    ],
    ids=lambda site: site.id,
)
def test_what_can_not_be_seen_on_the_way_is_no_landmark(site: Site) -> None:
    assert passed(site) == []


def test_one_landmark_a_stretch_the_one_before_the_turn() -> None:
    sites = [place(n, x, off) for n, x, off in (("a", 150, 8), ("b", 100, 20), ("c", 50, 9))]
    assert [name for name, _ in passed(*sites)] == ["a"]


def test_landmark_on_the_line_has_no_side() -> None:
    assert passed(place("arch", 100, 2)) == [("arch", None)]


def test_landmark_stands_between_the_turns() -> None:
    network = bent((0, 0), (0, 200), (200, 200))
    sites = [place("before", 10, 100), place("after", 100, 190)]
    kinds = [
        item.label.lower() if isinstance(item, Pass) else type(item).__name__
        for item in told(walk((0, 0), (200, 200), network), sites)
    ]
    assert kinds == ["Depart", "before", "Turn", "after", "Arrive"]


@given(st.floats(0, 12), st.floats(0, 0.4))
def test_landmark_at_a_corner_comes_before_the_turn(beyond: float, past: float) -> None:
    # On the outside of a bend to the right; its nearest place on the line is the corner, or just
    # past it by less than anybody measured.
    network = bent((0, 0), (0, 200), (200, 200))
    site = place("inn", past, 206 + beyond)
    kinds = [type(item).__name__ for item in told(walk((0, 0), (200, 200), network), [site])]
    assert kinds == ["Depart", "Pass", "Turn", "Arrive"]


# ---------------------------------------------------------------- other legs


def test_straight_leg_has_one_instruction() -> None:
    leg = walk((-400, 0), (0, 0))
    assert told(leg) == (
        Straight(leg.origin.site, leg.destination.site, "e", leg.distance_m, "foot"),
    )
    (by_car,) = directions(leg, mode="car")
    assert isinstance(by_car, Straight)
    assert by_car.mode == "car"


def test_stops_at_one_corner_are_beside_each_other() -> None:
    (found,) = told(walk((50, 20), (52, -20)))
    assert isinstance(found, Beside)
    assert found.compass == "s"
    assert found.distance_m == pytest.approx(40, abs=0.5)


def test_whole_town_ends_every_walk_where_it_should() -> None:
    corners = [(x * 100.0 + 30, y * 100.0) for x in range(2) for y in range(3)]
    for origin in corners:
        for destination in corners:
            if origin == destination:
                continue
            leg = walk(origin, destination)
            first, *between, last = told(leg)
            assert isinstance(first, Depart)
            assert isinstance(last, Arrive)
            walked = sum(t.after_m for t in between if isinstance(t, Turn)) + last.after_m
            assert walked == pytest.approx(sum(s.length_m for s in leg.segments), abs=0.1)
            assert last.street.name == leg.segments[-1].name


# ---------------------------------------------------------------- underfoot


def paved(*facts: dict[str, str]) -> Leg:
    features: list[Any] = [
        block("Road", f"n{k}", f"n{k + 1}", [(k * 50, 0), (k * 50 + 50, 0)], block_id=f"b{k}", **f)
        for k, f in enumerate(facts)
    ]
    drawn: MapLayer = layer(*features)
    return walk((0, 0), (len(facts) * 50, 0), Network.of_layers([drawn]))


def test_what_is_not_assessed_stays_unknown() -> None:
    found = underfoot(paved({}, {"steps": "no", "sidewalk": "yes", "surface": "brick"}))
    assert (found.steps, found.sidewalk) == ("unknown", "unknown")
    assert [name for name, _ in found.surfaces] == ["brick"]
    assert found.assessed_m == pytest.approx(50, abs=0.5)


def test_steps_anywhere_are_steps() -> None:
    assert underfoot(paved({"steps": "no"}, {"steps": "yes"}, {})).steps == "yes"
    assert underfoot(paved({"steps": "no"}, {"steps": "no"})).steps == "no"


def test_straight_leg_is_not_assessed() -> None:
    found = underfoot(walk((-400, 0), (0, 0)))
    assert (found.steps, found.sidewalk, found.surfaces, found.assessed_m) == (
        "unknown", "unknown", (), 0.0,
    )  # fmt: skip


# ---------------------------------------------------------------- what is told once


def test_a_parting_of_ways_without_names_is_told_where_straight_on_is_not_plain() -> None:
    trunk = block(None, "a", "b", [(0, 0), (0, 100)], "footway", "trunk")
    left = block(None, "b", "c", [(0, 100), (-60, 160)], "footway", "left")
    right = block(None, "b", "d", [(0, 100), (60, 160)], "footway", "right")
    fork = Network.of_layers([layer(trunk, left, right)])
    assert turns(walk((0, 0), (60, 160), fork)) == [("slight_right", None)]
    # Alone it is a bend of the path, which one follows.
    assert turns(walk((0, 0), (60, 160), Network.of_layers([layer(trunk, right)]))) == []
    # Straight on is plain where the other way turns off.
    on = block(None, "b", "e", [(0, 100), (0, 200)], "footway", "on")
    assert turns(walk((0, 0), (0, 200), Network.of_layers([layer(trunk, on, right)]))) == []
    near = block(None, "b", "f", [(0, 100), (40, 200)], "footway", "near")
    assert turns(walk((0, 0), (0, 200), Network.of_layers([layer(trunk, on, near)]))) == []


def test_private_drives_are_no_parting_of_ways() -> None:
    trunk = block(None, "a", "b", [(0, 0), (0, 100)], "footway", "trunk")
    right = block(None, "b", "d", [(0, 100), (60, 160)], "footway", "right")
    drive = block(None, "b", "c", [(0, 100), (-60, 160)], block_id="drive", access="private")
    town = Network.of_layers([layer(trunk, right, drive)])
    assert turns(walk((0, 0), (60, 160), town)) == []


def test_a_link_between_two_runs_of_one_street_is_not_told() -> None:
    drawn = layer(
        block("Castle Street", "a", "b", [(0, 0), (100, 0)], block_id="west"),
        block(None, "b", "c", [(100, 0), (120, 4)], "footway", "link"),
        block("Castle Street", "c", "d", [(120, 4), (220, 4)], block_id="east"),
    )
    assert turns(walk((0, 0), (220, 4), Network.of_layers([drawn]))) == []


def test_two_flights_with_a_landing_are_one_stair() -> None:
    drawn = layer(
        block("Low Row", "a", "b", [(0, 0), (60, 0)]),
        block(None, "b", "c", [(60, 0), (75, 0)], "steps", "lower"),
        block(None, "c", "d", [(75, 0), (90, 0)], "footway", "landing"),
        block(None, "d", "e", [(90, 0), (105, 0)], "steps", "upper"),
        block("High Row", "e", "f", [(105, 0), (180, 0)]),
    )
    leg = walk((0, 0), (180, 0), Network.of_layers([drawn]))
    kinds = [item.street.kind for item in told(leg) if isinstance(item, Turn)]
    assert kinds == ["steps", "street"]


def sidewalks() -> Network:
    """Long Lane by its sidewalk, over Elm Street, and left along that one's sidewalk."""
    walked = [(0, 0), (150, 0), (150, 15)]
    return Network.of_layers(
        [
            layer(
                block(None, "a", "b", walked, "footway", "lane", along="Long Lane"),
                block(None, "b", "c", [(150, 15), (166, 15)], "footway", "x", crosses="Elm Street"),
                block(None, "c", "d", [(166, 15), (166, 90)], "footway", "elm", along="Elm Street"),
                block(
                    None, "c", "e", [(166, 15), (166, 0)], "footway", "lane-2", along="Long Lane"
                ),
            )
        ]
    )


def test_a_sidewalk_is_its_street_and_a_crossing_part_of_the_corner() -> None:
    depart, turn, arrive = told(walk((0, 0), (166, 90), sidewalks()))
    assert isinstance(depart, Depart)
    assert depart.street.name == "Long Lane"
    assert depart.crossing == (Street("Elm Street", "street"),)
    assert isinstance(turn, Turn)
    # The sidewalk itself turns left before the crossing; the walker turns at the corner.
    assert (turn.word, turn.street.name) == ("left", "Elm Street")
    assert isinstance(arrive, Arrive)


def test_crossings_of_many_streets_are_not_told() -> None:
    features = []
    for k in range(4):
        x = k * 60.0
        features.append(
            block("Long Lane", f"a{k}", f"b{k}", [(x, 0), (x + 50, 0)], block_id=f"lane-{k}")
        )
        over = [(x + 50, 0), (x + 60, 0)]
        crosses = f"Street {k}"
        features.append(
            block(None, f"b{k}", f"a{k + 1}", over, "footway", f"over-{k}", crosses=crosses)
        )
    town = Network.of_layers([layer(*features)])
    for end, crossed in ((150, ["Street 0", "Street 1"]), (230, [])):
        depart = told(walk((0, 0), (end, 0), town))[0]
        assert isinstance(depart, Depart)
        assert [street.name for street in depart.crossing] == crossed


def test_sidewalks_and_crossings_are_called_by_the_readers_name_of_their_street() -> None:
    one = block(None, "a", "b", [(0, 0), (150, 0)], "footway", "lane", along="长巷")
    over = block(None, "b", "c", [(150, 0), (166, 0)], "footway", "x", crosses="榆街")
    on = block(None, "c", "d", [(166, 0), (300, 0)], "footway", "lane-2", along="长巷")
    roads = [
        block("长巷", "p", "q", [(0, 9), (150, 9)], names={"en": "Long Lane"}, block_id="road"),
        block("长巷", "q", "r", [(150, 9), (300, 9)], block_id="road-2"),
        block(
            "榆街", "q", "s", [(158, 30), (158, -30)], names={"en": "Elm Street"}, block_id="elm"
        ),
    ]
    leg = walk((0, 0), (300, 0), Network.of_layers([layer(one, over, on, *roads)]))
    assert sentences(directions(leg), lang="en_US")[0].split("heading east ")[1] == (
        "along Long Lane (长巷). Cross Elm Street (榆街)."
    )


def test_arrival_soon_after_a_turn_is_told_with_it() -> None:
    network = bent((0, 0), (0, 120), (80, 120))
    depart, turn = directions(walk((0, 0), (80, 120), network))
    assert isinstance(depart, Depart)
    assert depart.then is None
    assert isinstance(turn, Turn)
    assert turn.then is not None
    assert round(turn.then.after_m, -1) == 80
    far = directions(walk((0, 0), (160, 120), bent((0, 0), (0, 120), (160, 120))))
    assert [type(item) for item in far] == [Depart, Turn, Arrive]


def test_a_private_drive_is_told_in_the_arrival() -> None:
    lane = block("Lane", "a", "b", [(0, 0), (200, 0)])
    drive = block(None, "b", "c", [(200, 0), (200, -60)], block_id="drive", access="private")
    town = Network.of_layers([layer(lane, drive)])
    arrive = told(walk((0, 0), (200, -60), town))[-1]
    assert isinstance(arrive, Arrive)
    assert arrive.drive
    assert arrive.away_m == pytest.approx(60, abs=0.3)
    assert not told(walk((0, 0), (150, -35), town))[-1].drive  # type: ignore[union-attr]


def test_a_park_of_the_map_is_a_landmark_on_its_side() -> None:
    corners = [at(x, y) for x, y in ((80, 10), (120, 10), (120, 60), (80, 60), (80, 10))]
    park = MapFeature(
        id="park",
        properties=MapProperties(kind="park", name="Old Park (north)", accuracy_m=5, source="-"),
        geometry_type="Polygon",
        parts=(tuple(corners),),
        polygons=((0, 1),),
    )
    nameless = park.model_copy(
        update={"properties": park.properties.model_copy(update={"name": None})}
    )
    marks = [mark for _, mark in map_landmarks([layer(park, nameless)])]
    assert [mark.label for mark in marks] == ["Old Park"]
    leg = walk((0, 0), (200, 0))
    arrive = directions(leg, landmarks=marks)[-1]
    assert isinstance(arrive, Arrive)
    assert arrive.past == Pass("Old Park", "left")


def test_a_label_that_is_cut_off_gets_into_no_sentence() -> None:
    """Maps have room for the label; whoever reads a sentence is told the whole name."""
    leg = walk((0, 20), (180, 20))
    long = {"name": "Memorial of the two Smiths and the Anvil", "label": "Memorial of the two…"}
    short = {"name": "The Second House of Smiths", "label": "Second House"}
    site, other = (
        stop.site.model_copy(update={"properties": stop.site.properties.model_copy(update=facts)})
        for stop, facts in ((leg.origin, long), (leg.destination, short))
    )
    leg = leg.model_copy(
        update={
            "origin": leg.origin.model_copy(update={"site": site}),
            "destination": leg.destination.model_copy(update={"site": other}),
        }
    )
    told = " ".join(sentences(directions(leg, ())))
    assert told.startswith("Leave Memorial of the two Smiths and the Anvil heading")
    assert "Second House is on your" in told
    assert "…" not in told
    assert "House of Smiths" not in told
