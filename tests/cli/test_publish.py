"""`trail publish`: what it understands, says and refuses."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trail.cli.main import main

ORIGIN = "https://trail.example.org"


def run(sample_dir: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(
        main,
        ["--data", str(sample_dir), "publish", *map(str, arguments)],
        env={"TRAIL_BASE_URL": ""},
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "name a directory OUT"),
        (("--portable", "--zip", "x.zip"), "--portable is about OUT"),
        (("site", "--base-url", "trail.example.org"), "an address such as"),
        (("site", "--base-url", f"{ORIGIN}/trail"), "without a path"),
        (("site", "--base-path", "a b"), "a path such as /trail"),
        (("site", "--language", "xx", "--base-url", ORIGIN), "no language 'xx'; there is en"),
        (("site", "--processes", "0"), "--processes"),
    ],
)
def test_what_makes_no_sense_is_refused(
    sample_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...], told: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    result = run(sample_dir, *arguments)
    assert result.exit_code == 2
    assert told in result.output
    assert not list(tmp_path.iterdir())


def test_a_place_that_is_not_ours_is_one_line_and_exit_1(sample_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    result = run(sample_dir, tmp_path, "--base-url", ORIGIN)
    assert result.exit_code == 1
    assert "was not made by trail publish" in result.output
    assert len(result.output.splitlines()) == 1


def test_the_book_alone_needs_no_address(sample_dir: Path, tmp_path: Path) -> None:
    book = tmp_path / "trail.epub"
    result = run(sample_dir, "--epub", book)
    assert result.exit_code == 0, result.output
    assert zipfile.is_zipfile(book)
    assert run(sample_dir, "--epub", book).exit_code == 0
    book.write_text("a letter")
    assert run(sample_dir, "--epub", book).exit_code == 1
    assert book.read_text() == "a letter"


def test_sheets_that_no_font_can_show_are_left_out_and_told(
    sample_dir: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "data"
    shutil.copytree(sample_dir, copy)
    sites = copy / "sites.geojson"
    sites.write_text(sites.read_text().replace('"label": "', '"label": "ሰላም ', 1))
    result = run(copy, tmp_path / "site", "--base-url", ORIGIN)
    assert result.exit_code == 0, result.output
    told = [line for line in result.output.splitlines() if line.startswith("left out ")]
    assert told
    assert all("no font here can show 'ሰ" in line for line in told)
    listed = (tmp_path / "site/print/index.html").read_text()
    assert "can’t be printed" in listed
    for name in re.findall(r"/print/[a-z0-9-]+\.(?:pdf|png)", result.output):
        assert not (tmp_path / f"site{name}").exists()
        assert name not in listed
