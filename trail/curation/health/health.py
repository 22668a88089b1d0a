"""What of the data is due: too old, without a date, vague, unwritten.

The day it is judged by is an argument. The command gives today; the page gives the data's
own date, so that the same data makes the same page on any day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from trail.curation.sites.examples import is_example
from trail.dataset.schema.site import Site
from trail.dataset.schema.whole import Dataset

COARSE_M = 100.0  # a position that may be farther off is due

Kind = Literal[
    "example",
    "access-old",
    "access-ahead",
    "access-undated",
    "access-unknown",
    "position-none",
    "position-coarse",
    "summary",
    "story",
    "facts",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Due:
    """One thing that is due at a site."""

    kind: Kind
    site: Site


@dataclass(frozen=True)
class Health:
    """All that is due on the day `on`, by kind and then in the order of the sites."""

    on: date
    due: tuple[Due, ...]

    def of(self, kind: Kind) -> tuple[Site, ...]:
        """The sites at which something of a kind is due."""
        return tuple(due.site for due in self.due if due.kind == kind)

    @property
    def site_count(self) -> int:
        return len({due.site.id for due in self.due})


def health_of(dataset: Dataset, on: date) -> Health:
    """What is due in a dataset on a day."""
    found = [Due(kind, site) for site in dataset.sites for kind in _kinds(site, on)]
    return Health(on, tuple(sorted(found, key=lambda due: KINDS.index(due.kind))))


def a_year_before(on: date) -> date:
    """The same day of the year before; February 28 for February 29."""
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return on.replace(year=on.year - 1, day=28)


def _kinds(site: Site, on: date) -> Iterator[Kind]:
    p = site.properties
    if is_example(site):
        yield "example"
    yield from _access_kinds(site, on)
    if site.position is None:
        yield "position-none"
    elif p.position.accuracy_m is not None and p.position.accuracy_m > COARSE_M:
        yield "position-coarse"
    if not p.summary:
        yield "summary"
    if not p.story:
        yield "story"
    if not p.facts:
        yield "facts"


def _access_kinds(site: Site, on: date) -> Iterator[Kind]:
    access = site.properties.access
    if access.state == "unknown":
        yield "access-unknown"
    elif access.as_of is None:
        yield "access-undated"
    else:
        # It may have been as late as the last day that the date means.
        if access.as_of.last_told < a_year_before(on):
            yield "access-old"
        elif access.as_of.first > on:
            yield "access-ahead"
