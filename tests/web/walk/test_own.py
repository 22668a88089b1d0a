"""Somebody's own walk, as far as the server has a part in it: the page, its legs, the links."""

from __future__ import annotations

import itertools
import json

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Read
from trail.dataset.schema.whole import Dataset
from trail.guide.guide import Guide
from trail.guide.walk.itinerary import dwell_min
from trail.guide.walk.values import Itinerary
from trail.guide.walk.walks import Walk, open_to, read_fragment
from trail.guide.words.directions import sentences

OWN = "/tours/quay/own/"


def test_every_way_is_as_the_server_tells_it(client: FlaskClient, sample_dataset: Dataset) -> None:
    guide = Guide(sample_dataset)
    told = json.loads(client.get(f"{OWN}legs.json").data)
    known = open_to(sample_dataset, sample_dataset.get_tour("quay"))
    assert [stop["id"] for stop in told["stops"]] == list(known)
    assert [stop["dwell"] for stop in told["stops"]] == [
        dwell_min(sample_dataset, sample_dataset.get_site(stop)) for stop in known
    ]
    for (i, a), (k, b) in itertools.permutations(enumerate(known), 2):
        itinerary = guide.walked(Walk("quay", stops=(a, b)))
        assert isinstance(itinerary, Itinerary)
        (leg,) = itinerary.legs
        assert told["metres"][i][k] == pytest.approx(leg.distance_m, abs=0.0006)
        assert told["legs"][i][k]["lines"] == list(sentences(guide.leg_directions(leg)))
    assert all(told["metres"][k][k] == 0 for k in range(len(known)))
    usual = guide.itinerary("quay")
    assert told["usual"] == [stop.site.id for stop in usual.stops]
    assert told["back"] == usual.loop


@pytest.mark.parametrize("path", ["", "in/60/", "from/custom-house/"])
def test_each_walk_can_be_changed_from_what_it_is(read: Read, path: str) -> None:
    page = read(f"/tours/quay/{path}")
    (link,) = page.xpath(f"//a[starts-with(@href, '{OWN}#')]/@href")
    walk = read_fragment("quay", link.partition("#")[2])
    assert list(walk.stops or ()) == page.xpath("//ol[@class='strip']/li[@data-stop]/@data-stop")
    assert bool(walk.loop) == bool(page.xpath("//li[@class='strip-end']"))


def test_without_script_the_ready_walks_are_there(read: Read) -> None:
    page = read(OWN)
    (note,) = page.xpath("//noscript")
    assert "JavaScript" in note.text_content()
    assert page.xpath("//a[@href='/tours/quay/in/45/']")
    assert page.xpath("//a[@href='/tours/quay/from/custom-house/']")
    assert page.xpath("//*[@data-own-work and @hidden]")


def test_by_car_no_way_is_known_to_work_with(client: FlaskClient, read: Read) -> None:
    assert client.get("/tours/south-road/own/").status_code == 404
    assert client.get("/tours/south-road/own/legs.json").status_code == 404
    assert "/own/" not in client.get("/tours/south-road/").text


def test_the_page_that_leads_it_has_a_frame_for_its_maps_and_says_whose_the_streets_are(
    read: Read, sample_dataset: Dataset
) -> None:
    page = read(f"{OWN}go/")
    (frame,) = page.xpath("//template[@data-own-leg-map]/div")
    assert frame.xpath(".//*[@data-go-dot]")
    assert frame.xpath(".//*[@data-go-north]")
    (credit,) = page.xpath("//p[contains(@class, 'go-credit')]")
    owed = {
        layer.credit
        for layer in sample_dataset.layers
        if any(feature.properties.kind == "street" for feature in layer.features)
    }
    assert owed
    assert all(text in credit.text_content() for text in owed)
