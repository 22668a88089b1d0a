"""The chapters of the book as plain values: headings, paragraphs, lists, pictures, one by one.

The EPUB's own XHTML is read, so that both books say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal
from xml.etree import ElementTree as ET

from trail.export.books.epub import Chapter

_XHTML = "{http://www.w3.org/1999/xhtml}"
_SVG = "{http://www.w3.org/2000/svg}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_GAPS = re.compile(r"[ \t\r\n]+")
BlockKind = Literal["heading", "par", "item", "quote", "figure"]


@dataclass(frozen=True)
class BookRun:
    """Words of one look. `url` is what they are a link to; `source` says that it is cited."""

    text: str
    strong: bool = False
    emphasis: bool = False
    lang: str = ""
    url: str = ""
    source: bool = False


@dataclass(frozen=True)
class BookBlock:
    """A piece of a chapter. `level` is that of a heading, from 1; `number` that of an item in an
    ordered list, 0 in another. A figure is a `picture` (a file of the book) or an `svg`, `runs` its
    caption and `keys` what its signs mean, a sign each."""

    kind: BlockKind
    runs: tuple[BookRun, ...]
    level: int = 0
    number: int = 0
    picture: str = ""
    svg: str = ""
    title: str = ""
    keys: tuple[tuple[BookRun, ...], ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if not run.source)


def blocks_of(chapter: Chapter) -> tuple[BookBlock, ...]:
    """A chapter's blocks in order."""
    root = ET.fromstring(chapter.body)  # noqa: S314 - the book's own, made above
    body = root.find(f"{_XHTML}body")
    return tuple(_blocks(body)) if body is not None else ()


def _blocks(parent: ET.Element, kind: BlockKind = "par") -> Iterator[BookBlock]:
    for element in parent:
        tag = element.tag.removeprefix(_XHTML)
        if re.fullmatch("h[1-6]", tag):
            yield BookBlock("heading", _runs(element), level=int(tag[1]))
        elif tag == "p":
            runs = _runs(element)
            if any(run.text.strip() for run in runs):
                yield BookBlock(kind, runs)
        elif tag in ("ul", "ol"):
            for number, item in enumerate(element, 1):
                yield BookBlock("item", _runs(item), number=number if tag == "ol" else 0)
        elif tag == "figure":
            yield from _figure(element)
        elif tag == "blockquote":
            yield from _blocks(element, "quote")
        else:
            yield from _blocks(element, kind)


def _figure(figure: ET.Element) -> Iterator[BookBlock]:
    caption = figure.find(f"{_XHTML}figcaption")
    runs = _runs(caption) if caption is not None else ()
    heading = figure.find(f"{_XHTML}p")
    title = "".join(heading.itertext()).strip() if heading is not None else ""
    drawing, image = figure.find(f"{_SVG}svg"), figure.find(f"{_XHTML}img")
    told = figure.find(f"{_XHTML}ul")
    made = BookBlock(
        "figure", runs, title=title, keys=tuple(map(_runs, told if told is not None else ()))
    )
    if image is not None:
        yield replace(made, picture=image.get("src", ""))
    elif drawing is not None:
        ET.register_namespace("", _SVG[1:-1])
        yield replace(made, svg=ET.tostring(drawing, encoding="unicode"))


def _runs(element: ET.Element) -> tuple[BookRun, ...]:
    return _trimmed(list(_read(element, BookRun(""))))


def _read(element: ET.Element, look: BookRun) -> Iterator[BookRun]:
    yield replace(look, text=element.text or "")
    for child in element:
        tag = child.tag.removeprefix(_XHTML)
        inner = replace(
            look,
            strong=look.strong or tag == "strong",
            emphasis=look.emphasis or tag == "em",
            lang=child.get(_LANG, look.lang),
            url=child.get("href", look.url),
            source=look.source or child.get("class") == "sources",
        )
        yield from _read(child, inner)
        yield replace(look, text=child.tail or "")


def _trimmed(runs: list[BookRun]) -> tuple[BookRun, ...]:
    """Gaps of any length are one, and there are none at the ends; empty runs are left out."""
    found: list[BookRun] = []
    for run in runs:
        text = _GAPS.sub(" ", run.text)
        if text.startswith(" ") and (not found or found[-1].text.endswith(" ")):
            text = text[1:]
        if text:
            found.append(replace(run, text=text))
    if found and found[-1].text.endswith(" "):
        found[-1] = replace(found[-1], text=found[-1].text[:-1])
    return tuple(run for run in found if run.text)
