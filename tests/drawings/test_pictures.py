"""The committed pictures: as drawn, safe, small, and each with a record that tells the truth."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from drawings import records
from drawings.__main__ import DATA, main
from drawings.everything import SUBJECTS, draw_all

FOLDER = DATA / "pictures"
PICTURES = yaml.safe_load((FOLDER / "pictures.yaml").read_text("utf-8"))
RECORDS = {site: pictures[0] for site, pictures in PICTURES["sites"].items()}
FILES = sorted(FOLDER.rglob("*.svg"))
SITES = [one["id"] for one in json.loads((DATA / "sites.geojson").read_text("utf-8"))["features"]]

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"path", "line", "polyline", "polygon", "rect", "circle", "ellipse"}
COLOURS = {"currentColor", "none", "#fdfaf2", "#96301f"}
LOOKS = {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"}

# Sites of whose look too little is known: they get the map of their place or the scene of the fact.
NOT_DESCRIBED = [
    "mayor-marvin-house",
    "heffenger-house",
    "niles-cottage",
    "howells-kittery-point",
    "railroad-station-site",
    "christ-church",
    "dublin-kaneko",
    "hanover-asakawa",
    "music-hall",
    "manchester-amoskeag",
]


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def test_what_is_drawn_is_what_is_committed() -> None:
    drawn = dict(draw_all(DATA))
    for name, svg in drawn.items():
        assert (FOLDER / name).read_bytes() == svg.encode("utf-8"), f"{name}: python -m drawings"


def test_another_process_draws_the_same_bytes() -> None:
    code = (
        "import hashlib, sys; from drawings.everything import draw_all; from pathlib import Path;"
        "print(hashlib.sha256(repr(list(draw_all(Path(sys.argv[1])))).encode()).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", code, str(DATA)],
            capture_output=True,
            text=True,
            check=True,
            cwd=DATA.parent,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1


def test_check_names_what_differs_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(DATA, tmp_path, ignore=shutil.ignore_patterns("*.svg"), dirs_exist_ok=True)
    assert main(["--data", str(tmp_path), "--check"]) == 1
    assert "pictures/north-church.svg differs" in capsys.readouterr().out.splitlines()
    assert not list(tmp_path.rglob("*.svg"))
    assert main(["--data", str(tmp_path)]) == 0
    assert main(["--data", str(tmp_path), "--check"]) == 0
    (tmp_path / "pictures" / "frieze.svg").write_text("<svg/>")
    capsys.readouterr()
    assert main(["--data", str(tmp_path), "--check"]) == 1
    assert capsys.readouterr().out == "pictures/frieze.svg differs\n"


def test_the_data_is_drawn_as_it_is() -> None:
    assert main(["--check"]) == 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_every_picture_is_plain_svg(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "<!" not in text
    assert "<?" not in text
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert set(root.attrib) == {"viewBox", "role"}
    assert root.get("role") == "img"
    assert re.fullmatch(r"0 0 [\d.]+ [\d.]+", root.get("viewBox", ""))
    assert (root[0].tag, bool((root[0].text or "").strip())) == (f"{SVG}title", True)
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        if name in SHAPES:
            assert set(element.attrib) <= LOOKS | {"d"}
            assert re.fullmatch(r"[MmLlHhVvCcSsQqTtAaZz0-9 .\-]+", element.get("d", ""))
        elif name == "g":
            assert set(element.attrib) <= LOOKS
        else:
            assert name in {"svg", "title"}
        assert {element.get("fill", "none"), element.get("stroke", "none")} <= COLOURS


def test_no_picture_is_over_eight_kilobytes() -> None:
    sizes = {path.name: packed(path) for path in FILES if not path.name.startswith("frieze")}
    assert max(sizes.values()) <= 8000, max(sizes, key=lambda name: sizes[name])


def test_all_sites_with_their_thumbnails_weigh_at_most_250_kilobytes() -> None:
    names = [record[key] for record in RECORDS.values() for key in ("file", "thumbnail")]
    assert len(names) == 64
    assert sum(packed(FOLDER / name) for name in names) <= 250_000


def test_every_file_has_a_record_and_every_record_its_file() -> None:
    named = {"pictures.yaml", PICTURES["frieze"]["file"], PICTURES["frieze"]["night"]}
    for record in RECORDS.values():
        named |= {record["file"], record["thumbnail"]}
    named |= {person["file"] for person in PICTURES["seals"].values()}
    named |= {f"days/{day}.svg" for day, _ in records.strands(DATA)}
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert there == named


@pytest.mark.parametrize("site", SITES)
def test_every_site_has_a_record_that_says_what_it_rests_on(site: str) -> None:
    record = RECORDS[site]
    assert set(record) == {
        "kind", "file", "thumbnail", "alt", "caption", "by", "after", "date", "rights", "credit",
        "checked_by", "checked_on", "focus",
    }  # fmt: skip
    assert record["kind"] in {"drawing", "map"}
    assert 30 <= len(record["alt"]) <= 260
    assert re.search(r"\b[Dd]rawn for this guide\b", record["caption"])
    assert record["after"]
    assert all(re.fullmatch(r"https?://\S+", source) for source in record["after"])
    assert (record["rights"], record["date"]) == ("CC-BY-4.0", "2026")
    assert "CC BY 4.0" in record["credit"]
    assert (record["checked_by"], record["checked_on"]) == (None, None)
    assert all(0 <= part <= 1 for part in record["focus"])
    title = ElementTree.fromstring((FOLDER / record["file"]).read_text("utf-8"))[0].text
    assert title == record["alt"]


def test_no_site_is_drawn_or_recorded_that_is_not_in_the_data() -> None:
    assert sorted(SUBJECTS) == sorted(RECORDS) == sorted(SITES)


@pytest.mark.parametrize("site", NOT_DESCRIBED)
def test_what_nobody_describes_is_a_map_or_the_scene_of_the_fact(site: str) -> None:
    record = RECORDS[site]
    assert record["kind"] == "map" or record["caption"].startswith("The scene of the fact")


def test_records_say_what_was_not_there_in_1905() -> None:
    caption = {site: record["caption"] for site, record in RECORDS.items()}
    assert "without the third storey, which was built in 1910" in caption["concord-chandler"]
    assert "came in 1906 to 1908 and is not drawn" in caption["lancaster-denison"]
    assert "large house of today is of after 1915" in caption["the-fells-john-hay"]
    assert "The park did not exist in 1905" in caption["prescott-park"]


def test_everyone_with_a_name_in_another_script_has_a_seal_that_says_it() -> None:
    names = records.native_names(DATA)
    assert set(PICTURES["seals"]) == set(names)
    for person, record in PICTURES["seals"].items():
        root = ElementTree.fromstring((FOLDER / record["file"]).read_text("utf-8"))
        assert root[0].text == names[person][0]
