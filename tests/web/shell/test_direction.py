"""Trails whose language is written from right to left: the page says so and its layout follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from tests.sample import Sample
from trail.base.paths import STATIC
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

# Sides that are sides in every script: maps, the compass on them, print's floats.
SIDES = re.compile(
    r"(?:margin|padding|border)-(?:left|right)\b|text-align:\s*(?:left|right)\b", re.ASCII
)


@pytest.mark.parametrize(("lang", "written"), [("en", None), ("ar", "rtl"), ("he", "rtl")])
@pytest.mark.parametrize("path", ["/", "/tours/quay/", "/sites/custom-house/", "/embed/quay/"])
def test_a_page_says_in_which_direction_it_is_written(
    sample: Sample, tmp_path: Path, lang: str, written: str | None, path: str
) -> None:
    sample.trail["lang"] = lang
    response = create_app(Settings(sample.write(tmp_path))).test_client().get(path)
    assert response.status_code == 200
    page = html.document_fromstring(response.text)
    assert page.get("dir") == written
    assert page.get("lang") == lang


@pytest.mark.parametrize("sheet", ["app", "go", "plan", "story", "teach", "forms"])
def test_the_layout_knows_begin_and_end_and_no_left_and_right(sheet: str) -> None:
    text = (STATIC / "css" / f"{sheet}.css").read_text("utf-8")
    found = [line for line in text.splitlines() if SIDES.search(line)]
    # What floats stands left on paper, whose languages the sheets of the press set.
    assert found == []


def test_arrows_of_going_on_and_back_are_mirrored_and_turns_are_not() -> None:
    text = (STATIC / "css" / "app.css").read_text("utf-8")
    (rule,) = [line for line in text.splitlines() if line.startswith('[dir="rtl"] use')]
    assert re.findall(r"#(\w+)\"", rule) == ["next", "back"]
    assert "scaleX(-1)" in rule
