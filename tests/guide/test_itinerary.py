"""Tours worked out: order, legs, times, and the best part for the time there is."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sample import Sample, site
from tests.shipped import shipped_dataset
from trail import dataset as reader
from trail.base.errors import (
    DoesNotFit,
    InvalidParameter,
    PlanningError,
    SiteNotFound,
    TooFewStops,
)
from trail.base.geo import Position, distance_m
from trail.dataset.schema.trail import OrderBy, Pace, TourPlan
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.itinerary import (
    StraightTravel,
    dwell_min,
    from_site,
    plan,
    times,
    travel_for,
    walking_minutes,
    within,
)
from trail.guide.walk.network import Network
from trail.guide.walk.values import Itinerary

# Six stops along a shore, out of order, some 500 m apart.
PLACES = {"f": 5.1, "a": 0.0, "d": 3.2, "b": 1.0, "e": 3.9, "c": 2.2}
PACE = Pace(id="even", name="Even", speed_m_s=1.0, source="made up")


def dates(*found: str | None) -> list[dict[str, Any]]:
    """Facts with these dates."""
    return [
        {"date": date, "text": "It was.", "sources": ["https://example.org/"], "confidence": "low"}
        for date in found
    ]


@pytest.fixture(scope="module")
def shore(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Six stops on a line without streets; walked from `b`."""
    made = Sample()
    made.layers.pop("streets")
    for name, place in PLACES.items():
        feature = site(name, round(168.33 + place * 0.0065, 5), -46.6, weight=1, dwell_min=5)
        made.sites["features"].append(feature)
    made.properties("a").update(weight=5, facts=dates("1911-02", "1910-01-01"))
    made.properties("b").update(facts=dates("1911-02-20", "1911-03-01", None))
    made.properties("c").update(facts=dates("1911", "1800-01-01"))
    made.properties("d").update(facts=dates("1911-02-20/1911-02-22"))
    made.properties("e").update(facts=dates("1911-02-03~"))
    made.properties("f").update(facts=dates("1911-02/1911-04"))
    made.trail["tours"].append(
        {
            "id": "shore",
            "name": "Along the shore",
            "short_name": "Shore",
            "mode": "foot",
            "summary": "Six places.",
            "start": "b",
            "order": "distance",
            "order_note": "The shortest.",
            "stops": list(PLACES),
        }
    )
    return reader.load(made.write(tmp_path_factory.mktemp("shore")))


@pytest.fixture
def tour(shore: Dataset) -> TourPlan:
    return shore.get_tour("shore")


def stops(itinerary: Itinerary) -> str:
    return "".join(stop.site.id for stop in itinerary.stops)


def apart_m(shore: Dataset, a: str, b: str) -> float:
    one, other = shore.get_site(a).position, shore.get_site(b).position
    assert one
    assert other
    return distance_m(one, other)


def changed(tour: TourPlan, **values: Any) -> TourPlan:
    return TourPlan.model_validate(tour.model_dump() | values)


# ---------------------------------------------------------------- order


def test_shortest_order_begins_at_the_tours_start(shore: Dataset, tour: TourPlan) -> None:
    found = plan(shore, tour)
    assert stops(found) == "bacdef"
    assert (found.order_by, found.exact, found.loop) == ("distance", True, False)
    assert [stop.number for stop in found.stops] == [1, 2, 3, 4, 5, 6]


def test_shortest_order_is_as_short_as_any(shore: Dataset, tour: TourPlan) -> None:
    def metres(way: Sequence[str]) -> float:
        return sum(apart_m(shore, a, b) for a, b in itertools.pairwise(way))

    least = min(metres(("b", *rest)) for rest in itertools.permutations("acdef"))
    assert plan(shore, tour).distance_m == pytest.approx(least, abs=0.01)


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({"start": "f"}, "fedcba"),
        ({"start": "a", "finish": "c"}, "abfedc"),
        ({"finish": "d"}, "bacfed"),
        ({"finish": "b"}, "fedcab"),
        ({"order_by": "curated"}, "fadbec"),
        ({"order_by": "curated", "start": "b"}, "becfad"),
        ({"order_by": "curated", "start": "b", "finish": "e"}, "bcfade"),
        ({"order_by": "date"}, "edbfac"),
    ],
)
def test_order_follows_the_wishes(
    shore: Dataset, tour: TourPlan, wishes: dict[str, Any], expected: str
) -> None:
    found = plan(shore, tour, **wishes)
    assert stops(found) == expected
    assert found.exact


def test_loop_comes_back_to_its_start(shore: Dataset, tour: TourPlan) -> None:
    found = plan(shore, tour, loop=True)
    assert found.loop
    assert len(found.legs) == len(found.stops) == 6
    assert found.legs[-1].destination.site.id == found.stops[0].site.id == "b"
    assert plan(shore, tour, loop=True, start="e").distance_m == pytest.approx(found.distance_m)


def test_tours_own_loop_and_finish_hold_until_others_are_asked_for(
    shore: Dataset, tour: TourPlan
) -> None:
    looped, ended = changed(tour, loop=True), changed(tour, finish="a")
    assert plan(shore, looped).loop
    assert not plan(shore, looped, loop=False).loop
    assert not plan(shore, looped, finish="f").loop
    assert stops(plan(shore, ended))[-1] == "a"
    assert stops(plan(shore, ended, finish="f"))[-1] == "f"
    assert plan(shore, ended, loop=True).loop
    assert stops(plan(shore, ended, start="a")) == "abcdef"


@pytest.mark.parametrize(
    ("wishes", "refused", "name"),
    [
        ({"start": "g"}, SiteNotFound, None),
        ({"finish": "south-light"}, SiteNotFound, None),
        ({"start": "a", "finish": "a"}, InvalidParameter, "finish"),
        ({"loop": True, "finish": "a"}, InvalidParameter, "finish"),
        ({"order_by": "date", "start": "a"}, InvalidParameter, "start"),
        ({"order_by": "date", "finish": "a"}, InvalidParameter, "finish"),
    ],
)
def test_wishes_that_can_not_be_met_are_refused(
    shore: Dataset,
    tour: TourPlan,
    wishes: dict[str, Any],
    refused: type[Exception],
    name: str | None,
) -> None:
    with pytest.raises(refused) as error:
        plan(shore, tour, **wishes)
    if name:
        assert getattr(error.value, "name", None) == name


def test_loop_may_name_its_start_as_its_finish(shore: Dataset, tour: TourPlan) -> None:
    assert stops(plan(shore, tour, start="a", finish="a", loop=True))[0] == "a"


def test_tour_of_one_stop_is_refused(shore: Dataset, tour: TourPlan) -> None:
    with pytest.raises(TooFewStops):
        plan(shore, changed(tour, stops=["b"]))


def test_stop_without_a_place_is_refused(shore: Dataset, tour: TourPlan) -> None:
    lost = next(s.id for s in shore.sites if s.position is None)
    with pytest.raises(PlanningError, match=lost):
        plan(shore, changed(tour, stops=["b", lost]))


def test_many_stops_are_ordered_and_said_to_be_inexact(shore: Dataset, tour: TourPlan) -> None:
    many = [f"z{k}" for k in range(18)]
    at = {name: Position(2 + (k * 7 % 18) * 0.002, 48.0) for k, name in enumerate(many)}
    like = shore.get_site("a")
    sites = tuple(like.model_copy(update={"id": n, "position": p}) for n, p in at.items())
    wide = dataclasses.replace(shore, sites=sites)
    found = plan(wide, changed(tour, stops=many, start="z0"))
    assert not found.exact
    lons = [stop.position.lon for stop in found.stops]
    assert lons == sorted(lons)


def test_tour_from_another_stop_is_by_distance_where_dates_gave_the_order(
    shore: Dataset, tour: TourPlan
) -> None:
    found = from_site(shore, changed(tour, order="date"), "f")
    assert (found.order_by, stops(found)) == ("distance", "fedcba")
    assert from_site(shore, tour, "f", order_by="curated").order_by == "curated"


# ---------------------------------------------------------------- legs


def test_legs_join_the_stops_in_straight_lines_without_streets(
    shore: Dataset, tour: TourPlan
) -> None:
    found = plan(shore, tour)
    for leg, (a, b) in zip(found.legs, itertools.pairwise(found.stops), strict=True):
        assert (leg.origin, leg.destination) == (a, b)
        assert leg.path == (a.position, b.position)
        assert leg.distance_m == distance_m(a.position, b.position)
        assert not leg.follows_streets
        assert leg.segments == ()
        assert leg.approach is None


def test_legs_on_foot_follow_the_streets(sample_dataset: Dataset) -> None:
    quay = sample_dataset.get_tour("quay")
    assert isinstance(travel_for(sample_dataset, quay), Network)
    for leg in plan(sample_dataset, quay).legs:
        assert leg.follows_streets
        assert leg.segments
        assert leg.distance_m >= distance_m(leg.origin.position, leg.destination.position) - 0.1


def test_legs_by_car_are_straight_though_streets_are_mapped(sample_dataset: Dataset) -> None:
    road = sample_dataset.get_tour("south-road")
    assert isinstance(travel_for(sample_dataset, road), StraightTravel)
    assert not any(leg.follows_streets for leg in plan(sample_dataset, road).legs)


def test_travel_is_a_seam(shore: Dataset, tour: TourPlan) -> None:
    class Backwards(StraightTravel):
        """Far is near."""

        def matrix(self, positions: Sequence[Position]) -> list[list[float]]:
            return [[10_000 - m for m in row] for row in super().matrix(positions)]

    found = plan(shore, tour, travel=Backwards())
    assert found.distance_m > plan(shore, tour).distance_m * 2


# ---------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("metres", "minutes"), [(0, 0), (1, 1), (60, 1), (61, 2), (300, 5), (300.05, 5), (301, 6)]
)
def test_minutes_are_rounded_up(metres: float, minutes: int) -> None:
    assert walking_minutes(metres, PACE) == minutes


@given(st.floats(0, 50_000), st.floats(0, 50_000), st.floats(0.3, 2.5))
def test_farther_never_takes_less_time(a: float, b: float, speed: float) -> None:
    pace = Pace(id="p", name="P", speed_m_s=speed, source="made up")
    near, far = sorted((a, b))
    assert walking_minutes(near, pace) <= walking_minutes(far, pace)
    assert walking_minutes(far, pace) * 60 * speed >= far - 0.11 * speed


def test_times_add_up(shore: Dataset, tour: TourPlan) -> None:
    found = plan(shore, tour)
    told = times(found, PACE)
    assert told.legs == tuple(math.ceil(leg.distance_m / 60) for leg in found.legs)
    assert told.walk_min == sum(told.legs)
    assert told.dwell_min == 30
    assert told.total_min == told.walk_min + 30


def test_no_times_by_car(sample_dataset: Dataset) -> None:
    road = sample_dataset.get_tour("south-road")
    with pytest.raises(InvalidParameter):
        times(plan(sample_dataset, road), PACE)
    with pytest.raises(InvalidParameter):
        within(sample_dataset, road, 60, PACE)


def test_dwell_is_the_sites_own_or_the_trails(sample_dataset: Dataset) -> None:
    own = sample_dataset.get_site("landing-stage")
    other = sample_dataset.get_site("signal-tower")
    assert dwell_min(sample_dataset, own) == 10
    assert dwell_min(sample_dataset, other) == sample_dataset.trail.dwell_min


# ---------------------------------------------------------------- the time there is


@pytest.mark.parametrize("minutes", [5, 20, 40, 60, 90, 200])
@pytest.mark.parametrize("loop", [False, True])
@pytest.mark.parametrize("start", [None, "d"])
def test_sub_tour_is_worth_as_much_as_any_that_fits(
    shore: Dataset, tour: TourPlan, minutes: int, loop: bool, start: str | None
) -> None:
    found = within(shore, tour, minutes, PACE, start=start, loop=loop)
    first = start or "b"
    best = (0, 0)
    walk_min = {
        (a, b): math.ceil(apart_m(shore, a, b) / 60) for a, b in itertools.permutations(PLACES, 2)
    }
    for size in range(6):
        for rest in itertools.permutations(sorted(set(PLACES) - {first}), size):
            way = [first, *rest]
            ends = [*way[1:], first] if loop and rest else way[1:]
            walk = sum(walk_min[pair] for pair in zip(way, ends, strict=False))
            total = walk + 5 * len(way)
            if total <= minutes:
                worth = sum(5 if k == "a" else 1 for k in way)
                best = max(best, (worth, -total))
    assert (found.worth, -found.times.total_min) == best
    assert found.times.total_min <= minutes
    assert found.spare_min == minutes - found.times.total_min
    assert stops(found.itinerary)[0] == first
    assert [stop.number for stop in found.itinerary.stops] == list(
        range(1, len(found.itinerary.stops) + 1)
    )
    left = {out.site.id for out in found.left_out}
    assert left == set(PLACES) - set(stops(found.itinerary))
    for out in found.left_out:
        assert out.over_min == out.extra_min - found.spare_min
        assert out.over_min > 0


def test_sub_tour_with_time_for_all_leaves_nothing_out(shore: Dataset, tour: TourPlan) -> None:
    found = within(shore, tour, 600, PACE)
    assert found.left_out == ()
    assert found.all_min == found.times.total_min == times(plan(shore, tour), PACE).total_min


def test_sub_tour_of_one_stop_has_no_legs(shore: Dataset, tour: TourPlan) -> None:
    found = within(shore, tour, 5, PACE, loop=True)
    assert stops(found.itinerary) == "b"
    assert found.itinerary.legs == ()


def test_sub_tour_comes_back_where_the_tour_does(shore: Dataset, tour: TourPlan) -> None:
    assert within(shore, changed(tour, loop=True), 60, PACE).itinerary.loop
    assert not within(shore, changed(tour, loop=True), 60, PACE, loop=False).itinerary.loop


def test_too_little_time_says_the_least_that_works(shore: Dataset, tour: TourPlan) -> None:
    with pytest.raises(DoesNotFit) as refused:
        within(shore, tour, 4, PACE)
    assert (refused.value.minutes, refused.value.least) == (4, 5)
    within(shore, tour, refused.value.least, PACE)


@pytest.mark.parametrize("minutes", [0, -5, 1441, True, 1.5])
def test_minutes_that_are_none_are_refused(shore: Dataset, tour: TourPlan, minutes: Any) -> None:
    with pytest.raises(InvalidParameter):
        within(shore, tour, minutes, PACE)


def test_sub_tour_from_an_unknown_stop_is_refused(shore: Dataset, tour: TourPlan) -> None:
    with pytest.raises(SiteNotFound):
        within(shore, tour, 60, PACE, start="south-light")


# ---------------------------------------------------------------- the shipped trail


def test_shipped_tour_on_foot_is_along_streets_and_shortest() -> None:
    found = shipped_dataset()
    for tour in found.trail.tours:
        itinerary = plan(found, tour, order_by="distance")
        assert itinerary.exact
        assert all(leg.follows_streets == (tour.mode == "foot") for leg in itinerary.legs)
        others: tuple[OrderBy, ...] = ("curated", "date")
        for other in others:
            assert itinerary.distance_m <= plan(found, tour, other).distance_m + 0.1
