"""What is known of a site, in words: one for every value that the dataset may hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from trail.dataset.schema.record import Confidence
from trail.dataset.schema.site import AccessState, Site, Status
from trail.dataset.schema.whole import Dataset
from trail.guide.symbols import MarkShape
from trail.guide.words.sites import (
    access_word,
    confidence_word,
    lower_first,
    shape_word,
    state_line,
    status_word,
)


def site_of(dataset: Dataset, status: Status, state: AccessState) -> Site:
    site = dataset.sites[0]
    access = site.properties.access.model_copy(update={"state": state})
    changes = {"status": status, "access": access}
    return site.model_copy(update={"properties": site.properties.model_copy(update=changes)})


@pytest.mark.parametrize(
    ("status", "state", "line"),
    [
        ("standing", "open", "Open to visitors"),
        ("standing", "outside", "Stands. See it from outside"),
        ("standing", "unknown", "Stands. Check before you go"),
        ("altered", "grounds", "Altered. Grounds open; building usually closed"),
        ("replaced", "outside", "Gone, replaced. See it from outside"),
        ("gone", "private", "Gone. Private: view from the street"),
        ("unknown", "unknown", "May be gone. Check before you go"),
        ("standing", "restricted", "Only with permission"),
    ],
)
def test_state_and_access_are_one_line(
    sample_dataset: Dataset, status: Status, state: AccessState, line: str
) -> None:
    assert state_line(site_of(sample_dataset, status, state)) == line


def test_every_value_has_its_word_in_the_readers_language(sample_dataset: Dataset) -> None:
    def translated(text: str) -> str:
        return f"<{text}>"

    for status in get_args(Status):
        word = status_word(site_of(sample_dataset, status, "open"), translated)
        assert word == f"<{status_word(site_of(sample_dataset, status, 'open'))}>"
    for state in get_args(AccessState):
        word = access_word(site_of(sample_dataset, "gone", state), translated)
        assert word == f"<{access_word(site_of(sample_dataset, 'gone', state))}>"


@pytest.mark.parametrize(
    ("word", "values", "said"),
    [
        (confidence_word, get_args(Confidence), ["Well documented", "Probable", "Uncertain"]),
        (
            shape_word,
            get_args(MarkShape),
            ["Stands", "Gone", "Private or restricted", "May be gone"],
        ),
    ],
)
def test_marks_and_certainty_have_words(
    word: Callable[[str], str], values: tuple[str, ...], said: list[str]
) -> None:
    assert {word(value) for value in values} == set(said)


def test_only_the_first_letter_becomes_small() -> None:
    assert lower_first("You CAN") == "you CAN"
    assert lower_first("") == ""
