"""A walk as the phone carries it: geometry, turns with their places, arrival areas.

`go.js` leads by it. Points are decimetres east and north of the plane's origin, each from the
one before; the plane is the same in `static/js/go-geo.js`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from trail.base.geo import LineString, Position, metres_per_degree
from trail.base.meridian import written
from trail.guide.guide import Guide
from trail.guide.walk.instructions import Instruction, Turn
from trail.guide.walk.lead import ArrivalArea, arrival_areas, arrival_told, places_along
from trail.guide.walk.values import Itinerary, Leg
from trail.guide.words.directions import Length, sentences
from trail.web.shell.filters import say
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name

GAP = "{distance}"  # the script fills it in


def walk_data(of: Guide, itinerary: Itinerary, origin: Position | None = None) -> dict[str, Any]:
    """The whole of it, as JSON values, in a plane around `origin`, or its first stop. Walks
    around one origin have the same values for the same legs.

    `legs[k]` leads from `stops[k]` to `stops[k + 1]`; a loop's last stop is its first again. A
    leg without a `line` follows no mapped street. `turns` are metres along the line and what to
    say before it, `steps` is the place of every instruction of the page's list.
    """
    told = of.directions(itinerary)
    origin = origin or itinerary.stops[0].position
    per = metres_per_degree(origin.lat)
    areas = arrival_areas(itinerary)
    numbers = [1, *(leg.destination.number for leg in itinerary.legs)]
    home = written(origin)
    return {
        "mode": itinerary.tour.mode,
        "plane": [home.lon, home.lat, round(per[0], 2), round(per[1], 2)],
        "stops": [
            {
                "number": number,
                "area": _area(area, origin, per),
            }
            for number, area in zip(numbers, areas, strict=True)
        ],
        "legs": [_leg(leg, told[leg.origin.number], origin, per) for leg in itinerary.legs],
    }


def _xy(position: Position, origin: Position, per: tuple[float, float]) -> tuple[int, int]:
    east, north = per
    x, y = (position[0] - origin[0]) * east, (position[1] - origin[1]) * north
    return round(x * 10), round(y * 10)


def _area(area: ArrivalArea, origin: Position, per: tuple[float, float]) -> list[int]:
    """x, y and radius of each of its circles, decimetres."""
    circles = [*_xy(area.centre, origin, per), round(area.radius_m * 10)]
    if area.way_end is not None:
        circles += [*_xy(area.way_end, origin, per), round(area.way_end_m * 10)]
    return circles


def _leg(
    leg: Leg, told: Sequence[Instruction], origin: Position, per: tuple[float, float]
) -> dict[str, object]:
    arrive = arrival_told(told)
    where = arrive is not None and (arrive.side is not None or arrive.away_m)
    made: dict[str, object] = {
        "length": round(leg.distance_m),
        "arrive": _said(replace(arrive, after_m=0.0, past=None)) if arrive and where else "",
    }
    if not leg.follows_streets:
        return made
    at = places_along(told)
    return made | {
        "line": plane_line(leg.path, origin),
        "steps": [round(metres, 1) for metres in at],
        "turns": [
            [round(metres, 1), _said(replace(item, past=None, then=None), lambda _metres: GAP)]
            for metres, item in zip(at, told, strict=True)
            if isinstance(item, Turn)
        ],
    }


def plane_line(line: LineString, origin: Position) -> list[int]:
    """East and north of each point, from the one before it; the first from `origin`."""
    per = metres_per_degree(origin.lat)
    points = [_xy(position, origin, per) for position in line]
    steps = [points[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))]
    return [n for step in steps for n in step]


def _said(item: Instruction, length: Length | None = None) -> str:
    return sentences([item], _, length or say().length, locale_name())[0]
