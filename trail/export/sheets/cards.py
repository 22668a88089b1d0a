"""Stop cards: a card for each stop, four or two to a page, to be cut apart, or one alone."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from trail.export.sheets import content, maps
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.ink import NARROW
from trail.export.sheets.qr import LEAST_MM
from trail.export.sheets.sheets import PAPERS, PaperSize
from trail.graphics.maps import MapView, Paper, PaperMap, paper_density
from trail.guide.walk.values import Itinerary, Stop

INSET = 8.0  # from a card's edge to what it says, mm
MAP_SHARE = 0.36  # of a card's height
COARSE_SPAN_M = 130_000.0  # ground that a map without streets shows: a few towns at least


@dataclass(frozen=True)
class Cut:
    """How many cards lie on a page, in columns and rows, and how large their parts are, mm."""

    columns: int
    rows: int
    inset: float
    code: float
    mark: float
    picture: float
    least_points: float  # of the notes, and of the names on the map
    most_points: float


CUTS = {
    4: Cut(2, 2, INSET, LEAST_MM, 9.5, 12.0, 7.5, 16.0),
    2: Cut(2, 1, INSET, 26.0, 12.0, 22.0, 9.0, 20.0),
    1: Cut(1, 1, 14.0, 44.0, 16.0, 38.0, 9.0, 26.0),
}


def stop_cards(
    context: SheetContext, itinerary: Itinerary, paper: PaperSize, up: int = 4, only: str = ""
) -> Content:
    """Values for `cards.typ`: so many to a page; `only` the card of that site."""
    words, cut = context.words, CUTS[up]
    size = paper.turned(landscape=cut.columns > cut.rows)
    room = _room(paper, cut)
    stops = content.stops_with_legs(context, itinerary)
    view = maps.tour_view(itinerary, words, context.guide.dataset.origin.position)
    for item, stop in zip(stops, itinerary.stops, strict=True):
        if only not in ("", stop.site.id):
            continue
        drawn = _where(context, view, stop, room, cut)
        site = stop.site
        item["qr"] = content.code(context, context.links.site(site.id), site.name, cut.code)
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
    count = len(stops)
    if only:
        stops = [item for item in stops if "map" in item]
        title = words("%(name)s, stop card", name=stops[0]["name"])
    return {
        **content.frame(context, title, size, tour.summary),
        "tour": tour.name,
        "cut": asdict(cut),
        "of": words("Stop %(number)s of %(count)s", number="{n}", count=count),
        "stops": stops,
        "order": content.order_line(itinerary, words),
    }


def _room(paper: PaperSize, cut: Cut) -> Paper:
    """Room for a card's map: Letter and A4, which are nearly alike, have it in common."""
    alike = (PAPERS["letter"], PAPERS["a4"])
    landscape = cut.columns > cut.rows
    sizes = [size.turned(landscape) for size in (alike if paper in alike else (paper,))]
    width, height = (min(sides) for sides in zip(*sizes, strict=True))
    return Paper(width / cut.columns - 2 * cut.inset, round(height / cut.rows * MAP_SHARE, 1))


def _where(context: SheetContext, tour: MapView, stop: Stop, room: Paper, cut: Cut) -> PaperMap:
    """The stop in the middle of its neighbourhood, the other stops by number."""
    marks = [
        maps.stop_mark(stop, here=True),
        *(replace(m, name="", area=False) for m in tour.marks if m.position != stop.position),
    ]
    view = replace(tour, marks=tuple(marks), fit=(stop.position,), beyond="drop", names=False)
    view = replace(view, min_span_coarse_m=COARSE_SPAN_M)
    density = paper_density(cut.least_points, mark_mm=0.56 * cut.least_points, narrow=NARROW)
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
