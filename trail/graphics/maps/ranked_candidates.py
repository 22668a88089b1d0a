"""The places a name may stand at, from the cheapest up, each worked out when it is asked for.

Most names stand at one of their first few places: the rest is never looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trail.graphics.maps.candidate import Candidate


class Later:
    """Places that are worked out, once, when none is left that costs less than `bound`: they cost
    as much, or more."""

    __slots__ = ("_made", "_make", "bound")

    def __init__(self, bound: float, make: Callable[[], Iterable[Candidate]]) -> None:
        self.bound, self._make = bound, make
        self._made: tuple[Candidate, ...] | None = None

    def places(self) -> tuple[Candidate, ...]:
        if self._made is None:
            self._made = tuple(self._make())
        return self._made


class RankedCandidates:
    """A name's places that words may stand at, with their full costs; the cheapest first.

    Args:
        places: as the name wants them; of equal cost, the earlier comes first.
        judge: the full cost of a place, at least its own; None where no words may stand.

    Attributes:
        found: the places offered so far, each with its cost.
    """

    __slots__ = ("_judge", "_waiting", "found")

    def __init__(
        self, places: Sequence[Candidate | Later], judge: Callable[[Candidate], float | None]
    ) -> None:
        self._judge = judge
        self.found: list[tuple[float, Candidate]] = []
        # Cost so far, its rank among equals, whether that is the full cost, the place.
        self._waiting: list[tuple[float, int, int, bool, Candidate | Later]] = [
            (place.bound if isinstance(place, Later) else place.cost, rank, 0, False, place)
            for rank, place in enumerate(places)
        ]
        heapify(self._waiting)

    def more(self) -> bool:
        """Find the next place, if there is one."""
        waiting, judge = self._waiting, self._judge
        while waiting:
            cost, rank, inner, full, place = heappop(waiting)
            if full:
                self.found.append((cost, place))  # type: ignore[arg-type]
                return True
            if isinstance(place, Later):
                for number, made in enumerate(place.places()):
                    heappush(waiting, (made.cost, rank, number, False, made))
                continue
            judged = judge(place)
            if judged is not None:
                heappush(waiting, (judged, rank, inner, True, place))
        return False
