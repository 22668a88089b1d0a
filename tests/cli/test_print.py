"""`trail print`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.sample import Sample
from trail.cli.main import main
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

ADDRESS = "https://www.treaty-trail.museum"  # no example: no code leads to one


def test_the_days_are_printed_by_the_same_command(tmp_path: Path) -> None:
    out = tmp_path / "days.pdf"
    made = ["print", "path-to-peace", "-o", str(out), "--base-url", ADDRESS, "--paper"]
    assert CliRunner().invoke(main, [*made, "a3"]).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF-1.7")
    assert len(out.read_bytes()) <= 500_000
    refused = CliRunner().invoke(main, [*made, "letter"])
    assert refused.exit_code == 1
    assert "there are tabloid, a3" in refused.stderr


def run(sample_dir: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(sample_dir), "print", *arguments])


def test_print_writes_the_sheet_and_says_what_it_is(sample_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "quay.pdf"
    result = run(sample_dir, "quay", "--paper", "a4", "-o", str(out), "--base-url", ADDRESS)
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF-1.7")
    assert "2 pages" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("quai", "--base-url", ADDRESS), "there are quay, quay-large"),
        (("quay", "--paper", "a5", "--base-url", ADDRESS), "there are letter, a4, tabloid"),
        (("quay",), "give --base-url"),
        (("quay", "--base-url", "nowhere"), "https://trail.example.org"),
        (("quay", "--base-url", "http://127.0.0.1:8000"), "set TRAIL_BASE_URL"),
        (("quay", "--base-url", "https://trail.example.org"), "base_url in trail.yaml"),
    ],
)
def test_what_can_not_be_printed_is_one_line_and_no_file(
    sample_dir: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    out = tmp_path / "out.pdf"
    result = run(sample_dir, *arguments, "-o", str(out))
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not out.exists()


def test_without_codes_no_address_is_needed(sample_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "quay.pdf"
    assert run(sample_dir, "quay", "--no-codes", "-o", str(out)).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("sheet", "paper", "file"),
    [
        ("grades-4-5-stops", "letter", "grades-4-5-stops"),
        ("grades-6-8-words-large", "a4", "grades-6-8-words-large-a4"),
    ],
)
def test_a_sheet_for_a_class_has_the_same_bytes_as_from_the_site(
    tmp_path: Path, sheet: str, paper: str, file: str
) -> None:
    out = tmp_path / "sheet.pdf"
    made = ["print", sheet, "--paper", paper, "-o", str(out), "--base-url", ADDRESS]
    result = CliRunner().invoke(main, made)
    assert result.exit_code == 0, result.output
    site = create_app(Settings(base_url=ADDRESS)).test_client()
    assert out.read_bytes() == site.get(f"/teach/sheets/{file}.pdf").data


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("grades-4-5-stop",), "grades-4-5-stops, grades-4-5-scavenger"),
        (("grades-4-5-stops-a4",), "there are downtown"),
        (("grades-4-5-stops", "--paper", "tabloid"), "there are letter, a4"),
    ],
)
def test_a_sheet_for_a_class_that_there_is_not(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    out = tmp_path / "sheet.pdf"
    made = ["print", *arguments, "-o", str(out), "--base-url", ADDRESS]
    result = CliRunner().invoke(main, made)
    assert result.exit_code == 1
    assert told in result.stderr
    assert not out.exists()


def test_text_that_no_font_shows_is_one_line_that_names_it_and_the_site(
    sample: Sample, tmp_path: Path
) -> None:
    sample.properties("signal-tower")["name"] = "Tower \uf8d0"
    out = tmp_path / "out.pdf"
    result = run(sample.write(tmp_path / "data"), "quay", "--base-url", ADDRESS, "-o", str(out))
    assert result.exit_code == 1
    assert "show '\\uf8d0' in 'Tower \\uf8d0', of site signal-tower" in result.stderr
    assert "spell it in Latin" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not out.exists()
