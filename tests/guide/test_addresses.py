"""Which streets an address names."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.dataset.schema.whole import Dataset
from trail.guide.walk.addresses import Streets, addresses, street_key

NAMES = (
    "Market Street",
    "Market Street East",
    "New Market Street",
    "Wharf Lane",
    "O'Hara Row",
    "St. Anne's Quay",
    "Ūla",
)


def streets_in(dataset: Dataset, address: str, names: Iterable[str]) -> Streets:
    """The streets that a site of that address names."""
    site = next(site for site in dataset.sites if site.position)
    properties = site.properties.model_copy(update={"address": address})
    found = addresses([site.model_copy(update={"properties": properties})], names)
    return next(iter(found.values()), frozenset())


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("43 Wharf Lane, Kererū Bay", {"Wharf Lane"}),
        ("43 WHARF lane", {"Wharf Lane"}),
        ("Wharf Lane", {"Wharf Lane"}),
        ("Wharf Lane at Market Street", {"Wharf Lane", "Market Street"}),
        ("1 New Market Street", {"New Market Street"}),
        ("1 New Market Street, corner of Market Street", {"New Market Street", "Market Street"}),
        ("43 Wharf Lanes", set()),
        ("43 Oldwharf Lane", set()),
        ("Wharf, off the Lane", set()),
        ("5 St Anne's Quay", {"St. Anne's Quay"}),
        ("o'hara row 2", {"O'Hara Row"}),
        ("3 ūla", {"Ūla"}),
        ("3 Market Street East", {"Market Street East"}),
        ("Market", set()),
        ("", set()),
    ],
)
def test_street_counts_as_a_whole_phrase_whatever_its_case(
    sample_dataset: Dataset, address: str, named: set[str]
) -> None:
    assert streets_in(sample_dataset, address, NAMES) == {street_key(name) for name in named}


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=6))
def test_what_is_found_stands_in_the_address(
    sample_dataset: Dataset, address: str, names: list[str]
) -> None:
    words = street_key(address)
    for key in streets_in(sample_dataset, address, names):
        assert key in {street_key(name) for name in names}
        assert any(words[i : i + len(key)] == key for i in range(len(words)))


def test_name_without_words_names_nothing(sample_dataset: Dataset) -> None:
    assert streets_in(sample_dataset, "- 7 -", ["-", "…"]) == set()
