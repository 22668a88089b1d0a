"""Sites from sites.geojson."""

from __future__ import annotations

from trail.base.geo import Bbox, Position
from trail.dataset.schema.site import Site, SiteProperties
from trail.dataset.text.faults import Document, Faults, Path, kind_of, shown
from trail.dataset.text.geojson import Fields, features_of, parse_bbox, parse_position
from trail.dataset.text.parsing import parse

FILE = "sites.geojson"
# Members that GIS programs and editors write beside `type` and `features`.
MEMBERS = ("$schema", "name", "title", "source", "credit", "licence", "note", "bbox")

_POINT = "a Point, or null where the place is not known"


def parse_sites(document: Document, region: Bbox | None, faults: Faults) -> tuple[Site, ...]:
    """The faultless sites in the order of the file; the others' faults are noted."""
    if isinstance(document.value, dict) and document.value.get("features") == []:
        faults.at(document, ("features",), "an empty list", "at least one site")
    _check_members(document, faults)
    found = []
    for path, feature in features_of(document, faults, MEMBERS):
        position = _position(document, path, feature, region, faults)
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
    return tuple(found)


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
    kind = geometry.get("type")
    if kind != "Point":
        wrong = "is missing" if "type" not in geometry else f"{shown(kind)} is no site's geometry"
        faults.at(document, (*path, "type"), wrong, _POINT)
        return None
    path = (*path, "coordinates")
    if "coordinates" not in geometry:
        faults.at(document, path, "is missing", "[longitude, latitude]")
        return None
    position = parse_position(geometry["coordinates"], document, path, region, faults)
    if position and region and not region.contains(position):
        box = ", ".join(f"{side:g}" for side in region)
        wrong = f"[{position.lon}, {position.lat}] lies outside the region"
        faults.at(document, path, wrong, f"a position in {box} (west, south, east, north)")
        return None
    return position


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
        if info.get("reason") is None:
            wrong = "is missing, and geometry is null"
            faults.at(document, (*path, "reason"), wrong, "why the place is not known")
        return
    if show_as == "none":
        wrong = "'none' with a geometry"
        faults.at(document, (*path, "show_as"), wrong, "'pin' or 'area', or a null geometry")
    if "accuracy_m" in info and info["accuracy_m"] is None:
        wrong = "null with a geometry"
        faults.at(document, (*path, "accuracy_m"), wrong, "how sure the position is, in metres")
