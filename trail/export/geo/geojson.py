"""GeoJSON (RFC 7946): stops and legs of a tour, or all sites.

A site without a place is there with a null geometry and the reason. The id of a leg
has a colon, which no site's id has.
"""

from __future__ import annotations

import json
from typing import Any

from trail.base.geo import LineString, length_m
from trail.base.xml import text_of
from trail.export.geo.content import (
    ExportMeta,
    Point,
    Source,
    content_of,
    degrees,
    leg_name,
    lines_of,
    notes_on_gaps,
    url_of,
)
from trail.guide.walk.values import Leg


def to_geojson(source: Source, meta: ExportMeta) -> bytes:
    """The tour or the sites as a FeatureCollection, UTF-8."""
    content = content_of(source)
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "title": meta.title,
        "description": "\n".join([meta.description, *notes_on_gaps(content, meta)]),
        "author": meta.author,
        "credit": meta.credit,
        "licence": meta.licence_url,
        "data_date": meta.data_date,
        "url": meta.url,
    }
    if content.bbox:
        collection["bbox"] = list(content.bbox)
    features = [point_feature(point, meta) for point in content.points]
    features += [leg_feature(number, leg) for number, leg in enumerate(content.legs, 1)]
    collection["features"] = features
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # json escapes control characters; what is left to refuse are lone surrogates.
    return (text_of(text) + "\n").encode()


def point_feature(point: Point, meta: ExportMeta) -> dict[str, Any]:
    """A stop or a site as a Feature."""
    site, properties = point.site, point.site.properties
    values: dict[str, Any] = {"kind": "site" if point.number is None else "stop"}
    if point.number is not None:
        values["number"] = point.number
    values |= {
        "name": text_of(site.name),
        "other_names": [text_of(other.name) for other in properties.other_names],
        "town": text_of(properties.town),
        "state": text_of(properties.state),
        "address": properties.address,
        "status": properties.status,
        "access": properties.access.state,
        "access_detail": text_of(properties.access.detail),
        "access_as_of": properties.access.as_of and str(properties.access.as_of),
        "summary": text_of(properties.summary),
        "accuracy_m": properties.position.accuracy_m,
    }
    if point.number is not None:
        values["leg_distance_m"] = _metres(point.leg_distance_m)
    if point.position is None:
        values["position_reason"] = properties.position.reason
    values["url"] = url_of(site, meta)
    geometry = None
    if point.position is not None:
        geometry = {"type": "Point", "coordinates": list(degrees(point.position))}
    return {"type": "Feature", "id": site.id, "geometry": geometry, "properties": values}


def leg_feature(number: int, leg: Leg) -> dict[str, Any]:
    """A leg as a Feature; `number` counts from 1 within its tour."""
    return {
        "type": "Feature",
        "id": f"leg:{number}",
        "geometry": _line(leg.path),
        "properties": {
            "kind": "leg",
            "number": number,
            "name": text_of(leg_name(leg)),
            "from": leg.origin.site.id,
            "to": leg.destination.site.id,
            "distance_m": _metres(leg.distance_m),
            "approach_m": _metres(_approach_m(leg)),
            "follows_streets": leg.follows_streets,
        },
    }


def _line(path: LineString) -> dict[str, Any]:
    lines = [[list(position) for position in line] for line in lines_of(path)]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _approach_m(leg: Leg) -> float:
    """What `distance_m` counts beyond the path: straight, between the stops and the path's ends."""
    return sum(map(length_m, leg.approach)) if leg.approach else 0.0


def _metres(distance_m: float | None) -> float | None:
    return None if distance_m is None else round(distance_m, 1)
