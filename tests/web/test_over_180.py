"""The sample moved to where the 180th meridian runs through its quay: all else stays as it was."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from tests.sample import Sample
from tests.shifted import shift, wrapped
from trail.base.geo import Position, distance_m
from trail.cli.main import main
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

ALL = {"landing-stage", "signal-tower", "custom-house", "south-light"}
EAST = 11.65  # degrees: the custom house stays west of the meridian, the rest goes over it
# Of both trails, in files and on maps; the region's box has few decimals.
LONGITUDE = re.compile(r"-?1(?:6[89]|79|80)\.\d+")
# Names along a river may stand anywhere on it: the last digits of a sum decide.
RIVER = re.compile(r'<text transform="translate\([^)]*\)rotate\([^)]*\)">')
HASH = re.compile(r"[0-9a-f]{10,}")


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    directory = shift(Sample(), EAST).write(tmp_path_factory.mktemp("moved"))
    return create_app(Settings(data_dir=directory))


@pytest.fixture(scope="module")
def there(moved: Flask) -> FlaskClient:
    return moved.test_client()


def bare(text: str) -> str:
    """The text without longitudes and what hangs on them."""
    return HASH.sub("#", RIVER.sub("", LONGITUDE.sub("°", text)))


def asked(client: FlaskClient, path: str) -> Any:
    """What the app answers, read as JSON."""
    return json.loads(client.get(path).data)


def paths(client: FlaskClient) -> list[str]:
    return re.findall(r"<loc>http://localhost(.*?)</loc>", client.get("/sitemap.xml").text)


def test_every_page_says_and_draws_the_same(client: FlaskClient, there: FlaskClient) -> None:
    found = paths(client)
    assert found == paths(there)
    assert len(found) > 60
    for path in found:
        assert bare(there.get(path).text) == bare(client.get(path).text), path


def map_scripts(client: FlaskClient, path: str) -> Iterator[str]:
    config = re.search(r'id="map-config">(.*?)</script>', client.get(path).text)
    assert config
    yield from (client.get(url).text for url in json.loads(config[1])["maps"].values())


@pytest.mark.parametrize("path", ["/", "/sites/", "/tours/quay/", "/sites/custom-house/"])
def test_live_map_shows_the_same_ground(path: str, client: FlaskClient, there: FlaskClient) -> None:
    for here, other in zip(map_scripts(client, path), map_scripts(there, path), strict=True):
        assert bare(here) == bare(other)
        # Leaflet wants places side by side: numbers go on below -180.
        old, new = (list(map(float, LONGITUDE.findall(text))) for text in (here, other))
        assert [lon + EAST - 360 for lon in old] == pytest.approx(new, abs=2e-6)
        assert min(new) < -180 < max(new)


def test_basemap_goes_on_over_the_meridian(client: FlaskClient, there: FlaskClient) -> None:
    def boxes(of: FlaskClient) -> list[list[int]]:
        config = re.search(r'id="map-config">(.*?)</script>', of.get("/").text)
        assert config
        text = of.get(json.loads(config[1])["basemap"]).text
        return [
            layer["box"] for layer in json.loads(text.removeprefix("window.trailBasemap=")[:-2])
        ]

    assert [box[0] for box in boxes(there)] == [-18_035_000, -18_001_000, -18_001_000]
    east = 1_165_000 - 36_000_000
    assert [box[2] - east for box in boxes(there)] == [box[2] for box in boxes(client)]


# ---------------------------------------------------------------- files


def positions(value: Any) -> Iterator[list[float]]:
    if isinstance(value[0], list):
        for item in value:
            yield from positions(item)
    else:
        yield value


@pytest.mark.parametrize(
    "path", ["/sites.geojson", "/tours/quay.geojson", "/tours/south-road.geojson"]
)
def test_geojson_is_as_rfc_7946_wants_it(
    path: str, client: FlaskClient, there: FlaskClient
) -> None:
    old, new = asked(client, path), asked(there, path)
    west, south, east, north = old["bbox"]
    assert new["bbox"] == [wrapped(west, EAST), south, wrapped(east, EAST), north]
    assert new["bbox"][0] > new["bbox"][2]
    for before, after in zip(old["features"], new["features"], strict=True):
        assert after["properties"] == before["properties"]
        if before["geometry"] is None:
            continue
        if before["geometry"]["type"] == after["geometry"]["type"]:
            for a, b in zip(
                positions(before["geometry"]["coordinates"]),
                positions(after["geometry"]["coordinates"]),
                strict=True,
            ):
                assert b == [pytest.approx(wrapped(a[0], EAST), abs=1.1e-6), a[1]]
        else:
            assert after["geometry"]["type"] == "MultiLineString"
            for a, b in zip(*[after["geometry"]["coordinates"][k:] for k in (0, 1)], strict=False):
                assert {a[-1][0], b[0][0]} == {180, -180}
                assert a[-1][1] == b[0][1]
    lines = [
        f["geometry"] for f in new["features"] if "Line" in (f["geometry"] or {}).get("type", "")
    ]
    crossing = [line for line in lines if line["type"] == "MultiLineString"]
    assert len(crossing) == {"/sites.geojson": 0}.get(path, 1)
    for line in lines:
        parts = line["coordinates"] if line in crossing else [line["coordinates"]]
        assert all(abs(a[0] - b[0]) < 1 for part in parts for a, b in itertools.pairwise(part))


def test_gpx_has_the_places_and_no_box(there: FlaskClient) -> None:
    root = ElementTree.fromstring(there.get("/tours/quay.gpx").data)
    space = {"g": "http://www.topografix.com/GPX/1/1"}
    assert [wpt.get("lon") for wpt in root.findall("g:wpt", space)] == [
        "-179.998800", "-179.996000", "179.999800",
    ]  # fmt: skip
    assert root.find(".//g:bounds", space) is None
    assert {float(at.get("lon", "")) < 0 for at in root.iterfind(".//g:trkpt", space)} == {
        True,
        False,
    }
    assert all(abs(float(at.get("lon", ""))) <= 180 for at in root.iterfind(".//g:trkpt", space))


def test_kml_cuts_the_leg_at_the_meridian(there: FlaskClient) -> None:
    text = there.get("/tours/south-road.kml").text
    assert text.count("<MultiGeometry>") == 1
    line = re.findall(r"<coordinates>(.*?)</coordinates>", text)[2:]
    assert line[0].startswith("179.999800,-46.602000 180.000000,")
    assert line[1].startswith("-180.000000,")
    assert line[1].endswith("-179.939500,-46.648000")


def test_table_has_longitudes_of_the_world(there: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(there.get("/sites.csv").data.decode("utf-8-sig"))))
    assert [row["lon"] for row in rows] == [
        "-179.998800", "-179.996000", "179.999800", "-179.939500", "",
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", ["quay-letter", "quay-cards-a4", "south-road-booklet-a4"])
def test_sheet_says_the_same(sheet: str, client: FlaskClient, there: FlaskClient) -> None:
    def text(of: FlaskClient) -> list[str]:
        reader = PdfReader(io.BytesIO(of.get(f"/print/{sheet}.pdf").data))
        return [page.extract_text() for page in reader.pages]

    assert text(there) == text(client)


# ---------------------------------------------------------------- questions


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("179.99,-46.7,-179.9,-46.5", ALL),
        ("179.99,-46.7,180.1,-46.5", ALL),
        ("-180.01,-46.7,-179.9,-46.5", ALL),
        ("179,-47,180,-46", {"custom-house"}),
        ("-180,-47,-179,-46", {"landing-stage", "signal-tower", "south-light"}),
        ("-179.95,-47,-179.9,-46", {"south-light"}),
        ("179.9999,-46.65,-179.997,-46", {"landing-stage"}),
        ("-180,-90,180,90", ALL),
        ("0,-90,10,90", set()),
    ],
)
def test_api_finds_what_lies_in_the_box(box: str, found: set[str], there: FlaskClient) -> None:
    answer = asked(there, f"/api/collections/sites/items?bbox={box}")
    assert {feature["id"] for feature in answer["features"]} == found


def test_api_finds_legs_and_streets_on_either_side(there: FlaskClient) -> None:
    for box in ("179.9,-47,180,-46", "-180,-47,-179.99,-46"):
        legs = asked(there, f"/api/collections/legs/items?bbox={box}")["features"]
        assert "quay.signal-tower.custom-house" in {leg["id"] for leg in legs}
        streets = asked(there, f"/api/collections/streets/items?bbox={box}")["features"]
        assert "streets.back-street" in {street["id"] for street in streets}


def test_api_says_the_extent_with_west_above_east(there: FlaskClient) -> None:
    extent = asked(there, "/api/collections/sites")["extent"]["spatial"]["bbox"]
    assert extent == [[179.9998, -46.648, -179.9395, -46.5991]]


def test_pages_and_links_have_longitudes_of_the_world(there: FlaskClient) -> None:
    page = there.get("/sites/landing-stage/").text
    assert "Latitude, longitude: -46.59910, -179.99880" in page
    assert "geo:-46.59910,-179.99880?q=-46.59910,-179.99880(" in page
    assert "mlat=-46.59910&amp;mlon=-179.99880#map=17/-46.59910/-179.99880" in page
    assert '"longitude":-179.9988' in page.replace(" ", "")
    follow = there.get("/tours/quay/go/").text
    assert re.findall(r'data-lon="([^"]+)"', follow) == ["-179.9988", "-179.996", "179.9998"]


def test_marker_of_its_own_place_is_drawn_beside_the_others(tmp_path: Path) -> None:
    sample = shift(Sample(), EAST)
    places = [m["place"] for m in sample.story["markers.yaml"]["markers"] if m.get("place")]
    assert places, "the sample has a marker with a place of its own"
    places[0]["lon"] = 179.95
    app = create_app(Settings(data_dir=sample.write(tmp_path)))
    scripts = list(map_scripts(app.test_client(), "/remembrance/"))
    lons = [float(lon) for lon in LONGITUDE.findall(scripts[0])]
    assert max(lons) - min(lons) < 1.5


# ---------------------------------------------------------------- a trail begun there


def test_trail_begun_at_180_is_small_and_prints(tmp_path: Path) -> None:
    directory = tmp_path / "fiji"
    made = CliRunner().invoke(main, ["new", str(directory), "--at=-17.2,179.9995"])
    assert made.exit_code == 0, made.output
    text = (directory / "trail.yaml").read_text()
    assert "bbox: [179.74, -17.43, -179.76, -16.97]" in text
    (directory / "trail.yaml").write_text(
        text.replace("[179.74, -17.43, -179.76, -16.97]", "[179.7, -17.5, -179.7, -16.9]")
    )
    sites = json.loads((directory / "sites.geojson").read_text())
    places = ([179.9985, -17.2], [-179.999, -17.2005], [179.9995, -17.203])
    for feature, place in zip(sites["features"], places, strict=True):
        feature["geometry"]["coordinates"] = place
    (directory / "sites.geojson").write_text(json.dumps(sites))
    legs = CliRunner().invoke(main, ["--data", str(directory), "legs", "example-walk"]).output
    assert "example-one to example-two: 272 m, 4 min" in legs
    assert "Example two is 270 m to the east." in legs
    client = create_app(Settings(data_dir=directory)).test_client()
    script = next(map_scripts(client, "/tours/example-walk/"))
    corners = re.search(r'"frame": \[\[(.*?), (.*?)\], \[(.*?), (.*?)\]\]', script)
    assert corners
    south, west, _north, east = map(float, corners.groups())
    assert 300 < distance_m(Position(west, south), Position(east, south)) < 3000
    page = client.get("/tours/example-walk/").text
    marks = re.findall(r'<text class="m-n[^>]*? x="([\d.]+)" y="([\d.]+)"', page)[:3]
    assert len(marks) == 3
    assert all(0 < float(x) < 1000 and 0 < float(y) < 1000 for x, y in marks)
    sheet = client.get("/print/example-walk-letter.pdf")
    assert sheet.status_code == 200
    text = PdfReader(io.BytesIO(sheet.data)).pages[0].extract_text()
    assert "Example two" in text
