"""Large print: 18 points and up, a stop on half a page, everything in words."""

from __future__ import annotations

from trail.export.sheets import content, maps
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.ink import NARROW
from trail.export.sheets.sheets import PaperSize
from trail.graphics.maps import Paper, paper_density
from trail.guide.walk.values import Itinerary

MARGIN, FOOT = 14.0, 12.0  # mm
HEAD, BELOW = 14.0, 36.0  # room above and below the map, mm
# The smallest words of a map are 0.89 of its stops' names.
NAMES_PT = 20.5


def large_print(context: SheetContext, itinerary: Itinerary, paper: PaperSize) -> Content:
    """Values for `large.typ`."""
    words = context.words
    size = paper.turned(landscape=False)
    room = Paper(size[0] - 2 * MARGIN, size[1] - 2 * MARGIN - FOOT - HEAD - BELOW)
    dataset = context.guide.dataset
    view = maps.tour_view(itinerary, words, dataset.origin.position, names=False)
    density = paper_density(NAMES_PT, mark_mm=10, number_points=19.7, narrow=NARROW)
    drawn = maps.draw(context.layers, view, room, density)
    tour = itinerary.tour
    title = words("%(name)s, in large print", name=tour.name)
    notes = content.map_notes(context, drawn, itinerary)
    return {
        **content.frame(context, title, size, tour.summary),
        "heading": tour.name,
        "summary_line": content.summary_line(context, itinerary),
        "summary": tour.summary,
        "margins": {"side": MARGIN, "foot": FOOT},
        "stops_title": words("Stop by stop"),
        "stops": content.stops_with_legs(context, itinerary),
        "labels": {
            "access": words("Can I go in?"),
            "next": words("Next"),
        },
        "glance": {
            "title": words("At a glance"),
            "head": [words("No."), words("Stop"), words("What is there"), words("To the next")],
        },
        "map": maps.as_content(drawn, maps.in_words(drawn, itinerary, words)),
        "map_title": words("The map"),
        "bar": maps.bar_content(drawn, words, 90.0),
        "map_note": words("The numbers are those of the stops. North is at the top."),
        "about_title": words("About this sheet"),
        "notes": [
            notes["scale"],
            notes["accuracy"],
            notes["credits"],
            notes["order"],
            *content.closing_lines(context, itinerary),
        ],
    }
