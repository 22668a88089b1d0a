"""Punctuation in the marks of a language, and days and lengths as it writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from trail.graphics.days.down import in_pieces
from trail.guide.words.catalogues import catalogue_of
from trail.guide.words.dates import day_in, weekday_and_day
from trail.guide.words.marks import in_marks
from trail.guide.words.phrases import Phrases, whole_like

DAY = dt.date(1905, 8, 29)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("見学可. いつでも. ", "見学可。いつでも。"),
        ("一周.", "一周。"),
        (", 塔", "、塔"),
        ("塔: 旗; 灯", "塔：旗；灯"),
        ("6.2 km", "6.2 km"),
        ("St. John’s, Portsmouth", "St. John’s, Portsmouth"),
        ("マーケット通り（Market St.）", "マーケット通り（Market St.）"),
    ],
)
def test_japanese_has_marks_of_its_own(text: str, told: str) -> None:
    assert in_marks(text, "ja") == told
    assert in_marks(text, "ru") == text


@pytest.mark.parametrize(
    ("locale", "full", "short", "weekday", "month"),
    [
        ("en_US", "August 29, 1905", "August 29", "Tuesday, August 29", "August 1905"),
        ("ja", "1905年8月29日", "8月29日", "8月29日火曜日", "1905年8月"),
        ("ru", "29 августа 1905 года", "29 августа", "вторник, 29 августа", "август 1905 года"),
        ("de", "29. August 1905", "29. August", "Dienstag, 29. August", "August 1905"),
    ],
)
def test_days_are_written_as_the_language_does(
    locale: str, full: str, short: str, weekday: str, month: str
) -> None:
    assert day_in(locale, DAY, "long") == full
    assert day_in(locale, DAY, "MMMMd") == short
    assert weekday_and_day(locale, DAY) == weekday
    assert day_in(locale, DAY, "yMMMM") == month


@pytest.mark.parametrize(
    ("lang", "told"),
    [("ja", "105 m（350フィート）"), ("ru", "105 м (350 футов)")],
)
def test_lengths_are_metric_first_but_in_english(lang: str, told: str) -> None:
    said = catalogue_of(lang)
    words = Phrases(said.gettext, lang, "us", plural=said.ngettext)
    assert words.length(106) == told
    assert Phrases().length(106) == "350 ft (105 m)"
    assert words.short(106).startswith("105")


def test_tenths_have_the_sign_of_the_language() -> None:
    said = catalogue_of("ru")
    words = Phrases(said.gettext, "ru", "us", plural=said.ngettext)
    assert words.length(6200).startswith("6,2 км")
    assert Phrases().length(6200) == "3.9 mi (6.2 km)"


@pytest.mark.parametrize(
    ("number", "lang", "like"), [(1.0, "ru", 1), (3.9, "ru", 2), (3.9, "en_US", 2), (21, "ru", 21)]
)
def test_fractions_count_as_a_whole_number_does(number: float, lang: str, like: int) -> None:
    assert whole_like(number, lang) == like


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Citizens", ["Citizens"]),
        ("столом", ["столом"]),
        ("Неофициальный", ["Неофици-", "альный"]),
        ("Горожане", ["Горожа-", "не"]),
        ("市民", ["市民"]),
        ("交渉の席", ["交渉", "の席"]),
    ],
)
def test_a_long_word_over_a_column_stands_in_two_lines(word: str, pieces: list[str]) -> None:
    assert in_pieces(word) == pieces
