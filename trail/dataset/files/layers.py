"""Layers of the drawn map, from map/*.geojson."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from trail.base.geo import Bbox, LineString, Position, bbox_of
from trail.base.geo_areas import polygon_fault
from trail.base.meridian import all_turns, box_beside
from trail.dataset.schema.map import STREET_KINDS, MapFeature, MapLayer, MapProperties
from trail.dataset.schema.record import ID_PATTERN, Record, Text
from trail.dataset.text.faults import Document, Faults, Path, kind_of, one_of, shown
from trail.dataset.text.geojson import (
    BBOX_WORDS,
    Fields,
    features_of,
    misspelt,
    parse_bbox,
    parse_line,
    parse_position,
    parse_ring,
)
from trail.dataset.text.parsing import parse
from trail.dataset.text.traces import tidy

_LINES = ("LineString", "MultiLineString")
_AREAS = ("Polygon", "MultiPolygon")
CONTINENT_DEG = 20.0  # of longitude: what is wider is no street or pond in the wrong place
NEAR_DEG = 0.05  # of latitude, about 5.5 km: farther out than an import looks for a way round
_POINTS = ("Point", "MultiPoint")
_ALL = (*_POINTS, *_LINES, *_AREAS)

# What a kind may be drawn from. Streets are single lines: a network needs their two ends.
GEOMETRIES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(sorted(STREET_KINDS), ("LineString",)),
    **dict.fromkeys(
        ("building", "grounds", "lake", "land", "park", "square", "town_area", "water"), _AREAS
    ),
    **dict.fromkeys(("state", "foreign_land"), _AREAS),
    **dict.fromkeys(("railway", "coast", "barrier"), _LINES),
    "river": (*_LINES, *_AREAS),
    "frame": (*_LINES, *_AREAS),
    **dict.fromkeys(("place", "label", "amenity"), _POINTS),
}
_STREET_FIELDS = (
    "from_node", "to_node", "sidewalk", "surface", "steps", "incline", "underground", "access",
    "square",
    "along",
    "crosses",
    "step_count",
    "breadth_m",
    "kerb",
)  # fmt: skip
_BASE: dict[str, Literal["Point", "LineString", "Polygon"]] = {
    "Point": "Point",
    "MultiPoint": "Point",
    "LineString": "LineString",
    "MultiLineString": "LineString",
    "Polygon": "Polygon",
    "MultiPolygon": "Polygon",
}


class LayerHead(Record):
    """What a layer's file says beside its features."""

    title: Text
    source: Text
    credit: Text
    licence: Text
    accuracy: Text
    detail: bool


LAYER_MEMBERS = (*LayerHead.model_fields, "bbox")  # beside type and features


class _Shape(NamedTuple):
    parts: tuple[LineString, ...]
    polygons: tuple[tuple[int, int], ...]


def parse_layer(document: Document, region: Bbox | None, faults: Faults) -> MapLayer | None:
    """The layer, its id the file's name without ending; None after a fault was noted."""
    layer_id = PurePosixPath(document.file).stem
    if not re.fullmatch(ID_PATTERN, layer_id):
        wrong = f"{shown(layer_id)} is no layer's name"
        faults.add(document.file, "", "", wrong, "lower-case letters, digits, single hyphens")
    bbox = None
    head = None
    traces = tidy(document, MapProperties, LAYER_MEMBERS, faults)
    if traces is None:
        return None
    if traces.any:
        faults.remarks.append(f"{document.file}: {traces}")
    if (
        isinstance(document.value, dict)
        and traces.any
        and not set(document.value) & set(LAYER_MEMBERS)
    ):
        wrong = "another program has dropped title, source, credit, licence, accuracy, detail, bbox"
        faults.at(document, (), wrong, "the former version's lines before its features put back")
        return None
    if isinstance(document.value, dict):
        meant = misspelt(document.value, ("type", "features", *LAYER_MEMBERS))
        bbox = parse_bbox(document.value.get("bbox"))
        if bbox is None and "bbox" not in meant:
            missing = "bbox" not in document.value
            wrong = "is missing" if missing else "is not a box"
            faults.at(document, ("bbox",), wrong, BBOX_WORDS)
        elif bbox and region:
            bbox = box_beside(bbox, region)
        given = {k: v for k, v in document.value.items() if k in LayerHead.model_fields}
        head = None if meant else parse(LayerHead, given, document, (), faults)
    if bbox and region and _apart(bbox, region):
        faults.at(document, ("bbox",), "lies elsewhere than the region", "a box that meets it")
        return None
    # Without its own box nothing is known to lie outside.
    around = [box for box in (bbox, region) if box and bbox]
    near = around[0] if around else None
    found, elsewhere = [], []
    for path, feature in features_of(document, faults, LAYER_MEMBERS):
        one = _feature(document, path, feature, near, faults)
        if one is not None:
            found.append(one)
            if _lies_elsewhere(one, around):
                elsewhere.append(((*path, "geometry", "coordinates"), one.parts[0][0]))
    if len(elsewhere) == len(found) > 1:
        # Lon and lat turned round, or another map: one mistake of the whole file.
        wrong = f"every shape {_elsewhere_at(elsewhere[0][1])}"
        faults.at(document, ("features",), wrong, "lon before lat, in the layer's bbox")
    else:
        for path, corner in elsewhere:
            expected = "a shape in the layer's bbox or in the region"
            faults.at(document, path, _elsewhere_at(corner), expected)
    if bbox is None or head is None:
        return None
    return MapLayer.model_construct(id=layer_id, bbox=bbox, features=tuple(found), **dict(head))


def _elsewhere_at(corner: Position) -> str:
    return f"lies elsewhere, at [{corner.lon}, {corner.lat}]"


def _lies_elsewhere(feature: MapFeature, around: Sequence[Bbox]) -> bool:
    """Whether a shape lies far from all the boxes.

    Names may stand in the margin; what is drawn there is of another place. A continent is drawn
    on the map of a bay, too.
    """
    box = bbox_of(point for part in feature.parts for point in part)
    small = feature.geometry_type != "Point" and box.east - box.west < CONTINENT_DEG
    return bool(small and around and all(_apart(box, other) for other in around))


def _feature(
    document: Document, path: Path, feature: Fields, near: Bbox | None, faults: Faults
) -> MapFeature | None:
    """The feature; its longitudes are counted on from those of the box that it is near."""
    raw = feature.get("properties")
    properties = None
    if isinstance(raw, dict):
        inside = (*path, "properties")
        properties = parse(MapProperties, raw, document, inside, faults)
        kind = raw.get("kind")
        if isinstance(kind, str) and kind in GEOMETRIES and kind not in STREET_KINDS:
            given = [name for name in _STREET_FIELDS if raw.get(name) is not None]
            if given:
                others = f", nor do {', '.join(given[1:])}" if given[1:] else ""
                wrong = f"does not go with kind {kind}{others}"
                expected = f"a kind such as {', '.join(sorted(STREET_KINDS))}, or no such field"
                faults.at(document, (*inside, given[0]), wrong, expected)
                return None
    if "geometry" not in feature:
        return None
    geometry = feature["geometry"]
    path = (*path, "geometry")
    if not isinstance(geometry, dict):
        faults.at(document, path, f"is {kind_of(geometry)}", "an object with type and coordinates")
        return None
    for name in geometry:
        if name not in ("type", "coordinates"):
            faults.at(document, (*path, name), "unknown field", "type and coordinates alone")
            return None
    named = raw.get("kind") if isinstance(raw, dict) else None
    allowed = GEOMETRIES.get(named, _ALL) if isinstance(named, str) else _ALL
    shape_type = geometry.get("type")
    if not isinstance(shape_type, str) or shape_type not in allowed:
        known = f"the geometry of kind {shown(named)}" if allowed is not _ALL else "a geometry here"
        wrong = "is missing" if "type" not in geometry else f"{shown(shape_type)} is not {known}"
        faults.at(document, (*path, "type"), wrong, one_of(allowed))
        return None
    if "coordinates" not in geometry:
        faults.at(document, (*path, "coordinates"), "is missing", f"those of a {shape_type}")
        return None
    inside = (*path, "coordinates")
    shape = _shape(shape_type, geometry["coordinates"], document, inside, near, faults)
    if shape is None:
        return None
    for first, last in shape.polygons:
        if fault := polygon_fault(shape.parts[first:last]):
            faults.at(document, inside, fault, "rings that enclose an area and cross nowhere")
            return None
    if properties is None:
        return None
    return MapFeature.model_construct(
        id=str(feature.get("id")),
        properties=properties,
        geometry_type=_BASE[shape_type],
        parts=shape.parts,
        polygons=shape.polygons,
    )


def _apart(a: Bbox, b: Bbox) -> bool:
    """Whether two boxes are far from each other, however their longitudes are counted.

    What an import keeps of the way round the box lies a little outside of it.
    """
    south, north = b.south - NEAR_DEG, b.north + NEAR_DEG
    wide = NEAR_DEG / max(0.02, math.cos(math.radians(b.centre.lat)))
    return (
        a.north < south
        or a.south > north
        or all(
            turned.east < b.west - wide or turned.west > b.east + wide for turned in all_turns(a)
        )
    )


def _shape(
    kind: str, value: object, document: Document, path: Path, near: Bbox | None, faults: Faults
) -> _Shape | None:
    """Parts and groups of parts of a geometry; None after its faults were noted."""
    if kind == "Point":
        position = parse_position(value, document, path, near, faults)
        return _Shape(((position,),), ()) if position else None
    if kind == "LineString":
        line = parse_line(value, document, path, near, faults)
        return _Shape((line,), ()) if line else None
    if not isinstance(value, list) or not value:
        wrong = "an empty list" if value == [] else f"is {kind_of(value)}"
        faults.at(document, path, wrong, f"the coordinates of a {kind}")
        return None
    parts: list[LineString] = []
    groups: list[tuple[int, int]] = []
    whole = True
    for index, item in enumerate(value):
        inside = (*path, index)
        if kind == "Polygon":
            ring = parse_ring(item, document, inside, near, faults)
            one = _Shape((ring,), ()) if ring else None
        else:
            one = _shape(kind.removeprefix("Multi"), item, document, inside, near, faults)
        if one is None:
            whole = False
            continue
        groups.append((len(parts), len(parts) + len(one.parts)))
        parts += one.parts
    if not whole:
        return None
    if kind == "Polygon":
        groups = [(0, len(parts))]
    return _Shape(tuple(parts), tuple(groups) if kind.endswith("Polygon") else ())
