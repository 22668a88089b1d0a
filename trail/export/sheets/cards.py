"""Stop cards: a card for each stop, four to a page, to be cut apart."""

from __future__ import annotations

from dataclasses import replace

from trail.export.sheets import content, maps
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.ink import NARROW
from trail.export.sheets.sheets import PAPERS, PaperSize
from trail.graphics.maps import MapView, Paper, PaperMap, paper_density
from trail.guide.walk.values import Itinerary, Stop

INSET = 8.0  # from a card's edge to what it says, mm
MAP_SHARE = 0.36  # of a card's height
COARSE_SPAN_M = 130_000.0  # ground that a map without streets shows: a few towns at least


def stop_cards(context: SheetContext, itinerary: Itinerary, paper: PaperSize) -> Content:
    """Values for `cards.typ`."""
    words = context.words
    size = paper.turned(landscape=False)
    room = _room(paper)
    stops = content.stops_with_legs(context, itinerary)
    view = maps.tour_view(itinerary, words, context.guide.dataset.origin.position)
    for item, stop in zip(stops, itinerary.stops, strict=True):
        drawn = _where(context, view, stop, room)
        item["map"] = maps.as_content(drawn, _in_words(context, drawn, stop))
        item["notes"] = " ".join(
            (
                maps.scale_line(drawn, words),
                maps.accuracy_line(drawn, [stop.site], words),
                *drawn.credits,
            )
        )
    tour = itinerary.tour
    title = words("%(name)s, stop cards", name=tour.name)
    return {
        **content.frame(context, title, size, tour.summary),
        "tour": tour.name,
        "inset": INSET,
        "of": words("Stop %(number)s of %(count)s", number="{n}", count=len(stops)),
        "stops": stops,
        "order": content.order_line(itinerary, words),
    }


def _room(paper: PaperSize) -> Paper:
    """Room for a card's map: Letter and A4, which are nearly alike, have it in common."""
    alike = (PAPERS["letter"], PAPERS["a4"])
    sizes = [size.turned(landscape=False) for size in (alike if paper in alike else (paper,))]
    width, height = (min(sides) / 2 for sides in zip(*sizes, strict=True))
    return Paper(width - 2 * INSET, round(height * MAP_SHARE, 1))


def _where(context: SheetContext, tour: MapView, stop: Stop, room: Paper) -> PaperMap:
    """The stop in the middle of its neighbourhood, the other stops by number."""
    marks = [
        maps.stop_mark(stop, here=True),
        *(replace(m, name="", area=False) for m in tour.marks if m.position != stop.position),
    ]
    view = replace(tour, marks=tuple(marks), fit=(stop.position,), beyond="drop", names=False)
    view = replace(view, min_span_coarse_m=COARSE_SPAN_M)
    density = paper_density(7.5, mark_mm=4.2, narrow=NARROW)
    return maps.draw(context.layers, view, room, density)


def _in_words(context: SheetContext, drawn: PaperMap, stop: Stop) -> str:
    words = context.words
    streets = [label.lines[0] for label in drawn.overlay.labels if label.kind == "street"]
    told = words(
        "Map at 1:%(scale)s, north at the top: stop %(number)s, %(name)s, in the middle.",
        scale=words.number(drawn.denominator),
        number=stop.number,
        name=stop.site.name,
    )
    if streets:
        told += " " + words("Around it: %(names)s.", names=", ".join(sorted(set(streets))))
    return told
