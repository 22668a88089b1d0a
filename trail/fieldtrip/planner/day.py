"""A day on the ground: groups that rotate over stops, each with its lunch where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from trail.fieldtrip.planner.ground import DEPOT, PlanNodes
from trail.fieldtrip.planner.rotate import WORK, Within, rotate
from trail.fieldtrip.planner.rotation import Rotation, RotationProblem, Walks, stretches

Nodes: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class Crowd:
    """Who walks: sizes of the groups, minutes at a stop, students that each node holds.

    `slow` is the ground of the last group, where that walks at a pace of its own.
    """

    sizes: tuple[int, ...]
    stay: int
    capacities: tuple[int, ...]
    slow: PlanNodes | None = None


@dataclass(frozen=True)
class Lunch:
    """A rest of every group at a node, begun between two minutes of the walk.

    Groups eat when it suits their way, together or in turns; whoever eats at a stop has
    been there.
    """

    node: int
    minutes: int
    earliest: int
    latest: int


@dataclass(frozen=True)
class Day:
    """Minutes count from when the first groups may set out to when the last is back.

    `nodes` belong to the stops of `problem` one by one.
    """

    nodes: Nodes
    problem: RotationProblem
    rotation: Rotation
    lunch: Lunch | None

    @property
    def minutes(self) -> int:
        return self.rotation.minutes

    @property
    def stretch(self) -> int:
        """The longest that any group is on its feet without a rest."""
        each = (
            max(stretches(self.problem.of(group), visits))
            for group, visits in enumerate(self.rotation.visits)
        )
        return max(each, default=0)


def arrange(
    ground: PlanNodes,
    nodes: Nodes,
    crowd: Crowd,
    lunch: Lunch | None = None,
    within: Within | None = None,
    *,
    work: float = WORK,
    shorten: bool = True,
) -> Day | None:
    """The shortest day found in which every group sees every one of the nodes.

    None where none is found that keeps `within` its limits; `work` and `shorten` are `rotate`'s.
    """
    problem, all_nodes = day_problem(ground, nodes, crowd, lunch)
    rotation = rotate(problem, within, work=work, shorten=shorten)
    return None if rotation is None else Day(all_nodes, problem, rotation, lunch)


def day_problem(
    ground: PlanNodes, nodes: Nodes, crowd: Crowd, lunch: Lunch | None
) -> tuple[RotationProblem, Nodes]:
    """The rotation of a day, and the node of each of its stops; lunch is the last of them."""
    stays = dict.fromkeys(nodes, crowd.stay)
    holds = {node: crowd.capacities[node] for node in nodes}
    visited = [node for node in nodes if lunch is None or node != lunch.node]
    if lunch is not None:
        visited.append(lunch.node)
        stays[lunch.node] = lunch.minutes
        # Nobody has to hear a guide at lunch.
        holds[lunch.node] = sum(crowd.sizes)
    usual = _walks(ground, visited)
    problem = RotationProblem(
        sizes=crowd.sizes,
        capacities=tuple(holds[node] for node in visited),
        stays=tuple(stays[node] for node in visited),
        walks=usual.walks,
        heads=usual.heads,
        tails=usual.tails,
        slow=_walks(crowd.slow, visited) if crowd.slow else None,
    )
    if lunch is not None:
        problem = replace(
            problem, rest=len(visited) - 1, opens=max(lunch.earliest, 0), closes=lunch.latest
        )
    return problem, tuple(visited)


def _walks(ground: PlanNodes, visited: Sequence[int]) -> Walks:
    minutes = ground.minutes
    return Walks(
        tuple(tuple(minutes[a][b] for b in visited) for a in visited),
        tuple(minutes[DEPOT][b] for b in visited),
        tuple(minutes[a][DEPOT] for a in visited),
    )
