"""Documents read back as their own programs read them: the texts in them, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import unquote, unquote_plus
from xml.etree import ElementTree as ET

from icalendar import Calendar
from lxml import html
from pypdf import PdfReader

from tests.hostile.texts import TAG

_KML = "{http://www.opengis.net/kml/2.2}description"
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
_NEAR = 4  # elements about a text that may hold the rest of it: a name is set in several lines


@dataclass(frozen=True)
class Unit:
    """A text as it stands in one place, and other readings of that place: the wider texts
    that it is a part of, or what it says where it is an address."""

    text: str
    around: Callable[[], tuple[str, ...]] = tuple


def units(media_type: str, body: bytes) -> Iterator[Unit]:
    """Every text of a document that holds a tag."""
    kind = media_type.partition(";")[0]
    reader = next((found for ends, found in _READERS.items() if kind.endswith(ends)), None)
    if reader is not None:
        yield from (unit for unit in reader(body) if TAG.search(unit.text))


def raw(media_type: str, body: bytes) -> str | None:
    """The document as it is written, lines put together; None where it is not text."""
    kind = media_type.partition(";")[0]
    if kind.endswith(("pdf", "png", "zip", "jpeg", "webp", "avif")):
        return None
    text = body.decode("utf-8-sig")
    return re.sub(r"\r?\n[ \t]", "", text) if kind == "text/calendar" else text


def _page(body: bytes) -> Iterator[Unit]:
    tree = html.document_fromstring(body.decode())
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield Unit(str(element.text))  # a comment
            continue
        for value in map(str, element.attrib.values()):
            yield from _attribute(value)
        if element.tag == "script" and element.text:
            if "<" in element.text:
                raise AssertionError(f"a script block may end early: {element.text[:80]}")
            yield from _json_texts(element.text)
        elif element.text:
            yield Unit(element.text, partial(_around, element))
        if element.tail:
            yield Unit(element.tail, partial(_around, element.getparent()))


def _attribute(value: str) -> Iterator[Unit]:
    if re.match(r"(?:mailto|geo|https?):", value):
        # Each part by itself: a sign of the text that divided them would be seen.
        parts = [value] if value.startswith("http") else re.split(r"[?&]", value)
        yield from (Unit(part, partial(_unquoted, part)) for part in parts)
        return
    if re.match(r"data:text/plain[;,]|/[^#]*#.*=", value):  # a file to save; what is kept in a link
        yield from (Unit(part, partial(_unquoted, part)) for part in re.split("[#&]", value))
        return
    try:
        yield from _json_texts(value) if value[:1] in "[{" else [Unit(value)]
    except ValueError:
        yield Unit(value)


def _unquoted(text: str) -> tuple[str, ...]:
    return unquote(text), unquote_plus(text)


def _around(element: Any) -> tuple[str, ...]:
    found = []
    for _ in range(_NEAR):
        if element is None:
            break
        found.append("".join(element.itertext()))
        element = element.getparent()
    return tuple(found)


def _xml(body: bytes) -> Iterator[Unit]:
    root = ET.fromstring(body)
    parents = {child: parent for parent in root.iter() for child in parent}

    def around(element: ET.Element | None) -> tuple[str, ...]:
        found = []
        for _ in range(_NEAR):
            if element is None:
                break
            found.append("".join(element.itertext()))
            element = parents.get(element)
        return tuple(found)

    for element in root.iter():
        yield from map(Unit, element.attrib.values())
        if element.text:
            text = element.text
            if element.tag == _KML:  # viewers read it as HTML
                if "<" in text:
                    raise AssertionError(f"a description has a tag: {text[:60]}")
                text = unescape(text)
            yield Unit(text, partial(around, element))
        if element.tail:
            yield Unit(element.tail, partial(around, parents.get(element)))


def _json(body: bytes) -> Iterator[Unit]:
    yield from _json_texts(body.decode())


def _json_texts(text: str) -> Iterator[Unit]:
    waiting = [json.loads(text)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield from _attribute(value) if value.startswith("geo:") else [Unit(value)]
        elif isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value


def _script(body: bytes) -> Iterator[Unit]:
    for literal in _LITERAL.findall(body.decode()):
        yield Unit(json.loads(literal))


def _calendar(body: bytes) -> Iterator[Unit]:
    lines = body.split(b"\r\n")
    if any(len(line) > 75 or b"\n" in line or b"\r" in line for line in lines):
        raise AssertionError("a line of the calendar is too long, or broken")
    for part in Calendar.from_ical(body).walk():
        if part.name not in ("VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"):
            raise AssertionError(f"the calendar has a {part.name}")
        for _, value in part.property_items(recursive=False):
            yield Unit(str(value))


def _table(body: bytes) -> Iterator[Unit]:
    for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")):
        for cell in row:
            if re.search(r"(?:^|[;\t\r\n])[\s\u200b-\u200f\ufeff]*[=+@＝＋－＠]", cell):
                raise AssertionError(f"a cell is a formula: {cell[:60]!r}")
            yield Unit(cell)


def _plain(body: bytes) -> Iterator[Unit]:
    yield Unit(body.decode())


_TEX = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciicircum{}": "^", r"\textasciitilde{}": "~",
    **{"\\" + sign: sign for sign in "{}$&#%_"},
}  # fmt: skip


def _bibtex(body: bytes) -> Iterator[Unit]:
    text = body.decode()
    at = 0
    while at < len(text):
        head = re.compile(r"\s*@\w+\{[\w-]+,\s*").match(text, at)
        if head is None:
            raise AssertionError(f"no entry at {text[at : at + 60]!r}")
        at = head.end()
        while (field := re.compile(r"(\w+) = \{").match(text, at)) is not None:
            end = _closing(text, field.end())
            value = _untex(text[field.end() : end])
            # TeX can't have these in an address.
            bare = re.sub("%(?:7B|7D|5C)", lambda sign: unquote(sign[0]), value)
            yield Unit(bare if field[1] in ("doi", "url") else value)
            at = end + 1
            at += len(re.compile(r",?\s*").match(text, at)[0])  # type: ignore[index]
        if text[at] != "}":
            raise AssertionError(f"no field at {text[at : at + 60]!r}")
        at = re.compile(r"\s*").match(text, at + 1).end()  # type: ignore[union-attr]


def _closing(text: str, at: int) -> int:
    depth = 1
    while True:
        depth += (text[at] == "{") - (text[at] == "}")
        if not depth:
            return at
        at += 1


def _untex(text: str) -> str:
    signs = "|".join(re.escape(sign) for sign in sorted(_TEX, key=len, reverse=True))
    return re.sub(f"{signs}|[{{}}]", lambda found: _TEX.get(found[0], ""), text)


def _book(body: bytes) -> Iterator[Unit]:
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        for name in book.namelist():
            if name.endswith((".xhtml", ".opf", ".svg", ".xml")):
                yield from _xml(book.read(name))


def _paper(body: bytes) -> Iterator[Unit]:
    yield Unit("".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages))


_READERS: dict[str, Callable[[bytes], Iterator[Unit]]] = {
    "/html": _page,
    "xml": _xml,
    "json": _json,
    "/javascript": _script,
    "/calendar": _calendar,
    "/csv": _table,
    "/x-bibtex": _bibtex,
    "/epub+zip": _book,
    "/pdf": _paper,
    "/plain": _plain,
}
