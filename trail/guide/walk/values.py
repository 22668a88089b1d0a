"""A tour worked out: stops, the legs between them, the whole itinerary."""

from __future__ import annotations

from trail.base.geo import LineString, Position
from trail.dataset.schema.map import YesNoUnknown
from trail.dataset.schema.record import Record
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import OrderBy, TourPlan


class Stop(Record):
    """A site as visited: `number` counts from 1 in the order of the itinerary."""

    number: int
    site: Site
    position: Position
    dwell_min: int


class LegSegment(Record):
    """A part of a leg along one block of the network; "unknown" was not assessed.

    `path` runs the way that is walked. `name` is None for an unnamed path. `names` by
    language are those of `name`, or else of the street that it runs along or crosses.
    """

    edge_id: str
    name: str | None
    kind: str
    path: LineString
    length_m: float
    sidewalk: YesNoUnknown = "unknown"
    surface: str | None = None
    steps: YesNoUnknown = "unknown"
    incline: str | None = None
    along: str | None = None
    crosses: str | None = None
    square: str | None = None
    names: tuple[tuple[str, str], ...] = ()
    others: tuple[float, ...] = ()


class Leg(Record):
    """Travel from one stop to the next.

    `follows_streets`: the path follows the streets of the drawn map, which nobody surveyed;
    otherwise it is the straight line. A `path` along streets runs between the points where
    it joins the network near the stops; `approach` has the straight bits from the origin to
    it and from it to the destination, and `distance_m` counts them; `drives` says which of
    them is a private drive.
    """

    origin: Stop
    destination: Stop
    path: LineString
    distance_m: float
    bearing_deg: float | None
    follows_streets: bool
    segments: tuple[LegSegment, ...] = ()
    approach: tuple[LineString, LineString] | None = None
    drives: tuple[bool, bool] = (False, False)


class Itinerary(Record):
    """A tour worked out: ordered stops and the legs between them (one more if it loops).

    `exact`: the order is proven to be what `order_by` says; False where it is
    short but perhaps not the shortest.
    """

    tour: TourPlan
    order_by: OrderBy
    exact: bool
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    loop: bool = False

    @property
    def distance_m(self) -> float:
        return sum(leg.distance_m for leg in self.legs)
