"""What was typed, read field by field; whatever it is, the answer is a request or faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shipped import shipped_dataset
from trail.dataset.schema.visits import VisitsFile
from trail.dataset.schema.whole import Dataset
from trail.fieldtrip.planner.request import (
    FIELDS,
    NUMBERS,
    UNREADABLE,
    PlanRefused,
    PlanRequest,
    as_given,
    parse_request,
    ready_request,
    usual_request,
)
from trail.fieldtrip.wording.sentences import fault_text
from trail.guide.words.phrases import Phrases


@cache
def shipped() -> tuple[Dataset, VisitsFile]:
    found = shipped_dataset()
    assert found.visits is not None
    return found, found.visits


def parse(given: Mapping[str, Sequence[str]]) -> PlanRequest:
    return parse_request(given, *shipped())


def faults(**given: str | list[str]) -> dict[str, str]:
    lists = {
        name.rstrip("_"): value if isinstance(value, list) else [value]
        for name, value in given.items()
    }
    with pytest.raises(PlanRefused) as caught:
        parse(lists)
    for fault in caught.value.faults:
        text = fault_text(fault, Phrases())
        assert text
        assert "%(" not in text
    return {fault.field: fault.code for fault in caught.value.faults}


def test_nothing_typed_is_the_usual() -> None:
    assert parse({}) == usual_request(shipped()[1])
    assert parse({name: [""] for name in FIELDS}) == usual_request(shipped()[1])


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("students", "0", "none"),
        ("students", "-5", "none"),
        ("students", "100000", "many"),
        ("students", "9" * 50, "number"),
        ("students", "99999999999", "many"),
        ("students", "46.5", "whole"),
        ("students", "4,6", "whole"),
        ("students", "NaN", "number"),
        ("students", "inf", "number"),
        ("students", "1e3", "number"),
        ("students", "0x10", "number"),
        ("students", "٤٦", "number"),
        ("students", "４６", "number"),
        ("students", "forty-six", "number"),
        ("students", "9" * 5000, "long"),
        ("adults", "-1", "least"),
        ("adults", "100000", "most"),
        ("ratio", "0", "least"),
        ("size", "0", "least"),
        ("talk", "61", "most"),
        ("lunch", "-30", "least"),
        ("buses", "0", "least"),
        ("date", "2027-02-29", "no_day"),
        ("date", "2027-04-31", "no_day"),
        ("date", "2027-13-01", "date"),
        ("date", "0000-01-01", "date"),
        ("date", "2027-05-32", "date"),
        ("date", "18.5.2027", "date"),
        ("date", "२०२७-०५-१८", "date"),
        ("date", "tomorrow", "date"),
        ("arrive", "24:00", "time"),
        ("date", "13/5/2027", "date"),
        ("date", "5/18/27", "date"),
        ("date", "5/18-2027", "date"),
        ("date", "2/30/2027", "no_day"),
        ("date", "Maybe 5, 2027 or so", "date"),
        ("arrive", "960", "time"),
        ("arrive", "2460", "time"),
        ("arrive", "9.75", "time"),
        ("leave", "noonish", "time"),
        ("about", "0", "choice"),
        ("about", "ten", "choice"),
        ("prefer", "least", "choice"),
        ("leave", "2", "time"),
        ("leave", "13 pm", "time"),
        ("leave", "0:30 am", "time"),
        ("leave", "12:60", "time"),
        ("grade", "13", "choice"),
        ("grade", "<script>", "choice"),
        ("pace", "run", "choice"),
        ("bus", "78", "choice"),
        ("place", "moon", "choice"),
        ("lunch_at", "moon", "choice"),
        ("in", "moon", "choice"),
        ("out", "\x00", "choice"),
        ("outdoor", "yes", "choice"),
        ("slow", "2", "choice"),
        ("wheels", "51", "most"),
        ("wheels", "-1", "least"),
        ("toilet", "14", "least"),
        ("toilet", "241", "most"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(field: str, typed: str, code: str) -> None:
    assert faults(**{field: typed}) == {field: code}


@pytest.mark.parametrize(
    "typed",
    ["2027-05-18", "2027-5-18", "5/18/2027", "05/18/2027", "5-18-2027", "5.18.2027",
     "May 18, 2027", "may 18 2027", "18 May 2027", "May 18th, 2027"],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(typed: str) -> None:
    assert parse({"date": [typed]}).date == dt.date(2027, 5, 18)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("noon", dt.time(12)), ("Noon", dt.time(12)), ("12 noon", dt.time(12)),
        ("9.30", dt.time(9, 30)), ("9h30", dt.time(9, 30)), ("0930", dt.time(9, 30)),
        ("1345", dt.time(13, 45)), ("2 pm", dt.time(14)), ("2p.m.", dt.time(14)),
        ("2:15 p. m.", dt.time(14, 15)), ("12 am", dt.time(0)), ("12 pm", dt.time(12)),
        ("9.30 PM", dt.time(21, 30)),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed: str, time: dt.time) -> None:
    assert parse({"leave": [typed]}).leave == time


def test_tracks_are_read_by_their_numbers_in_their_order() -> None:
    assert parse({"about": ["6", "1", "6"]}).about == (1, 6)
    assert parse({"prefer": ["most"]}).prefer == "most"


def test_a_leap_day_of_a_leap_year_is_a_day() -> None:
    assert parse({"date": ["2028-02-29"]}).date == dt.date(2028, 2, 29)


def test_a_field_given_twice_is_a_fault_but_lists_are_not() -> None:
    assert faults(students=["46", "47"]) == {"students": "twice"}
    found = parse({"in": ["north-church", "market-square", "north-church"]})
    assert found.must == ("market-square", "north-church")


def test_every_faulty_field_is_told_at_once() -> None:
    assert faults(students="x", arrive="x", date="x", grade="x").keys() == {
        "students", "arrive", "date", "grade",
    }  # fmt: skip


def test_spaces_around_and_a_leading_zero_do_no_harm() -> None:
    found = parse({"students": [" 046 "], "arrive": [" 9:05 "], "leave": ["13:00:00"]})
    assert (found.students, found.arrive, found.leave) == (46, dt.time(9, 5), dt.time(13))


stops = st.lists(st.sampled_from(shipped()[0].get_tour("downtown").stops), unique=True)


@given(
    students=st.integers(1, 300),
    date=st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    arrive=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    numbers=st.fixed_dictionaries(
        {name: st.none() | st.integers(*limits) for name, limits in NUMBERS.items()}
    ),
    must=stops,
    without=stops,
    outdoor=st.booleans(),
)
def test_a_request_survives_its_address(
    students: int,
    date: dt.date | None,
    arrive: dt.time,
    numbers: dict[str, int | None],
    must: list[str],
    without: list[str],
    outdoor: bool,
) -> None:
    order = shipped()[0].get_tour("downtown").stops
    usual = usual_request(shipped()[1])
    request = PlanRequest(
        arrive=arrive, leave=usual.leave, students=students, grade="8", place=usual.place,
        date=date, must=tuple(s for s in order if s in must),
        without=tuple(s for s in order if s in without), outdoor=outdoor,
        **(numbers | {name: numbers[name] or 0 for name in ("lunch", "wheels")}),  # type: ignore[arg-type]
    )  # fmt: skip
    asked: dict[str, list[str]] = {}
    for name, value in as_given(request):
        asked.setdefault(name, []).append(value)
    assert parse(asked) == request


@given(st.dictionaries(st.sampled_from(FIELDS), st.lists(st.text(max_size=80), max_size=3)))
def test_any_text_is_read_or_refused_in_words(given_texts: dict[str, list[str]]) -> None:
    try:
        parse(given_texts)
    except PlanRefused as refused:
        told = [fault_text(fault, Phrases()) for fault in refused.faults]
    else:
        told = ["read"]
    assert all(told)


def test_unreadable_and_unplannable_are_told_apart() -> None:
    with pytest.raises(PlanRefused) as caught:
        parse({"students": ["0"]})
    assert not caught.value.unreadable
    assert "number" in UNREADABLE


def test_ready_plans_are_requests() -> None:
    visits = shipped()[1]
    assert all(ready_request(visits, plan.id) for plan in visits.plans)
    assert ready_request(visits, "none-such") is None


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9:30", dt.time(9, 30)), ("09:30", dt.time(9, 30)), ("2 pm", dt.time(14)),
        ("2:15 P.M.", dt.time(14, 15)), ("12 am", dt.time(0)), ("12:05pm", dt.time(12, 5)),
        ("14:00", dt.time(14)),
    ],
)  # fmt: skip
def test_times_are_read_as_teachers_write_them(typed: str, time: dt.time) -> None:
    assert parse({"leave": [typed]}).leave == time
