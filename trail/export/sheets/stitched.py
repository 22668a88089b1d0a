"""The stitched booklet: leaves folded once and stapled, imposed for printing on both sides."""

from __future__ import annotations

from trail.export.sheets import content, maps
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.ink import NARROW
from trail.export.sheets.sheets import PaperSize
from trail.graphics.maps import Paper, paper_density
from trail.guide.walk.values import Itinerary

MARGIN, FOOT = 9.0, 6.0  # of a page, mm; the foot has its number
TITLE, UNDER = 11.0, 14.0  # room above and below the map on the middle spread, mm
# What each leaf inside another one is pushed out by where it is folded, two sheets of 80 g paper.
CREEP_MM = 0.2


def stitched(context: SheetContext, itinerary: Itinerary, paper: PaperSize) -> Content:
    """Values for `stitched.typ`."""
    words = context.words
    size = paper.turned(landscape=True)
    view = maps.tour_view(itinerary, words, context.guide.dataset.origin.position)
    room = Paper(size[0] - 2 * MARGIN, size[1] - 2 * MARGIN - FOOT - TITLE - UNDER)
    drawn = maps.draw(context.layers, view, room, paper_density(narrow=NARROW))
    tour, trail = itinerary.tour, context.guide.dataset.trail
    notes = content.map_notes(context, drawn, itinerary)
    title = words("%(name)s, stitched booklet", name=tour.name)
    return {
        **content.frame(context, title, size, tour.summary),
        "margin": MARGIN,
        "foot": FOOT,
        "creep": CREEP_MM,
        "trail": trail.title,
        "kicker": trail.home.kicker,
        "tour": tour.name,
        "lede": tour.summary,
        "summary": content.summary_line(context, itinerary),
        "map": maps.as_content(drawn, maps.in_words(drawn, itinerary, words)),
        "bar": maps.bar_content(drawn, words, 50.0),
        "key": content.key(drawn, itinerary, words),
        "scale": notes["scale"],
        "stops": content.stops_with_legs(context, itinerary),
        **content.led_code(
            context,
            context.links.tour(tour.id),
            tour.name,
            words("The whole story, and the way as you walk:"),
        ),
        "notes": [
            text
            for text in (
                notes["accuracy"],
                notes["credits"],
                notes["order"],
                *content.closing_lines(context, itinerary),
            )
            if text
        ],
        "fold": words(
            "To make it: print on both sides at full size, turned on the short edge. Lay the "
            "leaves on each other in order, fold them at the marks, and staple the fold."
        ),
    }
