"""Addresses looked up at a geocoder of this machine that is right, slow, failing or lying."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import loopback
from tests.loopback import Server, says
from trail.base.errors import AddressError
from trail.base.geo import Bbox, Position
from trail.curation.sites.lookup import (
    COARSE_M,
    SECONDS_APART,
    GeocodedAddress,
    Lookup,
    Service,
)

PIER: dict[str, Any] = {
    "lat": "-35.2281",
    "lon": "173.9474",
    "display_name": "North Pier, Kerikeri, Northland",
    "licence": "Data © the mappers, ODbL 1.0. http://osm.example/copyright",
    "boundingbox": ["-35.2290", "-35.2270", "173.9460", "173.9490"],
    "address": {"town": "Kerikeri", "state": "Northland", "ISO3166-2-lvl4": "NZ-NTL"},
}
BAY = Bbox(173.0, -36.0, 175.0, -34.0)


@pytest.fixture
def geocoder() -> Iterator[Server]:
    with loopback.serve() as server:
        yield server


def service(port: int, timeout_s: float = 5.0) -> Service:
    return Service("nominatim", {"domain": f"127.0.0.1:{port}", "scheme": "http"}, timeout_s)


def answer(server: Server, value: object) -> None:
    server.answers["/search"] = says(200, json.dumps(value), "application/json")


def find(
    server: Server, address: str = "North Pier", timeout_s: float = 5.0
) -> GeocodedAddress | None:
    return Lookup(service(server.port, timeout_s), "treaty-trail/1 (test)").find(address, BAY, "en")


def refusal(server: Server, timeout_s: float = 5.0) -> str:
    with pytest.raises(AddressError) as caught:
        find(server, timeout_s=timeout_s)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 300
    return message


# ---------------------------------------------------------------- right answers


def test_address_becomes_a_position_with_all_that_is_said_of_it(geocoder: Server) -> None:
    answer(geocoder, [PIER])
    found = find(geocoder)
    assert found is not None
    assert found.position == Position(173.9474, -35.2281)
    assert found.address == "North Pier, Kerikeri, Northland"
    assert found.towns == ("Kerikeri",)
    assert found.states == ("Northland", "NTL")
    assert found.licence
    assert "ODbL" in found.licence


def test_request_names_the_program_and_where_the_trail_lies(geocoder: Server) -> None:
    answer(geocoder, [PIER])
    find(geocoder, "Ōkiato pier & shed")
    ((method, path, agent),) = geocoder.asked
    query = parse_qs(urlsplit(path).query)
    assert (method, agent) == ("GET", "treaty-trail/1 (test)")
    assert query["q"] == ["Ōkiato pier & shed"]
    assert query["accept-language"] == ["en"]
    assert [float(side) for side in query["viewbox"][0].split(",")] == [173, -36, 175, -34]
    assert "bounded" not in query


def test_unknown_address_is_none(geocoder: Server) -> None:
    answer(geocoder, [])
    assert find(geocoder) is None


def test_a_point_is_never_called_exact(geocoder: Server) -> None:
    answer(geocoder, [{**PIER, "boundingbox": ["-35.2281", "-35.2281", "173.9474", "173.9474"]}])
    found = find(geocoder)
    assert found
    assert found.accuracy_m == COARSE_M


def test_large_thing_is_as_coarse_as_it_is_large(geocoder: Server) -> None:
    answer(geocoder, [{**PIER, "boundingbox": ["-35.5", "-35.0", "173.5", "174.5"]}])
    found = find(geocoder)
    assert found
    assert 50_000 < found.accuracy_m < 80_000


@pytest.mark.parametrize("status", [200, 429])
def test_one_question_a_second_also_for_a_loop_of_commands(geocoder: Server, status: int) -> None:
    geocoder.answers["/search"] = says(status, json.dumps([PIER]), "application/json")
    began = time.monotonic()
    for _ in range(2):
        lookup = Lookup(service(geocoder.port), "test")
        with contextlib.suppress(AddressError):
            lookup.find("North Pier")
        lookup.done()
    assert time.monotonic() - began >= 2 * SECONDS_APART


def test_one_question_a_second_within_one_command(geocoder: Server) -> None:
    answer(geocoder, [PIER])
    lookup = Lookup(service(geocoder.port), "test")
    began = time.monotonic()
    lookup.find("North Pier")
    lookup.find("South Pier")
    assert time.monotonic() - began >= SECONDS_APART


def test_another_geocoder_of_geopy_is_asked_by_its_name(geocoder: Server) -> None:
    place = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [173.9474, -35.2281]},
        "properties": {"name": "North Pier", "city": "Kerikeri"},
    }
    body = json.dumps({"type": "FeatureCollection", "features": [place]})
    geocoder.answers["/api"] = says(200, body, "application/json")
    options = {"domain": f"127.0.0.1:{geocoder.port}", "scheme": "http"}
    found = Lookup(Service("photon", options), "test").find("North Pier", BAY, "en")
    assert found
    assert found.position == Position(173.9474, -35.2281)
    assert found.accuracy_m == COARSE_M
    assert (found.towns, found.licence) == ((), None)


# ---------------------------------------------------------------- slow, failing


def test_silence_is_told_as_such(geocoder: Server) -> None:
    geocoder.answers["/search"] = loopback.hangs
    assert "did not answer in time" in refusal(geocoder, timeout_s=0.3)


def test_dripping_server_does_not_keep_us(geocoder: Server) -> None:
    geocoder.answers["/search"] = loopback.drips
    assert "did not answer in time (1 s)" in refusal(geocoder, timeout_s=0.5)


def test_nobody_there_is_told_as_such() -> None:
    gone = Server(loopback.free_port())
    assert "no answer ([Errno" in refusal(gone)


def test_name_that_does_not_exist_is_told_as_such() -> None:
    options = {"domain": "geocoder.invalid", "scheme": "http"}
    with pytest.raises(AddressError, match="gave no answer"):
        Lookup(Service("nominatim", options, 2.0), "test").find("North Pier")


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "key"), (403, "refuses"), (429, "no more questions"), (500, "no answer"),
     (502, "can't be reached|no answer"), (503, "in time"), (504, "time"),
     (418, "no answer"), (404, "no answer")],
)  # fmt: skip
def test_refusing_server_is_told_by_its_reason(geocoder: Server, status: int, said: str) -> None:
    geocoder.answers["/search"] = says(status, "<h1>\x1b[31mno\x1b[0m</h1>" * 200)
    message = refusal(geocoder)
    assert any(words in message for words in said.split("|")), message
    assert "\x1b" not in message


@pytest.mark.parametrize("behaviour", [loopback.hangs_up, loopback.babbles])
def test_broken_server_is_told_as_such(geocoder: Server, behaviour: loopback.Answer) -> None:
    geocoder.answers["/search"] = behaviour
    assert refusal(geocoder).startswith("nominatim ")


# ---------------------------------------------------------------- lying


@pytest.mark.parametrize(
    "value",
    [
        {"error": "no"}, "words", 3, None, [3], [[]], [{}], ["x"], [{"lat": "1"}],
        [{**PIER, "lat": "north"}], [{**PIER, "lat": "NaN"}], [{**PIER, "lat": "inf"}],
        [{**PIER, "lat": "95"}], [{**PIER, "lon": "-181"}], [{**PIER, "lat": None}],
        [{**PIER, "lat": {"a": 1}}], [{**PIER, "lat": "1" * 5000}],
    ],
)  # fmt: skip
def test_answer_that_can_not_be_true_is_refused(geocoder: Server, value: object) -> None:
    answer(geocoder, value)
    try:
        found = find(geocoder)
    except AddressError as error:
        assert "nominatim" in str(error)  # noqa: PT017 - either a refusal or nothing found
    else:
        assert found is None


@pytest.mark.parametrize("body", ["", "<html>busy</html>", "[{", "\x00", "[" * 50_000, "[NaN]"])
def test_answer_that_is_no_json_is_refused(geocoder: Server, body: str) -> None:
    geocoder.answers["/search"] = says(200, body, "application/json")
    assert refusal(geocoder).startswith("nominatim ")


@pytest.mark.parametrize(
    "box", [None, "x", [1, 2], ["a", "b", "c", "d"], ["1", "0", "5", "4"],
            ["-95", "95", "0", "1"], ["nan", "1", "2", "3"], [[], 1, 2, 3]],
)  # fmt: skip
def test_nonsense_about_its_size_is_left_out(geocoder: Server, box: object) -> None:
    answer(geocoder, [{**PIER, "boundingbox": box}])
    found = find(geocoder)
    assert found
    assert found.accuracy_m == COARSE_M


def test_what_is_shown_has_no_hidden_characters_and_an_end(geocoder: Server) -> None:
    text = "\x1b[2JPier\u202egnp.exe\n\n" + "x" * 10_000
    parts = {"town": "Keri\x07keri", "state": 3, "city": ""}
    answer(geocoder, [{**PIER, "display_name": text, "address": parts}])
    found = find(geocoder)
    assert found
    assert found.address.isprintable()
    assert len(found.address) <= 300
    assert (found.towns, found.states) == (("Keri keri",), ())


# ---------------------------------------------------------------- settings


@pytest.mark.parametrize("name", ["", "nominatimm", "../x", "__class__", "x" * 5000, "base"])
def test_unknown_geocoder_is_refused(name: str) -> None:
    with pytest.raises(AddressError, match=r"geopy knows no geocoder|can't be set up"):
        Lookup(Service(name), "test")


@pytest.mark.parametrize("option", ["api_key", "user_agent", "adapter_factory", "self", ""])
def test_option_that_it_lacks_is_refused_with_those_it_has(option: str) -> None:
    with pytest.raises(AddressError, match="it has domain, scheme"):
        Lookup(Service("nominatim", {option: "x"}), "test")


def test_option_that_it_needs_is_asked_for() -> None:
    with pytest.raises(AddressError, match=r"opencage can't be set up"):
        Lookup(Service("opencage"), "test")


@pytest.mark.parametrize("address", ["", "   ", "\n\x00\u202e"])
def test_empty_address_is_not_sent(geocoder: Server, address: str) -> None:
    with pytest.raises(AddressError, match="empty"):
        find(geocoder, address)
    assert geocoder.asked == []


def test_huge_address_is_cut(geocoder: Server) -> None:
    answer(geocoder, [])
    find(geocoder, "Kö" * 10_000)
    assert len(parse_qs(urlsplit(geocoder.asked[0][1]).query)["q"][0]) == 300


# ---------------------------------------------------------------- latitude, longitude
