"""The pictures of links that are shared: each page names one, with its title on it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from PIL import Image

from tests.sample_pictures import pictures, sample_with_pictures
from trail.dataset.schema.whole import Dataset
from trail.export.sheets.opengraph import MOST_BYTES, opengraph_png
from trail.graphics.pictures import alone_svg
from trail.web.offline.pack import LEFT_OUT
from trail.web.serve.app import create_app
from trail.web.shell import features
from trail.web.shell.settings import Settings


def drawing(data: Dataset) -> tuple[str, float]:
    assert data.pictures is not None
    found = data.pictures.drawings[data.pictures_of("custom-house")[0].file]
    return alone_svg(found).decode(), found.width / found.height


HOST = "https://trail.example.org"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    data = sample_with_pictures(pictures()).write(tmp_path_factory.mktemp("shared"))
    return create_app(Settings(data, base_url=HOST)).test_client()


def named(client: FlaskClient, path: str) -> dict[str, str]:
    page = html.document_fromstring(client.get(path).text)
    found = page.xpath("//meta[starts-with(@property, 'og:image')]")
    return {meta.get("property"): meta.get("content") for meta in found}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "index"),
        ("/sites/", "sites"),
        ("/sites/lost-camp/", "sites/lost-camp"),
        ("/tours/quay/", "tours/quay"),
        ("/tours/quay/in/30/", "tours/quay"),
        ("/tours/quay/go/", "tours/quay"),
        ("/people/hana/", "people/hana"),
        ("/days/1911-02-03/", "days/1911-02-03"),
        ("/treaty/", "treaty"),
        ("/print/", "print"),
    ],
)
def test_a_page_has_the_picture_of_what_it_is_about(
    client: FlaskClient, path: str, name: str
) -> None:
    assert named(client, path)["og:image"] == f"{HOST}/opengraph/{name}.png"


def test_the_picture_is_told_in_words_and_size(client: FlaskClient) -> None:
    record = pictures()["sites"]["custom-house"][0]
    told = named(client, "/sites/custom-house/")
    assert told == {
        "og:image": f"{HOST}/opengraph/sites/custom-house.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": record["alt"],
    }
    assert named(client, "/sites/lost-camp/")["og:image:alt"] == "Lost Camp"


def test_it_is_a_light_picture_and_the_same_each_time(client: FlaskClient) -> None:
    drawn, bare = (client.get(f"/opengraph/sites/{s}.png") for s in ("custom-house", "lost-camp"))
    for answer in (drawn, bare):
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert len(answer.data) <= MOST_BYTES
        with Image.open(io.BytesIO(answer.data)) as image:
            assert image.size == (1200, 630)
    data = client.application.extensions["guide"].dataset
    again = opengraph_png("Custom House", data.trail.title, "en", *drawing(data))
    assert again == drawn.data
    with Image.open(io.BytesIO(drawn.data)) as one, Image.open(io.BytesIO(bare.data)) as other:
        beside = (620, 80, 1150, 500)  # where the drawing stands
        inks = [len(image.convert("L").crop(beside).getcolors() or ()) for image in (one, other)]
    assert inks[0] > inks[1] == 1


@pytest.mark.parametrize(
    "name", ["sites/custom-hous", "in/30", "tours/quay/in/30", "x", "people/hana/x"]
)
def test_no_other_picture_is_made(client: FlaskClient, name: str) -> None:
    assert client.get(f"/opengraph/{name}.png").status_code == 404


def test_a_host_gets_one_a_name_and_a_phone_none(client: FlaskClient) -> None:
    with client.application.test_request_context():
        published = [path for path in features.sheet_paths() if path.startswith("/opengraph/")]
        kept = [path for path in features.file_paths() if path.startswith("/opengraph/")]
    assert len(published) == len(set(published))
    assert {"/opengraph/index.png", "/opengraph/people/hana.png"} <= {*published}
    assert not [path for path in published if "/in/" in path]
    assert kept == []
    assert LEFT_OUT.match("/opengraph/index.png")


def test_words_that_no_font_has_are_left_out(tmp_path: Path) -> None:
    sample = sample_with_pictures(pictures())
    sample.properties("custom-house")["name"] = "税関"
    client = create_app(Settings(sample.write(tmp_path))).test_client()
    assert client.get("/opengraph/sites/custom-house.png").status_code == 200
