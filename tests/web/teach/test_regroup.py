"""A group's day planned anew on the phone: true walks, no collision, as many stops as can be."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.browser.compat.install import node
from tests.fieldtrip.test_plan import guide, plan
from trail.fieldtrip.planner.plan import Plan
from trail.fieldtrip.planner.timetable import Activity
from trail.fieldtrip.trip import visits_of
from trail.fieldtrip.wording.link import LETTERS, group_link
from trail.guide.walk.itinerary import metres_between, walking_minutes
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings
from trail.web.teach import planner

KINDS = {letter: kind for kind, letter in LETTERS.items()}
BEGIN = 570  # 9:30


@cache
def plans() -> tuple[Plan, ...]:
    return (
        plan(),
        plan(students=130, lunch=30, lunch_at="prescott-park", leave=dt.time(13)),
        plan(students=250, talk=4, leave=dt.time(13)),
        plan(students=60, wheels=1, leave=dt.time(12, 30), place="hancock-street-lot"),
        plan(students=90, grade="8", lunch=30, leave=dt.time(13, 30), prefer="most"),
    )


@cache
def ground() -> dict[str, Any]:
    app = create_app(Settings())
    with app.test_request_context("/teach/plan/group/"):
        return planner._ground(visits_of(guide()))


def wishes(found: Plan, group: int, dice: random.Random) -> dict[str, Any]:
    stops = [e.stop.number for e in found.entries[group] if e.kind == "stop"]
    return dice.choice(
        [{"late": 12}, {"late": dice.randint(1, 45)}, {"skip": dice.choice(stops)}, {"rain": True}]
    )


def cases() -> list[tuple[Plan, int, int, dict[str, Any]]]:
    dice = random.Random(1905)
    found = []
    for _ in range(300):
        one = dice.choice(plans())
        group = dice.randrange(len(one.groups))
        last = next(e for e in one.entries[group] if e.kind == "board").start
        found.append((one, group, BEGIN + dice.randrange(last), wishes(one, group, dice)))
    return found


@cache
def answered() -> tuple[list[Any], float]:
    asked = {
        "ground": ground(),
        "cases": [
            {"hash": "#" + group_link(p, p.groups[group]), "minute": minute, "wish": wish}
            for p, group, minute, wish in cases()
        ],
    }
    run = subprocess.run(
        [node(), str(Path(__file__).with_name("regroup.mjs"))],
        input=json.dumps(asked), capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(run.stdout)
    return told["answers"], told["slowest"]


def metres(found: Plan, origin: int, to: int) -> float:
    nodes = {s.number: s.position for s in guide().itinerary("downtown").stops}
    depot = found.entries[0][0].stop
    nodes[depot.number] = depot.position
    travel = guide().travel("foot")
    if found.request.without_steps:
        travel = travel.without_steps  # type: ignore[attr-defined]
    return metres_between([nodes[origin], nodes[to]], travel)[0][1]


def as_entries(entries: tuple[Activity, ...]) -> list[dict[str, Any]]:
    return [
        {"kind": LETTERS[e.kind], "start": BEGIN + e.start, "end": BEGIN + e.end,
         "stop": e.stop.number}
        for e in entries
    ]  # fmt: skip


def test_a_day_planned_anew_has_no_gap_true_walks_and_keeps_what_is_past() -> None:
    for (found, group, minute, _), answer in zip(cases(), answered()[0], strict=True):
        entries, before = answer["entries"], as_entries(found.entries[group])
        assert entries[0]["start"] == BEGIN
        for one, after in itertools.pairwise(entries):
            assert one["end"] == after["start"]
        past = [e for e in before if e["end"] <= minute]
        assert entries[: len(past)] == past
        assert [e["kind"] for e in entries].count("b") == 1
        here = found.entries[group][0].stop.number
        for entry in entries:
            if entry["kind"] == "w" and entry["start"] > minute:
                walk = walking_minutes(metres(found, here, entry["stop"]), found.pace)
                assert entry["end"] - entry["start"] == walk
            if entry["kind"] in "wsl":
                here = entry["stop"]
        back = max(e["end"] for e in entries if e["kind"] != "b")
        board = BEGIN + next(e.start for e in found.entries[group] if e.kind == "board")
        assert back == board + answer["over"]


def test_nobody_meets_where_there_is_no_room_as_long_as_the_others_keep_to_the_plan() -> None:
    for (found, group, minute, _), answer in zip(cases(), answered()[0], strict=True):
        rooms = dict(zip((s.number for s in found.stops), found.capacities, strict=True))
        own = found.groups[group].students
        for entry in answer["entries"]:
            if entry["kind"] != "s" or entry["end"] <= minute:
                continue
            for at in range(max(minute, entry["start"]), entry["end"]):
                others = sum(
                    other.students
                    for k, other in enumerate(found.groups)
                    if k != group
                    for e in found.entries[k]
                    if e.kind == "stop"
                    and e.stop.number == entry["stop"]
                    and e.start <= at - BEGIN < e.end
                )
                assert others + own <= rooms[entry["stop"]]


def test_lunch_and_as_many_stops_stay_as_there_is_time_for() -> None:
    """Late by nothing, the day is as long as it was; every stop to come is still seen."""
    asked = {
        "ground": ground(),
        "cases": [
            {"hash": "#" + group_link(p, g), "minute": BEGIN + minute, "wish": {"late": 0}}
            for p in plans() for g in p.groups for minute in (0, 25, 60)
        ],
    }  # fmt: skip
    run = subprocess.run(
        [node(), str(Path(__file__).with_name("regroup.mjs"))],
        input=json.dumps(asked), capture_output=True, text=True, check=True,
    )  # fmt: skip
    wanted = [(p, g.number - 1) for p in plans() for g in p.groups for _ in range(3)]
    for (found, group), answer in zip(wanted, json.loads(run.stdout)["answers"], strict=True):
        assert answer["left"] == []
        assert answer["over"] == 0
        before, after = as_entries(found.entries[group]), answer["entries"]
        for kind in "sl":
            stops = [
                sorted({e["stop"] for e in day if e["kind"] == kind}) for day in (before, after)
            ]
            assert stops[0] == stops[1]


def test_a_stop_left_out_is_not_gone_to_and_rain_makes_the_day_shorter() -> None:
    seen = set()
    for (found, group, minute, wish), answer in zip(cases(), answered()[0], strict=True):
        later = [e for e in answer["entries"] if e["start"] > minute]
        if "skip" in wish:
            assert all(e["stop"] != wish["skip"] for e in later if e["kind"] == "s")
            seen.add("skip")
        if "rain" in wish and answer["over"] == 0:
            stays = {
                e.stop.number: e.end - e.start for e in found.entries[group] if e.kind == "stop"
            }
            for entry in later:
                if entry["kind"] == "s":
                    inside = entry["stop"] in ground()["inside"]
                    assert entry["end"] - entry["start"] == (
                        stays[entry["stop"]] if inside else max(3, -(-stays[entry["stop"]] // 2))
                    )
                    seen.add("rain inside" if inside else "rain")
    assert seen == {"skip", "rain", "rain inside"}


def test_too_late_a_group_goes_straight_back_and_is_told_by_how_much() -> None:
    late = [a for (_, _, _, w), a in zip(cases(), answered()[0], strict=True) if "late" in w]
    assert any(answer["left"] for answer in late)
    over = [answer for answer in late if answer["over"]]
    for answer in over:
        assert answer["entries"][-1]["kind"] == "b"


def test_each_answer_takes_less_than_a_second() -> None:
    # Twelve stops at most; measured in milliseconds, so that a slow machine has room.
    assert answered()[1] < 1000


@pytest.mark.parametrize("size", [46, 130, 290])
def test_the_link_stays_short_enough_for_a_code(size: int) -> None:
    found = plan(students=size, leave=dt.time(14), lunch=30)
    assert max(len(group_link(found, group)) for group in found.groups) < 800
