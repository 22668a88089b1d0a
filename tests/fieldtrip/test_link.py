"""A group's day in a link: all of it, and as short as a code can hold."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs

from tests.fieldtrip.test_plan import guide, plan, usual
from trail.fieldtrip.trip import make_trip
from trail.fieldtrip.wording.link import LETTERS, group_link


def test_the_link_holds_the_whole_day_of_the_group_and_no_name() -> None:
    found = plan(date=dt.date(2027, 5, 18), lunch=30, leave=dt.time(13))
    for group, entries in zip(found.groups, found.entries, strict=True):
        (fields,) = [parse_qs(group_link(found, group), strict_parsing=True)]
        assert fields["g"] == [str(group.number)]
        assert fields["n"] == [str(group.students)]
        assert fields["a"] == [str(group.adults)]
        assert fields["d"] == ["2027-05-18"]
        assert fields["p"] == ["Market Square"]
        told = fields["t"][0].split(".")
        assert told == [
            f"{LETTERS[e.kind]}{570 + e.start}-{570 + e.end}-{e.stop.number}" for e in entries
        ]
        assert told[0].startswith("g570-")
        assert told[-1].split("-")[1] == "780"
        assert len(group_link(found, group)) < 500


def test_a_plan_without_a_day_has_none_in_its_link() -> None:
    found = plan()
    assert "d=" not in group_link(found, found.groups[0])


def test_the_link_of_a_slow_group_has_its_own_pace() -> None:
    found = plan(slow_one=True)
    paces = [parse_qs(group_link(found, group))["w"] for group in found.groups]
    usual = [f"{found.pace.speed_m_s * 1000:.0f}s"]
    assert paces == [usual] * (len(paces) - 1) + [[f"{found.slow_pace.speed_m_s * 1000:.0f}s"]]
    assert found.slow_pace != found.pace


def test_a_trip_is_planned_once_for_its_page_and_its_papers() -> None:
    asked = usual(students=46)
    assert make_trip(guide(), asked) is make_trip(guide(), usual(students=46))
    assert make_trip(guide(), usual(students=47)).plan.request.students == 47
