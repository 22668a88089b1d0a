"""The shipped story, and what is said of one that is faulty."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

from trail.base import paths
from trail.base.errors import DatasetError
from trail.dataset.checks.known import Documents, Known, known_in
from trail.dataset.files.story import STORY_FILES, parse_story
from trail.dataset.schema import dates
from trail.dataset.schema.people import Person
from trail.dataset.schema.story import DECIDED, Story
from trail.dataset.text.faults import Document, Faults
from trail.guide.days import chronology

Files = dict[str, Any]


def read(name: str) -> Any:
    return yaml.load((paths.DATA / name).read_text(encoding="utf-8"), yaml.CSafeLoader)


PERIOD = dates.Period.model_validate(read("trail.yaml")["period"])


@pytest.fixture(scope="module")
def shipped() -> Files:
    return {name: read(name) for name in STORY_FILES}


@pytest.fixture(scope="module")
def people() -> dict[str, Person]:
    return {item["id"]: Person.model_validate(item) for item in read("people.yaml")}


@pytest.fixture(scope="module")
def trail() -> Document:
    return Document("trail.yaml", read("trail.yaml"))


@pytest.fixture(scope="module")
def known(trail: Document) -> Known:
    names = ("sites.geojson", "people.yaml", "tracks.yaml")
    sites, people, tracks = (Document(name, read(name)) for name in names)
    return known_in(Documents(sites, trail, people, tracks), story=True, faults=Faults())


def parsed(files: Files, trail: Document, known: Known) -> tuple[Story | None, list[str]]:
    """The story, and every fault of it, sorted."""
    faults = Faults()
    documents = {name: Document(name, value) for name, value in files.items()}
    found = parse_story(documents, trail, known, None, faults)
    try:
        faults.raise_if_any()
    except DatasetError as error:
        return None, [str(problem) for problem in error.problems]
    return found, []


@pytest.fixture(scope="module")
def story(shipped: Files, trail: Document, known: Known) -> Story:
    found, faults = parsed(shipped, trail, known)
    assert faults == []
    assert found is not None
    return found


@pytest.fixture
def files(shipped: Files) -> Files:
    """The shipped files, to be broken by the test."""
    return copy.deepcopy(shipped)


# ---------------------------------------------------------------- what is shipped


def test_shipped_story_is_complete(story: Story) -> None:
    dated = [event for event in story.events if event.date is not None]
    assert len(dated) == 170
    assert len(chronology.undated(story.events)) == 11
    assert [demand.number for demand in story.demands] == list(range(1, 13))
    assert [s.number for s in story.sessions if s.number is not None] == list(range(1, 11))
    assert len([article for article in story.articles if article.belongs_to is None]) == 15
    assert len([article for article in story.articles if article.belongs_to is not None]) == 2
    assert len(story.markers) == 24
    assert len(story.works) == 45


def test_bands_and_certainties_are_those_counted_by_hand(story: Story) -> None:
    dated = [event for event in story.events if event.date is not None]
    bands = {band: sum(e.band == band for e in dated) for band in ("back-channel", "negotiation")}
    assert bands == {"back-channel": 57, "negotiation": 54}
    by_certainty = {c: sum(e.certainty == c for e in dated) for c in ("high", "medium", "low")}
    assert by_certainty == {"high": 99, "medium": 61, "low": 10}


def test_every_day_has_an_event_and_every_demand_one_state(story: Story) -> None:
    days = dates.period_days(PERIOD)
    assert len(days) == 33
    for day, events in chronology.events_by_day(story.events, days).items():
        assert events, day
        assert len(chronology.states_on(story.demands, day)) == 12
        for demand in story.demands:
            told = [s for s in demand.states if s.first <= day.isoformat() <= s.last]
            assert len(told) == 1, (demand.number, day)


def test_all_twelve_demands_are_settled_or_withdrawn_in_the_end(story: Story) -> None:
    last = chronology.states_on(story.demands, date(1905, 9, 6))
    assert {number for number, part in last.items() if part.state == "withdrawn"} == {9, 10, 11}
    assert {part.state for part in last.values()} == {"settled", "withdrawn"}
    before = chronology.states_on(story.demands, date(1905, 8, 28))
    still_open = {number for number, part in before.items() if part.state not in DECIDED}
    assert still_open == {5, 9, 10, 11}


def test_longest_stall_is_ten_days_with_two_sittings(story: Story) -> None:
    days = dates.period_days(PERIOD)
    stall = chronology.longest_stall(story.demands, story.sessions, days)
    assert stall is not None
    assert (stall.first, stall.last) == (date(1905, 8, 19), date(1905, 8, 28))
    assert (stall.length, stall.sittings) == (10, 2)


def test_demands_offered_away_are_conditional_until_they_are_withdrawn(story: Story) -> None:
    for demand in story.demands:
        hatched = [s for s in chronology.stretches(demand) if s.conditional]
        if demand.number in (10, 11):
            assert [(s.first, s.last) for s in hatched] == [(date(1905, 8, 18), date(1905, 8, 28))]
        else:
            assert hatched == []


def test_every_event_is_short_enough_to_be_read_in_a_row(story: Story) -> None:
    for event in story.events:
        assert len(event.text.split()) <= 50, event.id
        assert event.title.strip() == event.title
        assert not event.title.endswith("."), event.id


def test_every_observance_that_returns_has_its_day(story: Story) -> None:
    yearly = [marker for marker in story.markers if marker.yearly is not None]
    assert [(m.yearly.day, m.yearly.time) for m in yearly if m.yearly] == [("09-05", "15:47")]


def test_names_of_people_in_other_scripts_say_their_language(people: dict[str, Person]) -> None:
    assert len(people) == 107
    for person in people.values():
        assert (person.native_name is None) == (person.native_lang is None), person.id


def test_sources_do_not_lead_to_unfit_hosts(shipped: Files) -> None:
    text = yaml.safe_dump(shipped, width=10_000)
    for host in ("hornygo.com", "100vampirenovels.net", "whosread.com", "trantor.is"):
        assert host not in text


# ---------------------------------------------------------------- what is found faulty


def first_event(files: Files, **fields: Any) -> None:
    files["events.yaml"]["events"][0].update(fields)


def first_range(files: Files, **fields: Any) -> None:
    files["demands.yaml"]["demands"][0]["states"][0].update(fields)


def repeat_event(files: Files) -> None:
    events = files["events.yaml"]["events"]
    events.append(copy.deepcopy(events[-1]))


def swap_events(files: Files) -> None:
    events = files["events.yaml"]["events"]
    events[0], events[5] = events[5], events[0]


BROKEN: list[tuple[str, Callable[[Files], Any], str]] = [
    (
        "unknown site",
        lambda f: first_event(f, sites=["atlantis"]),
        "sites[0]: there is no site 'atlantis'",
    ),
    (
        "unknown person",
        lambda f: first_event(f, people=["nobody"]),
        "people[0]: there is no person",
    ),
    ("unknown track", lambda f: first_event(f, tracks=[10]), "tracks[0]: there is no track 10"),
    ("unknown demand", lambda f: first_event(f, demands=[13]), "demands[0]: there is no demand 13"),
    (
        "unknown work",
        lambda f: first_event(f, works=[{"work": "x"}]),
        "works[0].work: there is no work",
    ),
    ("person twice", lambda f: first_event(f, people=["witte", "witte"]), "witte is named twice"),
    ("unknown band", lambda f: first_event(f, band="kitchen"), "band: 'kitchen' is not known"),
    ("unknown field", lambda f: first_event(f, colour="red"), "colour: unknown field"),
    ("date of another type", lambda f: first_event(f, date=1905), "date: 1905 is a number"),
    ("no such day", lambda f: first_event(f, date="1905-06-31"), "there is no day '1905-06-31'"),
    (
        "backwards",
        lambda f: first_event(f, date="1905-06-09/1905-06-07"),
        "ends before it begins",
    ),
    ("far away", lambda f: first_event(f, date="1805-05-31"), "far from the period"),
    ("date and words", lambda f: first_event(f, when="in May"), "a date and words for one"),
    ("neither", lambda f: first_event(f, date=None), "when: no date"),
    ("old style of another day", lambda f: first_event(f, old_style="1905-05-19"), "another day"),
    ("nowhere", lambda f: first_event(f, place=None), "sites: nowhere"),
    ("no source", lambda f: first_event(f, sources=[]), "sources: without a source"),
    ("no address", lambda f: first_event(f, sources=["archive"]), "sources[0]: 'archive' won't do"),
    ("low", lambda f: first_event(f, certainty="low", note=None), "certainty is low"),
    ("long title", lambda f: first_event(f, title="x" * 41), "title"),
    ("event twice", repeat_event, "is given twice"),
    ("out of order", swap_events, "stands after an event of"),
    ("gap", lambda f: first_range(f, to="1905-08-08"), "no state on 1905-08-09"),
    (
        "overlap",
        lambda f: first_range(f, to="1905-08-10"),
        "not-presented and not-yet-discussed on 1905-08-10",
    ),
    ("unknown state", lambda f: first_range(f, state="lost"), "state: 'lost' is not known"),
    ("before the period", lambda f: first_range(f, **{"from": "1905-08-04"}), "outside the period"),
    ("range backwards", lambda f: first_range(f, to="1905-08-01"), "is before 1905-08-05"),
    (
        "decided on another day",
        lambda f: f["demands.yaml"]["demands"][0]["decided"].update(date="1905-08-15"),
        "not the day its state became decided",
    ),
    (
        "discussed without a session",
        lambda f: f["demands.yaml"]["demands"][0].update(discussed=["1905-08-13"]),
        "no session of 1905-08-13",
    ),
    (
        "session numbers",
        lambda f: f["demands.yaml"]["sessions"][2].update(number=5),
        "number: 5 after 1",
    ),
    (
        "article names a demand that does not name it",
        lambda f: f["articles.yaml"]["articles"][0].update(demands=[1]),
        "demand 1 does not name it",
    ),
    (
        "unknown article",
        lambda f: f["demands.yaml"]["demands"][0].update(articles=["article-99"]),
        "there is no article 'article-99'",
    ),
    (
        "marker at no site",
        lambda f: f["markers.yaml"]["markers"][0].update(site="atlantis"),
        "site: there is no site 'atlantis'",
    ),
    (
        "day that is not there each year",
        lambda f: f["markers.yaml"]["markers"][0].update(yearly={"day": "02-29"}),
        "yearly.day: '02-29' does not come every year",
    ),
    (
        "unknown way of verifying",
        lambda f: f["bibliography.yaml"]["works"][0].update(verified="maybe"),
        "verified: 'maybe' is not known",
    ),
    ("file of another kind", lambda f: f.update({"events.yaml": []}), "events.yaml"),
]


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [pytest.param(spoil, expected, id=name) for name, spoil, expected in BROKEN],
)
def test_one_fault_is_found_and_named(
    files: Files, trail: Document, known: Known, spoil: Callable[[Files], Any], expected: str
) -> None:
    spoil(files)
    _, lines = parsed(files, trail, known)
    assert len(lines) == 1, lines
    assert expected in lines[0]


def test_faults_of_all_files_are_told_at_once(files: Files, trail: Document, known: Known) -> None:
    first_event(files, band="kitchen")
    files["events.yaml"]["events"][3].update(people=["nobody"])
    files["demands.yaml"]["demands"][4]["states"][0]["state"] = "lost"
    _, lines = parsed(files, trail, known)
    assert [line.split(": ")[:2] for line in lines] == [
        ["demands.yaml", "5"],
        ["events.yaml", "1905-05-31-01"],
        ["events.yaml", files["events.yaml"]["events"][3]["id"]],
    ]


def test_reference_to_a_faulty_item_is_no_second_fault(
    files: Files, trail: Document, known: Known
) -> None:
    files["demands.yaml"]["demands"][4]["rank"] = "whatever"
    assert len(parsed(files, trail, known)[1]) == 1
