"""Which words stand where: names are set in many orders, and left out before they collide.

The orders are shuffled with a fixed seed and the cheapest whole wins, so the same map gets the
same words.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from trail.graphics.maps.candidate import CLEAR, DOT, Candidate
from trail.graphics.maps.labels import Obstacles, Wanted, collide, sampled
from trail.graphics.maps.ranked_candidates import RankedCandidates
from trail.graphics.maps.view import XY, Box, PlacedLabel

ORDERS = 14


def place(
    wanted: Sequence[Wanted], obstacles: Obstacles
) -> tuple[tuple[PlacedLabel, ...], tuple[str, ...]]:
    """The words that found room, in the order given, and the names that did not."""
    options = [RankedCandidates(want.candidates, _judge(want, obstacles)) for want in wanted]
    # No order can do better than with each name at its cheapest place.
    least = sum(
        offers.found[0][0] if offers.more() else want.worth
        for want, offers in zip(wanted, options, strict=True)
    )
    shuffle = random.Random(1905)  # noqa: S311 - order of trials, not secrets
    best: dict[int, int] = {}
    best_cost = math.inf
    trials = _PlacementRounds(options)
    for trial in range(ORDERS):
        noise = 0.0 if trial == 0 else 0.7
        order = sorted(
            range(len(wanted)),
            key=lambda i: -wanted[i].worth * (1 + noise * (shuffle.random() - 0.5)),
        )
        chosen = trials.settle(order)
        total = sum(
            options[i].found[chosen[i]][0] if i in chosen else wanted[i].worth for i in order
        )
        if total < best_cost - 1e-9:
            best, best_cost = chosen, total
        if best_cost < least + 1e-9:
            break
    labels = tuple(
        _placed(want, options[i].found[best[i]][1]) for i, want in enumerate(wanted) if i in best
    )
    return labels, tuple(want.name for i, want in enumerate(wanted) if i not in best)


def _judge(want: Wanted, obstacles: Obstacles) -> Callable[[Candidate], float | None]:
    return partial(obstacles.cost, own=want.own, on_street=want.kind == "street", limit=want.worth)


class _PlacementRounds:
    """Names set in one order after another; what stood in the way of each place is kept."""

    def __init__(self, options: Sequence[RankedCandidates]) -> None:
        self._options = options
        self._clashes: dict[tuple[int, int, int, int], bool] = {}
        # For each place of each name: the place of another that it clashed with last.
        self._blockers: list[dict[int, tuple[int, int]]] = [{} for _ in options]

    def settle(self, order: Iterable[int]) -> dict[int, int]:
        """The place of each name, by index: its cheapest that is free when its turn comes."""
        chosen: dict[int, int] = {}
        standing: list[tuple[int, int, Box]] = []
        for i in order:
            offers, blockers = self._options[i], self._blockers[i]
            found = offers.found
            m = 0
            while m < len(found) or offers.more():
                blocker = blockers.get(m)
                if blocker is None or chosen.get(blocker[0]) != blocker[1]:
                    reach = found[m][1].reach
                    blocker = self._blocker(i, m, reach, standing)
                    if blocker is None:
                        chosen[i] = m
                        standing.append((i, m, reach))
                        break
                    blockers[m] = blocker
                m += 1
        return chosen

    def _blocker(
        self, i: int, m: int, reach: Box, standing: Iterable[tuple[int, int, Box]]
    ) -> tuple[int, int] | None:
        """What stands in the way of a place."""
        left, top, right, bottom = reach
        for j, n, (its_left, its_top, its_right, its_bottom) in standing:
            # Most lie far apart: the boxes around them say so at once.
            if (
                its_right >= left
                and its_left <= right
                and its_bottom >= top
                and its_top <= bottom
                and self._clash(i, m, j, n)
            ):
                return j, n
        return None

    def _clash(self, i: int, m: int, j: int, n: int) -> bool:
        key = (i, m, j, n) if i < j else (j, n, i, m)
        known = self._clashes.get(key)
        if known is None:
            one, other = self._options[i].found[m][1], self._options[j].found[n][1]
            known = self._clashes[key] = _clash(one, other)
        return known


def _clash(a: Candidate, b: Candidate) -> bool:
    if collide(a, b):
        return True
    for one, other in ((a, b), (b, a)):
        if one.dot and other.distance(one.dot) < DOT + CLEAR:
            return True
        if one.lead and any(other.distance(point) < CLEAR for point in sampled(one.lead, 10)):
            return True
    return a.lead is not None and b.lead is not None and _cross(a.lead, b.lead)


def _cross(a: tuple[XY, XY], b: tuple[XY, XY]) -> bool:
    """Whether two lines have a point in common."""

    def side(line: tuple[XY, XY], p: XY) -> float:
        (x, y), (u, v) = line
        return (u - x) * (p[1] - y) - (v - y) * (p[0] - x)

    return side(a, b[0]) * side(a, b[1]) <= 0 and side(b, a[0]) * side(b, a[1]) <= 0


def _placed(want: Wanted, candidate: Candidate) -> PlacedLabel:
    return PlacedLabel(
        want.kind,
        candidate.lines,
        candidate.centre,
        candidate.angle,
        want.size,
        candidate.corners,
        candidate.inside,
        lead=candidate.lead,
    )
