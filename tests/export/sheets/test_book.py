"""The book on paper: all of the EPUB, with contents, index and sources that lead to their pages."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from tests.export.sheets.conftest import ADDRESS
from trail.base.links import Links
from trail.export.books.blocks import BookBlock, BookRun, blocks_of
from trail.export.books.epub import Chapter, parts_of
from trail.export.sheets import PAPERS, Press
from trail.export.sheets import book as module
from trail.export.sheets.content import SheetContext
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases


@pytest.fixture(scope="module")
def book(press: Press) -> PdfReader:
    return PdfReader(io.BytesIO(press.pdf("book", "letter", ADDRESS).pdf))


@pytest.fixture(scope="module")
def texts(book: PdfReader) -> list[str]:
    """What each page says, on one line."""
    return [" ".join(page.extract_text().split()) for page in book.pages]


def _pages_with(texts: list[str], words: str) -> list[int]:
    """Numbers of the pages after the contents that say it."""
    return [number for number, text in enumerate(texts, 1) if number > 2 and words in text]


def test_it_says_what_the_epub_says(shipped: Guide, texts: list[str]) -> None:
    text = re.sub(r"[\s\u200b-]+", "", "".join(texts))
    for part in parts_of(shipped):
        for chapter in part.chapters:
            said = [b.text for b in blocks_of(chapter) if b.kind in ("heading", "par")]
            longest = max(said, key=len)
            for words in (said[0], longest[:80]):
                assert re.sub(r"[\s-]+", "", words) in text, chapter.id


def test_its_contents_name_the_page_of_each_chapter(texts: list[str]) -> None:
    contents = texts[1]
    for name in ("Downtown, on foot", "Market Square", "The treaty", "Sources"):
        found = re.search(rf"{re.escape(name)} [. ]*(\d+)", contents)
        assert found is not None, name
        assert name in texts[int(found[1]) - 1]


def test_its_index_leads_to_pages_that_have_the_name(texts: list[str]) -> None:
    (start,) = _pages_with(texts, "Index of people and places")
    index = " ".join(texts[start - 1 : start + 2])
    for name in ("Yamashita Yoshitsugu", "Helen C. Knight", "Niles Cottage"):
        found = re.search(rf"{re.escape(name)}, ((?:\d+, )*\d+)", index)
        assert found is not None, name
        pages = [int(number) for number in found[1].split(", ")]
        assert pages == sorted(set(pages))
        assert all(2 < number < start for number in pages)
        said = [n for n in _pages_with(texts, name) if n < start]
        assert said
        assert set(said) <= set(pages)


def test_every_number_in_brackets_stands_in_the_list_of_sources(texts: list[str]) -> None:
    (start,) = _pages_with(texts, "The numbers in brackets lead here.")
    told = {int(n) for text in texts[: start - 1] for n in re.findall(r"\[(\d+)\]", text)}
    assert told == set(range(1, max(told) + 1))
    last = " ".join(texts[start - 1 :])
    assert f"{max(told)} http" in last
    assert f"{max(told) + 1} http" not in last


def test_a_chapter_is_read_block_by_block() -> None:
    body = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><section><h1>One\n  name</h1>'
        '<p>It <em>was</em> <span lang="ja" xml:lang="ja">旅</span> '
        '(<span class="sources"><a href="https://a.example">source 1</a></span>)</p>'
        "<ol><li>First</li><li>Then</li></ol><ul><li>Loose</li></ul>"
        "<blockquote><p>Said</p></blockquote><p> </p>"
        '<figure><img src="pictures/a.svg" alt="A"/><figcaption>Seen</figcaption></figure>'
        "<figure><p>War</p><img src='b.svg' alt='B'/><ul><li>1: Here</li><li>2: <em>There</em></li>"
        "</ul><figcaption>Drawn</figcaption></figure>"
        "</section></body></html>"
    )
    assert blocks_of(Chapter("one", "One name", body)) == (
        BookBlock("heading", (BookRun("One name"),), level=1),
        BookBlock(
            "par",
            (
                BookRun("It "), BookRun("was", emphasis=True), BookRun(" "),
                BookRun("旅", lang="ja"), BookRun(" ("),
                BookRun("source 1", url="https://a.example", source=True), BookRun(")"),
            ),
        ),
        BookBlock("item", (BookRun("First"),), number=1),
        BookBlock("item", (BookRun("Then"),), number=2),
        BookBlock("item", (BookRun("Loose"),)),
        BookBlock("quote", (BookRun("Said"),)),
        BookBlock("figure", (BookRun("Seen"),), picture="pictures/a.svg"),
        BookBlock(
            "figure", (BookRun("Drawn"),), picture="b.svg", title="War",
            keys=((BookRun("1: Here"),), (BookRun("2: "), BookRun("There", emphasis=True))),
        ),
    )  # fmt: skip


def test_its_outline_names_the_parts_in_order(shipped: Guide, book: PdfReader) -> None:
    names = [str(item.title) for item in book.outline if not isinstance(item, list)]
    parts = [part.name for part in parts_of(shipped)]
    assert names == [*parts, "Index of people and places", "Sources"]


def test_the_meaning_of_signs_stands_on_the_page_of_their_drawing(
    shipped: Guide, texts: list[str]
) -> None:
    chapters = (chapter for part in parts_of(shipped) for chapter in part.chapters)
    drawn = [b for chapter in chapters for b in blocks_of(chapter) if b.svg and b.keys]
    assert len(drawn) >= 7
    for block in drawn:
        keys = ["".join(run.text for run in key) for key in block.keys]
        assert any(all(one in text for one in (block.title, *keys)) for text in texts), block.title


@pytest.fixture
def made(shipped: Guide) -> Any:
    return module.book(SheetContext(shipped, Phrases(), Links.under(ADDRESS)), PAPERS["a4"])


def _blocks(made: Any) -> list[Any]:
    return [b for part in made["parts"] for chapter in part["chapters"] for b in chapter["blocks"]]


def test_only_drawings_with_small_type_go_across_both_columns(made: Any) -> None:
    across = {block["title"]: block["across"] for block in _blocks(made) if "across" in block}
    assert len(across) >= 7
    assert [title for title, wide in across.items() if wide] == ["The theatre of the war"]


def test_a_name_no_font_can_show_is_left_out_and_the_others_stay(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(module, "unshown", lambda texts, lang: frozenset("小村"))
    blocks = _blocks(request.getfixturevalue("made"))
    told = [run.get("text", "") for block in blocks for run in block.get("runs", ())]
    assert any("Komura Jutarō" in text for text in told)
    for lacking in ("小村寿太郎", "高平小五郎"):  # 小 is in both
        assert not any(lacking in text for text in told)
    assert any("佐藤愛麿" in text for text in told)
