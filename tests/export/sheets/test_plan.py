"""The sheets of a class trip: what each has, for every reader, the same each time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import itertools
import math
import re
from functools import cache
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from tests.export.sheets.conftest import ADDRESS
from tests.export.sheets.test_pdf import structure
from trail import dataset
from trail.base.links import Links
from trail.base.paths import DATA
from trail.base.readability import reading_grade
from trail.export.sheets.content import SheetContext
from trail.export.sheets.plansheets import plan_sheets
from trail.export.sheets.typeset import picture
from trail.export.trips import FOLDER_FORMS, plan_docx, plan_pdf
from trail.fieldtrip.planner.request import usual_request
from trail.fieldtrip.trip import Trip, make_trip, visits_of
from trail.fieldtrip.wording.talk import band_of, talk_at
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
def folder(form: str) -> bytes:
    return plan_pdf(trip(), Phrases(), ADDRESS, URL, FOLDER_FORMS[form])


@cache
def pages_of(form: str) -> list[str]:
    reader = PdfReader(io.BytesIO(pdf() if form == "letter" else folder(form)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def pages() -> list[str]:
    return pages_of("letter")


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
    groups = len(trip().plan.groups)
    # Who is where, in fair weather and in rain; facts and costs of the approval; two letters;
    # rosters; cards; addresses.
    assert tags.count("/Table") == 2 + 2 + 2 + groups + groups + 1
    assert "/TH" in tags


def test_each_group_has_a_card_of_its_own_day_with_addresses_and_what_to_say() -> None:
    plan = trip().plan
    for group, entries in zip(plan.groups, plan.entries, strict=True):
        (front,) = [p for p in pages() if p.startswith(f"Group {group.number} {group.students} ")]
        (back,) = [p for p in pages() if p.startswith(f"Group {group.number}: what to say and ask")]
        assert f"One copy for each of {group.adults} adults." in front
        assert "Count them at every stop" in front
        for entry in entries:
            assert squeezed(entry_text(entry, plan, Phrases())) in squeezed(front)
            if entry.kind == "stop":
                address = entry.stop.site.properties.address
                assert address is not None
                assert squeezed(address) in squeezed(front)
                talk = talk_at(trip().guide, "5", entry.stop.site)
                assert 1 <= len(talk.lines) <= 3
                assert squeezed(" ".join(talk.lines)) in squeezed(back)
                assert squeezed(talk.question) in squeezed(back)
                assert talk.question.endswith(("?", "."))


def test_grades_without_lessons_are_told_so_and_still_have_something_to_say() -> None:
    site = trip().guide.dataset.get_site("market-square")
    talk = talk_at(trip().guide, "k", site)
    assert talk.question == ""
    assert " ".join(talk.lines) in site.properties.summary
    assert band_of(trip().guide, "3") is None
    band = band_of(trip().guide, "7")
    assert band is not None
    assert band.id == "grades-6-8"


@pytest.mark.parametrize("form", ["letter", "a4", "large", "a4-large"])
def test_printed_on_both_sides_no_part_has_another_on_its_back(form: str) -> None:
    pages = pages_of(form)
    starts = [
        "Class trip:",
        "If it rains or is hot",
        "Field trip approval",
        "We are going to Portsmouth",
        "Vamos a",
        "Roster",
        "The map of this plan",
        "Risks and emergencies",
        "Questions at the stops",
        "Our trip",
    ]
    for start in starts:
        at = [k for k, page in enumerate(pages) if page.startswith(start)]
        assert at, start
        assert all(k % 2 == 0 for k in at), start
    for group in trip().plan.groups:
        (front,) = [
            k
            for k, p in enumerate(pages)
            if p.startswith(f"Group {group.number} {group.students} ")
        ]
        assert front % 2 == 0
        # A leaf belongs to one group, front and back, up to the next one's first leaf.
        parts = ("what to say and ask", "your way and your students")
        told = [
            k
            for k, p in enumerate(pages)
            for part in parts
            if p.startswith(f"Group {group.number}: {part}")
        ]
        assert [front < k for k in told] == [True, True]
        others = [
            k
            for k, p in enumerate(pages)
            if p.startswith("Group ") and not p.startswith(f"Group {group.number}")
        ]
        assert not {k // 2 for k in [front, *told]} & {k // 2 for k in others}


def test_nothing_that_an_adult_reads_on_the_way_is_under_nine_points() -> None:
    reader = PdfReader(io.BytesIO(pdf()))
    sizes: set[float] = set()
    for page, text in zip(reader.pages, pages(), strict=True):
        if text.startswith("Group ") and "your way and your students" not in text:

            def seen(words: str, _: Any, __: Any, ___: Any, size: float) -> None:
                # The edition and the number of the page stand in the margin, at 7.5.
                margin = re.fullmatch(r"Treaty Trail 2026.*|\d+", words.strip()) and size == 7.5
                if words.strip() and not margin:
                    sizes.add(round(size, 1))

            page.extract_text(visitor_text=seen)
    # 10.2 is a stop's number, in its mark.
    assert sizes == {9.0, 9.5, 10.0, 10.2, 15.0}


def test_the_approval_is_one_page_with_the_figures_of_the_plan() -> None:
    (page,) = [p for p in pages() if p.startswith("Field trip approval")]
    for said in (
        "May 18, 2027",
        "9:30–12:00",
        "Students 46",
        "5 of at most 10",
        "Bus $",
        "Total $",
        "Principal",
        "Teacher in charge",
        "one to 6 students at least",
    ):
        assert said in page, said
    assert all(stop.site.name in page for stop in trip().plan.stops)


def test_letters_come_in_english_and_spanish_with_the_day_and_a_slip() -> None:
    (english,) = [p for p in pages() if p.startswith("We are going to Portsmouth")]
    (spanish,) = [p for p in pages() if p.startswith("Vamos a Portsmouth")]
    assert "Day May 18, 2027" in english
    assert "Día 18 de mayo de 2027" in spanish
    assert "Permission slip" in english
    assert "Permiso" in spanish
    assert "Phone on that day:" in english


def test_the_english_letter_reads_at_grade_six_or_below() -> None:
    papers = trip().visits.papers
    assert papers is not None
    letter = next(letter for letter in papers.letters if letter.lang == "en")
    text = " ".join([*letter.paragraphs, *(f"{line}." for line in (*letter.bring, *letter.slip))])
    assert reading_grade([text]) <= 6


def test_worksheets_have_the_stops_of_this_plan_in_each_order_walked() -> None:
    content: Any = plan_sheets(
        SheetContext(trip().guide, Phrases(), Links.under(ADDRESS)), trip(), URL
    )
    sets = content["trip"]["worksheets"]["sets"]
    plan = trip().plan
    told = [name for one in sets for name in one["groups"].split(", ")]
    assert sorted(told) == [f"Group {group.number}" for group in plan.groups]
    for one in sets:
        number = int(one["groups"].split(", ")[0].removeprefix("Group "))
        walked = [e.stop.number for e in plan.entries[number - 1] if e.kind == "stop"]
        assert [stop["number"] for stop in one["stops"]] == walked
        assert all(stop["questions"] for stop in one["stops"])


def test_the_story_with_pictures_tells_every_stop_in_short_sentences() -> None:
    content: Any = plan_sheets(
        SheetContext(trip().guide, Phrases(), Links.under(ADDRESS)), trip(), URL
    )
    steps = content["trip"]["story"]["steps"]
    told = [step["text"] for step in steps]
    for stop in trip().plan.stops:
        assert any(stop.site.name in text for text in told)
    assert sum(step["picture"] is not None for step in steps) == len(trip().plan.stops)
    assert "6 minutes" in told[3]
    own = " ".join(t for t in told if not t.startswith("One stop is"))
    assert reading_grade([own]) <= 3


def test_there_are_blank_lines_for_names_and_no_names() -> None:
    content = plan_sheets(SheetContext(trip().guide, Phrases(), Links.under(ADDRESS)), trip(), URL)
    values: Any = content["trip"]
    assert [card["names"] for card in values["cards"]] == [g.students for g in trip().plan.groups]
    rosters = [(g["students"], g["adults"]) for g in values["roster"]["groups"]]
    assert rosters == [(g.students, g.adults) for g in trip().plan.groups]


def test_the_emergency_sheet_has_the_addresses_of_the_stops() -> None:
    (page,) = [page for page in pages() if page.startswith("Risks and emergencies")]
    assert "911" in page
    for stop in trip().plan.stops:
        assert squeezed(stop.site.name) in squeezed(page)
        assert squeezed(stop.site.properties.address or "not known") in squeezed(page)


def test_the_map_has_the_stops_of_this_plan_and_no_others() -> None:
    itinerary = trip().guide.itinerary("downtown")
    numbers = {stop.site.id: stop.number for stop in itinerary.stops}
    assert all(numbers[stop.site.id] == stop.number for stop in trip().plan.stops)
    content: Any = plan_sheets(
        SheetContext(trip().guide, Phrases(), Links.under(ADDRESS)), trip(), URL
    )
    alt = content["trip"]["map"]["drawn"]["alt"]
    assert f"with {len(trip().plan.stops)} numbered stops" in alt
    for left in trip().plan.left_out:
        assert f"{left.stop.number} {left.stop.site.label}" not in alt


def test_the_code_opens_this_very_plan() -> None:
    content = plan_sheets(SheetContext(trip().guide, Phrases(), Links.under(ADDRESS)), trip(), URL)
    front = Image.open(io.BytesIO(picture("plan", content, 200)))
    assert {code.text for code in zxingcpp.read_barcodes(front)} == {URL}


def test_printing_again_gives_the_same_bytes() -> None:
    assert plan_pdf(trip(), Phrases(), ADDRESS, URL) == pdf()


# ---------------------------------------------------------------- each group's own way


def values() -> Any:
    context = SheetContext(trip().guide, Phrases(), Links.under(ADDRESS))
    return plan_sheets(context, trip(), URL)["trip"]


def test_each_group_has_its_own_way_on_the_map_through_its_stops_in_order() -> None:
    own, plan = values()["own"], trip().plan
    used = set()
    for card, entries in zip(values()["cards"], plan.entries, strict=True):
        way = own["ways"][card["way"]]
        used.add(card["way"])
        walked = [e.stop.number for e in entries if e.kind == "stop"]
        assert " – ".join(map(str, walked)) in way["alt"]
        assert len(way["lines"]) == sum(e.kind == "walk" for e in entries)
        # From stop to stop, and inside the map.
        for line, after in itertools.pairwise(way["lines"]):
            assert math.dist(line[-1], after[0]) < 25
        for x, y in itertools.chain(*way["lines"]):
            assert -1 <= x <= own["width"] + 1
            assert -1 <= y <= own["height"] + 1
        assert 1 <= len(way["heads"]) <= len(way["lines"])
    assert used == set(range(len(own["ways"])))
    assert len(own["ways"]) == len({tuple(e.stop.number for e in g) for g in plan.entries})


def test_the_map_below_the_ways_has_no_way_of_its_own_and_the_marks_lie_above() -> None:
    own = values()["own"]
    for svg in (own["ground"], own["over"]):
        ElementTree.fromstring(svg)
        assert ".m-route, .m-route-case, .m-spur, .m-arrow { display: none }" in svg
    assert "m-stop" in own["over"].split("</style>")[1]
    assert "m-stop" not in own["ground"].split("</style>")[1]
    assert "m-street" in own["ground"].split("</style>")[1]


# ---------------------------------------------------------------- what is known, papers, Word


def test_what_is_known_of_each_stop_stands_with_its_date_and_the_rest_is_asked() -> None:
    facts = {stop["name"]: stop for stop in values()["facts"]["stops"]}
    park = facts["6. Prescott Park"]
    assert park["lines"][0].startswith("Toilets: A public building with accessible toilets")
    assert park["lines"][0].endswith("(as of January 2014)")
    assert park["ask"] == (
        "Ask before you go: Bus stop, Shelter, Lunch, Telephone (City of Portsmouth)"
    )
    assert "(no date)" in " ".join(facts["7. Strawbery Banke"]["lines"])
    text = " ".join(pages())
    assert all(squeezed(stop["ask"]) in squeezed(text) for stop in facts.values())


@pytest.mark.parametrize(
    ("form", "size", "least"),
    [("letter", (612, 792), 6.0), ("a4", (595, 842), 6.0), ("large", (612, 792), 18.0),
     ("a4-large", (595, 842), 18.0)],
)  # fmt: skip
def test_it_comes_on_letter_and_a4_and_in_large_print(
    form: str, size: tuple[int, int], least: float
) -> None:
    reader = PdfReader(io.BytesIO(pdf() if form == "letter" else folder(form)))
    assert all((round(p.mediabox.width), round(p.mediabox.height)) == size for p in reader.pages)
    sizes: set[float] = set()
    for page, text in zip(reader.pages, pages_of(form), strict=True):
        if "map of this plan" in text or "your way and your students" in text:
            continue  # words on a map, and the feet of a scale

        def seen(words: str, _: Any, __: Any, ___: Any, size: float) -> None:
            if words.strip() and not words.strip().isdigit():
                sizes.add(round(size, 1))

        page.extract_text(visitor_text=seen)
    assert min(sizes) >= least


def test_the_document_for_word_holds_every_part_and_is_the_same_each_time() -> None:
    body = plan_docx(trip(), Phrases(), ADDRESS, URL)
    assert body == plan_docx(trip(), Phrases(), ADDRESS, URL)
    document = docx.Document(io.BytesIO(body))
    heads = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads[:6] == [
        "Class trip: Treaty Trail", "If it rains or is hot", "Field trip approval",
        "We are going to Portsmouth", "Vamos a Portsmouth", "Roster",
    ]  # fmt: skip
    groups = [f"Group {group.number}" for group in trip().plan.groups]
    assert heads[6 : 6 + len(groups)] == groups
    assert heads[6 + len(groups) :][:3] == [
        "The map of this plan", "Risks and emergencies", "What is known of the stops",
    ]  # fmt: skip
    assert heads[-1] == "Our trip"
    cells = " ".join(cell.text for t in document.tables for row in t.rows for cell in row.cells)
    for group, entries in zip(trip().plan.groups, trip().plan.entries, strict=True):
        assert f"Group {group.number}" in cells
        assert all(entry_text(entry, trip().plan, Phrases()) in cells for entry in entries)
    pictures = document.inline_shapes
    # The map, a way on each group's card, a picture for each stop of the story.
    assert len(pictures) == 1 + len(groups) + len(trip().plan.stops)
    assert all(len(p._inline.docPr.get("descr")) > 10 for p in pictures)
    assert document.core_properties.title == "Class trip: Treaty Trail"
