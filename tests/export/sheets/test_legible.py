"""Whether an old eye can read a sheet: sizes of type, whole texts, no ground left blank."""

from __future__ import annotations

import io
from collections import Counter
from itertools import chain

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.export.sheets.conftest import ADDRESS, Read, text_of
from tests.export.sheets.type_sizes import sizes_on
from trail import dataset
from trail.base.paths import DATA
from trail.export.sheets import PAPERS, Press, class_sheets_of, sheets_of
from trail.export.sheets.maps import route
from trail.guide.guide import Guide
from trail.guide.words.phrases import opening

LEAST, RUNNING, LARGE = 7.5, 8.5, 18.0  # points
ALL = [
    (sheet.name, paper)
    for found in [dataset.load(DATA)]
    for sheet in (*sheets_of(found), *class_sheets_of(found))
    for paper in sheet.papers
]
OF_TRAIL = ("path", "poster", "window-code", "book")
TOURS = [(n, paper) for n, paper in ALL if "/" not in n and not n.startswith(OF_TRAIL)]


@pytest.mark.parametrize(("sheet", "paper"), ALL)
def test_no_type_is_too_small_to_read(read: Read, sheet: str, paper: str) -> None:
    sizes: Counter[float] = Counter()
    for page in read(sheet, paper).pages:
        sizes += sizes_on(page)
    assert sizes.total() > 100
    assert min(sizes) >= (LARGE if sheet.endswith("-large") else LEAST)


@pytest.mark.parametrize(
    ("sheet", "paper"),
    [(s, p) for s, p in TOURS if not s.endswith("-large")],
)
def test_the_stops_are_told_in_running_text_that_is_good_to_read(
    read: Read, sheet: str, paper: str
) -> None:
    pages = read(sheet, paper).pages
    # But for the side that has the map.
    told = {"-cards": pages, "-cards-two": pages, "-booklet": pages[:1], "-stitched": pages[:-1]}
    for page in next((found for end, found in told.items() if sheet.endswith(end)), pages[1:]):
        sizes = sizes_on(page)
        # The notes at the foot of a page are the only smaller words, and no reader needs them.
        running = Counter({size: n for size, n in sizes.items() if size >= RUNNING})
        assert running.total() > sizes.total() * 0.3


@pytest.mark.parametrize(("sheet", "paper"), TOURS)
def test_every_stop_has_thirty_words_or_all_there_are(
    shipped: Guide, read: Read, sheet: str, paper: str
) -> None:
    tour = next(t for t in shipped.dataset.trail.tours if sheet.startswith(t.id))
    text = text_of(read(sheet, paper)).replace("- ", "-")
    for stop in shipped.itinerary(tour.id).stops:
        whole = stop.site.properties.summary or ""
        assert whole
        told = opening(whole)
        assert len(told.split()) >= 30
        assert " ".join(told.split()).replace("- ", "-") in text, stop.site.id


@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("tour", ["downtown", "harbour", "new-hampshire"])
def test_the_back_of_a_leaf_is_full(press: Press, read: Read, tour: str, paper: str) -> None:
    for page in range(2, len(read(tour, paper).pages) + 1):
        assert _blank(press.picture(tour, paper, ADDRESS, ppi=40, page=page), 40) < 0.10


def test_the_days_in_words_fill_their_page(press: Press) -> None:
    assert _blank(press.picture("path-to-peace", "tabloid", ADDRESS, ppi=40, page=2), 40) < 0.10


def test_blank_ground_is_what_lies_far_from_all_ink() -> None:
    page = Image.new("L", (400, 400), "white")
    assert _blank(_png(page), 40) == 1.0
    page.paste(0, (0, 0, 400, 200))
    # Of what lies in the margins half is inked; another 8 mm count as its own.
    assert _blank(_png(page), 40) == pytest.approx(0.46, abs=0.01)


def test_an_opening_has_thirty_words_where_the_text_has_them(shipped: Guide) -> None:
    for site in shipped.dataset.sites:
        whole = site.properties.summary or ""
        told = opening(whole)
        assert whole.startswith(told)
        assert len(told.split()) >= min(30, len(whole.split()))


def _png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _blank(png: bytes, ppi: int, away_mm: float = 8.0, margin_mm: float = 10.0) -> float:
    """The share of a page within its margins that lies farther than so much from all ink."""
    with Image.open(io.BytesIO(png)) as opened:
        inked = np.asarray(opened.convert("L")) < 200
    reach, margin = (round(mm * ppi / 25.4) for mm in (away_mm, margin_mm))
    for axis in (0, 1):
        inked = _grown(inked, reach, axis)
    return float(1 - inked[margin:-margin, margin:-margin].mean())


def _grown(inked: NDArray[np.bool_], reach: int, axis: int) -> NDArray[np.bool_]:
    """Every point that has ink within its reach along an axis."""
    before = np.cumsum(inked, axis=axis)
    before = np.concatenate([np.zeros_like(before.take([0], axis)), before], axis)
    at = np.arange(inked.shape[axis])
    first, last = (np.clip(at + by, 0, len(at)) for by in (-reach, reach + 1))
    found: NDArray[np.bool_] = before.take(last, axis) > before.take(first, axis)
    return found


def test_a_stop_in_large_print_stays_with_its_questions(read: Read) -> None:
    """Each stop's name stands on the page where its questions do."""
    pages = [
        " ".join(page.extract_text().split())
        for page in read("teach/grades-4-5-stops-large", "letter").pages
    ]
    found = dataset.load(DATA).education
    assert found is not None
    stops = next(band for band in found.bands if 4 in band.grades).stops
    for stop in stops:
        asked = [" ".join(question.ask.split()) for question in stop.questions]
        homes = {i for i, text in enumerate(pages) for ask in asked if ask in text}
        assert len(homes) == 1, stop.site
    assert len(list(chain.from_iterable(stop.questions for stop in stops))) > 10


@pytest.mark.parametrize("kind", ["", "-large", "-cards", "-cards-two", "-booklet", "-stitched"])
@pytest.mark.parametrize("tour", ["harbour", "new-hampshire"])
def test_who_drives_has_the_address_of_each_stop_in_order(
    shipped: Guide, read: Read, tour: str, kind: str
) -> None:
    text = text_of(read(f"{tour}{kind}", "letter"))
    for stop in shipped.itinerary(tour).stops:
        address = stop.site.properties.address
        town = stop.site.properties.town
        told = f"Address: {address}." if address else f"No street address is known: {town}."
        assert told in text


def test_no_straight_line_is_drawn_where_nobody_can_drive(shipped: Guide) -> None:
    assert route(shipped.itinerary("harbour")) == ()
    assert len(route(shipped.itinerary("downtown"))) == 15
