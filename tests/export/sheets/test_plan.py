"""The sheets of a class trip: what each has, for every reader, the same each time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from functools import cache
from typing import Any

import zxingcpp
from PIL import Image
from pypdf import PdfReader

from tests.export.sheets.conftest import ADDRESS
from tests.export.sheets.test_pdf import structure
from trail import dataset
from trail.base.links import Links
from trail.base.paths import DATA
from trail.export.sheets.content import SheetContext
from trail.export.sheets.plansheets import plan_sheets
from trail.export.sheets.typeset import picture
from trail.export.trips import plan_pdf
from trail.fieldtrip.planner.request import usual_request
from trail.fieldtrip.trip import Trip, make_trip, visits_of
from trail.fieldtrip.wording.wording import entry_text
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases

URL = f"{ADDRESS}/teach/plan/?students=46"


@cache
def trip() -> Trip:
    guide = Guide(dataset.load(DATA))
    request = dataclasses.replace(usual_request(visits_of(guide)), date=dt.date(2027, 5, 18))
    return make_trip(guide, request)


@cache
def pdf() -> bytes:
    return plan_pdf(trip(), Phrases(), ADDRESS, URL)


@cache
def pages() -> list[str]:
    reader = PdfReader(io.BytesIO(pdf()))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def squeezed(text: str) -> str:
    """Without spaces and line breaks, which a table's cells put anywhere."""
    return "".join(text.split())


def test_it_is_tagged_with_language_title_and_the_mark_of_pdf_ua() -> None:
    reader = PdfReader(io.BytesIO(pdf()))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert str(reader.metadata and reader.metadata.title) == "Class trip: Treaty Trail"
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()


def test_every_picture_says_what_it_shows_and_tables_have_heads() -> None:
    reader = PdfReader(io.BytesIO(pdf()))
    elements = structure(reader)
    figures = [element for element in elements if str(element["/S"]) == "/Figure"]
    assert all(len(str(figure.get("/Alt", ""))) > 20 for figure in figures)
    tags = [str(element["/S"]) for element in elements]
    assert tags.count("/Table") == 1 + trip().plan.adults + 1
    assert "/TH" in tags


def test_there_is_a_card_for_every_adult_with_the_day_of_the_group() -> None:
    text = squeezed(" ".join(pages()))
    plan = trip().plan
    for group, entries in zip(plan.groups, plan.entries, strict=True):
        for adult in range(1, group.adults + 1):
            title = f"Group {group.number}, adult {adult} of {group.adults}"
            assert squeezed(title) in text
        for entry in entries:
            assert squeezed(entry_text(entry, plan, Phrases())) in text


def test_there_are_blank_lines_for_names_and_no_names() -> None:
    content = plan_sheets(SheetContext(trip().guide, Phrases(), Links.under(ADDRESS)), trip(), URL)
    values: Any = content["trip"]
    for group in trip().plan.groups:
        cards = [c for c in values["cards"] if c["title"].startswith(f"Group {group.number},")]
        assert sum(card["names"] for card in cards) == group.students


def test_many_adults_share_a_card_a_group() -> None:
    request = dataclasses.replace(trip().plan.request, students=300, grade="k", leave=dt.time(15))
    many = make_trip(trip().guide, request)
    content: Any = plan_sheets(SheetContext(many.guide, Phrases(), Links.under(ADDRESS)), many, URL)
    assert many.plan.adults >= 60
    cards = content["trip"]["cards"]
    assert len(cards) <= 60
    assert {card["title"].split(":")[0].split(",")[0] for card in cards} == {
        f"Group {group.number}" for group in many.plan.groups
    }


def test_the_emergency_sheet_has_the_addresses_of_the_stops() -> None:
    (page,) = [page for page in pages() if page.startswith("Risks and emergencies")]
    assert "911" in page
    for stop in trip().plan.stops:
        assert squeezed(stop.site.name) in squeezed(page)
        assert squeezed(stop.site.properties.address or "not known") in squeezed(page)


def test_numbers_are_those_of_the_trail_sheet_in_the_same_document() -> None:
    itinerary = trip().guide.itinerary("downtown")
    numbers = {stop.site.id: stop.number for stop in itinerary.stops}
    assert all(numbers[stop.site.id] == stop.number for stop in trip().plan.stops)
    assert "The 15 stops, in order" in pages()[-1]


def test_the_code_opens_this_very_plan() -> None:
    content = plan_sheets(SheetContext(trip().guide, Phrases(), Links.under(ADDRESS)), trip(), URL)
    front = Image.open(io.BytesIO(picture("plan", content, 200)))
    assert {code.text for code in zxingcpp.read_barcodes(front)} == {URL}


def test_printing_again_gives_the_same_bytes() -> None:
    assert plan_pdf(trip(), Phrases(), ADDRESS, URL) == pdf()
