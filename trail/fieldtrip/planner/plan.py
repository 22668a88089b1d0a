"""The plan of a trip: what was asked for, worked out, or refused with what would work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import Pace
from trail.dataset.schema.visits import Bus, DropOff, RatioBand, VisitsFile
from trail.dataset.schema.whole import Dataset
from trail.fieldtrip.planner.choose import Chosen, StopChoice
from trail.fieldtrip.planner.clock import Clock
from trail.fieldtrip.planner.day import Crowd, Day, Lunch, Nodes, arrange, stretches
from trail.fieldtrip.planner.ground import PlanNodes, make_ground
from trail.fieldtrip.planner.groups import (
    Group,
    adults_needed,
    buses_needed,
    make_groups,
    split,
)
from trail.fieldtrip.planner.request import PlanRefused, PlanRequest, RequestFault
from trail.fieldtrip.planner.timetable import Activity, timetable
from trail.guide.walk.itinerary import Travel
from trail.guide.walk.network import Network
from trail.guide.walk.values import Itinerary, Stop

LeftOutWhy = Literal["time", "asked", "outdoor", "size"]


class OmittedStop(NamedTuple):
    """A stop of the tour that the plan has no part for, and why."""

    stop: Stop
    why: LeftOutWhy


@dataclass(frozen=True)
class Plan:
    """A trip worked out. Minutes count from arrival.

    `stops` are in the order of their numbers, which are the tour's own. `walk_min` is from
    setting out to the last group's return, lunch included; no plan for the same groups and
    stops takes less than `bound_min`, and `proved` says that none is shorter than this.
    """

    request: PlanRequest
    clock: Clock
    band: RatioBand
    pace: Pace
    bus: Bus
    place: DropOff
    ratio: int
    size: int
    talk: int
    groups: tuple[Group, ...]
    adults_needed: int
    buses: int
    stops: tuple[Stop, ...]
    left_out: tuple[OmittedStop, ...]
    entries: tuple[tuple[Activity, ...], ...]
    gather_min: int
    walk_min: int
    bound_min: int
    proved: bool
    leave_min: int
    stretch_min: int

    @property
    def adults(self) -> int:
        return sum(group.adults for group in self.groups)

    @property
    def people(self) -> int:
        return self.request.students + self.adults

    @property
    def spare_min(self) -> int:
        """Minutes that nothing is planned for, before boarding."""
        board = next(e for e in self.entries[0] if e.kind == "board")
        return board.start - self.gather_min - self.walk_min

    def distance_m(self, group: int) -> float:
        """Metres that a group walks; groups are indexes from 0."""
        return sum(entry.distance_m for entry in self.entries[group])

    def waiting_min(self, group: int) -> int:
        """Minutes that a group waits on the way."""
        return sum(e.minutes for e in self.entries[group] if e.kind == "wait")


def make_plan(
    dataset: Dataset,
    visits: VisitsFile,
    itinerary: Itinerary,
    travel: Travel,
    request: PlanRequest,
    today: dt.date | None = None,
) -> Plan:
    """The plan that was asked for.

    Args:
        itinerary: the tour that the stops and their numbers come from.
        travel: distances on foot; a slow group goes by ways without known steps.
        today: the day that a date is past or far from; None asks for no such thing.

    Raises:
        PlanRefused: with every fault found at once, and what would work instead.
    """
    return _Planner(dataset, visits, itinerary, travel, request, today).plan()


def check_plan(
    dataset: Dataset,
    visits: VisitsFile,
    itinerary: Itinerary,
    travel: Travel,
    request: PlanRequest,
) -> None:
    """Raises PlanRefused where `make_plan` would, in a fraction of its time where it would not."""
    _Planner(dataset, visits, itinerary, travel, request, None).check()


@dataclass
class _Planner:
    dataset: Dataset
    visits: VisitsFile
    itinerary: Itinerary
    travel: Travel
    request: PlanRequest
    today: dt.date | None
    faults: list[RequestFault] = field(default_factory=list)

    def check(self) -> None:
        sizes, _, _ = self._look()
        if not self._choice(sizes).is_sure(self.visits.minutes.rest.value):
            self._day(sizes)

    def plan(self) -> Plan:
        sizes, groups, buses = self._look()
        chosen, day = self._day(sizes)
        times = self.visits.minutes
        return Plan(
            request=self.request,
            clock=self._clock,
            band=self._band,
            pace=self._pace,
            bus=self._bus,
            place=self._place,
            ratio=self._ratio,
            size=max(sizes),
            talk=self._talk,
            groups=groups,
            adults_needed=adults_needed(sizes, self._ratio),
            buses=buses,
            stops=tuple(self._ground.nodes[node] for node in chosen),
            left_out=self._left_out(chosen, sizes),
            entries=tuple(
                timetable(
                    self._ground, day, group,
                    gather=times.gather.value, board=times.board.value, leave=self._leave,
                )
                for group in range(len(groups))
            ),
            gather_min=times.gather.value,
            walk_min=day.minutes,
            bound_min=day.bound,
            proved=day.proved,
            leave_min=self._leave,
            stretch_min=max(stretches(day)),
        )  # fmt: skip

    # ------------------------------------------------------------ figures

    def __post_init__(self) -> None:
        request, visits = self.request, self.visits
        self._band = visits.band_of(request.grade)
        self._bus = visits.buses_by_id[request.bus or self._band.bus]
        self._place = visits.places_by_id[request.place]
        self._ratio = request.ratio or self._band.per_adult
        self._talk = request.talk or visits.minutes.talk.value
        paces = {pace.id: pace for pace in self.dataset.trail.paces}
        slowest = min(self.dataset.trail.paces, key=lambda pace: pace.speed_m_s)
        usual = slowest if request.slow else paces[self._band.pace]
        self._pace = paces[request.pace] if request.pace else usual
        if request.slow and isinstance(self.travel, Network):
            self.travel = self.travel.without_steps
        self._clock = Clock(request.date, request.arrive, self.dataset.trail.time_zone)
        self._leave = self._clock.minutes_to(request.leave)
        self._ground: PlanNodes = make_ground(
            self.itinerary, self._site(self._place.near), self.travel, self._pace
        )

    def _site(self, site_id: str) -> Site:
        return self.dataset.get_site(site_id)

    def _limit(self, site_id: str) -> int:
        """The largest group that a stop takes."""
        visit = self.visits.visit_of(site_id)
        return min(visit.group_most or self._capacity(site_id), self._capacity(site_id))

    def _capacity(self, site_id: str) -> int:
        return self.visits.visit_of(site_id).capacity or self.visits.capacity.value

    def _refuse(self, name: str, code: str, **values: object) -> None:
        self.faults.append(RequestFault(name, code, values))  # type: ignore[arg-type]

    def _refuse_if_any(self) -> None:
        if self.faults:
            raise PlanRefused(self.faults)

    # ------------------------------------------------------------ what is asked

    def _look(self) -> tuple[tuple[int, ...], tuple[Group, ...], int]:
        """Sizes of the groups, the groups, and how many buses; raises what is wrong so far."""
        self._look_at_times()
        self._look_at_place()
        sizes = self._look_at_groups()
        self._refuse_if_any()
        adults = self.request.adults
        groups = make_groups(sizes, adults_needed(sizes, self._ratio) if adults is None else adults)
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
            shown = self._clock.gap_after(time)
            if shown is not None:
                self._refuse(name, "gap", time=time, shown=shown, date=request.date)
        if self._leave <= 0:
            self._refuse("leave", "order", arrive=request.arrive, leave=request.leave)

    def _look_at_place(self) -> None:
        place = self._place
        if place.state == "refused":
            instead = self.visits.places_by_id.get(place.instead or "")
            year = self.dataset.trail.data_date[:4]
            age = int(year) - place.as_of.first.year if place.as_of else 0
            self._refuse("place", "refused", place=place, instead=instead, age=age)
        for stop in self.request.must:
            if stop in self.request.without:
                self._refuse("out", "both", site=self._site(stop))

    def _look_at_groups(self) -> tuple[int, ...]:
        request, limits = self.request, self.visits.limits
        must = {stop: self._limit(stop) for stop in request.must}
        least = min(must.values(), default=self._band.group_size)
        if request.size is not None and must and request.size > least:
            site = min(must, key=lambda stop: must[stop])
            self._refuse("size", "over_stop", site=self._site(site), most=least)
        size = request.size or min(self._band.group_size, least)
        size = min(size, max(self._limit(s.site.id) for s in self.itinerary.stops))
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
            "needed": adults_needed(sizes, self._ratio),
            "ratio": self._ratio,
            "size": fitting if fitting <= self.visits.capacity.value else 0,
        }

    def _look_at_buses(self, people: int) -> int:
        needed = buses_needed(people, self._bus.seats)
        given = self.request.buses
        if self._bus.seats and given is not None and given < needed:
            roomier = [
                bus for bus in self.visits.buses
                if bus.seats and bus.seats > self._bus.seats and bus.seats * given >= people
            ]  # fmt: skip
            self._refuse(
                "buses", "seats", people=people, seats=given * self._bus.seats, needed=needed,
                buses=given, other=roomier[0] if roomier else None,
            )  # fmt: skip
        return needed if given is None or not self._bus.seats else given

    # ------------------------------------------------------------ stops and day

    def _choice(self, sizes: tuple[int, ...]) -> StopChoice:
        times = self.visits.minutes
        candidates = [n for n in self._ground.stops if self._why_not(n, sizes) is None]
        if not candidates:
            raise PlanRefused([RequestFault("out", "no_stop")])
        stay = self._talk + times.regroup.value
        capacities = tuple(self._capacity(node.site.id) for node in self._ground.nodes)
        return StopChoice(
            self._ground,
            candidates,
            [self._ground.node_of(stop) for stop in self.request.must],
            Crowd(sizes, stay, capacities),
            self._lunch(),
            self._leave - times.gather.value - times.board.value,
        )

    def _day(self, sizes: tuple[int, ...]) -> tuple[Nodes, Day]:
        times, asked = self.visits.minutes, self._choice(sizes)
        for tiring in (times.warn.value, times.rest.value):
            # Left to itself the plan tires nobody; what must be in may take longer.
            chosen = asked.choose(tiring)
            if chosen.nodes:
                return chosen.nodes, arrange(self._ground, chosen.nodes, asked.crowd, asked.lunch)
        if chosen.least <= asked.there_is:
            raise self._too_tiring(max(stretches(asked.first_day(chosen.needed))), chosen)
        raise self._too_short(chosen, asked.there_is)

    def _too_tiring(self, minutes: int, chosen: Chosen) -> PlanRefused:
        drop = [self._ground.nodes[node] for node in chosen.drop]
        most = self.visits.minutes.rest.value
        values = {"minutes": minutes, "most": most, "drop": drop, "lunch": self.request.lunch}
        return PlanRefused([RequestFault("lunch", "rest", values)])

    def _too_short(self, chosen: Chosen, there_is: int) -> PlanRefused:
        nodes = self._ground.nodes
        missing = chosen.least - there_is
        return PlanRefused(
            [
                RequestFault(
                    "leave",
                    "short",
                    {
                        "minutes": self._leave,
                        "least": self._leave + missing,
                        "until": self._clock.at(self._leave + missing),
                        "needed": len(self.request.must),
                        "drop": [nodes[node] for node in chosen.drop],
                    },
                )
            ]
        )

    def _lunch(self) -> Lunch | None:
        request = self.request
        if not request.lunch:
            return None
        times = self.visits.minutes
        node = self._ground.node_of(request.lunch_at) if request.lunch_at else 0
        hours = (self.visits.lunch_from, self.visits.lunch_until)
        first, last = (self._clock.minutes_to(dt.time.fromisoformat(hour)) for hour in hours)
        gather = times.gather.value
        return Lunch(node, request.lunch, first - gather, last - gather)

    def _why_not(self, node: int, sizes: Sequence[int]) -> LeftOutWhy | None:
        """Why a stop is no choice at all; None for one that only time can leave out."""
        site = self._ground.nodes[node].site
        if site.id in self.request.must:
            return None
        if site.id in self.request.without:
            return "asked"
        if self.request.outdoor and self.visits.visit_of(site.id).inside:
            return "outdoor"
        return "size" if self._limit(site.id) < max(sizes) else None

    def _left_out(self, chosen: Nodes, sizes: Sequence[int]) -> tuple[OmittedStop, ...]:
        return tuple(
            OmittedStop(self._ground.nodes[node], self._why_not(node, sizes) or "time")
            for node in self._ground.stops
            if node not in chosen
        )
