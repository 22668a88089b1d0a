"""Works as BibTeX and as CSL-JSON, for reference managers."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from trail.dataset.schema.works import AuthorName, Work, WorkKind

_BIBTEX: Mapping[WorkKind, str] = {
    "book": "book",
    "article": "article",
    "thesis": "phdthesis",
    "documents": "misc",
    "guide": "book",
    "web": "misc",
}
_CSL: Mapping[WorkKind, str] = {
    "book": "book",
    "article": "article-journal",
    "thesis": "thesis",
    "documents": "document",
    "guide": "book",
    "web": "webpage",
}
# What TeX reads as something else than itself.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
# BibTeX counts braces, also those behind a backslash: where one has no partner, by name.
_LONE = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_NOT_IN_ADDRESS = re.compile(r"[\s{}\\]")
_IN_NAMES = re.compile(r"(?:^|\s)and(?:\s|$)|,", re.IGNORECASE)  # what takes a list of names apart


def to_bibtex(works: Iterable[Work]) -> str:
    """One entry a work, in UTF-8 as biber and today's BibTeX managers read it."""
    return "\n".join(map(_entry, works))


def _entry(work: Work) -> str:
    fields: dict[str, str] = {}
    for role in ("author", "editor", "translator"):
        names = [_tex_name(name) for name in work.names if name.role == role]
        if names:
            fields[role] = " and ".join(names)
    # A second brace keeps the capitals of a title as they are.
    fields["title"] = f"{{{_tex(work.title)}}}"
    container = "journal" if work.kind == "article" else "howpublished"
    for key, value in (
        ("year", str(work.year) if work.year else None),
        (container, work.container),
        ("volume", work.volume),
        ("number", work.issue),
        ("pages", work.pages),
        ("edition", work.edition),
        ("school" if work.kind == "thesis" else "publisher", work.publisher),
        ("address", work.place),
        ("isbn", work.isbn),
        ("langid", work.lang),
        ("note", _note(work)),
    ):
        if value:
            fields[key] = _tex(value)
    if work.doi:
        fields["doi"] = _address(work.doi)
    if work.url:
        fields["url"] = _address(work.url).replace("%", r"\%")
    lines = [f"  {key} = {{{value}}}" for key, value in fields.items()]
    return f"@{_BIBTEX[work.kind]}{{{work.id},\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    signs = _TEX if _paired(text) else _TEX | _LONE
    return "".join(signs.get(char, char) for char in unicodedata.normalize("NFC", text))


def _paired(text: str) -> bool:
    """Whether every brace has its partner."""
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def _address(text: str) -> str:
    """An address or DOI, which TeX takes letter by letter: no sign can stand for another."""
    return _NOT_IN_ADDRESS.sub(lambda found: quote(found[0], safe=""), text)


def _tex_name(name: AuthorName) -> str:
    if name.literal:
        # Braces keep a body's name from being taken apart.
        return "others" if name.literal == "others" else f"{{{_tex(name.literal)}}}"
    return ", ".join(_name_part(part) for part in (name.family, name.given) if part)


def _name_part(part: str) -> str:
    """A part of a name; braces hold it together where it looks like two."""
    return f"{{{_tex(part)}}}" if _IN_NAMES.search(part) else _tex(part)


def _note(work: Work) -> str:
    """What the reader of a copied entry must know: how far it was verified."""
    verified = {"seen": "", "part": "Verified in part.", "not-seen": "Not seen, not verified."}
    english = f"In English: {work.title_english}." if work.title_english else ""
    year = f"Year: {work.year_note}." if work.year_note else ""
    parts = (english, year, verified[work.verified], work.verified_note)
    return " ".join(part for part in parts if part)


def to_csl(works: Iterable[Work]) -> str:
    """A list of CSL-JSON items."""
    items = [_item(work) for work in works]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(work: Work) -> dict[str, Any]:
    item: dict[str, Any] = {"id": work.id, "type": _CSL[work.kind], "title": work.title}
    for role in ("author", "editor", "translator"):
        names = [name for name in work.names if name.role == role]
        if names:
            item[role] = _csl_names(names)
    if work.year:
        item["issued"] = {"date-parts": [[work.year]]}
    for key, value in (
        ("container-title", work.container),
        ("volume", work.volume),
        ("issue", work.issue),
        ("page" if work.kind == "article" else "number-of-pages", work.pages),
        ("edition", work.edition),
        ("publisher", work.publisher),
        ("publisher-place", work.place),
        ("DOI", work.doi),
        ("ISBN", work.isbn),
        ("URL", work.url),
        ("language", work.lang),
        ("note", _note(work)),
    ):
        if value:
            item[key] = value
    return item


def _csl_names(names: Sequence[AuthorName]) -> list[dict[str, str]]:
    return [
        {"literal": name.literal}
        if name.literal
        else {key: part for key, part in (("family", name.family), ("given", name.given)) if part}
        for name in names
    ]
