"""Fronts and backs of the stitched booklet: paired as copiers print them, read as folded."""

from __future__ import annotations

import pytest
from pypdf import PageObject

from tests.export.sheets.conftest import Read
from trail.export.sheets.sheets import PAPERS
from trail.guide.guide import Guide

TOURS = ("downtown", "harbour", "new-hampshire")


@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("tour", TOURS)
def test_folded_and_stapled_the_pages_follow_each_other(read: Read, tour: str, paper: str) -> None:
    sides = [_numbers(side) for side in read(f"{tour}-stitched", paper).pages]
    assert len(sides) % 2 == 0
    leaves = list(zip(sides[::2], sides[1::2], strict=True))
    assert 2 * len(sides) in (8, 12, 16)
    # Turned on the short edge, what lies right in front has the left of the back behind it.
    for front, back in leaves:
        assert abs(front[1] - back[0]) == 1
        assert abs(front[0] - back[1]) == 1
    # The leaves laid on each other and folded: first all right halves in, then all left halves out.
    inward = [number for front, back in leaves for number in (front[1], back[0])]
    outward = [number for front, back in reversed(leaves) for number in (back[1], front[0])]
    assert inward + outward == list(range(1, 2 * len(sides) + 1))


@pytest.mark.parametrize("tour", TOURS)
def test_the_stops_are_told_in_the_order_of_the_pages(
    shipped: Guide, read: Read, tour: str
) -> None:
    halves: dict[int, str] = {}
    for side in read(f"{tour}-stitched", "letter").pages:
        left, right = _numbers(side)
        halves[left], halves[right] = _half(side, 0), _half(side, 1)
    told = " ".join(" ".join(halves[number].split()) for number in sorted(halves))
    at = 0
    for stop in shipped.itinerary(tour).stops:
        summary = " ".join((stop.site.properties.summary or "").split()[:6])
        found = told.find(summary, at)
        assert found >= at, stop.site.id
        at = found


def _half(side: PageObject, k: int) -> str:
    """The words on the left half of a side, or on the right one, from the top."""
    middle = float(side.mediabox.width) / 2
    parts: list[str] = []

    def seen(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        if (x >= middle) == bool(k):
            parts.append(text)

    side.extract_text(visitor_text=seen)
    return "".join(parts)


def _numbers(side: PageObject) -> tuple[int, int]:
    """The two page numbers of a side: what stands lowest on each half."""
    lowest = [(1e9, 0), (1e9, 0)]
    middle = float(side.mediabox.width) / 2

    def seen(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip().isdecimal() and y < lowest[x >= middle][0]:
            lowest[x >= middle] = (y, int(text))

    side.extract_text(visitor_text=seen)
    return lowest[0][1], lowest[1][1]
