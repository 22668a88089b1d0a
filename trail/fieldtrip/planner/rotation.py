"""Groups rotating over stops: who is where and when, in whole minutes from the start.

A stop holds so many students at once; a group walks from stop to stop, stays, and may have
to wait on the way until there is room. Times of one group follow from its order of stops
and from the groups placed before it; a placed group is never moved by a later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

NEVER = 10**6


class Walks(NamedTuple):
    """Minutes of who walks at one pace, as `RotationProblem` has them."""

    walks: tuple[tuple[int, ...], ...]
    heads: tuple[int, ...]
    tails: tuple[int, ...]


@dataclass(frozen=True)
class RotationProblem:
    """Groups of `sizes` students over stops of `capacities` students, `stays` minutes each.

    `walks[a][b]` are minutes from stop a to stop b, `heads[b]` from where the groups begin
    to b, `tails[a]` from a to where they end. Stops and groups are indexes from 0.

    `rest` is the stop where a group sits down, if there is one: it begins between the minutes
    `opens` and `closes` and may last longer than its stay.

    `slow` are the walks of the last group, where it is slower than the others: none of them is
    shorter than theirs.
    """

    sizes: tuple[int, ...]
    capacities: tuple[int, ...]
    stays: tuple[int, ...]
    walks: tuple[tuple[int, ...], ...]
    heads: tuple[int, ...]
    tails: tuple[int, ...]
    rest: int | None = None
    opens: int = 0
    closes: int = NEVER
    slow: Walks | None = None

    def of(self, group: int) -> RotationProblem:
        """The same problem with the walks of one group; itself where all walk alike."""
        return self._slower if self.slow and group == self.groups - 1 else self

    @cached_property
    def _slower(self) -> RotationProblem:
        if self.slow is None:
            return self
        walks, heads, tails = self.slow
        return replace(self, walks=walks, heads=heads, tails=tails, slow=None)

    @property
    def groups(self) -> int:
        return len(self.sizes)

    @property
    def stops(self) -> int:
        return len(self.stays)


class GroupVisit(NamedTuple):
    """A group at a stop from `start` until before `end`."""

    stop: int
    start: int
    end: int


@dataclass(frozen=True)
class Rotation:
    """What was found. `back[g]` is when group g is where it ends; `minutes` the last of them.

    `bound`: no rotation can be shorter; `proved`: none is shorter than this one.
    """

    visits: tuple[tuple[GroupVisit, ...], ...]
    back: tuple[int, ...]
    minutes: int
    bound: int
    proved: bool


class Occupancy:
    """How many students are at each stop, minute by minute."""

    def __init__(self, problem: RotationProblem) -> None:
        self._problem = problem
        self._there: list[list[int]] = [[] for _ in range(problem.stops)]

    def earliest(self, stop: int, at: int, students: int) -> int:
        """The first minute from `at` on in which so many students more may begin their stay.

        NEVER where a rest would begin too late.
        """
        if stop == self._problem.rest:
            at = max(at, self._problem.opens)
            if at > self._problem.closes:
                return NEVER
        there = self._there[stop]
        room = self._problem.capacities[stop] - students
        stay = self._problem.stays[stop]
        while at < len(there):
            for minute in range(min(at + stay, len(there)) - 1, at - 1, -1):
                if there[minute] > room:
                    at = minute + 1
                    break
            else:
                return at
        return at

    def latest(self, stop: int, at: int, least: int, students: int) -> int:
        """The last minute up to `at` in which so many students more may begin their stay, where
        they may at `least`; no rest."""
        there = self._there[stop]
        room = self._problem.capacities[stop] - students
        stay = self._problem.stays[stop]
        while at > least:
            full = (m for m in range(at, min(at + stay, len(there))) if there[m] > room)
            first = next(full, None)
            if first is None:
                return at
            at = first - stay
        return least

    def there(self, stop: int) -> Sequence[int]:
        """Students at the stop, minute by minute, as far as anybody is placed."""
        return self._there[stop]

    def add(self, visits: Iterable[GroupVisit], students: int) -> None:
        """Take the visits in; take them out again with minus their students."""
        for visit in visits:
            there = self._there[visit.stop]
            there.extend([0] * (visit.end - len(there)))
            for minute in range(visit.start, visit.end):
                there[minute] += students


def place(
    problem: RotationProblem, busy: Occupancy, group: int, order: Sequence[int]
) -> list[GroupVisit]:
    """The group's visits in that order, each as early as there is room; none where it rests
    too late."""
    visits: list[GroupVisit] = []
    at, before = 0, -1
    students, stays, walks = problem.sizes[group], problem.stays, problem.of(group).walks
    heads = problem.of(group).heads
    for stop in order:
        at += heads[stop] if before < 0 else walks[before][stop]
        at = busy.earliest(stop, at, students)
        if at >= NEVER:
            return []
        visits.append(GroupVisit(stop, at, at + stays[stop]))
        at += stays[stop]
        before = stop
    return visits


def back_at(problem: RotationProblem, visits: Sequence[GroupVisit]) -> int:
    """When a group with these visits is where it ends; 0 for a group that visits nothing.

    `problem` is that of the group.
    """
    return visits[-1].end + problem.tails[visits[-1].stop] if visits else 0


def stretches(problem: RotationProblem, visits: Sequence[GroupVisit]) -> tuple[int, ...]:
    """Minutes that a group is on its feet: until it rests and after that, or all in one.

    `problem` is that of the group.
    """
    if not visits:
        return (0,)
    begin = visits[0].start - problem.heads[visits[0].stop]
    back = back_at(problem, visits)
    at = next((k for k, visit in enumerate(visits) if visit.stop == problem.rest), None)
    if at is None:
        return (back - begin,)
    rest = visits[at]
    if at + 1 == len(visits):
        return (rest.start - begin, back - rest.end)
    after = visits[at + 1]
    return (rest.start - begin, back - (after.start - problem.walks[rest.stop][after.stop]))


def settled(
    problem: RotationProblem, plans: Sequence[Sequence[GroupVisit]]
) -> tuple[tuple[GroupVisit, ...], ...]:
    """The same visits with the waiting moved to the front, where nobody stands in the street.

    Each visit is put as late as the group's next one and the room at the stop allow, so
    that a group sets out later instead of waiting on the way; nobody comes back later.
    """
    busy = Occupancy(problem)
    for group, visits in enumerate(plans):
        busy.add(visits, problem.sizes[group])
    return tuple(
        tuple(settle(problem, busy, group, list(visits))) for group, visits in enumerate(plans)
    )


def settle(
    problem: RotationProblem, busy: Occupancy, group: int, visits: list[GroupVisit]
) -> list[GroupVisit]:
    """The group's visits, which `busy` has, as late as they can be; `busy` has these then."""
    students, walks = problem.sizes[group], problem.of(group).walks
    for k in range(len(visits) - 2, -1, -1):
        stop, start, _ = visits[k]
        if stop == problem.rest:
            continue
        after = visits[k + 1]
        wanted = after.start - walks[stop][after.stop] - problem.stays[stop]
        busy.add([visits[k]], -students)
        latest = busy.latest(stop, wanted, start, students)
        visits[k] = GroupVisit(stop, latest, latest + problem.stays[stop])
        busy.add([visits[k]], students)
    return visits
