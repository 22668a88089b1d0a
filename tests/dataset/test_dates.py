"""What days a date means, which of a site's facts dates it, and how dates are ordered."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from trail.dataset.schema.dates import Period, TrailDate
from trail.dataset.schema.site import Fact, Site
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.dated import date_key, dated_fact

PERIOD = Period(start="1905-08-05", end="1905-09-06")


def dated(site: Site, *dates: str | None) -> str | None:
    facts = tuple(
        Fact(
            date=TrailDate.of(date) if date else None,
            text="It was.",
            sources=("https://example.org/",),
            confidence="low",
        )
        for date in dates
    )
    properties = site.properties.model_copy(update={"facts": facts})
    found = dated_fact(site.model_copy(update={"properties": properties}), PERIOD)
    return str(found.date) if found else None


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ((), None),
        ((None,), None),
        (("1905",), None),
        (("1905-08-04", "1905-09-07"), None),
        (("1905-08-05",), "1905-08-05"),
        (("1905-09-06",), "1905-09-06"),
        (("1905-08",), "1905-08"),
        (("1905-09",), "1905-09"),
        (("1905-07", "1905-10"), None),
        (("1905-08-29", "1905-08"), "1905-08-29"),
        (("1905-09-01", "1905-08"), "1905-08"),
        (("1905-08-20~", "1905-08-21"), "1905-08-20~"),
        (("1905-08-10/1906",), "1905-08-10"),
        (("1905/1905-08-10",), None),
        (("1905-08/..",), "1905-08/.."),
        (("1906-08-10", "1905-08-30", "1905-08-12"), "1905-08-12"),
    ],
)
def test_earliest_day_or_month_of_the_period_dates_a_site(
    sample_dataset: Dataset, dates: tuple[str | None, ...], expected: str | None
) -> None:
    found = dated(sample_dataset.sites[0], *dates)
    assert (found or "").split("/")[0] == (expected or "").split("/")[0]


def test_month_comes_after_its_days() -> None:
    dates = ["1905-09", "1905-08-31", "1905-09-30", "1905-08", "1905-08-01~", "1905-08-15/.."]
    assert sorted(dates, key=lambda text: date_key(TrailDate.of(text))) == [
        "1905-08-01~", "1905-08-15/..", "1905-08-31", "1905-08", "1905-09-30", "1905-09",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1921-03-04", date(1921, 3, 4), date(1921, 3, 4), "exact"),
        ("1921-03-04~", date(1921, 3, 4), date(1921, 3, 4), "about"),
        ("1921-03-04/1921-03-06", date(1921, 3, 4), date(1921, 3, 6), "between"),
        ("1921-03-04~/1921-03-06", date(1921, 3, 4), date(1921, 3, 6), "between"),
        ("1921-03", date(1921, 3, 1), date(1921, 3, 31), "between"),
        ("1924-02", date(1924, 2, 1), date(1924, 2, 29), "between"),
        ("1921", date(1921, 1, 1), date(1921, 12, 31), "between"),
        ("1921-03-04/..", date(1921, 3, 4), date.max, "between"),
        ("1920-12/1921", date(1920, 12, 1), date(1921, 12, 31), "between"),
    ],
)
def test_date_spans_the_days_it_may_mean(
    text: str, first: date, last: date, precision: str
) -> None:
    span = TrailDate.of(text)
    assert (span.first, span.last, span.precision) == (first, last, precision)


@pytest.mark.parametrize("text", ["1921-02-29", "1921-13", "1921-03-06/1921-03-04", "1921-04-31~"])
def test_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        TrailDate.of(text)


@given(st.dates(date(1000, 1, 1), date(2999, 1, 1)), st.integers(0, 400))
def test_interval_holds_its_ends_and_nothing_beyond(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    span = TrailDate.of(f"{first}/{last}")
    assert first in span
    assert last in span
    assert first - timedelta(days=1) not in span
    assert last + timedelta(days=1) not in span


@given(st.dates())
def test_the_last_day_told_of_a_date_is_in_it(day: date) -> None:
    text = day.isoformat()
    for shown, last in [
        (text, day), (text[:4], date(day.year, 12, 31)), (f"0001/{text}", day), (f"{text}/..", day),
    ]:  # fmt: skip
        assert TrailDate.of(shown).last_told == last
    month = TrailDate.of(text[:7]).last_told
    assert (month.month, day <= month) == (day.month, True)


def _texts() -> st.SearchStrategy[str]:
    one = st.builds(
        lambda day, length, about: day.isoformat()[:length] + about,
        st.dates(),
        st.sampled_from([4, 7, 10]),
        st.sampled_from(["", "~"]),
    )
    end = st.one_of(st.just(""), st.just("/.."), one.map("/{}".format))
    return st.builds(lambda begin, end: begin + end, one, end)


@given(_texts())
def test_a_date_means_the_days_that_it_means_in_edtf(text: str) -> None:
    """Against the `edtf` package, which reads all of the standard."""
    judged = parse_edtf(text)
    first, last = judged.lower_strict(), judged.upper_strict()
    if last != math.inf and last < first:
        with pytest.raises(ValueError, match="ends before it begins"):
            TrailDate.of(text)
        return
    found = TrailDate.of(text)
    assert found.first.timetuple()[:3] == first[:3]
    assert last == math.inf if found.end is None else found.last.timetuple()[:3] == last[:3]


@given(st.text("0123456789-/.~X?%", max_size=21))
def test_what_edtf_can_not_read_is_no_date(text: str) -> None:
    try:
        TrailDate.of(text)
    except ValueError:
        return
    parse_edtf(text)


@pytest.mark.parametrize(
    "text", ["", "05", "1905-8", "1905-08-27T12:00", "1905-W33", "1905-08-27~~", "../1905", "1905/"]
)
def test_what_is_not_of_the_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        TrailDate.of(text)


@pytest.mark.parametrize(
    ("text", "unit", "about", "is_interval"),
    [
        ("1905-08-27", "day", False, False),
        ("1905-08~", "month", True, False),
        ("1905/1906", "year", False, True),
        ("1905-08-27/..", "day", False, True),
    ],
)
def test_a_date_says_how_it_was_told(text: str, unit: str, about: bool, is_interval: bool) -> None:
    found = TrailDate.of(text)
    assert (found.begin.unit, found.begin.about, found.is_interval) == (unit, about, is_interval)
    assert str(found) == text
