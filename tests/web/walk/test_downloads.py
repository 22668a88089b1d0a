"""Files to take along, as the browser gets them."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Read
from trail.dataset.schema.whole import Dataset

GPX = "{http://www.topografix.com/GPX/1/1}"
MEDIA_TYPES = {
    "gpx": "application/gpx+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
    "route.gpx": "application/gpx+xml",
}
FILES = [
    (stem, extension)
    for stem in ("sites", "tours/quay", "tours/south-road")
    for extension in MEDIA_TYPES
    if (stem, extension) != ("sites", "route.gpx")
]


@pytest.mark.parametrize(("stem", "extension"), FILES)
def test_each_file_has_its_media_type_and_name(
    client: FlaskClient, stem: str, extension: str
) -> None:
    response = client.get(f"/{stem}.{extension}")
    assert response.status_code == 200
    assert response.content_type == MEDIA_TYPES[extension]
    # It is saved, by the name at the end of its address.
    assert response.headers["Content-Disposition"] == "attachment"


def test_stops_are_the_same_in_every_format_and_on_the_page(
    client: FlaskClient, read: Read
) -> None:
    page = [link.text for link in read("/tours/quay/").xpath("//ol[@class='strip']//h3/a")]
    for path, tag in (("/tours/quay.gpx", "wpt"), ("/tours/quay.route.gpx", "rtept")):
        gpx = ET.fromstring(client.get(path).data)
        assert [point.findtext(f"{GPX}name") for point in gpx.iter(f"{GPX}{tag}")] == page
    features = json.loads(client.get("/tours/quay.geojson").data)["features"]
    stops = [f for f in features if f["geometry"]["type"] == "Point"]
    assert [stop["properties"]["name"] for stop in stops] == page
    rows = list(csv.DictReader(io.StringIO(client.get("/tours/quay.csv").data.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == page


def test_every_file_is_linked_from_its_page(client: FlaskClient, read: Read) -> None:
    for page, stem in (("/sites/", "sites"), ("/tours/quay/", "tours/quay")):
        links = set(read(page).xpath("//a/@href"))
        assert {f"/{s}.{extension}" for s, extension in FILES if s == stem} <= links


@pytest.mark.parametrize("extension", ["gpx", "kml", "geojson", "route.gpx"])
def test_what_is_to_be_credited_stands_once_in_a_file(
    client: FlaskClient, sample_dataset: Dataset, extension: str
) -> None:
    found = client.get(f"/tours/quay.{extension}").text
    told = {layer.credit for layer in sample_dataset.layers}
    assert len(told) < len(sample_dataset.layers)
    assert [found.count(credit) for credit in told] == [1] * len(told)


def test_links_in_a_file_are_absolute(client: FlaskClient) -> None:
    rows = client.get("/sites.csv").data.decode("utf-8-sig")
    assert "http://localhost/sites/custom-house/" in rows


@pytest.mark.parametrize(
    "path",
    [
        "/tours/quay.pdfx",
        "/tours/kay.gpx",
        "/tours/kay.route.gpx",
        "/tours/quay.route.kml",
        "/sites.txt",
        "/sites.route.gpx",
        "/tours/.gpx",
        "/tours/.route.gpx",
    ],
)
def test_a_file_that_there_is_not_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404
