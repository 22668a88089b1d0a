"""What is asked for, filled up with the figures of the grade, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from trail.dataset.schema.site import Site
from trail.dataset.schema.visits import VisitsFile
from trail.dataset.schema.whole import Dataset
from trail.fieldtrip.planner.clock import Clock
from trail.fieldtrip.planner.ground import PlanNodes, make_ground
from trail.fieldtrip.planner.groups import (
    Group,
    adults_needed,
    buses_needed,
    make_groups,
    split,
)
from trail.fieldtrip.planner.request import PlanRefused, PlanRequest, RequestFault
from trail.guide.walk.itinerary import Travel
from trail.guide.walk.network import Network
from trail.guide.walk.values import Itinerary


@dataclass
class AskedTrip:
    """A request with all that follows from it at once; `look` finds what is wrong with it."""

    dataset: Dataset
    visits: VisitsFile
    itinerary: Itinerary
    travel: Travel
    request: PlanRequest
    today: dt.date | None
    probing: bool = False  # to see whether something would do: the answer is yes or no
    faults: list[RequestFault] = field(default_factory=list)

    # ------------------------------------------------------------ figures

    def __post_init__(self) -> None:
        request, visits = self.request, self.visits
        self.band = visits.band_of(request.grade)
        self.bus = visits.buses_by_id[request.bus or self.band.bus]
        self.place = visits.places_by_id[request.place]
        self.ratio = request.ratio or self.band.per_adult
        self.talk = request.talk or visits.minutes.talk.value
        paces = {pace.id: pace for pace in self.dataset.trail.paces}
        slowest = min(self.dataset.trail.paces, key=lambda pace: pace.speed_m_s)
        usual = slowest if request.slow else paces[self.band.pace]
        self.pace = paces[request.pace] if request.pace else usual
        self.slow_pace = min(slowest, self.pace, key=lambda pace: pace.speed_m_s)
        if request.without_steps and isinstance(self.travel, Network):
            self.travel = self.travel.without_steps
        self.clock = Clock(request.date, request.arrive, self.dataset.trail.time_zone)
        self.leave = self.clock.minutes_to(request.leave)
        depot = self.site(self.place.near)
        self.ground: PlanNodes = make_ground(self.itinerary, depot, self.travel, self.pace)
        self.slow_ground: PlanNodes | None = None
        if request.slow_one and self.slow_pace != self.pace:
            self.slow_ground = self.ground.at(self.slow_pace)

    def site(self, site_id: str) -> Site:
        return self.dataset.get_site(site_id)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The stops that must be in: who eats at a stop has been there."""
        request = self.request
        at = (request.lunch_at,) if request.lunch and request.lunch_at else ()
        return tuple(dict.fromkeys((*request.must, *at)))

    def limit(self, site_id: str) -> int:
        """The largest group that a stop takes."""
        visit = self.visits.visit_of(site_id)
        return min(visit.group_most or self.capacity(site_id), self.capacity(site_id))

    def capacity(self, site_id: str) -> int:
        return self.visits.visit_of(site_id).capacity or self.visits.capacity.value

    def _refuse(self, name: str, code: str, **values: object) -> None:
        self.faults.append(RequestFault(name, code, values))  # type: ignore[arg-type]

    def _refuse_if_any(self) -> None:
        if self.faults:
            raise PlanRefused(self.faults)

    # ------------------------------------------------------------ what is asked

    def look(self) -> tuple[tuple[int, ...], tuple[Group, ...], int]:
        """Sizes of the groups, the groups, and how many buses; raises what is wrong so far."""
        self._look_at_times()
        self._look_at_place()
        sizes = self._look_at_groups()
        self._refuse_if_any()
        adults = self.request.adults
        groups = make_groups(
            sizes,
            adults_needed(sizes, self.ratio) if adults is None else adults,
            slow_one=self.slow_ground is not None,
        )
        buses = self._look_at_buses(sum(g.students + g.adults for g in groups))
        self._refuse_if_any()
        return sizes, groups, buses

    def _look_at_times(self) -> None:
        request, years = self.request, self.visits.limits.years
        if request.date is not None and self.today is not None:
            age = (self.today - request.date).days
            if age > 365:
                self._refuse("date", "past", date=request.date)
            elif -age > 365 * years:
                self._refuse("date", "far", years=years)
        for name, time in (("arrive", request.arrive), ("leave", request.leave)):
            shown = self.clock.gap_after(time)
            if shown is not None:
                self._refuse(name, "gap", time=time, shown=shown, date=request.date)
        if self.leave <= 0:
            self._refuse("leave", "order", arrive=request.arrive, leave=request.leave)

    def _look_at_place(self) -> None:
        place = self.place
        if place.state == "refused":
            instead = self.visits.places_by_id.get(place.instead or "")
            year = self.dataset.trail.data_date[:4]
            age = int(year) - place.as_of.first.year if place.as_of else 0
            self._refuse("place", "refused", place=place, instead=instead, age=age)
        at = self.request.lunch_at
        if self.request.lunch and at and not self.visits.may_eat_at(at):
            places = [s for s in self.itinerary.stops if self.visits.may_eat_at(s.site.id)]
            self._refuse("lunch_at", "no_lunch", site=self.site(at), places=places)
        for stop in self.wanted:
            if stop in self.request.without:
                self._refuse("out", "both", site=self.site(stop))

    def _look_at_groups(self) -> tuple[int, ...]:
        request, limits = self.request, self.visits.limits
        must = {stop: self.limit(stop) for stop in self.wanted}
        least = min(must.values(), default=self.band.group_size)
        if request.size is not None and must and request.size > least:
            site = min(must, key=lambda stop: must[stop])
            self._refuse("size", "over_stop", site=self.site(site), most=least)
        size = request.size or min(self.band.group_size, least)
        size = min(size, max(self.limit(s.site.id) for s in self.itinerary.stops))
        if request.size is not None and size < request.size and not self.faults:
            self._refuse("size", "most", most=size)
        sizes = split(request.students, size)
        if len(sizes) > limits.groups:
            smallest = -(-request.students // limits.groups)
            self._refuse("size", "groups", groups=len(sizes), most=limits.groups, size=smallest)
        if request.adults is not None and request.adults < len(sizes):
            self._refuse("adults", "adults", **self._short_of_adults(sizes, request.adults))
        # Two to a group are none too many, however small it is.
        most = max(request.students, 2 * len(sizes))
        if request.adults is not None and request.adults > most:
            self._refuse("adults", "most", most=most)
        return sizes

    def _short_of_adults(self, sizes: Sequence[int], adults: int) -> Mapping[str, object]:
        """How many there must be, and the size of group that would do with those there are."""
        fitting = -(-self.request.students // adults) if adults else 0
        return {
            "adults": adults,
            "groups": len(sizes),
            "needed": adults_needed(sizes, self.ratio),
            "ratio": self.ratio,
            "size": fitting if fitting <= self.visits.capacity.value else 0,
        }

    def _look_at_buses(self, people: int) -> int:
        needed = buses_needed(people, self.bus.seats)
        given = self.request.buses
        if self.bus.seats and given is not None and given < needed:
            roomier = [
                bus for bus in self.visits.buses
                if bus.seats and bus.seats > self.bus.seats and bus.seats * given >= people
            ]  # fmt: skip
            self._refuse(
                "buses", "seats", people=people, seats=given * self.bus.seats, needed=needed,
                buses=given, other=roomier[0] if roomier else None,
            )  # fmt: skip
        return needed if given is None or not self.bus.seats else given
