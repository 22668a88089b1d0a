"""What OpenStreetMap's tags mean on a walking map.

Tags and values as the OpenStreetMap wiki describes them. What is not tagged is
"unknown", never "no".
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from trail.dataset.schema.map import MapKind, YesNoUnknown
from trail.dataset.schema.record import LANG_PATTERN, LINE_LETTERS
from trail.dataset.text.letters import without_unseen

Tags: TypeAlias = Mapping[str, str]
FootAccess: TypeAlias = Literal["open", "visitors", "private"]
Layer: TypeAlias = Literal["streets", "squares", "water", "land", "parks", "buildings"]

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
_FOOT_OPEN = frozenset({"yes", "designated", "permissive", "official", "public"})
_NEVER = frozenset({"no", "use_sidepath", "military", "delivery", "agricultural", "forestry"})
_VISITORS = frozenset({"destination", "customers"})
_PRIVATE = frozenset({"private", "permit", "residents", "employees"})
_GATES = frozenset(
    {"gate", "wicket_gate", "sliding_gate", "door", "turnstile", "full-height_turnstile"}
)
# Tunnels by name only: a walker in them is at street level, and in the open or nearly so.
_ABOVE_GROUND = frozenset({"building_passage", "avalanche_protector", "arcade", "colonnade"})
_SIDEWALK_KEYS = ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")
_WITH_SIDEWALK = frozenset({"both", "left", "right", "yes"})
_QUIET = frozenset({"residential", "living_street", "unclassified", "track"})
UNDERPASS_M = 40.0  # a quiet street passes under a railway on foot, too
_SQUARES = frozenset({"pedestrian", "footway", "path", "living_street"})
_PARKS = {
    "leisure": frozenset({"park", "garden", "common", "playground", "nature_reserve"}),
    "landuse": frozenset({"grass", "recreation_ground", "village_green", "meadow"}),
}
_WATER = {
    "natural": frozenset({"water"}),
    "waterway": frozenset({"riverbank", "dock"}),
    "landuse": frozenset({"reservoir", "basin"}),
}
AREA_KEYS = ("highway", "man_made", "building", "natural", "waterway", "landuse", "leisure")

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_LANGUAGE = re.compile(r"name:([a-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)")


def as_way(tags: dict[str, str]) -> dict[str, str]:
    """A pier is walked on like a path."""
    if tags.get("man_made") == "pier" and "highway" not in tags:
        return {**tags, "highway": "footway"}
    return tags


def street_kind(tags: Tags) -> MapKind | None:
    """The kind of a way that people walk along; None for every other way."""
    kind = _KINDS.get(tags.get("highway", ""))
    if kind is None or tags.get("indoor", "no") != "no":
        return None
    if kind != "steps" and is_set(tags, "bridge"):
        return "bridge"
    return kind


def foot_access(tags: Tags, length_m: float = 0.0) -> FootAccess | None:
    """Who may walk along a way of a `street_kind`; None where nobody may.

    "visitors" of what lies on it, "private" likewise at their own door; nobody
    walks through either. `length_m` is the way's, for tunnels.
    """
    foot, access, highway = tags.get("foot"), tags.get("access"), tags["highway"]
    if foot in _NEVER or foot in _VISITORS or foot in _PRIVATE:
        return _restricted(foot)
    if foot in _FOOT_OPEN:
        return "open"
    if is_set(tags, "motorroad") or _is_road_tunnel(tags, length_m):
        return None
    if access in _NEVER or access in _VISITORS or access in _PRIVATE:
        return _restricted(access)
    if highway == "service" and access not in _FOOT_OPEN:
        # A drive is its house's own; the other two are for cars alone.
        if tags.get("service") in ("drive-through", "emergency_access"):
            return None
        if tags.get("service") == "driveway":
            return "private"
    return None if highway in _ONLY_WHEN_TAGGED else "open"


def is_shut(tags: Tags) -> bool:
    """Whether a node on a way stops the public. Bollards, lift gates and the like stop cars:
    of those only foot=* tells."""
    if "barrier" not in tags:
        return False
    if "foot" in tags:
        return tags["foot"] in _NEVER | _PRIVATE
    return tags["barrier"] in _GATES and tags.get("access") in _NEVER | _PRIVATE


def _restricted(value: str | None) -> FootAccess | None:
    return "visitors" if value in _VISITORS else "private" if value in _PRIVATE else None


def _is_road_tunnel(tags: Tags, length_m: float) -> bool:
    """Whether only vehicles go through: no sidewalk is known of, and it is no underpass."""
    if tags["highway"] not in (*_STREETS, "track") or not is_tunnel(tags):
        return False
    if any(tags.get(key) in _WITH_SIDEWALK for key in _SIDEWALK_KEYS):
        return False
    return tags["highway"] not in _QUIET or length_m > UNDERPASS_M or crossing_level(tags) < -1


def is_tunnel(tags: Tags) -> bool:
    return is_set(tags, "tunnel") and tags["tunnel"] not in _ABOVE_GROUND


def is_underground(tags: Tags) -> bool:
    """Whether a way lies under the ground, where nobody who stands above can step onto it."""
    levels = _levels(tags)
    return (
        is_tunnel(tags)
        or tags.get("location") == "underground"
        or (bool(levels) and max(levels) < 0)
        or (_layer(tags) < 0 and is_set(tags, "covered"))
    )


def is_square(tags: Tags) -> bool:
    """Whether an area of these tags is ground that the public walks on in all directions."""
    highway = tags.get("highway", "pedestrian" if tags.get("man_made") == "pier" else "")
    on_ground = not is_underground(tags) and not crossing_level(tags)
    return (
        highway in _SQUARES
        and on_ground
        and tags.get("indoor", "no") == "no"
        and foot_access({**tags, "highway": highway}) == "open"
    )


def area_layer(tags: Tags) -> Layer | None:
    """The layer that an area of these tags is drawn in."""
    if is_square(tags):
        return "squares"
    if tags.get("location") == "underground" or is_set(tags, "tunnel"):
        return None
    if is_set(tags, "building"):
        return "buildings"
    if any(tags.get(key) in values for key, values in _WATER.items()):
        return "water"
    if any(tags.get(key) in values for key, values in _PARKS.items()):
        return None if tags.get("access") in (_NEVER | _PRIVATE) else "parks"
    return None


def crossing_level(tags: Tags) -> int:
    """The level that a way keeps to: layer=*, else level=*, else 1 for bridges, -1 for
    tunnels, 0. Stairs between levels keep to the one that is not the ground."""
    if layer := _layer(tags):
        return layer
    levels = _levels(tags)
    if levels and (min(levels) < 0 or max(levels) > 0):
        return math.floor(min(levels)) if min(levels) < 0 else math.ceil(max(levels))
    if is_set(tags, "bridge"):
        return 1
    return -1 if is_tunnel(tags) else 0


def _layer(tags: Tags) -> int:
    layer = tags.get("layer", "")
    return int(layer) if re.fullmatch(r"[+-]?\d{1,2}", layer) else 0


def _levels(tags: Tags) -> list[float]:
    """The levels of level=*: "-1", "0;1", "-2--1"; none where it can't be read."""
    levels: list[float] = []
    for part in tags.get("level", "").split(";"):
        found = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d)?)(?:-(-?\d{1,2}(?:\.\d)?))?\s*", part)
        if found is None:
            return []
        levels += [float(number) for number in found.groups() if number is not None]
    return levels


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
        tag = language[1].replace("_", "-") if language else ""
        if text and re.fullmatch(LANG_PATTERN, tag):
            found[tag] = text
    return found or None


def plain(text: str | None) -> str | None:
    """A tag's text on one line, of letters that can be seen; None where nothing is left."""
    if text is None:
        return None
    seen = without_unseen(_UNPRINTABLE.sub(" ", text))
    return " ".join(seen.split())[:LINE_LETTERS] or None


def is_set(tags: Tags, key: str) -> bool:
    return tags.get(key, "no") not in ("no", "none", "0", "false")
