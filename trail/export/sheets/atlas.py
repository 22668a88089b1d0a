"""The atlas of a walk: maps along the way that overlap, at one scale, with the turns of each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trail.base.errors import ExportError
from trail.base.geo import Position
from trail.export.sheets import content, maps
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.ink import NARROW
from trail.export.sheets.sheets import PaperSize
from trail.export.sheets.strips import Strip, WayPoint, cut, way_points
from trail.export.sheets.turnmarks import SIGN_MM, turn_marks
from trail.graphics.maps import (
    UNITS_PER_MM,
    Frame,
    MapView,
    Paper,
    PaperMap,
    largest_scale,
    paper_density,
)
from trail.guide.walk.instructions import Instruction, Turn
from trail.guide.walk.lead import places_along
from trail.guide.walk.values import Itinerary
from trail.guide.words.directions import sentences
from trail.guide.words.phrases import listed

MARGIN, HEAD = 15.0, 16.0  # mm
MAP_SHARE = 0.58  # of the height within the margins
INDEX_SHARE = 0.56  # the same of the map on the first page, which has the frames of all strips
MOST_STRIPS = 24  # but for a walk with more stops than these hold
PIN_MM = 7.0  # from the middle of a strip's number to that of another
_OF_STOP = ("number", "shape", "name", "access", "story", "summary")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class _Told:
    """An instruction at its place of the way; `turn` where one turns there."""

    index: int
    leg: int
    text: str
    position: Position
    turn: bool


def atlas(context: SheetContext, itinerary: Itinerary, paper: PaperSize) -> Content:
    """Values for `atlas.typ`; ExportError where no scale gives few enough strips."""
    words, tour = context.words, itinerary.tour
    size = paper.turned(landscape=False)
    wide, high = size[0] - 2 * MARGIN, size[1] - 2 * MARGIN
    view = maps.tour_view(itinerary, words, context.guide.dataset.origin.position)
    # Where only a wide view is drawn a strip is no wider for it.
    near = replace(view, beyond="drop", min_span_coarse_m=view.min_span_m)
    points = way_points(itinerary)
    room, strips = _strips(context, near, points, Paper(wide, round(high * MAP_SHARE)))
    density = paper_density(narrow=NARROW)
    views = [replace(near, fit=_fit(points, strip)) for strip in strips]
    drawn = [maps.draw(context.layers, each, room, density) for each in views]
    told = list(_told(context, itinerary, points))
    index_room = Paper(wide, round(high * INDEX_SHARE))
    whole = maps.draw_wordless(context.layers, replace(view, names=False), index_room)
    title = words("%(name)s, atlas", name=tour.name)
    stops = content.stops_with_legs(context, itinerary)
    notes = content.map_notes(context, drawn[0], itinerary)
    return {
        **content.frame(context, title, size, tour.summary),
        "margin": MARGIN,
        "head": HEAD,
        "sign": SIGN_MM,
        "title": title,
        "tour": tour.name,
        "lede": tour.summary,
        "summary": content.summary_line(context, itinerary),
        "whole": maps.as_content(whole, _in_words(context, whole, strips)),
        "frames": [_box(whole.frame, each.frame) for each in drawn],
        "pins": list(_pins(whole, points, strips)),
        "scale": notes["scale"],
        "notes": [notes["accuracy"], notes["credits"], *content.closing_lines(context, itinerary)],
        "key": content.key(drawn[0], itinerary, words),
        "how": [
            words(
                "Each page has the way up to a stop, or as much of a long way as it holds; the "
                "next begins a little before its end. North is at the top of every map."
            ),
            words(
                "A bar beside a map says how far the page of its number overlaps it. A letter in a "
                "ring is a turn, told below the map."
            ),
        ],
        **content.led_code(
            context,
            context.links.tour(tour.id),
            tour.name,
            words("The whole story, and the way as you walk:"),
        ),
        "pages": [
            _page(context, k, strips, drawn, points, told, stops) for k in range(len(strips))
        ],
    }


def _strips(
    context: SheetContext, view: MapView, points: Sequence[WayPoint], room: Paper
) -> tuple[Paper, tuple[Strip, ...]]:
    """The room with the largest scale at which there are few enough strips, and these."""
    stops = sum(point.stop is not None for point in points)
    most = max(MOST_STRIPS, stops)
    for scale in room.scales:
        scaled = replace(room, scales=(scale,))

        def fits(positions: Sequence[Position], scaled: Paper = scaled) -> bool:
            try:
                largest_scale(context.layers, replace(view, fit=tuple(positions)), scaled)
            except ValueError:
                return False
            return True

        strips = cut(points, fits)
        if len(strips) <= most:
            return scaled, strips
    raise ExportError(f"{view.title}: too long for an atlas of {most} maps")


def _fit(points: Sequence[WayPoint], strip: Strip) -> tuple[Position, ...]:
    return tuple(point.position for point in points[strip.first : strip.last + 1])


def _told(
    context: SheetContext, itinerary: Itinerary, points: Sequence[WayPoint]
) -> Iterator[_Told]:
    """Every instruction with its place among the points."""
    say, lang = context.words, context.guide.dataset.trail.lang
    directions = context.guide.directions(itinerary)
    for k, leg in enumerate(itinerary.legs):
        items: Sequence[Instruction] = directions[leg.origin.number]
        texts = sentences(items, say.translate, say.short, lang, say.shows)
        at = [i for i, point in enumerate(points) if point.leg == k]
        for item, text, along_m in zip(items, texts, places_along(items), strict=True):
            index = min(at, key=lambda i: abs(points[i].along_m - along_m))
            yield _Told(index, k, text, points[index].position, isinstance(item, Turn))


def _page(
    context: SheetContext,
    k: int,
    strips: Sequence[Strip],
    drawn: Sequence[PaperMap],
    points: Sequence[WayPoint],
    told: Sequence[_Told],
    stops: Sequence[Content],
) -> Content:
    """One strip: its map, what of it the neighbours overlap, its stops and turns in order."""
    strip, shown, words = strips[k], drawn[k], context.words
    # What lies where two overlap is told on the page before.
    done = strips[k - 1].last if k else -1
    here = [item for item in told if done < item.index <= strip.last]
    turns = [item for item in here if item.turn]
    letters = {id(item): LETTERS[i % len(LETTERS)] for i, item in enumerate(turns)}
    marks = turn_marks(shown, [item.position for item in turns])
    rows: list[Content] = []
    reached = {point.stop: i for i, point in enumerate(points) if point.stop and strip.holds(i)}
    numbers = sorted(reached)
    order = sorted(
        [*((reached[number], 0, number) for number in numbers),
         *((item.index, 1, n) for n, item in enumerate(here))]
    )  # fmt: skip
    for _index, kind, which in order:
        if kind == 0:
            stop = stops[which - 1]
            again = reached[which] <= done
            rows.append({"stop": {name: stop[name] for name in _OF_STOP}, "again": again})
        else:
            rows.append({"letter": letters.get(id(here[which]), ""), "text": here[which].text})
    return {
        "map": maps.as_content(shown, _strip_in_words(context, shown, numbers)),
        "bar": maps.bar_content(shown, words, 70.0),
        "place": words("Page %(number)s of %(count)s", number=k + 2, count=len(strips) + 1),
        "overlaps": [
            {**_overlap(shown.frame, drawn[other].frame), "page": other + 2, "lane": lane}
            for lane, other in enumerate((k - 1, k + 1))
            if 0 <= other < len(drawn)
        ],
        "turns": [
            {"letter": letters[id(item)], **place}
            for item, place in zip(turns, marks, strict=True)
            if place
        ],
        "rows": rows,
    }


def _box(outer: Frame, inner: Frame) -> list[float]:
    """Left, top, right, bottom of a frame on another one, mm from its corner."""
    west, north, east, south = (
        inner.bbox.west,
        inner.bbox.north,
        inner.bbox.east,
        inner.bbox.south,
    )
    left, top = outer.to_xy(Position(west, north))
    right, bottom = outer.to_xy(Position(east, south))
    return [round(side / UNITS_PER_MM, 2) for side in (left, top, right, bottom)]


def _pins(
    whole: PaperMap, points: Sequence[WayPoint], strips: Sequence[Strip]
) -> Iterator[list[float]]:
    """Where the number of each strip stands on the map of the whole way, mm from its corner: on
    the way, as near to the strip's middle as the numbers before it leave room."""
    taken: list[tuple[float, float]] = []
    for strip in strips:
        middle = (strip.first + strip.last) / 2
        inside = range(strip.first, strip.last + 1)
        places = [
            whole.frame.to_xy(points[i].position)
            for i in sorted(inside, key=lambda i: abs(i - middle))
        ]
        spots = [(x / UNITS_PER_MM, y / UNITS_PER_MM) for x, y in places]
        free = (s for s in spots if all(math.dist(s, other) >= PIN_MM for other in taken))
        spot = next(free, spots[0])
        taken.append(spot)
        yield [round(side, 2) for side in spot]


def _overlap(frame: Frame, other: Frame) -> Content:
    """What of a frame another one overlaps: from where to where along the sides that are turned
    to it, mm from the left and from the top."""
    left, top, right, bottom = _box(frame, other)
    wide, high = frame.width / UNITS_PER_MM, frame.height / UNITS_PER_MM
    return {
        "across": [max(0.0, left), min(wide, right)],
        "down": [max(0.0, top), min(high, bottom)],
        "above": top + bottom < high,
        "before": left + right < wide,
    }


def _in_words(context: SheetContext, whole: PaperMap, strips: Sequence[Strip]) -> str:
    return context.words(
        "Map of the whole way at 1:%(scale)s, north at the top, with the frames of the %(count)s "
        "maps that follow.",
        scale=context.words.number(whole.denominator),
        count=len(strips),
    )


def _strip_in_words(context: SheetContext, drawn: PaperMap, numbers: Sequence[int]) -> str:
    scale = context.words.number(drawn.denominator)
    if not numbers:
        return context.words(
            "Map of a part of the way at 1:%(scale)s, north at the top, without a stop.",
            scale=scale,
        )
    return context.words(
        "Map of a part of the way at 1:%(scale)s, north at the top, with the stops %(numbers)s.",
        scale=scale,
        numbers=listed([str(number) for number in numbers], context.words),
    )
