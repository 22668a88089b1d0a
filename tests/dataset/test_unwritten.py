"""A site that nobody has written about yet: null in the file, said plainly everywhere."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import html
from pypdf import PdfReader

from tests.sample import Sample
from trail import dataset
from trail.dataset import sites_schema
from trail.export.sheets import Press
from trail.guide.guide import Guide
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

SITE = "custom-house"


@pytest.fixture
def unwritten(sample: Sample, tmp_path: Path) -> Path:
    properties = sample.properties(SITE)
    properties.update(summary=None, story=None, facts=[], status="unknown")
    properties["access"] = {
        "state": "unknown", "detail": None, "step_free": None, "as_of": None, "source": None,
    }  # fmt: skip
    return sample.write(tmp_path)


def test_null_is_read_as_empty_text(unwritten: Path) -> None:
    site = dataset.load(unwritten).get_site(SITE)
    assert site.properties.summary == ""
    assert site.properties.story == ()
    assert site.properties.access.detail == ""


def test_schema_allows_null(unwritten: Path, sample: Sample) -> None:
    sample.properties(SITE).update(summary=None, story=None)
    assert list(Draft202012Validator(sites_schema()).iter_errors(sample.sites)) == []


def test_pages_say_that_nothing_is_written(unwritten: Path) -> None:
    client = create_app(Settings(data_dir=unwritten)).test_client()
    page = html.fromstring(client.get(f"/sites/{SITE}/").get_data(as_text=True))
    said = [node.text_content().strip() for node in page.xpath("//section//*[@class='unknown']")]
    assert said.count("Not written yet.") == 2
    assert "None" not in page.text_content()
    assert not page.xpath("//*[@data-listen]")
    for path in ("/", "/tours/quay/", "/tours/quay/go/", "/search/?q=custom", "/sites/"):
        response = client.get(path)
        assert response.status_code == 200, path
        assert ">None<" not in response.get_data(as_text=True)
    assert "Not written yet." in client.get("/tours/quay/go/").get_data(as_text=True)
    for path in ("/sites.geojson", "/sites.csv", "/sites.kml", "/tours/quay.gpx"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("sheet", ["quay", "quay-cards", "quay-booklet", "quay-large"])
def test_sheets_are_printed(unwritten: Path, sheet: str) -> None:
    guide = Guide(dataset.load(unwritten))
    made = Press(guide).pdf(sheet, "a4", "https://trail.example.org")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages)
    assert "Not written yet." in " ".join(text.split())
    assert "Check before you go." in " ".join(text.split())
