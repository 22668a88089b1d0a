"""How each source was read: readings.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from trail.dataset.schema.dates import TrailDate
from trail.dataset.schema.record import Items, Line, Record, Text, Url

PASSAGE_LETTERS = 300  # of words quoted as evidence
# whole: all of it; passage: the part that is cited; excerpt: only the first part of the page,
# or an excerpt of it; not-read: known by its title or from somebody who cites it.
ReadHow = Literal["whole", "passage", "excerpt", "not-read"]
SourceKind = Literal[
    "document", "press", "participant", "study", "reference", "society", "page", "blog", "copy"
]


class Reading(Record):
    """A cited address: what it is, how much of it was read, and a passage as evidence.

    `copy_of` names what a copy repeats, `better` an address that has it at first hand.
    `said_by` and `said_on` are of the passage.
    """

    url: Url
    title: Line
    kind: SourceKind
    read: ReadHow
    passage: Annotated[Text, StringConstraints(max_length=PASSAGE_LETTERS)] | None = None
    said_by: Line | None = None
    said_on: TrailDate | None = None
    copy_of: Line | None = None
    better: Url | None = None

    @property
    def was_read(self) -> bool:
        """Whether it can be told what it does not say."""
        return self.read in ("whole", "passage")

    @property
    def at_second_hand(self) -> bool:
        """A copy or a blog: nothing should rest on such alone."""
        return self.kind in ("copy", "blog")


class ReadingsFile(Record):
    """data/readings.yaml."""

    readings: Annotated[Items[Reading], Field(min_length=1)]
