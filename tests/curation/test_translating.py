"""Sheets for translators: what is due, what comes back, what has changed, which names are lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dataset.test_languages import SITES, TRAIL, translated
from tests.sample import Sample
from trail import dataset
from trail.base.errors import DatasetError, EditError
from trail.curation.languages import sheets
from trail.curation.languages.names import has_form, lost_names, refuse_lost_names
from trail.dataset.text.yamlappend import to_yaml

PLACE = ("sites", ("custom-house", "name"))


@pytest.fixture
def folder(sample: Sample, tmp_path: Path) -> Path:
    return translated(sample, sites=SITES, trail=TRAIL).write(tmp_path / "data")


def test_what_is_translated_is_not_due(folder: Path) -> None:
    due = sheets.due(folder, "ja")
    assert due[PLACE] == "Custom House"
    assert ("sites", ("signal-tower", "name")) not in due
    assert ("sites", ("signal-tower", "story")) not in due
    everything = sheets.due(folder, "ja", everything=True)
    assert everything["sites", ("signal-tower", "name")] == "Signal Tower"


def test_a_filled_sheet_comes_back(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(
        sheets.yaml_sheet(sheets.due(folder, "ja")).replace("name: Custom House", "name: 税関")
    )
    taken = sheets.take(folder, "ja", sheet)
    assert (taken.texts, [file.name for file in taken.files]) == (1, ["sites.yaml"])
    found = dataset.load(folder, "ja")
    assert found.get_site("custom-house").name == "税関"
    # What was there before is there still.
    assert found.get_site("signal-tower").name == "信号塔"
    assert PLACE not in sheets.due(folder, "ja")


def test_a_filled_catalogue_comes_back(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.po"
    body = sheets.po_sheet(sheets.due(folder, "ja"), "ja").decode()
    place = 'msgctxt "sites/custom-house/name"\nmsgid "Custom House"\nmsgstr "'
    assert place in body
    sheet.write_text(body.replace(place, f"{place}税関"))
    assert sheets.take(folder, "ja", sheet).texts == 1
    assert dataset.load(folder, "ja").get_site("custom-house").name == "税関"


def test_a_sheet_of_another_trail_is_refused(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(to_yaml({"sites": {"nowhere": {"name": "どこか"}}}))
    with pytest.raises(EditError, match="nothing of the trail is at sites/nowhere/name"):
        sheets.take(folder, "ja", sheet)


def test_what_changed_since_is_stale_and_due_and_still_shown(folder: Path) -> None:
    assert sheets.confirm(folder, "ja") == 8
    before = dataset.load(folder, "ja").translation
    assert before is not None
    assert before.stale == ()
    file = folder / "sites.geojson"
    file.write_text(
        file.read_text().replace("The flag went up at noon.", "The flag went up at 11.")
    )
    found = dataset.load(folder, "ja")
    assert found.translation is not None
    at = ("sites", ("signal-tower", "facts", "1", "text"))
    assert found.translation.stale == (at,)
    assert sheets.due(folder, "ja")[at] == "The flag went up at 11."
    # Its lost number keeps nobody from reading the rest.
    assert found.get_site("signal-tower").properties.facts[0].text == "正午に旗が揚がりました。"


def test_a_language_begins_with_one_file(sample: Sample, tmp_path: Path) -> None:
    folder = sample.write(tmp_path)
    about = {"name": "Deutsch", "offer": "Auch auf Deutsch", "translated": "2026-12-01"}
    sheets.begin(folder, "de", {**about, "reviewed_by": None})
    found = dataset.load(folder, "de")
    assert (found.trail.lang, found.trail.title) == ("de", "Lantern Trail")
    assert [one.about.name for one in found.languages] == ["Deutsch"]
    assert found.translation is not None
    assert "Lantern Trail" in found.translation.missing


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("旅順の港", "旅順", True),
        ("港", "旅順", False),
        ("в Порт-Артуре", "Порт-Артур", True),
        ("сказал Комуре", "Комура", True),
        ("Южного Сахалина", "Южный Сахалин", True),
        ("сказал Витте", "Комура", False),
    ],
)
def test_a_name_may_stand_in_any_case(text: str, form: str, found: bool) -> None:
    assert has_form(text, form) is found


def test_a_name_in_another_form_is_refused(folder: Path) -> None:
    term = {"term": "Signal Tower", "forms": {"ja": "信号所"}, "basis": {"ja": "made up"}}
    (folder / "i18n" / "glossary.yaml").write_text(to_yaml({"terms": [term]}))
    (problem,) = [one for one in lost_names(folder, ["ja"]) if one.field == "signal-tower.name"]
    assert problem.file == "i18n/ja/sites.yaml"
    assert "Signal Tower is not told as 信号所 in '信号塔'" in problem.wrong
    with pytest.raises(DatasetError):
        refuse_lost_names(folder, ["ja"])


@pytest.mark.parametrize("lang", ["ja", "ru"])
def test_the_trails_own_names_have_one_form(lang: str) -> None:
    from trail.base.paths import DATA

    assert lost_names(DATA, [lang]) == []


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("s.yaml", b"\xff\xfe\x00", "can't be read as a sheet"),
        ("s.yaml", b"- a\n- b\n", "nothing of a sheet"),
        ("s.yaml", b"trail:\n  title: [a, b]\n", "trail/title is one text"),
        ("s.po", b"garbage", "sheet"),
        ("s.po", b'msgctxt "trail"\nmsgid "x"\nmsgstr "y"\n', "no text of the trail"),
        ("s.po", b'msgctxt "trail/title"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "no text"),
        ("s.po", b'msgctxt "trail/title/#x"\nmsgid "x"\nmsgstr "y"\n', "can't be read as a sheet"),
    ],
)
def test_what_is_no_sheet_is_refused_and_nothing_written(
    folder: Path, tmp_path: Path, name: str, body: bytes, told: str
) -> None:
    before = {file: file.read_bytes() for file in (folder / "i18n/ja").iterdir()}
    (tmp_path / name).write_bytes(body)
    with pytest.raises((EditError, DatasetError), match=told):
        sheets.take(folder, "ja", tmp_path / name)
    assert {file: file.read_bytes() for file in (folder / "i18n/ja").iterdir()} == before


def test_a_file_with_a_fault_keeps_all_that_is_in_it(folder: Path, tmp_path: Path) -> None:
    file = folder / "i18n/ja/trail.yaml"
    file.write_text(file.read_text() + 'broken: "x\n')
    before = file.read_text()
    (tmp_path / "s.yaml").write_text("trail:\n  title: 灯台の道\n")
    with pytest.raises(DatasetError, match=r"ja/trail\.yaml"):
        sheets.take(folder, "ja", tmp_path / "s.yaml")
    assert file.read_text() == before


@pytest.mark.parametrize("lang", ["../../x9", "zz", "en", ""])
def test_only_another_language_is_begun(folder: Path, lang: str) -> None:
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(EditError, match=r"is no language|is written in"):
        sheets.begin(folder, lang, {"name": "x"})
    assert sorted(folder.parent.rglob("*")) == before
