"""The examples of a new trail, left in place by a curator in a hurry."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trail.base.geo import Position
from trail.cli import main as cli
from trail.curation.sites.begin import Beginning, start_trail
from trail.curation.sites.examples import examples_left
from trail.dataset.schema.whole import Dataset
from trail.guide.checking import checked


@pytest.fixture
def hurried(tmp_path: Path) -> Path:
    """One site is named; the other two and the words of the trail are as they were."""
    data = tmp_path / "t"
    start_trail(data, Beginning("Harbor trail", Position(3, 56), date(2026, 3, 1)))
    file = data / "sites.geojson"
    sites = json.loads(file.read_text("utf-8"))
    sites["features"][0]["id"] = "lantern-house"
    named = {"name": "Lantern House", "label": "Lantern House", "town": "Sandvig", "story": None}
    sites["features"][0]["properties"] |= {**named, "summary": "A house with a lantern."}
    file.write_text(json.dumps(sites), "utf-8")
    trail = data / "trail.yaml"
    trail.write_text(trail.read_text("utf-8").replace("example-one", "lantern-house"), "utf-8")
    return data


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(arg) for arg in args], prog_name="trail")


def test_check_names_the_sites_and_the_texts_that_are_left(hurried: Path) -> None:
    left = examples_left(checked(hurried))
    assert left.sites == ("example-two", "example-three")
    assert left.texts == (
        "trail.yaml description",
        "trail.yaml collections.sites.description",
        "trail.yaml tours.example-walk.name",
        "trail.yaml tours.example-walk.short_name",
        "trail.yaml tours.example-walk.summary",
        "trail.yaml home.lede",
        "trail.yaml home.can_i_go_in_detail",
        "trail.yaml about.accuracy.paragraphs.0",
        "trail.yaml about.sources.paragraphs.0",
        "trail.yaml about.licence.paragraphs.0",
        "site lantern-house state",
        "site lantern-house access.detail",
        "site lantern-house facts.0.when",
        "site lantern-house facts.0.text",
        "site lantern-house position.source",
    )
    result = run("check", hurried)
    assert result.exit_code == 0
    assert f"examples left in place, to be replaced or removed: {left}" in result.stdout
    assert str(left).startswith("2 sites (example-two, example-three) and 15 texts (trail.yaml d")


def test_health_counts_them_first(hurried: Path) -> None:
    lines = run("health", hurried, "--on", "2026-03-01").stdout.splitlines()
    assert lines[1:4] == ["examples left in place: 2", "  example-two", "  example-three"]
    assert "texts of the examples left in place: 15" in lines


def test_publish_stops_at_them(hurried: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("--data", hurried, "publish", out, "--base-url", "https://t.example.org")
    assert result.exit_code == 1
    assert result.stderr.startswith("examples are left in place: 2 sites (example-two, example-th")
    assert result.stderr.rstrip().endswith("or publish them with --with-examples")
    assert not out.exists()


def test_publish_makes_them_public_where_that_is_asked_for(hurried: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    args = ("--base-url", "https://t.example.org", "--with-examples")
    result = run("--data", hurried, "publish", out, *args)
    assert result.exit_code == 0, result.output
    assert "Example two" in (out / "sites/example-two/index.html").read_text("utf-8")


def test_a_trail_of_its_own_has_none_left(sample_dataset: Dataset) -> None:
    assert not examples_left(sample_dataset)
