"""The streets that an address names: a house on a corner belongs to one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from trail.base.geo import Position
from trail.dataset.schema.site import Site

StreetKey: TypeAlias = tuple[str, ...]
Streets: TypeAlias = frozenset[StreetKey]

_WORD = re.compile(r"\w+")


def street_key(name: str) -> StreetKey:
    """The words of a street's name, alike whatever their case and punctuation."""
    return tuple(_WORD.findall(name.casefold()))


def addresses(sites: Iterable[Site], names: Iterable[str]) -> dict[Position, Streets]:
    """By position: the streets, of those with a name, that the site's address names, each as a
    whole phrase.

    A name inside a longer one does not count: who lives in New Market Street does
    not live in Market Street.
    """
    known = _by_first_word(names)
    found: dict[Position, Streets] = {}
    for site in sites:
        if site.position is not None and (streets := _named(site.properties.address or "", known)):
            found[site.position] = found.get(site.position, frozenset()) | streets
    return found


def _by_first_word(names: Iterable[str]) -> dict[str, list[StreetKey]]:
    """The keys of the names by their first word, the longest first."""
    known: dict[str, list[StreetKey]] = {}
    for key in sorted({street_key(name) for name in names} - {()}, key=len, reverse=True):
        known.setdefault(key[0], []).append(key)
    return known


def _named(address: str, known: Mapping[str, list[StreetKey]]) -> Streets:
    words = street_key(address)
    found: set[StreetKey] = set()
    at = 0
    while at < len(words):
        here = (key for key in known.get(words[at], ()) if words[at : at + len(key)] == key)
        key = next(here, None)
        if key:
            found.add(key)
        at += len(key) if key else 1
    return frozenset(found)
