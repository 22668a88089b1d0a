"""JSON Schema of sites.geojson, for an editor's completion and for other programs."""

from __future__ import annotations

from typing import Any

from trail.dataset.files.sites import MEMBERS
from trail.dataset.schema.record import ID_PATTERN
from trail.dataset.schema.site import SiteProperties


def sites_schema() -> dict[str, Any]:
    """Draft 2020-12, for the file as a whole.

    It says what one field shows; what crosses fields and files (ids referred
    to, the region, days of the calendar) only `dataset.load` checks.
    """
    properties = SiteProperties.model_json_schema(ref_template="#/$defs/{model}")
    definitions = properties.pop("$defs", {})
    text = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sites of a trail (GeoJSON, RFC 7946)",
        "type": "object",
        "properties": {
            **{name: text for name in MEMBERS if name != "bbox"},
            "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Site"}},
        },
        "required": ["type", "features"],
        "additionalProperties": False,
        "$defs": {
            **definitions,
            "SiteProperties": properties,
            "Site": {
                "type": "object",
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": "string", "pattern": ID_PATTERN, "maxLength": 64},
                    "geometry": {"anyOf": [{"$ref": "#/$defs/Point"}, {"type": "null"}]},
                    "properties": {"$ref": "#/$defs/SiteProperties"},
                },
                "required": ["type", "id", "geometry", "properties"],
                "additionalProperties": False,
            },
            "Point": {
                "type": "object",
                "description": "Longitude, latitude in degrees; null where the place is not known.",
                "properties": {
                    "type": {"const": "Point"},
                    "coordinates": {
                        "type": "array",
                        "prefixItems": [
                            {"type": "number", "minimum": -180, "maximum": 180},
                            {"type": "number", "minimum": -90, "maximum": 90},
                            {"type": "number", "description": "height in metres; ignored"},
                        ],
                        "items": False,
                        "minItems": 2,
                    },
                },
                "required": ["type", "coordinates"],
                "additionalProperties": False,
            },
        },
    }
