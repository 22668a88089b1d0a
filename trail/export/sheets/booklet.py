"""The pocket booklet: eight pages on one side of one leaf, folded and cut once."""

from __future__ import annotations

from trail.export.sheets import content, maps
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.ink import NARROW
from trail.export.sheets.qr import make_qr
from trail.export.sheets.sheets import PaperSize
from trail.graphics.maps import Paper, paper_density
from trail.guide.walk.values import Itinerary

INSET = 7.0  # from a page's edge to what it says: what a printer can't reach is less, mm
SPREAD_NOTES = 14.0  # room under the map, mm


def booklet(context: SheetContext, itinerary: Itinerary, paper: PaperSize) -> Content:
    """Values for `booklet.typ`."""
    words = context.words
    size = paper.turned(landscape=True)
    page = (size[0] / 4, size[1] / 2)
    room = Paper(2 * (page[0] - INSET), page[1] - 2 * INSET - SPREAD_NOTES)
    dataset = context.guide.dataset
    view = maps.tour_view(itinerary, words, dataset.origin.position)
    drawn = maps.draw(context.layers, view, room, paper_density(6.8, mark_mm=3.9, narrow=NARROW))
    tour = itinerary.tour
    qr = make_qr(context.links.tour(tour.id), 17.0)
    return {
        **content.frame(context, words("%(name)s, booklet", name=tour.name), size, tour.summary),
        "page": list(page),
        "inset": INSET,
        "trail": dataset.trail.title,
        "tour": tour.name,
        "kicker": dataset.trail.home.kicker,
        "summary": tour.summary,
        "summary_line": content.summary_line(context, itinerary),
        "map": maps.as_content(drawn, maps.in_words(drawn, itinerary, words)),
        "bar": maps.bar_content(drawn, words, 34.0),
        "north": words("N"),
        "notes": content.map_notes(context, drawn, itinerary),
        "shapes": content.shapes_of([stop.site for stop in itinerary.stops], words),
        "stops": content.stops_with_legs(context, itinerary),
        "qr": content.code(context, qr, tour.name),
        "qr_lead": words("The whole story, and the way as you walk:"),
        "back": [
            content.missing_line(context, itinerary),
            content.access_note(words),
            content.pace_line(context, itinerary),
        ],
        "cut": words("cut here, between the two dots"),
        "fold": {
            "title": words("How to fold"),
            "steps": [
                words("Print one side at full size."),
                words("Fold the leaf into eight along the marks, then open it."),
                words("Fold it across the middle. Cut along the broken line, through both layers."),
                words("Open it, fold it the long way, and push both ends in until a cross stands."),
                words("Turn the pages round, the cover in front."),
            ],
        },
    }
