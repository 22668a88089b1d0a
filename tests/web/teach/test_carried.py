"""The planner in the browser against the server's: one set of requests, word by word."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import icalendar
import pytest
from flask import Flask

from tests.browser.compat.install import node
from trail.export.trips import plan_calendar, plan_table
from trail.fieldtrip.planner.request import PlanRefused, as_given, parse_request
from trail.fieldtrip.trip import Trip, make_trip, visits_of
from trail.fieldtrip.wording import sentences
from trail.fieldtrip.wording import wording as words
from trail.fieldtrip.wording.link import group_link
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases
from trail.web.serve.app import create_app
from trail.web.shell import filters
from trail.web.shell.settings import Settings
from trail.web.teach.carried import messages

REQUESTS = 200
SIZES = (9, 20, 28, 46, 60, 130, 191, 250, 290)
TODAY = dt.date(2026, 12, 1)
NOW = dt.datetime(2026, 12, 1, 12, 30, 15, tzinfo=dt.UTC)
HOME, PAGE = "https://trail.example.org/portsmouth/", "https://trail.example.org/teach/plan/?a=b"
# What no random request has: every way to type a field, every fault, ends of the clock.
TYPED = (
    "",
    "students=0",
    "students=301",
    "students=46.5",
    "students=-4",
    "students=forty",
    "students= 46 ",
    "students=46&students=47",
    "students=99999999999999999999",
    "date=5/18/2027",
    "date=5.18.2027&id=a1",
    "date=May+18,+2027",
    "date=18th+may+2027",
    "date=2027-02-29",
    "date=2027-04-31",
    "date=2027-13-01",
    "date=0000-01-01",
    "date=0012-01-01",
    "date=9999-12-31",
    "date=2025-11-30",
    "date=2025-12-01",
    "date=2029-11-30",
    "date=2031-01-01",
    "date=tomorrow",
    "date=5/18-2027",
    "arrive=noon&leave=3 pm",
    "arrive=9.30&leave=1:15 p.m.",
    "arrive=0930&leave=14h30",
    "arrive=9",
    "arrive=25:00",
    "arrive=13 pm",
    "arrive=12 am&leave=12:30 pm",
    "leave=9:00",
    "date=2027-03-14&arrive=2:30&leave=12:00",
    "date=2027-03-14&arrive=1:30&leave=12:00",
    "date=2027-11-07&arrive=1:30&leave=12:00&lunch=30",
    "date=2027-03-14&arrive=1:00&leave=2:15",
    "arrive=23:00&leave=23:20",
    "arrive=22:00&leave=23:59&lunch=30",
    "grade=13",
    "pace=running",
    "size=0",
    "size=40",
    "ratio=101",
    "talk=61",
    "lunch=121",
    "toilet=5",
    "adults=2",
    "adults=0",
    "adults=500",
    "buses=1&students=290",
    "wheels=2&slow=1",
    "slow_one=2",
    "slow_one=1",
    "slow_one=1&slow=1",
    "slow_one=1&wheels=1",
    "slow_one=1&pace=slow",
    "students=9&slow_one=1",
    "students=28&slow_one=1&arrive=9:00&leave=11:00&lunch=20",
    "students=12&size=6&slow_one=1&arrive=9:00&leave=10:20",
    "students=290&slow_one=1&size=20&arrive=8:30&leave=14:00",
    "students=200&slow_one=1&size=8&arrive=8:30&leave=14:00&date=2027-05-18&id=5",
    "slow_one=1&in=south-church&in=strawbery-banke&arrive=9:00&leave=10:00",
    "outdoor=2",
    "id=A-B",
    f"id={'x' * 61}",
    "about=1&about=99",
    "in=nowhere",
    "in=market-square&out=market-square",
    "place=marcy-street",
    "place=south-mill-pond",
    "lunch=30&lunch_at=temple-israel",
    "students=300&size=5",
    "date=2027-05-15&weather=1",
    "arrive=9:00&leave=12:15&talk=20&in=strawbery-banke",
    "students=9&size=3&arrive=9:00&leave=10:30",
    "prefer=most&arrive=8:00&leave=17:00&lunch=30",
    "students=12&arrive=8:00&leave=16:00&prefer=most&talk=5",
)


@cache
def app(lang: str = "en") -> Flask:
    made = create_app(Settings())
    return made if lang == "en" else made.extensions["languages"][lang]


def guide(lang: str = "en") -> Guide:
    return app(lang).extensions["guide"]  # type: ignore[no-any-return]


@cache
def carried(lang: str = "en") -> Any:
    answer = app(lang).test_client().get("/teach/planner.json")
    assert answer.content_type == "application/json"
    return answer.get_json()


def random_requests() -> Iterator[str]:
    of, dice = visits_of(guide()), random.Random(1905)
    stops = guide().dataset.get_tour(of.usual.tour).stops
    paces = [pace.id for pace in guide().dataset.trail.paces]
    tracks = [track.number for track in guide().dataset.tracks]
    fields: tuple[tuple[str, float, Callable[[], list[object]]], ...] = (
        ("date", 0.4, lambda: [f"2027-{dice.randint(1, 12):02}-{dice.randint(10, 28)}"]),
        ("adults", 0.15, lambda: [dice.randint(5, 60)]),
        ("ratio", 0.1, lambda: [dice.randint(2, 15)]),
        ("size", 0.2, lambda: [dice.randint(5, 25)]),
        ("pace", 0.2, lambda: [dice.choice(paces)]),
        ("talk", 0.2, lambda: [dice.randint(2, 15)]),
        ("lunch", 0.4, lambda: [dice.choice((20, 30, 45))]),
        ("lunch_at", 0.2, lambda: [dice.choice(stops)]),
        ("bus", 0.2, lambda: [dice.choice(of.buses).id]),
        ("buses", 0.1, lambda: [dice.randint(1, 6)]),
        ("place", 0.3, lambda: [dice.choice(of.places).id]),
        ("in", 0.3, lambda: list(dice.sample(stops, dice.randint(1, 7)))),
        ("out", 0.2, lambda: list(dice.sample(stops, dice.randint(1, 6)))),
        ("about", 0.2, lambda: [dice.choice(tracks)]),
        ("prefer", 0.3, lambda: ["most"]),
        ("outdoor", 0.1, lambda: [1]),
        ("slow", 0.1, lambda: [1]),
        ("slow_one", 0.25, lambda: [1]),
        ("wheels", 0.1, lambda: [dice.randint(1, 3)]),
        ("toilet", 0.15, lambda: [60]),
        ("weather", 0.15, lambda: [1]),
        ("id", 0.5, lambda: [f"{dice.getrandbits(64):x}"]),
    )
    for _ in range(REQUESTS):
        arrive = dice.randrange(8 * 60, 11 * 60, 5)
        leave = arrive + dice.randrange(45, 360, 5)
        asked: list[tuple[str, object]] = [
            ("students", dice.choice((*SIZES, dice.randint(1, 300)))),
            ("grade", dice.choice(of.grades).id),
            ("arrive", f"{arrive // 60}:{arrive % 60:02}"),
            ("leave", f"{leave // 60}:{leave % 60:02}"),
        ]  # fmt: skip
        for name, chance, values in fields:
            found = values()
            if dice.random() < chance:
                asked += [(name, value) for value in found]
        yield urlencode(asked)


@cache
def in_node(lang: str, requests: tuple[str, ...]) -> Any:
    at = {"url": PAGE, "home": HOME, "now": NOW.timestamp() * 1000}
    given = {"trip": carried(lang), "lang": lang, "today": TODAY.isoformat(), "asked": requests}
    run = subprocess.run(
        [node(), str(Path(__file__).with_name("plans.mjs"))],
        input=json.dumps(given | {"calendar": at}), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(run.stdout)


def trip_of(query: str, lang: str) -> Trip:
    of = guide(lang)
    fields = parse_qs(query, keep_blank_values=True)
    return make_trip(of, parse_request(fields, of.dataset, visits_of(of)), TODAY)


def on_server(query: str, lang: str, say: Phrases) -> Any:
    try:
        trip = trip_of(query, lang)
    except PlanRefused as refused:
        told = [(f.field, f.code, sentences.fault_text(f, say)) for f in refused.faults]
        return json.loads(json.dumps({"faults": told}))
    plan = trip.plan
    found = {
        "given": as_given(plan.request),
        "groups": [(g.number, g.students, g.adults) for g in plan.groups],
        "buses": plan.buses,
        "stops": [stop.site.id for stop in plan.stops],
        "entries": [
            [
                (e.kind, e.start, e.end, e.stop.site.id, e.origin.site.id if e.origin else None,
                 e.distance_m)
                for e in entries
            ]
            for entries in plan.entries
        ],
        "figures": (plan.walk_min, plan.bound_min, plan.proved, plan.most_stops, plan.leave_min,
                    plan.stretch_min),
        "texts": [words.lead_line(plan, say), words.proof_line(plan, say),
                  *(words.group_line(g, say) for g in plan.groups)],
        "lines": [[words.entry_text(e, plan, say) for e in entries] for entries in plan.entries],
        "totals": [(total.label, total.value) for total in words.totals(plan, say)],
        "where": [row.cells for row in words.who_is_where(plan, say)],
        "left": [(o.stop.site.id, o.why, words.left_out_text(o, say)) for o in plan.left_out],
        "notices": [
            (sentences.notice_text(n, say),
             say("as of %(date)s", date=n.told.as_of) if n.told and n.told.as_of else "")
            for n in trip.notices
        ],
        "table": plan_table(trip, say).decode(),
    }  # fmt: skip
    return {"plan": json.loads(json.dumps(found))}


@pytest.fixture(scope="module")
def phrases() -> Iterator[Callable[[str], Phrases]]:
    contexts = []

    def of(lang: str) -> Phrases:
        context = app(lang).test_request_context("/teach/plan/")
        context.push()
        contexts.append(context)
        return filters.say()

    yield of
    for context in reversed(contexts):
        context.pop()


def compare(lang: str, requests: tuple[str, ...], say: Phrases) -> int:
    """How many of the requests have a plan; each is told the same by both."""
    plans = 0
    for query, answer in zip(requests, in_node(lang, requests)["answers"], strict=True):
        wanted = on_server(query, lang, say)
        assert answer.keys() == wanted.keys(), query
        if "faults" in wanted:
            assert answer == wanted, query
            continue
        plans += 1
        for name, value in wanted["plan"].items():
            assert answer["plan"][name] == value, (query, name)
    return plans


def test_two_hundred_random_requests_have_the_plan_and_the_words_of_the_server(
    phrases: Callable[[str], Phrases],
) -> None:
    plans = compare("en", tuple(random_requests()), phrases("en"))
    assert REQUESTS // 4 < plans < REQUESTS  # some of each kind


@pytest.mark.parametrize("lang", ["en", "ja", "ru"])
def test_what_is_typed_is_read_and_refused_alike_in_every_language(
    lang: str, phrases: Callable[[str], Phrases]
) -> None:
    assert compare(lang, TYPED, phrases(lang)) > 10


def test_a_groups_link_says_the_same() -> None:
    requests = tuple(random_requests())[:40]
    seen = 0
    for query, answer in zip(requests, in_node("en", requests)["answers"], strict=True):
        if "plan" in answer:
            plan = trip_of(query, "en").plan
            links = [parse_qs(group_link(plan, group)) for group in plan.groups]
            assert [parse_qs(link) for link in answer["plan"]["links"]] == links
            seen += any("o" in link for link in links)
    assert seen > 3


def events(body: str | bytes) -> dict[str, dict[str, str]]:
    """By id the properties of each event, without the directions, which the server alone has."""
    found = {}
    made: list[Any] = icalendar.Calendar.from_ical(body).walk("VEVENT")
    for event in made:
        written = {name: event[name].to_ical() for name in event}
        told = {
            name: each if isinstance(each, str) else each.decode() for name, each in written.items()
        }
        if str(event["SUMMARY"]).rpartition(": ")[2].startswith(("Walk to", "On to")):
            told.pop("DESCRIPTION", "")
        found[str(event["UID"])] = told
    return found


def test_the_calendar_has_the_ids_times_and_words_of_the_servers() -> None:
    requests = tuple(q for q in random_requests() if "date=" in q and "&id=" in q)[:25]
    seen = 0
    for query, answer in zip(requests, in_node("en", requests)["answers"], strict=True):
        if "plan" not in answer:
            continue
        body = plan_calendar(trip_of(query, "en"), Phrases(), url=PAGE, home=HOME, at=NOW)
        assert events(answer["plan"]["calendar"]) == events(body)
        lines = answer["plan"]["calendar"].split("\r\n")
        assert max(len(line.encode()) for line in lines) <= 75
        zones = icalendar.Calendar.from_ical(answer["plan"]["calendar"]).walk("VTIMEZONE")
        assert [str(zone["TZID"]) for zone in zones] == ["America/New_York"]
        seen += 1
    assert seen > 5


@pytest.mark.parametrize("lang", ["ja", "ru"])
def test_all_that_a_script_says_is_in_the_catalogues(lang: str) -> None:
    """A message that only a script had would stay English."""
    said = carried(lang)["words"]["said"]
    assert said["Count, and board the bus"]
    sentences_of = [text for text in messages()[0] if len(text.split()) > 3]
    assert len(sentences_of) > 70
    assert [text for text in sentences_of if text not in said] == []
