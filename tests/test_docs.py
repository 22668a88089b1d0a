"""What the documents say of the program is so."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from trail.base.paths import TEMPLATES
from trail.cli import main as cli
from trail.dataset.schema.site import Access, Fact, PositionInfo, SiteProperties

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
KEEPING = (ROOT / "docs" / "keeping.md").read_text()


def anchors(text: str) -> set[str]:
    """What GitHub makes of the headings."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text()):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        other = path.parent / file if file else path
        assert other.exists(), target
        if anchor:
            assert anchor in anchors(other.read_text()), target


def test_every_field_of_a_site_is_explained_to_the_keeper() -> None:
    table = KEEPING.partition("## What each field means")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([\w.]+)`", table))
    wanted = set(SiteProperties.model_fields) - {"access", "position"}
    wanted |= {f"access.{name}" for name in Access.model_fields}
    wanted |= {f"position.{name}" for name in PositionInfo.model_fields}
    assert wanted <= named
    assert set(Fact.model_fields) - {"note"} <= named


@pytest.mark.parametrize(
    "path",
    [ROOT / "docs/keeping.md", TEMPLATES / "new/README.md", TEMPLATES / "new/check.yml"],
    ids=lambda path: path.name,
)  # fmt: skip
def test_commands_that_are_shown_exist(path: Path) -> None:
    lines = re.findall(r"^(?: {4,}| +run: )trail (.+)$", path.read_text(), re.MULTILINE)
    assert lines
    for line in lines:
        words = re.sub(r'"[^"]*"', "TEXT", line.partition(" #")[0]).split()
        if words[0] == "--data":
            words = words[2:]
        command = cli.main.commands.get(words[0])
        assert command is not None, line
        known = {
            opt for param in command.params for opt in param.opts if isinstance(param, click.Option)
        }
        shown = {word.partition("=")[0] for word in words[1:] if word.startswith("--")}
        assert shown <= known, line


def test_picture_says_in_words_what_it_shows() -> None:
    text = (ROOT / "docs" / "architecture.svg").read_text()
    assert "<title" in text
    assert "<desc" in text
    assert "http://www.w3.org/2000/svg" in text
    assert not re.search(r"href|url\(h|<script|@import", text)
