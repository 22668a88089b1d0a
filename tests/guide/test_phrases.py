"""Sentences cut, lengths and dates made readable."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trail.guide.words.phrases import Phrases, first_sentence, listed, opening

WORDS = Phrases()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A bell rang. Then another.", "A bell rang."),
        ("The Rev. Warren Clark spoke. He left.", "The Rev. Warren Clark spoke."),
        ("At St. John’s they sang. It rained.", "At St. John’s they sang."),
        ("William E. Chandler came. He stayed.", "William E. Chandler came."),
        ("Was it here? Nobody knows.", "Was it here?"),
        ("“It is over.” They cheered.", "“It is over.”"),
        ("No end at all", "No end at all"),
        ("One mile is 1.6 km long. So it is.", "One mile is 1.6 km long."),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_it_ends(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_an_opening_takes_more_sentences_until_they_are_enough_words() -> None:
    assert opening("One. Two three. Four five six seven.", least=3) == "One. Two three."
    assert opening("One. Two three. Four five six seven.", least=4).endswith("seven.")
    assert opening("A sentence longer than all that is asked.", least=2).endswith("asked.")


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(1, 200))
def test_an_opening_begins_the_text(text: str, least: int) -> None:
    shown = opening(text, least)
    assert text.startswith(shown)
    assert len(shown.split()) >= min(least, len(text.split()))


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("1905-08-27", "August 27, 1905"),
        ("1905-08", "August 1905"),
        ("1905", "1905"),
        ("1905~", "about 1905"),
        ("2013/2019", "2013 to 2019"),
        ("2021-04/..", "since April 2021"),
    ],
)
def test_dates_read_as_words(date: str, shown: str) -> None:
    assert WORDS.date(date) == shown


def test_a_span_names_its_unit_once() -> None:
    assert WORDS.span(10, 40).replace("\u00a0", " ") == "30 to 130 ft (10 to 40 m)"
    assert WORDS.span(15, 15).replace("\u00a0", " ") == "50 ft (15 m)"
    assert WORDS.span(100, 2500).replace("\u00a0", " ") == "330 ft to 1.6 mi (100 m to 2.5 km)"


@pytest.mark.parametrize(("count", "shown"), [(5, "5 min"), (60, "1 h"), (84, "1 h 24 min")])
def test_minutes_read_as_hours_from_sixty_on(count: int, shown: str) -> None:
    assert WORDS.minutes(count).replace("\u00a0", " ") == shown


def test_lists_end_with_and() -> None:
    assert [listed(names, WORDS) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


def test_words_go_through_the_translation_they_are_given() -> None:
    words = Phrases(lambda message: {"%(first)s and %(last)s": "%(first)s und %(last)s"}[message])
    assert listed(["a", "b"], words) == "a und b"


def test_a_time_of_day_is_short_and_follows_the_language() -> None:
    assert Phrases().clock(dt.time(9, 30)) == "9:30"
    assert Phrases().clock(dt.time(13, 5)) == "1:05"
    assert Phrases(locale="de").clock(dt.time(13, 5)) == "13:05"
