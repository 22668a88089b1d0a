"""Legs on foot that a keeper should look at, each with its likely cause.

A way may be long because the land is so. It may also be long because a stop joins
the wrong street, because the map ends there, or because a street is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trail.base.geo import Bbox, Position, distance_m
from trail.dataset.schema.site import Site
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.edges import Edge, Snap
from trail.guide.walk.itinerary import plan
from trail.guide.walk.network import Network
from trail.guide.walk.values import Leg

ROUNDABOUT = 2.5  # times the straight line
NEAR_M = 20.0  # stops this near to each other have no long way between them worth a word
OTHER_STREET_M = 60.0  # how far a stop's other streets are looked for
BETTER = 0.6  # another join is named where it makes the leg so much shorter
EDGE_M = 15.0


@dataclass(frozen=True)
class LegDoubt:
    """What is odd about a leg of a tour, and what may mend it."""

    tour: str
    origin: str
    destination: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{self.tour}: {self.origin} to {self.destination}: {self.wrong}; {self.mend}"


def leg_doubts(dataset: Dataset, network: Network) -> tuple[LegDoubt, ...]:
    """The doubtful legs of every tour on foot, in their order, each for its first cause."""
    found = []
    for tour in dataset.trail.tours:
        if tour.mode != "foot" or len(tour.stops) < 2:
            continue
        for leg in plan(dataset, tour, travel=network).legs:
            doubt = next(_doubts(dataset, network, leg), None)
            if doubt:
                ends = leg.origin.site.id, leg.destination.site.id
                found.append(LegDoubt(tour.id, *ends, *doubt))
    return tuple(found)


def _doubts(dataset: Dataset, network: Network, leg: Leg) -> Iterator[tuple[str, str]]:
    """What is wrong and how to mend it, the surest cause first."""
    if not leg.follows_streets:
        return
    boxes = [layer.bbox for layer in dataset.layers if layer.id == "streets"]
    for stop, joined in ((leg.origin, leg.path[0]), (leg.destination, leg.path[-1])):
        site, at = stop.site, stop.position
        snap = min(network.joins(at), key=lambda snap: distance_m(snap.position, joined))
        edge = network.edges[snap.edge]
        if edge.facts.underground:
            yield (
                f"{site.id} joins {_name(edge)}, which is under the ground",
                f"set joins of {site.id} to a street above it",
            )
        if any(_at_edge(box, at, joined) for box in boxes):
            yield (
                f"{site.id} lies at the edge of the imported map",
                "import a larger box, for the way may go on outside",
            )
    apart_m = distance_m(leg.origin.position, leg.destination.position)
    if apart_m < NEAR_M or leg.distance_m <= ROUNDABOUT * apart_m:
        return
    told = f"{leg.distance_m:.0f} m on foot for {apart_m:.0f} m in a straight line"
    yield told, _cause(network, leg)


def _cause(network: Network, leg: Leg) -> str:
    """The other join that makes the leg shortest, where one helps; else what may be missing."""
    best: tuple[float, Site, Edge, Snap] | None = None
    ends = (leg.origin, leg.destination)
    for stop, other in (ends, ends[::-1]):
        for snap in network.streets_near(stop.position, OTHER_STREET_M):
            metres = network.metres_by((snap,), network.joins(other.position))
            if metres is not None and (best is None or metres < best[0]):
                best = (metres, stop.site, network.edges[snap.edge], snap)
    if best is not None and best[0] < BETTER * leg.distance_m:
        metres, site, edge, snap = best
        return (
            f"{metres:.0f} m where {site.id} joins {_name(edge)}, {snap.offset_m:.0f} m away:"
            f" set its joins, if that is right"
        )
    return "no street near either stop is shorter: a path between them may be missing on the map"


def _name(edge: Edge) -> str:
    return edge.facts.name or edge.id


def _at_edge(box: Bbox, at: Position, joined: Position) -> bool:
    inner = box.padded(-EDGE_M)
    return not box.contains(at) or not inner.contains(joined)
