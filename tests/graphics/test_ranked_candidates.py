"""Places for names, worked out lazily: the same as all of them, sorted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trail.graphics.maps.candidate import Candidate
from trail.graphics.maps.ranked_candidates import Later, RankedCandidates

_costs = st.integers(0, 6).map(float)  # few, so that ties are common


@st.composite
def _wanted(draw: st.DrawFn) -> list[tuple[float | None, list[tuple[float, float | None]]]]:
    """Places by their cost and what the judge adds; with a bound where they come later."""
    groups: list[tuple[float | None, list[tuple[float, float | None]]]] = []
    for _ in range(draw(st.integers(0, 8))):
        places = [(draw(_costs), draw(st.none() | _costs)) for _ in range(draw(st.integers(0, 4)))]
        least = min((cost for cost, _ in places), default=6.0)
        later = draw(st.booleans())
        if later:
            groups.append((draw(st.floats(0, least)), places))
        else:
            groups += [(None, [place]) for place in places]
    return groups


@given(_wanted(), st.integers(0, 5))
def test_offers_come_as_if_all_had_been_judged_and_sorted(
    groups: list[tuple[float | None, list[tuple[float, float | None]]]], stop: int
) -> None:
    extra: dict[int, float | None] = {}
    made: list[Candidate] = []
    places: list[Candidate | Later] = []
    for bound, found in groups:
        here = [Candidate(("a",), (0, 0), (1, 1), cost) for cost, _ in found]
        for candidate, (_, more) in zip(here, found, strict=True):
            extra[id(candidate)] = more
        made += here
        if bound is None:
            places += here
        else:
            places.append(Later(bound, lambda here=here: here))  # type: ignore[misc]

    def judge(candidate: Candidate) -> float | None:
        more = extra[id(candidate)]
        return None if more is None else candidate.cost + more

    judged = [(cost, place) for place in made if (cost := judge(place)) is not None]
    expected = sorted(judged, key=lambda pair: pair[0])
    offers = RankedCandidates(places, judge)
    for _ in range(stop):
        offers.more()  # a reader that has had enough; the next one goes on
    assert offers.found == expected[:stop]
    while offers.more():
        pass
    assert offers.found == expected
    assert not offers.more()
