"""The bibliography as frozen values: bibliography.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from trail.dataset.schema.record import Items, Lang, Line, Record, Slug, Text, Texts, Url, told

WorkKind = Literal["book", "article", "thesis", "documents", "guide", "web"]
# How far a work was seen: its record or pages, some of its details, or nothing of it.
Verified = Literal["seen", "part", "not-seen"]


def _with_its_check_digit(text: str) -> str:
    """ISBN-10 and ISBN-13 end in a digit that one wrong digit anywhere would not fit."""
    digits = [10 if sign == "X" else int(sign) for sign in text if sign != "-"]
    if len(digits) == 10:
        fits = sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True))
        right = fits % 11 == 0
    else:
        weighed = sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits))
        right = len(digits) == 13 and weighed % 10 == 0
    if not right:
        raise told(f"{text!r} is no ISBN", "ten or thirteen digits, the last of which fits them")
    return text


Isbn = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9-]{9,16}[0-9X]$"),
    AfterValidator(_with_its_check_digit),
]


class AuthorName(Record):
    """Somebody who made a work: `family` and `given`, or `literal` for a body."""

    family: Line | None = None
    given: Line | None = None
    literal: Line | None = None
    role: Literal["author", "editor", "translator"] = "author"


class Work(Record):
    """A work of the bibliography, with how far it was verified.

    `year` is null where it is not known; `year_note` says what the number can't.
    `container` is the journal, newspaper or website that an article appeared in.
    """

    id: Slug
    kind: WorkKind
    names: Items[AuthorName]
    year: Annotated[int, Field(ge=1500, le=2200)] | None
    year_note: Line | None = None
    title: Line
    title_english: Line | None = None
    lang: Lang | None = None
    edition: Line | None = None
    container: Line | None = None
    volume: Line | None = None
    issue: Line | None = None
    pages: Line | None = None
    publisher: Line | None = None
    place: Line | None = None
    doi: (
        Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,}/\S+$", max_length=200)] | None
    ) = None
    isbn: Isbn | None = None
    url: Url | None = None
    verified: Verified
    verified_note: Text | None = None
    use: Text | None = None
    note: Text | None = None


class WorksFile(Record):
    """data/bibliography.yaml."""

    reading: Texts
    works: Items[Work]
