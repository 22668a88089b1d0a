"""A tour worked out: its stops in order, the legs between them, times on foot.

How far it is from stop to stop comes from a `Travel`: along the walking network
where there is one, straight lines elsewhere. Legs on straight lines say so.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from trail.base.errors import InvalidParameter, PlanningError, SiteNotFound, TooFewStops
from trail.base.geo import SAME_PLACE_M, Position, hop_m, way_deg
from trail.dataset.schema.dates import Period
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import OrderBy, Pace, TourPlan
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.dated import date_key, dated_fact
from trail.guide.walk.network import Network
from trail.guide.walk.ordering import Selection, best_choice, shortest_order
from trail.guide.walk.routes import Route, straight_matrix, straight_route
from trail.guide.walk.values import Itinerary, Leg, Stop

LONGEST_MINUTES = 24 * 60
_Item = TypeVar("_Item")


class Travel(Protocol):
    """Distances and ways between positions."""

    def matrix(self, positions: Sequence[Position]) -> list[list[float]]:
        """Metres from row to column."""

    def route(self, origin: Position, destination: Position) -> Route:
        """The way from one position to another."""


class StraightTravel:
    """Straight lines: by car, and where no walking network is mapped."""

    def matrix(self, positions: Sequence[Position]) -> list[list[float]]:
        return straight_matrix(positions)

    def route(self, origin: Position, destination: Position) -> Route:
        return straight_route(origin, destination)


def travel_for(dataset: Dataset, tour: TourPlan) -> Travel:
    """The network for a tour on foot where streets are mapped, else straight lines.

    Building a network takes a while: callers with many tours keep it.
    """
    if tour.mode == "foot":
        network = Network.of_dataset(dataset)
        if network.edges:
            return network
    return StraightTravel()


# ---------------------------------------------------------------- the whole tour


def plan(
    dataset: Dataset,
    tour: TourPlan,
    order_by: OrderBy | None = None,
    start: str | None = None,
    finish: str | None = None,
    loop: bool | None = None,
    *,
    travel: Travel | None = None,
) -> Itinerary:
    """The tour with all its stops.

    Args:
        order_by: None takes the tour's own. "distance" is the shortest order
            from the tour's start; "curated" as the tour lists them; "date" by
            the earliest day or month that each site has in the trail's period.
        start: a stop's id. A curated order is turned so that it begins there; an
            order by date takes no start and no finish.
        finish: a stop's id to end with.
        loop: come back to the first stop; None takes the tour's own.
        travel: distances and paths; None takes `travel_for`.

    Raises:
        SiteNotFound: start or finish is no stop of the tour.
        InvalidParameter: wishes that contradict each other.
        TooFewStops: the tour has fewer than two.
    """
    order_by = order_by or tour.order
    sites = _tour_sites(dataset, tour)
    if len(sites) < 2:
        raise TooFewStops(len(sites))
    if order_by == "date" and (start or finish):
        name, value = ("start", start) if start else ("finish", finish)
        raise InvalidParameter(name, value or "", "no start or finish where dates give the order")
    loop = _is_loop(tour, loop, finish)
    first, last = _ends(tour, start, finish, loop)
    travel = travel or travel_for(dataset, tour)
    if order_by == "distance":
        order = shortest_order(
            len(sites),
            metres_between([position for _, position in sites], travel),
            start=_index(tour, first),
            finish=_index(tour, last),
            loop=loop,
        )
        indexes, exact = order.indexes, order.exact
    elif order_by == "date":
        indexes, exact = _by_date([site for site, _ in sites], dataset.trail.period), True
    else:
        indexes, exact = _curated(tour, start, finish), True
    chosen = [sites[k] for k in indexes]
    return _itinerary(dataset, tour, order_by, exact, chosen, loop, travel)


def from_site(
    dataset: Dataset,
    tour: TourPlan,
    site_id: str,
    order_by: OrderBy | None = None,
    loop: bool | None = None,
    *,
    travel: Travel | None = None,
) -> Itinerary:
    """The whole tour begun at another stop; by date it can't be, so by distance then."""
    if (order_by or tour.order) == "date":
        order_by = "distance"
    return plan(dataset, tour, order_by, start=site_id, loop=loop, travel=travel)


def in_order(
    dataset: Dataset, tour: TourPlan, stops: Sequence[str], *, loop: bool, travel: Travel
) -> Itinerary:
    """Sites in the order given, some of the tour's or others; PlanningError without a place."""
    sites = _located(dataset, tour, stops)
    return _itinerary(dataset, tour, "curated", True, sites, loop, travel)


# ---------------------------------------------------------------- times


@dataclass(frozen=True)
class TourTimes:
    """Whole minutes at one pace. `legs` match the itinerary's."""

    pace: Pace
    legs: tuple[int, ...]
    walk_min: int
    dwell_min: int

    @property
    def total_min(self) -> int:
        return self.walk_min + self.dwell_min


def walking_minutes(distance_m: float, pace: Pace) -> int:
    """Minutes on foot, rounded up."""
    # Without the tenth of a second a walk of exactly 5 min would become 6.
    return max(0, math.ceil((distance_m / pace.speed_m_s - 0.1) / 60))


def times(itinerary: Itinerary, pace: Pace) -> TourTimes:
    """How long the itinerary takes on foot; raises InvalidParameter for one by car."""
    _check_on_foot(itinerary.tour)
    legs = tuple(walking_minutes(leg.distance_m, pace) for leg in itinerary.legs)
    return TourTimes(pace, legs, sum(legs), sum(stop.dwell_min for stop in itinerary.stops))


# ---------------------------------------------------------------- the time there is


@dataclass(frozen=True)
class LeftOutStop:
    """A stop without a place in the time given: so many minutes more would take it in.

    `extra_min` counts from what the sub-tour takes, `over_min` from the time given.
    """

    site: Site
    extra_min: int
    over_min: int


@dataclass(frozen=True)
class SubTour:
    """The best part of a tour for `minutes`, at one pace.

    `all_min` is what the shortest way through all the tour's stops takes.
    """

    itinerary: Itinerary
    minutes: int
    times: TourTimes
    worth: int
    left_out: tuple[LeftOutStop, ...]
    all_min: int

    @property
    def spare_min(self) -> int:
        return self.minutes - self.times.total_min


def within(
    dataset: Dataset,
    tour: TourPlan,
    minutes: int,
    pace: Pace,
    start: str | None = None,
    loop: bool | None = None,
    *,
    travel: Travel | None = None,
) -> SubTour:
    """The stops of most worth that fit into `minutes` with walking and dwell.

    Begins at `start`, or at the tour's own; comes back to it where `loop` (None:
    the tour's own) says so. The tour's finish does not count. Of choices of equal
    worth the one that takes less time is given.

    Raises:
        DoesNotFit: not even the first stop fits; says the least that works.
        InvalidParameter: not 1 to 1440 minutes, or a tour that is not on foot.
        SiteNotFound: `start` is no stop of the tour.
    """
    _check_on_foot(tour)
    if type(minutes) is not int or not 1 <= minutes <= LONGEST_MINUTES:
        raise InvalidParameter("minutes", str(minutes), f"1 to {LONGEST_MINUTES}")
    loop = _is_loop(tour, loop, None)
    first, _ = _ends(tour, start, None, loop)
    travel = travel or travel_for(dataset, tour)
    sites = _tour_sites(dataset, tour)
    metres = metres_between([position for _, position in sites], travel)
    choice = best_choice(
        [[walking_minutes(distance, pace) for distance in row] for row in metres],
        [dwell_min(dataset, site) for site, _ in sites],
        [site.properties.weight for site, _ in sites],
        minutes,
        start=_index(tour, first),
        loop=loop,
        distances=metres,
    )
    chosen = [sites[k] for k in choice.indexes]
    itinerary = _itinerary(dataset, tour, "distance", choice.exact, chosen, loop, travel)
    return _sub_tour(itinerary, minutes, pace, choice, [site for site, _ in sites])


def _sub_tour(
    itinerary: Itinerary, minutes: int, pace: Pace, choice: Selection, sites: Sequence[Site]
) -> SubTour:
    spare = minutes - choice.total_min
    return SubTour(
        itinerary=itinerary,
        minutes=minutes,
        times=times(itinerary, pace),
        worth=choice.worth,
        left_out=tuple(
            LeftOutStop(sites[out.stop], out.extra_min, out.extra_min - spare)
            for out in choice.left_out
        ),
        all_min=choice.total_min + choice.all_extra_min,
    )


def dwell_min(dataset: Dataset, site: Site) -> int:
    """Minutes to spend at a site: its own, or the trail's."""
    own = site.properties.dwell_min
    return dataset.trail.dwell_min if own is None else own


# ---------------------------------------------------------------- stops and their order


def _tour_sites(dataset: Dataset, tour: TourPlan) -> list[tuple[Site, Position]]:
    return _located(dataset, tour, tour.stops)


def _located(dataset: Dataset, tour: TourPlan, stops: Sequence[str]) -> list[tuple[Site, Position]]:
    sites = []
    for site_id in stops:
        site = dataset.get_site(site_id)
        if site.position is None:
            raise PlanningError(f"{site_id} can't be a stop of {tour.id}: its place is not known")
        sites.append((site, site.position))
    return sites


def _check_on_foot(tour: TourPlan) -> None:
    if tour.mode != "foot":
        raise InvalidParameter("tour", tour.id, "a tour on foot; times by car are not known")


def _is_loop(tour: TourPlan, loop: bool | None, finish: str | None) -> bool:
    if loop is None:
        return tour.loop and finish is None
    return loop


def _ends(
    tour: TourPlan, start: str | None, finish: str | None, loop: bool
) -> tuple[str | None, str | None]:
    """The first and the last stop, where they are set."""
    for wanted in (start, finish):
        if wanted is not None and wanted not in tour.stops:
            raise SiteNotFound(wanted, tour.stops)
    if loop:
        if finish is not None and finish != start:
            raise InvalidParameter("finish", finish, "no finish for a loop: it ends at its start")
        return start or tour.start, None
    if finish is not None and finish == start:
        raise InvalidParameter("finish", finish, "another stop than the start, or a loop")
    if start is None:
        # Asked to finish where the tour begins, it may begin anywhere.
        return (tour.start if finish != tour.start else None), finish or tour.finish
    return start, finish or (tour.finish if tour.finish != start else None)


def _index(tour: TourPlan, site_id: str | None) -> int | None:
    return None if site_id is None else tour.stops.index(site_id)


def _curated(tour: TourPlan, start: str | None, finish: str | None) -> tuple[int, ...]:
    """As listed; turned to begin at `start`, and with `finish` put last."""
    order = list(range(len(tour.stops)))
    if start is not None:
        turn = tour.stops.index(start)
        order = order[turn:] + order[:turn]
    if finish is not None:
        order.sort(key=lambda k: tour.stops[k] == finish)
    return tuple(order)


def _by_date(sites: Sequence[Site], period: Period) -> tuple[int, ...]:
    """By date; of equal dates, and for those without one (last), as listed."""
    facts = [dated_fact(site, period) for site in sites]
    keys = [(0, *date_key(fact.date)) if fact and fact.date else (1,) for fact in facts]
    return tuple(sorted(range(len(sites)), key=keys.__getitem__))


def _itinerary(
    dataset: Dataset,
    tour: TourPlan,
    order_by: OrderBy,
    exact: bool,
    sites: Sequence[tuple[Site, Position]],
    loop: bool,
    travel: Travel,
) -> Itinerary:
    stops = [
        Stop(number=number, site=site, position=position, dwell_min=dwell_min(dataset, site))
        for number, (site, position) in enumerate(sites, start=1)
    ]
    ends = [*stops, stops[0]] if loop and len(stops) > 1 else stops
    return Itinerary(
        tour=tour,
        order_by=order_by,
        exact=exact,
        stops=tuple(stops),
        legs=tuple(leg_between(a, b, travel) for a, b in itertools.pairwise(ends)),
        loop=loop,
    )


def metres_between(positions: Sequence[Position], travel: Travel) -> list[list[float]]:
    """Metres from row to column, as long as the legs between them are."""
    found = travel.matrix(positions)
    for (i, a), (k, b) in itertools.permutations(enumerate(positions), 2):
        if hop_m(a, b) < SAME_PLACE_M:
            found[i][k] = 0.0
    return found


def leg_between(origin: Stop, destination: Stop, travel: Travel) -> Leg:
    """The way from one stop to another, whether or not they follow each other in a tour.

    Between stops in the same place there is none, not even to the street and back.
    """
    bearing = way_deg(origin.position, destination.position)
    ends = origin.position, destination.position
    route = straight_route(*ends) if bearing is None else travel.route(*ends)
    return Leg(
        origin=origin,
        destination=destination,
        path=route.path,
        distance_m=route.distance_m,
        bearing_deg=bearing,
        follows_streets=route.follows_streets,
        segments=route.segments,
        approach=route.approach,
        drives=route.drives,
    )
