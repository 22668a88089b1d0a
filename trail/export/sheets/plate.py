"""A wayside plate: a panel for outdoors at one stop, with marks where its printer cuts it."""

from __future__ import annotations

from dataclasses import replace

from trail.export.sheets import content, maps
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.ink import NARROW
from trail.export.sheets.pictures import picture_of
from trail.export.sheets.sheets import PaperSize
from trail.graphics.maps import Paper, PaperMap, paper_density
from trail.guide.walk.values import Itinerary, Stop
from trail.guide.words.sites import state_line

# All lengths for a plate 594 mm wide; others are shrunk or grown with it.
WIDTH = 594.0
MARGIN, BAND, GUTTER = 22.0, 34.0, 16.0
MAP_WIDTH, MAP_HEIGHT, CODE = 210.0, 226.0, 52.0
INCH_BLEED, METRIC_BLEED = 3.175, 3.0  # how far ink runs over the trim, mm: 1/8 in where in inches
SLUG = 10.0  # room around the trim for the bleed and the marks, mm
MARK = 5.0  # length of a crop mark, which ends where the bleed does, mm


def bleed_mm(paper: PaperSize) -> float:
    """How far the ink of a plate runs over its trim."""
    return METRIC_BLEED if paper.name.startswith("a") and paper.name[1:].isdigit() else INCH_BLEED


def plate(context: SheetContext, itinerary: Itinerary, paper: PaperSize, site_id: str) -> Content:
    """Values for `plate.typ`: the stop of that site, on a plate that is as large as the paper."""
    words, dataset = context.words, context.guide.dataset
    size = paper.turned(landscape=True)
    part = min(size[0] / WIDTH, size[1] / 420.0)
    stop = next(stop for stop in itinerary.stops if stop.site.id == site_id)
    site, facts = stop.site, stop.site.properties
    drawn = _where(context, itinerary, stop, part)
    records = dataset.pictures_of(site.id)
    title = words("%(name)s, wayside plate", name=site.name)
    return {
        **content.frame(context, title, size, facts.summary or site.name),
        "part": part,
        "bleed": bleed_mm(paper),
        "slug": SLUG,
        "crop": MARK,
        "margin": MARGIN * part,
        "band": BAND * part,
        "gutter": GUTTER * part,
        "side": MAP_WIDTH * part,
        "trail": dataset.trail.title,
        "tour": itinerary.tour.name,
        "of": words("Stop %(number)s of %(count)s", number=stop.number, count=len(itinerary.stops)),
        "number": stop.number,
        "shape": content.stop_content(context, stop)["shape"],
        "name": site.name,
        "place": facts.address or facts.town,
        "state": f"{state_line(site, words.translate)}.",
        "summary": facts.summary or words("Not written yet."),
        "story": list(facts.story),
        "picture": picture_of(dataset, records[0]) if records else None,
        "map": maps.as_content(drawn, _in_words(context, drawn, stop)),
        "bar": maps.bar_content(drawn, words, 110.0 * part),
        "north": words("N"),
        "here": words("You are here: %(number)s.", number=stop.number),
        **content.led_code(
            context,
            context.links.site(site.id),
            site.name,
            words("Point your phone here"),
            CODE * part,
        ),
        "notes": " ".join(
            (
                maps.scale_line(drawn, words),
                maps.accuracy_line(drawn, [site], words),
                *drawn.credits,
            )
        ),
    }


def _where(context: SheetContext, itinerary: Itinerary, stop: Stop, part: float) -> PaperMap:
    """The stop in the middle of its neighbourhood, with the way and the other stops by name."""
    view = maps.tour_view(itinerary, context.words, context.guide.dataset.origin.position)
    others = (replace(m, area=False) for m in view.marks if m.position != stop.position)
    marks = (maps.stop_mark(stop, here=True), *others)
    view = replace(view, marks=marks, fit=(stop.position,), beyond="drop")
    density = paper_density(16 * part, mark_mm=9.5 * part, narrow=NARROW)
    return maps.draw(context.layers, view, Paper(MAP_WIDTH * part, MAP_HEIGHT * part), density)


def _in_words(context: SheetContext, drawn: PaperMap, stop: Stop) -> str:
    return context.words(
        "Map at 1:%(scale)s, north at the top: stop %(number)s, %(name)s, in the middle.",
        scale=context.words.number(drawn.denominator),
        number=stop.number,
        name=stop.site.name,
    )
