"""A question as it was typed: made clean, and what is wrong with it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from trail.curation.questions.settings import is_address

NAME_CHARACTERS = 100
TEXT_CHARACTERS = 4000
Field = Literal["name", "email", "text"]
Fault = Literal["missing", "long", "address"]

# Signs that show nothing but can turn a line or a terminal about.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Draft:
    """What was typed, cleaned. `about` is the id of the site that it was asked from."""

    name: str
    email: str
    text: str
    about: str | None = None

    @property
    def digest(self) -> str:
        """Names the content: sent twice, it is the same question."""
        whole = "\x00".join((self.name, self.email, self.text, self.about or ""))
        return hashlib.sha256(whole.encode()).hexdigest()


def clean(name: str, email: str, text: str, about: str | None = None) -> Draft:
    """The draft of what was typed, without control characters and space around it."""
    return Draft(_line(name), _line(email), _lines(text), about)


def _line(text: str) -> str:
    return " ".join(_HIDDEN.sub(" ", text).split())


def _lines(text: str) -> str:
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def faults(draft: Draft) -> dict[Field, Fault]:
    """What is wrong with each field, in the order of the form; nothing when all is well."""
    found: dict[Field, Fault] = {}
    if len(draft.name) > NAME_CHARACTERS:
        found["name"] = "long"
    if not draft.email:
        found["email"] = "missing"
    elif not is_address(draft.email):
        found["email"] = "address"
    if not draft.text:
        found["text"] = "missing"
    elif len(draft.text) > TEXT_CHARACTERS:
        found["text"] = "long"
    return found
