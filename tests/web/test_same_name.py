"""Two sites of one name, which two memorial gardens may have: each can be told from the other."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from pypdf import PdfReader

from tests.sample import Sample
from tests.sample_visits import sample_with_visits
from trail import dataset
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

NAME = "Memorial Garden"
SITES = ("signal-tower", "custom-house")
PAGES = (
    "/", "/sites/", "/sites/signal-tower/", "/sites/landing-stage/", "/tours/quay/",
    "/tours/quay/go/", "/tours/quay/from/custom-house/", "/search/?q=memorial", "/teach/plan/",
    "/embed/quay/", "/ask/about/signal-tower/", "/api/collections/sites/items?f=html",
)  # fmt: skip
FILES = (
    "/sites.csv", "/sites.kml", "/sites.gpx", "/sites.geojson", "/tours/quay.csv",
    "/tours/quay.gpx", "/tours/quay.route.gpx", "/tours/quay.kml", "/teach/plan.csv",
    "/api/collections/sites/items?f=json",
)  # fmt: skip


def gardens(**towns: str) -> Sample:
    sample = sample_with_visits()
    for site_id in SITES:
        found = sample.properties(site_id)
        found["name"] = found["label"] = NAME
        found["town"] = towns[site_id.replace("-", "_")]
    return sample


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    directory = tmp_path_factory.mktemp("gardens")
    gardens(signal_tower="Old Port", custom_house="Bay Town").write(directory)
    return create_app(Settings(directory, base_url="https://trail.example.org")).test_client()


def mentions(text: str) -> set[str]:
    """What stands behind the name wherever it is."""
    text = re.sub(r"\s+", " ", text)
    return {text[found.end() : found.end() + 11] for found in re.finditer(NAME, text)}


@pytest.mark.parametrize("url", PAGES)
def test_a_page_never_says_the_bare_name(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200
    tree = html.document_fromstring(answer.get_data(as_text=True))
    for element in tree.iter("script", "style"):
        element.text = ""
    # A map sets a name in lines of its own; each stands in its title, too.
    for element in tree.xpath("//svg//text"):
        element.drop_tree()
    found = mentions(tree.text_content())
    assert found
    assert found <= {" (Old Port)", " (Bay Town)"}


@pytest.mark.parametrize("url", FILES)
def test_a_file_never_says_the_bare_name(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200
    found = mentions(answer.get_data(as_text=True))
    assert found
    assert found <= {" (Old Port)", " (Bay Town)"}


def test_a_map_and_a_sheet_say_both_towns(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/sites/").get_data(as_text=True))
    drawn = "".join(" ".join(svg.text_content() for svg in page.xpath("//svg")).split())
    assert "MemorialGarden(OldPort)" in drawn
    assert "MemorialGarden(BayTown)" in drawn
    sheet = PdfReader(io.BytesIO(client.get("/print/quay-letter.pdf").data))
    text = " ".join("".join(part.extract_text() for part in sheet.pages).split())
    assert "Memorial Garden (Old Port)" in text
    assert "Memorial Garden (Bay Town)" in text


def test_what_tells_them_apart_is_the_first_that_does(tmp_path: Path) -> None:
    sample = gardens(signal_tower="Old Port", custom_house="Old Port")
    sample.properties("signal-tower")["address"] = "1 Quay"
    sample.properties("custom-house")["address"] = "9 Quay"
    found = dataset.load(sample.write(tmp_path / "a"))
    assert [found.get_site(name).name for name in SITES] == [
        "Memorial Garden (1 Quay)", "Memorial Garden (9 Quay)",
    ]  # fmt: skip
    sample.properties("custom-house")["address"] = None
    sample.properties("custom-house")["name"] = "memorial  garden"
    sample.properties("custom-house")["label"] = "Garden"
    found = dataset.load(sample.write(tmp_path / "b"))
    assert [found.get_site(name).name for name in SITES] == [
        "Memorial Garden (signal-tower)", "memorial  garden (custom-house)",
    ]  # fmt: skip
    assert [found.get_site(name).label for name in SITES] == ["Memorial Garden", "Garden"]
