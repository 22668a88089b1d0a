"""Each group's day as a list of entries, without a gap from arrival to leaving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from trail.fieldtrip.planner.day import Day, RotationPart
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
    depot = ground.nodes[DEPOT]
    set_out = gather + _set_out(day.parts[0], group)
    yield Activity("gather", 0, set_out, depot)
    for number, part in enumerate(day.parts):
        start = gather + part.start
        yield from _part(ground, part, group, gather)
        back = start + part.rotation.back[group]
        end = ground.nodes[part.end]
        if day.lunch is not None and number == 0:
            yield Activity("free", back, start + part.rotation.minutes, end)
            begin = start + part.rotation.minutes
            onward = gather + day.parts[1].start + _set_out(day.parts[1], group)
            yield Activity("lunch", begin, onward, end)
        else:
            yield Activity("free", back, leave - board, end)
    yield Activity("board", leave - board, leave, depot)


def _set_out(part: RotationPart, group: int) -> int:
    """Minutes into a part at which a group begins to walk."""
    visits = part.rotation.visits[group]
    return visits[0].start - part.heads[visits[0].stop] if visits else 0


def _part(ground: PlanNodes, part: RotationPart, group: int, gather: int) -> Iterator[Activity]:
    start = gather + part.start
    at, here = start + _set_out(part, group), part.origin
    for visit in part.rotation.visits[group]:
        node = part.nodes[visit.stop]
        arrived = at + ground.minutes[here][node]
        yield _walk(ground, here, node, at)
        yield Activity("wait", arrived, start + visit.start, ground.nodes[node])
        yield Activity("stop", start + visit.start, start + visit.end, ground.nodes[node])
        at, here = start + visit.end, node
    yield _walk(ground, here, part.end, at)


def _walk(ground: PlanNodes, origin: int, node: int, at: int) -> Activity:
    return Activity(
        "walk", at, at + ground.minutes[origin][node], ground.nodes[node],
        ground.nodes[origin], ground.metres[origin][node],
    )  # fmt: skip
