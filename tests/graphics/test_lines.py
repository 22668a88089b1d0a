"""Where a line may end: in words with spaces between them, and in Japanese without."""

from __future__ import annotations

import pytest

from trail.graphics.maps.metrics import broken, text_width, wrapped


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Who won the war", ("Who won", "the war")),
        ("Sakhalin", ("Sakhalin",)),
        ("韓国における日本の優越権（1905年）", ("韓国における日本の", "優越権（1905年）")),
        ("賠償金12億円の支払い", ("賠償金", "12億円の支払い")),
        ("ポーツマス・プレスコット公園", ("ポーツマス・", "プレスコット公園")),
        ("контрибуция и выкуп", ("контрибуция", "и выкуп")),
    ],
)
def test_a_text_is_broken_between_words_near_its_middle(text: str, lines: tuple[str, ...]) -> None:
    assert broken(text) == lines


def test_lines_are_filled_and_a_word_that_fits_in_none_stands_alone() -> None:
    assert wrapped("満州からの撤退、賠償金", lambda line: len(line) <= 8) == [
        "満州からの撤退、",
        "賠償金",
    ]
    assert wrapped("a bb  cccccc d", lambda line: len(line) <= 4) == ["a bb", "cccccc", "d"]


def test_only_letters_that_fonts_narrow_are_taken_for_narrow() -> None:
    assert text_width("日本", 10, narrow=0.5) == text_width("日本", 10)
    assert text_width("ab", 10, narrow=0.5) == text_width("ab", 10) / 2
