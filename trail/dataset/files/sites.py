"""Sites from sites.geojson."""

from __future__ import annotations

from trail.base.geo import Bbox, Position
from trail.base.meridian import written, written_box
from trail.dataset.schema.site import Site, SiteProperties
from trail.dataset.text.faults import Document, Faults, Path, kind_of, shown
from trail.dataset.text.geojson import (
    BBOX_WORDS,
    Fields,
    features_of,
    parse_bbox,
    parse_position,
)
from trail.dataset.text.parsing import parse
from trail.dataset.text.traces import tidy

FILE = "sites.geojson"
# Members that GIS programs and editors write beside `type` and `features`.
MEMBERS = ("$schema", "name", "title", "source", "credit", "licence", "note", "bbox")

_POINT = "a Point, or null where the place is not known"


def parse_sites(
    document: Document | None, region: Bbox | None, trail: Document | None, faults: Faults
) -> tuple[Site, ...]:
    """The faultless sites in the order of the file; the others' faults are noted.

    `region` is that of the file `trail`.
    """
    if document is None:
        return ()
    traces = tidy(document, SiteProperties, MEMBERS, faults)
    if traces is None:
        return ()
    if traces.any:
        faults.remarks.append(f"{document.file}: {traces}")
    if isinstance(document.value, dict) and document.value.get("features") == []:
        faults.at(document, ("features",), "an empty list", "at least one site")
    _check_members(document, faults)
    if _all_misread(document, region, faults):
        region = None
    found = []
    outside: list[tuple[Path, Position]] = []
    for path, feature in features_of(document, faults, MEMBERS):
        position = _position(document, path, feature, region, faults)
        if position and region and not region.contains(position):
            outside.append((path, position))
        raw = feature.get("properties")
        if not isinstance(raw, dict):
            continue
        _check_consistent(document, path, feature, raw, faults)
        properties = parse(SiteProperties, raw, document, (*path, "properties"), faults)
        if properties is not None:
            # The id's form was checked with the frame; a fault there refuses the file.
            found.append(
                Site.model_construct(
                    id=str(feature.get("id")), position=position, properties=properties
                )
            )
    located = sum(site.position is not None for site in found)
    if region and trail and len(outside) > 1 and 2 * len(outside) > located:
        wrong = f"{len(outside)} of {located} sites lie outside of it"
        faults.at(trail, ("region", "bbox"), wrong, "a box round the sites: " + BBOX_WORDS)
    elif region:
        box = ", ".join(f"{side:g}" for side in written_box(region))
        for path, position in outside:
            lon, lat = written(position)
            wrong = f"[{lon}, {lat}] lies outside the region"
            expected = f"a position in {box} (west, south, east, north)"
            faults.at(document, (*path, "geometry", "coordinates"), wrong, expected)
    return tuple(found)


def _all_misread(document: Document, region: Bbox | None, faults: Faults) -> bool:
    """Whether most positions are of another kind than longitude and latitude in degrees.

    That is one fault: the file was saved in another way. Its positions are not looked at then.
    """
    metres: list[object] = []
    swapped: list[object] = []
    pairs = 0
    for feature in document.items("features"):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        pair = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if not isinstance(pair, list) or len(pair) < 2:
            continue
        x, y = pair[:2]
        if not (isinstance(x, int | float) and isinstance(y, int | float)):
            continue
        pairs += 1
        if abs(x) > 1000 or abs(y) > 1000:
            metres.append(pair)
        elif region and region.contains(Position(y, x)) and not region.contains(Position(x, y)):
            swapped.append(pair)
    for found, wrong, expected in (
        (metres, "are not in degrees", "longitude and latitude in WGS84: save it as EPSG:4326"),
        (swapped, "look swapped", "longitude first, then latitude"),
    ):
        if len(found) > 1 and 2 * len(found) > pairs:
            which = f"{len(found)} positions, such as {shown(found[0])}, {wrong}"
            faults.at(document, ("features",), which, expected)
            for feature in document.items("features"):
                if isinstance(feature, dict) and feature.get("geometry") is not None:
                    feature["geometry"] = {"type": "Point", "coordinates": [0, 0]}
            return True
    return False


def _check_members(document: Document, faults: Faults) -> None:
    if not isinstance(document.value, dict):
        return
    for name in MEMBERS:
        value = document.value.get(name)
        if name == "bbox" and "bbox" in document.value and parse_bbox(value) is None:
            wrong = "is not a box"
            faults.at(document, (name,), wrong, "four numbers: west, south, east, north")
        elif name != "bbox" and value is not None and not isinstance(value, str):
            faults.at(document, (name,), f"{shown(value)} is {kind_of(value)}", "text")


def _position(
    document: Document, path: Path, feature: Fields, region: Bbox | None, faults: Faults
) -> Position | None:
    """The site's position; None where it is not known, or faulty."""
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    path = (*path, "geometry")
    if not isinstance(geometry, dict):
        faults.at(document, path, f"is {kind_of(geometry)}", _POINT)
        return None
    for name in geometry:
        if name not in ("type", "coordinates"):
            faults.at(document, (*path, name), "unknown field", "type and coordinates alone")
            return None
    kind = geometry.get("type")
    if kind != "Point":
        wrong = "is missing" if "type" not in geometry else f"{shown(kind)} is no site's geometry"
        faults.at(document, (*path, "type"), wrong, _POINT)
        return None
    path = (*path, "coordinates")
    if "coordinates" not in geometry:
        faults.at(document, path, "is missing", "[longitude, latitude]")
        return None
    return parse_position(geometry["coordinates"], document, path, region, faults)


def _check_consistent(
    document: Document, path: Path, feature: Fields, raw: Fields, faults: Faults
) -> None:
    """What `position` says must fit the geometry, and `access` its own state."""
    access = raw.get("access")
    if isinstance(access, dict) and access.get("detail", "") is None:
        state = access.get("state")
        if isinstance(state, str) and state != "unknown":
            field = (*path, "properties", "access", "detail")
            faults.at(
                document, field, f"null where the state is {shown(state)}", "a sentence on it"
            )
    info = raw.get("position")
    if not isinstance(info, dict) or "geometry" not in feature:
        return
    path = (*path, "properties", "position")
    show_as = info.get("show_as")
    if feature["geometry"] is None:
        if show_as in ("pin", "area"):
            wrong = f"{shown(show_as)} without a geometry"
            faults.at(document, (*path, "show_as"), wrong, "'none' where geometry is null")
        elif info.get("reason") is None:
            wrong = "is missing, and geometry is null"
            faults.at(document, (*path, "reason"), wrong, "why the place is not known")
        return
    if show_as == "none":
        wrong = "'none' with a geometry"
        faults.at(document, (*path, "show_as"), wrong, "'pin' or 'area', or a null geometry")
    elif "accuracy_m" in info and info["accuracy_m"] is None:
        wrong = "null with a geometry"
        faults.at(document, (*path, "accuracy_m"), wrong, "how sure the position is, in metres")
