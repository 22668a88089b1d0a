"""Sheets for classes as PDF: every band and sheet, large print, structure, hostile texts."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.education_files import changed
from tests.export.sheets.conftest import ADDRESS, text_of
from tests.export.sheets.test_pdf import LIMIT, tags
from trail import dataset
from trail.base.errors import ExportError
from trail.base.paths import DATA
from trail.export.sheets import Press, SheetNotFound, find_sheet
from trail.fieldtrip.sheets import sheet_names
from trail.guide.guide import Guide

NAMES = tuple(sheet_names(dataset.load(DATA).education))  # type: ignore[arg-type]


def printed(guide: Guide, name: str, paper: str = "letter") -> bytes:
    return Press(guide).pdf(f"teach/{name}", paper, ADDRESS).pdf


@cache
def opened(name: str, paper: str = "letter") -> tuple[PdfReader, int]:
    made = printed(Guide(dataset.load(DATA)), name, paper)
    return PdfReader(io.BytesIO(made)), len(made)


@pytest.mark.parametrize("name", [f"{n}{end}" for n in NAMES for end in ("", "-large")])
def test_a_sheet_is_small_tagged_and_titled(name: str) -> None:
    reader, size = opened(name)
    assert size <= LIMIT
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    found = tags(reader)
    assert found.count("/H1") == 1
    assert "/H2" in found
    for page in reader.pages:
        text = " ".join(page.extract_text().split())
        assert "Treaty Trail 2026.11, data of November 22, 2026." in text


@pytest.mark.parametrize("name", [f"{name}-large" for name in NAMES])
def test_large_print_has_no_type_below_18_points(name: str) -> None:
    sizes = set()

    def visit(text: str, matrix: Any, text_matrix: Any, _font: Any, size: float) -> None:
        scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        scale *= abs(text_matrix[0] * text_matrix[3] - text_matrix[1] * text_matrix[2]) ** 0.5
        if text.strip():
            sizes.add(round(size * scale, 2))

    for page in opened(name)[0].pages:
        page.extract_text(visitor_text=visit)
    assert sizes
    assert min(sizes) >= 17.9


def test_stops_stand_in_the_order_of_the_map() -> None:
    guide = Guide(dataset.load(DATA))
    text = text_of(opened("grades-6-8-stops")[0])
    at = 0
    for stop in guide.itinerary("downtown").stops:
        at = text.index(f"{stop.number} {stop.site.name}", at)


@pytest.mark.parametrize(
    ("name", "large"),
    [
        ("teach/grades-4-5-stops", False),
        ("grades-4-5-stops", False),
        ("grades-4-5-stops-large", True),
    ],
)
def test_a_sheet_is_found_by_its_name(name: str, large: bool) -> None:
    found = find_sheet(dataset.load(DATA), name)
    assert (found.class_sheet, found.large, found.kind) == ("grades-4-5-stops", large, "teaching")
    assert list(found.papers) == ["letter", "a4"]


@pytest.mark.parametrize("name", ["teach/downtown", "grades-4-5-stop", "teach/"])
def test_a_name_that_no_sheet_has_is_told_with_those_there_are(name: str) -> None:
    with pytest.raises(SheetNotFound, match=r"there are downtown, .*, grades-4-5-stops, "):
        find_sheet(dataset.load(DATA), name)


def test_papers_are_exact() -> None:
    box = opened("grades-4-5-words", "a4")[0].pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((595.28, 841.89), abs=0.02)


def test_printing_again_gives_the_same_bytes() -> None:
    guide = Guide(dataset.load(DATA))
    assert printed(guide, "grades-4-5-stops") == printed(guide, "grades-4-5-stops")


def test_texts_print_as_they_are_written(tmp_path: Path) -> None:
    hostile = '#read("/etc/passwd") *b* $x$ </text> %(count)s \\'

    def change(value: dict[str, Any]) -> None:
        band = value["bands"][0]
        band["stops"][0]["look"] = band["scavenger"][0]["clue"] = hostile
        band["words"].append({"word": hostile, "meaning": "Odd."})

    guide = Guide(dataset.load(changed(tmp_path, change)))
    for kind in ("stops", "scavenger", "words"):
        text = text_of(PdfReader(io.BytesIO(printed(guide, f"grades-4-5-{kind}"))))
        assert hostile.replace(" ", "") in text.replace(" ", "")
        assert "root:" not in text


def test_text_that_no_font_shows_is_an_error_that_names_it(tmp_path: Path) -> None:
    def change(value: dict[str, Any]) -> None:
        value["bands"][0]["words"][0]["meaning"] = "ሰላም"

    guide = Guide(dataset.load(changed(tmp_path, change)))
    with pytest.raises(ExportError, match="no font here can show 'ሰ"):
        printed(guide, "grades-4-5-words")
