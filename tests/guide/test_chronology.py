"""Days, spans and states, on a little conference of our own."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.dataset.schema import dates
from trail.dataset.schema.dates import Period
from trail.dataset.schema.story import BANDS, Demand, Event, Session
from trail.guide.days import chronology

PERIOD = Period(start="1921-03-01", end="1921-03-10")
DAYS = dates.period_days(PERIOD)
SOURCE = "https://example.org/archive"


def day(number: int) -> date:
    return date(1921, 3, number)


def event(name: str, when: str | None, **fields: Any) -> Event:
    given = {
        "id": name,
        "date": when,
        "when": None if when else "one day",
        "title": name,
        "text": "Something happened.",
        "band": "citizens",
        "scope": "local",
        "place": "the quay",
        "tracks": [3],
        "certainty": "high",
        "sources": [SOURCE],
    }
    return Event.model_validate(given | fields)


def demand(number: int, *states: tuple[int, int, str], conditional: int | None = None) -> Demand:
    ranges = [
        {"from": day(a).isoformat(), "to": day(b).isoformat(), "state": state}
        | ({"conditional": True} if a == conditional else {})
        for a, b, state in states
    ]
    return Demand.model_validate(
        {
            "number": number,
            "name": f"Demand {number}",
            "text": "Something is asked for.",
            "rank": "additional",
            "reply": "refused",
            "reply_text": "No.",
            "discussed": ["1921-03-03"],
            "decided": {"date": "1921-03-08", "what": "agreed"},
            "outcome": "Agreed.",
            "ending": "agreed",
            "states": ranges,
            "certainty": "high",
            "sources": [SOURCE],
        }
    )


def session(number: int | None, on: int) -> Session:
    return Session.model_validate(
        {
            "date": day(on).isoformat(),
            "kind": "session" if number else "postponed",
            "number": number,
            "name": "A session",
            "time": None,
            "result": "None.",
            "sources": [SOURCE],
        }
    )


FISH = demand(1, (1, 1, "not-presented"), (2, 2, "under-discussion"), (3, 10, "settled"))
LAND = demand(
    2,
    (1, 1, "not-presented"),
    (2, 3, "not-yet-discussed"),
    (4, 5, "deadlocked"),
    (6, 7, "deadlocked"),
    (8, 9, "agreed-in-principle"),
    (10, 10, "settled"),
    conditional=6,
)


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("new", "old"),
    [
        (date(1905, 9, 5), date(1905, 8, 23)),
        (date(1917, 11, 7), date(1917, 10, 25)),
        (date(1812, 9, 7), date(1812, 8, 26)),
    ],
)
def test_old_style_is_the_julian_day(new: date, old: date) -> None:
    assert dates.old_style(new) == old


def test_period_has_every_day_once_with_both_ends() -> None:
    assert tuple(day(number) for number in range(1, 11)) == DAYS


# ---------------------------------------------------------------- events


def test_events_sort_by_first_day_then_exact_about_between_undated() -> None:
    events = [
        event("undated", None),
        event("long", "1921-03-04/1921-03-09"),
        event("short", "1921-03-04/1921-03-05"),
        event("about", "1921-03-04~"),
        event("exact", "1921-03-04"),
        event("later", "1921-03-05"),
        event("earlier", "1921-03-03/1921-03-09"),
    ]
    names = [item.id for item in chronology.sorted_events(events)]
    assert names == ["earlier", "exact", "about", "short", "long", "later", "undated"]


def test_events_of_one_day_sort_by_band_and_else_stay_as_given() -> None:
    events = [
        event("b", "1921-03-04"),
        event("a", "1921-03-04"),
        event("c", "1921-03-04", band="back-channel"),
    ]
    assert [item.id for item in chronology.sorted_events(events)] == ["c", "b", "a"]


def test_day_lists_exact_events_before_those_that_span_it() -> None:
    events = [
        event("spanning", "1921-03-02/1921-03-06"),
        event("about", "1921-03-04~"),
        event("exact", "1921-03-04"),
        event("elsewhen", "1921-03-05"),
        event("undated", None),
        event("wire", "1921-03-04", band="back-channel"),
    ]
    found = chronology.events_on(events, day(4))
    assert tuple(found) == BANDS
    assert [item.id for item in found["citizens"]] == ["exact", "about", "spanning"]
    assert [item.id for item in found["back-channel"]] == ["wire"]
    assert found["negotiation"] == ()


def test_event_between_two_days_is_drawn_once_and_listed_on_both() -> None:
    events = [event("either", "1921-03-04/1921-03-05")]
    drawn = chronology.events_by_day(events, DAYS)
    assert tuple(drawn) == DAYS
    assert [found for found in drawn if drawn[found]] == [day(4)]
    for number in (4, 5):
        assert chronology.events_on(events, day(number))["citizens"]


def test_event_that_may_have_begun_earlier_is_drawn_at_the_first_day() -> None:
    events = [event("early", "1921-02-27/1921-03-02"), event("before", "1921-02-27")]
    drawn = chronology.events_by_day(events, DAYS)
    assert [item.id for item in drawn[day(1)]] == ["early"]
    assert sum(len(of_day) for of_day in drawn.values()) == 1


def test_undated_events_are_kept_apart() -> None:
    events = [event("u", None), event("x", "1921-03-04"), event("a", "1921-03-04~")]
    assert [item.id for item in chronology.undated(events)] == ["u"]


def test_selection_meets_all_conditions() -> None:
    events = [
        event("a", None, people=["ann"], tracks=[1, 3], sites=["quay"], demands=[2]),
        event("b", None, people=["ann"], tracks=[2], certainty="medium"),
    ]
    assert [e.id for e in chronology.select_events(events, person="ann")] == ["a", "b"]
    assert [e.id for e in chronology.select_events(events, person="ann", track=3)] == ["a"]
    assert [e.id for e in chronology.select_events(events, certainty="medium")] == ["b"]
    assert [e.id for e in chronology.select_events(events, site="quay", demand=2)] == ["a"]
    assert chronology.select_events(events, person="ann", band="negotiation") == ()


# ---------------------------------------------------------------- demands


def test_state_holds_on_both_ends_of_its_range() -> None:
    for number, state in [(1, "not-presented"), (2, "not-yet-discussed"), (3, "not-yet-discussed")]:
        part = chronology.find_state(LAND, day(number))
        assert part is not None
        assert part.state == state
    assert chronology.find_state(LAND, date(1921, 2, 28)) is None


def test_states_of_a_day_are_by_number() -> None:
    found = chronology.states_on([FISH, LAND], day(4))
    assert {number: part.state for number, part in found.items()} == {1: "settled", 2: "deadlocked"}


def test_neighbors_of_one_state_are_one_stretch_unless_conditional() -> None:
    found = [(s.state, s.conditional, s.length) for s in chronology.stretches(LAND)]
    assert found == [
        ("not-presented", False, 1),
        ("not-yet-discussed", False, 2),
        ("deadlocked", False, 2),
        ("deadlocked", True, 2),
        ("agreed-in-principle", False, 2),
        ("settled", False, 1),
    ]
    joined = demand(3, (1, 4, "deadlocked"), (5, 10, "deadlocked"))
    assert [s.length for s in chronology.stretches(joined)] == [10]


@given(st.lists(st.sampled_from(["deadlocked", "withdrawn", "settled"]), min_size=10, max_size=10))
def test_stretches_cover_every_day_once(states: list[str]) -> None:
    item = demand(1, *((i + 1, i + 1, state) for i, state in enumerate(states)))
    found = chronology.stretches(item)
    assert [s.state for s in found for _ in range(s.length)] == states
    assert all(a.state != b.state for a, b in pairwise(found))
    changed = [d for d in DAYS if chronology.changes_on([item], d)]
    assert [s.first for s in found[1:]] == changed


def test_changes_name_the_state_before_and_after() -> None:
    changes = chronology.changes_on([FISH, LAND], day(8))
    assert [(c.demand.number, c.before, c.after) for c in changes] == [
        (2, "deadlocked", "agreed-in-principle")
    ]
    assert chronology.changes_on([FISH, LAND], day(1)) == ()


def test_stall_is_days_on_end_with_something_open_and_nothing_decided() -> None:
    sessions = [session(1, 2), session(2, 5), session(None, 6), session(3, 8)]
    found = chronology.stalls([FISH, LAND], sessions, DAYS)
    assert [(s.first, s.last, s.sittings) for s in found] == [
        (day(2), day(2), 1),
        (day(4), day(7), 1),
    ]
    longest = chronology.longest_stall([FISH, LAND], sessions, DAYS)
    assert longest is not None
    assert (longest.first, longest.length) == (day(4), 4)


def test_nothing_stalls_when_all_is_decided_or_not_presented() -> None:
    settled = demand(1, (1, 5, "not-presented"), (6, 10, "settled"))
    assert chronology.stalls([settled], [], DAYS) == ()
    assert chronology.longest_stall([settled], [], DAYS) is None


def test_sessions_of_a_day_are_found() -> None:
    sessions = [session(1, 2), session(2, 5)]
    assert chronology.sessions_on(sessions, day(5)) == (sessions[1],)
    assert chronology.sessions_on(sessions, day(4)) == ()
