"""What the pages say to programs: schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from tests.sample import Sample
from tests.web.conftest import Read
from trail.dataset.schema.dates import TrailDate
from trail.dataset.schema.whole import Dataset
from trail.web.serve.app import create_app
from trail.web.shell import linked_data
from trail.web.shell.settings import Settings

# What we use of schema.org, by type, as its pages and the definitions of npm's schema-dts 2.1.0
# have it. `query-input` is schema.org's annotation of the `query` of an action.
VOCABULARY = {
    "BreadcrumbList": "itemListElement",
    "DataDownload": "contentUrl encodingFormat",
    "Dataset": "dateModified description distribution inLanguage isAccessibleForFree license name"
    " spatialCoverage temporalCoverage url version",
    "EntryPoint": "urlTemplate",
    "Event": "about description endDate location name startDate url",
    "GeoCircle": "geoMidpoint geoRadius",
    "GeoCoordinates": "latitude longitude",
    "GeoShape": "box",
    "ItemList": "itemListElement numberOfItems",
    "ListItem": "item name position",
    "Person": "alternateName description name url",
    "Place": "address alternateName description geo name publicAccess sameAs url",
    "PostalAddress": "addressLocality addressRegion",
    "SearchAction": "query-input target",
    "TouristAttraction": "address alternateName description geo name publicAccess sameAs url",
    "TouristTrip": "description itinerary name url",
    "WebSite": "description inLanguage name potentialAction url",
}


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in it, itself too."""
    if isinstance(value, list):
        for each in value:
            yield from things(each)
    elif isinstance(value, dict):
        yield value
        yield from things(list(value.values()))


def described(page: html.HtmlElement, kind: str) -> list[dict[str, Any]]:
    blocks = page.xpath("//script[@type='application/ld+json']/text()")
    found = [json.loads(block) for block in blocks]
    assert all(block["@context"] == "https://schema.org" for block in found)
    return [block for block in found if block["@type"] == kind]


def test_the_dataset_names_its_files_and_they_are_what_it_says(
    client: FlaskClient, read: Read, sample_dataset: Dataset
) -> None:
    (data,) = described(read("/sites/"), "Dataset")
    assert data["version"] == sample_dataset.trail.version
    assert data["dateModified"] == sample_dataset.trail.data_date
    assert data["license"].startswith("https://")
    assert len(data["distribution"]) == 4
    for file in data["distribution"]:
        response = client.get(file["contentUrl"].removeprefix("http://localhost"))
        assert response.status_code == 200
        assert response.content_type == file["encodingFormat"]
    south, west, north, east = map(float, data["spatialCoverage"]["geo"]["box"].split())
    assert -90 <= south < north <= 90
    assert (west, south, east, north) == sample_dataset.trail.region.bbox


def test_a_person_has_a_name_and_a_role_and_no_dates(read: Read, sample_dataset: Dataset) -> None:
    for person in sample_dataset.people:
        (data,) = described(read(f"/people/{person.id}/"), "Person")
        assert data["name"] == person.name
        assert data["description"] == person.role
        assert data.get("alternateName") == person.native_name
        assert not {"birthDate", "deathDate"} & set(data)


def test_a_place_is_where_it_is_and_no_more_exactly_than_is_known(
    read: Read, sample_dataset: Dataset
) -> None:
    kinds = set()
    for site in sample_dataset.sites:
        p = site.properties
        found = described(read(f"/sites/{site.id}/"), "TouristAttraction") + described(
            read(f"/sites/{site.id}/"), "Place"
        )
        (data,) = [each for each in found if each["name"] == site.name]
        kinds.add(p.position.show_as)
        if site.position is None:
            assert "geo" not in data
            continue
        point = {
            "@type": "GeoCoordinates",
            "latitude": site.position.lat,
            "longitude": site.position.lon,
        }
        if p.position.show_as == "area":
            assert data["geo"] == {
                "@type": "GeoCircle", "geoMidpoint": point, "geoRadius": p.position.accuracy_m,
            }  # fmt: skip
        else:
            assert data["geo"] == point
    assert kinds == {"pin", "area", "none"}


def test_nobody_is_sent_to_a_private_place_as_to_an_attraction(
    sample: Sample, tmp_path: Path
) -> None:
    site = sample.sites["features"][0]
    site["properties"]["access"]["state"] = "private"
    client = create_app(Settings(sample.write(tmp_path))).test_client()
    page = html.document_fromstring(client.get(f"/sites/{site['id']}/").text)
    (data,) = described(page, "Place")
    assert data["publicAccess"] is False
    assert not described(page, "TouristAttraction")


def test_every_word_of_every_page_is_one_of_schema_org(client: FlaskClient, read: Read) -> None:
    sitemap = etree.fromstring(client.get("/sitemap.xml").data)
    paths = [
        url.removeprefix("http://localhost")
        for url in sitemap.xpath("//*[local-name()='loc']/text()")
    ]
    used = set()
    for path in paths:
        for text in read(path).xpath("//script[@type='application/ld+json']/text()"):
            for thing in things(json.loads(text)):
                used.add(thing["@type"])
                words = {key for key in thing if not key.startswith("@")}
                assert words <= set(VOCABULARY[thing["@type"]].split()), path
    assert {"WebSite", "Event", "Person", "TouristTrip", "Dataset"} <= used


def test_a_day_tells_its_events_at_their_places() -> None:
    client = create_app(Settings()).test_client()
    page = html.document_fromstring(client.get("/days/1905-09-05/").text)
    events = described(page, "Event")
    ids = {event["@id"].partition("#")[2] for event in events}
    assert ids <= set(page.xpath("//article/@id"))
    for event in events:
        assert event["startDate"] == event["endDate"] == "1905-09-05"
        assert event["name"]
        assert "eventStatus" not in event
    signing = next(event for event in events if "signed" in event["name"].lower())
    assert signing["location"]["@type"] in ("Place", "TouristAttraction")
    assert signing["location"]["address"]["addressLocality"] == "Kittery"
    assert {person["name"] for person in signing["about"]} >= {"Sergei Yulyevich Witte"}


@pytest.mark.parametrize(
    "change",
    [{"certainty": "low"}, {"kind": "press"}, {"date": TrailDate.of("1905-08-29~")},
     {"date": None}, {"date": TrailDate.of("1905-08-29/1905-08-30")}],
)  # fmt: skip
def test_an_event_that_is_in_doubt_is_not_told_as_one(
    sample_dataset: Dataset, change: dict[str, Any]
) -> None:
    assert sample_dataset.story is not None
    told = next(e for e in sample_dataset.story.events if linked_data.event(e, "/#x", (), ()))
    assert linked_data.event(told.model_copy(update=change), "/#x", (), ()) is None
