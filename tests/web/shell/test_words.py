"""Words for values of the dataset, and of its days, in the language of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from trail.base.paths import DATA
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings
from trail.web.shell.words import surface_word
from trail.web.story.days import book


@pytest.mark.parametrize(
    ("surface", "word"),
    [
        ("asphalt", "asphalt"),
        ("paving_stones", "paving stones"),
        ("sett", "cobbles"),
        ("compacted", "packed gravel"),
        ("ground", "earth"),
        ("stepping_stones", "stepping_stones"),
        ("{{ 7 }}", "{{ 7 }}"),
    ],
)
def test_a_surface_is_told_in_words(sample_dir: Path, surface: str, word: str) -> None:
    with create_app(Settings(sample_dir)).test_request_context():
        assert surface_word(surface) == word


def test_a_surface_has_its_word_in_each_language() -> None:
    app = create_app(Settings(DATA, base_path="/ja", language="ja"))
    with app.test_request_context():
        assert surface_word("brick") == "れんが"


@pytest.mark.parametrize(
    ("language", "period"),
    [(None, "August 5 to September 6, 1905"), ("ja", "1905年8月5日〜9月6日")],
)
def test_a_period_has_its_year_where_the_language_puts_it(
    language: str | None, period: str
) -> None:
    with create_app(Settings(DATA, language=language)).test_request_context():
        assert book().period == period
