"""The frame of a GeoJSON file (RFC 7946) and its positions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from trail.base.geo import Bbox, LineString, Position
from trail.base.meridian import WIDEST, beside, box_from, unrolled
from trail.dataset.schema.record import ID_PATTERN
from trail.dataset.text.faults import (
    Document,
    Faults,
    Path,
    kind_of,
    nearest,
    one_of,
    shown,
)

Fields: TypeAlias = dict[str, object]

MAX_FEATURES = 200_000  # of one file; a region's drawn map has some thousands
WORLD = Bbox(-180, -90, 180, 90)
BBOX_WORDS = (
    "four numbers in degrees: west, south, east, north, with west < east and south < north; "
    "west > east only where the box lies over the 180th meridian"
)
_PAIR = "two numbers in degrees: [longitude, latitude]"
_ID = re.compile(ID_PATTERN)
_ID_WORDS = "an id: lower-case letters and digits, with single hyphens between (north-pier)"
_ID_LENGTH = 64


def features_of(
    document: Document, faults: Faults, allowed: Sequence[str]
) -> Iterator[tuple[Path, Fields]]:
    """Each well-framed feature with its path; faults of the frame are noted on the way.

    `allowed`: members of the collection beside `type` and `features`.
    """
    value = document.value
    if not isinstance(value, dict):
        wrong = f"is {kind_of(value)} at its top"
        faults.at(document, (), wrong, "an object of type FeatureCollection")
        return
    meant = misspelt(value, ("type", "features", *allowed))
    for name in ("type", "features"):
        if name not in value and name not in meant:
            what = "FeatureCollection" if name == "type" else "a list of features"
            faults.at(document, (name,), "is missing", what)
    if value.get("type", "FeatureCollection") != "FeatureCollection":
        _wrong_value(document, ("type",), value["type"], "FeatureCollection", faults)
    _unknown_members(document, (), value, ("type", "features", *allowed), faults)
    features = value.get("features", [])
    if not isinstance(features, list):
        faults.at(document, ("features",), f"is {kind_of(features)}", "a list of features")
        return
    if len(features) > MAX_FEATURES:
        wrong = f"{len(features):,} features"
        faults.at(document, ("features",), wrong, f"at most {MAX_FEATURES:,}")
        return
    _check_ids(document, features, faults)
    for index, feature in enumerate(features):
        if faults.enough(document):
            return
        path: Path = ("features", index)
        if not isinstance(feature, dict):
            faults.at(document, path, f"is {kind_of(feature)}", "an object of type Feature")
            continue
        members = ("type", "id", "geometry", "properties")
        meant = misspelt(feature, members)
        if feature.get("type") != "Feature" and "type" not in meant:
            if "type" in feature:
                _wrong_value(document, (*path, "type"), feature["type"], "Feature", faults)
            else:
                faults.at(document, (*path, "type"), "is missing", "Feature")
        _unknown_members(document, path, feature, members, faults)
        if "properties" not in feature:
            if "properties" not in meant:
                faults.at(document, (*path, "properties"), "is missing", "an object")
        elif not isinstance(feature["properties"], dict):
            wrong = f"is {kind_of(feature['properties'])}"
            faults.at(document, (*path, "properties"), wrong, "an object")
        if "geometry" not in feature and "geometry" not in meant:
            wrong = "is missing"
            faults.at(document, (*path, "geometry"), wrong, "an object, or null where not known")
        yield path, feature


def _wrong_value(document: Document, path: Path, value: object, right: str, faults: Faults) -> None:
    wrong = shown(value) if isinstance(value, str) else f"is {kind_of(value)}"
    if not faults.has(document, path):
        faults.at(document, path, wrong, right)


def misspelt(found: Fields, known: Sequence[str]) -> set[str]:
    """The members that are missing because their names are misspelt: those are at fault."""
    strangers = (name for name in found if name not in known)
    return {near for name in strangers for near in nearest(name, known)[:1] if near not in found}


def _unknown_members(
    document: Document, path: Path, found: Fields, known: Sequence[str], faults: Faults
) -> None:
    for name in found:
        if name not in known:
            near = nearest(name, known)
            hint = f" (did you mean {near[0]}?)" if near else ""
            faults.at(document, (*path, name), f"unknown field{hint}", one_of(sorted(known)))


def _check_ids(document: Document, features: list[object], faults: Faults) -> None:
    first: dict[str, int] = {}
    for index, feature in enumerate(features):
        path = ("features", index, "id")
        if not isinstance(feature, dict) or faults.has(document, path):
            continue
        name = feature.get("id")
        if "id" not in feature:
            if "id" not in misspelt(feature, ("type", "id", "geometry", "properties")):
                faults.at(document, path, "is missing", _ID_WORDS)
        elif not isinstance(name, str):
            faults.at(document, path, f"{shown(name)} is {kind_of(name)}", _ID_WORDS)
        elif not _ID.fullmatch(name):
            faults.at(document, path, f"{shown(name)} won't do", _ID_WORDS)
        elif len(name) > _ID_LENGTH:
            wrong = f"{len(name)} characters"
            faults.at(document, path, wrong, f"an id of at most {_ID_LENGTH} characters")
        elif name in first:
            wrong = f"{shown(name)} is already the id of #{first[name] + 1}"
            faults.at(document, path, wrong, "an id of its own")
        else:
            first[name] = index


def parse_bbox(value: object) -> Bbox | None:
    """The box, or None where it is not west, south, east, north in degrees.

    Over the 180th meridian it counts on, as the positions that are read beside it do.
    """
    if not isinstance(value, list | tuple) or len(value) != 4 or not all(map(_is_finite, value)):
        return None
    west, south, east, north = map(float, value)
    corners = (Position(west, south), Position(east, north))
    box = box_from(west, south, east, north)
    ordered = west != east and south < north and (west < east or box.east - box.west < WIDEST)
    return box if ordered and all(map(WORLD.contains, corners)) else None


def parse_position(
    value: object, document: Document, path: Path, region: Bbox | None, faults: Faults
) -> Position | None:
    """The position, or None after its fault was noted; a third number, the height, is ignored.

    `region` is where swapped coordinates are looked for, not a limit; longitudes count as its
    own do.
    """
    if not isinstance(value, list):
        faults.at(document, path, f"is {kind_of(value)}", _PAIR)
        return None
    if len(value) not in (2, 3):
        count = f"{len(value)} number{'' if len(value) == 1 else 's'}"
        faults.at(document, path, count, _PAIR)
        return None
    for index, number in enumerate(value):
        if isinstance(number, bool) or not isinstance(number, int | float):
            wrong = f"{shown(number)} is {kind_of(number)}"
        elif not _is_finite(number):
            wrong = f"{shown(number)} is not a finite number"
        else:
            continue
        faults.at(document, (*path, index), wrong, "a number in degrees")
        return None
    lon, lat = float(value[0]), float(value[1])
    found = _beside(Position(lon, lat), region)
    swapped = _beside(Position(lat, lon), region)
    if region and not region.contains(found) and region.contains(swapped):
        wrong = f"[{lon}, {lat}] looks swapped: the other way round it lies in the region"
        faults.at(document, path, wrong, "longitude first, then latitude")
        return None
    for index, (name, number, most) in enumerate((("longitude", lon, 180), ("latitude", lat, 90))):
        if not -most <= number <= most:
            wrong = f"{name} {number} is out of range"
            faults.at(document, (*path, index), wrong, f"a number from -{most} to {most}")
            return None
    return found


def _beside(position: Position, region: Bbox | None) -> Position:
    return beside(position, region) if region else position


def _is_finite(number: object) -> bool:
    """Whether it is a number that a float can hold; true and false are none."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    return -1e300 < number < 1e300


def parse_line(
    value: object, document: Document, path: Path, region: Bbox | None, faults: Faults
) -> LineString | None:
    """Two or more positions; of a line's bad positions the first is noted."""
    if not isinstance(value, list):
        faults.at(document, path, f"is {kind_of(value)}", "a list of positions")
        return None
    found: list[Position] = []
    for index, item in enumerate(value):
        position = parse_position(item, document, (*path, index), region, faults)
        if position is None:
            return None
        found.append(position)
    if len(found) < 2:
        faults.at(
            document,
            path,
            f"a line of {len(found)} position{'' if len(found) == 1 else 's'}",
            "at least 2 positions",
        )
        return None
    return unrolled(found, region) if region else tuple(found)


def parse_ring(
    value: object, document: Document, path: Path, region: Bbox | None, faults: Faults
) -> LineString | None:
    """A closed line of four or more positions."""
    if isinstance(value, list) and len(value) < 4:
        wrong = f"a ring of {len(value)} positions"
        faults.at(document, path, wrong, "at least 4 positions, the last equal to the first")
        return None
    line = parse_line(value, document, path, region, faults)
    if line is not None and line[0] != line[-1]:
        wrong = "an open ring: it ends elsewhere than it begins"
        faults.at(document, path, wrong, "the last position equal to the first")
        return None
    return line
