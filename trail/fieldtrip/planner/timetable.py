"""Each group's day as a list of entries, without a gap from arrival to leaving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from trail.fieldtrip.planner.day import Day
from trail.fieldtrip.planner.ground import DEPOT, PlanNodes
from trail.guide.walk.values import Stop

EntryKind = Literal["gather", "wait", "walk", "stop", "lunch", "board", "free"]


@dataclass(frozen=True)
class Activity:
    """Something a group does, in minutes after arrival.

    `stop` is where it is, or where a walk leads; `origin` where a walk comes from. A wait
    is on the way to `stop`. "free" is time in hand, before lunch or before the bus goes.
    """

    kind: EntryKind
    start: int
    end: int
    stop: Stop
    origin: Stop | None = None
    distance_m: float = 0.0

    @property
    def minutes(self) -> int:
        return self.end - self.start


def timetable(
    ground: PlanNodes, day: Day, group: int, *, gather: int, board: int, leave: int
) -> tuple[Activity, ...]:
    """A group's entries: it may set out at minute `gather`, and is seated at minute `leave`."""
    entries = list(_entries(ground, day, group, gather, board, leave))
    return tuple(entry for entry in entries if entry.minutes > 0)


def _entries(
    ground: PlanNodes, day: Day, group: int, gather: int, board: int, leave: int
) -> Iterator[Activity]:
    depot, minutes = ground.nodes[DEPOT], ground.minutes
    visits = day.rotation.visits[group]
    nodes = [day.nodes[visit.stop] for visit in visits]
    at = gather + visits[0].start - minutes[DEPOT][nodes[0]]
    yield Activity("gather", 0, at, depot)
    for k, (visit, node) in enumerate(zip(visits, nodes, strict=True)):
        here = nodes[k - 1] if k else DEPOT
        stop = ground.nodes[node]
        arrived, start, end = at + minutes[here][node], gather + visit.start, gather + visit.end
        yield _walk(ground, here, node, at)
        if visit.stop == day.problem.rest:
            yield Activity("free", arrived, start, stop)
            if k + 1 < len(visits):
                # Who has to wait for the next stop rests longer.
                end = gather + visits[k + 1].start - minutes[node][nodes[k + 1]]
            yield Activity("lunch", start, end, stop)
        else:
            yield Activity("wait", arrived, start, stop)
            yield Activity("stop", start, end, stop)
        at = end
    yield _walk(ground, nodes[-1], DEPOT, at)
    yield Activity("free", at + minutes[nodes[-1]][DEPOT], leave - board, depot)
    yield Activity("board", leave - board, leave, depot)


def _walk(ground: PlanNodes, origin: int, node: int, at: int) -> Activity:
    return Activity(
        "walk", at, at + ground.minutes[origin][node], ground.nodes[node],
        ground.nodes[origin], ground.metres[origin][node],
    )  # fmt: skip
