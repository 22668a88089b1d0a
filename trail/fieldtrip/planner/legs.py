"""The ways that the groups of a plan walk, each once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from trail.fieldtrip.planner.plan import Plan
from trail.guide.walk.itinerary import Travel, leg_between
from trail.guide.walk.network import Network
from trail.guide.walk.values import Leg

Legs: TypeAlias = Mapping[tuple[str, str], Leg]


def legs_of(plan: Plan, travel: Travel) -> Legs:
    """The legs by the ids of the sites they go from and to, in the order first walked."""
    if plan.request.without_steps and isinstance(travel, Network):
        travel = travel.without_steps
    found: dict[tuple[str, str], Leg] = {}
    for entries in plan.entries:
        for entry in entries:
            if entry.kind == "walk" and entry.origin is not None:
                ends = entry.origin.site.id, entry.stop.site.id
                if ends not in found:
                    found[ends] = leg_between(entry.origin, entry.stop, travel)
    return found
