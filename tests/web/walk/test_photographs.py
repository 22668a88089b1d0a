"""Photographs on pages and as files: sizes, formats, weights, then and now."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from PIL import Image

from tests.sample_pictures import RECORD, photo, pictures, sample_with_pictures
from tests.web.walk.test_pictures import read
from trail.export.books.epub import to_epub
from trail.guide.guide import open_trail
from trail.web.serve.app import create_app
from trail.web.shell import features
from trail.web.shell.settings import Settings

NEW: dict[str, Any] = {
    **copy.deepcopy(RECORD), "kind": "photograph", "file": "shed-1911.jpg", "thumbnail": None,
    "alt": "The shed & its keeper", "caption": "The shed from the quay.", "credit": "Photograph",
    "rights": "https://rightsstatements.org/vocab/NKC/1.0/", "source": "https://example.org/shed-1911",
    "date": "1911",
}  # fmt: skip


def data_with(directory: Path, records: dict[str, Any], **photos: bytes) -> Path:
    data = sample_with_pictures(records).write(directory)
    for name, body in photos.items():
        (data / "pictures" / name.replace("_", "-")).with_suffix(".jpg").write_bytes(body)
    return data


@pytest.fixture
def data(tmp_path: Path) -> Path:
    records = pictures()
    records["sites"]["lost-camp"] = [NEW]
    return data_with(tmp_path / "data", records, shed_1911=photo())


@pytest.fixture
def client(data: Path) -> FlaskClient:
    return create_app(Settings(data, base_url="https://trail.example.org")).test_client()


def test_a_photograph_is_sent_in_the_size_and_format_that_suit(client: FlaskClient) -> None:
    (figure,) = read(client, "/sites/lost-camp/").xpath("//figure[@class='picture']")
    (image,) = figure.xpath(".//img")
    assert dict(image.attrib) == {
        "src": "/pictures/shed-1911-360.jpg", "width": "360", "height": "270",
        "alt": "The shed & its keeper", "decoding": "async",
    }  # fmt: skip
    assert [(source.get("type"), source.get("srcset")) for source in figure.xpath(".//source")] == [
        (f"image/{kind}", f"/pictures/shed-1911-360.{end} 360w, /pictures/shed-1911-720.{end} 720w")
        for kind, end in (("avif", "avif"), ("webp", "webp"), ("jpeg", "jpg"))
    ]
    caption = figure.xpath("string(./figcaption)")
    assert caption == "The shed from the quay. Photograph. Source of the picture"
    assert figure.xpath("./figcaption/a/@href") == ["https://example.org/shed-1911"]


@pytest.mark.parametrize("kind", ["avif", "webp", "jpeg"])
@pytest.mark.parametrize(("width", "height"), [(360, 270), (720, 540)])
def test_each_file_is_what_its_name_says(
    client: FlaskClient, kind: str, width: int, height: int
) -> None:
    ending = kind.replace("jpeg", "jpg")
    answer = client.get(f"/pictures/shed-1911-{width}.{ending}")
    assert (answer.status_code, answer.mimetype) == (200, f"image/{kind}")
    with Image.open(io.BytesIO(answer.data)) as image:
        assert (image.format, image.size) == (kind.upper(), (width, height))
    assert client.get(f"/pictures/shed-1911-{width}.{ending}").data == answer.data


@pytest.mark.parametrize(
    "name",
    [
        "shed-1911-361.jpg", "shed-1911-1080.jpg", "shed-1911-360.gif", "shed-1911.jpg",
        "shed-1911-0360.jpg", "gone-360.jpg", "-360.jpg", "../sites.geojson",
        "custom-house-360.jpg", "pictures.yaml", "shed-1911-9999999999.jpg", "shed-1911-360.jpg/",
    ],
)  # fmt: skip
def test_no_other_file_is_made(client: FlaskClient, name: str) -> None:
    assert client.get(f"/pictures/{name}").status_code == 404


def test_a_drawing_alone_has_the_colours_of_the_day(client: FlaskClient) -> None:
    answer = client.get("/pictures/custom-house.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert 'stroke="#1b2b45"' in answer.text
    assert "currentColor" not in answer.text
    assert '<rect width="48" height="32" fill="#fdfaf2" />' in answer.text


def test_even_a_picture_of_noise_is_light_at_360_pixels(tmp_path: Path) -> None:
    noise = io.BytesIO()
    Image.effect_noise((400, 700), 120).convert("RGB").save(noise, "JPEG", quality=95)
    records = pictures()
    records["sites"]["lost-camp"] = [NEW]
    data = data_with(tmp_path, records, shed_1911=noise.getvalue())
    client = create_app(Settings(data)).test_client()
    for ending in ("avif", "webp", "jpg"):
        assert len(client.get(f"/pictures/shed-1911-360.{ending}").data) <= 60_000


def test_a_phone_takes_one_file_along_and_a_host_all(data: Path) -> None:
    app = create_app(Settings(data))
    with app.test_request_context():
        kept = [path for path in features.file_paths() if path.startswith("/pictures/shed")]
        assert kept == ["/pictures/shed-1911-360.jpg"]
        published = [path for path in features.sheet_paths() if path.startswith("/pictures/")]
    assert sorted(published) == sorted(
        [
            "/pictures/custom-house.svg",
            "/pictures/shed-1911-720.jpg",
            *(f"/pictures/shed-1911-{w}.{e}" for w in (360, 720) for e in ("avif", "webp")),
        ]
    )


def test_then_and_now_stand_side_by_side(tmp_path: Path) -> None:
    records = pictures()
    records["sites"]["lost-camp"] = [NEW, {**NEW, "file": "shed-2026.jpg", "date": "2026"}]
    records["pairs"] = {
        "lost-camp": [{"then": "shed-1911.jpg", "now": "shed-2026.jpg", "bearing_deg": 91.0}]
    }
    data = data_with(tmp_path, records, shed_1911=photo(), shed_2026=photo((400, 300)))
    client = create_app(Settings(data)).test_client()
    (figure,) = read(client, "/sites/lost-camp/").xpath("//figure[contains(@class, 'picture')]")
    assert [
        (part.xpath("string(b)"), *part.xpath(".//img/@src")) for part in figure.xpath("./div/div")
    ] == [("Then", "/pictures/shed-1911-360.jpg"), ("Now", "/pictures/shed-2026-360.jpg")]
    assert figure.xpath("string(./figcaption)").startswith("From one place, looking east. ")


def test_people_days_and_markers_show_theirs(tmp_path: Path) -> None:
    records = pictures()
    records |= {"people": {"hana": [{**NEW, "file": "hana-1911.jpg"}]}}
    records |= {"days": {"1911-02-03": [{**NEW, "file": "day.jpg"}]}}
    data = data_with(tmp_path, records, hana_1911=photo(), day=photo())
    client = create_app(Settings(data)).test_client()
    assert read(client, "/people/hana/").xpath("//figure[@class='picture']//img/@src") == [
        "/pictures/hana-1911-360.jpg"
    ]


def test_rights_are_told_to_search_engines_and_programs(client: FlaskClient) -> None:
    page = read(client, "/sites/lost-camp/")
    blocks = [
        json.loads(block) for block in page.xpath("//script[@type='application/ld+json']/text()")
    ]
    (image,) = next(block["image"] for block in blocks if "image" in block)
    assert image == {
        "@type": "ImageObject",
        "contentUrl": "https://trail.example.org/pictures/shed-1911-720.jpg",
        "caption": "The shed from the quay.",
        "description": "The shed & its keeper",
        "creditText": "Photograph",
        "license": "https://rightsstatements.org/vocab/NKC/1.0/",
        "creator": {"@type": "Thing", "name": "The keepers"},
        "acquireLicensePage": "https://example.org/shed-1911",
    }
    drawn = read(client, "/sites/custom-house/")
    assert "https://spdx.org/licenses/CC-BY-4.0.html" in "".join(drawn.xpath("//script/text()"))
    item = client.get("/api/collections/sites/items/lost-camp").get_json()
    assert item["properties"]["pictures"] == [
        {
            "url": "https://trail.example.org/pictures/shed-1911-720.jpg",
            "kind": "photograph",
            "alt": "The shed & its keeper",
            "caption": "The shed from the quay.",
            "by": "The keepers",
            "date": "1911",
            "rights": "https://rightsstatements.org/vocab/NKC/1.0/",
            "credit": "Photograph",
            "source": "https://example.org/shed-1911",
        }
    ]


def test_the_book_has_the_pictures(data: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(to_epub(open_trail(data)))) as book:
        chapter = book.read("EPUB/site-lost-camp.xhtml").decode()
        package = book.read("EPUB/package.opf").decode()
        with Image.open(io.BytesIO(book.read("EPUB/pictures/shed-1911.jpg"))) as image:
            assert image.size == (720, 540)
        assert book.read("EPUB/pictures/custom-house.svg").startswith(b"<svg ")
    assert '<img src="pictures/shed-1911.jpg" alt="The shed &amp; its keeper"/>' in chapter
    assert 'href="pictures/shed-1911.jpg" media-type="image/jpeg"' in package


def test_a_list_shows_a_photograph_small_and_square(tmp_path: Path) -> None:
    records = pictures()
    records["sites"]["signal-tower"] = [NEW]
    client = create_app(Settings(data_with(tmp_path, records, shed_1911=photo()))).test_client()
    (image,) = read(client, "/tours/quay/").xpath("//img[@src='/pictures/small/signal-tower.jpg']")
    assert (image.get("class"), image.get("alt"), image.get("width")) == ("thumb", "", "72")
    answer = client.get("/pictures/small/signal-tower.jpg")
    assert len(answer.data) < 8_000
    with Image.open(io.BytesIO(answer.data)) as small:
        assert (small.format, small.size) == ("JPEG", (144, 144))
    assert client.get("/pictures/small/landing-stage.jpg").status_code == 404


def test_a_stop_without_a_picture_has_the_map_of_its_place(client: FlaskClient) -> None:
    shown = read(client, "/tours/quay/").xpath("//img[@class='thumb']/@src")
    assert "/pictures/places/landing-stage.svg" in shown
    assert "/pictures/places/custom-house.svg" not in shown  # that has a drawing
    answer = client.get("/pictures/places/landing-stage.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    drawn = ET.fromstring(answer.data)
    (here,) = drawn.iterfind(".//{*}circle[@class='m-here']")
    assert (float(here.get("cx", "")), float(here.get("cy", ""))) == pytest.approx(
        (120, 120), abs=1
    )
    for other in ("custom-house", "lost-camp"):
        assert client.get(f"/pictures/places/{other}.svg").status_code == 404
    with client.application.test_request_context():
        assert "/pictures/places/landing-stage.svg" in [*features.file_paths()]


def test_a_place_that_is_no_stop_has_no_small_map(tmp_path: Path) -> None:
    sample = sample_with_pictures(pictures())
    sample.tour("south-road")["stops"] = ["custom-house", "landing-stage"]
    client = create_app(Settings(sample.write(tmp_path))).test_client()
    assert client.get("/pictures/places/landing-stage.svg").status_code == 200
    assert client.get("/pictures/places/south-light.svg").status_code == 404
