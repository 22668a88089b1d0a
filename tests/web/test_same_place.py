"""Two and three stops at one point: no way and no direction is told where there is none."""

from __future__ import annotations

import io
import itertools
import json
import math
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from pypdf import PdfReader

from tests.sample import Sample, site
from trail.cli.main import main
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

POINT = [168.3512, -46.5991]
WAY = re.compile(r"\d+ (?:ft|miles?|m|km)\b[^.<]{0,40}\b(?:north|south|east|west)")


def gathered(*site_ids: str, streets: bool = True) -> Sample:
    """The sample with these sites at the landing stage."""
    sample = Sample()
    for site_id in site_ids:
        sample.feature(site_id)["geometry"]["coordinates"] = list(POINT)
    if not streets:
        del sample.layers["streets"]
    return sample


def client_of(sample: Sample, directory: Path) -> FlaskClient:
    return create_app(Settings(data_dir=sample.write(directory))).test_client()


@pytest.fixture(params=[True, False], ids=["streets", "no streets"])
def three(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    sample = gathered("signal-tower", "custom-house", streets=request.param)
    return sample.write(tmp_path / "three")


def test_legs_are_nothing_and_say_so(three: Path) -> None:
    result = CliRunner().invoke(main, ["--data", str(three), "legs", "quay"])
    assert result.exit_code == 0
    assert "landing-stage to signal-tower: 0 m, 0 min\n  Signal Tower is in the same place.\n" in (
        result.stdout
    )
    assert "signal-tower to custom-house: 0 m, 0 min\n  Custom House is in the same place.\n" in (
        result.stdout
    )
    assert "straight line" not in result.stdout


def test_one_of_three_apart_keeps_its_way(tmp_path: Path) -> None:
    directory = gathered("signal-tower", streets=False).write(tmp_path)
    told = CliRunner().invoke(main, ["--data", str(directory), "legs", "quay"]).stdout
    assert "Signal Tower is in the same place." in told
    assert "signal-tower to custom-house: 340 m, 5 min, straight line" in told
    assert "Custom House is 0.2 mi (340 m) to the south." in told


def test_pages_give_no_direction_where_there_is_none(three: Path) -> None:
    client = create_app(Settings(data_dir=three)).test_client()
    for path in ("/", "/tours/quay/", "/tours/quay/go/", "/tours/quay/in/60/", "/embed/quay/"):
        page = client.get(path).text
        assert WAY.search(re.sub(r"<[^>]+>", "", page)) is None, path
    page = re.sub(r"<[^>]+>", "", client.get("/tours/quay/").text)
    assert (
        len(
            re.findall(
                "0\u00a0ft \\(0\u00a0m\\) 0\u00a0min to \\d\n[\\w ]+ is in the same place\\.", page
            )
        )
        == 2
    )
    page = re.sub(r"<[^>]+>", "", client.get("/sites/signal-tower/").text)
    assert "In the same place as Landing Stage." in page
    assert page.count("In the same place. Kererū Bay.") == 2


def test_marks_stand_apart(three: Path) -> None:
    client = create_app(Settings(data_dir=three)).test_client()
    drawn = re.findall(r'<text class="m-n[^>]*? x="([\d.]+)" y="([\d.]+)"', client.get("/").text)
    places = [(float(x), float(y)) for x, y in drawn]
    assert len(places) >= 3
    assert all(math.dist(a, b) > 20 for a, b in itertools.combinations(places[:3], 2))


def test_files_have_legs_without_length(three: Path) -> None:
    client = create_app(Settings(data_dir=three)).test_client()
    legs = [
        feature
        for feature in json.loads(client.get("/tours/quay.geojson").data)["features"]
        if feature["properties"]["kind"] == "leg"
    ]
    assert [leg["properties"]["distance_m"] for leg in legs] == [0, 0]
    for leg in legs:
        assert len(leg["geometry"]["coordinates"]) == 2
        assert leg["geometry"]["coordinates"][0] == leg["geometry"]["coordinates"][1]
    for ending in ("gpx", "kml", "csv"):
        assert client.get(f"/tours/quay.{ending}").status_code == 200


def test_sheets_print_it(three: Path) -> None:
    client = create_app(Settings(data_dir=three)).test_client()
    for sheet in ("quay-letter", "quay-large-letter", "quay-cards-letter", "quay-booklet-a4"):
        answer = client.get(f"/print/{sheet}.pdf")
        assert answer.status_code == 200, sheet
        text = "\n".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.data)).pages)
        assert WAY.search(text) is None, sheet
        if sheet == "quay-large-letter":
            assert "is in the same place" in " ".join(text.split())


def test_a_dozen_stops_at_one_point_can_be_told_apart(tmp_path: Path) -> None:
    sample = gathered("signal-tower", "custom-house", streets=False)
    more = [f"plaque-{number}" for number in range(9)]
    sample.sites["features"] += [site(name, *POINT) for name in more]
    sample.tour("quay")["stops"] += more
    client = client_of(sample, tmp_path)
    page = client.get("/tours/quay/").text
    svg = re.findall(r'<text class="m-n[^>]*? x="([\d.]+)" y="([\d.]+)"', page)
    places = [(float(x), float(y)) for x, y in svg][:12]
    assert len(places) == 12
    assert all(math.dist(a, b) > 20 for a, b in itertools.combinations(places, 2))
    assert client.get("/print/quay-letter.pdf").status_code == 200
