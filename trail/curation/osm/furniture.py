"""What walkers need beside the streets: benches, toilets, water, stations, doors, barriers."""

from __future__ import annotations

import re
from typing import NamedTuple

from trail.base.geo import LineString, Position
from trail.curation.osm.tags import Tags, is_set, is_tunnel, plain
from trail.dataset.schema.map import (
    NOT_DRAWN,
    Amenity,
    MapFeature,
    MapKind,
    MapProperties,
    Wheelchair,
)

KEYS = ("amenity", "railway", "entrance", "public_transport")  # of nodes that are looked at
_AMENITIES: dict[str, Amenity] = {
    "bench": "bench",
    "toilets": "toilets",
    "drinking_water": "drinking_water",
    "shelter": "shelter",
}
_STATIONS = frozenset({"station", "halt", "tram_stop"})
_NO_DOORS = frozenset({"no", "emergency", "service", "garage", "exit"})
_RAILWAYS = frozenset({"rail", "light_rail", "narrow_gauge", "funicular", "preserved"})
_BARRIERS = {
    "barrier": frozenset({"wall", "retaining_wall", "city_wall", "fence", "hedge"}),
    "natural": frozenset({"cliff"}),
    "waterway": frozenset({"river", "canal"}),
    "railway": frozenset({"rail", "light_rail", "narrow_gauge"}),
}
_CLOSED = frozenset({"no", "private"})


class OsmPoint(NamedTuple):
    id: str
    amenity: Amenity
    tags: Tags
    position: Position


class OsmLine(NamedTuple):
    id: str
    tags: Tags
    path: LineString


def amenity_of(tags: Tags) -> Amenity | None:
    """What a walker finds there; None for everything that is not for the public."""
    if tags.get("access") in _CLOSED:
        return None
    if tags.get("railway") in _STATIONS or tags.get("public_transport") == "station":
        return "station"
    if tags.get("entrance", "no") not in _NO_DOORS:
        return "entrance"
    return _AMENITIES.get(tags.get("amenity", ""))


def is_railway(tags: Tags) -> bool:
    """Whether a line is drawn as a railway: not below ground, and no siding."""
    return tags.get("railway") in _RAILWAYS and not is_tunnel(tags) and "service" not in tags


def is_barrier(tags: Tags) -> bool:
    """Whether nobody steps over a line: what leads from one side to the other is a way."""
    if is_tunnel(tags) or is_set(tags, "bridge"):
        return False
    return any(tags.get(key) in values for key, values in _BARRIERS.items())


def point_feature(point: OsmPoint, accuracy_m: float) -> MapFeature:
    what = {"n": "node", "w": "way", "r": "relation"}[point.id[0]]
    properties = MapProperties(
        kind="amenity",
        amenity=point.amenity,
        name=plain(point.tags.get("name")),
        accuracy_m=accuracy_m,
        source=f"OpenStreetMap {what} {point.id[1:]}",
        rank=NOT_DRAWN,
        wheelchair=wheelchair(point.tags),
        main=True if point.tags.get("entrance") == "main" else None,
    )
    return MapFeature(
        id=point.id,
        properties=properties,
        geometry_type="Point",
        parts=((point.position,),),
    )


def line_feature(line: OsmLine, kind: MapKind, accuracy_m: float) -> MapFeature:
    hidden = kind == "barrier"
    properties = MapProperties(
        kind=kind,
        name=None if hidden else plain(line.tags.get("name")),
        accuracy_m=accuracy_m,
        source=f"OpenStreetMap way {line.id[1:].partition('-')[0]}",
        rank=NOT_DRAWN if hidden else None,
    )
    return MapFeature(
        id=line.id, properties=properties, geometry_type="LineString", parts=(line.path,)
    )


def wheelchair(tags: Tags) -> Wheelchair | None:
    known: dict[str, Wheelchair] = {
        "yes": "yes", "designated": "yes", "limited": "limited", "no": "no",
    }  # fmt: skip
    return known.get(tags.get("wheelchair", ""))


def step_count(tags: Tags) -> int | None:
    found = re.fullmatch(r"[1-9]\d{0,3}", tags.get("step_count", ""))
    return int(found[0]) if found else None


def breadth_m(tags: Tags) -> float | None:
    """The width in metres: "2", "2.5 m"; feet and estimates are left out."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)(?: ?m)?", tags.get("width", ""))
    width = float(found[1]) if found else 0.0
    return width if 0 < width <= 200 else None
