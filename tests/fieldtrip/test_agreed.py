"""Whole plans of the five-site trail as they were last agreed on, by every word and minute.

Changed on purpose: `pytest tests/fieldtrip/test_agreed.py --update-snapshots`, and the difference
is looked at like any other change.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from tests.sample_visits import sample_with_visits
from tests.test_snapshots import check_agreed
from trail.fieldtrip.planner.request import PlanRefused, parse_request
from trail.fieldtrip.planner.rotate import rotate
from trail.fieldtrip.planner.rotation import NEVER, RotationProblem, Walks
from trail.fieldtrip.trip import Trip, make_trip, visits_of
from trail.fieldtrip.wording import events, sentences, wording
from trail.fieldtrip.wording.link import group_link
from trail.guide.guide import Guide, open_trail
from trail.guide.words.phrases import Phrases

FOLDER = Path(__file__).parent / "agreed"
TODAY = dt.date(2026, 11, 26)
SAY = Phrases()
FEW = 3  # groups
REQUESTS = (
    "",
    "students=8&arrive=10:00&leave=11:00",
    "students=8&arrive=10:00&leave=10:40",
    "students=24&date=2027-05-18&id=a1",
    "students=24&date=2027-05-15&adults=3",
    "students=47&slow_one=1&leave=14:30&lunch=30&date=2027-03-12&id=b2",
    "students=47&slow=1&leave=14:30",
    "students=30&wheels=2&leave=14:00&bus=large&buses=1",
    "students=30&bus=none&place=stage&leave=13:00",
    "students=60&size=6&leave=15:00&lunch=20&lunch_at=custom-house",
    "students=60&size=6&leave=15:00&lunch=45&talk=5",
    "students=12&in=custom-house&leave=11:15",
    "students=12&out=custom-house&out=signal-tower&leave=12:30",
    "students=20&toilet=15&leave=13:00",
    "students=20&weather=1&leave=13:00&lunch=30",
    "students=20&prefer=most&leave=16:00&talk=30",
    "students=9&pace=adult&arrive=2 pm&leave=3:30 pm",
    "students=120&leave=16:00&ratio=8",
    "students=20&place=yard",
    "students=20&place=mole",
    "students=0&arrive=9",
    "students=200&arrive=10:00&leave=10:30",
    "students=20&arrive=10:00&leave=9:00&date=2025-01-01",
    "students=20&in=custom-house&out=custom-house",
    "students=20&buses=1&bus=small&adults=15",
    "students=20&lunch=30&arrive=8:00&leave=10:00",
)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    return open_trail(sample_with_visits().write(tmp_path_factory.mktemp("agreed")))


def lines(guide: Guide, query: str) -> Iterator[str]:
    """All that is told of the plan that a request has, or of why it has none."""
    yield f"## {query}"
    try:
        asked = parse_request(parse_qs(query), guide.dataset, visits_of(guide))
        trip = make_trip(guide, asked, TODAY)
    except PlanRefused as refused:
        for fault in refused.faults:
            yield f"refused: {fault.field}: {sentences.fault_text(fault, SAY)}"
        return
    yield from told(trip)


def told(trip: Trip) -> Iterator[str]:
    plan = trip.plan
    yield wording.lead_line(plan, SAY)
    yield wording.proof_line(plan, SAY)
    yield f"{plan.walk_min} {plan.bound_min} {plan.proved} {plan.most_stops} {plan.stretch_min}"
    for total in wording.totals(plan, SAY):
        yield f"total: {total.label}: {total.value}"
    for seen in wording.who_is_where(plan, SAY):
        yield f"where: {seen}"
    for left in plan.left_out:
        yield f"left out: {left.stop.site.id}: {left.why}: {wording.left_out_text(left, SAY)}"
    for notice in trip.notices:
        yield f"notice: {notice.code}: {sentences.notice_text(notice, SAY)}"
    # Of many groups the first and the last: those between differ in their hours alone.
    for group, entries in zip(plan.groups, plan.entries, strict=True):
        if FEW < group.number < len(plan.groups):
            continue
        yield f"group: {wording.group_name(group, SAY)}: {wording.group_line(group, SAY)}"
        yield f"link: {group_link(plan, group)}"
        for entry in entries:
            when = wording.span(plan, entry.start, entry.end, SAY)
            yield f"  {entry.start} {entry.kind}: {when}: {wording.entry_text(entry, plan, SAY)}"
    if len(plan.groups) > FEW:
        return
    if plan.request.date is not None:
        made = events.plan_events(
            plan, trip.visits, trip.ways(), SAY, title="A trip", url="https://trail.example.org/"
        )
        yield from (f"event: {event}" for event in made)
    for row in events.plan_rows(plan, SAY):
        yield f"row: {row.minutes} {row.number} {row.site_id} {row.distance_m} {row.start:%d %H:%M}"


def problems() -> Iterator[RotationProblem]:
    """Of one to nine groups, one to eight stops; some with a rest, some with a slow group."""
    dice = random.Random(1905)
    for number in range(40):
        stops, groups = dice.randint(1, 8), dice.randint(1, 9)
        sizes = tuple(dice.randint(5, 12) for _ in range(groups))
        rest = dice.choice((None, dice.randrange(stops)))

        usual, slow = (_walks(dice, stops, dearer) for dearer in (0, 2))
        yield RotationProblem(
            sizes=sizes,
            capacities=tuple(dice.randint(max(sizes), 26) for _ in range(stops)),
            stays=tuple(dice.randint(3, 12) for _ in range(stops)),
            **usual._asdict(),
            slow=slow if number % 3 == 0 else None,
            rest=rest,
            opens=0 if rest is None else 15,
            closes=NEVER if rest is None else 45,
        )


def _walks(dice: random.Random, stops: int, dearer: int) -> Walks:
    def minutes() -> tuple[int, ...]:
        return tuple(dice.randint(1, 9) + dearer for _ in range(stops))

    return Walks(tuple(minutes() for _ in range(stops)), minutes(), minutes())


def rotations() -> Iterator[str]:
    for problem in problems():
        found = rotate(problem, work=3)
        if found is None:
            yield "none"
            continue
        yield f"{found.minutes} " + "; ".join(
            " ".join(f"{visit.stop}@{visit.start}" for visit in visits) for visits in found.visits
        )


def test_plans_are_told_as_it_was_agreed_on(guide: Guide, pytestconfig: pytest.Config) -> None:
    now = "".join(f"{line}\n" for query in REQUESTS for line in lines(guide, query))
    check_agreed(FOLDER / "plans.txt", now.encode(), pytestconfig)


def test_groups_go_round_as_it_was_agreed_on(pytestconfig: pytest.Config) -> None:
    now = "".join(f"{line}\n" for line in rotations())
    check_agreed(FOLDER / "rotations.txt", now.encode(), pytestconfig)
