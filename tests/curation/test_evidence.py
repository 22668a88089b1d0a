"""What the evidence lacks: copies and blogs alone, and what nobody consulted."""

from __future__ import annotations

from pathlib import Path

from tests.sample import Sample
from tests.sample_chapters import PACT, sample_with_chapters
from trail import dataset
from trail.curation.health.evidence import WeakStatement, unread_sources, weak_statements
from trail.dataset.schema.whole import Dataset


def load(sample: Sample, tmp_path: Path) -> Dataset:
    return dataset.load(sample.write(tmp_path))


def test_what_only_a_copy_says_is_weak_and_the_original_is_named(tmp_path: Path) -> None:
    found = weak_statements(load(sample_with_chapters(), tmp_path))
    better = ("https://example.org/original",)
    assert WeakStatement("articles.yaml: article-1", better) in found
    assert WeakStatement("chapters.yaml: dark-quay, paragraph 2", better) in found
    # A work is cited beside the copy.
    assert "chapters.yaml: dark-quay, paragraph 1" not in {weak.where for weak in found}


def test_a_source_at_first_hand_or_one_that_is_not_judged_is_enough(tmp_path: Path) -> None:
    sample = sample_with_chapters()
    sample.story["articles.yaml"]["articles"][0]["sources"].append("https://example.org/print")
    found = {weak.where for weak in weak_statements(load(sample, tmp_path))}
    assert "articles.yaml: article-1" not in found


def test_what_nobody_consulted_is_to_be_looked_up(tmp_path: Path) -> None:
    sample = sample_with_chapters()
    assert unread_sources(load(sample, tmp_path / "read")) == ()
    sample.story["readings.yaml"]["readings"][0] |= {"read": "not-read", "passage": None}
    assert unread_sources(load(sample, tmp_path / "unread")) == (PACT,)
