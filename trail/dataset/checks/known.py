"""What there is for other files to refer to.

Read from plain values, so that a record which is faulty elsewhere is still there to be named.
A list in which one id is missing, twice or malformed is relied on by nobody: what names the
lost one would be told as so many faults of one cause.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from trail.dataset.schema.record import ID_PATTERN
from trail.dataset.text.faults import Document, Faults, Path
from trail.dataset.text.geojson import Fields

Ids = Collection[str | int]
_ID = re.compile(ID_PATTERN)


class Documents(NamedTuple):
    """The files as far as they could be read; None where a file could not."""

    sites: Document | None
    trail: Document | None
    people: Document | None
    tracks: Document | None


class Known(NamedTuple):
    """Ids by what they name; None where they can't be relied on, so that nothing is judged by them.

    `located` says of each site whether it has a place, `modes` of each tour how one travels.
    """

    sites: Ids | None
    located: Mapping[str, bool] | None
    people: Ids | None
    tracks: Ids | None
    collections: Ids | None
    paces: Ids | None
    modes: Mapping[str, str] | None
    story: bool


def known_in(files: Documents, story: bool, faults: Faults) -> Known:
    """What the four files that every trail has hold, once their schema was asked.

    `story`: the trail has one, with a page for each day of its period.
    """
    return Known(
        # None at all is one fault already.
        sites=ids_in(files.sites, "features", "id") or None,
        located=_located(files.sites, faults),
        people=ids_in(files.people, "", "id"),
        tracks=ids_in(files.tracks, "tracks", "number"),
        collections=ids_in(files.trail, "collections", "id") or None,
        paces=ids_in(files.trail, "paces", "id") or None,
        modes=_modes(files.trail),
        story=story,
    )


def ids_in(document: Document | None, key: str, field: str) -> dict[str | int, None] | None:
    """The ids in a list of a file ("": the file itself); None where they can't be relied on."""
    if document is None:
        return None
    whole = document.value if not key else at(document.value, key)
    if not isinstance(whole, list):
        return None
    found: dict[str | int, None] = {}
    for item in whole:
        name = at(item, field)
        right = _is_number(name) if field == "number" else _is_id(name)
        if not right or not isinstance(name, str | int) or name in found:
            return None
        found[name] = None
    return found


def _is_id(name: object) -> bool:
    return isinstance(name, str) and _ID.fullmatch(name) is not None


def _is_number(name: object) -> bool:
    return isinstance(name, int) and not isinstance(name, bool) and name > 0


def stops_of(trail: Document | None, tour_id: str, faults: Faults) -> list[str] | None:
    """A tour's stops as written; None where there is no such tour, or it is faulty."""
    if trail is None:
        return None
    for index, tour in enumerate(trail.items("tours")):
        if at(tour, "id") == tour_id:
            stops = at(tour, "stops")
            sound = isinstance(stops, list) and faults.holds(trail, ("tours", index))
            return [str(stop) for stop in stops] if sound and isinstance(stops, list) else None
    return None


def at(value: object, *names: str) -> object:
    """The value under `names` one inside the other; None where there is no such place."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def items(value: Fields, name: str) -> Iterator[tuple[Path, object]]:
    """The items of a list with their paths; nothing where it is no list."""
    found = value.get(name)
    for index, item in enumerate(found if isinstance(found, list) else ()):
        yield (name, index), item


def _located(sites: Document | None, faults: Faults) -> dict[str, bool] | None:
    """Which sites have a geometry that is not null; one that is faulty counts as a place."""
    if sites is None or not ids_in(sites, "features", "id"):
        return None
    found: dict[str, bool] = {}
    for index, feature in enumerate(sites.items("features")):
        null = isinstance(feature, dict) and feature.get("geometry", ()) is None
        path: Path = ("features", index, "properties", "position")
        found[str(at(feature, "id"))] = not null or not faults.holds(sites, path)
    return found


def _modes(trail: Document | None) -> dict[str, str] | None:
    names = ids_in(trail, "tours", "id")
    if trail is None or names is None:
        return None
    modes = (at(tour, "mode") for tour in trail.items("tours"))
    return {str(name): str(mode) for name, mode in zip(names, modes, strict=True)}
