"""Which sheets there are."""

from __future__ import annotations

import pytest

from trail.base.errors import NotFound
from trail.dataset.schema.whole import Dataset
from trail.export.sheets import (
    PAPERS,
    PaperNotFound,
    SheetNotFound,
    find_paper,
    find_sheet,
    sheets_of,
)


def test_each_tour_has_its_sheets_and_the_trail_those_for_walls_and_pockets(
    sample_dataset: Dataset,
) -> None:
    assert [sheet.name for sheet in sheets_of(sample_dataset)] == [
        "quay", "quay-large", "quay-cards", "quay-booklet", "quay-stitched", "quay-cards-two",
        "quay-atlas", "south-road", "south-road-large", "south-road-cards", "south-road-booklet",
        "south-road-stitched", "south-road-cards-two",
        "poster", "poster-host", "window-code", "bookmark", "book",
        "path-to-peace",
    ]  # fmt: skip


def test_a_sheet_is_found_by_its_name(sample_dataset: Dataset) -> None:
    found = find_sheet(sample_dataset, "south-road-cards")
    assert (found.kind, found.tour and found.tour.id) == ("cards", "south-road")


@pytest.mark.parametrize("name", ["", "quai", "quay-small", "poster-large", "../quay"])
def test_an_unknown_sheet_is_refused_with_all_there_are(sample_dataset: Dataset, name: str) -> None:
    with pytest.raises(SheetNotFound) as refused:
        find_sheet(sample_dataset, name)
    assert all(sheet.name in str(refused.value) for sheet in sheets_of(sample_dataset))


@pytest.mark.parametrize("name", ["", "a3", "Letter"])
def test_an_unknown_paper_is_refused_with_all_there_are(name: str) -> None:
    with pytest.raises(PaperNotFound) as refused:
        find_paper(name)
    assert isinstance(refused.value, NotFound)
    assert all(paper in str(refused.value) for paper in PAPERS)


def test_papers_are_letter_a4_and_tabloid_in_millimetres() -> None:
    assert {p.name: (p.width_mm, p.height_mm) for p in PAPERS.values()} == {
        "letter": (215.9, 279.4), "a4": (210.0, 297.0), "tabloid": (279.4, 431.8),
    }  # fmt: skip
