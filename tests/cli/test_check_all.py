"""`trail check --all` draws everything, and says what could not be and from what."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.sample import Sample
from trail.cli.main import main
from trail.web.publish import failure_line
from trail.web.publish.saving import OmittedSheet
from trail.web.shell import filters


def check_all(folder: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--data", str(folder), "check", "--all"])
    return result.exit_code, result.output


def test_a_sound_trail_is_drawn_whole_and_leaves_nothing_behind(
    sample_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, told = check_all(sample_dir)
    assert code == 0
    last = told.splitlines()[-1]
    assert last.startswith("  all drawn: ")
    assert last.endswith(" files, and the book")
    assert not list(tmp_path.iterdir())


def test_a_text_that_no_font_can_show_is_told_with_its_site(sample: Sample, tmp_path: Path) -> None:
    site = sample.sites["features"][0]
    site["properties"]["name"] += " ꙮ"
    site_id = site["id"]
    code, told = check_all(sample.write(tmp_path))
    assert code == 1
    lines = [line for line in told.splitlines() if " can't be drawn: " in line]
    assert lines
    assert all("ꙮ" in line and f"of site {site_id}" in line for line in lines)
    assert any(line.startswith("the sheet ") for line in lines)


def test_a_page_that_fails_is_named_with_what_it_is_drawn_from(
    sample_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_count: int) -> str:
        raise RuntimeError("a fault of ours")

    monkeypatch.setitem(filters.FILTERS, "minutes", broken)
    code, told = check_all(sample_dir)
    assert code == 1
    assert "Traceback" not in told
    assert any(
        line.startswith("trail.yaml: tours: ") and line.endswith("RuntimeError: a fault of ours")
        for line in told.splitlines()
    )


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("/sites/market-square/", "sites.geojson: market-square: "),
        ("/tours/downtown.gpx", "trail.yaml: tours: downtown: "),
        ("/days/1905-08-29/", "events.yaml: 1905-08-29: "),
        ("/teach/plan.pdf", "visits.yaml: "),
        ("/teach/plans/grade-5.pdf", "visits.yaml: grade-5: "),
        ("/teach/sheets/x.pdf", "education.yaml: "),
        ("/print/downtown-letter.pdf", "the sheet downtown-letter: "),
        ("/about/", ""),
    ],
)
def test_an_address_leads_to_the_data_it_is_drawn_from(url: str, place: str) -> None:
    assert failure_line(OmittedSheet(url, "why")) == f"{place}{url} can't be drawn: why"
