"""Collecting faults, and the words that they share."""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TypeAlias

from trail.base.errors import DatasetError, Problem
from trail.dataset.schema.record import ID_PATTERN

Path: TypeAlias = tuple[str | int, ...]

SHOWN_CHARACTERS = 60
# Looking for near ids costs time in the number of ids: a file full of wrong ones gets no hints.
MOST_HINTS = 50

# Lists whose items have a file to themselves; elsewhere the field is given from the file's top.
_OWN_FILE = ("features", "tracks")
_LISTED_IN = {
    "person": "an id of people.yaml",
    "site": "an id of sites.geojson",
    "track": "a number of tracks.yaml",
}
_ID = re.compile(ID_PATTERN)


def shown(value: object, limit: int = SHOWN_CHARACTERS) -> str:
    """A value from a file for one line of a message: short, control characters escaped."""
    if isinstance(value, str):
        return repr(value[:limit] + "..." if len(value) > limit else value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else "a number of more than 30 digits"
    if isinstance(value, date):
        return value.isoformat()
    return reprlib.repr(value)


def visible(text: str, limit: int = SHOWN_CHARACTERS) -> str:
    """An id, path or field name as it may stand in a message without quotes."""
    return shown(text, limit)[1:-1]


def kind_of(value: object) -> str:
    """What sort of thing a value is, in a curator's words."""
    if value is None:
        return "null (nothing)"
    if isinstance(value, bool):
        return "true/false"
    if isinstance(value, str):
        return "text"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, Sequence):
        return "a list"
    return "a date"


def field_name(path: Path) -> str:
    """`facts[2].confidence` for ("facts", 2, "confidence"); items count from 0."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{visible(part)}"
    return text.removeprefix(".")


def one_of(names: Iterable[str]) -> str:
    """ "one of a, b, c" for messages, cut where there are many."""
    listed = list(names)
    if len(listed) == 1:
        return listed[0]
    more = f" and {len(listed) - 40} more" if len(listed) > 40 else ""
    return f"one of {', '.join(listed[:40])}{more}" if listed else "no such field: there are none"


def nearest(wanted: str, known: Iterable[str]) -> list[str]:
    """Up to three of `known` that the writer may have meant, best first."""
    if len(wanted) > 80:
        return []
    return get_close_matches(wanted, list(known), n=3, cutoff=0.6)


@dataclass
class Document:
    """A file read, before its fields are asked for.

    `unquoted` has, by path, the text of each YAML scalar that is not text to
    YAML (`no`, `1:30`), so that a message can quote the file.
    """

    file: str
    value: object
    unquoted: dict[Path, str] = field(default_factory=dict)
    _labels: dict[str | int, list[str]] = field(default_factory=dict)

    def items(self, key: str) -> list[object]:
        """The list under `key` ("": the file itself); empty where it is missing or no list."""
        found = self.value if not key else None
        if isinstance(self.value, dict):
            found = self.value.get(key)
        return found if isinstance(found, list) else []

    def label(self, key: str, index: int) -> str:
        """The id of an item, or its place (`#4`, counted from 1) where the id can't name it."""
        if key not in self._labels:
            self._labels[key] = _labels(self.items(key))
        return self._labels[key][index]

    def place(self, path: Path) -> tuple[str, str]:
        """The feature and field that a path from the top of the file leads to."""
        match path:
            case (int(index), *rest) if index < len(self.items("")):
                return self.label("", index), field_name(tuple(rest))
            case (str(key), int(index), *rest) if index < len(self.items(key)):
                label = self.label(key, index)
                if key not in _OWN_FILE:
                    return ("" if label.startswith("#") else label), field_name(path)
                within = tuple(rest)
                if key == "features" and len(within) > 1 and within[0] == "properties":
                    within = within[1:]
                return label, field_name(within)
        return "", field_name(path)


def _labels(items: list[object]) -> list[str]:
    seen: set[str] = set()
    labels = []
    for number, item in enumerate(items, start=1):
        name = item.get("id", item.get("slug")) if isinstance(item, dict) else None
        usable = isinstance(name, str) and len(name) <= 64 and _ID.fullmatch(name)
        if not usable or name in seen:
            name = f"#{number}"
        seen.add(str(name))
        labels.append(str(name))
    return labels


class Faults:
    """All faults found so far; the first one told about a place is kept."""

    def __init__(self) -> None:
        self._problems: dict[tuple[str, str, str, str], Problem] = {}
        self._places: set[tuple[str, str, str]] = set()
        self._hints = 0
        self._nearest = cache(nearest)

    def add(self, file: str, feature: str, field: str, wrong: str, expected: str) -> None:
        self._places.add((file, feature, field))
        self._problems.setdefault(
            (file, feature, field, wrong), Problem(file, feature, field, wrong, expected)
        )

    def at(self, document: Document, path: Path, wrong: str, expected: str) -> None:
        """A fault at a path from the top of a file."""
        self.add(document.file, *document.place(path), wrong, expected)

    def has(self, document: Document, path: Path) -> bool:
        """Whether a fault at exactly this place is already known."""
        return (document.file, *document.place(path)) in self._places

    def unknown(
        self,
        document: Document,
        path: Path,
        what: str,
        wanted: str | int,
        known: Collection[str | int],
    ) -> None:
        """A fault: `wanted` refers to nothing. Names the nearest that there are."""
        names = tuple(visible(str(name)) for name in known)
        near: list[str] = []
        if self._hints < MOST_HINTS:
            self._hints += 1
            near = self._nearest(str(wanted), names)
        hint = f" (did you mean {' or '.join(near)}?)" if near else ""
        expected = (
            one_of(sorted(names))
            if len(names) <= 12
            else _LISTED_IN.get(what, f"a {what} that there is")
        )
        self.at(document, path, f"there is no {what} {shown(wanted)}{hint}", expected)

    def raise_if_any(self) -> None:
        if self._problems:
            raise DatasetError(sorted(self._problems.values()))
