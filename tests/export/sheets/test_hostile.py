"""Data that would like to be a program, or that no font can show."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.export.sheets.conftest import ADDRESS, text_of
from tests.sample import Sample
from trail import dataset
from trail.base.errors import ExportError, MissingGlyphs
from trail.export.sheets import Press
from trail.guide.guide import Guide

NAMES = (
    '#read("/etc/passwd")',
    '"\\]$',
    '#import "@preview/x:1.0.0": *',
    "*bold* _it_ `raw` $x^2$ = heading",
    "</text><script>&amp;",
    "%(count)s {n} \\u{41}",
)


def printed(sample: Sample, directory: Path, sheet: str = "quay") -> str:
    guide = Guide(dataset.load(sample.write(directory)))
    made = Press(guide).pdf(sheet, "letter", ADDRESS)
    return text_of(PdfReader(io.BytesIO(made.pdf)))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_as_it_is_written(sample: Sample, tmp_path: Path, name: str) -> None:
    site = sample.properties("signal-tower")
    site["name"], site["label"], site["summary"] = name, name[:28], f"{name} stood here."
    text = printed(sample, tmp_path)
    assert text.replace(" ", "").count(name.replace(" ", "")) >= 2
    assert "root:" not in text


def test_a_title_and_a_note_print_as_they_are_written(sample: Sample, tmp_path: Path) -> None:
    sample.trail["title"] = '#read("/etc/passwd")'
    sample.tour("quay")["order_note"] = "#panic() [x] \\"
    text = printed(sample, tmp_path)
    assert '#read("/etc/passwd")' in text
    assert "#panic() [x] \\" in text


@pytest.mark.parametrize("sheet", ["quay", "quay-large", "quay-cards", "quay-booklet"])
def test_text_that_no_font_shows_is_an_error_that_names_it(
    sample: Sample, tmp_path: Path, sheet: str
) -> None:
    sample.properties("signal-tower")["name"] = "Tower ሰላም"
    with pytest.raises(ExportError, match=r"no font here can show 'ሰ.*' in 'Tower ሰላም'"):
        printed(sample, tmp_path, sheet)


def test_a_street_that_no_font_shows_is_printed_without_its_name(
    sample: Sample, tmp_path: Path
) -> None:
    for feature in sample.layers["streets"]["features"]:
        feature["properties"]["name"] = "ሰላም መንገድ"
    assert "along the street (no Latin name)." in printed(sample, tmp_path)


@pytest.mark.parametrize("field", ["name", "label", "summary"])
@pytest.mark.parametrize("letters", ["\uf8d0\uf8d1", "ሰላም", "བོད"])  # pIqaD, Amharic, Tibetan
def test_the_error_names_the_site_that_has_the_text(
    sample: Sample, tmp_path: Path, field: str, letters: str
) -> None:
    sample.properties("signal-tower")[field] = f"Tower {letters}."
    guide = Guide(dataset.load(sample.write(tmp_path)))
    press = Press(guide)
    for _again in range(2):
        with pytest.raises(MissingGlyphs) as refused:
            press.pdf("quay-large", "letter", ADDRESS)
        assert refused.value.places == ("site signal-tower",)
        assert refused.value.letters in letters
        assert "site signal-tower; spell it in Latin" in str(refused.value)


def test_sheets_without_the_text_are_printed(sample: Sample, tmp_path: Path) -> None:
    sample.properties("signal-tower")["story"] = ["\uf8d0 is written on the web alone."]
    assert "Signal Tower" in printed(sample, tmp_path)


def test_letters_of_russian_and_of_romanised_japanese_are_shown(
    sample: Sample, tmp_path: Path
) -> None:
    sample.properties("signal-tower")["name"] = "Витте and Komura Jutarō"
    assert "Витте and Komura Jutarō" in printed(sample, tmp_path)
