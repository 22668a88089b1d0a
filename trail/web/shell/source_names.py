"""What a source is called: who stands behind it, and what its address tells of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

CHARACTERS = 60
# Parts of an address that name a place in a website, not what stands there.
_NO_NAMES = frozenset(
    {
        *("article", "articles", "asp", "book", "books", "details", "doc", "document", "entry"),
        *("index", "news", "newspapers", "ocr", "page", "php", "press", "read", "section"),
        *("story", "view", "wiki"),
    }
)
_EXTENSION = re.compile(r"\.(html?|cfm|php|aspx?|s?html|txt|jsp|djvu|pdf)$", re.IGNORECASE)
_DAY = re.compile(
    r"(?<!\d)(1[89]\d\d|20\d\d)([-/]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)", re.ASCII
)
# Codes: hexadecimal, letters with numbers among them, or the pages of a scanned newspaper.
_CODE = re.compile(
    r"(article_)?[0-9a-f]{8}[-0-9a-f]*|(?=.*\d[A-Za-z])[A-Za-z0-9]{16,}|(seq|ed)-\d+", re.IGNORECASE
)
_NUMBERED = re.compile(r"^\d{5,} | (\d{5,}|[0-9a-f]{12,})$")


def source_name(url: str, publishers: Mapping[str, str]) -> str:
    """The publisher where `publishers` has the host, else the host; and the page's own name:
    words of its address, else the day in it, else its number."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    bare = host.removeprefix("www.")
    shown = publishers.get(host) or publishers.get(bare) or bare
    page = _page(parts.path)
    return f"{shown}, {page}" if page and page.lower() not in shown.lower() else shown


def _page(path: str) -> str:
    steps = [step for step in path.split("/") if step.strip()]
    found = [_EXTENSION.sub("", unquote(step)) for step in steps]
    for at in reversed(range(max(0, len(found) - 2), len(found))):
        words = _words(found[at])
        if words:
            # A page of a book: its title and the number.
            number = (
                found[-1] if at < len(found) - 1 and re.fullmatch(r"\d{1,4}", found[-1]) else ""
            )
            return f"{words}, {number}" if number else words
    if day := _DAY.search(path):
        return f"{day[1]}-{day[3]}-{day[4]}"
    last = found[-1] if found else ""
    return last if re.fullmatch(r"\d{1,9}", last) else ""


def _words(step: str) -> str:
    """The step as words, or "" where it is a number, a code, or the name of a section."""
    if step.lower() in _NO_NAMES or _CODE.fullmatch(step):
        return ""
    text = re.sub(r"[\s_+-]+", " ", step.removeprefix("Page:")).strip()
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[a-z]{3})(?=\d{1,4}$)", " ", _NUMBERED.sub("", text))
    digits = sum(character.isdigit() for character in text)
    coded = digits > len(text) / 3 or ("." in text and digits)
    if coded or not re.search(r"[^\W\d_]{3}", text):
        return ""
    if len(text) > CHARACTERS:
        text = text[:CHARACTERS].rpartition(" ")[0].rstrip(",.;: ") + "…"
    return text[:1].upper() + text[1:]
