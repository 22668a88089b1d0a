"""The streets that an address names: a house on a corner belongs to one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from trail.geo import Position
from trail.models import Site

SLACK_M = 40.0  # about the depth of a house lot

_WORD = re.compile(r"\w+")


class Address(NamedTuple):
    """What a site's address says of where it meets the streets.

    `streets` are keys of `street_key`; one of them counts up to `slack_m` farther
    off than the nearest block.
    """

    streets: frozenset[tuple[str, ...]]
    slack_m: float = SLACK_M


def street_key(name: str) -> tuple[str, ...]:
    """The words of a street's name, alike whatever their case and punctuation."""
    return tuple(_WORD.findall(name.casefold()))


def streets_in(address: str, names: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The keys of the streets that an address names, each as a whole phrase.

    A name inside a longer one does not count: who lives in New Market Street does
    not live in Market Street.
    """
    return _streets_in(address, _by_first_word(names))


def addresses(sites: Iterable[Site], names: Iterable[str]) -> dict[Position, Address]:
    """The sites whose address names a street, by position."""
    known = _by_first_word(names)
    found: dict[Position, Address] = {}
    for site in sites:
        facts = site.properties
        if site.position is None or facts.address is None:
            continue
        if streets := _streets_in(facts.address, known):
            slack_m = max(facts.position.accuracy_m or 0.0, SLACK_M)
            found.setdefault(site.position, Address(streets, slack_m))
    return found


def _by_first_word(names: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """The keys of the names by their first word, the longest first."""
    known: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted({key for name in names if (key := street_key(name))}, key=len, reverse=True):
        known.setdefault(key[0], []).append(key)
    return known


def _streets_in(
    address: str, known: Mapping[str, list[tuple[str, ...]]]
) -> frozenset[tuple[str, ...]]:
    words = street_key(address)
    found = set()
    at = 0
    while at < len(words):
        here = (key for key in known.get(words[at], ()) if words[at : at + len(key)] == key)
        key = next(here, None)
        if key:
            found.add(key)
        at += len(key) if key else 1
    return frozenset(found)
