"""The plan of a trip: what was asked for, worked out, or refused with what would work."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from trail.dataset.schema.trail import Pace
from trail.dataset.schema.visits import Bus, DropOff, RatioBand, VisitsFile
from trail.dataset.schema.whole import Dataset
from trail.fieldtrip.planner.asked import AskedTrip
from trail.fieldtrip.planner.choose import STOP, Chosen, StopChoice
from trail.fieldtrip.planner.clock import Clock
from trail.fieldtrip.planner.day import Crowd, Day, Lunch, Nodes
from trail.fieldtrip.planner.ground import DEPOT
from trail.fieldtrip.planner.groups import (
    Group,
    adults_needed,
)
from trail.fieldtrip.planner.request import PlanRefused, PlanRequest, RequestFault
from trail.fieldtrip.planner.rotation import NEVER
from trail.fieldtrip.planner.timetable import Activity, timetable
from trail.guide.walk.itinerary import Travel
from trail.guide.walk.values import Itinerary, Stop

LeftOutWhy = Literal["time", "asked", "outdoor", "size"]


class OmittedStop(NamedTuple):
    """A stop of the tour that the plan has no part for, and why."""

    stop: Stop
    why: LeftOutWhy


@dataclass(frozen=True)
class Plan:
    """A trip worked out. Minutes count from arrival.

    `stops` are in the order of their numbers, which are the tour's own; `capacities` are the
    students that each holds. `slow_pace` is that of a slow group. `walk_min` is from
    setting out to the last group's return, lunch included; no plan for the same groups and
    stops takes less than `bound_min`, and `proved` says that none is shorter than this. No plan
    for these groups and this time has more than `most_stops`.
    """

    request: PlanRequest
    clock: Clock
    band: RatioBand
    pace: Pace
    slow_pace: Pace
    bus: Bus
    place: DropOff
    ratio: int
    size: int
    talk: int
    groups: tuple[Group, ...]
    adults_needed: int
    buses: int
    stops: tuple[Stop, ...]
    capacities: tuple[int, ...]
    left_out: tuple[OmittedStop, ...]
    entries: tuple[tuple[Activity, ...], ...]
    gather_min: int
    walk_min: int
    bound_min: int
    proved: bool
    most_stops: int
    leave_min: int
    stretch_min: int

    @property
    def adults(self) -> int:
        return sum(group.adults for group in self.groups)

    @property
    def slow_group(self) -> Group | None:
        """The group that is slower than the others, where there is one."""
        return next((group for group in self.groups if group.slow), None)

    def pace_of(self, group: Group) -> Pace:
        """The pace that a group walks at."""
        return self.slow_pace if group.slow else self.pace

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


def stop_choice(
    dataset: Dataset,
    visits: VisitsFile,
    itinerary: Itinerary,
    travel: Travel,
    request: PlanRequest,
) -> StopChoice:
    """What the stops of a plan are chosen from, lunch in its hours; raises PlanRefused."""
    return _Planner(dataset, visits, itinerary, travel, request, None).choice()


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
class _Planner(AskedTrip):
    """The stops and the day for what is asked."""

    def check(self) -> None:
        sizes, _, _ = self.look()
        choices, rest = self._choices(sizes), self.visits.minutes.rest.value
        day = self._least(choices, choices[0].needed, rest)
        if day is None or day.minutes > choices[0].there_is:
            self._day(sizes)

    def choice(self) -> StopChoice:
        sizes, _, _ = self.look()
        return self._choices(sizes)[0]

    def plan(self) -> Plan:
        sizes, groups, buses = self.look()
        chosen = self._day(sizes)
        day = chosen.day
        times = self.visits.minutes
        return Plan(
            request=self.request,
            clock=self.clock,
            band=self.band,
            pace=self.pace,
            slow_pace=self.slow_pace,
            bus=self.bus,
            place=self.place,
            ratio=self.ratio,
            size=max(sizes),
            talk=self.talk,
            groups=groups,
            adults_needed=adults_needed(sizes, self.ratio),
            buses=buses,
            stops=tuple(self.ground.nodes[node] for node in chosen.nodes),
            capacities=tuple(self.capacity(self.ground.nodes[k].site.id) for k in chosen.nodes),
            left_out=self._left_out(chosen.nodes, sizes),
            entries=tuple(
                timetable(
                    (groups[group].slow and self.slow_ground) or self.ground, day, group,
                    gather=times.gather.value, board=times.board.value, leave=self.leave,
                )
                for group in range(len(groups))
            ),
            gather_min=times.gather.value,
            walk_min=day.minutes,
            bound_min=day.rotation.bound,
            proved=day.rotation.proved,
            most_stops=chosen.most,
            leave_min=self.leave,
            stretch_min=day.stretch,
        )  # fmt: skip

    # ------------------------------------------------------------ stops and day

    def _choice(self, sizes: tuple[int, ...], lunch: Lunch | None) -> StopChoice:
        times = self.visits.minutes
        candidates = [n for n in self.ground.stops if self._why_not(n, sizes) is None]
        if not candidates:
            raise PlanRefused([RequestFault("out", "no_stop")])
        capacities = tuple(self.capacity(node.site.id) for node in self.ground.nodes)
        return StopChoice(
            self.ground,
            candidates,
            [self.ground.node_of(stop) for stop in self.request.must],
            tuple(map(self._worth, range(len(self.ground.nodes)))),
            tuple(node for node in self._story if node in candidates),
            Crowd(sizes, self.talk + times.regroup.value, capacities, self.slow_ground),
            lunch,
            self.leave - times.gather.value - times.board.value,
        )

    def _worth(self, node: int) -> int:
        """A stop that tells of what was asked for counts half as much again, so does one with a
        toilet, or one under a roof, where that was; of stops that count the same, those of the
        story first, then the weightier ones."""
        site = self.ground.nodes[node].site
        visit = self.visits.visit_of(site.id)
        asked = (
            set(self.request.about) & {track.number for track in site.properties.tracks},
            self.request.toilet and visit.toilet,
            self.request.weather and (visit.inside or visit.shelter),
        )
        story = 150 * (node in self._story)
        return STOP + STOP // 2 * sum(map(bool, asked)) + story + 5 * site.properties.weight

    @property
    def _story(self) -> tuple[int, ...]:
        """The stops of the story, where they are to be kept together."""
        story = self.visits.usual.story if self.request.prefer == "story" else ()
        return tuple(node for node in self.ground.stops if self.ground.nodes[node].site.id in story)

    def _choices(self, sizes: tuple[int, ...]) -> list[StopChoice]:
        """With lunch in its hours, then with lunch at any hour; one where there is none."""
        lunch = self._lunch()
        asked = [self._choice(sizes, lunch)]
        if lunch is not None:
            asked.append(self._choice(sizes, Lunch(lunch.node, lunch.minutes, 0, NEVER)))
        return asked

    def _day(self, sizes: tuple[int, ...]) -> Chosen:
        times, choices = self.visits.minutes, self._choices(sizes)
        usual = (times.warn.value, times.rest.value)
        bad = times.bad_weather if self.request.weather else None
        for asked in choices:
            for tiring in (bad.value, *usual) if bad else usual:
                # Left to itself the plan tires nobody; what must be in may take longer.
                chosen = asked.choose(tiring)
                if chosen is not None:
                    return chosen
        raise self._no_day(choices)

    def _least(self, choices: Sequence[StopChoice], nodes: Nodes, tiring: int) -> Day | None:
        """The shortest day for these stops, as `StopChoice.least` has it."""
        days = (asked.least(nodes, tiring) for asked in choices)
        return min((day for day in days if day), key=lambda day: day.minutes, default=None)

    def _no_day(self, choices: Sequence[StopChoice]) -> PlanRefused:
        if self.probing:
            # Nobody asks for the reason.
            return PlanRefused([RequestFault("leave", "short")])
        rest, needed = self.visits.minutes.rest.value, choices[0].needed
        day = self._least(choices, needed, rest)
        drop = self._to_drop(choices, needed, rest)
        if day is not None:
            return self._too_short(choices[0].there_is, day, drop)
        restless = self._least(choices, needed, NEVER)
        lunch = self.visits.minutes.lunch.value
        values = {
            "minutes": restless.stretch if restless else 0,
            "most": rest,
            "drop": drop,
            "lunch": self.request.lunch or not self._works(lunch=lunch),
        }
        return PlanRefused([RequestFault("lunch", "rest", values)])

    def _to_drop(self, choices: Sequence[StopChoice], needed: Nodes, tiring: int) -> list[Stop]:
        """Of the stops asked for, those without which there is a day; none where none would do."""
        kept = tuple(self.ground.node_of(stop) for stop in self.request.must)
        worth = choices[0].worth
        fewer: list[Nodes] = []
        while len(kept) > 1:
            least = min(kept, key=lambda node: (worth[node] / self._cost(node, kept), -node))
            kept = tuple(node for node in kept if node != least)
            fewer.append(kept)

        def fits(kept: Nodes) -> bool:
            day = self._least(choices, tuple(sorted(kept)), tiring)
            return day is not None and day.minutes <= choices[0].there_is

        for kept in fewer[bisect_left(fewer, True, key=fits) :]:
            ids = tuple(self.ground.nodes[node].site.id for node in kept)
            if fits(kept) and self._works(must=ids):
                return [self.ground.nodes[node] for node in needed if node not in kept]
        return []

    def _cost(self, node: int, nodes: Nodes) -> int:
        """Minutes that a node lies away from its two nearest neighbours; one at least."""
        near = sorted(self.ground.minutes[node][k] for k in (DEPOT, *nodes) if k != node)
        return max(1, sum(near[:2]))

    def _works(self, **changes: object) -> bool:
        """Whether a plan can be made of what is asked with these changes."""
        asked = replace(self.request, **changes)  # type: ignore[arg-type]
        try:
            _Planner(
                self.dataset, self.visits, self.itinerary, self.travel, asked, None, probing=True
            ).check()
        except PlanRefused:
            return False
        return True

    def _too_short(self, there_is: int, day: Day, drop: Sequence[Stop]) -> PlanRefused:
        least = self.leave + day.minutes - there_is
        until = self.clock.at(least)
        values = {
            "minutes": self.leave,
            "least": least,
            # A trip ends on the day it begins.
            "until": until if until.date() == self.clock.at(0).date() else None,
            "needed": len(self.request.must),
            "drop": list(drop),
        }
        return PlanRefused([RequestFault("leave", "short", values)])

    def _lunch(self) -> Lunch | None:
        request = self.request
        if not request.lunch:
            return None
        node = self.ground.node_of(request.lunch_at) if request.lunch_at else DEPOT
        hours = (self.visits.lunch_from, self.visits.lunch_until)
        first, last = (self.clock.minutes_to(dt.time.fromisoformat(hour)) for hour in hours)
        gather = self.visits.minutes.gather.value
        return Lunch(node, request.lunch, first - gather, last - gather)

    def _why_not(self, node: int, sizes: Sequence[int]) -> LeftOutWhy | None:
        """Why a stop is no choice at all; None for one that only time can leave out."""
        site = self.ground.nodes[node].site
        if site.id in self.wanted:
            return None
        if site.id in self.request.without:
            return "asked"
        if self.request.outdoor and self.visits.visit_of(site.id).inside:
            return "outdoor"
        return "size" if self.limit(site.id) < max(sizes) else None

    def _left_out(self, chosen: Nodes, sizes: Sequence[int]) -> tuple[OmittedStop, ...]:
        return tuple(
            OmittedStop(self.ground.nodes[node], self._why_not(node, sizes) or "time")
            for node in self.ground.stops
            if node not in chosen
        )
