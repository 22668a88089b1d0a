"""The sheets as PDF: paper, fonts, order of the text, structure, codes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.export.sheets.conftest import ADDRESS, Read, text_of
from trail.base.errors import ExportError
from trail.dataset.schema.whole import Dataset
from trail.export.sheets import PAPERS, PaperNotFound, Press, SheetNotFound, sheets_of
from trail.guide.guide import Guide

KINDS = ("downtown", "downtown-large", "downtown-cards", "downtown-booklet", "poster")
LIMIT = 500_000


def structure(reader: PdfReader) -> list[DictionaryObject]:
    """The structure elements in reading order."""
    root: Any = reader.trailer["/Root"]

    def walk(node: Any) -> Iterator[DictionaryObject]:
        node = node.get_object()
        if not isinstance(node, DictionaryObject):
            return
        if "/S" in node:
            yield node
        kids = node.get("/K", ())
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from walk(kid) if hasattr(kid, "get_object") else ()

    return list(walk(root["/StructTreeRoot"]))


def tags(reader: PdfReader) -> list[str]:
    return [str(element["/S"]) for element in structure(reader)]


# ---------------------------------------------------------------- paper


@pytest.mark.parametrize(
    ("sheet", "paper", "points"),
    [
        ("downtown", "letter", (792, 612)),
        ("downtown", "a4", (841.89, 595.28)),
        ("downtown", "tabloid", (1224, 792)),
        ("new-hampshire", "letter", (612, 792)),
        ("downtown-large", "letter", (612, 792)),
        ("downtown-cards", "letter", (612, 792)),
        ("downtown-booklet", "letter", (792, 612)),
        ("poster", "letter", (612, 792)),
    ],
)
def test_pages_are_exactly_the_paper_turned_as_fits(
    read: Read, sheet: str, paper: str, points: tuple[float, float]
) -> None:
    for page in read(sheet, paper).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
            points, abs=0.02
        )


@pytest.mark.parametrize(
    ("sheet", "pages"),
    [
        ("downtown", 3), ("harbour", 2), ("new-hampshire", 2),
        ("downtown-cards", 4), ("downtown-booklet", 2), ("poster", 1),
    ],
)  # fmt: skip
def test_a_sheet_has_its_pages(read: Read, press: Press, sheet: str, pages: int) -> None:
    assert len(read(sheet, "letter").pages) == pages
    assert press.pdf(sheet, "letter", ADDRESS).pages == pages


@pytest.mark.parametrize("sheet", KINDS)
def test_a_sheet_stays_under_500_kilobytes(press: Press, read: Read, sheet: str) -> None:
    read(sheet, "letter")
    assert len(press.pdf(sheet, "letter", ADDRESS).pdf) <= LIMIT


def test_printing_again_gives_the_same_bytes(shipped: Guide, press: Press) -> None:
    first = press.pdf("new-hampshire", "letter", ADDRESS).pdf
    assert Press(shipped).pdf("new-hampshire", "letter", ADDRESS).pdf == first


# ---------------------------------------------------------------- for every reader


@pytest.mark.parametrize("sheet", [*KINDS, "book"])
def test_a_sheet_is_tagged_with_language_title_and_the_mark_of_pdf_ua(
    read: Read, sheet: str
) -> None:
    reader = read(sheet, "letter")
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Treaty Trail" in str(reader.metadata and reader.metadata.title)
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()


@pytest.mark.parametrize("sheet", [*KINDS, "book"])
def test_every_picture_says_what_it_shows(read: Read, sheet: str) -> None:
    figures = [e for e in structure(read(sheet, "letter")) if str(e["/S"]) == "/Figure"]
    assert figures
    assert all(len(str(figure.get("/Alt", ""))) > 20 for figure in figures)


@pytest.mark.parametrize(
    ("sheet", "paper", "count"),
    [
        ("harbour", "letter", 7),
        ("new-hampshire", "a4", 6),
        ("downtown-cards", "letter", 15),
        ("downtown", "tabloid", 15),
        ("downtown", "letter", 0),  # there they would cost size of type
    ],
)
def test_stops_have_their_drawings_where_there_is_room(
    shipped: Guide, read: Read, sheet: str, paper: str, count: int
) -> None:
    figures = [e for e in structure(read(sheet, paper)) if str(e["/S"]) == "/Figure"]
    alts = [str(figure["/Alt"]) for figure in figures]
    tour = shipped.itinerary(sheet.removesuffix("-cards"))
    named = [f"Small drawing of {stop.site.name}" for stop in tour.stops]
    assert [alt for alt in alts if alt.startswith("Small drawing")] == named[:count]


def test_drawings_cost_no_size_of_type_that_is_hard_to_read(press: Press, read: Read) -> None:
    for paper in ("letter", "a4"):
        assert len(read("downtown", paper).pages) == 3
    sizes: Counter[float] = Counter()

    def seen(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        sizes[round(size * abs(tm[0]) * abs(cm[0]), 2)] += len(text.strip())

    read("downtown", "tabloid").pages[1].extract_text(visitor_text=seen)
    assert sizes.most_common(1)[0][0] >= 9


def test_each_stop_of_the_trail_sheet_has_a_heading(read: Read) -> None:
    found = tags(read("downtown", "letter"))
    assert found.count("/H1") == 3
    assert found.count("/H2") == 15


def test_tables_have_header_cells(read: Read) -> None:
    found = tags(read("downtown-large", "letter"))
    assert "/Table" in found
    assert found.count("/TH") == 4
    assert found.count("/TD") == 15 * 4


def test_the_steps_of_folding_are_a_list(read: Read) -> None:
    found = tags(read("downtown-booklet", "letter"))
    assert "/L" in found
    assert found.count("/LI") == 5


@pytest.mark.parametrize("sheet", KINDS)
def test_fonts_are_embedded(read: Read, sheet: str) -> None:
    seen = set()
    for page in read(sheet, "letter").pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].get_object().values():
            for inner in font.get_object()["/DescendantFonts"]:
                descriptor = inner.get_object()["/FontDescriptor"].get_object()
                seen.add(str(descriptor["/FontName"]).partition("+")[2])
                assert {"/FontFile2", "/FontFile3"} & set(descriptor)
    assert any(name.startswith("PTSans") for name in seen)


# ---------------------------------------------------------------- what it says


@pytest.mark.parametrize("sheet", ["downtown", "downtown-large", "downtown-cards", "harbour"])
def test_stops_are_named_in_order(shipped: Guide, read: Read, sheet: str) -> None:
    tour_id = sheet.partition("-")[0]
    text = text_of(read(sheet, "letter"))
    # Where the map's own names come first, the list of stops begins behind them.
    at = text.find("in order") if sheet in ("downtown", "harbour") else 0
    for stop in shipped.itinerary(tour_id).stops:
        name = " ".join(stop.site.name.split())
        found = text.find(name, at)
        assert found >= 0, f"{name} is not behind place {at}"
        at = found + len(name)


def test_the_booklet_names_every_stop(shipped: Guide, read: Read) -> None:
    text = text_of(read("downtown-booklet", "letter"))
    for stop in shipped.itinerary("downtown").stops:
        assert stop.site.name in text


@pytest.mark.parametrize("sheet", KINDS)
def test_every_page_has_the_version_and_the_date_of_the_data(read: Read, sheet: str) -> None:
    for page in read(sheet, "letter").pages:
        text = " ".join(page.extract_text().split())
        assert "Treaty Trail 2026.11, data of November 22, 2026." in text


@pytest.mark.parametrize("sheet", KINDS)
def test_credits_scale_accuracy_and_order_are_stated(read: Read, sheet: str) -> None:
    text = text_of(read(sheet, "letter"))
    for part in (
        "Shore and bridges after NOAA",
        "Scale 1:",
        "nine true places in ten",
        "The order",
    ):
        assert part in text


@pytest.mark.parametrize("sheet", ["downtown", "downtown-large", "downtown-cards"])
def test_every_stop_says_as_of_when_its_access_was_known(read: Read, sheet: str) -> None:
    text = text_of(read(sheet, "letter"))
    assert text.count("As of:") + text.count("Not recently checked.") == 15
    assert "Not recently checked." in text
    assert "As of: May 2013." in text


def test_large_print_has_no_type_below_18_points(press: Press) -> None:
    reader = PdfReader(io.BytesIO(press.pdf("downtown-large", "letter", ADDRESS).pdf))
    sizes = set()

    def visit(_text: str, matrix: Any, text_matrix: Any, _font: Any, size: float) -> None:
        scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        scale *= abs(text_matrix[0] * text_matrix[3] - text_matrix[1] * text_matrix[2]) ** 0.5
        if _text.strip():
            sizes.add(round(size * scale, 2))

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert sizes
    assert min(sizes) >= 17.9


# ---------------------------------------------------------------- codes


@pytest.mark.parametrize(
    ("sheet", "page", "stops"),
    [
        ("downtown", 2, slice(0, 7)),
        ("downtown", 3, slice(7, 15)),
        ("downtown-cards", 1, slice(0, 4)),
    ],
)
@pytest.mark.parametrize("bits", ["grey", "black and white"])
def test_codes_are_read_at_150_dots_an_inch(
    shipped: Guide, press: Press, sheet: str, page: int, stops: slice, bits: str
) -> None:
    png = press.picture(sheet, "letter", ADDRESS, ppi=150, page=page)
    with Image.open(io.BytesIO(png)) as opened:
        image = Image.alpha_composite(
            Image.new("RGBA", opened.size, "white"), opened.convert("RGBA")
        ).convert("L")
    if bits != "grey":
        image = image.point(lambda value: 255 if value > 127 else 0)
    read = zxingcpp.read_barcodes(image)
    # The dark modules alone; a dot more or less is how the reader finds their edge.
    broad = [code.position.top_right.x - code.position.top_left.x for code in read]
    assert min(broad) >= 18 / 25.4 * 150 - 1.5
    codes = {code.text for code in read}
    wanted = shipped.itinerary("downtown").stops[stops]
    day = shipped.dataset.trail.data_date
    assert codes == {f"{ADDRESS}/sites/{stop.site.id}/#p{day}" for stop in wanted}


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000", "http://localhost", "https://trail.example.org",
                "http://192.168.1.7", "https://trail.test", "http://[::1]"]
)  # fmt: skip
def test_no_code_leads_where_no_phone_gets_to(press: Press, address: str) -> None:
    png = press.picture("harbour", "letter", address, ppi=150, page=2)
    with Image.open(io.BytesIO(png)) as opened:
        assert not zxingcpp.read_barcodes(opened.convert("L"))
    text = text_of(PdfReader(io.BytesIO(press.pdf("poster", "letter", address).pdf)))
    assert address not in text
    assert "Point your phone here" not in text


@pytest.mark.parametrize("address", [None, ""])
def test_without_an_address_nothing_is_printed(press: Press, address: str | None) -> None:
    with pytest.raises(ExportError, match="give --base-url"):
        press.pdf("downtown", "letter", address)


@pytest.mark.parametrize("address", ["trail.example.org", "ftp://a.example", "https://", "/x"])
def test_an_address_that_leads_nowhere_is_refused(press: Press, address: str) -> None:
    with pytest.raises(ExportError, match="no address"):
        press.pdf("downtown", "letter", address)


# ---------------------------------------------------------------- what there is not


def test_unknown_sheets_and_papers_are_refused(press: Press) -> None:
    with pytest.raises(SheetNotFound):
        press.pdf("downtown-huge", "letter", ADDRESS)
    with pytest.raises(PaperNotFound):
        press.pdf("downtown", "a5", ADDRESS)


def test_another_trail_prints_all_its_sheets(sample_dataset: Dataset, small_press: Press) -> None:
    for sheet in sheets_of(sample_dataset):
        assert len(small_press.pdf(sheet.name, next(iter(sheet.papers)), ADDRESS).pdf) <= LIMIT
    assert set(PAPERS) >= {"a4"}
