"""The pages that are followed on the phone, as they are without script."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.sample import Sample
from tests.web.conftest import Read
from trail import dataset
from trail.base.geo import Position, distance_m
from trail.dataset.schema.whole import Dataset
from trail.guide.guide import Guide
from trail.guide.walk.instructions import Turn
from trail.guide.words.directions import sentences
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings
from trail.web.walk.go import FAR_M, far_m


def screens(page: html.HtmlElement) -> list[html.HtmlElement]:
    found: list[html.HtmlElement] = page.xpath("//article[@data-go-screen]")
    return found


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_stop_has_a_screen_with_its_number_name_state_and_text(
    read: Read, sample_dataset: Dataset
) -> None:
    stops = Guide(sample_dataset).itinerary("quay").stops
    found = screens(read("/tours/quay/go/"))
    assert [screen.get("id") for screen in found] == [f"stop-{n}" for n in range(1, len(stops) + 1)]
    for screen, stop in zip(found, stops, strict=True):
        assert stop.site.name in words(screen.xpath(".//h2")[0])
        assert str(stop.number) in words(screen.xpath(".//h2")[0])
        assert words(screen.xpath(".//*[@class='go-state']")[0])
        assert stop.site.properties.summary in words(screen)
        assert screen.xpath(f".//a[@href='/sites/{stop.site.id}/']")


def test_each_screen_says_how_far_which_way_and_every_direction(
    read: Read, sample_dataset: Dataset
) -> None:
    guide = Guide(sample_dataset)
    itinerary = guide.itinerary("quay")
    told = guide.directions(itinerary)
    for screen, leg in zip(screens(read("/tours/quay/go/")), itinerary.legs, strict=False):
        assert leg.destination.site.name in words(screen.xpath(".//h2")[0])
        assert screen.xpath(".//*[@class='go-far num']//*[@data-us and @data-si]")
        lines = [words(item) for item in screen.xpath(".//*[@class='go-steps']/li")]
        assert lines == [" ".join(line.split()) for line in sentences(told[leg.origin.number])]


def test_each_leg_has_a_map_of_its_own_with_the_numbers_of_its_ends(read: Read) -> None:
    found = screens(read("/tours/quay/go/"))
    for number, screen in enumerate(found[:-1], start=1):
        (title,) = screen.xpath(".//*[@data-go-map]//*[local-name()='title']")
        assert title.text.startswith("The way from ")
        numbers = screen.xpath(".//*[@data-go-upright]/text()")
        assert numbers == [str(number), str(number + 1)]
    assert not found[-1].xpath(".//*[@data-go-map]")


def test_the_maps_place_says_where_a_position_lies_on_it(
    read: Read, sample_dataset: Dataset
) -> None:
    itinerary = Guide(sample_dataset).itinerary("quay")
    (screen, *_others) = screens(read("/tours/quay/go/"))
    west, north, across, down = map(float, screen.xpath(".//@data-go-map")[0].split())
    for text, stop in zip(screen.xpath(".//*[@data-go-upright]"), itinerary.stops[:2], strict=True):
        x, y = (stop.position.lon - west) * across, (north - stop.position.lat) * down
        assert abs(x - float(text.get("x"))) < 4
        assert abs(y - float(text.get("y"))) < 4


def test_the_walk_that_the_page_carries_ends_its_legs_at_its_stops(
    read: Read, sample_dataset: Dataset
) -> None:
    guide = Guide(sample_dataset)
    (block,) = read("/tours/quay/go/").xpath("//script[@id='go-walk']/text()")
    walk = json.loads(block)
    itinerary = guide.itinerary("quay")
    assert [stop["number"] for stop in walk["stops"]] == [1, 2, 3]
    assert walk["plane"][:2] == [itinerary.stops[0].position.lon, itinerary.stops[0].position.lat]
    for leg, made in zip(itinerary.legs, walk["legs"], strict=True):
        x, y = sum(made["line"][::2]) / 10, sum(made["line"][1::2]) / 10
        lon = walk["plane"][0] + x / walk["plane"][2]
        lat = walk["plane"][1] + y / walk["plane"][3]
        assert distance_m(Position(lon, lat), leg.path[-1]) < 0.2
        turns = [item for item in guide.leg_directions(leg) if isinstance(item, Turn)]
        assert len(made["turns"]) == len(turns)
        assert all("{distance}" in text for _metres, text in made["turns"])
        assert len(made["steps"]) == len(guide.leg_directions(leg))


def test_previous_and_next_are_plain_links_through_all_screens(read: Read) -> None:
    page = read("/tours/quay/go/")
    found = screens(page)
    for before, after in pairwise(found):
        assert before.xpath(".//a[@data-go-next]/@href") == [f"#{after.get('id')}"]
        assert after.xpath(".//a[@data-go-previous]/@href") == [f"#{before.get('id')}"]
    assert not found[0].xpath(".//a[@data-go-previous]")
    assert found[-1].xpath(".//a[@data-go-next]/@href") == ["/tours/quay/"]


def test_a_loop_ends_with_the_way_back_to_its_start(sample: Sample, tmp_path: Path) -> None:
    sample.tour("quay")["loop"] = True
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    found = screens(html.document_fromstring(client.get("/tours/quay/go/").get_data(as_text=True)))
    assert found[-1].get("id") == "back"
    assert found[-1].get("data-site") == found[0].get("data-site")
    assert found[-2].xpath(".//*[@class='go-steps']/li")
    assert words(found[-1].xpath(".//h2")[0]).startswith("Back at ")


def test_a_tour_by_car_says_straight_lines_hands_off_and_gives_no_times(read: Read) -> None:
    page = read("/tours/south-road/go/")
    assert not page.xpath("//@data-times")
    assert "in a straight line" in words(screens(page)[0])
    assert screens(page)[0].xpath(".//a[starts-with(@href, 'geo:')]")
    (block,) = page.xpath("//script[@id='go-walk']/text()")
    assert not any("line" in leg for leg in json.loads(block)["legs"])


def test_a_way_along_streets_is_not_called_straight(read: Read) -> None:
    assert not any(
        "in a straight line" in words(screen) for screen in screens(read("/tours/quay/go/"))
    )


def test_the_go_page_may_ask_for_the_heading_and_other_pages_may_not(client: FlaskClient) -> None:
    policy = client.get("/tours/quay/go/").headers["Permissions-Policy"]
    assert "geolocation=(self)" in policy
    assert "magnetometer=(self)" in policy
    assert "camera=()" in policy
    assert "magnetometer=()" in client.get("/tours/quay/").headers["Permissions-Policy"]


def test_a_tour_page_leads_to_it_and_can_show_which_stops_were_seen(read: Read) -> None:
    page = read("/tours/quay/")
    assert page.xpath("//a[@href='/tours/quay/go/']")
    (strip,) = page.xpath("//ol[@data-seen-tour='quay']")
    assert set(strip.xpath("./li/@data-stop")) == set(
        read("/tours/quay/go/").xpath("//article/@data-site")
    )
    # The go page follows the usual order; a page of another order does not lead there.
    assert not read("/tours/quay/by/date/").xpath("//a[@href='/tours/quay/go/']")


def test_an_unknown_tour_has_no_go_page(client: FlaskClient) -> None:
    assert client.get("/tours/nowhere/go/").status_code == 404


def test_the_words_for_the_script_hold_the_gaps_it_fills(read: Read) -> None:
    (block,) = read("/tours/quay/go/").xpath("//script[@id='go-words']/text()")
    said = json.loads(block)
    assert len(said["compass"]) == 8
    assert said["compass"][0] == "north"
    for key, gaps in {
        "near": ("place", "distance", "compass", "accuracy"),
        "far": ("distance", "compass", "place"),
        "rough": ("accuracy",),
        "arrived": ("places",),
        "passed": ("places",),
        "off": ("distance", "compass"),
        "wrong": ("compass",),
        "depart": ("number", "name", "distance"),
        "leg": ("from", "to", "count"),
    }.items():
        assert all(f"{{{gap}}}" in said[key] for gap in gaps), key


@pytest.mark.parametrize("tour_id", ["quay", "south-road"])
def test_nobody_between_two_stops_counts_as_off_the_tour(sample_dir: Path, tour_id: str) -> None:
    itinerary = Guide(dataset.load(sample_dir)).itinerary(tour_id)
    assert far_m(itinerary) >= max(FAR_M, *(leg.distance_m / 2 for leg in itinerary.legs))


@pytest.mark.parametrize("part", ["from/custom-house", "in/60", "from/custom-house/in/60"])
def test_a_part_of_a_tour_is_followed_like_the_tour(read: Read, part: str) -> None:
    shown = read(f"/tours/quay/{part}/")
    (link,) = shown.xpath(f"//a[@href='/tours/quay/{part}/go/']")
    assert words(link).startswith("Start: ")  # of which walk, for whoever hears its links alone
    page = read(f"/tours/quay/{part}/go/")
    assert [screen.get("data-site") for screen in screens(page) if screen.get("id") != "back"] == (
        shown.xpath("//ol[@class='strip']/li/@data-stop")
    )
    (own,) = page.xpath("//*[@data-go]")
    assert (own.get("data-go"), own.get("data-walk")) == ("quay", f"quay/{part}")
    assert screens(page)[-1].xpath(".//a[@data-go-next]/@href") == [f"/tours/quay/{part}/"]
    assert words(page.xpath("//h1")[0]) == words(shown.xpath("//h1")[0])


@pytest.mark.parametrize("part", ["from/nowhere", "from/landing-stage", "in/31", "in/0"])
def test_a_part_without_a_page_is_not_followed(client: FlaskClient, part: str) -> None:
    assert client.get(f"/tours/quay/{part}/go/").status_code == 404


def test_a_time_too_short_for_any_stop_is_not_followed(sample: Sample, tmp_path: Path) -> None:
    for feature in sample.sites["features"]:
        feature["properties"]["dwell_min"] = 50
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    assert "/go/" not in client.get("/tours/quay/in/30/").text.partition("<main")[2]
    assert client.get("/tours/quay/in/30/go/").status_code == 404
