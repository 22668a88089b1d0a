"""Whole files of the five-site trail as they were last agreed on, byte by byte.

A change of a format is made on purpose: `pytest tests/test_snapshots.py --update-snapshots`
writes them anew, and the difference is looked at like any other change.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.sample_visits import sample_with_visits
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

FOLDER = Path(__file__).parent / "snapshots"
# The file's name here, and its address.
SNAPSHOTS: Mapping[str, str] = {
    "tour.gpx": "/tours/quay.gpx",
    "tour.route.gpx": "/tours/quay.route.gpx",
    "tour.kml": "/tours/quay.kml",
    "tour.geojson": "/tours/quay.geojson",
    "sites.csv": "/sites.csv",
    "plan.ics": "/teach/plan.ics?date=2027-02-10&id=4f0c",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = sample_with_visits().write(tmp_path_factory.mktemp("data"))
    app = create_app(Settings(folder, "https://trail.example.org"))
    app.config["NOW"] = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
    return app.test_client()


def difference(before: bytes, after: bytes, name: str) -> str:
    agreed, now = before.decode().splitlines(), after.decode().splitlines()
    return "\n".join(difflib.unified_diff(agreed, now, f"{name} agreed on", f"{name} now", n=1))


def check_agreed(file: Path, now: bytes, config: pytest.Config) -> None:
    """It is as the file has it, which is written anew where that is asked for."""
    if config.getoption("--update-snapshots"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(now)
    name = file.name
    assert file.exists(), f"no snapshot {name} yet: run with --update-snapshots, and look at it"
    told = difference(file.read_bytes(), now, name)
    assert file.read_bytes() == now, f"{told}\nOn purpose? Run with --update-snapshots."


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_a_file_is_as_it_was_agreed_on(
    client: FlaskClient, name: str, pytestconfig: pytest.Config
) -> None:
    response = client.get(SNAPSHOTS[name])
    assert response.status_code == 200
    check_agreed(FOLDER / name, response.data, pytestconfig)


def test_no_snapshot_is_left_over(pytestconfig: pytest.Config) -> None:
    found = {file.name for file in FOLDER.iterdir()}
    if pytestconfig.getoption("--update-snapshots"):
        for name in found - set(SNAPSHOTS):
            (FOLDER / name).unlink()
        found &= set(SNAPSHOTS)
    assert found == set(SNAPSHOTS)
