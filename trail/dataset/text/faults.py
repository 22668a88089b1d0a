"""Collecting faults, and the words that they share."""

from __future__ import annotations

import math
import re
import reprlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
MOST_SINGLE = 4  # different ids of one kind that are told one by one where none is there

MOST_FAULTS = 2000  # of one file; more are not looked for, so that work is bounded

# Lists whose items have a file to themselves; elsewhere the field is given from the file's top.
_OWN_FILE = frozenset(
    ["features", "tracks", "events", "demands", "sessions", "articles", "markers", "works"]
)
_NAMED_BY = ("id", "slug", "date", "number")  # what an item's faults are told under
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
        name = _name_of(item) if isinstance(item, dict) else ""
        if not name or name in seen:
            name = f"#{number}"
        seen.add(name)
        labels.append(name)
    return labels


def _name_of(item: Mapping[str, object]) -> str:
    given = next((item[key] for key in _NAMED_BY if key in item), None)
    if given is None and isinstance(inside := item.get("properties"), dict):
        given = inside.get("id")  # where a GIS puts it
    if given is item.get("number") and isinstance(given, int) and not isinstance(given, bool):
        return str(given) if 0 < given < 10**6 else ""
    return given if isinstance(given, str) and len(given) <= 64 and _ID.fullmatch(given) else ""


class Faults:
    """All faults found so far: one a cause.

    The first one told about a place is kept, and of all that names what isn't there the
    first in the order of the files.
    """

    def __init__(self) -> None:
        self._problems: dict[tuple[str, str, str, str], Problem] = {}
        self._places: set[tuple[str, str, str]] = set()
        self._within: set[tuple[str, Path]] = set()
        self._at: set[tuple[str, Path]] = set()
        self._in_file: Counter[str] = Counter()
        self._unknown: dict[tuple[str, str | int], _Unknown] = {}
        self._nearest = cache(nearest)
        self.remarks: list[str] = []

    def add(self, file: str, feature: str, field: str, wrong: str, expected: str) -> None:
        """A fault of a file, told under a name that the caller knows."""
        self._at.add((file, ()))
        self._keep(Problem(file, feature, field, wrong, expected))

    def at(self, document: Document, path: Path, wrong: str, expected: str) -> None:
        """A fault at a path from the top of a file; of a place that has one it is the same."""
        file = document.file
        if path and self.has(document, path):
            return
        self._at.add((file, path))
        self._within.update((file, path[:length]) for length in range(len(path) + 1))
        self._keep(Problem(file, *document.place(path), wrong, expected))

    def _keep(self, problem: Problem) -> None:
        key = (problem.file, problem.feature, problem.field, problem.wrong)
        if key not in self._problems:
            self._in_file[problem.file] += 1
            self._problems[key] = problem
        self._places.add(key[:3])

    def has(self, document: Document, path: Path) -> bool:
        """Whether a fault at exactly this place is already known."""
        return (document.file, *document.place(path)) in self._places

    def holds(self, document: Document | None, path: Path = ()) -> bool:
        """Whether what stands at a path can be relied on: no fault there, within or above."""
        if document is None:
            return False
        file = document.file
        above = ((file, path[:length]) in self._at for length in range(len(path) + 1))
        return (file, path) not in self._within and not any(above)

    def enough(self, document: Document) -> bool:
        """Whether so much is wrong with a file that the rest of it need not be looked at."""
        return self._in_file[document.file] >= MOST_FAULTS

    def unknown(
        self,
        document: Document,
        path: Path,
        what: str,
        wanted: str | int,
        known: Collection[str | int],
    ) -> None:
        """A fault: `wanted` refers to nothing. However many refer to it, it is one."""
        self._at.add((document.file, path))
        self._within.update((document.file, path[:length]) for length in range(len(path) + 1))
        place = (document.file, *document.place(path))
        self._places.add(place)
        found = self._unknown.setdefault((what, wanted), _Unknown(known))
        found.places.add(place)

    @property
    def any(self) -> bool:
        return bool(self._problems or self._unknown)

    def raise_if_any(self) -> None:
        problems = [*self._problems.values(), *self._named_nowhere()]
        if problems:
            raise DatasetError(sorted(problems))

    def _named_nowhere(self) -> Iterator[Problem]:
        of_kind: dict[str, dict[str | int, _Unknown]] = {}
        for (what, wanted), found in self._unknown.items():
            of_kind.setdefault(what, {})[wanted] = found
        # Looking for near ids costs time in their number: a file full of wrong ones gets no hints.
        for number, (what, those) in enumerate(of_kind.items()):
            if len(those) > MOST_SINGLE:
                yield _lost(what, those)
            else:
                yield from self._one_by_one(what, those, hints=number < MOST_HINTS)

    def _one_by_one(
        self, what: str, those: Mapping[str | int, _Unknown], *, hints: bool
    ) -> Iterator[Problem]:
        for wanted, found in those.items():
            names = tuple(visible(str(name)) for name in found.known)
            near = self._nearest(str(wanted), names) if hints else ()
            hint = f" (did you mean {' or '.join(near)}?)" if near else ""
            more = len(found.places) - 1
            others = f", named at {more} more place{'' if more == 1 else 's'}" if more else ""
            expected = (
                one_of(sorted(names))
                if len(names) <= 12
                else _LISTED_IN.get(what, f"a {what} that there is")
            )
            wrong = f"there is no {what} {shown(wanted)}{hint}{others}"
            yield Problem(*min(found.places), wrong, expected)


def _lost(what: str, those: Mapping[str | int, _Unknown]) -> Problem:
    """Many that are named and not there were lost together: by a cut, or a list emptied."""
    first, *others = sorted(those, key=lambda wanted: min(those[wanted].places))
    listed = ", ".join(visible(str(name)) for name in others[:20])
    more = f" and {len(others) - 20} more" if len(others) > 20 else ""
    wrong = f"there is no {what} {shown(first)}, nor {listed}{more}, which are named too"
    place = min(those[first].places)
    return Problem(*place, wrong, _LISTED_IN.get(what, f"a {what} that there is"))


@dataclass
class _Unknown:
    """Something that is named and isn't there: what there is, and where it is named."""

    known: Collection[str | int]
    places: set[tuple[str, str, str]] = field(default_factory=set)
