"""Search over the trail: what can be found, and how it is found and ranked."""

from trail.guide.search.entries import Target, Wording, entries
from trail.guide.search.index import (
    KINDS,
    Entry,
    Hit,
    HitGroup,
    Kind,
    Name,
    Part,
    Results,
    SearchIndex,
)
from trail.guide.search.letters import MOST_CHARACTERS

__all__ = [
    "KINDS",
    "MOST_CHARACTERS",
    "Entry",
    "Hit",
    "HitGroup",
    "Kind",
    "Name",
    "Part",
    "Results",
    "SearchIndex",
    "Target",
    "Wording",
    "entries",
]
