"""Parts of a tour: by the time there is, and from another start."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.sample import Sample
from tests.web.conftest import Read
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def stops(page: object) -> list[str]:
    return [link.text for link in page.xpath("//ol[@class='strip']//h3/a")]  # type: ignore[attr-defined]


def test_a_tour_begun_elsewhere_has_all_its_stops(read: Read) -> None:
    whole = stops(read("/tours/quay/"))
    begun = stops(read("/tours/quay/from/custom-house/"))
    assert begun[0] == "Custom House"
    assert sorted(begun) == sorted(whole)


def test_more_time_never_means_fewer_stops(read: Read) -> None:
    counts = [len(stops(read(f"/tours/quay/in/{m}/"))) for m in (30, 45, 60, 90, 120, 180)]
    assert counts == sorted(counts)
    assert counts[-1] == 3


def test_a_short_walk_names_what_it_leaves_out_and_for_how_much(tmp_path: Path) -> None:
    sample = Sample()
    for feature in sample.sites["features"]:
        feature["properties"]["dwell_min"] = 20
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    body = client.get("/tours/quay/in/45/").get_data(as_text=True)
    assert "Left out" in body
    assert "longer" in body


def test_too_little_time_says_the_least_that_works(tmp_path: Path) -> None:
    sample = Sample()
    for feature in sample.sites["features"]:
        feature["properties"]["dwell_min"] = 50
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    response = client.get("/tours/quay/in/30/")
    assert response.status_code == 200
    assert "too short" in response.text
    assert "50\u00a0min" in response.text


def test_both_ways_of_ending_are_offered(read: Read) -> None:
    page = read("/tours/quay/in/60/")
    assert "And back to the start" in page.text_content()


@pytest.mark.parametrize(
    "path",
    [
        "/tours/quay/in/0/",
        "/tours/quay/in/31/",
        "/tours/quay/in/-30/",
        "/tours/quay/in/1e2/",
        "/tours/quay/in/99999999999999999999/",
        "/tours/quay/from/nowhere/",
        "/tours/quay/from/south-light/",
        "/tours/quay/from/landing-stage/",
        "/tours/south-road/in/60/",
        "/tours/south-road/from/south-light/in/60/",
    ],
)
def test_a_part_that_there_is_not_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
