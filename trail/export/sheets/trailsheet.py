"""The trail sheet: one leaf, the map in front, the stops behind."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import replace
from typing import Any

from trail.base.errors import DoesNotFit, ExportError, InvalidParameter
from trail.export.sheets import content, maps
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.ink import NARROW
from trail.export.sheets.sheets import AS_IS, PaperSize, Wishes
from trail.graphics.maps import Paper, PaperMap, paper_density
from trail.guide.walk.values import Itinerary
from trail.guide.walk.walks import Walk
from trail.guide.words.walks import walk_name

SIDE, TOP, BOTTOM = 12.0, 8.0, 7.0  # margins, mm
TITLE, KEY, NOTES = 9.8, 12.0, 11.8  # room above and below the map, mm
RUNNING = 8.5  # points: the stops are set in nothing smaller
BAR = 56.0  # longest scale bar, mm


def part_sheet(
    context: SheetContext, walk: Walk, paper: PaperSize, wishes: Wishes = AS_IS
) -> Content:
    """The same of a part of a tour, by its name and with its whole time; raises DoesNotFit."""
    itinerary = context.guide.walked(walk)
    if isinstance(itinerary, DoesNotFit):
        raise itinerary
    title = walk_name(walk, context.guide.dataset, context.words)
    more = content.total_line(context, itinerary)
    return trail_sheet(context, itinerary, paper, title, more, wishes)


def trail_sheet(
    context: SheetContext,
    itinerary: Itinerary,
    paper: PaperSize,
    title: str | None = None,
    more: str = "",
    wishes: Wishes = AS_IS,
) -> Content:
    """Values for `trail.typ`; `more` stands behind the summary."""
    words = context.words
    tour = itinerary.tour
    stops = content.stops_with_legs(context, itinerary)
    shown = front(context, itinerary, paper, more, wishes=wishes)
    size = (shown["width"], shown["height"])
    return {
        **shown,
        **content.frame(context, title or tour.name, size, tour.summary),
        "back": {
            "title": words("The %(count)s stops, in order", count=len(itinerary.stops)),
            "lead": words("Point a phone’s camera at a code for the whole story.")
            if context.links.codes
            else "",
            "stops": stops,
            "least": max(RUNNING, wishes.points or 0),
            "columns": _columns(size[0] - 2 * SIDE),
            "notes": " ".join(
                filter(
                    None,
                    (
                        *content.closing_lines(context, itinerary),
                        shown["notes"]["order"],
                    ),
                )
            ),
        },
    }


def front(
    context: SheetContext,
    itinerary: Itinerary,
    paper: PaperSize,
    more: str = "",
    notes_mm: float = NOTES,
    wishes: Wishes = AS_IS,
) -> dict[str, Any]:
    """The side with the map, for `mapside.typ`; `width` and `height` are those of the leaf as
    turned for the map, in mm, `notes_mm` the room for what is said under it."""
    words = context.words
    landscape, drawn = _best_map(context, itinerary, paper, notes_mm, wishes)
    width, height = paper.turned(landscape)
    return {
        "width": width,
        "height": height,
        "margins": {"side": SIDE, "top": TOP, "bottom": BOTTOM},
        "summary": f"{content.summary_line(context, itinerary)} {more}".rstrip(),
        "map": maps.as_content(drawn, maps.in_words(drawn, itinerary, words)),
        "bar": maps.bar_content(drawn, words, BAR),
        "key": content.key(drawn, itinerary, words),
        "notes": content.map_notes(context, drawn, itinerary),
        "heights": {"key": KEY, "notes": notes_mm},
    }


def _best_map(
    context: SheetContext,
    itinerary: Itinerary,
    paper: PaperSize,
    notes_mm: float,
    wishes: Wishes,
) -> tuple[bool, PaperMap]:
    """The map on the leaf turned so that the scale is the larger; on its side where both are.

    InvalidParameter where the scale that is wished for shows not all of it.
    """
    dataset = context.guide.dataset
    view = maps.tour_view(itinerary, context.words, dataset.origin.position)
    turns = {"side": (True,), "upright": (False,)}.get(wishes.turn, (True, False))
    rooms = {landscape: _room(paper, landscape, notes_mm) for landscape in turns}
    if wishes.scale is not None:
        rooms = {turn: replace(room, scales=(wishes.scale,)) for turn, room in rooms.items()}
    scales = {}
    for turned, room in rooms.items():
        # Of a scale that is wished for, one turn of the paper may show all, and the other not.
        with suppress(ExportError) if wishes.scale is not None else nullcontext():
            scales[turned] = maps.scale(context.layers, view, room)
    if not scales:
        largest = min(
            maps.scale(context.layers, view, _room(paper, turned, notes_mm)) for turned in turns
        )
        raise InvalidParameter(
            "scale", f"1:{wishes.scale:,}", f"at most 1:{largest:,}, which shows all of the way"
        )
    landscape = min(scales, key=lambda turned: scales[turned])
    density = paper_density(narrow=NARROW)
    return landscape, maps.draw(context.layers, view, rooms[landscape], density)


def _room(paper: PaperSize, landscape: bool, notes_mm: float) -> Paper:
    width, height = paper.turned(landscape)
    return Paper(width - 2 * SIDE, height - TOP - BOTTOM - TITLE - KEY - notes_mm)


def _columns(width_mm: float) -> list[int]:
    """How many columns the stops may stand in: lines neither short nor long."""
    return [n for n in range(1, 6) if 66 <= width_mm / n <= 135] or [1]
