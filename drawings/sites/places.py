"""Places of which no look is known: their engraved maps, after the guide's own map data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from drawings import engraved
from drawings.engraved import View
from drawings.lettering import letter
from drawings.nature import pine
from drawings.pen import BOLD, CLEAR, FINE, GROUND, INK, LINE, Pen
from drawings.sites.gardens import hotel_over_the_water
from drawings.subject import Subject

DATA = Path(__file__).resolve().parents[2] / "data"
_GAPS = (2.6, 6, 10.2, 15.4)


@cache
def _layer(name: str, kind: str) -> tuple[BaseGeometry, ...]:
    return tuple(engraved.layer(DATA, name, kind))


def _harbour(pen: Pen, view: View, frame: Polygon, gaps: tuple[float, ...] = _GAPS) -> None:
    land = unary_union([view.place(part) for part in _layer("land", "land")])
    engraved.shores(pen, land.simplify(0.7).intersection(frame), frame, gaps)
    ways = [view.place(way) for way in _layer("streets", "street")]
    engraved.streets(pen, ways, frame)
    bridges = [view.place(way) for way in _layer("structures", "bridge")]
    engraved.streets(pen, bridges, frame)


def _small(pen: Pen, view: View, radius: float) -> None:
    """A map for a thumb, about 0, 0: shores, the ring, a frame."""
    with pen.at(-60, -120):
        frame = engraved.sheet(120, 120).buffer(5, join_style="mitre")
        _harbour(pen, view, frame, (5.0,))
        engraved.somewhere(pen, 60, 60, radius)
        pen.rect(2, 2, 116, 116, BOLD, CLEAR)


# ---- Kittery Point: Howells's stretch of Pepperrell Road

_HOWELLS = (-70.7142, 43.0817)


def howells_scene(pen: Pen) -> None:
    view = View(_HOWELLS, 2600)
    _harbour(pen, view, engraved.sheet())
    engraved.somewhere(pen, 240, 160, 400 * view.scale)
    letter(pen, "KITTERY POINT", 402, 126, 10)
    letter(pen, "PEPPERRELL", 240, 140, 7, FINE)
    letter(pen, "ROAD", 240, 152, 7, FINE)
    engraved.north(pen, 40, 52)
    engraved.scale_bar(pen, 366, 298, view, 500, "500 M")
    engraved.framed(pen)


def _howells_small(pen: Pen) -> None:
    _small(pen, View(_HOWELLS, 2000, 120, 120), 24)


HOWELLS = Subject(howells_scene, _howells_small, 120, 120)

# ---- New Castle: Wild Rose Lane

_NILES = (-70.71786, 43.06358)


def niles_scene(pen: Pen) -> None:
    view = View(_NILES, 2600)
    _harbour(pen, view, engraved.sheet())
    engraved.somewhere(pen, 240, 160, 400 * view.scale)
    letter(pen, "NEW CASTLE", 214, 76, 10)
    letter(pen, "WILD ROSE", 278, 182, 7, FINE)
    letter(pen, "LANE", 278, 194, 7, FINE)
    # the hotel where both delegations lived
    with pen.at(114, 232, 0.42):
        hotel_over_the_water(pen)
    letter(pen, "HOTEL", 160, 256, 7, FINE)
    engraved.north(pen, 440, 52)
    engraved.scale_bar(pen, 366, 298, view, 500, "500 M")
    engraved.framed(pen)


def _niles_small(pen: Pen) -> None:
    _small(pen, View(_NILES, 2200, 120, 120), 22)


NILES = Subject(niles_scene, _niles_small, 120, 120)

# ---- Dublin, in New Hampshire

_DUBLIN = (-72.0625, 42.9075)
_MIDDLE = (-71.5, 43.19)


def _state(pen: Pen, view: View, frame: Polygon) -> None:
    states = [view.place(part).simplify(0.8) for part in _layer("region", "state")]
    land = unary_union(states).buffer(0.3)
    engraved.shores(pen, land.intersection(frame), frame, _GAPS[:4])
    inner = unary_union([part.boundary for part in states]).difference(land.boundary.buffer(2))
    for line in getattr(inner.intersection(frame), "geoms", []):
        if isinstance(line, LineString) and line.length > 4:
            pen.line(*[(at[0], at[1]) for at in line.coords], pen=LINE, broken=True)
    for lake in _layer("region", "lake"):
        for part in engraved.polygons(view.place(lake).intersection(frame)):
            simple = part.simplify(0.7)
            if isinstance(simple, Polygon) and simple.area > 6:
                points = [(at[0], at[1]) for at in simple.exterior.coords]
                pen.polygon(points, LINE, GROUND)
                pen.hatch(points, 2, 0)


def dublin_scene(pen: Pen) -> None:
    view = View(_MIDDLE, 176_000)
    frame = engraved.sheet()
    _state(pen, view, frame)
    dublin = view.place(Point(*_DUBLIN))
    port = view.place(Point(-70.757, 43.077))
    x, y = dublin.centroid.x, dublin.centroid.y
    a, b = port.centroid.x, port.centroid.y
    pen.circle(a, b, 3.5, LINE, INK)
    letter(pen, "PORTSMOUTH", a - 58, b - 8, 8, LINE)
    engraved.somewhere(pen, x, y, 15)
    letter(pen, "DUBLIN", x, y + 34, 11)
    letter(pen, "NEW HAMPSHIRE", 196, 110, 9, FINE)
    for dx, dy, h in ((-46, 8, 22), (-36, 14, 18), (38, -6, 20), (48, 2, 24)):
        pine(pen, x + dx, y + dy, h)
    engraved.north(pen, 448, 56)
    engraved.scale_bar(pen, 366, 112, view, 20_000, "20 KM")
    engraved.framed(pen)


def _dublin_small(pen: Pen) -> None:
    view = View((-71.8, 43.02), 110_000, 120, 120)
    with pen.at(-60, -120):
        frame = engraved.sheet(120, 120).buffer(5, join_style="mitre")
        _state(pen, view, frame)
        dublin = view.place(Point(*_DUBLIN))
        x, y = dublin.centroid.x, dublin.centroid.y
        engraved.somewhere(pen, x, y, 14)
        for dx, dy in ((-26, 4), (24, -2), (38, 6)):
            pine(pen, x + dx, y + dy, 24, fill=INK)
        pen.rect(2, 2, 116, 116, BOLD, CLEAR)


DUBLIN = Subject(dublin_scene, _dublin_small, 120, 120)

SUBJECTS = {
    "howells-kittery-point": HOWELLS,
    "niles-cottage": NILES,
    "dublin-kaneko": DUBLIN,
}
