"""Which names a map wants, and the places each could stand."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from trail.cartography.density import Density
from trail.cartography.ground import Ground, NamedArea, NamedPoint
from trail.cartography.labels import DOT, EDGE, Candidate, Samples, Wanted
from trail.cartography.metrics import broken, shortened, text_block
from trail.cartography.raster import CELL, Raster
from trail.cartography.view import XY, Box, PlacedMark

TOWN_NAMES_FROM_M = 2500.0  # on closer maps the name of the town says nothing
FITS_STREET = 0.85  # a street this many ems broad holds its name
_OVERHANG = 0.22  # share of its length by which a street name may pass an end of the street
CARRIED_UNITS = 25.0  # of the route along a street, from which its name matters most
_STATE_SPACING = 0.18
WATER_SPACING = 0.04
STREET_LETTERS = 26  # more would hardly find a straight stretch of street


def share(raster: Raster, box: Candidate) -> float:
    """How much of a word lies inside, from nine samples: 0 to 1."""
    hits = 0
    for u in (-0.9 * box.hw, 0.0, 0.9 * box.hw):
        for v in (-0.7 * box.hh, 0.0, 0.7 * box.hh):
            x, y = box.centre
            hits += raster.at(x + u * box.cos - v * box.sin, y + u * box.sin + v * box.cos)
    return hits / 9


def abbreviated(name: str, abbreviations: Mapping[str, str]) -> str:
    """ "State Street" as "State St"; what stands in brackets or after a comma is dropped.

    A name too long to stand along a street is never cut in a word: its first part stands alone.
    """
    bare = re.split(r" \(|, ", name)[0]
    words = [abbreviations.get(word, word) if i else word for i, word in enumerate(bare.split())]
    text = " ".join(words)
    if len(text) > STREET_LETTERS:
        text = re.split(r" (?:and|to|&) ", text)[0]
    return shortened(text, STREET_LETTERS)


# ---------------------------------------------------------------- streets


def street_names(
    ground: Ground,
    density: Density,
    route: Sequence[Sequence[XY]],
    words: Mapping[str, str],
    frame: Box,
) -> Iterator[Wanted]:
    """Every street in the frame once; those that carry the route are worth most."""
    walked = Samples(route)
    for name, chains in sorted(ground.streets.items()):
        if not name:
            continue
        text = abbreviated(name, words)
        width, height = text_block((text,), density.street, narrow=density.narrow)
        carried = sum(_carries(chain, walked, ground.street_units) for chain in chains)
        length = sum(_length(chain) for chain in chains)
        worth = 46.0 if carried >= CARRIED_UNITS else 9.0 + min(12.0, length / 60)
        found = [
            candidate
            for chain in chains
            for candidate in _along(chain, text, width, height, ground.street_units, frame, worth)
        ]
        yield Wanted("street", name, density.street, worth, tuple(found))


def _length(line: Sequence[XY]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def _carries(chain: Sequence[XY], walked: Samples, breadth: float) -> float:
    """Units of the chain that the route runs along."""
    units = 0.0
    for a, b in pairwise(chain):
        length = math.dist(a, b)
        if length < 12:
            continue
        angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        strip = Candidate((), middle, (length - 8, breadth + 4), 0, angle=angle)
        units += min(length, 6.0 * max(0, walked.covered(strip) - 3))
    return units


def _along(
    chain: Sequence[XY],
    text: str,
    width: float,
    height: float,
    breadth: float,
    frame: Box,
    limit: float,
) -> Iterator[Candidate]:
    """Places along a street that cost less than `limit`: on it or beside it.

    Words may reach past its ends, at a cost.
    """
    total = _length(chain)
    over = width * _OVERHANG
    if total < width - 2 * over:
        return
    first, last = -over, total - width + over
    count = max(2, min(48, int((last - first) / 9)))
    for k in range(count):
        start = first + (last - first) * k / (count - 1)
        stretch = _stretch(chain, max(0.0, start), min(total, start + width))
        (ax, ay), (bx, by) = stretch[0], stretch[-1]
        chord = math.hypot(bx - ax, by - ay)
        past = max(0.0, -start), max(0.0, start + width - total)
        if not chord or sum(past) > width * 2 * _OVERHANG:
            continue
        ahead = (past[1] - past[0]) / 2 / chord
        middle = ((ax + bx) / 2 + (bx - ax) * ahead, (ay + by) / 2 + (by - ay) * ahead)
        if not frame.touches(Box(*middle, *middle)):
            continue
        angle = math.degrees(math.atan2(by - ay, bx - ax))
        if angle > 90:
            angle -= 180
        elif angle <= -90:
            angle += 180
        base = Candidate((text,), middle, (width, height), 0, angle=angle)
        bend = max(abs(base.local(point)[1]) for point in stretch)
        if bend > height * 0.45:
            continue
        off_middle = abs(start + width / 2 - total / 2) / max(total, 1) * 1.5
        cost = off_middle + bend * 0.15 + sum(past) / width * 9
        if cost >= limit:
            continue
        near = breadth / 2 + height * 0.42 + bend
        # On a street that is wide enough, else beside it; on a narrow one it costs.
        on_street = 0.0 if breadth >= height * FITS_STREET else 4.5
        for shift, extra in (
            (0.0, on_street), (-near, 0.8), (near, 0.8),
            (-near - height * 0.4, 2.4), (near + height * 0.4, 2.4),
        ):  # fmt: skip
            if cost + extra >= limit:
                continue
            centre = (middle[0] - base.sin * shift, middle[1] + base.cos * shift)
            yield Candidate(
                (text,), centre, (width, height), cost + extra, angle=angle, inside=not shift
            )


def _stretch(chain: Sequence[XY], start: float, end: float) -> list[XY]:
    """The part of the line between two distances along it."""
    found: list[XY] = []
    done = 0.0
    for a, b in pairwise(chain):
        length = math.dist(a, b)
        if done + length >= start and not found:
            found.append(_between(a, b, (start - done) / length if length else 0.0))
        if found and done + length >= end:
            found.append(_between(a, b, (end - done) / length if length else 1.0))
            break
        if found:
            found.append(b)
        done += length
    return found if len(found) > 1 else [chain[0], chain[-1]]


def _between(a: XY, b: XY, t: float) -> XY:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


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
        found: list[Candidate] = []
        for lines in variants:
            extra = 0.6 * (len(lines) - 1)
            width, height = text_block(lines, density.stop, bold=True, narrow=density.narrow)
            found += _around(mark.centre, mark.radius, lines, width, height, extra, density, frame)
        yield Wanted("stop", name, density.stop, worth, tuple(found), own=i)


_COMPASS = (
    (0, 0.0), (180, 0.7), (315, 1.2), (45, 1.3), (225, 1.5), (135, 1.6), (270, 1.4), (90, 1.4),
    (338, 1.4), (22, 1.4), (202, 1.8), (158, 1.8), (292, 1.9), (248, 1.9), (68, 1.9), (112, 1.9),
)  # fmt: skip


def _around(
    at: XY,
    radius: float,
    lines: tuple[str, ...],
    width: float,
    height: float,
    extra: float,
    density: Density,
    frame: Box,
) -> Iterator[Candidate]:
    left, right = frame.left + EDGE + width / 2, frame.right - EDGE - width / 2
    for ring, off in enumerate((1.0, 2.2, 5.0, 10.0, 17.0)):
        clear = radius + density.gap * off
        for degrees, cost in _COMPASS:
            ux, uy = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            x = at[0] + ux * clear + width / 2 * max(-1.0, min(1.0, ux * 1.45))
            y = at[1] + uy * clear + height / 2 * max(-1.0, min(1.0, uy * 1.45))
            if abs(uy) > 0.9 and left < right:
                x = min(max(x, left), right)  # above or below, words may slide along the frame
            box = Candidate(lines, (x, y), (width, height), cost + extra + ring * 1.3)
            if ring < 3:
                yield box
                continue
            tip = (at[0] + ux * radius, at[1] + uy * radius)
            end = (min(max(tip[0], x - width / 2), x + width / 2),
                   min(max(tip[1], y - height / 2), y + height / 2))  # fmt: skip
            yield Candidate(lines, (x, y), (width, height), box.cost + 3, lead=(tip, end))


# ---------------------------------------------------------------- areas


def area_names(
    ground: Ground, density: Density, frame: Box, units_per_m: float
) -> Iterator[Wanted]:
    """Water, parks, states and towns: names where they are, or near."""
    wide_m = frame.right / units_per_m
    done: set[str] = set()
    for area in ground.areas:
        if area.kind in ("water", "lake", "park", "grounds", "state"):
            done.add(area.name)
            yield _area_name(area, density, ground.wet)
    for point in ground.points:
        if point.name in done or not frame.touches(Box(*point.at, *point.at)):
            continue
        if point.kind == "town":
            if point.rank <= density.least_rank:
                yield _town(point, density, frame)
        elif point.kind == "town-name" and wide_m < TOWN_NAMES_FROM_M:
            continue
        elif point.kind == "water-name":
            yield _open_water(point, density, ground.land, frame)
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
        for x, y in _spread(cells, 90):
            box = Candidate(lines, (x, y), (width, height), 0)
            outside = 1 - share(raster, box)
            limit = 0.05 if kind == "state" else 0.75
            if outside <= limit:
                far = math.dist((x, y), (cx, cy)) / reach
                cost = far * 4 + outside * 9 + 0.4 * (len(lines) - 1)
                if kind == "state":
                    cost += 12 * share(pond, box)
                box.cost = cost
                found.append(box)
    worth = {"state": 22.0, "water": 24.0}.get(kind, 20.0)
    return Wanted(kind, area.name, size, worth, tuple(found))


def _spread(cells: Sequence[XY], limit: int) -> Sequence[XY]:
    step = max(1, len(cells) // limit)
    return cells[::step]


def _grid(at: XY, reach: float, step: float) -> list[XY]:
    steps = int(reach // step)
    return [
        (at[0] + i * step, at[1] + j * step)
        for i in range(-steps, steps + 1)
        for j in range(-steps, steps + 1)
        if math.hypot(i, j) <= steps
    ]


def _open_water(point: NamedPoint, density: Density, land: Raster, frame: Box) -> Wanted:
    size = density.water if point.rank <= 2 else density.water * 0.86
    text = shortened(point.name, 30)
    found = []
    for lines in dict.fromkeys(((text,), broken(text))):
        width, height = text_block(lines, size, spacing=WATER_SPACING, narrow=density.narrow)
        for turn in (0.0, -32.0, 32.0):
            for centre in _grid(point.at, 250, 28):
                if not frame.touches(Box(*centre, *centre)):
                    continue
                box = Candidate(lines, centre, (width, height), 0, angle=turn)
                dry = share(land, box)
                if dry > 0.12:
                    continue
                far = math.dist(centre, point.at) / 60
                cost = far + dry * 30 + (1.5 if turn else 0) + 0.5 * (len(lines) - 1)
                box.cost = cost
                found.append(box)
    worth = {1: 34.0, 2: 24.0}.get(point.rank, 14.0)
    return Wanted("water", point.name, size, worth, tuple(found))


def _on_land(point: NamedPoint, density: Density, ground: Ground, frame: Box) -> Wanted:
    kind = point.kind.removesuffix("-name")
    label = {"state": "state", "park": "park"}.get(kind, "town")
    size = {"state": density.state, "park": density.park}.get(label, density.town)
    text = shortened(point.name, 30)
    if label == "state":
        text = text.upper()
    spacing = _STATE_SPACING if label == "state" else 0.0
    found = []
    for lines in dict.fromkeys(((text,), broken(text))):
        width, height = text_block(lines, size, spacing=spacing, narrow=density.narrow)
        for centre in _grid(point.at, 90, 15):
            if not frame.touches(Box(*centre, *centre)):
                continue
            box = Candidate(lines, centre, (width, height), 0)
            wet = max(
                1 - share(ground.land, box) if ground.has_land else 0.0, share(ground.wet, box)
            )
            cost = math.dist(centre, point.at) / 30 + wet * 5 + 0.4 * (len(lines) - 1)
            box.cost = cost
            found.append(box)
    worth = {1: 18.0, 2: 14.0, 3: 9.0}.get(point.rank, 6.0)
    return Wanted(label, point.name, size, worth, tuple(found))


def _town(point: NamedPoint, density: Density, frame: Box) -> Wanted:
    text = shortened(point.name, 24)
    width, height = text_block((text,), density.town, narrow=density.narrow)
    found = tuple(_around(point.at, DOT, (text,), width, height, 0.0, density, frame))
    for candidate in found:
        candidate.dot = point.at
    worth = {1: 15.0, 2: 9.0}.get(point.rank, 5.0)
    return Wanted("town", point.name, density.town, worth, tuple(c for c in found if not c.lead))
