"""Reading what a request asks for: boxes, times, limits, and what is refused."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.base.errors import InvalidParameter
from trail.base.geo import Bbox
from trail.dataset.schema.dates import TrailDate
from trail.export.api.datetimes import FORM, of_date, parse_datetime, rfc3339
from trail.export.api.query import LIMIT_MAX, parse_asked, parse_bbox

NEW_YORK = ZoneInfo("America/New_York")


def test_a_box_is_read_with_and_without_heights() -> None:
    assert parse_bbox("1,2,3,4") == (Bbox(1, 2, 3, 4),) == parse_bbox("1,2,-9,3,4,1e3")


def test_a_box_over_the_antimeridian_is_two() -> None:
    assert parse_bbox("170,-50,-170,-40") == (
        Bbox(170, -50, 180, -40),
        Bbox(-180, -50, -170, -40),
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "a,b,c,d", "1,2,3,nan", "1,2,3,inf",
        "1,2,3,1e999", "1,5,3,4", "1, 2,3,4", "1_0,2,3,4", "0,0,9,1,1,1", "٣,2,3,4", "200,0,-190,1",
    ],
)  # fmt: skip
def test_a_faulty_box_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        parse_bbox(text)
    assert refused.value.name == "bbox"


@pytest.mark.parametrize(
    ("asked", "day", "fits"),
    [
        ("1905-08-29", "1905-08-29", True),
        ("1905-08-30T04:59:59Z", "1905-08-29", True),  # still the 29th in New York
        ("1905-08-30T05:00:00Z", "1905-08-29", False),
        ("1905-08-29T23:59:59.5-05:00", "1905-08-30", False),
        ("1905-08-27T12:00:00Z", "1905-08-27~", True),
        ("1905-08-28", "1905-08-27~", False),  # about a day claims no more than the day
        ("1905-08-28", "1905-08-27/1905-08-28", True),
        ("1905-08-10", "1905-08", True),
        ("2020-01-01", "1905/..", True),
        ("1904-12-31", "1905/..", False),
        ("../1905-08-01", "1905-08-02", False),
        ("1905-08-01/..", "1905-08-02", True),
        ("1905-08-01/", "1905-08-02", True),
        ("/1905-08-03T00:00:00Z", "1905-08-02", True),
        ("1990-12-31t23:59:60z", "1990-12-31", True),
    ],
)
def test_a_time_meets_the_days_that_a_date_may_mean(asked: str, day: str, fits: bool) -> None:
    span = of_date(TrailDate.of(day), NEW_YORK)
    assert parse_datetime(asked, NEW_YORK).meets(span) is fits


@pytest.mark.parametrize(
    "text",
    [
        "", "..", "../..", "/", "/..", "1905", "1905-08", "1905-02-30", "1905-08-29T12:00:00",
        "1905-08-29 12:00:00Z", "1905-09-01/1905-08-01", "a/b", "1905-08-01/1905-08-02/1905-08-03",
        "1905-08-29T25:00:00Z", "1905-08-29T12:00:00+25:00", "1905-08-29T12:00:00+01:75",
        "0000-01-01", "1905-08-29T12:00:00Zx", "١٩٠٥-08-29",
    ],
)  # fmt: skip
def test_a_faulty_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter):
        parse_datetime(text, NEW_YORK)


@given(st.dates(date(1, 1, 2), date(9999, 12, 30)))
def test_a_day_meets_itself_and_not_its_neighbours(day: date) -> None:
    span = of_date(TrailDate.of(day.isoformat()), NEW_YORK)
    assert parse_datetime(day.isoformat(), NEW_YORK).meets(span)
    for other in (date.fromordinal(day.toordinal() - 1), date.fromordinal(day.toordinal() + 1)):
        assert not parse_datetime(other.isoformat(), NEW_YORK).meets(span)
    assert (rfc3339(span.first) or "").startswith(f"{day.year:04}")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0001-01-01T00:00:00+23:00"])
def test_the_ends_of_the_calendar_can_be_asked_for(day: str) -> None:
    assert parse_datetime(day, NEW_YORK)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (parse_bbox, lambda value: parse_datetime(value, UTC)):
        with suppress(InvalidParameter):
            read(text)


def test_a_limit_above_the_most_is_lowered() -> None:
    assert parse_asked([("limit", "999999999")], {}, UTC).limit == LIMIT_MAX


@pytest.mark.parametrize(
    "parameters",
    [
        [("limit", "0")], [("limit", "-1")], [("limit", "ten")], [("limit", "1" * 30)],
        [("limit", "1"), ("limit", "1")], [("offset", "-1")], [("offset", "1.5")],
        [("town", "x")], [("number", "two")], [("status", "ruined")],
    ],
)  # fmt: skip
def test_a_faulty_parameter_is_refused_by_name(parameters: list[tuple[str, str]]) -> None:
    filters: dict[str, dict[str, Any]] = {
        "number": {"type": "integer"},
        "status": {"type": "string", "enum": ["gone", "standing"]},
    }
    with pytest.raises(InvalidParameter) as refused:
        parse_asked(parameters, filters, UTC)
    assert refused.value.name == parameters[0][0]


@given(st.from_regex(FORM, fullmatch=True) | st.text("0123456789-/:.TZ+", max_size=45))
def test_a_time_that_is_read_has_the_form_that_the_definition_gives(text: str) -> None:
    fits = re.fullmatch(FORM, text) is not None
    try:
        parse_datetime(text, NEW_YORK)
    except InvalidParameter:
        # The form knows neither the days of a month nor which end is first.
        assert not fits or re.search("-(29|3[01])|/", text)
    else:
        assert fits
