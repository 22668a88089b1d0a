"""Which stops of the tour a class has time for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from trail.base.errors import DoesNotFit
from trail.fieldtrip.planner.day import Crowd, Day, Lunch, Nodes, arrange, stretches
from trail.fieldtrip.planner.ground import DEPOT, PlanNodes
from trail.guide.walk.ordering import best_choice

MUST = 1000  # worth more than all other stops together


@dataclass(frozen=True)
class Chosen:
    """The nodes that fit, in order of their number. `least` is what the needed ones take.

    `nodes` is empty where not even those fit; `drop` then are the needed ones that have to
    go, empty too where none alone would fit.
    """

    nodes: Nodes
    needed: Nodes = ()
    least: int = 0
    drop: Nodes = ()


@dataclass(frozen=True)
class StopChoice:
    """What the stops of a day are chosen from; `there_is` minutes from setting out to boarding."""

    ground: PlanNodes
    candidates: Sequence[int]
    must: Collection[int]
    crowd: Crowd
    lunch: Lunch | None
    there_is: int

    @cached_property
    def first_day(self) -> Callable[[Nodes], Day]:
        """A first good day for some nodes."""
        return cache(lambda nodes: arrange(self.ground, nodes, self.crowd, self.lunch, quick=True))

    def choose(self, tiring: int) -> Chosen:
        """The stops of most worth whose day fits, nobody going on for more than `tiring` minutes.

        One group alone could see them all in time; then, as long as the day of all the groups
        does not fit, the stop that is worth least for its time is given up.
        """
        nodes = self._for_one_group(tiring)
        if nodes and all(node in nodes for node in self.must):
            kept = self._drop_until(nodes, set(self.must), tiring)
            if kept:
                return Chosen(kept)
        needed = tuple(sorted(self.must)) or _nearest(self.ground, self.candidates)
        least = self.first_day(needed).minutes
        if not self.must:
            return Chosen((), needed, least)
        kept = self._drop_until(needed, set(), tiring)
        drop = tuple(node for node in needed if node not in kept) if kept else ()
        return Chosen((), needed, least, drop)

    def is_sure(self, tiring: int) -> bool:
        """Whether the last stops that `choose` would give up fit, so that it finds some.

        Costs one day instead of many; where it is not sure, `choose` has to be asked.
        """
        nodes = self._for_one_group(tiring)
        if not nodes or not all(node in nodes for node in self.must):
            return False
        while len(nodes) > max(1, len(self.must)):
            nodes = _without_least(self.ground, nodes, self.must)
        return self._fits(nodes, tiring)

    def _fits(self, nodes: Nodes, tiring: int) -> bool:
        day = self.first_day(nodes)
        return day.minutes <= self.there_is and max(stretches(day)) <= tiring

    def _for_one_group(self, tiring: int) -> Nodes:
        lunch = self.lunch.minutes if self.lunch else 0
        budget = min(self.there_is - lunch, tiring * (2 if self.lunch else 1))
        if budget < 1:
            return ()
        ground, places = self.ground, (DEPOT, *self.candidates)
        try:
            found = best_choice(
                [[ground.minutes[a][b] for b in places] for a in places],
                [0, *(self.crowd.stay for _ in self.candidates)],
                [1, *(_worth(ground, k) + MUST * (k in self.must) for k in self.candidates)],
                budget,
                start=0,
                loop=True,
                distances=[[ground.metres[a][b] for b in places] for a in places],
            )
        except DoesNotFit:
            return ()
        return tuple(sorted(places[k] for k in found.indexes if k))

    def _drop_until(self, nodes: Nodes, keep: Collection[int], tiring: int) -> Nodes:
        """The nodes less those given up, or none where what is kept never fits."""
        while nodes and not self._fits(nodes, tiring):
            if all(node in keep for node in nodes):
                return ()
            nodes = _without_least(self.ground, nodes, keep)
        return nodes


def _without_least(ground: PlanNodes, nodes: Nodes, keep: Collection[int]) -> Nodes:
    """The nodes less the one of those not kept that is worth least for its time."""
    free = [node for node in nodes if node not in keep]
    least = min(free, key=lambda node: (_worth(ground, node) / _cost(ground, node, nodes), -node))
    return tuple(node for node in nodes if node != least)


def _worth(ground: PlanNodes, node: int) -> int:
    return ground.nodes[node].site.properties.weight


def _cost(ground: PlanNodes, node: int, nodes: Nodes) -> int:
    """Minutes that a node lies away from its two nearest neighbours; one at least."""
    near = sorted(ground.minutes[node][other] for other in (DEPOT, *nodes) if other != node)
    return max(1, sum(near[:2]))


def _nearest(ground: PlanNodes, candidates: Sequence[int]) -> Nodes:
    nearest = min(candidates, key=lambda node: (ground.minutes[DEPOT][node], node))
    return (nearest,)
