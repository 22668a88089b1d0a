"""What can go wrong, each with the place and the mend.

No class here knows HTTP or the command line: `web/app.py` maps a class to a
status, `cli.py` to an exit code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

MOST_OF_A_KIND = 20  # faults that differ by their values alone are told up to this number
# Quoted values, numbers and hints in what is said of a fault.
_VALUES = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\(did you mean [^)]*\)|-?\d[\d.,:-]*|\[[^\]]*\]"""
)


class TrailError(Exception):
    """Base of every error that the project raises on purpose."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of the dataset.

    `file` is relative to the data directory; `feature` is the id (or `#4`, the
    place in the file, where the id itself is at fault), `field` a dotted path.
    Both are empty where the fault is the whole file's.
    """

    file: str
    feature: str
    field: str
    wrong: str
    expected: str

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.feature, self.field) if part)
        return f"{where}: {self.wrong}; expected {self.expected}"

    @property
    def kind(self) -> tuple[str, str]:
        """What faults have in common that differ by their places and values alone."""
        return self.file, _VALUES.sub("", self.wrong)


class DatasetError(TrailError):
    """The dataset is faulty; `problems` has every fault found, not the first.

    Its text has a line a fault, of each kind the first MOST_OF_A_KIND and how many more.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(_lines(self.problems)))

    @property
    def unchecked(self) -> str:
        """What the faults stood in the way of, in one line."""
        files = sorted({problem.file for problem in self.problems})
        named = ", ".join(files[:4]) + (f" and {len(files) - 4} more" if len(files) > 4 else "")
        return f"what depends on {named} was not checked"


def _lines(problems: Iterable[Problem]) -> Iterator[str]:
    problems = list(problems)
    of_kind = Counter(problem.kind for problem in problems)
    told: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        kind = problem.kind
        told[kind] += 1
        if told[kind] <= MOST_OF_A_KIND:
            yield str(problem)
        if told[kind] == MOST_OF_A_KIND < of_kind[kind]:
            yield f"{problem.file}: {of_kind[kind] - MOST_OF_A_KIND:,} more of this kind"


class InvalidParameter(TrailError):
    """A value from outside (URL, form, command line) that can't be used."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        self.name, self.value, self.expected = name, value, expected
        super().__init__(f"{name}: {value[:80]!r} can't be used; expected {expected}")


class NotFound(TrailError):
    """Something asked for by its id is not in the dataset.

    `nearest` holds the ids that the asker may have meant, best first.
    """

    kind = "item"

    def __init__(self, wanted: str, known: Iterable[str]) -> None:
        ids = sorted(known)
        self.wanted = wanted
        self.nearest = tuple(get_close_matches(wanted, ids, n=3, cutoff=0.5))
        hint = self.nearest or tuple(ids[:8])
        more = "" if self.nearest or len(ids) <= 8 else f" and {len(ids) - 8} more"
        lead = "did you mean" if self.nearest else "there are"
        listed = ", ".join(hint) or "none"
        super().__init__(f"no {self.kind} {wanted[:80]!r}; {lead} {listed}{more}")


class SiteNotFound(NotFound):
    kind = "site"


class TourNotFound(NotFound):
    kind = "tour"


class PaceNotFound(NotFound):
    kind = "pace"


class DayNotFound(NotFound):
    kind = "day"


class ChapterNotFound(NotFound):
    kind = "chapter"


class TrackNotFound(NotFound):
    kind = "track"


class PersonNotFound(NotFound):
    kind = "person"


class PlanningError(TrailError):
    """The stops and wishes given can't make an itinerary."""


class TooFewStops(PlanningError):
    """Fewer stops than an itinerary needs."""

    def __init__(self, count: int, needed: int = 2) -> None:
        self.count, self.needed = count, needed
        super().__init__(f"{count} stops; an itinerary needs at least {needed}")


class DoesNotFit(PlanningError):
    """The time given is shorter than the shortest thing asked for."""

    def __init__(self, minutes: int, least: int) -> None:
        self.minutes, self.least = minutes, least
        super().__init__(f"{minutes} minutes is too short; the least that works is {least}")


class ExportError(TrailError):
    """A value can't be written in the format asked for."""


class MissingGlyphs(ExportError):
    """A sheet has text that none of its fonts can show.

    `letters` are those that can't be shown, `text` all that they stand in, `places` where the
    data have them, where that is known; `extras` the optional fonts that have them.
    """

    def __init__(
        self,
        letters: str,
        text: str,
        places: Sequence[str] = (),
        extras: Sequence[str] = (),
    ) -> None:
        self.letters, self.text, self.places = letters, text, tuple(places)
        self.extras = tuple(extras)
        where = f", of {' and '.join(self.places)}" if self.places else ""
        super().__init__(
            f"no font here can show {letters[:40]!r} in {text[:120]!r}{where}; "
            + (f"pip install 'treaty-trail[{','.join(extras)}]', or " if extras else "")
            + "spell it in Latin, Greek, Cyrillic or Hebrew letters"
        )


class StorageError(TrailError):
    """The store of readers' questions can't be read or written."""


class OsmError(TrailError):
    """An OpenStreetMap extract can't be used; nothing was written."""


class EditError(TrailError):
    """A file of the dataset can't be changed as asked; it is as it was."""


class AddressError(TrailError):
    """An address can't be looked up, or nothing usable was found for it."""
