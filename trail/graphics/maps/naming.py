"""Which names of marks and areas a map wants, and the places each could stand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from trail.graphics.maps.candidate import DOT, Candidate
from trail.graphics.maps.density import Density
from trail.graphics.maps.ground import Ground, NamedArea, NamedPoint
from trail.graphics.maps.labels import EDGE, Wanted
from trail.graphics.maps.metrics import broken, shortened, text_block
from trail.graphics.maps.ranked_candidates import Later
from trail.graphics.maps.raster import CELL, Raster
from trail.graphics.maps.view import XY, Box, PlacedMark

TOWN_NAMES_FROM_M = 2500.0  # on closer maps the name of the town says nothing
_STATE_SPACING = 0.18
WATER_SPACING = 0.04


def share(raster: Raster, box: Candidate) -> float:
    """How much of a word lies inside, from nine samples: 0 to 1."""
    x, y = box.centre
    a, b = 0.9 * box.hw * box.cos, 0.9 * box.hw * box.sin
    c, d = 0.7 * box.hh * box.sin, 0.7 * box.hh * box.cos
    samples = (
        (x - a + c, y - b - d), (x - a, y - b), (x - a - c, y - b + d),
        (x + c, y - d), (x, y), (x - c, y + d),
        (x + a + c, y + b - d), (x + a, y + b), (x + a - c, y + b + d),
    )  # fmt: skip
    return raster.count(samples) / 9


# ---------------------------------------------------------------- beside a point


class MarkName(NamedTuple):
    """Words for the mark with this index; `lines` where they should break, if not anywhere."""

    mark: int
    text: str
    lines: tuple[str, ...]
    worth: float


def mark_names(
    names: Iterable[MarkName],
    marks: Sequence[PlacedMark],
    density: Density,
    frame: Box,
) -> Iterator[Wanted]:
    """Words beside marks, on one line or two."""
    for i, name, lines_of_name, worth in names:
        text = shortened(name, 40)
        variants: list[tuple[str, ...]] = [(text,)]
        if lines_of_name:
            variants.append(tuple(shortened(line, 30) for line in lines_of_name))
        elif len(text) > 9 and broken(text) != (text,):
            variants.append(broken(text))
        mark = marks[i]
        found: list[Later] = []
        for lines in variants:
            extra = 0.6 * (len(lines) - 1)
            width, height = text_block(lines, density.stop, bold=True, narrow=density.narrow)
            around = _Around(mark.centre, mark.radius, lines, width, height, density, frame)
            found += around.rings(extra)
        yield Wanted("stop", name, density.stop, worth, tuple(found), own=i)


# How far words stand off a mark, in gaps, and whether a line leads to them.
_RINGS = ((1.0, False), (2.2, False), (5.0, False), (10.0, True), (17.0, True))
_STRICT_RINGS = (
    (1.0, False), (2.2, False), (5.0, False), (4.0, True), (7.0, True), (11.0, True), (17.0, True),
    (26.0, True), (38.0, True),
)  # fmt: skip
# Where a leading line begins, in radii: within the mark, where every mark must say which is meant.
_TIP, _STRICT_TIP = 1.0, 0.7
_LED_COST = 3.0  # for a place that a line has to lead to
# Degrees clockwise from east, and what it costs to stand there.
_COMPASS = (
    (0, 0.0), (180, 0.7), (315, 1.2), (45, 1.3), (225, 1.5), (135, 1.6), (270, 1.4), (90, 1.4),
    (338, 1.4), (22, 1.4), (202, 1.8), (158, 1.8), (292, 1.9), (248, 1.9), (68, 1.9), (112, 1.9),
)  # fmt: skip


_WINDS = tuple(
    (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)), cost)
    for degrees, cost in _COMPASS
)


class _Around(NamedTuple):
    """Words that may stand on any side of a disc, a town's dot or a mark."""

    at: XY
    radius: float
    lines: tuple[str, ...]
    width: float
    height: float
    density: Density
    frame: Box
    dot: bool = False

    def rings(self, extra: float) -> Iterator[Later]:
        """The places, those at one distance together; `extra` is added to what each costs."""
        for ring, (off, led) in enumerate(_STRICT_RINGS if self.density.strict else _RINGS):
            if not (led and self.dot):
                bound = extra + ring * 1.3 + (_LED_COST if led else 0.0)
                yield Later(bound, partial(self._ring, off, led, bound))

    def _ring(self, off: float, led: bool, bound: float) -> Iterator[Candidate]:
        at, radius, width, height = self.at, self.radius, self.width, self.height
        left, right = self.frame.left + EDGE + width / 2, self.frame.right - EDGE - width / 2
        tip_at = radius * (_STRICT_TIP if self.density.strict else _TIP)
        clear = radius + self.density.gap * off
        for ux, uy, cost in _WINDS:
            x = at[0] + ux * clear + width / 2 * max(-1.0, min(1.0, ux * 1.45))
            y = at[1] + uy * clear + height / 2 * max(-1.0, min(1.0, uy * 1.45))
            if abs(uy) > 0.9 and left < right:
                x = min(max(x, left), right)  # above or below, words may slide along the frame
            box = Candidate(self.lines, (x, y), (width, height), bound + cost)
            if self.dot:
                box.dot = at
            if led:
                tip = (at[0] + ux * tip_at, at[1] + uy * tip_at)
                end = (min(max(tip[0], x - width / 2), x + width / 2),
                       min(max(tip[1], y - height / 2), y + height / 2))  # fmt: skip
                box.lead = (tip, end)
            yield box


# ---------------------------------------------------------------- areas


def area_names(
    ground: Ground, density: Density, frame: Box, units_per_m: float
) -> Iterator[Wanted]:
    """Water, parks, states and towns: names where they are, or near."""
    if density not in ground.names:
        ground.names[density] = tuple(_areas(ground, density, frame, units_per_m))
    yield from ground.names[density]


def _areas(ground: Ground, density: Density, frame: Box, units_per_m: float) -> Iterator[Wanted]:
    wide_m = frame.right / units_per_m
    done: set[str] = set()
    for area in ground.areas:
        if area.kind in ("water", "lake", "park", "grounds", "square", "state"):
            done.add(area.name)
            yield _area_name(area, density, ground.wet)
    for point in ground.points:
        if point.name in done or not frame.holds(point.at):
            continue
        if point.kind == "town":
            if point.rank <= density.least_rank:
                yield _town(point, density, frame)
        elif point.kind == "town-name" and wide_m < TOWN_NAMES_FROM_M:
            continue
        elif point.kind == "water-name":
            # Long waters have a place for their name on several reaches.
            done.add(point.name)
            same = [p for p in ground.points if (p.kind, p.name) == (point.kind, point.name)]
            reaches = [p.at for p in same if frame.holds(p.at)]
            ranked = replace(point, rank=min(p.rank for p in same))
            yield _open_water(ranked, reaches, density, ground.land, frame)
        elif point.kind in ("state-name", "land-name", "town-name", "park-name"):
            yield _on_land(point, density, ground, frame)


def _area_name(area: NamedArea, density: Density, pond: Raster) -> Wanted:
    raster, cells = area.raster, area.raster.cells
    if not cells:
        return Wanted("park", area.name, density.park, 0.0, ())
    cx, cy = sum(p[0] for p in cells) / len(cells), sum(p[1] for p in cells) / len(cells)
    kind = {"state": "state", "water": "water", "lake": "water"}.get(area.kind, "park")
    size = {"state": density.state, "water": density.water * 0.86}.get(kind, density.park)
    text = shortened(area.name.partition(" (")[0], 30)
    if kind == "state":
        text = text.upper()
    spacing = _STATE_SPACING if kind == "state" else WATER_SPACING if kind == "water" else 0.0
    reach = max(60.0, math.sqrt(len(cells)) * CELL)
    found = []
    for lines in dict.fromkeys(((text,), broken(text))):
        width, height = text_block(lines, size, spacing=spacing, narrow=density.narrow)
        on = partial(_on_area, lines, (width, height), raster, pond if kind == "state" else None)
        for x, y in _spread(cells, 90):
            far = math.dist((x, y), (cx, cy)) / reach
            bound = far * 4 + 0.4 * (len(lines) - 1)
            found.append(Later(bound, partial(on, (x, y), bound)))
    worth = {"state": 22.0, "water": 24.0}.get(kind, 20.0)
    return Wanted(kind, area.name, size, worth, tuple(found))


def _on_area(
    lines: tuple[str, ...],
    size: tuple[float, float],
    area: Raster,
    pond: Raster | None,
    centre: XY,
    cost: float,
) -> Iterator[Candidate]:
    """The place, dearer for what of it lies off the area; a state's name keeps out of ponds."""
    box = Candidate(lines, centre, size, 0)
    outside = 1 - share(area, box)
    if outside <= (0.75 if pond is None else 0.05):
        box.cost = cost + outside * 9 + (0.0 if pond is None else 12 * share(pond, box))
        yield box


def _spread(cells: Sequence[XY], limit: int) -> Sequence[XY]:
    step = max(1, len(cells) // limit)
    return cells[::step]


def _grid(at: XY, reach: float, step: float, frame: Box) -> list[XY]:
    """Points about a place that lie in the frame."""
    steps = int(reach // step)
    points = (
        (at[0] + i * step, at[1] + j * step)
        for i in range(-steps, steps + 1)
        for j in range(-steps, steps + 1)
        if i * i + j * j <= steps * steps
    )
    return [(x, y) for x, y in points if frame.holds((x, y))]


def _open_water(
    point: NamedPoint, reaches: Sequence[XY], density: Density, land: Raster, frame: Box
) -> Wanted:
    size = density.water if point.rank <= 2 else density.water * 0.86
    text = shortened(point.name, 30)
    found = []
    centres = [(at, reach) for reach in reaches for at in _grid(reach, 250, 28, frame)]
    for lines in dict.fromkeys(((text,), broken(text))):
        room = text_block(lines, size, spacing=WATER_SPACING, narrow=density.narrow)
        for turn in (0.0, -32.0, 32.0):
            on = partial(_on_water, lines, room, land, turn)
            for centre, wanted_at in centres:
                far = math.dist(centre, wanted_at) / 60
                bound = far + (1.5 if turn else 0) + 0.5 * (len(lines) - 1)
                found.append(Later(bound, partial(on, centre, bound)))
    worth = {1: 34.0, 2: 24.0}.get(point.rank, 14.0)
    return Wanted("water", point.name, size, worth, tuple(found))


def _on_water(
    lines: tuple[str, ...],
    size: tuple[float, float],
    land: Raster,
    turn: float,
    centre: XY,
    cost: float,
) -> Iterator[Candidate]:
    """The place, dearer for what of it lies on land; none where that is more than a little."""
    box = Candidate(lines, centre, size, 0, angle=turn)
    dry = share(land, box)
    if dry <= 0.12:
        box.cost = cost + dry * 30
        yield box


def _on_land(point: NamedPoint, density: Density, ground: Ground, frame: Box) -> Wanted:
    kind = point.kind.removesuffix("-name")
    label = {"state": "state", "park": "park"}.get(kind, "town")
    size = {"state": density.state, "park": density.park}.get(label, density.town)
    text = shortened(point.name, 30)
    if label == "state":
        text = text.upper()
    spacing = _STATE_SPACING if label == "state" else 0.0
    found = []
    centres = _grid(point.at, 90, 15, frame)
    for lines in dict.fromkeys(((text,), broken(text))):
        room = text_block(lines, size, spacing=spacing, narrow=density.narrow)
        on = partial(_on_dry, lines, room, ground)
        for centre in centres:
            bound = math.dist(centre, point.at) / 30 + 0.4 * (len(lines) - 1)
            found.append(Later(bound, partial(on, centre, bound)))
    worth = {1: 18.0, 2: 14.0, 3: 9.0}.get(point.rank, 6.0)
    return Wanted(label, point.name, size, worth, tuple(found))


def _on_dry(
    lines: tuple[str, ...], size: tuple[float, float], ground: Ground, centre: XY, cost: float
) -> Iterator[Candidate]:
    """The place, dearer for what of it lies on water."""
    box = Candidate(lines, centre, size, 0)
    dry = share(ground.land, box) if ground.has_land else 1.0
    box.cost = cost + max(1 - dry, share(ground.wet, box)) * 5
    yield box


def _town(point: NamedPoint, density: Density, frame: Box) -> Wanted:
    text = shortened(point.name, 24)
    width, height = text_block((text,), density.town, narrow=density.narrow)
    around = _Around(point.at, DOT, (text,), width, height, density, frame, dot=True)
    worth = {1: 15.0, 2: 9.0}.get(point.rank, 5.0)
    return Wanted("town", point.name, density.town, worth, tuple(around.rings(0.0)))
