"""The maps of the sheets: which marks they show, how exact they are, what they say in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from trail.base.errors import ExportError
from trail.base.geo import METRES_PER_FOOT, METRES_PER_MILE, Position
from trail.dataset.schema.map import STREET_KINDS, MapLayer
from trail.dataset.schema.site import Site
from trail.export.sheets.ink import MAP_STYLE
from trail.graphics import maps as cartography
from trail.graphics.maps import (
    MapMark,
    MapView,
    MapWords,
    Paper,
    PaperMap,
    RouteLeg,
    SameLayers,
    paper_density,
)
from trail.graphics.maps.density import Density
from trail.guide.symbols import mark_shape
from trail.guide.walk.values import Itinerary, Stop
from trail.guide.words.names import told_name
from trail.guide.words.phrases import Phrases, listed

_SHORE_KINDS = frozenset({"land", "water", "coast", "lake", "river", "state", "foreign_land"})
_PLACE_MM = 24.0  # side of the small map of a place
_WORDLESS = f"{MAP_STYLE}.m-over text, .m-clear {{ display: none }}"
_FINE = """
.m-wave { stroke-width: 0.9 }
.m-land, .m-water, .m-lake, .m-coast { stroke-width: 1.8 }
"""
KEPT = 24  # drawn maps, up to 40 KB each: of a tour's cards, for the next paper when publishing
INCH_M = 0.0254


def stop_mark(stop: Stop, *, start: bool = False, here: bool = False) -> MapMark:
    """A numbered stop."""
    return site_mark(stop.site, stop.position, str(stop.number), start=start, here=here)


def site_mark(
    site: Site, at: Position, text: str = "", *, start: bool = False, here: bool = False
) -> MapMark:
    """A site with its name, as it is on the ground."""
    info = site.properties.position
    return MapMark(
        position=at,
        text=text,
        shape=mark_shape(site),
        name=site.label,
        town=site.properties.town,
        start=start,
        here=here,
        accuracy_m=info.accuracy_m,
        area=info.show_as == "area",
    )


def route(itinerary: Itinerary) -> tuple[RouteLeg, ...]:
    """The legs, with the bits between a street and a stop that lies off it.

    Of a tour by car only those that follow streets: a straight line would cross water where no road
    does, and the numbers say the order.
    """
    return tuple(
        RouteLeg(
            leg.path,
            leg.follows_streets,
            tuple(bit for bit in leg.approach or () if len(bit) > 1),
        )
        for leg in itinerary.legs
        if leg.follows_streets or itinerary.tour.mode == "foot"
    )


def scale(layers: Sequence[MapLayer], view: MapView, paper: Paper) -> int:
    """The denominator the view would be drawn at; ExportError where no scale fits."""
    try:
        return cartography.largest_scale(layers, view, paper)
    except ValueError as error:
        raise ExportError(f"the map can't be drawn: {error}") from error


def draw(
    layers: Sequence[MapLayer],
    view: MapView,
    paper: Paper,
    density: Density,
    *,
    fine: bool = False,
) -> PaperMap:
    """The view in black, the lines along the shore `fine` or not; ExportError where no scale fits.

    Fine lines are a dot of 300 to the inch: on a large map the others take the most ink.
    """
    try:
        return _drawn(SameLayers(layers), view, paper, density, f"{MAP_STYLE}{_FINE * fine}")
    except ValueError as error:
        raise ExportError(f"the map can't be drawn: {error}") from error


@lru_cache(KEPT)
def _drawn(
    layers: SameLayers, view: MapView, paper: Paper, density: Density, style: str
) -> PaperMap:
    return cartography.draw_paper_map(layers, view, paper, density, style)


def place_svg(layers: Sequence[MapLayer], site: Site, at: Position) -> str | None:
    """A small square map of a place, without words: shown of it where it has no picture.

    `at` is the site's position; None where no scale fits.
    """
    view = MapView(
        title=site.name, desc="", marks=(site_mark(site, at, here=True),), furniture=False
    )
    room = Paper(_PLACE_MM, _PLACE_MM)
    try:
        return cartography.draw_paper_map(layers, view, room, paper_density(), _WORDLESS).svg
    except ValueError:
        return None


def draw_wordless(layers: Sequence[MapLayer], view: MapView, room: Paper) -> PaperMap:
    """The view without a word or a number; ExportError where no scale fits."""
    try:
        return cartography.draw_paper_map(layers, view, room, paper_density(), _WORDLESS)
    except ValueError as error:
        raise ExportError(f"the map can't be drawn: {error}") from error


def tour_view(
    itinerary: Itinerary, words: Phrases, origin: Position | None = None, *, names: bool = True
) -> MapView:
    """A tour: its numbered stops, by name too, and the way between them."""
    return MapView(
        title=itinerary.tour.name,
        desc="",
        marks=tuple(stop_mark(stop, start=stop.number == 1) for stop in itinerary.stops),
        legs=route(itinerary),
        origin=origin,
        names=names,
        furniture=False,
        words=MapWords.of(words),
    )


def in_words(drawn: PaperMap, itinerary: Itinerary, words: Phrases) -> str:
    """What the map of a tour shows, for whoever can't see it."""
    stops = listed([f"{s.number} {s.site.said}" for s in itinerary.stops], words)
    told = [
        words(
            "Map of %(tour)s at 1:%(scale)s, north at the top, with %(count)s numbered stops: "
            "%(stops)s.",
            tour=itinerary.tour.name,
            scale=words.number(drawn.denominator),
            count=len(itinerary.stops),
            stops=stops,
        )
    ]
    streets = [
        called
        for name, names in dict.fromkeys(
            (segment.name, segment.names)
            for leg in itinerary.legs
            for segment in leg.segments
            if segment.name
        )
        if (called := told_name(name, names, words.lang, words.shows))
    ]
    if streets:
        told.append(words("The way follows %(streets)s.", streets=listed(streets, words)))
    if not all(leg.follows_streets for leg in itinerary.legs):
        told.append(
            words("Straight dashed lines join stops where no way is mapped.")
            if itinerary.tour.mode == "foot"
            else words("No line joins the stops: the way between them is by road.")
        )
    around = [
        " ".join(label.lines)
        for label in drawn.overlay.labels
        if label.kind in ("water", "park", "town", "state")
    ]
    if around:
        told.append(words("Around it lie %(names)s.", names=listed(around, words)))
    told.append(words("All that the map says stands in the list of stops, too."))
    return " ".join(filter(None, [*told, drawn.desc]))


def scale_line(drawn: PaperMap, words: Phrases) -> str:
    """ "Scale 1:6,000: one inch is 500 feet", or "one centimeter is 60 meters." """
    if words.units == "metric":
        return _metric_scale_line(drawn.denominator, words)
    inch_m = drawn.denominator * INCH_M
    feet, miles = inch_m / METRES_PER_FOOT, inch_m / METRES_PER_MILE
    scale = words.number(drawn.denominator)
    if feet < 2640:
        figure = words.number(round(feet, -1 if feet > 400 else 0))
        exactly = abs(float(round(feet, -1 if feet > 400 else 0)) - feet) < 0.01
        message = (
            words("Scale 1:%(scale)s: one inch is %(figure)s feet.", scale=scale, figure=figure)
            if exactly
            else words(
                "Scale 1:%(scale)s: one inch is about %(figure)s feet.", scale=scale, figure=figure
            )
        )
    else:
        figure = words.number(round(miles, 1) if miles < 9.5 else round(miles))
        message = words(
            "Scale 1:%(scale)s in the middle of the map: one inch is about %(figure)s miles.",
            scale=scale, figure=figure,
        )  # fmt: skip
    return message


def _metric_scale_line(denominator: int, words: Phrases) -> str:
    scale, metres = words.number(denominator), denominator / 100
    if metres < 1000:
        return words(
            "Scale 1:%(scale)s: one centimeter is %(figure)s meters.",
            scale=scale, figure=words.number(round(metres, 1)),
        )  # fmt: skip
    return words(
        "Scale 1:%(scale)s in the middle of the map: one centimeter is about %(figure)s km.",
        scale=scale, figure=words.number(round(metres / 1000, 1)),
    )  # fmt: skip


def accuracy_line(drawn: PaperMap, sites: Iterable[Site], words: Phrases) -> str:
    """How far off places, streets and shore may be drawn, from the figures of what is drawn."""
    pins = [
        site.properties.position.accuracy_m
        for site in sites
        if site.properties.position.accuracy_m is not None
        and site.properties.position.show_as == "pin"
    ]
    told = []
    if pins:
        told.append(words("places to within %(span)s", span=words.span(min(pins), max(pins))))
    streets, shores = _accuracies(drawn, STREET_KINDS), _accuracies(drawn, _SHORE_KINDS)
    if streets:
        told.append(words("streets to %(span)s", span=words.span(min(streets), max(streets))))
    if shores:
        told.append(words("shores to %(span)s", span=words.span(min(shores), max(shores))))
    if not told:
        return words("How exact the drawing is: not known.")
    return words(
        "Drawn for nine true places in ten: %(spans)s. Schematic, not for navigation; curbs, "
        "slopes and crossings are not known.",
        spans="; ".join(told),
    )


def _accuracies(drawn: PaperMap, kinds: frozenset[str]) -> list[float]:
    """The accuracies of the features of these kinds that lie in the frame."""
    here = drawn.bbox
    return [
        feature.properties.accuracy_m
        for layer in drawn.layers
        for feature in layer.features
        if feature.properties.kind in kinds
        and feature.properties.accuracy_m is not None
        and feature.bbox.intersects(here)
        and any(box.intersects(here) for box in feature.part_boxes)
    ]


def as_content(drawn: PaperMap, alt: str) -> dict[str, object]:
    """A map for a template: the drawing, its size in millimetres, and its words."""
    return {"svg": drawn.svg, "width": drawn.width_mm, "height": drawn.height_mm, "alt": alt}


def bar_content(drawn: PaperMap, words: Phrases, longest_mm: float) -> list[dict[str, object]]:
    """The rules of the scale bar: ticks with their distance in mm and their words."""
    units = {
        "ft": words("feet"), "mi": words("miles"), "m": words("meters"), "km": words("kilometers"),
    }  # fmt: skip
    return [
        {
            "unit": units[bar.unit],
            "ticks": [{"at": at, "text": words.number(value)} for value, at in bar.ticks],
        }
        for bar in cartography.paper_bars(drawn.frame, longest_mm)
        if words.units == "us" or bar.unit in ("m", "km")
    ]
