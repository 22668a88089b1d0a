"""What OpenStreetMap's tags mean on a walking map.

Tags and values as the OpenStreetMap wiki describes them. What is not tagged is
"unknown", never "no".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from trail.dataset.schema.map import MapKind, YesNoUnknown

Tags: TypeAlias = Mapping[str, str]
Layer: TypeAlias = Literal["streets", "water", "land", "parks", "buildings"]

# highway=* by what is drawn. Motorways, and ways that are planned, gone or indoors,
# are not here.
_STREETS = (
    "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link",
    "tertiary", "tertiary_link", "unclassified", "residential", "living_street", "service", "road",
)  # fmt: skip
_KINDS: Mapping[str, MapKind] = {
    **dict.fromkeys(_STREETS, "street"),
    **dict.fromkeys(("footway", "path", "track", "cycleway", "bridleway"), "footway"),
    "pedestrian": "mall",
    "steps": "steps",
}
# Whether one may walk here differs by country: only where a tag says so.
_ONLY_WHEN_TAGGED = frozenset({"cycleway", "bridleway"})
_DRIVEWAYS = frozenset({"driveway", "drive-through", "emergency_access"})
_FOOT_MAY = frozenset({"yes", "designated", "permissive", "destination", "official"})
_FOOT_MAY_NOT = frozenset({"no", "private", "use_sidepath"})
_CLOSED = frozenset(
    {"no", "private", "military", "permit", "residents", "employees", "delivery",
     "agricultural", "forestry"}
)  # fmt: skip
_OPEN = frozenset({"yes", "permissive", "public", "destination"})
_PARKS = {
    "leisure": frozenset({"park", "garden", "common", "playground", "nature_reserve"}),
    "landuse": frozenset({"grass", "recreation_ground", "village_green", "meadow"}),
}
_WATER = {
    "natural": frozenset({"water"}),
    "waterway": frozenset({"riverbank", "dock"}),
    "landuse": frozenset({"reservoir", "basin"}),
}
AREA_KEYS = ("building", "natural", "waterway", "landuse", "leisure")

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_LANGUAGE = re.compile(r"name:([a-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)")


def street_kind(tags: Tags) -> MapKind | None:
    """The kind of a way that people walk along; None for every other way."""
    kind = _KINDS.get(tags.get("highway", ""))
    if kind is None or tags.get("indoor", "no") != "no":
        return None
    if kind != "steps" and is_set(tags, "bridge"):
        return "bridge"
    return kind


def is_walkable(tags: Tags) -> bool:
    """Whether the public may walk along a way of a `street_kind`."""
    foot, access, highway = tags.get("foot"), tags.get("access"), tags["highway"]
    if foot in _FOOT_MAY:
        return True
    if foot in _FOOT_MAY_NOT or access in _CLOSED or is_set(tags, "motorroad"):
        return False
    if highway == "service" and tags.get("service") in _DRIVEWAYS:
        return access in _OPEN
    return highway not in _ONLY_WHEN_TAGGED


def area_layer(tags: Tags) -> Layer | None:
    """The layer that an area of these tags is drawn in."""
    if tags.get("location") == "underground" or is_set(tags, "tunnel"):
        return None
    if is_set(tags, "building"):
        return "buildings"
    if any(tags.get(key) in values for key, values in _WATER.items()):
        return "water"
    if any(tags.get(key) in values for key, values in _PARKS.items()):
        return None if tags.get("access") in _CLOSED else "parks"
    return None


def crossing_level(tags: Tags) -> int:
    """The level that a way keeps to: layer=*, else 1 for bridges, -1 for tunnels, 0."""
    layer = tags.get("layer", "")
    if re.fullmatch(r"[+-]?\d{1,2}", layer):
        return int(layer)
    if is_set(tags, "bridge"):
        return 1
    return -1 if is_set(tags, "tunnel") else 0


def sidewalk(tags: Tags) -> YesNoUnknown:
    """Whether the street has a sidewalk on any side, drawn by itself or not."""
    if tags.get("footway") == "sidewalk":
        return "yes"
    sides = [tags.get(f"sidewalk:{side}") for side in ("both", "left", "right")]
    whole = tags.get("sidewalk")
    if whole in ("both", "left", "right", "yes", "separate"):
        return "yes"
    if any(side in ("yes", "separate") for side in sides):
        return "yes"
    if whole in ("no", "none") or sides[0] in ("no", "none"):
        return "no"
    return "no" if all(side in ("no", "none") for side in sides[1:]) else "unknown"


def steps(tags: Tags) -> YesNoUnknown:
    """Whether there are steps; "no" only where the way is tagged for wheelchairs."""
    if tags["highway"] == "steps" or re.fullmatch(r"[1-9]\d*", tags.get("step_count", "")):
        return "yes"
    return "no" if tags.get("wheelchair") in ("yes", "designated") else "unknown"


def names(tags: Tags) -> dict[str, str] | None:
    """The name by language (`name:ja`); None where there is no such tag."""
    found = {}
    for key in sorted(tags):
        language = _LANGUAGE.fullmatch(key)
        text = plain(tags[key])
        if language and text:
            found[language[1].replace("_", "-")] = text
    return found or None


def plain(text: str | None) -> str | None:
    """A tag's text on one line, without control characters; None where nothing is left."""
    if text is None:
        return None
    return " ".join(_UNPRINTABLE.sub(" ", text).split()) or None


def is_set(tags: Tags, key: str) -> bool:
    return tags.get(key, "no") not in ("no", "none", "0", "false")
