"""`trail check --fix`: what can be put right without loss, shown first, the old file kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.sample import Sample
from trail.cli.main import main
from trail.curation.mending import find_mendings

SITES, PEOPLE = "sites.geojson", "people.yaml"


def fix(directory: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["check", str(directory), "--fix", *more])


def rewritten(sample: Sample, directory: Path, file: str, content: bytes) -> Path:
    sample.write(directory)
    (directory / file).write_bytes(content)
    return directory


def text_of(sample: Sample, file: str) -> str:
    return str(sample.files()[file])


CASES: dict[str, tuple[str, Callable[[str], bytes], str]] = {
    "BOM": (SITES, lambda t: b"\xef\xbb\xbf" + t.encode(), "took out the byte order mark"),
    "UTF-16": (SITES, lambda t: t.encode("utf-16"), "made UTF-8 of UTF-16"),
    "UTF-16 YAML": (PEOPLE, lambda t: t.encode("utf-16"), "made UTF-8 of UTF-16"),
    "curly JSON": (SITES, lambda t: t.replace('"Custom House"', "“Custom House”").encode(),
                   "straightened quotation marks"),
    "last comma": (SITES, lambda t: t.rstrip().removesuffix("}").rstrip().encode() + b",}",
                   "or dropped a last comma"),
    "unseen": (SITES, lambda t: t.replace("Custom House", "Custom\ufe0f House").encode(),
               "took out letters that nobody sees"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_mended_file_is_what_was_meant_and_the_old_one_is_kept(
    case: str, sample: Sample, tmp_path: Path
) -> None:
    file, spoil, done = CASES[case]
    meant = text_of(sample, file)
    spoilt = spoil(meant)
    assert spoilt != meant.encode()
    rewritten(sample, tmp_path, file, spoilt)
    result = fix(tmp_path, "--yes")
    assert result.exit_code == 0, result.output
    assert done in result.output
    assert (tmp_path / f"{file}.old").read_bytes() == spoilt
    mended = (tmp_path / file).read_text(encoding="utf-8")
    if file == SITES:
        assert json.loads(mended) == json.loads(meant)
    else:
        assert mended == meant
    again = fix(tmp_path, "--yes")
    assert "nothing that can be put right by itself" in again.output
    assert again.exit_code == 0
    assert not (tmp_path / f"{file}.old2").exists()


def test_latin_1_is_read_as_the_letters_it_has(sample: Sample, tmp_path: Path) -> None:
    plain = text_of(sample, PEOPLE).encode("ascii", "ignore").decode()
    meant = plain + "# café “naïve”\n"
    rewritten(sample, tmp_path, PEOPLE, meant.encode("cp1252"))
    assert "made UTF-8 of Windows-1252" in fix(tmp_path, "--yes").output
    assert (tmp_path / PEOPLE).read_text(encoding="utf-8") == meant


def test_what_a_gis_left_is_put_back(sample: Sample, tmp_path: Path) -> None:
    meant = json.loads(text_of(sample, SITES))
    spoilt = json.loads(text_of(sample, SITES))
    spoilt["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    for feature in spoilt["features"]:
        feature["properties"]["id"] = feature.pop("id")
        feature["properties"]["facts"] = json.dumps(feature["properties"]["facts"])
        if feature["geometry"]:
            feature["geometry"]["coordinates"].append(0.0)
    rewritten(sample, tmp_path, SITES, json.dumps(spoilt, indent=2).encode())
    result = fix(tmp_path, "--yes")
    assert result.exit_code == 0, result.output
    for done in ("ids inside properties of 5 features", "crs, which is", "dropped heights"):
        assert done in result.output
    assert json.loads((tmp_path / SITES).read_text()) == meant


def test_the_difference_is_shown_and_nothing_written_until_somebody_says_yes(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = text_of(sample, SITES).replace('"Custom House"', "“Custom House”").encode()
    rewritten(sample, tmp_path, SITES, spoilt)
    result = fix(tmp_path)
    assert result.exit_code == 1
    assert "`trail check --fix --yes` writes it" in result.stderr
    shown = result.stdout.splitlines()
    assert any(line.startswith("  -") and "“Custom House”" in line for line in shown)
    assert any(line.startswith("  +") and '"Custom House"' in line for line in shown)
    monkeypatch.setattr("trail.cli.fix.is_terminal", lambda: True)
    no = CliRunner().invoke(main, ["check", str(tmp_path), "--fix"], input="n\n")
    assert no.exit_code == 1
    assert (tmp_path / SITES).read_bytes() == spoilt
    assert not list(tmp_path.rglob("*.old"))
    yes = CliRunner().invoke(main, ["check", str(tmp_path), "--fix"], input="y\n")
    assert yes.exit_code == 0
    assert (tmp_path / f"{SITES}.old").read_bytes() == spoilt


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace('"name"', '"name', 1),  # could end at several places
        lambda text: text.replace("},", "}", 1),
        lambda text: text[: len(text) // 2],
        lambda text: "",
    ],
)
def test_what_is_not_plain_is_left_alone(
    spoil: Callable[[str], str], sample: Sample, tmp_path: Path
) -> None:
    spoilt = spoil(text_of(sample, SITES)).encode()
    rewritten(sample, tmp_path, SITES, spoilt)
    assert find_mendings(tmp_path) == ()
    assert (tmp_path / SITES).read_bytes() == spoilt


def test_another_coordinate_system_is_not_taken_for_degrees(sample: Sample, tmp_path: Path) -> None:
    spoilt = json.loads(text_of(sample, SITES))
    spoilt["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    rewritten(sample, tmp_path, SITES, json.dumps(spoilt, indent=2).encode())
    assert find_mendings(tmp_path) == ()
    result = fix(tmp_path, "--yes")
    assert result.exit_code == 1
    assert "another coordinate system" in result.stderr


def test_curly_quotes_inside_a_text_stay(sample: Sample, tmp_path: Path) -> None:
    sample.properties("custom-house")["facts"][0]["text"] = "They said “come in” and ‘go’."
    sample.write(tmp_path)
    assert find_mendings(tmp_path) == ()


def test_a_kept_file_is_never_written_over(sample: Sample, tmp_path: Path) -> None:
    meant = text_of(sample, SITES).encode()
    rewritten(sample, tmp_path, SITES, b"\xef\xbb\xbf" + meant)
    (tmp_path / f"{SITES}.old").write_bytes(b"of last year")
    assert fix(tmp_path, "--yes").exit_code == 0
    assert (tmp_path / f"{SITES}.old").read_bytes() == b"of last year"
    assert (tmp_path / f"{SITES}.old2").read_bytes() == b"\xef\xbb\xbf" + meant
