"""The treaty's words as shipped, against what was read in print: word by word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.shipped import shipped_dataset
from trail.dataset.schema.story import Article
from trail.dataset.schema.whole import Dataset

READ: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("treaty_words.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return shipped_dataset()


def words(text: str | None) -> list[str]:
    """Word for word; dots of ours say that something stands before or after."""
    return (text or "").replace("…", "").split()


def articles(shipped: Dataset) -> dict[str, Article]:
    assert shipped.story is not None
    return {article.id: article for article in shipped.story.articles}


def test_each_article_has_the_words_that_were_read_and_no_other(shipped: Dataset) -> None:
    found = articles(shipped)
    assert len(found) == 17
    for article_id, article in found.items():
        assert words(article.words) == words(READ[article_id]["words"]), article_id


def test_the_preamble_has_them_too(shipped: Dataset) -> None:
    assert shipped.story is not None
    preamble = shipped.story.articles_file.preamble
    assert preamble is not None
    assert words(preamble.words) == words(READ["preamble"]["words"])


def test_words_from_memory_stand_nowhere_and_what_lacks_is_said(shipped: Dataset) -> None:
    for article_id, article in articles(shipped).items():
        unread = READ[article_id].get("unread")
        if not unread:
            assert (article.text_seen, article.missing) in (
                ("yes", None),
                ("part", article.missing),
            )
            continue
        told = " ".join(words(article.words) + words(article.text) + words(article.note))
        assert " ".join(words(unread)) not in told, article_id
        assert article.text_seen != "yes", article_id
        assert article.missing or article.note, article_id
        assert article.checked_by is None, article_id
