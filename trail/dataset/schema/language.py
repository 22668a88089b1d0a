"""A language that the trail is told in beside its own: i18n/<language>/about.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from trail.dataset.schema.dates import RecentDay
from trail.dataset.schema.record import Items, LangTag, Line, Record


class LanguageFile(Record):
    """data/i18n/<language>/about.yaml: with it the language is there.

    `name` and `offer` are words of the language itself. `reviewed_by` is who has read it all
    as an editor whose own language it is; None where nobody has.
    """

    name: Line
    offer: Line
    translated: RecentDay
    reviewed_by: Line | None
    reviewed: RecentDay | None = None


class GlossaryTerm(Record):
    """A name or term as the trail's own language has it, and its forms in others; `basis` says
    how each is known."""

    term: Line
    forms: Annotated[dict[LangTag, Line], Field(min_length=1, max_length=400)]
    basis: Annotated[dict[LangTag, Line], Field(max_length=400)]


class GlossaryFile(Record):
    """data/i18n/glossary.yaml."""

    terms: Items[GlossaryTerm]


Keys = tuple[str, ...]


@dataclass(frozen=True)
class Translation:
    """How far a dataset is told in another language than `original`, its own.

    `missing` are the texts that are not, and `wanting` where they stand: name of the
    translation's file and keys in it. `made_of` has, for those that are translated, the hash of
    the original as it is now; `read_as` as it was when somebody translated it.
    """

    original: str
    missing: frozenset[str]
    wanting: tuple[tuple[str, Keys], ...]
    made_of: Mapping[tuple[str, Keys], str]
    read_as: Mapping[tuple[str, Keys], str]

    @property
    def stale(self) -> tuple[tuple[str, Keys], ...]:
        """What was translated of another text than now stands there."""
        known = self.read_as
        return tuple(at for at, now in self.made_of.items() if known.get(at, now) != now)


@dataclass(frozen=True)
class Language:
    """A language by its code ("ja"), with what its file says."""

    code: str
    about: LanguageFile
