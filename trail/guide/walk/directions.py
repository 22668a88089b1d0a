"""What to do along a leg: set off, turn, pass, arrive. No words, only what they say.

Everything comes from geometry. A turn is the change of bearing from one street to
the next, a side is where a place lies from the line that is walked. Lengths are
metres along the path; bits shorter than `STUB_M` are within the accuracy of any
stop and are not told.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from trail.base.geo import (
    LineString,
    LocalPlane,
    Position,
    bearing_deg,
    compass_point,
    distance_m,
    hop_m,
    length_m,
)
from trail.dataset.schema.map import YesNoUnknown
from trail.dataset.schema.record import Mode
from trail.dataset.schema.site import Site
from trail.guide.walk.values import Leg, LegSegment

STUB_M = 10.0
WINDOW_M = 20.0  # the stretch before and after a corner that its angle is measured over
STRAIGHT_DEG = 25.0
SLIGHT_DEG = 55.0
SHARP_DEG = 125.0
AHEAD_DEG = 35.0
APPROACH_M = 30.0  # a longer way between the stop and the street is told
PASS_M = 30.0
PASSES = 2
CORNER_M = 1.0  # a place that is passed so near to a turn is passed at it
LANDMARK_ACCURACY_M = 50.0

Side: TypeAlias = Literal["left", "right"]
ArrivalSide: TypeAlias = Literal["left", "right", "ahead"]
TurnWord: TypeAlias = Literal[
    "straight", "slight_left", "slight_right", "left", "right", "sharp_left", "sharp_right"
]


@dataclass(frozen=True)
class Street:
    """What is walked on. `name` is None where it has none; `kind` as in the network."""

    name: str | None
    kind: str


@dataclass(frozen=True)
class Depart:
    """Set off from the origin: `approach_m` to the street, towards `approach_compass`,
    where that is worth telling (else 0), then along it."""

    origin: Site
    street: Street
    compass: str
    approach_m: float = 0.0
    approach_compass: str | None = None


@dataclass(frozen=True)
class Turn:
    """Into another street, or `stay` on a street that turns; `after_m` since the last
    turn, or the start. A bridge or steps may be what one turns into."""

    word: TurnWord
    street: Street
    after_m: float
    stay: bool = False


@dataclass(frozen=True)
class Pass:
    """A site beside the path. No side where it lies within its accuracy of the path."""

    site: Site
    side: Side | None


@dataclass(frozen=True)
class Arrive:
    """At the destination, `after_m` since the last turn, or the start.

    No side where the stop lies within its accuracy of the path: you are there.
    `away_m` is how far it lies off the path, where that is worth telling (else 0).
    """

    site: Site
    side: ArrivalSide | None
    after_m: float
    street: Street
    away_m: float = 0.0


@dataclass(frozen=True)
class Beside:
    """The destination is so near on the path that there is nothing to walk along."""

    origin: Site
    site: Site
    compass: str
    distance_m: float


@dataclass(frozen=True)
class Straight:
    """A leg that follows no mapped street: only how far it is and which way."""

    origin: Site
    site: Site
    compass: str
    distance_m: float
    mode: Mode


Instruction: TypeAlias = Depart | Turn | Pass | Arrive | Beside | Straight


def directions(
    leg: Leg, sites: Iterable[Site] = (), *, mode: Mode = "foot"
) -> tuple[Instruction, ...]:
    """The instructions of a leg, in the order of the walk.

    Args:
        leg: along the network or straight.
        sites: landmarks to tell when they are passed; the leg's ends are not.
        mode: how a straight leg is travelled.
    """
    origin, destination = leg.origin.site, leg.destination.site
    compass = compass_point(leg.bearing_deg)
    if not leg.surveyed or leg.approach is None:
        return (Straight(origin, destination, compass, leg.distance_m, mode),)
    line = _Line(leg.path)
    if not leg.segments or line.length_m < STUB_M:
        apart = distance_m(leg.origin.position, leg.destination.position)
        return (Beside(origin, destination, compass, apart),)
    runs = _runs(leg.segments, line)
    turns = [
        (after.start_m, _turn(before, after, line)) for before, after in itertools.pairwise(runs)
    ]
    told: list[tuple[float, Instruction]] = list(turns)
    told += _passes(leg, line, sites)
    # A place at a corner is seen before one turns there.
    told.sort(key=lambda item: item[0] - (CORNER_M if isinstance(item[1], Pass) else 0.0))
    arrival = _arrive(leg, runs[-1], line, turns[-1][0] if turns else 0.0)
    return (_depart(leg, runs[0], line), *_paced(told), arrival)


def turn_word(angle_deg: float) -> TurnWord:
    """The word for a change of bearing, degrees clockwise from -180 to 180."""
    size = abs(angle_deg)
    if size < STRAIGHT_DEG:
        return "straight"
    if angle_deg < 0:
        return "slight_left" if size < SLIGHT_DEG else "left" if size < SHARP_DEG else "sharp_left"
    return "slight_right" if size < SLIGHT_DEG else "right" if size < SHARP_DEG else "sharp_right"


def turned_deg(before_deg: float, after_deg: float) -> float:
    """The change from one bearing to another, clockwise, from -180 to 180."""
    return (after_deg - before_deg + 180) % 360 - 180


# ---------------------------------------------------------------- what the way is like


@dataclass(frozen=True)
class Underfoot:
    """What is known of a leg's surface. "unknown" was not assessed, it is never "no".

    `steps` and `sidewalk` are "yes" or "no" only where all of the leg is assessed;
    one flight of steps makes "yes". `surfaces` has metres by surface, longest first,
    without what is not known.
    """

    steps: YesNoUnknown
    sidewalk: YesNoUnknown
    surfaces: tuple[tuple[str, float], ...]
    assessed_m: float


def underfoot(leg: Leg) -> Underfoot:
    """The facts of a leg's blocks put together; all unknown for a straight leg."""
    steps = {segment.steps for segment in leg.segments}
    sidewalk = {segment.sidewalk for segment in leg.segments}
    surfaces: dict[str, float] = {}
    for segment in leg.segments:
        if segment.surface not in (None, "unknown"):
            name = str(segment.surface)
            surfaces[name] = surfaces.get(name, 0.0) + segment.length_m
    return Underfoot(
        steps="yes" if "yes" in steps else "no" if steps == {"no"} else "unknown",
        sidewalk="no" if "no" in sidewalk else "yes" if sidewalk == {"yes"} else "unknown",
        surfaces=tuple(sorted(surfaces.items(), key=lambda item: (-item[1], item[0]))),
        assessed_m=sum(surfaces.values(), 0.0),
    )


# ---------------------------------------------------------------- geometry


class _Line:
    """A path measured: metres along it on the ellipsoid, bearings on a plane."""

    def __init__(self, path: LineString) -> None:
        self._plane = LocalPlane(path[0])
        self._points = [self._plane.to_xy(position) for position in path]
        steps = (hop_m(a, b) for a, b in itertools.pairwise(path))
        self._along = [0.0, *itertools.accumulate(steps)]
        self.length_m = self._along[-1]

    def point(self, along_m: float) -> tuple[float, float]:
        k = bisect.bisect_right(self._along, along_m) - 1
        k = min(max(k, 0), len(self._along) - 2)
        step = self._along[k + 1] - self._along[k]
        share = min(max((along_m - self._along[k]) / step, 0.0), 1.0) if step else 0.0
        (ax, ay), (bx, by) = self._points[k], self._points[k + 1]
        return ax + (bx - ax) * share, ay + (by - ay) * share

    def bearing(self, from_m: float, to_m: float) -> float:
        """From one place on the line to another, degrees clockwise from north."""
        (ax, ay), (bx, by) = self.point(from_m), self.point(to_m)
        return math.degrees(math.atan2(bx - ax, by - ay)) % 360

    def bearing_to(self, along_m: float, position: Position) -> float:
        (ax, ay), (bx, by) = self.point(along_m), self._plane.to_xy(position)
        return math.degrees(math.atan2(bx - ax, by - ay)) % 360

    def nearest(self, position: Position) -> tuple[float, float]:
        """Metres along the line to its point nearest to a position, and metres off it."""
        x, y = self._plane.to_xy(position)
        best = (math.inf, 0.0)
        for k, ((ax, ay), (bx, by)) in enumerate(itertools.pairwise(self._points)):
            dx, dy = bx - ax, by - ay
            square = dx * dx + dy * dy
            share = ((x - ax) * dx + (y - ay) * dy) / square if square else 0.0
            share = min(max(share, 0.0), 1.0)
            off = math.hypot(ax + dx * share - x, ay + dy * share - y)
            along = self._along[k] + (self._along[k + 1] - self._along[k]) * share
            best = min(best, (off, along))
        return best[1], best[0]


@dataclass(frozen=True)
class _Run:
    """A stretch of the path on one street, by metres along the path."""

    street: Street
    start_m: float
    end_m: float

    @property
    def length_m(self) -> float:
        return self.end_m - self.start_m

    @property
    def is_told(self) -> bool:
        """Whether even a short bit is worth telling."""
        return self.street.kind in ("bridge", "steps")

    def arriving(self, line: _Line) -> float:
        """The bearing at its end."""
        return line.bearing(max(self.start_m, self.end_m - WINDOW_M), self.end_m)

    def leaving(self, line: _Line) -> float:
        """The bearing at its start."""
        return line.bearing(self.start_m, min(self.end_m, self.start_m + WINDOW_M))


def _runs(segments: Sequence[LegSegment], line: _Line) -> list[_Run]:
    """The path by streets, without stubs, and cut where a street turns a corner."""
    pieces: list[_Run] = []
    at = 0.0
    for segment in segments:
        end = at + segment.length_m
        street = _street(segment)
        # Blocks of one street in a straight line are one before stubs are looked for.
        if pieces and pieces[-1].street == street and pieces[-1].length_m < STUB_M:
            pieces[-1] = replace(pieces[-1], end_m=end)
        else:
            pieces.append(_Run(street, at, end))
        at = end
    kept = [run for run in pieces if run.length_m >= STUB_M or run.is_told]
    if not kept:
        kept = [max(pieces, key=lambda run: run.length_m)]
    runs = kept[:1]
    for run in kept[1:]:
        last = runs[-1]
        corner = turned_deg(last.arriving(line), run.leaving(line))
        if run.street == last.street and abs(corner) < SLIGHT_DEG:
            runs[-1] = replace(last, end_m=run.end_m)
        else:
            runs.append(run)
    return runs


def _street(segment: LegSegment) -> Street:
    # A street may change between street, footway and mall under one name.
    kind = segment.kind
    if segment.name and kind not in ("bridge", "steps"):
        kind = "street"
    return Street(segment.name, kind)


# ---------------------------------------------------------------- instructions


def _depart(leg: Leg, first: _Run, line: _Line) -> Depart:
    there = leg.approach[0] if leg.approach else ()
    away_m = length_m(there)
    depart = Depart(leg.origin.site, first.street, compass_point(first.leaving(line)))
    if away_m < APPROACH_M:
        return depart
    towards = compass_point(bearing_deg(there[0], there[-1]))
    return replace(depart, approach_m=away_m, approach_compass=towards)


def _turn(before: _Run, after: _Run, line: _Line) -> Turn:
    angle = turned_deg(before.arriving(line), after.leaving(line))
    stay = before.street == after.street
    return Turn(turn_word(angle), after.street, after_m=0.0, stay=stay)


def _paced(told: Iterable[tuple[float, Instruction]]) -> list[Instruction]:
    """The instructions with the metres since the turn before each turn."""
    last = 0.0
    paced: list[Instruction] = []
    for along_m, instruction in told:
        if isinstance(instruction, Turn):
            instruction = replace(instruction, after_m=along_m - last)
            last = along_m
        paced.append(instruction)
    return paced


def _arrive(leg: Leg, last: _Run, line: _Line, since_m: float) -> Arrive:
    site = leg.destination.site
    off_m = length_m(leg.approach[1]) if leg.approach else 0.0
    after_m = line.length_m - since_m
    accuracy_m = site.properties.position.accuracy_m or 0.0
    arrive = Arrive(site, None, after_m, last.street)
    if off_m > APPROACH_M:
        arrive = replace(arrive, away_m=off_m)
    if off_m <= max(accuracy_m, 1.0):
        return arrive
    heading = last.arriving(line)
    angle = turned_deg(heading, line.bearing_to(last.end_m, leg.destination.position))
    side: ArrivalSide = "left" if angle < 0 else "right"
    return replace(arrive, side="ahead" if abs(angle) < AHEAD_DEG else side)


def _passes(leg: Leg, line: _Line, sites: Iterable[Site]) -> list[tuple[float, Pass]]:
    """The sites beside the path that a walker can see there, the nearest few."""
    ends = (leg.origin.site.id, leg.destination.site.id)
    found = []
    for site in sites:
        facts = site.properties
        accuracy_m = facts.position.accuracy_m
        if site.position is None or site.id in ends or accuracy_m is None:
            continue
        if facts.status not in ("standing", "altered") or accuracy_m > LANDMARK_ACCURACY_M:
            continue
        along_m, off_m = line.nearest(site.position)
        # Beside the first or last bit it says nothing that the ends don't.
        if off_m > PASS_M or not WINDOW_M <= along_m <= line.length_m - WINDOW_M:
            continue
        side: Side | None = None
        if off_m > accuracy_m:
            heading = line.bearing(along_m - STUB_M, along_m + STUB_M)
            angle = turned_deg(heading, line.bearing_to(along_m, site.position))
            side = "left" if angle < 0 else "right"
        found.append((off_m, site.id, along_m, Pass(site, side)))
    nearest = sorted(found, key=lambda item: item[:2])[:PASSES]
    return [(along_m, passed) for _, _, along_m, passed in nearest]
