"""What lies on a counter or hangs in a house of the trail: a host's poster, a code, a bookmark."""

from __future__ import annotations

from trail.export.sheets import content
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.poster import frieze
from trail.export.sheets.sheets import PaperSize
from trail.guide.symbols import mark_shape

HOST_CODE, WINDOW_CODE, BOOKMARK_CODE = 52.0, 110.0, 24.0  # breadth, mm
UPRIGHT_WIDTH = 210.0  # of the paper that the lengths are for; others grow with it
BOOKMARKS = 5  # side by side on a sheet that lies on its side


def host_poster(context: SheetContext, paper: PaperSize) -> Content:
    """Values for `host.typ`: the trail, and a band where the house writes its name and hours."""
    words = context.words
    title = words("%(name)s, poster for a host", name=context.guide.dataset.trail.title)
    return {
        **_upright(context, title, paper, HOST_CODE),
        "house": words("This house"),
        "hours": words("Open"),
    }


def window_code(context: SheetContext, paper: PaperSize) -> Content:
    """Values for `window.typ`: one code that is read from the street."""
    title = context.words("%(name)s, code for a window", name=context.guide.dataset.trail.title)
    return _upright(context, title, paper, WINDOW_CODE)


def bookmark(context: SheetContext, paper: PaperSize) -> Content:
    """Values for `bookmark.typ`: the stops of the walk that leads, five times the same."""
    words, trail = context.words, context.guide.dataset.trail
    itinerary = context.guide.itinerary(_home_tour(context))
    title = words("%(name)s, bookmarks", name=itinerary.tour.name)
    tour = itinerary.tour
    return {
        **content.frame(context, title, paper.turned(landscape=True), tour.summary),
        "count": BOOKMARKS,
        "trail": trail.title,
        "tour": tour.name,
        "summary": content.summary_line(context, itinerary),
        "stops": [
            {"number": s.number, "name": s.site.label, "shape": mark_shape(s.site)}
            for s in itinerary.stops
        ],
        **content.led_code(
            context,
            context.links.tour(tour.id),
            tour.name,
            words("Point your phone here"),
            BOOKMARK_CODE,
        ),
    }


def _home_tour(context: SheetContext) -> str:
    return context.guide.dataset.trail.home.tour


def _upright(context: SheetContext, title: str, paper: PaperSize, code_mm: float) -> Content:
    """What the two for a wall have in common."""
    words, dataset = context.words, context.guide.dataset
    trail, links = dataset.trail, context.links
    size = paper.turned(landscape=False)
    part = size[0] / UPRIGHT_WIDTH
    itinerary = context.guide.itinerary(_home_tour(context))
    return {
        **content.frame(context, title, size, trail.description),
        "part": part,
        "kicker": trail.home.kicker,
        "heading": trail.home.title,
        "trail": trail.title,
        "lede": trail.home.lede_with(sites=len(dataset.sites), stops=len(itinerary.stops)),
        "summary": content.summary_line(context, itinerary),
        "frieze": frieze(context),
        **content.led_code(
            context, links.home, trail.title, words("Point your phone here"), code_mm * part
        ),
        "address": links.home if links.codes else "",
    }
