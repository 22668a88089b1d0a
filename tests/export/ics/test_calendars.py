"""Calendars by RFC 5545: clock changes of zones, yearly observances, what grows."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from icalendar import Calendar, Component

from trail.base.geo import Position
from trail.dataset.schema.story import Marker
from trail.export.ics.calendar import CalendarEvent, to_ics
from trail.export.ics.yearly import to_yearly_ics
from trail.export.ics.zone import zone_component

AT = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


def parts(zone: str, first: int = 2026, last: int = 2027) -> list[Component]:
    return list(Component.from_ical(zone_component(zone, first, last)).subcomponents)


def described(part: Component) -> tuple[str, ...]:
    text = part.to_ical().decode().replace("\r\n ", "")
    lines = dict(line.split(":", 1) for line in text.split("\r\n") if ":" in line)
    return (
        part.name or "",
        lines["DTSTART"],
        lines["TZOFFSETFROM"],
        lines["TZOFFSETTO"],
        lines.get("RRULE", ""),
        lines["TZNAME"],
    )


RULES = {
    "America/New_York": [
        ("DAYLIGHT", "20250309T020000", "-0500", "-0400", "BYDAY=2SU;BYMONTH=3", "EDT"),
        ("STANDARD", "20251102T020000", "-0400", "-0500", "BYDAY=1SU;BYMONTH=11", "EST"),
    ],
    "Europe/Oslo": [
        ("DAYLIGHT", "20250330T020000", "+0100", "+0200", "BYDAY=-1SU;BYMONTH=3", "CEST"),
        ("STANDARD", "20251026T030000", "+0200", "+0100", "BYDAY=-1SU;BYMONTH=10", "CET"),
    ],
    # The larger offset is daylight time, whatever the law calls it.
    "Europe/Dublin": [
        ("DAYLIGHT", "20250330T010000", "+0000", "+0100", "BYDAY=-1SU;BYMONTH=3", "IST"),
        ("STANDARD", "20251026T020000", "+0100", "+0000", "BYDAY=-1SU;BYMONTH=10", "GMT"),
    ],
    "Australia/Lord_Howe": [
        ("STANDARD", "20250406T020000", "+1100", "+1030", "BYDAY=1SU;BYMONTH=4", "+1030"),
        ("DAYLIGHT", "20251005T020000", "+1030", "+1100", "BYDAY=1SU;BYMONTH=10", "+11"),
    ],
    # The day after a first Saturday is not always a first Sunday.
    "America/Santiago": [
        ("STANDARD", "20250406T000000", "-0300", "-0400",
         "BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8;BYMONTH=4", "-04"),
        ("DAYLIGHT", "20250907T000000", "-0400", "-0300",
         "BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8;BYMONTH=9", "-03"),
    ],
    # The day after the last Thursday of October may be in November.
    "Africa/Cairo": [
        ("DAYLIGHT", "20250425T000000", "+0200", "+0300", "BYDAY=-1FR;BYMONTH=4", "EEST"),
        ("STANDARD", "20251031T000000", "+0300", "+0200",
         "BYDAY=FR;BYYEARDAY=-67,-66,-65,-64,-63,-62,-61", "EET"),
    ],
    "Asia/Tokyo": [("STANDARD", "20250101T000000", "+0900", "+0900", "", "JST")],
    "UTC": [("STANDARD", "20250101T000000", "+0000", "+0000", "", "UTC")],
}  # fmt: skip


@pytest.mark.parametrize("zone", RULES)
def test_a_zone_is_told_by_its_yearly_rules_each_from_the_clock_before_it(zone: str) -> None:
    expected = [
        (*row[:4], f"FREQ=YEARLY;{row[4]}" if row[4] else "", row[5]) for row in RULES[zone]
    ]
    assert [described(part) for part in parts(zone)] == expected


@pytest.mark.parametrize("zone", [*RULES, "Africa/Casablanca", "Asia/Gaza", "America/Nuuk"])
def test_another_reader_finds_the_zones_own_offsets_for_thirty_years(zone: str) -> None:
    text = zone_component(zone, 2026, 2056).decode()
    found = tz.tzical(io.StringIO(f"BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n")).get(zone)
    assert found is not None
    for day in range(0, 30 * 365, 5):
        there = (dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC) + dt.timedelta(day)).astimezone(
            ZoneInfo(zone)
        )
        assert there.replace(tzinfo=found).utcoffset() == there.utcoffset(), there


def test_a_clock_without_rule_has_each_change_until_the_last_year() -> None:
    """Morocco sets its clock by the moon."""
    found = [described(part) for part in parts("Africa/Casablanca", 2026, 2027)]
    assert {row[4] for row in found} == {""}
    assert sorted(row[1][:4] for row in found) == ["2025", "2025", "2026", "2026", "2027", "2027"]


def test_a_rule_that_is_new_this_year_does_not_hold_for_the_year_before() -> None:
    """In 2007 the United States began summer time three weeks earlier."""
    found = {described(part)[1::3] for part in parts("America/New_York", 2007, 2008)}
    assert found == {
        ("20060402T020000", ""),
        ("20061029T020000", ""),
        ("20070311T020000", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
        ("20071104T020000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
    }


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"])
@pytest.mark.parametrize("year", [1, 2, 1583, 9998, 9999])
def test_the_ends_of_the_calendar_are_no_trouble(zone: str, year: int) -> None:
    assert parts(zone, year, year)


# ---------------------------------------------------------------- yearly observances


def marker(**changes: Any) -> Marker:
    values = {
        "id": "peace-day", "kind": "observance", "name": "Peace Day", "text": "Bells ring.",
        "where": "Testtown", "site": None, "date": None, "when": "each year",
        "yearly": {"day": "09-05", "time": "15:47"}, "who": None, "certainty": "high",
        "sources": ["https://example.org/law"],
    }  # fmt: skip
    return Marker.model_validate(values | changes)


def yearly(*markers: Marker, on: dt.date = dt.date(2026, 11, 22), **changes: str) -> Calendar:
    values = {"name": "Trail", "zone": "America/New_York", "url": "https://example.org/r/"}
    values |= {"owner": "https://example.org/"} | changes
    return Calendar.from_ical(to_yearly_ics(markers, on=on, **values))


def test_an_observance_takes_a_quarter_of_an_hour_of_its_next_day() -> None:
    (event,) = yearly(marker()).walk("VEVENT")
    zone = ZoneInfo("America/New_York")
    assert event.decoded("dtstart") == dt.datetime(2027, 9, 5, 15, 47, tzinfo=zone)
    assert event.decoded("dtend") == dt.datetime(2027, 9, 5, 16, 2, tzinfo=zone)
    assert event["rrule"] == {"FREQ": ["YEARLY"]}
    assert event["uid"] == "peace-day@example.org"
    assert event["transp"] == "TRANSPARENT"
    assert event.decoded("dtstamp") == dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (dt.date(2026, 9, 4), dt.date(2026, 9, 5)),
        (dt.date(2026, 9, 5), dt.date(2026, 9, 5)),
        (dt.date(2026, 9, 6), dt.date(2027, 9, 5)),
    ],
)
def test_one_without_a_time_fills_its_day(on: dt.date, first: dt.date) -> None:
    calendar = yearly(marker(yearly={"day": "09-05", "time": None}), on=on)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == first
    assert event.decoded("dtend") == first + dt.timedelta(days=1)
    assert not calendar.walk("VTIMEZONE")  # nothing in it has a clock


def test_only_what_comes_back_is_in_it() -> None:
    assert not yearly(marker(yearly=None)).walk("VEVENT")


def test_newer_data_make_a_later_file() -> None:
    old, new = (yearly(marker(), on=dt.date(2026, 11, day)).walk("VEVENT")[0] for day in (22, 23))
    assert new["uid"] == old["uid"]
    assert new.decoded("sequence") - old.decoded("sequence") == 24 * 60 * 60
    assert new.decoded("dtstamp") - old.decoded("dtstamp") == dt.timedelta(days=1)


# ---------------------------------------------------------------- any calendar


def event(**changes: Any) -> CalendarEvent:
    start = dt.datetime(2027, 5, 18, 9, 30, tzinfo=dt.UTC)
    end = start + dt.timedelta(hours=1)
    values: dict[str, Any] = {"key": "a", "start": start, "end": end, "summary": "A"}
    return CalendarEvent(**(values | changes))


def made(*events: CalendarEvent, at: dt.datetime = AT, owner: str = "https://h/") -> bytes:
    return to_ics(events, name="N", zone="America/New_York", owner=owner, at=at)


def test_times_are_told_by_the_clock_of_the_zone() -> None:
    assert b"DTSTART;TZID=America/New_York:20270518T053000\r\n" in made(event())


@pytest.mark.parametrize(("yearly", "last"), [(False, "2028"), (True, "2067")])
def test_single_clock_changes_are_listed_for_as_long_as_they_are_needed(
    yearly: bool, last: str
) -> None:
    """For one event until the next year, for one that comes back forty years on."""
    data = to_ics(
        [event(yearly=yearly)], name="N", zone="Africa/Casablanca", owner="https://h/", at=AT
    )
    calendar = Calendar.from_ical(data)
    (zone,) = calendar.walk("VTIMEZONE")
    assert max(described(part)[1][:4] for part in zone.subcomponents) == last
    assert ("rrule" in calendar.walk("VEVENT")[0]) == yearly


def test_an_event_comes_once_unless_it_is_said_to_come_back() -> None:
    (found,) = Calendar.from_ical(made(event())).walk("VEVENT")
    assert "rrule" not in found
    assert found["transp"] == "TRANSPARENT"


def test_hostile_words_stay_in_their_line() -> None:
    words = "a\r\nATTENDEE:mailto:x@y\nEND:VEVENT; b, c\\"
    data = made(event(summary=words, description=words, location=words))
    (found,) = Calendar.from_ical(data).walk("VEVENT")
    for name in ("summary", "description", "location"):
        assert str(found[name]).replace("\r\n", "\n") == words.replace("\r\n", "\n")
    assert "attendee" not in found


def test_a_position_is_latitude_first() -> None:
    assert b"GEO:43.0771;-70.7576\r\n" in made(event(position=Position(-70.7576, 43.0771)))


def test_a_description_of_any_length_is_whole() -> None:
    words = "Ein Satz über Köln. " * 400
    (found,) = Calendar.from_ical(made(event(description=words))).walk("VEVENT")
    assert str(found["description"]) == words


@pytest.mark.parametrize(
    ("year", "sequence"), [(1905, 0), (2020, 0), (2021, 366 * 86400), (9000, 2**31 - 1)]
)
def test_the_sequence_stays_a_number_that_programs_can_hold(year: int, sequence: int) -> None:
    at = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    (found,) = Calendar.from_ical(made(event(), at=at)).walk("VEVENT")
    assert found["sequence"] == sequence
