"""A wayside plate: what its printer reads out of the PDF, and what a walker reads on it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import RectangleObject

from tests.export.sheets.conftest import ADDRESS, Read, text_of
from tests.export.sheets.type_sizes import sizes_on
from trail.base.errors import ExportError
from trail.export.sheets import PLATE_PAPERS, Press, SheetNotFound, find_sheet, stop_sheets_of
from trail.export.sheets.boxes import with_bleed
from trail.guide.guide import Guide

PLATE = "downtown-plate-temple-israel"
MM = 72 / 25.4
BLEEDS = {"archc": 3.175, "tabloid": 3.175, "a2": 3.0, "a3": 3.0}  # mm: 1/8 in, 3 mm


def _mm(box: RectangleObject) -> list[float]:
    return [round(float(side) / MM, 2) for side in box]


@pytest.mark.parametrize("paper", list(BLEEDS))
def test_its_boxes_are_paper_bleed_and_trim_from_outside_in(read: Read, paper: str) -> None:
    (page,) = read(PLATE, paper).pages
    wide, high = PLATE_PAPERS[paper].turned(landscape=True)
    over = BLEEDS[paper]
    assert _mm(page.mediabox) == pytest.approx([0, 0, wide + 20, high + 20], abs=0.02)
    assert _mm(page.trimbox) == pytest.approx([10, 10, wide + 10, high + 10], abs=0.02)
    assert _mm(page.bleedbox) == pytest.approx(
        [10 - over, 10 - over, wide + 10 + over, high + 10 + over], abs=0.02
    )


@pytest.mark.parametrize("paper", ["archc", "a3"])
def test_eight_marks_lie_on_the_trims_lines_and_outside_the_bleed(read: Read, paper: str) -> None:
    (page,) = read(PLATE, paper).pages
    wide, high = PLATE_PAPERS[paper].turned(landscape=True)
    out = BLEEDS[paper]
    found = _hairlines(page.get_contents().get_data())  # type: ignore[union-attr]
    wanted = set()
    for x, way in ((10.0, -1), (10 + wide, 1)):
        for y, up in ((10.0, -1), (10 + high, 1)):
            along = sorted((x + way * out, x + way * (out + 5)))
            wanted.add((*_round(along), *_round((y, y))))
            across = sorted((y + up * out, y + up * (out + 5)))
            wanted.add((*_round((x, x)), *_round(across)))
    assert found == wanted


def _round(pair: Sequence[float]) -> tuple[float, float]:
    return round(pair[0], 1), round(pair[1], 1)


def _hairlines(content: bytes) -> set[tuple[float, float, float, float]]:
    """Left, right, bottom, top of each line that is a crop mark's breadth, in mm."""
    found = set()
    line = rb"q 1 0 0 -1 ([\d.]+) ([\d.]+) cm/c0 CS 0 SCN 0\.255\d* w 4 M 0 0 m ([\d.]+) ([\d.]+) l"
    for place in re.findall(line, content):
        x, y, right, down = (float(number) / MM for number in place)
        found.add((*_round((x, x + right)), *_round((y - down, y))))
    return found


def test_ink_fills_the_bleed_above_and_no_words_leave_the_trim(press: Press, read: Read) -> None:
    (page,) = read(PLATE, "a2").pages
    band = re.search(rb"q 1 0 0 -1 ([\d.]+) ([\d.]+) cm/c0 cs 0 scn 0 0 m ([\d.]+) 0 l", (
        page.get_contents().get_data()  # type: ignore[union-attr]
    ))  # fmt: skip
    assert band is not None
    left, top, wide = (float(number) / MM for number in band.groups())
    assert (left, top, wide) == pytest.approx((7, 433, 600), abs=0.02)
    # The picture shows what is left when it is cut.
    with Image.open(io.BytesIO(press.picture(PLATE, "a2", ADDRESS, ppi=40))) as opened:
        ink = np.asarray(opened.convert("L")) < 128
    assert ink.shape == pytest.approx((420 / 25.4 * 40, 594 / 25.4 * 40), abs=1)
    edge = round(18 / 25.4 * 40)  # 18 of the 22 mm of its margin
    assert not ink[-edge:].any()
    assert not ink[edge * 3 :, :edge].any()
    assert not ink[edge * 3 :, -edge:].any()


@pytest.mark.parametrize(("paper", "scale"), [("archc", "1:2,500"), ("a3", "1:5,000")])
def test_it_says_where_one_stands_and_what_happened(
    shipped: Guide, press: Press, read: Read, paper: str, scale: str
) -> None:
    reader = read(PLATE, paper)
    text, facts = text_of(reader), shipped.dataset.get_site("temple-israel").properties
    assert facts.summary
    assert facts.summary in text
    for wanted in ("Downtown, on foot, Stop 4 of 15", "You are here: 4.", f"Scale {scale}"):
        assert wanted in text
    assert min(sizes_on(reader.pages[0])) >= 7.5
    with Image.open(io.BytesIO(press.picture(PLATE, paper, ADDRESS, ppi=100))) as opened:
        (code,) = zxingcpp.read_barcodes(opened.convert("L"))
    assert code.text.startswith(f"{ADDRESS}/sites/temple-israel/")


def test_every_stop_of_every_tour_has_one(shipped: Guide) -> None:
    found = shipped.dataset
    names = {sheet.name for sheet in stop_sheets_of(found) if sheet.kind == "plate"}
    assert names == {f"{tour.id}-plate-{site}" for tour in found.trail.tours for site in tour.stops}
    with pytest.raises(SheetNotFound):
        find_sheet(found, "downtown-plate-wentworth-by-the-sea")


def test_a_reader_finds_the_changed_pages_and_all_else_as_it_was(press: Press) -> None:
    pdf = press.pdf(PLATE, "a3", ADDRESS).pdf
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    assert reader.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Temple Israel, wayside plate. Treaty Trail"
    assert pdf.count(b"startxref") == 2


def test_a_file_without_a_trim_is_refused(press: Press) -> None:
    plain = press.pdf("bookmark", "letter", ADDRESS).pdf
    with pytest.raises(ExportError, match="no pages with a trim"):
        with_bleed(plain, 9.0)
