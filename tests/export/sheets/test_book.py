"""The book on paper: all of the EPUB, with contents, index and sources that lead to their pages."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from tests.export.sheets.conftest import ADDRESS
from trail.export.books.blocks import BookBlock, BookRun, blocks_of
from trail.export.books.epub import Chapter, parts_of
from trail.export.sheets import Press
from trail.guide.guide import Guide


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
    )  # fmt: skip
