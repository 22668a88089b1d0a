"""The law of names, on every map that comes with the program: each is told at a glance to be of
its own mark, and none overlaps another, a mark, the route or the frame."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from tests.export.sheets.conftest import ADDRESS
from trail.base.links import Links
from trail.dataset.schema.map import MapLayer
from trail.export.sheets import PAPERS, Phrases, maps
from trail.export.sheets.booklet import booklet
from trail.export.sheets.cards import stop_cards
from trail.export.sheets.content import SheetContext
from trail.export.sheets.largeprint import large_print
from trail.export.sheets.poster import poster
from trail.export.sheets.trailsheet import trail_sheet
from trail.graphics.maps import MapView, Paper, PaperMap, PlacedLabel, PlacedMark
from trail.graphics.maps.candidate import Candidate
from trail.graphics.maps.density import Density
from trail.graphics.maps.ground import survey
from trail.graphics.maps.labels import collide, sampled
from trail.graphics.maps.route import route_lines, route_width
from trail.guide.guide import Guide

SHEETS = {"trail": trail_sheet, "booklet": booklet, "large": large_print, "cards": stop_cards}
TOURS = ("downtown", "harbour", "new-hampshire")


@dataclass(frozen=True)
class Found:
    """A map of a sheet, with what it was asked for."""

    sheet: str
    view: MapView
    drawn: PaperMap


@pytest.fixture(scope="module")
def found(shipped: Guide) -> list[Found]:
    """Every map of every sheet on every paper."""
    context = SheetContext(shipped, Phrases(), Links.under(ADDRESS))
    kept: list[Found] = []
    name = ""

    with pytest.MonkeyPatch.context() as patch:
        draw = maps.draw

        def drawing(
            layers: Sequence[MapLayer],
            view: MapView,
            paper: Paper,
            density: Density,
            **how: bool,
        ) -> PaperMap:
            drawn = draw(layers, view, paper, density, **how)
            kept.append(Found(name, view, drawn))
            return drawn

        patch.setattr(maps, "draw", drawing)
        for paper in PAPERS.values():
            for tour, (kind, make) in itertools.product(TOURS, SHEETS.items()):
                name = f"{tour} {kind} {paper.name}"
                make(context, shipped.itinerary(tour), paper)
            name = f"poster {paper.name}"
            poster(context, paper)
    return kept


def box(label: PlacedLabel) -> Candidate:
    (ax, ay), (bx, by), (cx, cy), _ = label.corners
    size = math.hypot(bx - ax, by - ay), math.hypot(cx - bx, cy - by)
    return Candidate(label.lines, label.centre, size, 0, angle=label.angle)


def own_mark(label: PlacedLabel, of: Found) -> PlacedMark:
    """The mark whose name the words begin with."""
    told = " ".join(label.lines)

    def named(mark: PlacedMark) -> bool:
        if len(mark.members) > 1:
            return told.endswith("places")
        name = of.view.marks[mark.members[0]].name
        return bool(name) and told.startswith(name)

    return next(mark for mark in of.drawn.overlay.marks if named(mark))


def test_every_map_is_looked_at(found: list[Found]) -> None:
    # Trail, booklet and large print of three tours, a card for each stop, two of the poster.
    assert len(found) == 3 * (3 * 3 + 15 + 7 + 6 + 2)


def test_a_name_is_nearer_to_its_own_mark_or_a_line_leads_to_it(found: list[Found]) -> None:
    for of in found:
        for label in of.drawn.overlay.labels:
            if label.kind != "stop":
                continue
            own, words = own_mark(label, of), box(label)
            others = [m for m in of.drawn.overlay.marks if m is not own]
            if label.lead is None:
                near = words.distance(own.centre)
                assert all(words.distance(m.centre) > 1.3 * near for m in others), (
                    of.sheet,
                    label.lines,
                )
            else:
                start, end = label.lead
                assert math.dist(start, own.centre) < own.radius, (of.sheet, label.lines)
                assert words.distance(end) < 0.1
                assert words.distance(own.centre) - own.radius > 9, "a line too short to be seen"
                for mark in others:
                    line = sampled(label.lead, 2)
                    assert all(math.dist(p, mark.centre) > mark.radius for p in line)


def test_every_stop_of_a_map_with_names_is_named(found: list[Found]) -> None:
    for of in found:
        if not of.view.names:
            continue
        told = [" ".join(label.lines) for label in of.drawn.overlay.labels if label.kind == "stop"]
        alone = [m.members[0] for m in of.drawn.overlay.marks if len(m.members) == 1]
        for member in alone:
            name = of.view.marks[member].name
            assert any(t.startswith(name) for t in told), (of.sheet, name, told)


def test_words_overlap_nothing_and_stay_in_the_frame(found: list[Found]) -> None:
    for of in found:
        boxes = [box(label) for label in of.drawn.overlay.labels]
        for one, other in itertools.combinations(boxes, 2):
            assert not collide(one, other), (of.sheet, one.lines, other.lines)
        for words in boxes:
            assert words.bounds.left >= 0
            assert words.bounds.top >= 0
            assert words.bounds.right <= of.drawn.frame.width
            assert words.bounds.bottom <= of.drawn.frame.height
            for mark in of.drawn.overlay.marks:
                assert words.distance(mark.centre) >= mark.radius, (of.sheet, words.lines)
        leads = [label for label in of.drawn.overlay.labels if label.lead]
        for label, words in itertools.product(leads, boxes):
            if label.lead and words.lines != label.lines:
                assert all(words.distance(p) > 0 for p in sampled(label.lead, 2)), of.sheet


def test_no_words_stand_on_the_route(found: list[Found]) -> None:
    for of in found:
        frame = of.drawn.frame
        width = route_width(survey(of.drawn.layers, frame).street_units)
        lines = [line.points for line in route_lines(of.view.legs, frame, width)]
        points = [p for line in lines for p in sampled(line, 2)]
        for label in of.drawn.overlay.labels:
            words = box(label)
            near = min((words.distance(p) for p in points), default=math.inf)
            # At a sharp corner or an end of the way the room of a word may nip its edge.
            assert near > width * 0.15, (of.sheet, label.lines)
