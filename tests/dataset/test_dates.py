"""Which of a site's facts dates it, and how dates are ordered."""

from __future__ import annotations

import pytest

from trail.dataset.schema.dates import Period
from trail.dataset.schema.site import Fact, Site
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.dated import date_key, dated_fact

PERIOD = Period(start="1905-08-05", end="1905-09-06")


def dated(site: Site, *dates: str | None) -> str | None:
    facts = tuple(
        Fact(date=date, text="It was.", sources=("https://example.org/",), confidence="low")
        for date in dates
    )
    properties = site.properties.model_copy(update={"facts": facts})
    found = dated_fact(site.model_copy(update={"properties": properties}), PERIOD)
    return found.date if found else None


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
    assert sorted(dates, key=date_key) == [
        "1905-08-01~", "1905-08-15/..", "1905-08-31", "1905-08", "1905-09-30", "1905-09",
    ]  # fmt: skip
