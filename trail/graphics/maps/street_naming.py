"""Names of streets and rivers, and the places along each where its name could stand."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from trail.graphics.maps.candidate import Candidate
from trail.graphics.maps.density import Density
from trail.graphics.maps.ground import Ground
from trail.graphics.maps.labels import Samples, Wanted
from trail.graphics.maps.metrics import shortened, text_block
from trail.graphics.maps.naming import WATER_SPACING
from trail.graphics.maps.ranked_candidates import Later
from trail.graphics.maps.view import XY, Box

FITS_STREET = 0.85  # a street this many ems broad holds its name
_OVERHANG = 0.22  # share of its length by which a street name may pass an end of the street
CARRIED_UNITS = 25.0  # of the route along a street, from which its name matters most
STREET_LETTERS = 26  # more would hardly find a straight stretch of street
_BEND = 0.45  # how far a street may leave the straight line under its name, in heights of it
_RIVER_BEND = 1.3  # the same for a river, which its name only stands beside
_RIVER_UNITS = 9.0  # room for a river's line
_RIVER_WORTH = 13.0


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


def street_names(
    ground: Ground,
    density: Density,
    route: Sequence[Sequence[XY]],
    words: Mapping[str, str],
    frame: Box,
) -> Iterator[Wanted]:
    """Every street in the frame once; those that carry the route are worth most."""
    carried = _carried(ground, route)
    key = (density, *sorted(words.items()))
    if key not in ground.names:
        ground.names[key] = tuple(_signs(ground, density, words, frame))
    signs: tuple[_Sign, ...] = ground.names[key]
    for sign in signs:
        worth = 46.0 if sign.name in carried else 9.0 + min(12.0, sign.length / 60)
        yield Wanted("street", sign.name, density.street, worth, sign.places)


def _carried(ground: Ground, route: Sequence[Sequence[XY]]) -> frozenset[str]:
    """The streets that the route runs along; those of the last are kept, for a map has two
    densities."""
    last: tuple[Sequence[Sequence[XY]], frozenset[str]] | None = ground.names.get("carried")
    if last is not None and last[0] == route:
        return last[1]
    walked = Samples(route)
    found = frozenset(
        name
        for name, chains in ground.streets.items()
        if name
        and sum(_carries(chain, walked, ground.street_units) for chain in chains) >= CARRIED_UNITS
    )
    ground.names["carried"] = route, found
    return found


def river_names(ground: Ground, density: Density, frame: Box) -> Iterator[Wanted]:
    """Every river once, beside its line."""
    key = ("rivers", density)
    if key not in ground.names:
        ground.names[key] = tuple(_rivers(ground, density, frame))
    yield from ground.names[key]


def _rivers(ground: Ground, density: Density, frame: Box) -> Iterator[Wanted]:
    size = density.water * 0.86
    for name, chains in sorted(ground.rivers.items()):
        text = shortened(name, 30)
        room = text_block((text,), size, spacing=WATER_SPACING, narrow=density.narrow)
        places = (
            place
            for chain in chains
            for place in _along(chain, text, *room, _RIVER_UNITS, frame, beside=True)
        )
        yield Wanted("water", name, size, _RIVER_WORTH, tuple(places))


class _Sign(NamedTuple):
    """A street's name; the `length` of all its chains, units, and the places along them."""

    name: str
    length: float
    places: tuple[Later, ...]


def _signs(
    ground: Ground, density: Density, words: Mapping[str, str], frame: Box
) -> Iterator[_Sign]:
    for name, chains in sorted(ground.streets.items()):
        if name:
            text = abbreviated(name, words)
            width, height = text_block((text,), density.street, narrow=density.narrow)
            places = (
                place
                for chain in chains
                for place in _along(chain, text, width, height, ground.street_units, frame)
            )
            yield _Sign(name, sum(map(_length, chains)), tuple(places))


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
    *,
    beside: bool = False,
) -> Iterator[Later]:
    """Places along a line: beside it, or on it, too.

    Words may reach past its ends, at a cost.
    """
    total = _length(chain)
    over = width * _OVERHANG
    if total < width - 2 * over:
        return
    first, last = -over, total - width + over
    count = max(2, min(48, int((last - first) / 9)))
    setting = _Setting(chain, total, text, width, height, breadth, frame, beside)
    for k in range(count):
        start = first + (last - first) * k / (count - 1)
        past = max(0.0, -start), max(0.0, start + width - total)
        if sum(past) > width * 2 * _OVERHANG:
            continue
        off_middle = abs(start + width / 2 - total / 2) / max(total, 1) * 1.5
        bound = off_middle + sum(past) / width * 9
        yield Later(bound, partial(setting.places, start, past, bound))


class _Setting(NamedTuple):
    """A name, to be set somewhere along a chain that is `total` units long; only `beside` it, or
    on it, too."""

    chain: Sequence[XY]
    total: float
    text: str
    width: float
    height: float
    breadth: float
    frame: Box
    beside: bool

    def places(self, start: float, past: tuple[float, float], cost: float) -> Iterator[Candidate]:
        """On the street or beside it, from `start` along the chain on; `past` its two ends."""
        width, height = self.width, self.height
        stretch = _stretch(self.chain, max(0.0, start), min(self.total, start + width))
        (ax, ay), (bx, by) = stretch[0], stretch[-1]
        chord = math.hypot(bx - ax, by - ay)
        if not chord:
            return
        ahead = (past[1] - past[0]) / 2 / chord
        middle = ((ax + bx) / 2 + (bx - ax) * ahead, (ay + by) / 2 + (by - ay) * ahead)
        if not self.frame.holds(middle):
            return
        angle = math.degrees(math.atan2(by - ay, bx - ax))
        if angle > 90:
            angle -= 180
        elif angle <= -90:
            angle += 180
        size, lines = (width, height), (self.text,)
        base = Candidate(lines, middle, size, 0, angle=angle)
        bend = max(abs(base.local(point)[1]) for point in stretch)
        if bend > height * (_RIVER_BEND if self.beside else _BEND):
            return
        cost += bend * 0.15
        near = self.breadth / 2 + height * 0.42 + bend
        # On a street that is wide enough, else beside it; on a narrow one it costs.
        on_street = 0.0 if self.breadth >= height * FITS_STREET else 4.5
        for shift, extra in (
            (0.0, on_street), (-near, 0.8), (near, 0.8),
            (-near - height * 0.4, 2.4), (near + height * 0.4, 2.4),
        ):  # fmt: skip
            if self.beside and not shift:
                continue
            centre = (middle[0] - base.sin * shift, middle[1] + base.cos * shift)
            yield Candidate(lines, centre, size, cost + extra, angle=angle, inside=not shift)


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
