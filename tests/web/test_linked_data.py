"""What the pages say to programs: schema.org, as JSON-LD."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from lxml import html

from tests.sample import Sample
from tests.web.conftest import Read
from trail.models import Dataset
from trail.web.app import create_app
from trail.web.settings import Settings


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
