"""What a teacher is told about a plan: each warning when it is due, in words without gaps."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from tests.fieldtrip.test_plan import TODAY, guide, usual
from trail.fieldtrip.planner.notices import longest_without_toilet, notices
from trail.fieldtrip.trip import Trip, make_trip
from trail.fieldtrip.wording.sentences import notice_text
from trail.guide.words.phrases import Phrases


def trip(**changes: object) -> Trip:
    return make_trip(guide(), usual(**changes), TODAY)


def told(found: Trip) -> dict[str, str]:
    texts: dict[str, str] = {
        notice.code: notice_text(notice, Phrases()) for notice in found.notices
    }
    assert all(text and "%(" not in text for text in texts.values())
    return texts


def test_the_usual_case_is_told_what_nobody_knows() -> None:
    texts = told(trip())
    assert {"place_ask", "unassessed", "capacity", "rule"} <= texts.keys()
    assert not {"adults_short", "past", "weekend", "long", "waiting"} & texts.keys()


def test_a_plan_without_a_toilet_that_is_known_says_so() -> None:
    visits = trip().visits
    known = tuple(visit.site for visit in visits.visits if visit.toilet)
    assert {"prescott-park", "strawbery-banke"} <= set(known)
    assert "No toilet on the way is known" in told(trip(without=known))["toilets"]
    assert "toilets" not in told(trip())


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"adults": 5}, "adults_short", "Too few adults: 5."),
        ({"date": dt.date(2026, 11, 3)}, "past", "November 3, 2026"),
        ({"date": dt.date(2027, 5, 16)}, "weekend", "weekend"),
        ({"place": "hancock-street-lot"}, "place_arranged", "groups that have booked"),
        ({"lunch": 30, "leave": dt.time(10, 50)}, "lunch_late", "outside the usual hours"),
        (
            {"must": ("christ-church", "prescott-park", "north-church", "strawbery-banke",
                      "railroad-station-site", "john-paul-jones-house"), "leave": dt.time(13)},
            "long", "without a rest",
        ),
    ],
)  # fmt: skip
def test_a_warning_comes_when_it_is_due(changes: dict[str, object], code: str, said: str) -> None:
    assert said in told(trip(**changes))[code]


def test_who_waits_is_told_and_nobody_else() -> None:
    found = trip()
    first = found.plan.entries[0]
    walk = next(entry for entry in first if entry.kind == "walk")
    waiting = dataclasses.replace(walk, kind="wait", end=walk.start + 7, origin=None)
    plan = dataclasses.replace(found.plan, entries=((*first, waiting), *found.plan.entries[1:]))
    warned = [n for n in notices(plan, found.visits, found.legs, TODAY) if n.code == "waiting"]
    assert notice_text(warned[0], Phrases()).endswith("1, each at most 7\u00a0min.")


def test_for_wheelchairs_what_is_not_known_is_named_with_whom_to_ask() -> None:
    found = trip(wheels=2)
    texts = told(found)
    assert "a lift and room for 2 wheelchairs" in texts["lift"]
    assert not any(s.steps == "yes" for leg in found.legs.values() for s in leg.segments)
    unsure = [
        leg for leg in found.legs.values()
        if not leg.segments or any(s.steps != "no" for s in leg.segments)
    ]  # fmt: skip
    for leg in unsure:
        assert f"{leg.origin.site.label} – {leg.destination.site.label}" in texts["wheels_way"]
    assert f"without steps: {len(found.legs) - len(unsure)} of the ways" in texts["wheels_way"]
    assert "City of Portsmouth" in texts["wheels_way"]
    for stop in found.plan.stops:
        unknown = found.visits.visit_of(stop.site.id).step_free is None
        assert (stop.site.name in texts["wheels_stops"]) == unknown
    assert not {"lift", "wheels_way", "wheels_stops"} & told(trip()).keys()
    assert "lift" not in told(trip(wheels=1, bus="none"))


def test_of_one_slow_group_only_its_own_ways_are_named() -> None:
    found = trip(slow_one=True)
    text = told(found)["slow_way"]
    slow = found.plan.slow_group
    assert slow is not None
    assert text.startswith(f"Group {slow.number}: ")
    own = {
        (entry.origin.site.label, entry.stop.site.label)
        for entry in found.plan.entries[-1] if entry.kind == "walk" and entry.origin
    }  # fmt: skip
    unsure = {
        (leg.origin.site.label, leg.destination.site.label)
        for leg in found.legs.values()
        if not leg.segments or any(s.steps != "no" for s in leg.segments)
    }
    assert unsure - own, "others walk other ways"
    for ends in unsure:
        assert (" – ".join(ends) in text) == (ends in own)
    assert "City of Portsmouth" in text
    assert "slow_way" in told(trip(slow=True))
    assert "slow_way" not in told(trip(slow=True, wheels=1)).keys() | told(trip()).keys()


def test_how_long_a_group_goes_without_a_toilet_is_told_where_it_is_too_long() -> None:
    # Stops with a toilet come first where one is asked for, so that each wish has its own plan.
    found = trip(toilet=240)
    gap = longest_without_toilet(found.plan, found.visits)
    # By hand for the first group: the stops with a toilet that we know of.
    known = {v.site for v in found.visits.visits if v.toilet}
    for entries in found.plan.entries:
        times = [(e.start, e.end) for e in entries if e.kind == "stop" and e.stop.site.id in known]
        starts, ends = [t[0] for t in times], [t[1] for t in times]
        gaps = [b - a for a, b in zip([0, *ends], [*starts, found.plan.leave_min], strict=True)]
        assert max(gaps) <= gap
    assert "toilet_gap" in told(trip(toilet=gap - 1))
    assert "toilet_gap" not in told(trip(toilet=gap))
    assert "toilet_gap" not in told(found)


def test_whether_a_class_may_eat_there_is_asked_where_nobody_knows() -> None:
    leave = dt.time(13)
    at_stop = told(trip(lunch=30, lunch_at="prescott-park", leave=leave))["lunch_ask"]
    assert at_stop == "Ask first whether a class may eat at 6. Prescott Park: City of Portsmouth."
    assert "may eat at Market Square" in told(trip(lunch=30, leave=leave))["lunch_ask"]
    assert "lunch_ask" not in told(trip())


def test_rain_or_heat_says_so_where_nobody_can_be_kept_from_walking_long() -> None:
    far = ("south-mill-pond-cherry-trees", "prescott-park", "north-church",
           "railroad-station-site", "strawbery-banke")  # fmt: skip
    assert (
        "keeps everybody to 1\u00a0h on foot" in told(trip(weather=True, must=far))["weather_long"]
    )
    assert "weather_long" not in told(trip(weather=True))
