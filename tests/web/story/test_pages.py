"""Tracks, people, the treaty, its remembrance and the sources: all linked both ways."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from tests.sample import Sample
from tests.web.conftest import Read
from tests.web.walk.test_pages import text
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def test_tracks_say_what_they_are_and_how_the_list_differs(read: Read) -> None:
    page = read("/tracks/")
    said = text(page)
    assert "A track is a strand." in said
    assert "It has wool, and no trade." in said
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//tbody/tr")]
    assert rows == [["1. Letters and cards", "1. Letters"], ["2. Wool", "not in this list"]]


def test_a_track_has_its_places_with_reasons_its_events_people_and_map(read: Read) -> None:
    page = read("/tracks/trade/")
    said = text(page)
    assert "Merchants met here." in said
    assert "Which place belongs to which track is an interpretation." in said
    hrefs = page.xpath("//main//a/@href")
    for href in ("/days/1911-02-02/#tea", "/sites/custom-house/", "/people/pavel/"):
        assert href in hrefs
    assert len(page.xpath("//*[@data-trail-map]")) == 1
    assert page.xpath("//li[@id='place-custom-house']")


def test_people_stand_by_side_with_native_names_in_their_language(read: Read) -> None:
    page = read("/people/")
    assert [h.text_content() for h in page.xpath("//h2")] == ["host", "guest"]
    assert [item.text for item in page.xpath("//*[@lang='ru']")] == ["Павел Орлов"]


def test_a_person_leads_to_days_places_and_tracks_and_unknown_dates_are_left_out(
    read: Read,
) -> None:
    page = read("/people/pavel/")
    assert "Life dates" not in text(page)
    hrefs = page.xpath("//main//a/@href")
    for href in (
        "/days/1911-02-02/#arrival", "/sites/custom-house/", "/tracks/letters/",
        "https://example.org/clerk",
    ):  # fmt: skip
        assert href in hrefs


def test_a_site_leads_to_its_days_people_and_tracks(read: Read) -> None:
    hrefs = read("/sites/custom-house/").xpath("//main//a/@href")
    for href in ("/days/1911-02-02/#arrival", "/people/hana/", "/tracks/trade/"):
        assert href in hrefs


def test_the_treaty_has_every_demand_article_and_who_was_absent(read: Read) -> None:
    page = read("/treaty/")
    said = text(page)
    ids = set(page.xpath("//@id"))
    assert {"demand-1", "demand-2", "article-1", "additional-1"} <= ids
    assert "Nobody asked them." in said
    assert "Not at any price." in said
    assert "Some doubt it." in said
    hrefs = page.xpath("//main//a/@href")
    for href in (
        "/treaty/#article-1",
        "/treaty/#demand-1",
        "/days/1911-02-20/",
        "/sites/custom-house/",
    ):
        assert href in hrefs


def test_remembrance_has_every_marker_and_what_not_to_confuse(read: Read) -> None:
    page = read("/remembrance/")
    assert {"quay-plaque", "elm", "lantern-day"} <= set(page.xpath("//*[./details]/@id"))
    said = text(page)
    assert "The lamp of 1880 is another." in said
    assert "No plaque was found at the light." in said
    assert page.xpath("//li[starts-with(@id, 'place-')]/@id") == [
        "place-landing-stage",
        "place-elm",
    ]
    (map_element,) = page.xpath("//*[@data-trail-map]")
    assert map_element is not None


def test_the_calendar_repeats_yearly_in_the_trails_own_zone(client: FlaskClient) -> None:
    response = client.get("/remembrance/treaty-day.ics")
    assert response.mimetype == "text/calendar"
    calendar: Any = Calendar.from_ical(response.data)
    (event,) = calendar.walk("VEVENT")
    start = event.decoded("dtstart")
    assert isinstance(start, datetime)
    assert start == datetime(2027, 2, 20, 12, tzinfo=ZoneInfo("Pacific/Auckland"))
    assert event["rrule"]["freq"] == ["YEARLY"]
    assert str(event["uid"]) == "lantern-day@localhost"
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Pacific/Auckland"


def test_an_observance_without_an_hour_is_a_whole_day(sample: Sample, tmp_path: Path) -> None:
    del sample.story["markers.yaml"]["markers"][2]["yearly"]["time"]
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    calendar: Any = Calendar.from_ical(client.get("/remembrance/treaty-day.ics").data)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == date(2027, 2, 20)
    assert not calendar.walk("VTIMEZONE")


def test_every_work_says_how_far_it_was_verified(read: Read) -> None:
    page = read("/sources/")
    assert "Two leaves were seen." in text(page, "//*[@id='gazette']")
    memoir = page.xpath("//*[@id='memoir']")[0]
    assert "Not yet consulted" in memoir.text_content()
    assert memoir.xpath(".//cite[@lang='ru']")[0].text == "Записки"


def test_bibtex_escapes_what_tex_reads_as_something_else(client: FlaskClient) -> None:
    response = client.get("/sources/bibliography.bib")
    assert response.mimetype == "application/x-bibtex"
    body = response.get_data(as_text=True)
    assert re.findall(r"^@(\w+)\{([\w-]+),$", body, re.M) == [
        ("article", "gazette"),
        ("book", "memoir"),
    ]
    assert r"title = {{On \{lamps\} \& 50\% oil}}" in body
    assert "author = {Орлов, Павел}" in body
    assert "author = {{The Gazette}}" in body
    assert body.count("{") == body.count("}")


def test_csl_json_is_a_list_of_items(client: FlaskClient) -> None:
    items = json.loads(client.get("/sources/bibliography.json").data)
    assert [(item["id"], item["type"]) for item in items] == [
        ("gazette", "article-journal"),
        ("memoir", "book"),
    ]
    assert items[1]["author"] == [{"family": "Орлов", "given": "Павел"}]
    assert "issued" not in items[1]


@pytest.mark.parametrize(
    "path", ["/tracks/nope/", "/people/nobody/", "/tracks/1/", "/people/HANA/"]
)
def test_a_track_or_person_that_there_is_not_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_misspelt_person_is_offered_the_right_one(client: FlaskClient) -> None:
    assert 'href="/people/pavel/"' in client.get("/people/pavvel/").get_data(as_text=True)
