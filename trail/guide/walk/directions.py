"""What to do along a leg: set off, turn, arrive. No words, only what they say.

Everything comes from geometry. A turn is the change of bearing from one run to
the next, a side is where a place lies from the line that is walked. Lengths are
metres along the path.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

from trail.base.geo import bearing_deg, compass_point, distance_m, length_m
from trail.dataset.schema.record import Mode
from trail.dataset.schema.site import Site
from trail.guide.walk.instructions import (
    ArrivalSide,
    Arrive,
    Beside,
    Depart,
    Instruction,
    Pass,
    Straight,
    Street,
    Turn,
    TurnWord,
)
from trail.guide.walk.landmarks import Landmark, passes, site_landmarks
from trail.guide.walk.line import MeasuredLine
from trail.guide.walk.runs import SLIGHT_DEG, STRAIGHT_DEG, STUB_M, Run, runs_of, turned_deg
from trail.guide.walk.values import Leg

SHARP_DEG = 125.0
AHEAD_DEG = 35.0
APPROACH_M = 30.0  # a longer way between the stop and the street is told
SOON_M = 125.0  # an arrival so soon after a turn is told with it
CORNER_M = 1.0  # a place that is passed so near to a turn is passed at it


def directions(
    leg: Leg,
    sites: Iterable[Site] = (),
    *,
    mode: Mode = "foot",
    landmarks: Iterable[Landmark] = (),
) -> tuple[Instruction, ...]:
    """The instructions of a leg, in the order of the walk.

    Args:
        leg: along the network or straight.
        sites: landmarks to tell when they are passed; the leg's ends are not.
        mode: how a straight leg is travelled.
        landmarks: what else the map knows by name.
    """
    origin, destination = leg.origin.site, leg.destination.site
    compass = None if leg.bearing_deg is None else compass_point(leg.bearing_deg)
    if not leg.follows_streets or leg.approach is None:
        return (Straight(origin, destination, compass, leg.distance_m, mode),)
    line = MeasuredLine(leg.path)
    off_m = [length_m(part) for part in leg.approach]
    if not leg.segments or (
        line.length_m < STUB_M and not (any(leg.drives) and max(off_m) > STUB_M)
    ):
        apart = distance_m(leg.origin.position, leg.destination.position)
        return (Beside(origin, destination, compass, apart),)
    runs = runs_of(leg.segments, line)
    seen = passes(leg, line, [*site_landmarks(leg, sites), *landmarks], runs)
    told: list[Depart | Turn] = [_depart(leg, runs, line)]
    for k, (before, after) in enumerate(itertools.pairwise(runs)):
        turn = _turn(before, after, line, runs[k + 2 :])
        past = _past(seen, before.start_m, after.start_m)
        told.append(replace(turn, after_m=after.start_m - before_start(runs, k), past=past))
    since_m = runs[-1].start_m if len(runs) > 1 else 0.0
    arrival = _arrive(leg, runs[-1], line, since_m)
    arrival = replace(arrival, past=_past(seen, since_m, line.length_m), drive=leg.drives[1])
    if arrival.after_m < SOON_M and not arrival.past:
        return (*told[:-1], replace(told[-1], then=arrival))
    return (*told, arrival)


def before_start(runs: list[Run], k: int) -> float:
    """Where the run before a turn was told: the first one at the path's start."""
    return runs[k].start_m if k else 0.0


def turn_word(angle_deg: float) -> TurnWord:
    """The word for a change of bearing, degrees clockwise from -180 to 180."""
    size = abs(angle_deg)
    if size < STRAIGHT_DEG:
        return "straight"
    if angle_deg < 0:
        return "slight_left" if size < SLIGHT_DEG else "left" if size < SHARP_DEG else "sharp_left"
    return "slight_right" if size < SLIGHT_DEG else "right" if size < SHARP_DEG else "sharp_right"


# ---------------------------------------------------------------- instructions


def _depart(leg: Leg, runs: list[Run], line: MeasuredLine) -> Depart:
    first = runs[0]
    there = leg.approach[0] if leg.approach else ()
    away_m = length_m(there)
    depart = Depart(
        leg.origin.site,
        first.street,
        compass_point(first.leaving(line)),
        crossing=_crossing(first),
        towards=_towards(first.street, runs[1:]),
    )
    if away_m < APPROACH_M or away_m <= _accuracy_m(leg.origin.site):
        return depart
    towards = compass_point(bearing_deg(there[0], there[-1]))
    return replace(depart, approach_m=away_m, approach_compass=towards)


def _turn(before: Run, after: Run, line: MeasuredLine, later: list[Run]) -> Turn:
    angle = turned_deg(before.arriving(line), after.leaving(line))
    stay = before.street.name == after.street.name and before.street.kind == after.street.kind
    return Turn(
        turn_word(angle),
        after.street,
        after_m=0.0,
        stay=stay and after.street.name is not None,
        crossing=_crossing(after),
        towards=_towards(after.street, later),
    )


def _crossing(run: Run) -> tuple[Street, ...]:
    """The streets to tell that are crossed on a run: of many none, they would only be noise."""
    streets = dict.fromkeys(over for over in run.crossing if over.name != run.street.name)
    return tuple(streets) if len(streets) <= 2 else ()


def _towards(street: Street, later: list[Run]) -> Street | None:
    """Where a square is left, which has no line to follow."""
    return later[0].street if street.kind == "square" and later else None


def _past(seen: list[tuple[float, Pass]], from_m: float, to_m: float) -> Pass | None:
    """The last landmark before a turn, or at it: the nearer to the turn the better."""
    found = [passed for at, passed in seen if from_m + CORNER_M < at <= to_m + CORNER_M]
    return found[-1] if found else None


def _arrive(leg: Leg, last: Run, line: MeasuredLine, since_m: float) -> Arrive:
    site = leg.destination.site
    off_m = length_m(leg.approach[1]) if leg.approach else 0.0
    after_m = line.length_m - since_m
    accuracy_m = _accuracy_m(site)
    arrive = Arrive(site, None, after_m, last.street)
    if off_m > max(APPROACH_M, accuracy_m):
        arrive = replace(arrive, away_m=off_m)
    if off_m <= min(max(accuracy_m, 1.0), APPROACH_M):
        return arrive
    heading = last.arriving(line)
    angle = turned_deg(heading, line.bearing_to(last.end_m, leg.destination.position))
    side: ArrivalSide = "left" if angle < 0 else "right"
    return replace(arrive, side="ahead" if abs(angle) < AHEAD_DEG else side)


def _accuracy_m(site: Site) -> float:
    """How near the place is known: a street that near touches it, and no way is missing."""
    return site.properties.position.accuracy_m or 0.0
