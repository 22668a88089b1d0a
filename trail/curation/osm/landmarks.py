"""Places with a name in an OpenStreetMap file: what a trail can begin with, and found by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from trail.base.geo import Position, distance_m
from trail.curation.osm.files import BROKEN, broken, check_file, osmium_or_refuse
from trail.curation.osm.tags import Tags, names, plain

WALK_M = 2500.0  # from the middle: as far as one walks
MOST = 60  # offered
_KINDS = {
    "historic": None,  # whatever it is
    "tourism": frozenset({"attraction", "museum", "artwork", "gallery", "viewpoint", "zoo"}),
    "amenity": frozenset(
        {"place_of_worship", "theatre", "library", "townhall", "fountain", "marketplace",
         "arts_centre", "courthouse", "monastery", "clock"}
    ),
}  # fmt: skip
_TOWNS = frozenset({"city", "town", "village", "suburb", "municipality"})


class MappedPlace(NamedTuple):
    """A place as the file has it. `kind` is its tag ("historic=memorial"), `names` by language,
    `wikidata` its item there (Q…), both where they are known."""

    id: str
    name: str
    names: tuple[tuple[str, str], ...]
    kind: str
    wikidata: str | None
    position: Position

    @property
    def source(self) -> str:
        """Where its position comes from, in a sentence."""
        what = "node" if self.id[0] == "n" else "way"
        item = f" (Wikidata {self.wikidata})" if self.wikidata else ""
        return f"OpenStreetMap {what} {self.id[1:]}{item}. Not checked on the ground."


class MappedPlaces(NamedTuple):
    """The places around a position, those of note first; `town` is the nearest place's name."""

    places: tuple[MappedPlace, ...]
    town: str | None


def landmarks(file: Path, middle: Position, within_m: float = WALK_M) -> MappedPlaces:
    """The landmarks within a walk of a position. With an item in Wikidata they come first, then
    what is historic, the nearer before the farther. Raises OsmError where the file is of no use."""
    found, towns = [], []
    for place, tags in _named(file):
        away = distance_m(middle, place.position)
        if tags.get("place") in _TOWNS:
            towns.append((away, place.name))
        if place.kind and away <= within_m:
            unknown = place.wikidata is None
            found.append((unknown, not place.kind.startswith("historic"), away, place.id, place))
    places: dict[str, MappedPlace] = {}
    for *_, place in sorted(found):
        places.setdefault(place.name, place)
    return MappedPlaces(tuple(places.values())[:MOST], min(towns)[1] if towns else None)


def find_landmark(file: Path, name: str) -> MappedPlace | None:
    """The place of that name in any language, letters compared without case; a landmark first."""
    wanted = _folded(name)
    found = [
        (not place.kind, place.id, place)
        for place, _ in _named(file)
        if wanted in map(_folded, (place.name, *dict(place.names).values()))
    ]
    return min(found)[-1] if found else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _named(file: Path) -> Iterator[tuple[MappedPlace, Tags]]:
    """Everything there with a name: nodes, and ways by the middle of their box."""
    check_file(file)
    osmium = osmium_or_refuse()
    keys = osmium.filter.KeyFilter("historic", "tourism", "amenity", "place")
    try:
        objects = osmium.FileProcessor(str(file), osmium.osm.NODE | osmium.osm.WAY)
        for thing in objects.with_locations().with_filter(keys):
            tags = {tag.k: tag.v for tag in thing.tags}
            name, position = plain(tags.get("name")), _position(thing)
            if name is None or position is None:
                continue
            kind = next((f"{k}={tags[k]}" for k, some in _KINDS.items() if _is(tags, k, some)), "")
            item = tags.get("wikidata", "")
            known = item if item[:1] == "Q" and item[1:].isdecimal() else None
            others = tuple(sorted((names(tags) or {}).items()))
            place = MappedPlace(
                f"{thing.type_str()}{thing.id}", name, others, kind, known, position
            )
            yield place, tags
    except (osmium.InvalidLocationError, UnicodeDecodeError, *BROKEN) as error:
        raise broken(file, error) from error


def _is(tags: Tags, key: str, some: frozenset[str] | None) -> bool:
    value = tags.get(key, "no")
    return value != "no" and (some is None or value in some)


def _position(thing: Any) -> Position | None:  # noqa: ANN401 - osmium has no common type
    if thing.is_node():
        if not thing.location.valid():
            return None
        return Position(round(thing.location.lon, 6), round(thing.location.lat, 6))
    known = [node.location for node in thing.nodes if node.location.valid()]
    if not known:
        return None
    lons, lats = [at.lon for at in known], [at.lat for at in known]
    return Position(round((min(lons) + max(lons)) / 2, 6), round((min(lats) + max(lats)) / 2, 6))
