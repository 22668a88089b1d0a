"""The calendar by RFC 5545 and by another reader, and the table by RFC 4180."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import re
from collections import defaultdict
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz

from tests.shipped import shipped_guide
from trail.base.errors import InvalidParameter
from trail.export.trips import plan_calendar, plan_table
from trail.fieldtrip.planner.request import usual_request
from trail.fieldtrip.trip import Trip, make_trip, visits_of
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases

HOME = "https://trail.example.org/"
URL = f"{HOME}teach/plan/?date=2027-05-18"
AT = dt.datetime(2026, 11, 30, 15, 4, 5, tzinfo=dt.UTC)
ZONE = ZoneInfo("America/New_York")


def guide() -> Guide:
    return shipped_guide()


DAY = dt.date(2027, 5, 18)


@cache
def trip(**wishes: Any) -> Trip:
    usual = usual_request(visits_of(guide()))
    return make_trip(guide(), dataclasses.replace(usual, **({"date": DAY} | wishes)))


def calendar_of(
    made: Trip, *, at: dt.datetime = AT, home: str = HOME, group: int | None = None
) -> bytes:
    return plan_calendar(made, Phrases(), url=URL, home=home, at=at, group=group)


def body(**wishes: Any) -> bytes:
    return calendar_of(trip(**wishes))


def events_of(data: bytes) -> list[dict[str, tuple[str, str]]]:
    return components(unfold(data.decode()), "VEVENT")


def uids_of(data: bytes) -> set[str]:
    return {event["UID"][1] for event in events_of(data)}


# ---------------------------------------------------------------- a reader of our own


def unfold(text: str) -> list[str]:
    return re.sub("\r\n[ \t]", "", text).split("\r\n")


def components(lines: list[str], name: str) -> list[dict[str, tuple[str, str]]]:
    """The properties of each component of a name: parameters and value."""
    found: list[dict[str, tuple[str, str]]] = []
    inside: dict[str, tuple[str, str]] | None = None
    for line in lines:
        if line == f"BEGIN:{name}":
            inside = {}
        elif line == f"END:{name}" and inside is not None:
            found.append(inside)
            inside = None
        elif inside is not None:
            head, _, value = line.partition(":")
            key, _, parameters = head.partition(";")
            inside[key] = (parameters, value)
    return found


def test_lines_are_folded_at_75_octets_and_end_in_crlf() -> None:
    data = body()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    for line in data.split(b"\r\n"):
        line.decode()  # folding never cuts a letter in two


def test_every_event_has_what_it_must() -> None:
    lines = unfold(body().decode())
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN"} <= set(lines)
    assert any(line.startswith("PRODID:") for line in lines)
    events = components(lines, "VEVENT")
    uids = [event["UID"][1] for event in events]
    assert len(set(uids)) == len(uids)
    assert all(uid.endswith("@trail.example.org") for uid in uids)
    assert all(event["DTSTAMP"][1] == "20261130T150405Z" for event in events)
    for event in events:
        assert {"SUMMARY", "DTSTART", "DTEND"} <= event.keys()
        assert event["DTSTART"][1] < event["DTEND"][1]


def test_every_zone_named_is_told() -> None:
    lines = unfold(body().decode())
    told = {line.partition(":")[2] for line in lines if line.startswith("TZID:")}
    named = set(re.findall(r"TZID=([^:;]+)", "\n".join(lines)))
    assert named == told == {"America/New_York"}


@pytest.mark.parametrize(
    "date",
    [
        dt.date(2027, 1, 12), dt.date(2027, 3, 13), dt.date(2027, 3, 14), dt.date(2027, 5, 18),
        dt.date(2027, 11, 6), dt.date(2027, 11, 7), dt.date(2027, 11, 8), dt.date(2028, 2, 29),
    ],
)  # fmt: skip
def test_another_reader_finds_the_same_moments(date: dt.date) -> None:
    """dateutil reads the file's own VTIMEZONE; the times agree with the zone's database."""
    made = trip(date=date)
    text = calendar_of(made).decode()
    zone = tz.tzical(io.StringIO(text)).get("America/New_York")
    assert zone is not None
    by_uid = {e["UID"][1]: e for e in components(unfold(text), "VEVENT")}
    for group, entries in zip(made.plan.groups, made.plan.entries, strict=True):
        for k, entry in enumerate(entry for entry in entries if entry.kind != "free"):
            (uid,) = [u for u in by_uid if f"-group-{group.number}-{k}@" in u]
            for field, minutes in (("DTSTART", entry.start), ("DTEND", entry.end)):
                parameters, value = by_uid[uid][field]
                assert parameters == "TZID=America/New_York"
                local = dt.datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=zone)
                expected = dt.datetime.combine(date, dt.time(9, 30), ZONE).astimezone(dt.UTC)
                assert local.astimezone(dt.UTC) == expected + dt.timedelta(minutes=minutes)


def test_the_countdown_is_four_weeks_two_weeks_and_two_days_before() -> None:
    """Two days before that Tuesday is a Sunday: it is told on the Friday."""
    days = {
        event["UID"][1].split("-before-", 1)[1].partition("@")[0]: event["DTSTART"]
        for event in components(unfold(body().decode()), "VEVENT")
        if event["DTSTART"][0] == "VALUE=DATE"
    }
    assert {name: value for name, (_, value) in days.items()} == {
        "four-weeks": "20270420", "two-weeks": "20270504", "two-days": "20270514",
    }  # fmt: skip


def test_one_group_has_its_own_day_and_no_other() -> None:
    mine, all_of_them = uids_of(calendar_of(trip(), group=2)), uids_of(body())
    assert any("-group-2-" in key for key in mine)
    assert not any("-group-1-" in key for key in mine)
    # The day as a whole is told for this group alone, so that it is another event.
    (own,) = mine - all_of_them
    assert own.endswith("-trip-group-2@trail.example.org")


def test_an_event_says_whose_it_is_where_there_are_several_groups() -> None:
    several = [event["SUMMARY"][1] for event in events_of(body())]
    assert sum(summary.startswith("Group 1: ") for summary in several) > 3
    one = [event["SUMMARY"][1] for event in events_of(body(students=8))]
    assert not [summary for summary in one if summary.startswith("Group ")]


def test_the_same_plan_at_the_same_instant_gives_the_same_bytes() -> None:
    assert body() == body()


WISHES: list[dict[str, Any]] = [
    {"date": dt.date(2027, 5, 19)},
    {"arrive": dt.time(9, 15)},
    {"students": 47},
    {"talk": 6},
    {"lunch": 20},
    {"outdoor": True},
]


@pytest.mark.parametrize("changes", WISHES, ids=lambda changes: next(iter(changes)))
def test_a_plan_that_is_changed_keeps_the_ids_of_its_events(changes: dict[str, Any]) -> None:
    before, after = uids_of(body(id="4f0c")), uids_of(body(id="4f0c", **changes))
    # There may be fewer or more of them; the day and its countdown are always the same ones.
    assert {uid for uid in before if "-group-" not in uid} < after
    assert before <= after or after <= before


@pytest.mark.parametrize("changes", [{"id": "5a1d"}, *WISHES], ids=lambda c: next(iter(c)))
def test_two_plans_never_share_an_id(changes: dict[str, Any]) -> None:
    assert not uids_of(body()) & uids_of(body(**changes))
    if "id" not in changes:
        assert not uids_of(body(id="4f0c")) & uids_of(body(id="5a1d", **changes))


def test_two_trails_of_one_host_share_no_id() -> None:
    one, other = (
        uids_of(calendar_of(trip(id="4f0c"), home=f"https://example.org/{path}"))
        for path in ("", "guide/")
    )
    assert not one & other
    assert {uid.rpartition("@")[2] for uid in one | other} == {"example.org"}


def test_a_later_file_is_known_as_the_later_one() -> None:
    first, second = (
        events_of(calendar_of(trip(), at=at)) for at in (AT, AT + dt.timedelta(seconds=1))
    )
    for before, after in zip(first, second, strict=True):
        assert before["UID"] == after["UID"]
        assert int(before["SEQUENCE"][1]) < int(after["SEQUENCE"][1]) < 2**31
        assert before["DTSTAMP"][1] < after["DTSTAMP"][1]


def test_without_a_date_there_is_no_calendar() -> None:
    with pytest.raises(InvalidParameter, match="date"):
        body(date=None)


def test_the_table_has_a_row_for_everything() -> None:
    rows = list(csv.DictReader(io.StringIO(plan_table(trip(), Phrases()).decode("utf-8-sig"))))
    plan = trip().plan
    assert len(rows) == sum(len(entries) for entries in plan.entries)
    by_group = defaultdict(list)
    for row in rows:
        by_group[row["group"]].append(row)
        assert row["date"] == "2027-05-18"
    for group in by_group.values():
        assert (group[0]["start"], group[-1]["end"]) == ("09:30", "12:00")
        assert sum(int(row["minutes"]) for row in group) == 150


def test_a_table_without_a_date_has_none() -> None:
    rows = csv.DictReader(io.StringIO(plan_table(trip(date=None), Phrases()).decode("utf-8-sig")))
    assert {row["date"] for row in rows} == {""}
