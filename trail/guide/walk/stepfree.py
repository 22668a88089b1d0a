"""Known steps on a leg, and the way around them."""

from __future__ import annotations

from trail.guide.walk.itinerary import Travel, leg_between
from trail.guide.walk.network import Network
from trail.guide.walk.values import Leg


def has_steps(leg: Leg) -> bool:
    """Whether the leg goes over steps that are known; of the rest nobody knows."""
    return any(segment.steps == "yes" for segment in leg.segments)


def step_free_leg(leg: Leg, travel: Travel) -> Leg | None:
    """The same leg by a way without known steps; None where the network has none."""
    if not isinstance(travel, Network):
        return None
    found = leg_between(leg.origin, leg.destination, travel.without_steps)
    return found if found.follows_streets else None
