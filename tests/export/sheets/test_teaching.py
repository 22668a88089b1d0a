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
from trail.base.links import Links
from trail.base.paths import DATA
from trail.export.sheets.content import SheetContext
from trail.export.sheets.teaching import (
    EDITIONS,
    Edition,
    print_class_sheet,
    split_name,
)
from trail.fieldtrip.sheets import class_sheet, sheet_names
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases

NAMES = tuple(sheet_names(dataset.load(DATA).education))  # type: ignore[arg-type]


def printed(guide: Guide, name: str) -> bytes:
    wanted, edition = split_name(name)
    education = guide.dataset.education
    assert education is not None
    context = SheetContext(guide, Phrases(), Links.under(ADDRESS))
    sheet = class_sheet(guide, education, wanted, context.words)
    return print_class_sheet(context, sheet, f"{ADDRESS}/teach/sheets/{wanted}/", edition)


@cache
def opened(name: str) -> tuple[PdfReader, int]:
    made = printed(Guide(dataset.load(DATA)), name)
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


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_name_stands_for_its_edition(edition: Edition) -> None:
    assert split_name(f"grades-4-5-stops{edition.suffix}") == ("grades-4-5-stops", edition)


def test_papers_are_exact() -> None:
    box = opened("grades-4-5-words-a4")[0].pages[0].mediabox
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
