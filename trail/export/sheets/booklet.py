"""The pocket booklet: eight pages on one side of a leaf, folded and cut once; the map behind."""

from __future__ import annotations

from trail.export.sheets import content
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.sheets import PaperSize
from trail.export.sheets.trailsheet import front
from trail.guide.walk.values import Itinerary

NOTES = 28.0  # room under the map, mm
INSET = 6.0  # from a page's edge to what it says: what a printer can't reach is less, mm


def booklet(context: SheetContext, itinerary: Itinerary, paper: PaperSize) -> Content:
    """Values for `booklet.typ`."""
    words = context.words
    size = paper.turned(landscape=True)
    dataset = context.guide.dataset
    tour = itinerary.tour
    return {
        **front(context, itinerary, paper, notes_mm=NOTES),
        **content.frame(context, words("%(name)s, booklet", name=tour.name), size, tour.summary),
        "page": [size[0] / 4, size[1] / 2],
        "inset": INSET,
        "trail": dataset.trail.title,
        "tour": tour.name,
        "kicker": dataset.trail.home.kicker,
        "lede": tour.summary,
        "shapes": content.shapes_of([stop.site for stop in itinerary.stops], words),
        "stops": content.stops_with_legs(context, itinerary),
        **content.led_code(
            context,
            context.links.tour(tour.id),
            tour.name,
            words("The whole story, and the way as you walk:"),
        ),
        "more": [*content.closing_lines(context, itinerary)],
        "cut": words("cut here, between the two dots"),
        "fold": {
            "title": words("How to fold"),
            "steps": [
                words("Print both sides at full size."),
                words("Fold the leaf into eight along the marks, then open it."),
                words("Fold it across the middle. Cut along the broken line, through both layers."),
                words("Open it, fold it the long way, and push both ends in until a cross stands."),
                words("Turn the pages round, the cover in front. The map is inside."),
            ],
        },
    }
