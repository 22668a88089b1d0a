"""`trail check`, `trail schema` and what every command has in common."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
import string
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import langcodes
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from tests.broken import at, feature, prop, put
from tests.sample import Sample
from trail import __version__
from trail.base.errors import TourNotFound
from trail.cli import main as cli
from trail.dataset import sites_schema
from trail.dataset.schema.site import SUMMARY_WORDS
from trail.guide.words.phrases import Phrases, has_formats

TRAIL = [sys.executable, "-c", "from trail.cli.main import main; main(prog_name='trail')"]


def run(*args: str | Path, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(cli.main, [str(arg) for arg in args], env=env, prog_name="trail")


# ---------------------------------------------------------------- check


def test_good_dataset_says_what_was_checked(sample_dir: Path) -> None:
    result = run("check", sample_dir)
    assert result.exit_code == 0
    assert result.stderr == ""
    for said in (
        "no faults",
        "5 sites, 4 of them with a position",
        "5 facts from 4 sources",
        "2 tours with 5 stops",
        "2 people, 2 tracks",
        "3 map layers with 9 features",
        "walking network: 3 blocks, 1.2 km, in one piece",
    ):
        assert said in result.stdout
    assert re.search(r"^  [a-z-]+: \d+ m from the network$", result.stdout, re.MULTILINE)


def test_fault_of_the_walking_network_is_a_fault_of_the_dataset(
    sample: Sample, tmp_path: Path
) -> None:
    sample.drawn("streets", "back-street")["properties"]["to_node"] = "tower"
    result = run("check", sample.write(tmp_path))
    assert (result.exit_code, result.stdout) == (1, "")
    faults = result.stderr.splitlines()
    assert any(
        line.startswith("map/streets.geojson: back-street: properties.to_node: tower lies ")
        for line in faults
    )
    assert faults[-2] == "what depends on map/streets.geojson was not checked"
    assert faults[-1] == f"{len(faults) - 2} faults"


def test_stop_out_of_reach_is_told_by_how_much_and_is_no_fault(
    sample: Sample, tmp_path: Path
) -> None:
    at("custom-house", 168.3400, -46.6020)(sample)
    result = run("check", sample.write(tmp_path))
    assert result.exit_code == 0
    assert "custom-house: 652 m from the network\n    over 150 m" in result.stdout
    assert "not along mapped streets" in run("--data", tmp_path, "legs", "quay").stdout


@pytest.mark.parametrize("lang", ["sm", "ty", "sh", "fj"])
def test_a_language_that_no_date_can_be_written_in_is_a_fault(
    lang: str, sample: Sample, tmp_path: Path
) -> None:
    sample.trail["lang"] = lang
    result = run("check", sample.write(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == (
        f"trail.yaml: lang: how dates and numbers are written in {lang!r} is not known; "
        "expected a language that Unicode's CLDR has (en)"
    )


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_no_data_are_of_a_day_that_no_calendar_file_can_count_from(
    day: str, sample: Sample, tmp_path: Path
) -> None:
    sample.trail["data_date"] = day
    result = run("check", sample.write(tmp_path))
    assert result.stderr.splitlines()[0] == (
        f"trail.yaml: data_date: {day} is no day on which data were written; "
        "expected a day from 1900 to 2199"
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_wrong_period_is_told_and_not_each_event_that_is_far_from_it(
    day: str, sample: Sample, tmp_path: Path
) -> None:
    sample.trail["period"] = {"start": day, "end": day}
    result = run("check", sample.write(tmp_path))
    first, _, count = result.stderr.splitlines()
    assert first == (
        f"trail.yaml: period: {day} to {day} are not the days of the demands' states; "
        "expected 1911-02-01 to 1911-02-28, as in demands.yaml"
    )
    assert count == "1 fault"


def test_in_every_other_language_dates_and_numbers_are_written() -> None:
    letters = string.ascii_lowercase
    tags = [f"{one}{two}" for one in letters for two in letters]
    known = [tag for tag in tags if langcodes.tag_is_valid(tag) and has_formats(tag)]
    assert len(known) > 150
    for tag in known:
        say = Phrases(locale=tag)
        assert say.day("1905-08-27"), tag
        assert say.clock(dt.time(9, 30)), tag
        assert say.number(1234.5), tag


def test_faults_go_to_stderr_one_a_line_and_are_counted(sample: Sample, tmp_path: Path) -> None:
    sample.properties("custom-house").update(status="ruined", people=["hanna"])
    at("landing-stage", -46.5991, 168.3512)(sample)
    result = run("check", sample.write(tmp_path))
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("sites.geojson: custom-house: people[0]: there is no person 'hanna'")
    assert lines[1].startswith("sites.geojson: custom-house: status: 'ruined' is not known")
    assert lines[2].startswith("sites.geojson: landing-stage: geometry.coordinates: ")
    assert lines[3] == "what depends on sites.geojson was not checked"
    assert lines[4] == "3 faults"


def test_one_fault_is_counted_as_one(tmp_path: Path) -> None:
    result = run("check", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "1 fault"
    assert "nowhere: there is no such directory" in result.stderr


def test_data_option_names_the_dataset(sample_dir: Path) -> None:
    assert "5 sites" in run("--data", sample_dir, "check").stdout


def test_environment_names_the_dataset(sample_dir: Path) -> None:
    assert "5 sites" in run("check", env={"TRAIL_DATA": str(sample_dir)}).stdout


def test_data_option_goes_before_the_environment(sample_dir: Path, tmp_path: Path) -> None:
    result = run("--data", sample_dir, "check", env={"TRAIL_DATA": str(tmp_path)})
    assert "5 sites" in result.stdout


def test_argument_goes_before_the_option(sample_dir: Path, tmp_path: Path) -> None:
    assert "5 sites" in run("--data", tmp_path, "check", sample_dir).stdout


# ---------------------------------------------------------------- every command


def test_version_is_printed() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"trail {__version__}\n")


@pytest.mark.parametrize(
    "args", [["chekc"], ["check", "a", "b"], ["--dota", "x", "check"], ["schema", "--no"]]
)
def test_command_that_is_not_understood_exits_2(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_error_of_the_project_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_asked: object) -> None:
        raise TourNotFound("quai", ["quay"])

    monkeypatch.setattr("trail.dataset.load", fail)
    result = run("check")
    assert result.exit_code == 1
    assert result.stderr == "no tour 'quai'; did you mean quay\n"


def test_error_of_the_system_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_asked: object) -> None:
        raise OSError(28, "No space left on device", "out.pdf")

    monkeypatch.setattr("trail.dataset.load", fail)
    result = run("check")
    assert result.exit_code == 1
    assert result.stderr == "out.pdf: No space left on device\n"


def test_reader_that_stops_early_sees_no_traceback() -> None:
    process = subprocess.Popen(
        [*TRAIL, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    with process.stderr as stderr:
        said = stderr.read()
    process.wait()
    assert said == ""


def test_check_waits_for_no_web_framework(sample_dir: Path) -> None:
    code = (
        "import sys; from trail.cli.main import main\n"
        f"main(['check', {str(sample_dir)!r}], standalone_mode=False)\n"
        "print(sorted({'flask', 'folium', 'jinja2', 'networkx', 'typst'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# ---------------------------------------------------------------- schema


def test_schema_is_printed_as_json() -> None:
    result = run("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == sites_schema()


def test_schema_is_a_valid_schema_of_its_draft() -> None:
    schema = sites_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_schema_accepts_the_sample(sample: Sample) -> None:
    assert list(Draft202012Validator(sites_schema()).iter_errors(sample.sites)) == []


def test_schema_tells_an_editor_the_limit_of_a_summary() -> None:
    summary = sites_schema()["$defs"]["SiteProperties"]["properties"]["summary"]
    assert f"at most {SUMMARY_WORDS} words" in summary["description"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda s: s.sites.update(type="Feature"), id="no collection"),
        pytest.param(lambda s: s.sites.update(crs={}), id="crs"),
        pytest.param(lambda s: s.sites.update(features=[]), id="no site"),
        pytest.param(feature("custom-house", put("Custom House", "id")), id="bad id"),
        pytest.param(feature("custom-house", lambda f: f.pop("id")), id="no id"),
        pytest.param(feature("custom-house", put("LineString", "geometry", "type")), id="a line"),
        pytest.param(at("custom-house", 168.3), id="one number"),
        pytest.param(at("custom-house", 168.3, 95), id="beyond the pole"),
        pytest.param(at("custom-house", 168.3, -46, 1, 2), id="four numbers"),
        pytest.param(prop("custom-house", lambda p: p.pop("summary")), id="no summary"),
        pytest.param(prop("custom-house", put("ruined", "status")), id="unknown status"),
        pytest.param(prop("custom-house", put("x", "sumary")), id="unknown property"),
        pytest.param(prop("custom-house", put([], "facts", 0, "sources")), id="no source"),
        pytest.param(prop("custom-house", put("sure", "facts", 0, "confidence")), id="confidence"),
        pytest.param(prop("custom-house", put("book", "facts", 0, "sources", 0)), id="no URL"),
    ],
)
def test_schema_refuses_what_loading_refuses(
    sample: Sample, change: Callable[[Sample], Any]
) -> None:
    before = copy.deepcopy(sample.sites)
    change(sample)
    assert sample.sites != before
    assert not Draft202012Validator(sites_schema()).is_valid(sample.sites)
