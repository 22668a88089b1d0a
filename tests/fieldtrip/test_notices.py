"""What a teacher is told about a plan: each warning when it is due, in words without gaps."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from tests.fieldtrip.test_plan import TODAY, guide, usual
from trail.fieldtrip.planner.notices import notices
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
    assert {"place_ask", "unassessed", "capacity", "toilets", "rule"} <= texts.keys()
    assert not {"adults_short", "past", "weekend", "long", "waiting"} & texts.keys()


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
