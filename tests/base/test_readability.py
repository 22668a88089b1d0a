"""The Flesch-Kincaid grade, against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.base.readability import reading_grade, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("peace", 1), ("treaty", 2), ("the", 1), ("table", 2), ("walked", 1), ("wanted", 2),
        ("needed", 2), ("rhythm", 1), ("Jutarō", 3), ("city’s", 2), ("I", 1),
    ],
)  # fmt: skip
def test_syllables_by_rule(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_follows_the_formula() -> None:
    # 6 words, 1 sentence, 6 syllables; then 7 words, 2 sentences, 9 syllables.
    assert reading_grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert reading_grade(["They signed a treaty. Bells rang after"]) == pytest.approx(
        0.39 * 7 / 2 + 11.8 * 9 / 7 - 15.59
    )


def test_nothing_to_read_is_grade_0() -> None:
    assert reading_grade([]) == 0
    assert reading_grade(["", "1905 ... 3:47"]) == 0


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_text_has_a_grade_and_saying_it_twice_changes_nothing(texts: list[str]) -> None:
    assert reading_grade(texts + texts) == pytest.approx(reading_grade(texts))
