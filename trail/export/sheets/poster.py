"""The poster: the whole trail for a window, with one code."""

from __future__ import annotations

from trail.export.sheets import content, maps
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.ink import NARROW
from trail.export.sheets.sheets import PaperSize
from trail.graphics.maps import MapView, MapWords, Paper, PaperMap, paper_density
from trail.graphics.pictures import ink_svg
from trail.guide.symbols import mark_shape
from trail.guide.walk.query import located

# All lengths for a tabloid sheet, which is 279.4 mm wide; others are shrunk or grown with it.
WIDTH = 279.4
MARGIN, WALK_HEIGHT, ALL_WIDTH, ALL_HEIGHT = 14.0, 152.0, 96.0, 118.0


def poster(context: SheetContext, paper: PaperSize) -> Content:
    """Values for `poster.typ`."""
    words, dataset = context.words, context.guide.dataset
    trail = dataset.trail
    size = paper.turned(landscape=False)
    part = min(size[0] / WIDTH, size[1] / 431.8)
    itinerary = context.guide.itinerary(trail.home.tour)
    walk = maps.draw(
        context.layers,
        maps.tour_view(itinerary, words, dataset.origin.position),
        Paper(size[0] - 2 * MARGIN * part, WALK_HEIGHT * part),
        paper_density(max(7.5, 10 * part), mark_mm=max(4.2, 6.4 * part), narrow=NARROW),
        fine=True,
    )
    whole = _whole(context, Paper(ALL_WIDTH * part, ALL_HEIGHT * part), part)
    tours = [context.guide.itinerary(tour.id) for tour in trail.tours]
    return {
        **content.frame(context, trail.title, size, trail.description),
        "part": part,
        "margin": MARGIN * part,
        "kicker": trail.home.kicker,
        "heading": trail.home.title,
        "trail": trail.title,
        "lede": trail.home.lede_with(
            sites=len(dataset.sites), stops=len(itinerary.stops)
        ),
        "frieze": frieze(context),
        "walk": {
            "title": itinerary.tour.name,
            "summary": content.summary_line(context, itinerary),
            "map": maps.as_content(walk, maps.in_words(walk, itinerary, words)),
            "bar": maps.bar_content(walk, words, 60.0 * part),
            "key": content.key(walk, itinerary, words),
            "stops": [
                {"number": s.number, "name": s.site.name, "shape": mark_shape(s.site)}
                for s in itinerary.stops
            ],
        },
        "whole": maps.as_content(whole, _in_words(context, whole)),
        "whole_title": words("All %(count)s places", count=len(dataset.sites)),
        "tours": [
            {"name": t.tour.name, "stops": [stop.site.label for stop in t.stops]}
            for t in tours
            if t.tour.id != itinerary.tour.id
        ],
        **content.led_code(
            context, context.links.home, trail.title, words("Point your phone here"), 38.0 * part
        ),
        "address": context.links.home if context.links.codes else "",
        "notes": " ".join(
            (
                maps.scale_line(walk, words),
                maps.accuracy_line(walk, [s.site for s in itinerary.stops], words),
                words("Small map 1:%(scale)s.", scale=words.number(whole.denominator)),
                *dict.fromkeys((*walk.credits, *whole.credits)),
                content.missing_line(context, itinerary),
                content.order_line(itinerary, words),
                words(
                    "What is known of access, and as of when, stands on the page of each place."
                ),
            )
        ),
    }  # fmt: skip


def frieze(context: SheetContext) -> Content | None:
    """All stops in a row, in black; None where nobody drew them."""
    pictures = context.guide.dataset.pictures
    frieze = pictures.records.frieze if pictures else None
    if pictures is None or frieze is None:
        return None
    return {"svg": ink_svg(pictures.drawings[frieze.file]), "alt": frieze.alt}


def _whole(context: SheetContext, room: Paper, part: float) -> PaperMap:
    """Every place that has one, by its shape; crowded ones in one box with their number."""
    dataset = context.guide.dataset
    marks = tuple(maps.site_mark(site, at) for site, at in located(dataset.sites))
    view = MapView(
        title=dataset.trail.title,
        desc="",
        marks=marks,
        furniture=False,
        names=True,
        words=MapWords.of(context.words),
    )
    density = paper_density(max(7.5, 8.5 * part), mark_mm=max(3.8, 5 * part), narrow=NARROW)
    return maps.draw(context.layers, view, room, density, fine=True)


def _in_words(context: SheetContext, drawn: PaperMap) -> str:
    words = context.words
    names = [" ".join(label.lines) for label in drawn.overlay.labels if label.kind == "stop"]
    return words(
        "Map of the whole trail at 1:%(scale)s, north at the top. It names %(names)s.",
        scale=words.number(drawn.denominator),
        names=", ".join(names),
    )
