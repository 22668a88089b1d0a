"""The places of a plan and how long it takes to walk between any two of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import Pace
from trail.guide.walk.itinerary import Travel, metres_between, walking_minutes
from trail.guide.walk.values import Itinerary, Stop

DEPOT = 0  # the node where the class gathers and leaves


@dataclass(frozen=True)
class PlanNodes:
    """Nodes: where the class gathers, then every stop of the tour under the tour's own number.

    `metres` and `minutes` go from row to column; there is no way between places that are
    one.
    """

    nodes: tuple[Stop, ...]
    metres: tuple[tuple[float, ...], ...]
    minutes: tuple[tuple[int, ...], ...]

    def node_of(self, site_id: str) -> int:
        """The node of a stop of the tour."""
        return next(k for k, s in enumerate(self.nodes) if k and s.site.id == site_id)

    def at(self, pace: Pace) -> PlanNodes:
        """The same places for who walks at another pace."""
        minutes = tuple(tuple(walking_minutes(m, pace) for m in row) for row in self.metres)
        return replace(self, minutes=minutes)

    @property
    def stops(self) -> range:
        return range(1, len(self.nodes))


def make_ground(itinerary: Itinerary, depot: Site, travel: Travel, pace: Pace) -> PlanNodes:
    """The ground of a tour, for a class that gathers at a site and walks at a pace."""
    known = {stop.site.id: stop for stop in itinerary.stops}
    if depot.position is None:
        raise ValueError(f"{depot.id} has no position")
    start = known.get(depot.id) or Stop(number=0, site=depot, position=depot.position, dwell_min=0)
    nodes = (start, *itinerary.stops)
    found = metres_between([node.position for node in nodes], travel)
    # To the centimetre, as a browser is given them: so that both walk the same minutes.
    metres = tuple(
        tuple(0.0 if a.site.id == b.site.id else round(found[i][k], 2) for k, b in enumerate(nodes))
        for i, a in enumerate(nodes)
    )
    minutes = tuple(tuple(walking_minutes(m, pace) for m in row) for row in metres)
    return PlanNodes(nodes, metres, minutes)
