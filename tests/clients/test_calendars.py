"""iCalendar files in Outlook, Google Calendar and Apple's Calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from icalendar import Calendar, Component

from tests.clients.table import Rule, Take, table

YEARLY = "/remembrance/treaty-day.ics"
PLAN = "/teach/plan.ics?date=2027-05-18&id=4f0c"
CHANGED = "/teach/plan.ics?date=2027-05-19&arrive=10:00&id=4f0c"
OTHER = "/teach/plan.ics?date=2027-05-18&id=5a1d"
LINE = 75  # octets


def files(take: Take) -> Iterator[bytes]:
    yield from (take(path) for path in (YEARLY, PLAN, CHANGED, f"{PLAN}&group=2"))


def observances(take: Take) -> Iterator[Component]:
    for data in files(take):
        (zone,) = Calendar.from_ical(data).walk("VTIMEZONE")
        yield from zone.subcomponents


def events(take: Take, path: str) -> list[Component]:
    return list(Calendar.from_ical(take(path)).walk("VEVENT"))


def uids(take: Take, path: str) -> set[str]:
    return {str(event["uid"]) for event in events(take, path)}


def zones_have_rules_and_no_lists(take: Take) -> None:
    for part in observances(take):
        assert part.decoded("rrule")["FREQ"] == ["YEARLY"]
        assert "rdate" not in part


def onsets_by_the_clock_before(take: Take) -> None:
    found = {
        (part.name, str(part.to_ical().decode()).count("T020000\r\n")) for part in observances(take)
    }
    assert found == {("DAYLIGHT", 1), ("STANDARD", 1)}


def every_zone_is_told(take: Take) -> None:
    for data in files(take):
        named = set(re.findall(rb"TZID=([^:;]+)", data))
        assert named == set(re.findall(rb"^TZID:(.+)\r$", data, re.MULTILINE)) != set()


def a_change_counts_up(take: Take) -> None:
    for path in (YEARLY, PLAN):
        for event in events(take, path):
            assert 0 < event.decoded("sequence") < 2**31


def a_changed_plan_is_the_same_events(take: Take) -> None:
    before, after = uids(take, PLAN), uids(take, CHANGED)
    assert {uid for uid in before if "-group-" not in uid} <= after
    assert len(before & after) > len(before) / 2


def no_two_events_share_an_id(take: Take) -> None:
    for data in files(take):
        found = [str(event["uid"]) for event in Calendar.from_ical(data).walk("VEVENT")]
        assert len(found) == len(set(found))
    assert not uids(take, PLAN) & uids(take, OTHER)


def names_and_values_in_capitals(take: Take) -> None:
    for data in files(take):
        for line in data.split(b"\r\n"):
            if not line.startswith(b" ") and line:
                assert line.split(b":")[0].split(b";")[0].isupper(), line
        for rule in re.findall(rb"^RRULE:(.+)\r$", data, re.MULTILINE):
            assert rule == rule.upper()


def nothing_after_the_end(take: Take) -> None:
    for data in files(take):
        assert data.endswith(b"END:VCALENDAR\r\n")
        assert not data.endswith(b"\r\n\r\n")


def lines_are_short_and_none_is_empty(take: Take) -> None:
    for data in files(take):
        lines = data.removesuffix(b"\r\n").split(b"\r\n")
        assert max(map(len, lines)) <= LINE
        assert not [line for line in lines if not line.strip()]
        assert b"\n" not in b"".join(lines)


RULES = (
    Rule("Outlook", "reads no list of dates in a zone",
         ("iCalcreator/iCalcreator#86", "iCalcreator/iCalcreator#106"),
         zones_have_rules_and_no_lists),
    Rule("every reader", "takes an onset for local time before it",
         ("icalendar/icalendar#252", "DouglasdeMoura/chroncal#486"), onsets_by_the_clock_before),
    Rule("Outlook", "guesses at a zone that the file does not tell",
         ("thomersch/openstreetmap-calendar#185", "owncloud-archive/calendar#687"),
         every_zone_is_told),
    Rule("Google Calendar", "keeps the old date where SEQUENCE does not grow",
         ("OpenACalendar/OpenACalendar-Web-Core#176",), a_change_counts_up),
    Rule("every calendar", "doubles an event whose UID changes",
         ("angusmcleod/angus-events-plugin#51", "calcom/cal.diy#28112"),
         a_changed_plan_is_the_same_events),
    Rule("Google Calendar", "shows only the last of events that share a UID",
         ("emfcamp/Website#2097",), no_two_events_share_an_id),
    Rule("Apple Calendar", "repeats nothing whose rule is in small letters",
         ("nwcell/ics.js#52",), names_and_values_in_capitals),
    Rule("Google Calendar", "does not update from a file with an empty line at its end",
         ("adamgibbons/ics#199",), nothing_after_the_end),
    Rule("iCloud", "refuses an empty folded line", ("ical4j/ical4j#832",),
         lines_are_short_and_none_is_empty),
    Rule("Apple Calendar", "may refuse lines over 75 octets",
         ("sebbo2002/ical-generator#46", "adamgibbons/ics#66"), lines_are_short_and_none_is_empty),
)  # fmt: skip


@table(RULES)
def test_calendars(rule: Rule, take: Take) -> None:
    rule.check(take)
