"""education.yaml: what is refused, and what the shipped one must hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.education_files import changed, write_changed
from tests.shipped import shipped_dataset
from trail import dataset
from trail.base.errors import DatasetError
from trail.base.paths import DATA
from trail.base.readability import reading_grade
from trail.dataset.checks.education import load_education
from trail.dataset.checks.known import Documents, known_in
from trail.dataset.files.story import read_story
from trail.dataset.schema.education import SHEETS, EducationFile
from trail.dataset.schema.whole import Dataset
from trail.dataset.text.faults import Faults
from trail.dataset.text.folder import Folder, read_json
from trail.dataset.text.yamltext import read_yaml
from trail.fieldtrip.sheets import (
    ClassSheet,
    SheetOfClassNotFound,
    class_sheet,
    sheet_names,
)
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases

Value = dict[str, Any]
HARD = "Plenipotentiary negotiations necessitated extraordinary accommodation of irreconcilable "


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return shipped_dataset()


@pytest.fixture(scope="module")
def refuse() -> Callable[[Path], str]:
    """Reads the education.yaml of a folder beside the rest of the shipped files, which are read
    once; gives its faults."""
    rest = Folder(DATA, Faults())
    files = Documents(
        trail=read_yaml(rest, "trail.yaml"),
        sites=read_json(rest, "sites.geojson"),
        people=read_yaml(rest, "people.yaml"),
        tracks=read_yaml(rest, "tracks.yaml"),
    )
    known = known_in(files, story=True, faults=Faults())
    story = read_story(rest)
    voices = {voice.id for voice in shipped_dataset().voices}

    def refused(directory: Path) -> str:
        faults = Faults()
        load_education(Folder(directory, faults), files.trail, known, story, voices, faults)
        with pytest.raises(DatasetError) as caught:
            faults.raise_if_any()
        return str(caught.value)

    return refused


@pytest.fixture(scope="module")
def education(shipped: Dataset) -> EducationFile:
    assert shipped.education is not None
    return shipped.education


@pytest.fixture(scope="module")
def sheets(shipped: Dataset, education: EducationFile) -> dict[str, ClassSheet]:
    guide = Guide(shipped)
    return {name: class_sheet(guide, education, name, Phrases()) for name in sheet_names(education)}


# ---------------------------------------------------------------- what is refused


def band(value: Value) -> Value:
    return value["bands"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda v: v.update(tour="nowhere"), "there is no tour 'nowhere'"),
        (lambda v: band(v).update(id="plans"), "plans is the address of something else"),
        (lambda v: v["bands"][1].update(id=band(v)["id"]), "stands twice"),
        (lambda v: band(v)["stops"][0].update(site="green-acre"), "there is no stop of the tour"),
        (lambda v: band(v)["stops"].append(deepcopy(band(v)["stops"][0])), "is named twice"),
        (lambda v: band(v)["roleplay"]["demands"][0].update(number=13), "there is no demand 13"),
        (lambda v: band(v)["treaty"]["articles"][0].update(article="article-99"), "no article"),
        (lambda v: band(v)["roleplay"]["roles"][0].update(people=["nobody"]), "no person"),
        (lambda v: band(v)["roleplay"]["step_minutes"].append(1), "the steps don’t add up"),
        (lambda v: band(v)["sources"]["articles"].append("article-99"), "no article"),
        (lambda v: v["bands"][1]["history"]["primary"].append("no-such-work"), "there is no work"),
        (lambda v: v["matters"][0].update(events=["1905-13-01-01"]), "there is no event"),
        (lambda v: v["matters"][0].update(sites=["moon"]), "there is no site 'moon'"),
        (lambda v: band(v)["facing"][0].update(matter="nothing"), "there is no matter"),
        (lambda v: band(v)["lessons"][0].update(headings=["No such part"]), "there is no heading"),
        (lambda v: band(v)["lessons"][0].update(words=["unheard"]), "no word of the band"),
        (lambda v: band(v)["scavenger"][0].update(site="moon"), "there is no stop of the tour"),
        (lambda v: band(v)["standards"][0].update(basis="general knowledge"), "seen"),
        (lambda v: band(v)["standards"][0].update(framework="xx"), "there is no framework"),
        (lambda v: band(v).update(reads_at=0), "reads_at"),
        (lambda v: band(v).update(color="red"), "unknown field"),
        (lambda v: band(v).pop("words"), "words"),
        (lambda v: band(v).update(stops=[]), "stops"),
        (lambda v: v.update(bands="three"), "bands"),
        (
            lambda v: band(v)["words"].append({"word": "x", "meaning": HARD * 30}),
            "at most 5.9 (Flesch-Kincaid)",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, refuse: Callable[[Path], str], change: Callable[[Value], object], told: str
) -> None:
    faults = refuse(write_changed(tmp_path, change))
    assert told in faults
    assert "education.yaml" in faults


def test_a_file_that_is_a_list_is_refused(tmp_path: Path) -> None:
    found = changed(tmp_path, lambda value: None)
    (found / "education.yaml").write_text("- one\n- two\n")
    with pytest.raises(DatasetError, match="education"):
        dataset.load(found)


def test_without_a_story_its_demands_are_unknown(tmp_path: Path) -> None:
    found = changed(tmp_path, lambda value: None)
    for name in ("events", "demands", "articles", "markers", "bibliography"):
        (found / f"{name}.yaml").unlink()
    with pytest.raises(DatasetError, match="there is no demand 1"):
        dataset.load(found)


# ---------------------------------------------------------------- the shipped file


def test_the_bands_cover_grades_4_to_12(education: EducationFile) -> None:
    assert [grade for band in education.bands for grade in band.grades] == list(range(4, 13))


def test_every_band_has_all_sheets_and_lessons_before_during_and_after(
    education: EducationFile, sheets: dict[str, ClassSheet]
) -> None:
    every = {f"{band.id}-{kind}" for band in education.bands for kind in SHEETS}
    assert every - set(sheets) == {"grades-4-5-history"}  # the contest begins with grade 6
    assert set(sheets) < every
    assert all(sheet.sections for sheet in sheets.values())
    for of in education.bands:
        assert {lesson.when for lesson in of.lessons} == {"before", "during", "after"}


def test_every_stop_has_questions_in_every_band_under_the_numbers_of_the_map(
    shipped: Dataset, education: EducationFile, sheets: dict[str, ClassSheet]
) -> None:
    itinerary = Guide(shipped).itinerary(education.tour)
    on_the_map = [(stop.number, stop.site.id) for stop in itinerary.stops]
    for of in education.bands:
        marks = [section.mark for section in sheets[f"{of.id}-stops"].sections]
        assert [(mark.number, mark.site.id) for mark in marks if mark] == on_the_map
    numbers = {site: number for number, site in on_the_map}
    for sheet in sheets.values():
        for section in sheet.sections:
            if section.mark:
                assert section.mark.number == numbers[section.mark.site.id]


def test_all_twelve_demands_are_played_and_all_fifteen_articles_read(
    shipped: Dataset, education: EducationFile
) -> None:
    assert shipped.story is not None
    for of in education.bands:
        assert {d.number for d in of.roleplay.demands} == set(shipped.story.demands_by_number)
        told = {retold.article for retold in of.treaty.articles}
        assert {f"article-{number}" for number in range(1, 16)} <= told


def test_hard_matters_are_met_in_every_band(
    education: EducationFile, sheets: dict[str, ClassSheet]
) -> None:
    for of in education.bands:
        assert {facing.matter for facing in of.facing} == {m.id for m in education.matters}
        absent = [role for role in of.roleplay.roles if role.name in ("Korea", "China")]
        assert len(absent) == 2
        assert not any(role.seat for role in absent)
        words = {term.word for term in of.words}
        assert {"pogrom", "minstrel show"} <= words


def test_a_sheet_as_handed_out_reads_within_its_band(
    education: EducationFile, sheets: dict[str, ClassSheet]
) -> None:
    for sheet in sheets.values():
        if sheet.for_teachers:
            continue
        texts = [sheet.lead]
        for section in sheet.sections:
            for block in section.blocks:
                texts += [*block.items, *(second for _first, second in block.pairs)]
        assert reading_grade(texts) <= sheet.band.reads_at, sheet.name


def test_answers_stand_in_the_key_alone(
    education: EducationFile, sheets: dict[str, ClassSheet]
) -> None:
    for of in education.bands:
        answers = {q.answer for stop in of.stops for q in stop.questions if len(q.answer) > 30}
        for kind in of.sheets:
            shown = str(sheets[f"{of.id}-{kind}"].sections)
            found = {answer for answer in answers if repr(answer)[1:-1] in shown}
            assert found == (answers if kind == "answers" else set())


def test_standards_are_those_seen_and_nothing_claims_an_endorsement(
    education: EducationFile,
) -> None:
    codes = {s.code for of in education.bands for s in of.standards}
    # C3 codes were seen for grades 3 to 5 and 6 to 8 alone.
    assert all(code.endswith(("3-5", "6-8")) for code in codes if re.match(r"D\d", code))
    assert not codes & {"SS:CV:3", "SS:CV:6:3.3", "SS:HI:2", "SS:WH:12:2", "D2.Civ.3.9-12"}
    text = (DATA / "education.yaml").read_text().lower()
    for claim in ("aligned", "certified", "approved by", "endorsed by", "meets the standard"):
        assert claim not in text
    assert "nobody has approved or endorsed" in " ".join(education.standards_note.lower().split())


def test_each_code_stands_in_its_own_span_and_every_grade_has_some(
    education: EducationFile,
) -> None:
    spans = {framework.id: framework.spans for framework in education.frameworks}
    assert spans["nh"] == ("K–4", "5–8", "9–12")
    ends = {"K–4": 4, "5–8": 8, "9–12": 12}
    for of in education.bands:
        for standard in of.standards:
            assert standard.span in (*spans[standard.framework], "All spans")
            mark = re.match(r"SS:[A-Z]{2}:(\d+):", f"{standard.code}:")
            if mark and standard.code.count(":") == 3:
                assert ends[standard.span] == int(mark[1]), standard.code
            if standard.framework == "c3":
                assert standard.code.endswith(standard.span.replace("–", "-"))
        for grade in of.grades:
            assert of.standards_of(grade)
    youngest = education.bands[0]
    of_five = {s.code for s in youngest.standards_of(5)}
    assert {"SS:GE:1", "D2.His.14.3-5"} <= of_five
    assert not any(":4:" in code for code in of_five), "codes of the span K to 4 are not grade 5's"
    assert "SS:CV:4:1.1" in {s.code for s in youngest.standards_of(4)}


def test_whom_there_is_no_set_for_is_told(education: EducationFile) -> None:
    taught = {grade for of in education.bands for grade in of.grades}
    assert taught == set(range(4, 13))
    assert "kindergarten to grade 3" in " ".join((education.no_set or "").split())
    assert "mixed ages" in (education.no_set or "")


def test_an_unknown_sheet_names_the_nearest(shipped: Dataset, education: EducationFile) -> None:
    with pytest.raises(SheetOfClassNotFound) as refused:
        class_sheet(Guide(shipped), education, "grades-4-5-stop", Phrases())
    assert "grades-4-5-stops" in refused.value.nearest


# ---------------------------------------------------------------- words of the time


def test_every_band_has_a_packet_of_words_printed_as_the_source_has_them(
    education: EducationFile, sheets: dict[str, ClassSheet]
) -> None:
    voices = {voice.id: voice for voice in shipped_dataset().voices}
    for of in education.bands:
        assert of.sources is not None
        sections = sheets[f"{of.id}-sources"].sections
        cards = [section for section in sections if section.card]
        assert len(of.sources.voices) >= 6
        assert len(cards) == len(of.sources.voices) + len(of.sources.articles)
        by_words = {card.blocks[0].items: card for card in cards}
        assert len(by_words) == len(cards)
        for name in of.sources.voices:
            _words, told, _questions = by_words[(f"“{voices[name].words}”",)].blocks
            assert voices[name].speaker in " ".join(told.items)
            assert told.items[-1] == f"Read at: {voices[name].source}"
            assert told.items[0][-4:].isdigit()  # the day, or the month, and its year
        asked = [section.heading for section in sections if not section.card]
        assert asked == [
            "Stops without words of 1905",
            "Observe", "Reflect", "Question", "Before you leave",
        ]  # fmt: skip
        rubric = sheets[f"{of.id}-answers"].sections[-1]
        assert rubric.heading == "Rubric for Words of 1905"
        assert [aim for aim, _ in rubric.blocks[0].pairs] == [r.aim for r in of.sources.rubric]
    # A rumor is told as one, where it is told at all.
    rumor = next(s for s in sheets["grades-9-12-sources"].sections if "Lamsdorff" in str(s))
    assert "As a reporter tells it." in str(rumor)


def test_a_text_of_a_stop_has_the_stop_on_its_card(sheets: dict[str, ClassSheet]) -> None:
    marked = {s.mark.site.id for s in sheets["grades-6-8-sources"].sections if s.mark}
    assert marked == {"market-square", "railroad-station-site"}


def test_a_packet_may_be_left_out_and_names_only_voices_that_there_are(tmp_path: Path) -> None:
    def without(value: dict[str, Any]) -> None:
        for band in value["bands"]:
            band.pop("sources", None)

    found = dataset.load(changed(tmp_path / "a", without)).education
    assert found is not None
    assert not [name for name in sheet_names(found) if name.endswith("-sources")]

    def moon(value: dict[str, Any]) -> None:
        value["bands"][0]["sources"]["voices"] = ["v22", "moon", "v22"]

    with pytest.raises(DatasetError) as caught:
        dataset.load(changed(tmp_path / "b", moon))
    told = str(caught.value)
    assert "there is no voice of voices.yaml 'moon'" in told
    assert "v22 is named twice" in told
