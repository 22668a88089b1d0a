"""The kinds of walks that are replayed, each from a walk's own data.

A trace says what must be told of it: `visits` (stops reached, by their place in the walk), `turns`
(by leg and place in it) and whether he is `off` the way or walks the `wrong` direction.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from tests.traces.walker import XY, Data, Noise, Way, along, length, part, points_of, record

TICK = 3.5  # seconds: one fix every 5 m at an even pace
Kind = Callable[[Data, str], "Data | None"]


def _trace(walk: Data, way: Way, noise: Noise, tick: float, seed: str, **more: Any) -> Data:
    way.stay(30)
    turns = [
        [leg, k] for leg, one in enumerate(walk["legs"]) for k in range(len(one.get("turns", ())))
    ]
    told = {
        "visits": list(range(len(walk["stops"]))), "turns": turns, "off": False, "wrong": False,
        "passed": [], "reload": [],
    }  # fmt: skip
    return told | record(way, noise, tick, seed) | more


def _whole(walk: Data, speed: float = 5 / TICK) -> Way:
    way = Way(speed)
    for leg in walk["legs"]:
        way.go(points_of(leg))
    return way


def plain(white: float, drift: float = 0.0, leaps: bool = False) -> Kind:
    def made(walk: Data, seed: str) -> Data:
        return _trace(walk, _whole(walk), Noise(white, drift, leaps), TICK, seed)

    return made


def paced(speed: float, tick: float, white: float = 5.0) -> Kind:
    def made(walk: Data, seed: str) -> Data:
        return _trace(walk, _whole(walk, speed), Noise(white), tick, seed)

    return made


def pausing(walk: Data, seed: str) -> Data:
    """Some minutes at every stop, at the pin itself, and one in the middle of each leg."""
    way = Way(5 / TICK)
    for k, leg in enumerate(walk["legs"]):
        line = points_of(leg)
        pin = _pin(walk, k)
        if math.dist(pin, line[0]) < 60:
            way.go([pin])
        way.stay(120)
        middle = length(line) / 2
        way.go(part(line, 0, middle))
        way.stay(60)
        way.go(part(line, middle, length(line)))
    way.stay(60)
    return _trace(walk, way, Noise(6), TICK, seed)


def reloaded(walk: Data, seed: str) -> Data:
    """The page is loaded anew every forty fixes."""
    trace = _trace(walk, _whole(walk), Noise(6), TICK, seed)
    return trace | {"reload": list(range(25, len(trace["errors"]), 40))}


def _pin(walk: Data, stop: int) -> XY:
    x, y = walk["stops"][stop]["area"][:2]
    return x / 10, y / 10


def _longest(walk: Data) -> tuple[int, float, float] | None:
    """The leg with the longest straight stretch and where that begins and ends, from 60 m."""
    best: tuple[float, int, float, float] | None = None
    for k, leg in enumerate(walk["legs"]):
        done, line = 0.0, points_of(leg)
        for a, b in pairwise(line):
            step = math.dist(a, b)
            if best is None or step > best[0]:
                best = (step, k, done, done + step)
            done += step
    return best[1:] if best and best[0] >= 100 else None


def _turns_but(walk: Data, leg: int, start: float, end: float) -> list[list[int]]:
    """Every turn but those of a leg between two places and shortly behind them."""
    return [
        [k, i]
        for k, one in enumerate(walk["legs"])
        for i, (metres, _text) in enumerate(one.get("turns", ()))
        if k != leg or not start <= metres <= end
    ]


def _through(walk: Data, leg: int, instead: Callable[[Way, list[XY]], None]) -> Way:
    way = Way(5 / TICK)
    for k, one in enumerate(walk["legs"]):
        line = points_of(one)
        if k == leg:
            instead(way, line)
        else:
            way.go(line)
    return way


def detour(walk: Data, seed: str) -> Data | None:
    """He leaves a straight street to the side, 90 m, and comes back to it where he left."""
    found = _longest(walk)
    if found is None:
        return None
    leg, start, end = found
    side = _free_side(walk, leg, (start + end) / 2)

    def instead(way: Way, line: list[XY]) -> None:
        middle = (start + end) / 2
        way.go(part(line, 0, middle))
        way.go([side, along(line, middle)])
        way.go(part(line, middle, length(line)))

    way = _through(walk, leg, instead)
    turns = _turns_but(walk, leg, start, end + 30)
    return _trace(walk, way, Noise(5), TICK, seed, off=True, turns=turns)


def _free_side(walk: Data, leg: int, at: float) -> XY:
    """90 m to the side of a leg, the side that is farther from all others."""
    line = points_of(walk["legs"][leg])
    a, b = along(line, at - 2), along(line, at + 2)
    ux, uy = (b[0] - a[0]) / math.dist(a, b), (b[1] - a[1]) / math.dist(a, b)
    others = [point for one in walk["legs"] for point in points_of(one)]
    x, y = along(line, at)
    sides = [(x - uy * 90 * k, y + ux * 90 * k) for k in (1, -1)]
    return max(sides, key=lambda side: min(math.dist(side, other) for other in others))


def backwards(walk: Data, seed: str) -> Data | None:
    """In the middle of a straight street he turns back, 70 m, and thinks better of it."""
    found = _longest(walk)
    if found is None:
        return None
    leg, start, end = found
    from_m = min(end - 5, start + 90)

    def instead(way: Way, line: list[XY]) -> None:
        way.go(part(line, 0, from_m))
        way.go(reversed(part(line, from_m - 70, from_m)))
        way.go(part(line, from_m - 70, length(line)))

    return _trace(walk, _through(walk, leg, instead), Noise(5), TICK, seed, wrong=True)


def lost(walk: Data, seed: str) -> Data | None:
    """No signal on the middle of the longest street, for a minute or more."""
    found = _longest(walk)
    if found is None:
        return None
    leg, start, end = found
    way = _whole(walk)
    before = sum(length(points_of(one)) for one in walk["legs"][:leg])
    before += sum(
        math.dist(points_of(a)[-1], points_of(b)[0])
        for a, b in zip(walk["legs"][:leg], walk["legs"][1 : leg + 1], strict=True)
    )
    span = ((before + start + 5) / way.speed, (before + end - 40) / way.speed)
    turns = _turns_but(walk, leg, start, end - 45)
    return _trace(walk, way, Noise(6, lost=(span,)), TICK, seed, turns=turns)


def skipping(walk: Data, seed: str) -> Data | None:
    """One stop is left out on purpose: straight from the one before to the one after.

    He leaves the way for that, or is in the next stop's area before that can be told.
    """
    stops = walk["stops"]
    for k in range(1, len(stops) - 2):
        start, end = points_of(walk["legs"][k - 1])[0], points_of(walk["legs"][k])[-1]
        pin, radius = _pin(walk, k), stops[k]["area"][2] / 10
        cut = [along([start, end], share * math.dist(start, end) / 40) for share in range(41)]
        ends = [(x / 10, y / 10) for x, y in (stops[k]["area"][3:5],)]
        if min(math.dist(p, pin) for p in cut) < radius + 60:
            continue
        if min(math.dist(p, e) for p in cut for e in ends) < 80:
            continue
        way = Way(5 / TICK)
        for i, leg in enumerate(walk["legs"]):
            if i == k - 1:
                way.go([start, end])
            elif i != k:
                way.go(points_of(leg))
        turns = [turn for turn in _turns_but(walk, k + 1, 0, 60) if turn[0] not in (k - 1, k)]
        visits = [i for i in range(len(stops)) if i != k]
        return _trace(walk, way, Noise(5), TICK, seed, visits=visits, turns=turns, off=None)
    return None


def short_cut(walk: Data, seed: str) -> Data | None:
    """Where a leg goes round he cuts across, and comes on it again farther on."""
    for k, leg in enumerate(walk["legs"]):
        line = points_of(leg)
        whole = length(line)
        if whole < 350:
            continue
        a, b = along(line, whole * 0.2), along(line, whole * 0.8)
        if math.dist(a, b) > 0.45 * whole:
            continue

        def instead(way: Way, line: list[XY], whole: float = whole) -> None:
            way.go(part(line, 0, whole * 0.2))
            way.go(part(line, whole * 0.8, whole))

        way = _through(walk, k, instead)
        turns = _turns_but(walk, k, whole * 0.2, whole * 0.8 + 60)
        return _trace(walk, way, Noise(5), TICK, seed, turns=turns, off=None)
    return None


def locked(walk: Data, seed: str) -> Data | None:
    """The phone is locked before a stop and looked at again when the stop lies behind."""
    legs = [points_of(leg) for leg in walk["legs"]]
    whole = [length(line) for line in legs]
    for k in range(1, len(legs)):
        # At a stop that lies apart, between two legs that are long enough to be sure of.
        if whole[k - 1] < 240 or whole[k] < 260 or math.dist(legs[k - 1][-1], legs[k][0]) > 5:
            continue
        way = Way(5 / TICK)
        for i, line in enumerate(legs):
            if i == k:
                way.go(part(line, 0, 130))
                end = way.now
                way.go(part(line, 130, whole[k]))
            elif i == k - 1:
                way.go(part(line, 0, whole[i] - 160))
                start = way.now
                way.go(part(line, whole[i] - 160, whole[i]))
            else:
                way.go(line)
        unseen = [
            [i, n]
            for i, low, high in ((k - 1, whole[k - 1] - 205, whole[k - 1]), (k, 0, 185))
            for n, (metres, _text) in enumerate(walk["legs"][i].get("turns", ()))
            if low <= metres <= high
        ]
        turns = [turn for turn in _turns_but(walk, -1, 0, 0) if turn not in unseen]
        trace = _trace(walk, way, Noise(5, lost=((start, end),)), TICK, seed, turns=turns)
        # The browser threw the page away meanwhile: it is loaded anew.
        return trace | {"passed": [k], "reload": [math.ceil(end / TICK)]}
    return None


BY_CAR_MPS, BY_CAR_TICK = 20.0, 8.0


def _driven(walk: Data, seed: str, lost: bool = False) -> Data:
    """From car park to car park, by a road that is no straight line, some minutes at each."""
    dice = random.Random(f"{seed} road")
    way = Way(BY_CAR_MPS)
    pins = [_pin(walk, k) for k in range(len(walk["stops"]))]
    spans = []
    way.go(pins[:1])
    way.stay(60)
    for a, b in pairwise(pins):
        far, bend = math.dist(a, b), dice.uniform(-0.3, 0.3)
        middle = (
            (a[0] + b[0]) / 2 - (b[1] - a[1]) * bend,
            (a[1] + b[1]) / 2 + (b[0] - a[0]) * bend,
        )
        way.go([middle])
        if lost:
            spans.append((way.now, way.now + far / 4 / BY_CAR_MPS))
        # Where one parks is not at the pin.
        angle = dice.uniform(0, 2 * math.pi)
        way.go([(b[0] + 50 * math.cos(angle), b[1] + 50 * math.sin(angle))])
        way.stay(180)
    return _trace(walk, way, Noise(8, lost=tuple(spans)), BY_CAR_TICK, seed)


def driven(walk: Data, seed: str) -> Data:
    return _driven(walk, seed)


def driven_lost(walk: Data, seed: str) -> Data:
    """Valleys without a signal on every leg."""
    return _driven(walk, seed, lost=True)


def driven_reloaded(walk: Data, seed: str) -> Data:
    trace = _driven(walk, seed)
    return trace | {"reload": list(range(25, len(trace["errors"]), 40))}


BY_CAR: dict[str, Kind] = {
    "drive": driven, "drive-lost": driven_lost, "drive-reload": driven_reloaded,
}  # fmt: skip
KINDS: dict[str, Kind] = {
    "noise-3": plain(3), "noise-6": plain(6), "noise-10": plain(10), "noise-15": plain(15),
    "noise-30": plain(30), "drift": plain(3, drift=8), "canyon": plain(5, leaps=True),
    "slow": paced(0.7, 5), "fast": paced(3.0, 1.5), "every-second": paced(1.3, 1.0, 4.0),
    "pauses": pausing, "reload": reloaded, "detour": detour, "backwards": backwards, "lost": lost,
    "skipped": skipping, "short-cut": short_cut, "locked": locked,
}  # fmt: skip
