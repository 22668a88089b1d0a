"""`trail plan`: the page's plan as text and as files, and faults with their mend."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.sample_visits import sample_with_visits
from trail.cli.main import main


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_with_visits().write(tmp_path_factory.mktemp("visits"))


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(data), "plan", *arguments])


def test_the_usual_plan_is_printed(data: Path) -> None:
    result = run(data)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0].startswith("10:00–12:00: 20 students in 2 groups")
    assert "Group 1: 10 students, 2 adults" in lines
    assert any(line.strip().startswith("10:00–10:05") for line in lines)
    assert "Know before you go:" in lines


def test_options_are_the_forms_fields(data: Path) -> None:
    result = run(data, "--students", "8", "--size", "8", "--in", "custom-house", "--leave", "13:00")
    assert "8 students in 1 group to 3 stops" in result.output
    assert "Custom House: No lanterns." in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--students", "0"), "students: There must be at least one student."),
        (("--students", "x", "--talk", "99"), "talk: The most is 60."),
        (("--place", "mole"), "place: No bus can be planned for The mole. Buses fell in."),
        (("--leave", "10:05"), "Stay until 10:30."),
        (("-o", "plan.doc"), "ends in .ics, .csv, .pdf or .docx"),
        (("-o", "plan.ics"), "a calendar file needs one"),
        (("-o", "plan.pdf"), "--base-url"),
        (("-o", "no/such/folder/plan.csv"), "No such file"),
    ],
)
def test_a_fault_is_a_line_on_stderr(data: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(data, *arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_trail_without_visits_says_what_is_missing(sample_dir: Path) -> None:
    result = run(sample_dir)
    assert result.exit_code == 1
    assert "visits.yaml" in result.stderr


def test_files_are_written(data: Path, tmp_path: Path) -> None:
    day = (dt.datetime.now(dt.UTC) + dt.timedelta(days=60)).date().isoformat()
    for name, start in (("trip.csv", b"\xef\xbb\xbfgroup,"), ("trip.ics", b"BEGIN:VCALENDAR")):
        path = tmp_path / name
        assert run(data, "--date", day, "-o", str(path)).exit_code == 0
        assert path.read_bytes().startswith(start)
