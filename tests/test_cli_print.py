"""`trail print`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trail.cli import main

ADDRESS = "https://trail.example.org"


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
