"""Each group's own way on one map: the ground is drawn once, the ways are laid upon it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trail.export.sheets.content import Content, SheetContext
from trail.fieldtrip.trip import Trip
from trail.graphics.maps import UNITS_PER_MM, PaperMap
from trail.guide.walk.values import Leg

_ROUTE = ".m-route, .m-route-case, .m-spur, .m-arrow"
_OVER = '<g class="m-over"'
_HEAD_MM = 2.6  # length of an arrow's head


def own_ways(context: SheetContext, trip: Trip, drawn: PaperMap, groups: Sequence[int]) -> Content:
    """The map without a way, in two drawings that the ways go between, and the way of each of the
    groups, as lines in millimetres.

    Args:
        drawn: the stops of the plan with every way that a group walks.
    """
    bare = drawn.svg.replace("</style>", f"{_ROUTE} {{ display: none }}</style>", 1)
    ground, over = bare.split(_OVER, 1)
    opening = ground[: ground.index("</style>") + len("</style>")]
    return {
        "ground": f"{ground}</svg>",
        "over": f"{opening}{_OVER}{over}",
        "width": drawn.width_mm,
        "height": drawn.height_mm,
        "ways": [_way(context, trip, drawn, group) for group in groups],
    }


def _way(context: SheetContext, trip: Trip, drawn: PaperMap, group: int) -> Content:
    legs = list(_legs(trip, group))
    lines = [
        [
            [round(value / UNITS_PER_MM, 2) for value in drawn.frame.to_xy(position)]
            for position in leg.path
        ]
        for leg in legs
    ]
    seen = (e.stop for e in trip.plan.entries[group - 1] if e.kind in ("stop", "lunch"))
    stops = " – ".join(str(stop.number) for stop in seen if stop in trip.plan.stops)
    return {
        "lines": lines,
        "heads": [head for line in lines for head in _heads(line)],
        "alt": context.words(
            "Map at 1:%(scale)s, north at the top: the way of this group to its stops in the "
            "order %(stops)s, and back to where it began.",
            scale=context.words.number(drawn.denominator), stops=stops,
        ),
    }  # fmt: skip


def _legs(trip: Trip, group: int) -> Iterator[Leg]:
    for entry in trip.plan.entries[group - 1]:
        if entry.kind == "walk" and entry.origin is not None:
            yield trip.legs[entry.origin.site.id, entry.stop.site.id]


def _heads(line: Sequence[Sequence[float]]) -> Iterator[list[list[float]]]:
    """An arrow's head in the middle of the longest piece, where it has room."""
    pieces = sorted(pairwise(line), key=lambda piece: -math.dist(*piece))
    if not pieces or math.dist(*pieces[0]) < 2 * _HEAD_MM:
        return
    (x, y), (u, v) = pieces[0]
    along = ((u - x) / math.dist((x, y), (u, v)), (v - y) / math.dist((x, y), (u, v)))
    middle = ((x + u) / 2, (y + v) / 2)

    def at(ahead: float, aside: float) -> list[float]:
        return [
            round(middle[0] + along[0] * ahead - along[1] * aside, 2),
            round(middle[1] + along[1] * ahead + along[0] * aside, 2),
        ]

    yield [at(_HEAD_MM / 2, 0), at(-_HEAD_MM / 2, 1.1), at(-_HEAD_MM / 2, -1.1)]
