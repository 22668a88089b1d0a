"""A day on the ground: one rotation, or one before and one after a common lunch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from trail.fieldtrip.planner.bounds import EXACT_STOPS, Ways
from trail.fieldtrip.planner.ground import DEPOT, PlanNodes
from trail.fieldtrip.planner.rotate import rotate
from trail.fieldtrip.planner.rotation import Rotation, RotationProblem
from trail.guide.walk.ordering import shortest_order

Nodes: TypeAlias = tuple[int, ...]

MOST_SPLITS = 4  # ways of laying lunch between the stops that are tried
GROUPS_DELAY = 60  # minutes that rotating may put off lunch


@dataclass(frozen=True)
class Crowd:
    """Who walks: sizes of the groups, minutes at a stop, students that each node holds."""

    sizes: tuple[int, ...]
    stay: int
    capacities: tuple[int, ...]


@dataclass(frozen=True)
class Lunch:
    """A rest for all together, best between two minutes of the walk."""

    node: int
    minutes: int
    earliest: int
    latest: int


@dataclass(frozen=True)
class RotationPart:
    """A rotation over some nodes, from one node to another; `start` in minutes of the walk.

    `heads` are minutes from the origin to each node. Without stops all walk
    straight from the one to the other.
    """

    nodes: Nodes
    origin: int
    end: int
    start: int
    rotation: Rotation
    heads: tuple[int, ...] = ()

    @property
    def finish(self) -> int:
        return self.start + self.rotation.minutes


@dataclass(frozen=True)
class Day:
    """Minutes count from when the groups set out to when the last is back."""

    parts: tuple[RotationPart, ...]
    lunch: Lunch | None
    bound: int
    proved: bool

    @property
    def minutes(self) -> int:
        return self.parts[-1].finish

    @property
    def lunch_at(self) -> int | None:
        """When lunch begins: as soon as the last group is there."""
        return self.parts[0].finish if self.lunch else None


def arrange(
    ground: PlanNodes,
    nodes: Nodes,
    crowd: Crowd,
    lunch: Lunch | None = None,
    *,
    quick: bool = False,
) -> Day:
    """The shortest day found in which every group sees every one of the nodes."""
    if lunch is None:
        part = _part(ground, nodes, crowd, (DEPOT, DEPOT), 0, quick=quick)
        rotation = part.rotation
        return Day((part,), None, rotation.bound, rotation.proved)
    around = _round(ground, nodes)
    tried = [
        _split(ground, (around[:k], around[k:]), crowd, lunch, quick=True)
        for k in _before_lunch(ground, around, crowd, lunch)
    ]
    best = min(tried, key=lambda day: (_off(day, lunch), max(stretches(day)), day.minutes))
    if quick:
        return best
    first, second = (part.nodes for part in best.parts)
    made = _split(ground, (first, second), crowd, lunch, quick=False)
    bound = _least_with_lunch(ground, nodes, crowd, lunch)
    return Day(made.parts, lunch, min(bound, made.minutes), made.minutes <= bound)


def stretches(day: Day) -> tuple[int, ...]:
    """The longest that any group is on its feet without a rest, for each part of the day."""
    found = []
    for part in day.parts:
        rotation = part.rotation
        walked = [
            back - (visits[0].start - part.heads[visits[0].stop]) if visits else back
            for visits, back in zip(rotation.visits, rotation.back, strict=True)
        ]
        found.append(max(walked, default=0))
    return tuple(found)


def _part(
    ground: PlanNodes, nodes: Nodes, crowd: Crowd, ends: tuple[int, int], start: int, *, quick: bool
) -> RotationPart:
    origin, end = ends
    if not nodes:
        walk = ground.minutes[origin][end]
        groups = len(crowd.sizes)
        nothing = Rotation(
            tuple(() for _ in range(groups)), (walk,) * groups, walk, walk, proved=True
        )
        return RotationPart(nodes, origin, end, start, nothing)
    minutes = ground.minutes
    problem = RotationProblem(
        sizes=crowd.sizes,
        capacities=tuple(crowd.capacities[k] for k in nodes),
        stays=(crowd.stay,) * len(nodes),
        walks=tuple(tuple(minutes[a][b] for b in nodes) for a in nodes),
        heads=tuple(minutes[origin][b] for b in nodes),
        tails=tuple(minutes[a][end] for a in nodes),
    )
    return RotationPart(nodes, origin, end, start, rotate(problem, quick=quick), problem.heads)


def _split(
    ground: PlanNodes, halves: tuple[Nodes, Nodes], crowd: Crowd, lunch: Lunch, *, quick: bool
) -> Day:
    first = _part(ground, halves[0], crowd, (DEPOT, lunch.node), 0, quick=quick)
    begin = first.finish + lunch.minutes
    second = _part(ground, halves[1], crowd, (lunch.node, DEPOT), begin, quick=quick)
    return Day((first, second), lunch, 0, proved=False)


def _off(day: Day, lunch: Lunch) -> int:
    """Minutes by which lunch misses its hours."""
    at = day.lunch_at or 0
    return max(0, lunch.earliest - at, at - lunch.latest)


def _round(ground: PlanNodes, nodes: Nodes) -> Nodes:
    """The nodes in the order of the shortest round from where the class gathers."""
    both = (DEPOT, *nodes)
    metres = [[ground.metres[a][b] for b in both] for a in both]
    order = shortest_order(len(both), metres, start=0, loop=True).indexes
    return tuple(both[k] for k in order[1:])


def _before_lunch(ground: PlanNodes, around: Nodes, crowd: Crowd, lunch: Lunch) -> list[int]:
    """How many of the nodes to see before lunch: a few numbers worth trying.

    One group is at lunch in time with them; several groups take longer, so that fewer
    are tried as well.
    """
    at, here = 0, DEPOT
    arrivals = [ground.minutes[DEPOT][lunch.node]]
    for node in around:
        at += ground.minutes[here][node] + crowd.stay
        here = node
        arrivals.append(at + ground.minutes[node][lunch.node])
    early = max(0, lunch.earliest - GROUPS_DELAY)
    fitting = [k for k, arrival in enumerate(arrivals) if early <= arrival <= lunch.latest]
    if not fitting:
        middle = (lunch.earliest + lunch.latest) // 2
        fitting = [min(range(len(arrivals)), key=lambda k: abs(arrivals[k] - middle))]
    step = -(-len(fitting) // MOST_SPLITS)
    return fitting[::step]


def _least_with_lunch(ground: PlanNodes, nodes: Nodes, crowd: Crowd, lunch: Lunch) -> int:
    """What one group takes at least: the shortest way that passes lunch too."""
    every: Sequence[int] = [node for node in nodes if node != lunch.node]
    places = (*every, lunch.node)
    if len(places) > EXACT_STOPS:
        return 0
    minutes = ground.minutes
    way = Ways(
        RotationProblem(
            (1,), (1,) * len(places), (0,) * len(places),
            tuple(tuple(minutes[a][b] for b in places) for a in places),
            tuple(minutes[DEPOT][b] for b in places), tuple(minutes[a][DEPOT] for a in places),
        )
    )  # fmt: skip
    return min(way.starting) + len(nodes) * crowd.stay + lunch.minutes
