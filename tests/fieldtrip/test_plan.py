"""Whole plans over the shipped data: every size of class, and every refusal."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import math
import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shipped import shipped_guide
from trail.dataset.schema.visits import VisitsFile
from trail.fieldtrip.planner.groups import adults_needed, share_adults, split
from trail.fieldtrip.planner.plan import Plan, make_plan
from trail.fieldtrip.planner.request import (
    PlanRefused,
    PlanRequest,
    RequestFault,
    usual_request,
)
from trail.fieldtrip.trip import make_trip, visits_of
from trail.guide.guide import Guide
from trail.guide.walk.itinerary import walking_minutes
from trail.guide.walk.network import Network

TODAY = dt.date(2026, 11, 26)
SPRING = dt.date(2027, 3, 14)  # the clocks go forward


def guide() -> Guide:
    return shipped_guide()


def usual(**changes: object) -> PlanRequest:
    return dataclasses.replace(usual_request(visits_of(guide())), **changes)  # type: ignore[arg-type]


@cache
def plan(**changes: object) -> Plan:
    visits = visits_of(guide())
    tour = guide().itinerary(visits.usual.tour)
    return make_plan(guide().dataset, visits, tour, guide().travel("foot"), usual(**changes), TODAY)


def refused(**changes: object) -> tuple[RequestFault, ...]:
    with pytest.raises(PlanRefused) as caught:
        plan(**changes)
    return caught.value.faults


def check(found: Plan) -> None:
    """Nobody in two places, no stop too full, every stop seen, walks true, all in time."""
    visits, travel = visits_of(guide()), guide().travel("foot")
    if found.request.without_steps and isinstance(travel, Network):
        travel = travel.without_steps
    there: dict[tuple[str, int], int] = {}
    assert sum(group.students for group in found.groups) == found.request.students
    assert found.leave_min == found.clock.minutes_to(found.request.leave)
    for group, entries in zip(found.groups, found.entries, strict=True):
        assert group.adults >= 1
        assert (entries[0].kind, entries[-1].kind) == ("gather", "board")
        assert (entries[0].start, entries[-1].end) == (0, found.leave_min)
        for before, after in itertools.pairwise(entries):
            assert before.end == after.start, "a gap, or two places at once"
            if after.kind in ("stop", "lunch", "free", "board"):
                assert before.stop.site.id == after.stop.site.id, "there without a walk"
            if after.kind == "walk":
                assert after.origin is not None
                assert before.stop.site.id == after.origin.site.id
        # Who eats at a stop of the plan has been there.
        eaten = {found.request.lunch_at} - {None}
        seen = [
            entry.stop.site.id
            for entry in entries
            if entry.kind == "stop" or (entry.kind == "lunch" and entry.stop.site.id in eaten)
        ]
        assert sorted(seen) == sorted(stop.site.id for stop in found.stops)
        for entry in entries:
            if entry.kind == "walk":
                assert entry.origin is not None
                metres = travel.route(entry.origin.position, entry.stop.position).distance_m
                assert entry.distance_m == pytest.approx(metres, abs=0.01)
                # The planner counts in centimetres.
                assert entry.minutes == walking_minutes(round(metres, 2), found.pace_of(group))
            if entry.kind == "stop":
                for minute in range(entry.start, entry.end):
                    key = entry.stop.site.id, minute
                    there[key] = there.get(key, 0) + group.students
    for (site, _), students in there.items():
        assert students <= (visits.visit_of(site).capacity or visits.capacity.value)
    for stop in found.stops:
        most = visits.visit_of(stop.site.id).group_most
        assert most is None or max(group.students for group in found.groups) <= most
    assert found.spare_min >= 0
    assert found.stretch_min <= visits.minutes.rest.value
    assert found.bound_min <= found.walk_min


@pytest.mark.parametrize(
    "students", [1, 2, 9, 10, 11, 24, 25, 26, 50, 51, 99, 100, 101, 149, 200, 251, 300]
)
def test_every_size_of_class_has_a_sound_plan(students: int) -> None:
    check(plan(students=students, leave=dt.time(12)))


@pytest.mark.slow
@settings(max_examples=15)
@given(
    students=st.integers(1, 200),
    grade=st.sampled_from(["k", "3", "5", "8", "12"]),
    hours=st.integers(2, 7),
    talk=st.sampled_from([None, 3, 10]),
    size=st.sampled_from([None, 8, 12, 25]),
    lunch=st.sampled_from([0, 0, 30]),
    place=st.sampled_from(["market-square", "hancock-street-lot", "south-mill-pond"]),
    slow=st.booleans(),
    slow_one=st.booleans(),
    outdoor=st.booleans(),
)
def test_whatever_is_asked_is_planned_soundly_or_refused_with_a_reason(
    students: int, hours: int, **wishes: object
) -> None:
    found, codes = None, set()
    try:
        found = plan(students=students, leave=dt.time(9 + hours, 30), **wishes)
    except PlanRefused as error:
        codes = {fault.code for fault in error.faults}
    if found is None:
        assert codes
        assert codes <= {"short", "groups", "rest"}
    else:
        check(found)


def test_the_usual_case_needs_nothing_but_five_answers() -> None:
    found = plan()
    check(found)
    assert [group.students for group in found.groups] == [10, 9, 9, 9, 9]
    assert (found.people, found.adults, found.buses) == (56, 10, 1)
    assert len(found.stops) >= 8


def test_stop_numbers_are_those_of_the_printed_map() -> None:
    numbers = {s.site.id: s.number for s in guide().itinerary("downtown").stops}
    assert all(numbers[stop.site.id] == stop.number for stop in plan().stops)


def test_wanted_stops_are_in_and_unwanted_are_out() -> None:
    found = plan(must=("prescott-park",), without=("music-hall", "north-church"))
    check(found)
    ids = {stop.site.id for stop in found.stops}
    assert "prescott-park" in ids
    assert not ids & {"music-hall", "north-church"}
    assert {left.why for left in found.left_out if left.stop.site.id == "music-hall"} == {"asked"}


def test_lunch_is_where_it_was_asked_for_within_its_hours_and_is_the_visit() -> None:
    found = plan(lunch=30, lunch_at="prescott-park", leave=dt.time(14), students=130)
    check(found)
    lunches = [e for es in found.entries for e in es if e.kind == "lunch"]
    assert len(lunches) == len(found.groups) == 13
    assert {entry.stop.site.id for entry in lunches} == {"prescott-park"}
    assert all(entry.minutes >= 30 for entry in lunches)
    starts = [found.clock.at(entry.start).time() for entry in lunches]
    assert dt.time(11) <= min(starts) <= max(starts) <= dt.time(13)
    assert "prescott-park" in {stop.site.id for stop in found.stops}
    visits = [e for es in found.entries for e in es if e.kind == "stop"]
    assert "prescott-park" not in {entry.stop.site.id for entry in visits}


@pytest.mark.parametrize(
    ("students", "leave", "least"),
    [(130, dt.time(12, 30), 6), (191, dt.time(13, 30), 8), (250, dt.time(13, 30), 5),
     (290, dt.time(13, 30), 5)],
)  # fmt: skip
def test_a_whole_grade_with_lunch_sees_what_a_solver_found(
    students: int, leave: dt.time, least: int
) -> None:
    found = plan(students=students, leave=leave, lunch=30)
    check(found)
    assert len(found.stops) >= least
    assert len(found.stops) <= found.most_stops


def test_six_stops_that_fit_in_four_hours_are_planned() -> None:
    six = ("market-square", "calvin-page-law-office", "rockingham-county-courthouse-site",
           "temple-israel", "st-johns-church", "north-church")  # fmt: skip
    for students in (130, 191, 250):
        found = plan(students=students, leave=dt.time(13, 30), lunch=30, must=six)
        check(found)
        assert set(six) <= {stop.site.id for stop in found.stops}


def test_the_story_is_kept_together_for_one_stop_at_most() -> None:
    story = {"prescott-park", "strawbery-banke", "temple-israel"}
    kept, most = plan(), plan(prefer="most")
    ids = {stop.site.id for stop in kept.stops}
    assert story <= ids
    assert "ymca-former" not in ids
    assert not story <= {stop.site.id for stop in most.stops}
    assert len(most.stops) - 1 <= len(kept.stops) <= len(most.stops)


def test_stops_that_tell_of_what_was_asked_for_come_first() -> None:
    faith = {"temple-israel", "st-johns-church", "north-church", "christ-church"}
    before = {s.site.id for s in plan(prefer="most").stops} & faith
    after = {s.site.id for s in plan(prefer="most", about=(6,)).stops} & faith
    assert before < after


def test_a_slow_group_takes_the_slowest_pace_and_no_known_steps() -> None:
    trip = make_trip(guide(), usual(slow=True), TODAY)
    assert trip.plan.pace.id == "slow"
    assert not any(s.steps == "yes" for leg in trip.legs.values() for s in leg.segments)


@pytest.mark.parametrize(("students", "hour"), [(46, 12), (130, 13), (191, 14), (46, 15)])
def test_one_slow_group_walks_slowly_and_the_others_do_not(students: int, hour: int) -> None:
    found = plan(students=students, leave=dt.time(hour), slow_one=True, lunch=30 * (hour > 14))
    check(found)
    assert [group.slow for group in found.groups] == [False] * (len(found.groups) - 1) + [True]
    assert found.slow_group == found.groups[-1]
    assert (found.pace.id, found.slow_pace.id) == ("grades-k-5", "slow")
    slower = [
        [e.minutes > walking_minutes(e.distance_m, found.pace) for e in entries if e.kind == "walk"]
        for entries in found.entries
    ]
    assert any(slower[-1])
    assert not any(itertools.chain(*slower[:-1]))


def test_a_class_that_is_slow_or_one_group_alone_has_nobody_slower() -> None:
    assert plan(slow=True, slow_one=True).slow_group is None
    alone = plan(students=9, slow_one=True)
    assert [group.slow for group in alone.groups] == [True]
    check(alone)


def test_outdoor_only_leaves_out_what_is_inside() -> None:
    found = plan(outdoor=True, leave=dt.time(14))
    assert not {stop.site.id for stop in found.stops} & {"strawbery-banke", "john-paul-jones-house"}


def test_large_groups_leave_out_the_stop_that_takes_small_ones() -> None:
    found = plan(size=20, leave=dt.time(15), must=("prescott-park",))
    assert {left.why for left in found.left_out if left.stop.site.id == "strawbery-banke"} == {
        "size"
    }


# ---------------------------------------------------------------- refusals


def test_marcy_street_is_refused_with_why_and_how_old() -> None:
    (fault,) = refused(place="marcy-street")
    assert (fault.field, fault.code) == ("place", "refused")
    assert fault.values["age"] == 7


def test_too_little_time_says_the_least_that_works_and_it_does() -> None:
    (fault,) = refused(leave=dt.time(10))
    assert fault.code == "short"
    until = fault.values["until"]
    assert isinstance(until, dt.datetime)
    check(plan(leave=until.time()))
    assert refused(leave=(until - dt.timedelta(minutes=1)).time())


@pytest.mark.slow
def test_too_many_wanted_stops_say_which_to_drop_and_that_works() -> None:
    every = guide().dataset.get_tour("downtown").stops
    (fault,) = refused(must=every)
    drop = fault.values["drop"]
    assert isinstance(drop, list)
    dropped = {stop.site.id for stop in drop}
    check(plan(must=tuple(stop for stop in every if stop not in dropped)))


@pytest.mark.parametrize("number", range(12))
def test_the_advice_of_a_refusal_followed_gives_a_plan(number: int) -> None:
    dice = random.Random(number)
    every = guide().dataset.get_tour("downtown").stops
    wishes: dict[str, object] = {
        "students": dice.randint(9, 300),
        "leave": dt.time(dice.choice([10, 10, 11]), dice.choice([0, 15, 30])),
        "lunch": dice.choice([0, 0, 30]),
        "talk": dice.choice([None, 12]),
        "must": tuple(sorted(dice.sample(every, dice.randint(0, 4)), key=every.index)),
    }
    try:
        plan(**wishes)
    except PlanRefused as error:
        (fault,) = error.faults
        until = fault.values.get("until")
        if isinstance(until, dt.datetime):
            check(plan(**wishes | {"leave": until.time()}))
        drop = fault.values.get("drop")
        if isinstance(drop, list) and drop:
            gone = {stop.site.id for stop in drop}
            must = tuple(s for s in wishes["must"] if s not in gone)  # type: ignore[attr-defined]
            check(plan(**wishes | {"must": must}))
        assert fault.code in ("short", "rest")


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"leave": dt.time(9)}, "leave", "order"),
        ({"leave": dt.time(9, 30)}, "leave", "order"),
        ({"adults": 0}, "adults", "adults"),
        ({"adults": 4}, "adults", "adults"),
        ({"adults": 47}, "adults", "most"),
        ({"students": 1, "adults": 9999}, "adults", "most"),
        ({"students": 100, "buses": 1}, "buses", "seats"),
        ({"date": dt.date(1905, 9, 5)}, "date", "past"),
        ({"date": dt.date(2040, 5, 1)}, "date", "far"),
        ({"date": SPRING, "arrive": dt.time(2, 30)}, "arrive", "gap"),
        ({"date": SPRING, "arrive": dt.time(1), "leave": dt.time(2, 1)}, "leave", "gap"),
        ({"must": ("north-church",), "without": ("north-church",)}, "out", "both"),
        ({"must": ("strawbery-banke",), "size": 12}, "size", "over_stop"),
        ({"size": 40}, "size", "most"),
        ({"students": 200, "size": 2}, "size", "groups"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(
    changes: dict[str, object], field: str, code: str
) -> None:
    assert (field, code) in [(fault.field, fault.code) for fault in refused(**changes)]


def test_no_stop_at_all_is_refused() -> None:
    assert refused(without=guide().dataset.get_tour("downtown").stops)[0].code == "no_stop"


def test_all_faults_are_found_at_once() -> None:
    found = refused(leave=dt.time(9), adults=0, place="marcy-street")
    assert [fault.field for fault in found] == ["leave", "place", "adults"]


def test_a_lasting_stand_without_a_rest_is_refused_and_lunch_mends_it() -> None:
    every = tuple(s for s in guide().dataset.get_tour("downtown").stops if s != "christ-church")
    (fault,) = refused(must=every, leave=dt.time(17))
    assert (fault.field, fault.code) == ("lunch", "rest")
    check(plan(must=every, leave=dt.time(17), lunch=30))


def test_hours_across_the_change_of_clocks_are_real_ones() -> None:
    found = plan(date=dt.date(2027, 3, 14), arrive=dt.time(1), leave=dt.time(4))
    assert found.leave_min == 120
    assert [found.clock.at(m).strftime("%H:%M%z") for m in (0, 59, 60)] == [
        "01:00-0500", "01:59-0500", "03:00-0400",
    ]  # fmt: skip


# ---------------------------------------------------------------- groups


@given(st.integers(1, 400), st.integers(1, 60))
def test_groups_are_few_and_even(students: int, size: int) -> None:
    sizes = split(students, size)
    assert sum(sizes) == students
    assert len(sizes) == math.ceil(students / size)
    assert max(sizes) <= size
    assert max(sizes) - min(sizes) <= 1


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=30), st.integers(1, 20), st.integers(0, 40)
)
def test_adults_are_shared_so_that_the_ratio_holds(sizes: list[int], ratio: int, more: int) -> None:
    needed = adults_needed(sizes, ratio)
    shares = share_adults(sizes, needed + more)
    assert sum(shares) == needed + more
    assert all(share >= 1 for share in shares)
    assert all(size <= share * ratio for size, share in zip(sizes, shares, strict=True))


# ---------------------------------------------------------------- lunch, rain and heat


def test_lunch_is_only_where_a_class_may_have_it_or_ask() -> None:
    (fault,) = refused(lunch=30, lunch_at="temple-israel", leave=dt.time(13))
    assert (fault.field, fault.code) == ("lunch_at", "no_lunch")
    places = [stop.site.id for stop in fault.values["places"]]  # type: ignore[attr-defined]
    assert places == ["prescott-park", "south-mill-pond-cherry-trees"]
    for place in places:
        check(plan(lunch=30, lunch_at=place, leave=dt.time(13)))
    # A place without a lunch is not asked about.
    assert plan(lunch_at="temple-israel").stops


def test_where_no_place_is_named_any_stop_may_be_asked_for_but_a_refused_one() -> None:
    def all_with(eat: str | None) -> VisitsFile:
        shipped = visits_of(guide()).model_dump()
        for visit in shipped["visits"]:
            visit["eat"] = eat
        return VisitsFile.model_validate(shipped)

    assert all_with(None).may_eat_at("temple-israel")
    assert not all_with("refused").may_eat_at("temple-israel")


def test_in_rain_or_heat_nobody_is_long_on_foot_and_stops_inside_come_first() -> None:
    times, visits = visits_of(guide()).minutes, visits_of(guide())
    assert times.bad_weather is not None
    fair, bad = plan(), plan(weather=True)
    assert bad.stretch_min <= times.bad_weather.value == 60 < fair.stretch_min
    check(bad)
    inside = {"strawbery-banke", "john-paul-jones-house"}
    assert all(visits.visit_of(stop).inside for stop in inside)
    assert "john-paul-jones-house" in {stop.site.id for stop in bad.stops}
    # Where that can't be had, there is a plan all the same.
    far = plan(weather=True, must=("south-mill-pond-cherry-trees", "prescott-park", "north-church",
                                   "railroad-station-site", "strawbery-banke"))  # fmt: skip
    assert far.stretch_min > 60


def test_a_stop_with_a_toilet_comes_first_where_one_is_wanted() -> None:
    asked = plan(leave=dt.time(11), toilet=60, prefer="most")
    with_toilet = {v.site for v in visits_of(guide()).visits if v.toilet}
    usual_ones = plan(leave=dt.time(11), prefer="most")
    count = [sum(s.site.id in with_toilet for s in p.stops) for p in (usual_ones, asked)]
    assert count[1] >= count[0]
    assert count[1] == 3
