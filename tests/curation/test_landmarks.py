"""A trail begun from an OpenStreetMap extract: its landmarks become sites, with its streets."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.osm_trail import TOWNS
from trail.base.errors import OsmError
from trail.base.geo import Position
from trail.cli import main as cli
from trail.cli import new as cli_new
from trail.curation.osm.landmarks import MappedPlace, find_landmark, landmarks
from trail.curation.sites.examples import examples_left
from trail.guide.checking import checked
from trail.guide.guide import Guide
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

pytest.importorskip("osmium")
MIDDLE = Position(100.2, 14.5005)
AT = ("--at", "14.5005,100.2")
WELL = MappedPlace(
    "n990001",
    "บ่อน้ำเก่า",
    (("en", "Old Well"), ("zh-Hant", "古井")),
    "historic=memorial",
    "Q990001",
    Position(100.198609, 14.500045),
)
NODES = """
<node id="990001" lat="14.500045" lon="100.198609" version="1"><tag k="historic" v="memorial"/>
 <tag k="name" v="บ่อน้ำเก่า"/><tag k="name:en" v="Old Well"/><tag k="name:zh-Hant" v="古井"/>
 <tag k="wikidata" v="Q990001"/></node>
<node id="990002" lat="14.500542" lon="100.199963" version="1"><tag k="tourism" v="artwork"/>
 <tag k="name" v="ต้นไม้ใหญ่"/><tag k="wikidata" v="javascript:1"/></node>
<node id="990003" lat="14.501121" lon="100.201113" version="1"><tag k="amenity" v="library"/>
 <tag k="name" v="ห้องสมุด"/><tag k="name:en" v="Library"/></node>
<node id="990004" lat="14.501" lon="100.2005" version="1"><tag k="place" v="town"/>
 <tag k="name" v="เมืองตัวอย่าง"/></node>
<node id="990005" lat="14.7" lon="100.2" version="1"><tag k="historic" v="ruins"/>
 <tag k="name" v="Far Ruins"/></node>
<node id="990006" lat="14.5006" lon="100.1999" version="1"><tag k="historic" v="ruins"/></node>
<node id="990007" lat="14.5006" lon="100.1999" version="1"><tag k="amenity" v="bank"/>
 <tag k="name" v="A bank"/></node>
<node id="990008" lat="14.5002" lon="100.1999" version="1"><tag k="historic" v="memorial"/>
 <tag k="name" v="Stone"/></node>
"""


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = (TOWNS / "street-names-thai/town.osm").read_text("utf-8")
    before = text.index("<node")
    file = tmp_path_factory.mktemp("extract") / "town.osm"
    file.write_text(f"{text[:before]}{NODES}{text[before:]}", "utf-8")
    return file


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_new, "today", lambda: date(2026, 3, 1))


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(arg) for arg in args], prog_name="trail")


def test_landmarks_of_note_come_first_and_far_ones_are_not_offered(extract: Path) -> None:
    found = landmarks(extract, MIDDLE)
    assert found.places[0] == WELL
    assert [place.name for place in found.places[1:]] == ["Stone", "ต้นไม้ใหญ่", "ห้องสมุด"]
    assert found.places[2].wikidata is None
    assert found.town == "เมืองตัวอย่าง"
    assert [place.name for place in landmarks(extract, MIDDLE, 100).places] == ["Stone", "ต้นไม้ใหญ่"]


def test_a_place_is_found_by_its_name_in_any_language(extract: Path) -> None:
    assert find_landmark(extract, "old WELL") == WELL
    assert find_landmark(extract, "古井") == WELL
    assert find_landmark(extract, "Old") is None
    with pytest.raises(OsmError, match="there is no such file"):
        find_landmark(extract.with_name("none.osm"), "Old Well")


def test_a_file_that_breaks_off_is_refused(extract: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.osm"
    broken.write_text(extract.read_text("utf-8")[:600], "utf-8")
    with pytest.raises(OsmError, match="can't be read to its end"):
        landmarks(broken, MIDDLE)


def test_a_landmark_off_the_globe_is_none_and_the_others_stay(
    extract: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.osm"
    moved = extract.read_text("utf-8").replace('lat="14.501121"', 'lat="114.501121"')
    odd.write_text(moved, "utf-8")
    assert [place.id for place in landmarks(odd, MIDDLE).places] == [
        "n990001",
        "n990008",
        "n990002",
    ]


def test_a_coastline_that_breaks_off_near_the_sites_is_told_and_the_trail_is_made(
    extract: Path, tmp_path: Path
) -> None:
    coast = (
        '<node id="990011" lat="14.4" lon="100.2" version="1"/>'
        '<node id="990012" lat="14.5" lon="100.2" version="1"/><way id="990013" version="1">'
        '<nd ref="990011"/><nd ref="990012"/><tag k="natural" v="coastline"/></way>'
    )
    town = tmp_path / "coast.osm"
    town.write_text(extract.read_text("utf-8").replace("<way", f"{coast}<way", 1), "utf-8")
    data = tmp_path / "t"
    result = run("new", data, "--from", town, *AT, "--take", "1,2")
    assert result.exit_code == 0, result.output
    assert "land and sea are not told apart: the coastline breaks off at 100.2" in result.stdout
    assert "map/land.geojson: none -> 0 features" in result.stdout
    assert len(checked(data).sites) == 2


def test_an_extract_without_streets_makes_no_half_a_trail(extract: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.osm"
    bare.write_text(re.sub(r"<way .*?</way>", "", extract.read_text("utf-8"), flags=re.S), "utf-8")
    data = tmp_path / "t"
    result = run("new", data, "--from", bare, *AT, "--take", "all")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "bare.osm: nothing in the bbox" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bare.osm"]


def test_a_trail_is_made_of_what_was_taken_and_claims_nothing(
    extract: Path, tmp_path: Path
) -> None:
    data = tmp_path / "t"
    took = ("--take", "1, library,3", "--time-zone", "Asia/Bangkok")
    result = run("new", data, "--title", "Lantern trail", "--from", extract, *AT, *took)
    assert result.exit_code == 0, result.output
    assert "3 sites to be written" in result.stdout
    assert "map/streets.geojson: none -> 5 features (0.8 km)" in result.stdout
    found = checked(data)
    assert [site.id for site in found.sites] == ["old-well", "library", "place-n990002"]
    well = found.sites[0]
    assert (well.name, well.position) == ("Old Well", WELL.position)
    facts = well.properties
    assert [(name.name, name.lang) for name in facts.other_names] == [
        ("บ่อน้ำเก่า", None),
        ("古井", "zh"),
    ]
    assert facts.position.source == (
        "OpenStreetMap node 990001 (Wikidata Q990001). Not checked on the ground."
    )
    assert (facts.summary, facts.story, facts.facts, facts.status) == ("", (), (), "unknown")
    assert facts.town == "เมืองตัวอย่าง"
    tour = found.trail.tours[0]
    assert (tour.id, tour.stops) == ("walk", ("old-well", "library", "place-n990002"))
    assert not examples_left(found)
    legs = Guide(found).itinerary("walk").legs
    assert all(leg.follows_streets for leg in legs)
    assert round(sum(leg.distance_m for leg in legs)) == 806


def test_what_is_not_there_can_not_be_taken(extract: Path, tmp_path: Path) -> None:
    for take, why in (("1,9", "no landmark '9'"), ("1", "two places or more"), ("1,x", "'x'")):
        result = run("new", tmp_path / "t", "--from", extract, *AT, "--take", take)
        assert result.exit_code == 2
        assert why in result.output
    result = run("new", tmp_path / "t", "--from", extract, *AT)
    assert result.exit_code == 2
    assert "  1 บ่อน้ำเก่า (historic=memorial, Q990001)" in result.output
    result = run("new", tmp_path / "t", "--from", extract, "--at", "0,0", "--take", "all")
    assert (result.exit_code, "has 0 landmarks" in result.output) == (1, True)
    assert not (tmp_path / "t").exists()


def test_a_site_is_added_by_its_name_in_the_extract(extract: Path, tmp_path: Path) -> None:
    data = tmp_path / "t"
    assert run("new", data, "--from", extract, *AT, "--take", "1,2").exit_code == 0
    named = ("--town", "Ban", "--state", "Saraburi", "--yes")
    result = run("--data", data, "add", "Library", "--from", extract, *named)
    assert result.exit_code == 0, result.output
    assert "Found in town.osm: ห้องสมุด (amenity=library)" in result.stdout
    assert checked(data).sites[-1].position == Position(100.201113, 14.501121)
    result = run("--data", data, "add", "Nowhere", "--from", extract, *named)
    assert result.exit_code == 1
    assert "has no place named 'Nowhere'; give it with --at" in result.output


def test_the_extract_beside_the_trail_is_asked_first_and_the_place_becomes_a_stop(
    extract: Path, tmp_path: Path
) -> None:
    data = tmp_path / "t"
    assert run("new", data, "--from", extract, *AT, "--take", "1,2").exit_code == 0
    beside = tmp_path / "town.osm"
    if beside != extract:
        beside.write_bytes(extract.read_bytes())
    named = ("--town", "Ban", "--state", "Saraburi", "--yes")
    before = checked(data).get_tour("walk").stops
    # No address is asked for, nor any geocoder: nobody answers at this one.
    result = run("--data", data, "add", "Library Annex", *named)
    assert (result.exit_code, "has no place named" in result.output) == (1, True)
    result = run(
        "--data", data, "add", "Library", "--id", "annex", "--tour", "walk", *named,
        "--address", "Library", "--geocoder-option", "domain=127.0.0.1:1",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "it is the last stop of walk" in result.output
    assert checked(data).get_tour("walk").stops == (*before, "annex")


def test_a_trail_without_lessons_has_no_teach(extract: Path, tmp_path: Path) -> None:
    data = tmp_path / "t"
    assert run("new", data, "--from", extract, *AT, "--take", "1,2").exit_code == 0
    home = create_app(Settings(data_dir=data)).test_client().get("/").get_data(as_text=True)
    assert "Teach" not in home
    assert "/teach/" not in home
