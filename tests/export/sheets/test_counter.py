"""What lies on a counter or hangs in a house: cards two to a page and alone, posters, bookmarks."""

from __future__ import annotations

import io
from collections import Counter

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from tests.export.sheets.conftest import ADDRESS, Read, text_of
from tests.export.sheets.type_sizes import sizes_on
from trail import dataset
from trail.base.paths import DATA
from trail.export.sheets import Press, SheetNotFound, find_sheet, sheets_of, stop_sheets_of
from trail.guide.guide import Guide

PPI = 150
CARD = "downtown-card-temple-israel"
# Least breadth of each code without its quiet zone, mm, and how many there are.
CODES = {
    "downtown-cards-two": (26.0, 2), CARD: (44.0, 1), "poster-host": (52.0, 1),
    "window-code": (110.0, 1), "bookmark": (24.0, 5),
}  # fmt: skip
OPENS = {
    "downtown-cards-two": "/sites/", CARD: "/sites/temple-israel/", "bookmark": "/tours/downtown/",
}  # fmt: skip
# Pages that are a map: the fronts of trail sheets, the insides of booklets.
MAP_PAGES = {"trail": 1, "large": 1, "booklet": -1, "stitched": -1, "poster": 1}


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("sheet", list(CODES))
def test_their_codes_are_large_and_read_from_a_grey_picture(
    press: Press, sheet: str, paper: str
) -> None:
    with Image.open(io.BytesIO(press.picture(sheet, paper, ADDRESS, ppi=PPI))) as page:
        found = zxingcpp.read_barcodes(page.convert("L"))
    least, count = CODES[sheet]
    assert len(found) == count
    for code in found:
        assert code.text.startswith(f"{ADDRESS}{OPENS.get(sheet, '/')}")
        corners = code.position
        breadth = (corners.top_right.x - corners.top_left.x) * 25.4 / PPI
        assert breadth >= least - 0.4  # the corners are told in whole pixels


@pytest.mark.parametrize(("up", "pages"), [("-cards", 4), ("-cards-two", 8)])
def test_each_stop_has_one_card(shipped: Guide, read: Read, up: str, pages: int) -> None:
    reader = read(f"downtown{up}", "letter")
    assert len(reader.pages) == pages
    text = text_of(reader)
    for number in range(1, 16):
        assert text.count(f"Downtown, on foot, Stop {number} of 15") == 1


def test_a_single_card_has_its_stop_alone_under_the_number_of_the_walk(
    shipped: Guide, read: Read
) -> None:
    reader = read(CARD, "letter")
    assert len(reader.pages) == 1
    text = text_of(reader)
    assert text.count("Stop 4 of 15") == text.count("Stop ") == 1
    summary = shipped.dataset.get_site("temple-israel").properties.summary
    assert summary is not None
    assert summary in text
    sizes = sizes_on(reader.pages[0])
    assert max(Counter({size: n for size, n in sizes.items() if n > 100})) >= 16
    assert min(sizes) >= 7.5


def test_each_stop_of_each_tour_has_a_card_and_no_other_place(shipped: Guide) -> None:
    found = shipped.dataset
    names = [sheet.name for sheet in stop_sheets_of(found) if sheet.kind == "card"]
    assert len(names) == len(set(names)) == sum(len(tour.stops) for tour in found.trail.tours)
    assert find_sheet(found, CARD).stop == "temple-israel"
    for wrong in ("downtown-card-", "downtown-card-wentworth-by-the-sea", "downtown-card-4"):
        with pytest.raises(SheetNotFound):
            find_sheet(found, wrong)


def test_a_host_has_room_for_the_name_and_the_hours_of_the_house(press: Press, read: Read) -> None:
    text = text_of(read("poster-host", "letter"))
    assert text.index("Point your phone here") < text.index("This house") < text.index("Open ")
    # Below its frame's top nothing but two words and three rules: room to write in.
    with Image.open(io.BytesIO(press.picture("poster-host", "letter", ADDRESS, ppi=72))) as page:
        ink = 1 - np.asarray(page.convert("L")) / 255
    band = ink[-210:-65, 60:-60]
    assert 0.002 < float(band.mean()) < 0.03
    assert ink[-210:-65, 300:-60].max(axis=1).sum() < 6  # the rules alone, right of the words


def test_every_bookmark_is_the_same_and_names_every_stop(shipped: Guide, read: Read) -> None:
    text = text_of(read("bookmark", "a4"))
    for stop in shipped.itinerary("downtown").stops:
        assert text.count(stop.site.label) >= 5


def test_without_codes_the_sheets_are_still_whole(press: Press) -> None:
    for sheet in CODES:
        made = press.pdf(sheet, "letter", "http://localhost")
        assert made.pages == (8 if sheet.endswith("two") else 1)


@pytest.mark.parametrize(
    ("sheet", "kind", "paper"),
    [
        (sheet.name, sheet.kind, paper)
        for sheet in sheets_of(dataset.load(DATA))
        if sheet.kind in MAP_PAGES
        for paper in ("letter", "a4", *(["tabloid"] if sheet.kind == "poster" else []))
    ],
)
def test_a_map_page_takes_little_ink(press: Press, sheet: str, kind: str, paper: str) -> None:
    pages = press.pdf(sheet, paper, ADDRESS).pages
    page = MAP_PAGES[kind] if MAP_PAGES[kind] > 0 else pages
    with Image.open(io.BytesIO(press.picture(sheet, paper, ADDRESS, ppi=75, page=page))) as drawn:
        cover = 1 - float(np.asarray(drawn.convert("L")).mean()) / 255
    assert 0.01 < cover <= 0.08
