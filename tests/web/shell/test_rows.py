"""Words and addresses that every page shows: values, not presence."""

from __future__ import annotations

import pytest

from tests.export.geo.samples import site
from trail.web.shell.rows import geo_uri, shortened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        ("x" * 158, "x" * 158),
        ("x" * 159, "x" * 157 + "…"),
        ("word " * 100, " ".join(["word"] * 31) + "…"),
        ("a" * 150 + ", " + "b" * 50, "a" * 150 + "…"),
        ("", ""),
    ],
)
def test_a_description_is_cut_between_words_at_what_search_engines_show(
    text: str, expected: str
) -> None:
    assert shortened(text) == expected
    assert len(shortened(text)) <= 158


def test_five_hundred_letters_are_not_shown() -> None:
    assert len(shortened("Many words of a long description. " * 15)) in range(140, 159)


@pytest.mark.parametrize(
    ("label", "quoted"),
    [
        ("Old Quay", "Old%20Quay"),
        ("Inn (1905)", "Inn%20%281905%29"),
        ("A & B #2?", "A%20%26%20B%20%232%3F"),
        ("東京", "%E6%9D%B1%E4%BA%AC"),
        ("100%", "100%25"),
    ],
)
def test_a_geo_address_quotes_its_label(label: str, quoted: str) -> None:
    place = site("x", label, (-70.7576312, 43.0770712))
    assert geo_uri(place) == f"geo:43.07707,-70.75763?q=43.07707,-70.75763({quoted})"


def test_a_place_that_is_not_known_has_no_geo_address() -> None:
    assert geo_uri(site("x", "X", None, reason="No source says.")) == ""
