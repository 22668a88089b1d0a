"""The pictures of the data on paper: the poster's row of stops, what a class looks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.export.sheets.conftest import ADDRESS, Read
from tests.sample import Sample
from tests.sample_pictures import pictures, sample_with_pictures
from trail.base.links import Links
from trail.export.sheets.content import SheetContext, thumbnail
from trail.export.sheets.poster import poster
from trail.export.sheets.sheets import PAPERS
from trail.export.sheets.teaching import class_content
from trail.fieldtrip.sheets import class_sheet
from trail.guide.guide import Guide, open_trail
from trail.guide.words.phrases import Phrases


def context(guide: Guide) -> SheetContext:
    return SheetContext(guide, Phrases(), Links.under(ADDRESS))


def test_the_poster_has_all_stops_in_a_row_on_one_page(shipped: Guide, read: Read) -> None:
    shown = poster(context(shipped), PAPERS["tabloid"])["frieze"]
    assert isinstance(shown, dict)
    assert "The fifteen stops" in shown["alt"]
    assert "currentColor" not in shown["svg"]
    for paper in ("tabloid", "letter", "a4"):
        assert len(read("poster", paper).pages) == 1, paper


def test_a_poster_without_a_frieze_has_none(sample: Sample, tmp_path: Path) -> None:
    guide = open_trail(sample.write(tmp_path))
    assert poster(context(guide), PAPERS["letter"])["frieze"] is None


def test_a_class_has_the_picture_of_each_place_it_looks_for(shipped: Guide) -> None:
    education = shipped.dataset.education
    assert education is not None
    told = context(shipped)
    sheet = class_sheet(shipped, education, "grades-4-5-scavenger", told.words)
    content = class_content(told, sheet, large=False, paper=PAPERS["letter"])
    sections = content["sections"]
    assert isinstance(sections, list)
    marked = [section for section in sections if section["mark"]]
    assert len(marked) == 6
    for section in marked:
        assert section["picture"]["alt"] == f"Small drawing of {section['mark']['name']}"
    assert [section["picture"] for section in sections if not section["mark"]] == [None, None]


@pytest.mark.parametrize(
    ("site", "alt"),
    [
        ("custom-house", "Small drawing of Custom House"),
        ("landing-stage", "Small map of the place of"),
        ("lost-camp", None),
    ],
)
def test_a_stop_has_its_drawing_or_the_map_of_its_place(
    site: str, alt: str | None, tmp_path: Path
) -> None:
    guide = open_trail(sample_with_pictures(pictures()).write(tmp_path))
    shown = thumbnail(context(guide), guide.dataset.get_site(site))
    assert (shown is None) == (alt is None)
    if shown and alt:
        assert str(shown["alt"]).startswith(alt)
