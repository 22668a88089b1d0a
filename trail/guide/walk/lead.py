"""Where a walk is led: the place of every instruction, and where a stop counts as reached.

What a phone needs to lead somebody along an itinerary, as values. Lengths are metres.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trail.base.geo import Position, distance_m
from trail.dataset.schema.record import Mode
from trail.guide.walk.instructions import Arrive, Depart, Instruction, Turn
from trail.guide.walk.values import Itinerary, Leg, Stop

PIN_M = (20.0, 40.0)  # radius of the area of a stop whose place is a point: street and doorway
AREA_M = (30.0, 150.0)  # of one that is somewhere inside its circle
CAR_M = 100.0  # least radius by car: where one parks
WAY_END_M = 20.0  # around the place where the mapped way to a stop ends
OWN_SHARE = 0.5  # of the distance from the stop before: nobody arrives before setting off


@dataclass(frozen=True)
class ArrivalArea:
    """Who is within `radius_m` of `centre`, or within `way_end_m` of `way_end`, has arrived."""

    centre: Position
    radius_m: float
    way_end: Position | None = None
    way_end_m: float = 0.0


def arrival_area(stop: Stop, leg: Leg | None, mode: Mode) -> ArrivalArea:
    """Where a stop counts as reached, by the leg that leads to it; None for the first stop.

    The radius is the accuracy of the stop's position, within `PIN_M`, or `AREA_M` where it is
    shown as an area. A mapped way may end far from the pin: its end counts too.
    """
    info = stop.site.properties.position
    accuracy_m = info.accuracy_m or 0.0
    if mode == "car":
        return ArrivalArea(stop.position, max(CAR_M, accuracy_m))
    least, most = AREA_M if info.show_as == "area" else PIN_M
    radius_m = min(max(accuracy_m, least), most)
    if leg is None:
        return ArrivalArea(stop.position, radius_m)
    apart_m = distance_m(leg.origin.position, stop.position)
    radius_m = max(min(radius_m, apart_m * OWN_SHARE), min(radius_m, PIN_M[0]))
    if not leg.follows_streets:
        return ArrivalArea(stop.position, radius_m)
    return ArrivalArea(stop.position, radius_m, leg.path[-1], WAY_END_M)


def arrival_areas(itinerary: Itinerary) -> tuple[ArrivalArea, ...]:
    """The area of every stop in order; a loop ends with that of its start, reached again."""
    mode = itinerary.tour.mode
    first = arrival_area(itinerary.stops[0], None, mode)
    return (first, *(arrival_area(leg.destination, leg, mode) for leg in itinerary.legs))


def places_along(instructions: Iterable[Instruction]) -> tuple[float, ...]:
    """For each instruction, how far along the leg's path its place is.

    A straight leg, and one that is no way to walk, has all of them at its start.
    """
    at_m, found = 0.0, []
    for item in instructions:
        if isinstance(item, Turn | Arrive):
            at_m += item.after_m
        found.append(at_m)
    return tuple(found)


def arrival_told(instructions: Iterable[Instruction]) -> Arrive | None:
    """What is said of the arrival; None on a leg that follows no mapped street."""
    last = tuple(instructions)[-1]
    if isinstance(last, Arrive):
        return last
    return last.then if isinstance(last, Depart | Turn) else None
