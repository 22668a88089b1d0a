"""Files to take along, as the browser gets them."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Read

GPX = "{http://www.topografix.com/GPX/1/1}"
MEDIA_TYPES = {
    "gpx": "application/gpx+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
}


@pytest.mark.parametrize("extension", MEDIA_TYPES)
@pytest.mark.parametrize("stem", ["sites", "tours/quay", "tours/south-road"])
def test_each_file_has_its_media_type_and_name(
    client: FlaskClient, stem: str, extension: str
) -> None:
    response = client.get(f"/{stem}.{extension}")
    assert response.status_code == 200
    assert response.content_type == MEDIA_TYPES[extension]
    name = stem.rpartition("/")[2]
    assert f'filename="{name}.{extension}"' in response.headers["Content-Disposition"]


def test_stops_are_the_same_in_every_format_and_on_the_page(
    client: FlaskClient, read: Read
) -> None:
    page = [link.text for link in read("/tours/quay/").xpath("//ol[@class='strip']//h3/a")]
    gpx = ET.fromstring(client.get("/tours/quay.gpx").data)
    assert [point.findtext(f"{GPX}name") for point in gpx.iter(f"{GPX}rtept")] == page
    features = json.loads(client.get("/tours/quay.geojson").data)["features"]
    stops = [f for f in features if f["geometry"]["type"] == "Point"]
    assert [stop["properties"]["name"] for stop in stops] == page
    rows = list(csv.DictReader(io.StringIO(client.get("/tours/quay.csv").data.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == page


def test_links_in_a_file_are_absolute(client: FlaskClient) -> None:
    rows = client.get("/sites.csv").data.decode("utf-8-sig")
    assert "http://localhost/sites/custom-house/" in rows


@pytest.mark.parametrize(
    "path", ["/tours/quay.pdfx", "/tours/kay.gpx", "/sites.txt", "/tours/.gpx"]
)
def test_a_file_that_there_is_not_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404
