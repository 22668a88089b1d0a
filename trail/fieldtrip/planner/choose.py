"""Which stops of the tour a class has time for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from trail.base.errors import DoesNotFit
from trail.fieldtrip.planner.day import Day, Nodes
from trail.fieldtrip.planner.ground import DEPOT, PlanNodes
from trail.guide.walk.ordering import best_choice

MUST = 1000  # worth more than all other stops together

Arrange: TypeAlias = Callable[[Nodes], Day]  # a first good day for these nodes
Fits: TypeAlias = Callable[[Day], bool]


@dataclass(frozen=True)
class Chosen:
    """The nodes that fit, in order of their number. `least` is what the needed ones take.

    `nodes` is empty where not even those fit; `drop` then are the needed ones that have to
    go, empty too where none alone would fit.
    """

    nodes: Nodes
    least: int = 0
    drop: Nodes = ()


def choose(
    ground: PlanNodes,
    candidates: Sequence[int],
    must: Collection[int],
    stay: int,
    budget: int,
    day_of: Arrange,
    fits: Fits,
) -> Chosen:
    """The stops of most worth whose day fits.

    One group alone could see them all in `budget` minutes; then, as long as the day of all
    the groups does not fit, the stop that is worth least for its time is given up.
    """
    nodes = _for_one_group(ground, candidates, must, stay, budget)
    if nodes and all(node in nodes for node in must):
        kept = _drop_until(ground, nodes, set(must), day_of, fits)
        if kept:
            return Chosen(kept)
    needed = tuple(sorted(must)) or _nearest(ground, candidates)
    least = day_of(needed).minutes
    if not must:
        return Chosen((), least)
    kept = _drop_until(ground, needed, set(), day_of, fits)
    return Chosen((), least, tuple(node for node in needed if node not in kept) if kept else ())


def _for_one_group(
    ground: PlanNodes, candidates: Sequence[int], must: Collection[int], stay: int, budget: int
) -> Nodes:
    if budget < 1:
        return ()
    places = (DEPOT, *candidates)
    try:
        found = best_choice(
            [[ground.minutes[a][b] for b in places] for a in places],
            [0, *(stay for _ in candidates)],
            [1, *(_worth(ground, node) + MUST * (node in must) for node in candidates)],
            budget,
            start=0,
            loop=True,
            distances=[[ground.metres[a][b] for b in places] for a in places],
        )
    except DoesNotFit:
        return ()
    return tuple(sorted(places[k] for k in found.indexes if k))


def _drop_until(
    ground: PlanNodes, nodes: Nodes, keep: Collection[int], day_of: Arrange, fits: Fits
) -> Nodes:
    """The nodes less those given up, or none where what is kept never fits."""
    while nodes and not fits(day_of(nodes)):
        free = [node for node in nodes if node not in keep]
        if not free:
            return ()
        least = min(
            free, key=lambda node: (_worth(ground, node) / _cost(ground, node, nodes), -node)
        )
        nodes = tuple(node for node in nodes if node != least)
    return nodes


def _worth(ground: PlanNodes, node: int) -> int:
    return ground.nodes[node].site.properties.weight


def _cost(ground: PlanNodes, node: int, nodes: Nodes) -> int:
    """Minutes that a node lies away from its two nearest neighbours; one at least."""
    near = sorted(ground.minutes[node][other] for other in (DEPOT, *nodes) if other != node)
    return max(1, sum(near[:2]))


def _nearest(ground: PlanNodes, candidates: Sequence[int]) -> Nodes:
    nearest = min(candidates, key=lambda node: (ground.minutes[DEPOT][node], node))
    return (nearest,)
