"""`trail add`: what is shown, what is written, and that nothing else is."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import html

from tests import loopback
from tests.loopback import Server, says
from tests.sample import Sample
from tests.shifted import shift
from trail import dataset
from trail.base import paths
from trail.cli import add as cli_add
from trail.cli import main as cli
from trail.dataset.schema.site import Site
from trail.dataset.text.yamlstops import with_stop, without_stop
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

DAY = date(2026, 3, 1)
AT = "--at=-46.6003,168.3530"
HERE = (AT, "--town", "Kererū Bay", "--state", "Southland")
ANSWER: dict[str, Any] = {
    "lat": "-46.6003",
    "lon": "168.3530",
    "display_name": "Rope Walk, Kererū Bay",
    "licence": "Data © the mappers, ODbL 1.0",
    "address": {"village": "Kererū Bay", "county": "Tern", "state": "Southland"},
}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_add, "today", lambda: DAY)


@pytest.fixture
def data(sample: Sample, tmp_path: Path) -> Path:
    return sample.write(tmp_path)


@pytest.fixture
def geocoder() -> Iterator[Server]:
    with loopback.serve() as server:
        server.answers["/search"] = says(200, json.dumps([ANSWER]), "application/json")
        yield server


def run(data: Path, *args: str, says: str | None = None, server: Server | None = None) -> Result:
    env = {}
    if server is not None:
        env["TRAIL_GEOCODER_OPTIONS"] = f"domain=127.0.0.1:{server.port} scheme=http"
    command = ["--data", str(data), "add", *args]
    return CliRunner().invoke(cli.main, command, env=env, input=says, prog_name="trail")


def added(data: Path, site_id: str) -> Site:
    return dataset.load(data).get_site(site_id)


def refused(data: Path, *args: str, server: Server | None = None) -> str:
    """The refusal, one line; the file is as it was, and nothing lies beside it."""
    before = (data / "sites.geojson").read_bytes()
    names = sorted(path.name for path in data.iterdir())
    result = run(data, *args, "--yes", server=server)
    assert result.exit_code in (1, 2), result.output
    assert "Traceback" not in result.output
    assert (data / "sites.geojson").read_bytes() == before
    assert sorted(path.name for path in data.iterdir()) == names
    return result.stderr


# ---------------------------------------------------------------- by address


def test_address_is_found_shown_and_written(data: Path, geocoder: Server) -> None:
    address = "Rope Walk 1"
    result = run(data, "Rope Walk", "--address", address, "--yes", server=geocoder)
    assert result.exit_code == 0, result.output
    assert "Found by nominatim: Rope Walk, Kererū Bay" in result.stdout
    assert "latitude -46.60030, longitude 168.35300, within 150 m" in result.stdout
    assert " m from Signal Tower, the nearest site" in result.stdout
    assert " m from Landing Stage, where the trail begins" in result.stdout
    site = added(data, "rope-walk")
    p = site.properties
    assert (p.name, p.address, p.town, p.state) == (
        "Rope Walk", address, "Kererū Bay", "Southland",
    )  # fmt: skip
    assert (p.collection, p.reach) == ("harbour", "foot")
    assert (p.position.accuracy_m, p.position.show_as) == (150, "area")
    for said in ("nominatim", "2026-03-01", "Rope Walk, Kererū Bay", "Not checked", "ODbL"):
        assert said in p.position.source


def test_nothing_that_nobody_knows_is_written_or_shown(data: Path, geocoder: Server) -> None:
    run(data, "Rope Walk", "--address", "Rope Walk 1", "--yes", server=geocoder)
    p = added(data, "rope-walk").properties
    assert (p.status, p.access.state, p.access.as_of) == ("unknown", "unknown", None)
    assert (p.summary, p.story, p.facts, p.access.detail) == ("", (), (), "")
    client = create_app(Settings(data_dir=data)).test_client()
    text = html.fromstring(client.get("/sites/rope-walk/").get_data(as_text=True)).text_content()
    assert text.count("Not written yet.") == 2
    assert "Not checked on the ground" in text


def test_contact_of_the_trail_stands_in_the_user_agent(
    sample: Sample, tmp_path: Path, geocoder: Server
) -> None:
    sample.trail["contact"] = "Kererū: trail@example.org"
    data = sample.write(tmp_path)
    assert run(data, "Rope Walk", "--address", "x", "--yes", server=geocoder).exit_code == 0
    agent = geocoder.asked[0][2]
    assert agent.startswith("treaty-trail/")
    assert agent.endswith("(Kerer: trail@example.org)")


def test_town_of_the_answer_that_other_sites_use_is_taken(data: Path, geocoder: Server) -> None:
    place = {"city": "Greater Bay", "village": "Kererū Bay", "state": "South Island",
             "region": "Southland"}  # fmt: skip
    body = json.dumps([{**ANSWER, "address": place}])
    geocoder.answers["/search"] = says(200, body, "application/json")
    run(data, "Rope Walk", "--address", "x", "--yes", server=geocoder)
    p = added(data, "rope-walk").properties
    assert (p.town, p.state) == ("Kererū Bay", "Southland")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (says(200, "[]", "application/json"), "found nothing"),
        (says(500, "oops"), "gave no answer"),
        (loopback.hangs, "did not answer in time"),
        (loopback.babbles, "nominatim"),
    ],
)
def test_failing_lookup_says_so_and_names_the_other_way(
    data: Path, geocoder: Server, answer: loopback.Answer, said: str
) -> None:
    geocoder.answers["/search"] = answer
    message = refused(data, "Rope Walk", "--address", "x", "--timeout", "0.4", server=geocoder)
    assert said in message
    assert "give the place yourself with --at LAT,LON" in message
    assert len(message.splitlines()) == 1


def test_without_a_network_at_is_the_way(data: Path) -> None:
    gone = Server(loopback.free_port())
    assert "--at LAT,LON" in refused(data, "Rope Walk", "--address", "x", server=gone)
    assert run(data, "Rope Walk", *HERE, "--yes").exit_code == 0


def test_place_far_away_is_refused_with_the_mend(data: Path, geocoder: Server) -> None:
    body = json.dumps([{**ANSWER, "lat": "43.0", "lon": "-70.7"}])
    geocoder.answers["/search"] = says(200, body, "application/json")
    message = refused(data, "Rope Walk", "--address", "x", server=geocoder)
    assert "outside the region The bay and its coast" in message
    assert "km from Landing Stage" in message
    assert "region.bbox in trail.yaml as [-70.7, -47, 169, 43]" in message


def test_swapped_answer_is_recognised(data: Path, geocoder: Server) -> None:
    assert "swapped" in refused(data, "Rope Walk", "--at", "168.353,-46.6003", server=geocoder)
    assert geocoder.asked == []


@pytest.mark.parametrize(
    "option", ["domain", "=x", "", "api_key=1", "domain=a b", "scheme=gopher", "timeout=x"]
)
def test_wrong_option_of_the_geocoder_is_refused(data: Path, option: str) -> None:
    assert refused(data, "R", "--address", "x", "--geocoder-option", option, "--timeout", "1")


# ---------------------------------------------------------------- by latitude and longitude


def test_given_place_is_written_as_what_it_is(data: Path) -> None:
    assert run(data, "Rope Walk", *HERE, "--yes").exit_code == 0
    info = added(data, "rope-walk").properties.position
    assert info.accuracy_m == 150
    assert info.source == (
        "Given by hand as latitude and longitude on 2026-03-01; how it was found is not noted."
    )


def test_accuracy_and_source_can_be_given(data: Path) -> None:
    args = ("--accuracy", "7.5", "--source", "Paced out from the tower.")
    assert run(data, "Rope Walk", *HERE, *args, "--yes").exit_code == 0
    info = added(data, "rope-walk").properties.position
    assert (info.accuracy_m, info.show_as) == (7.5, "pin")
    assert info.source == "Paced out from the tower."


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("-46,6,168,3", "a point for decimals (it could be read two ways)"),
        *((at, "latitude") for at in ("nan,168.3", "168.35", "-146.6,168.3", "x" * 10_000)),
        ("", "--at LAT,LON"),
    ],
)
def test_place_that_is_none_is_refused(data: Path, at: str, told: str) -> None:
    assert told in refused(data, "Rope Walk", f"--at={at}", "--town", "a", "--state", "b")


def test_same_place_as_another_site_is_asked_about(data: Path) -> None:
    args = ("--at=-46.6012,168.3540", "--town", "a", "--state", "b", "--yes")
    assert "Is it signal-tower, which is there already?" in run(data, "Tower", *args).stdout


def test_place_far_from_the_origin_is_reached_by_car(data: Path) -> None:
    args = ("--at=-46.648,168.412", "--town", "a", "--state", "b", "--yes")
    assert run(data, "Hut", *args).exit_code == 0
    p = added(data, "hut").properties
    assert (p.reach, p.collection) == ("car", "coast")


def test_neither_address_nor_place_is_a_question_not_understood(data: Path) -> None:
    assert "--address" in refused(data, "Rope Walk")


def test_town_that_nobody_knows_must_be_given(data: Path) -> None:
    assert "give it with --town" in refused(data, "Rope Walk", AT)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "site_id"),
    [
        ("St. John’s Church", "st-johns-church"),
        ("Ōkiato “pier” & 'shed'", "okiato-pier-shed"),
        ("Straße 12 ⚓", "strasse-12"),
        ("a/../../b", "a-b"),
        ('"}], "x": [', "x"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("n" * 200, "n" * 64),
    ],
)
def test_any_name_is_kept_and_gets_an_id(data: Path, name: str, site_id: str) -> None:
    result = run(data, *HERE, "--yes", "--", name)
    assert result.exit_code == 0, result.output
    site = added(data, site_id)
    assert site.name == name
    assert len(site.label) <= 28
    client = create_app(Settings(data_dir=data)).test_client()
    assert client.get(f"/sites/{site_id}/").status_code == 200


@pytest.mark.parametrize("name", ["信号塔", "מגדל האות", "برج", "Маяк"])
def test_name_in_another_script_needs_an_id(data: Path, name: str) -> None:
    assert "--id" in refused(data, name, *HERE)
    assert run(data, name, *HERE, "--id", "tower-2", "--yes").exit_code == 0
    assert added(data, "tower-2").name == name


@pytest.mark.parametrize(
    "name",
    ["", "  ", "\t\n", "⚓⚓", "a\x00b", "a\x1b[2Jb", "abc\u202egnp", "x" * 10_000, "\udc80"],
)
def test_name_that_is_none_is_refused(data: Path, name: str) -> None:
    assert "name" in refused(data, name, *HERE)


@pytest.mark.parametrize("site_id", ["Rope Walk", "../x", "a--b", "x" * 65, "-", "ключ"])
def test_id_that_is_none_is_refused(data: Path, site_id: str) -> None:
    message = refused(data, "Rope Walk", *HERE, f"--id={site_id}")
    assert "Nothing was written" in message
    assert "expected an id" in message


def test_nothing_is_ever_overwritten(data: Path) -> None:
    assert "there is a site signal-tower already" in refused(data, "Signal Tower", *HERE)
    assert run(data, "Signal Tower", *HERE, "--id", "signal-tower-2", "--yes").exit_code == 0
    assert len(dataset.load(data).sites) == 6


@pytest.mark.parametrize(
    "args",
    [("--collection", "nowhere"), ("--label", "x" * 29), ("--town", " "), ("--town", "a\x07")],
)
def test_field_that_would_be_a_fault_is_not_written(data: Path, args: tuple[str, str]) -> None:
    assert "Nothing was written" in refused(data, "Rope Walk", *HERE, *args)


# ---------------------------------------------------------------- the file


def test_shipped_file_gains_lines_and_loses_none(tmp_path: Path) -> None:
    for name in ("sites.geojson", "trail.yaml", "people.yaml", "tracks.yaml"):
        (tmp_path / name).write_bytes((paths.DATA / name).read_bytes())
    before = (tmp_path / "sites.geojson").read_bytes()
    lon, lat = dataset.load(paths.DATA).origin.position or (0, 0)
    args = (f"--at={lat},{lon}", "--town", "a", "--state", "b", "--yes")
    assert run(tmp_path, "Rope Walk", *args).exit_code == 0
    after = (tmp_path / "sites.geojson").read_bytes()
    end = before.rstrip().removesuffix(b"]\n}").rstrip()
    assert after.startswith(end)
    assert after.endswith(before[len(end) :])


@pytest.mark.parametrize("change", ["crlf", "no newline", "minified", "line a feature"])
def test_file_keeps_its_own_form(data: Path, change: str) -> None:
    file = data / "sites.geojson"
    value = json.loads(file.read_bytes())
    text = file.read_text()
    if change == "crlf":
        text = text.replace("\n", "\r\n")
    elif change == "no newline":
        text = text.rstrip()
    elif change == "minified":
        text = json.dumps(value, separators=(",", ":"))
    else:
        lines = ",\n".join(map(json.dumps, value["features"]))
        text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}'
    file.write_bytes(text.encode())
    assert run(data, "Rope Walk", *HERE, "--yes").exit_code == 0
    after = file.read_bytes().decode()
    assert after.count("\r\n") == (after.count("\n") if change == "crlf" else 0)
    assert after.endswith("\n") == text.endswith("\n")
    assert ("\n" in after) == ("\n" in text)
    assert json.loads(after)["features"][:-1] == value["features"]


def test_mode_of_the_file_is_kept(data: Path) -> None:
    (data / "sites.geojson").chmod(0o640)
    run(data, "Rope Walk", *HERE, "--yes")
    assert (data / "sites.geojson").stat().st_mode & 0o777 == 0o640


def test_file_that_may_not_be_written_is_left(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and may(path, mode))
    assert "is not writable" in refused(data, "Rope Walk", *HERE)


def test_full_disk_leaves_the_file(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left on device" in refused(data, "Rope Walk", *HERE)


def test_box_of_the_file_that_would_be_wrong_is_told(sample: Sample, tmp_path: Path) -> None:
    sample.sites["bbox"] = [168.34, -46.65, 168.36, -46.59]
    data = sample.write(tmp_path)
    args = ("--town", "a", "--state", "b")
    assert "take it out" in refused(data, "Hut", "--at=-46.5,168.4", *args)
    assert run(data, "Rope Walk", *HERE, "--yes").exit_code == 0


def test_faulty_dataset_is_told_before_anybody_is_asked(
    sample: Sample, tmp_path: Path, geocoder: Server
) -> None:
    sample.properties("custom-house")["status"] = "ruined"
    data = sample.write(tmp_path)
    message = refused(data, "Rope Walk", "--address", "x", server=geocoder)
    assert "'ruined' is not known" in message
    assert geocoder.asked == []


def test_empty_collection_is_a_fault_of_the_dataset(sample: Sample, tmp_path: Path) -> None:
    sample.sites["features"] = []
    assert "at least one site" in refused(sample.write(tmp_path), "Rope Walk", *HERE)


# ---------------------------------------------------------------- agreeing


def test_without_anybody_to_agree_nothing_is_written(data: Path) -> None:
    before = (data / "sites.geojson").read_bytes()
    result = run(data, "Rope Walk", *HERE)
    assert result.exit_code == 1
    assert "--yes" in result.stderr
    assert (data / "sites.geojson").read_bytes() == before


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_at_a_terminal_the_keeper_is_asked(
    data: Path, monkeypatch: pytest.MonkeyPatch, answer: str, written: bool
) -> None:
    monkeypatch.setattr(cli_add, "is_terminal", lambda: True)
    result = run(data, "Rope Walk", AT, "--state", "b", says=f"Kererū Bay\n{answer}")
    assert "Which town does it lie in" in result.stderr
    assert "Add it?" in result.stderr
    assert result.exit_code == (0 if written else 1)
    assert (len(dataset.load(data).sites) == 6) == written


def test_a_real_terminal_asks_and_takes_the_answer(data: Path) -> None:
    ours, theirs = pty.openpty()
    code = "from trail.cli.main import main; main(prog_name='trail')"
    command = [sys.executable, "-c", code, "--data", str(data), "add", "Rope Walk", *HERE]
    process = subprocess.Popen(
        command, stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL, cwd=paths.DATA.parent
    )
    os.close(theirs)
    os.write(ours, b"y\n")
    assert process.wait() == 0
    os.close(ours)
    assert len(dataset.load(data).sites) == 6


# ---------------------------------------------------------------- both sides of 180 degrees


@pytest.fixture
def over_180(sample: Sample, tmp_path: Path) -> Path:
    """The sample where the meridian runs between its sites."""
    return shift(sample, 11.65).write(tmp_path)


@pytest.mark.parametrize(("lon", "near_m"), [("179.9995", 164), ("-179.9995", 114)])
def test_site_on_either_side_of_180_is_added(lon: str, near_m: int, over_180: Path) -> None:
    place = (f"--at=-46.6,{lon}", "--town", "Kererū Bay", "--state", "Southland")
    result = run(over_180, "Rope Walk", *place, "--yes")
    assert result.exit_code == 0, result.output
    assert f"{near_m} m from Landing Stage, the nearest site" in result.output
    written = json.loads((over_180 / "sites.geojson").read_text())["features"][-1]
    assert written["geometry"]["coordinates"] == [float(lon), -46.6]


def test_region_grows_over_180_where_that_is_the_shorter_way(over_180: Path) -> None:
    place = ("--at=-46.6,179.5", "--town", "Kererū Bay", "--state", "Southland")
    message = refused(over_180, "Rope Walk", *place)
    assert "region.bbox in trail.yaml as [179.5, -47, -179.35, -46]" in message


def test_region_on_one_side_grows_to_the_other(data: Path) -> None:
    message = refused(data, "Chatham", "--at=-46.6,-176.5", "--town", "x", "--state", "y")
    assert "region.bbox in trail.yaml as [168, -47, -176.5, -46]" in message


# ---------------------------------------------------------------- tours, and out again


def test_a_site_is_put_at_the_end_of_a_tour_and_nothing_else_changes(data: Path) -> None:
    before = (data / "trail.yaml").read_text("utf-8")
    tour = dataset.load(data).trail.tours[0]
    result = run(data, "Rope Walk", *HERE, "--tour", tour.id, "--yes")
    assert result.exit_code == 0, result.output
    assert f"it is the last stop of {tour.id}." in result.output
    found = dataset.load(data)
    assert found.get_tour(tour.id).stops == (*tour.stops, "rope-walk")
    after = (data / "trail.yaml").read_text("utf-8")
    assert after.replace("rope-walk", "").replace(" ", "").replace("\n", "").replace(
        ",", ""
    ).replace("-", "") == before.replace(" ", "").replace("\n", "").replace(",", "").replace(
        "-", ""
    )


def test_a_tour_that_is_none_is_refused_and_both_files_stay(data: Path) -> None:
    trail = (data / "trail.yaml").read_bytes()
    said = refused(data, "Rope Walk", *HERE, "--tour", "moon")
    assert said == "there is no tour 'moon'; there are quay, south-road\n"
    assert (data / "trail.yaml").read_bytes() == trail


def removed(data: Path, *args: str, says: str | None = None) -> Result:
    command = ["--data", str(data), "remove", *args]
    return CliRunner().invoke(cli.main, command, input=says, prog_name="trail")


def test_what_was_added_is_taken_out_and_the_files_are_as_they_were(data: Path) -> None:
    names = ("sites.geojson", "trail.yaml")
    before = [(data / name).read_bytes() for name in names]
    tour = dataset.load(data).trail.tours[0].id
    assert run(data, "Rope Walk", *HERE, "--tour", tour, "--yes").exit_code == 0
    result = removed(data, "rope-walk", "--yes")
    assert result.exit_code == 0, result.output
    assert result.output == f"Took rope-walk out of sites.geojson, and out of {tour}.\n"
    assert [(data / name).read_bytes() for name in names] == before


def test_a_site_that_something_speaks_of_stays(data: Path) -> None:
    """The origin of the trail is one; each place that names it is told."""
    before = {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()}
    origin = dataset.load(data).origin.id
    result = removed(data, origin, "--yes")
    assert result.exit_code == 1
    assert "Nothing was taken out: the dataset would have faults." in result.stderr
    assert origin in result.stderr
    assert "Traceback" not in result.output
    assert {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()} == before


def test_who_does_not_agree_keeps_the_site(data: Path) -> None:
    assert run(data, "Rope Walk", *HERE, "--yes").exit_code == 0
    result = removed(data, "rope-walk")
    assert result.exit_code == 1
    assert "nobody is there to agree" in result.stderr
    assert added(data, "rope-walk").name == "Rope Walk"
    assert "no site 'moon'" in removed(data, "moon", "--yes").stderr


@pytest.mark.parametrize(
    ("stops", "into", "out"),
    [
        ("stops: [a, b]", "stops: [a, b, c]", "stops: [b]"),
        ("stops: [a,b ]", "stops: [a,b, c]", "stops: [b ]"),
        ("stops:\n    - a  # first\n    - b", "stops:\n    - a  # first\n    - b\n    - c",
         "stops:\n    - b"),
        (
            "stops:\n      - a\n      # not yet\n      - b  # last",
            "stops:\n      - a\n      # not yet\n      - b  # last\n      - c",
            "stops:\n      # not yet\n      - b  # last",
        ),
    ],
)  # fmt: skip
def test_comments_and_layout_of_the_stops_stay(stops: str, into: str, out: str) -> None:
    def text(of: str) -> str:
        return f"# The trail\ntours:\n  - id: one\n    {of}\n    name: One  # said\nlast: 1\n"

    assert with_stop("trail.yaml", text(stops), "one", "c") == text(into)
    assert without_stop("trail.yaml", text(stops), "a") == text(out)


def test_a_site_that_a_translation_speaks_of_stays(data: Path) -> None:
    assert run(data, "Rope Walk", *HERE, "--yes").exit_code == 0
    folder = data / "i18n/ja"
    folder.mkdir(parents=True)
    (folder / "about.yaml").write_text(
        'name: 日本語\noffer: どうぞ\ntranslated: "2026-12-01"\nreviewed_by: null\n'
    )
    (folder / "sites.yaml").write_text("rope-walk:\n  name: 綱打ち場\n")
    before = (data / "sites.geojson").read_bytes()
    result = removed(data, "rope-walk", "--yes")
    assert result.exit_code == 1
    assert "i18n/ja/sites.yaml" in result.stderr
    assert (data / "sites.geojson").read_bytes() == before
