"""Every command begins with checked data: what `trail check` refuses, no other goes on to use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from trail.base.paths import DATA
from trail.cli.main import main


@pytest.fixture(scope="module")
def slipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data with one wrong digit: the files hold, the first leg is 80 km long."""
    folder = tmp_path_factory.mktemp("slipped") / "data"
    shutil.copytree(DATA, folder)
    sites = folder / "sites.geojson"
    text = sites.read_text()
    assert "-70.75762" in text
    sites.write_text(text.replace("-70.75762", "-71.75762", 1))
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["order", "downtown"],
        ["legs", "downtown"],
        ["health"],
        ["print", "downtown", "-o", "out.pdf", "--base-url", "https://trail.example.org"],
        ["plan", "--students", "46", "--grade", "5", "-o", "out.csv"],
        ["publish", "site", "--base-url", "https://trail.example.org"],
        ["publish", "--epub", "out.epub"],
        ["publish", "--language", "en", "site"],
        ["serve"],
        ["add", "North Pier", "--at=43.07,-70.75"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_a_command_uses_no_data_that_check_refuses(
    slipped: Path, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["--data", str(slipped), *command], prog_name="trail")
    assert result.exit_code == 1
    assert "sites.geojson: market-square: geometry: " in result.stderr
    assert result.stderr.endswith("1 fault\n")
    assert not list(tmp_path.iterdir())
