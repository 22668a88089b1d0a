"""Sheets as whoever prints wishes them: turn, scale, type size, codes; and the scale as printed."""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from itertools import groupby

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from tests.export.sheets.conftest import ADDRESS
from tests.export.sheets.type_sizes import sizes_on
from trail.base.errors import InvalidParameter
from trail.base.geo import Position, distance_m
from trail.base.links import Links
from trail.export.sheets import MORE_PAPERS, PAPERS, Press, Wishes
from trail.export.sheets.content import SheetContext
from trail.export.sheets.trailsheet import trail_sheet
from trail.export.sheets.typeset import picture
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases

EVERY = {**PAPERS, **MORE_PAPERS}


@pytest.mark.parametrize("paper", list(EVERY))
@pytest.mark.parametrize("turn", ["upright", "side"])
def test_a_sheet_lies_on_every_paper_as_it_is_turned(press: Press, paper: str, turn: str) -> None:
    made = press.made("new-hampshire", paper, ADDRESS, Wishes(turn))
    sides = EVERY[paper].turned(turn == "side")
    assert made.size_pt == pytest.approx([side * 72 / 25.4 for side in sides], abs=0.02)


def test_wishes_in_any_combination_are_printed(press: Press) -> None:
    dice = random.Random(1905)
    for _ in range(12):
        paper = dice.choice(list(EVERY))
        points = dice.choice([None, 10.0, 12.0, 14.0])
        wishes = Wishes(
            dice.choice(["", "upright", "side"]), dice.choice([None, 25_000]), points,
            dice.choice([True, False]),
        )  # fmt: skip
        sheet = dice.choice(["downtown/in/45", "downtown/in/60", "downtown"])
        made = press.made(sheet, paper, ADDRESS, wishes)
        pages = PdfReader(io.BytesIO(made.pdf)).pages
        if wishes.scale:
            assert "1:25,000" in pages[0].extract_text(), wishes
        sizes: Counter[float] = Counter()
        for page in pages[1:]:
            sizes += sizes_on(page)
        assert min(sizes) >= 7.5
        # The notes at the foot and the numbers in marks are no running text.
        assert sizes.most_common(1)[0][0] >= (points or 8.5), wishes


def test_without_codes_there_are_none(press: Press, shipped: Guide) -> None:
    def read(wishes: Wishes) -> int:
        words = Phrases()
        context = SheetContext(shipped, words, Links.under(ADDRESS, codes=wishes.codes))
        content = trail_sheet(
            context, shipped.itinerary("harbour"), PAPERS["letter"], wishes=wishes
        )
        page = Image.open(io.BytesIO(picture("trail", content, 150, 2)))
        return len(zxingcpp.read_barcodes(page.convert("L")))

    assert read(Wishes()) == 7
    assert read(Wishes(codes=False)) == 0


def test_a_scale_that_shows_not_all_names_the_largest_that_does(press: Press) -> None:
    with pytest.raises(InvalidParameter, match="at most 1:6,000"):
        press.made("downtown", "letter", ADDRESS, Wishes(scale=2_500))


@pytest.mark.parametrize("sheet", ["downtown-cards", "poster", "path-to-peace"])
def test_other_sheets_have_their_own_layout(press: Press, sheet: str) -> None:
    with pytest.raises(InvalidParameter, match="a trail sheet"):
        press.made(sheet, "tabloid", ADDRESS, Wishes("upright"))


@pytest.mark.parametrize(("paper", "scale"), [("letter", 7_500), ("a4", 10_000), ("legal", 6_000)])
def test_the_scale_is_true_as_printed(shipped: Guide, paper: str, scale: int) -> None:
    """Two stops lie as far apart on the page as they do on the ground, to 0.5 percent."""
    context = SheetContext(shipped, Phrases(), Links.under(ADDRESS))
    tour = shipped.itinerary("downtown")
    content = trail_sheet(context, tour, EVERY[paper], wishes=Wishes(scale=scale))
    shown = content["map"]
    assert isinstance(shown, dict)
    # As broad as its frame is printed: the longest line across the page.
    ppi = 200
    with Image.open(io.BytesIO(picture("trail", content, ppi, 1))) as opened:
        dark = np.asarray(opened.convert("L")) < 128
    runs = [sum(1 for _ in run) for row in dark for ink, run in groupby(row) if ink]
    frame_mm = max(runs) / ppi * 25.4 - 0.3  # half of the line stands out on either side
    mm_a_unit = frame_mm / float(re.findall(r'viewBox="0 0 ([\d.]+)', shown["svg"])[0])
    marks = marks_on(shown["svg"])
    for one, other in [("10", "6"), ("10", "5"), ("8", "5")]:
        (x, y), (u, v) = marks[one], marks[other]
        on_paper_mm = ((u - x) ** 2 + (v - y) ** 2) ** 0.5 * mm_a_unit
        places: list[Position] = [tour.stops[int(k) - 1].position for k in (one, other)]
        assert on_paper_mm * scale / 1000 == pytest.approx(distance_m(*places), rel=0.005)


def marks_on(svg: str) -> dict[str, tuple[float, float]]:
    """Where the numbers stand on a map: the middle of each mark."""
    found = re.findall(
        r'<text class="m-n[^"]*" x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>(\d+)<', svg
    )
    return {text: (float(x), float(y) - float(size) * 0.36) for x, y, size, text in found}
