"""The definition of the API as OpenAPI 3.0, made of the same tables that answer."""

from __future__ import annotations

from typing import Any

from trail.dataset.schema.trail import TrailFile
from trail.export.api.collections import Catalogue, FeatureCollection
from trail.export.api.datetimes import EXPECTED, FORM
from trail.export.api.documents import GEOJSON, HTML, JSON, OPENAPI
from trail.export.api.fields import FIELDS
from trail.export.api.query import BBOX_WORDS, LIMIT, LIMIT_MAX, WHOLE_MAX

Json = dict[str, Any]
_LINKS = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
_TEXT = {"type": "string"}


def _object(required: str, **properties: object) -> Json:
    return {"type": "object", "required": required.split(), "properties": properties}


def _array(items: Json, **more: object) -> Json:
    return {"type": "array", "items": items, **more}


_NUMBERS = _array({"type": "number"}, minItems=2)
_GEOMETRY: Json = {
    "type": "object",
    "nullable": True,
    "required": ["type", "coordinates"],
    "properties": {
        "type": {
            "type": "string",
            "enum": ["Point", "MultiPoint", "LineString", "MultiLineString"],
        },
        "coordinates": {"type": "array", "minItems": 1, "items": {}},
    },
}


def _schemas(catalogue: Catalogue) -> Json:
    schemas: Json = {
        "link": _object("href rel", href=_TEXT, rel=_TEXT, type=_TEXT, title=_TEXT),
        "exception": _object("code description", code=_TEXT, description=_TEXT),
        "landing": _object("title links", title=_TEXT, description=_TEXT, links=_LINKS),
        "conformance": _object("conformsTo", conformsTo=_array(_TEXT), links=_LINKS),
        "collection": _object(
            "id title links",
            id=_TEXT,
            title=_TEXT,
            description=_TEXT,
            itemType=_TEXT,
            crs=_array(_TEXT),
            links=_LINKS,
            extent=_object(
                "",
                spatial=_object("bbox crs", bbox=_array(_NUMBERS, minItems=1), crs=_TEXT),
                temporal=_object(
                    "interval trs",
                    trs=_TEXT,
                    interval=_array(
                        _array(
                            {"type": "string", "format": "date-time", "nullable": True},
                            minItems=2,
                            maxItems=2,
                        )
                    ),
                ),
            ),
        ),
        "collections": _object(
            "links collections",
            links=_LINKS,
            collections=_array({"$ref": "#/components/schemas/collection"}),
        ),
        "geometry": _GEOMETRY,
    }
    # An empty "required" is none at all in OpenAPI 3.0.
    del schemas["collection"]["properties"]["extent"]["required"]
    for each in catalogue.ids:
        properties = _object(
            " ".join(field.name for field in FIELDS[each]),
            **{field.name: field.schema | {"description": field.about} for field in FIELDS[each]},
        )
        parts = {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": _TEXT,
            "geometry": {"$ref": "#/components/schemas/geometry"},
            "properties": properties | {"additionalProperties": False},
            "links": _LINKS,
        }
        schemas[f"{each}Feature"] = _object("type id geometry properties", **parts)
        schemas[f"{each}Features"] = _object(
            "type numberMatched numberReturned features links",
            type={"type": "string", "enum": ["FeatureCollection"]},
            numberMatched={"type": "integer", "minimum": 0},
            numberReturned={"type": "integer", "minimum": 0},
            features=_array({"$ref": f"#/components/schemas/{each}Feature"}),
            links=_LINKS,
        )
    return schemas


_PARAMETERS: Json = {
    "f": {
        "name": "f",
        "in": "query",
        "description": "The form of the answer; otherwise the Accept header decides.",
        "schema": {"type": "string", "enum": ["json", "html"]},
    },
    "limit": {
        "name": "limit",
        "in": "query",
        "description": f"The most features on a page. More than {LIMIT_MAX} is lowered to it.",
        # Not LIMIT_MAX: more than that is no fault.
        "schema": {"type": "integer", "minimum": 1, "maximum": WHOLE_MAX, "default": LIMIT},
        "style": "form",
        "explode": False,
    },
    "offset": {
        "name": "offset",
        "in": "query",
        "description": "How many features to leave out before the page.",
        "schema": {"type": "integer", "minimum": 0, "maximum": WHOLE_MAX, "default": 0},
    },
    "bbox": {
        "name": "bbox",
        "in": "query",
        "description": f"Only features that meet this box: {BBOX_WORDS}.",
        "schema": {
            "type": "array",
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
            "items": {"type": "number"},
        },
        "style": "form",
        "explode": False,
    },
    "datetime": {
        "name": "datetime",
        "in": "query",
        "description": f"Only features that may be of this time: {EXPECTED}. Those of unknown"
        " time are left out; collections without time are not filtered.",
        "schema": {"type": "string", "pattern": FORM},
        "style": "form",
        "explode": False,
    },
}


def _answer(description: str, schema: str, kind: str = JSON, *, html: bool = True) -> Json:
    content: Json = {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    if html:
        content[HTML] = {"schema": _TEXT}
    return {"description": description, "content": content}


def _get(name: str, about: str, answer: Json, *parameters: Json, missing: bool = False) -> Json:
    problems = ["400", *(["404"] if missing else []), "406", "500"]
    return {
        "get": {
            "operationId": name,
            "summary": about,
            "parameters": [{"$ref": "#/components/parameters/f"}, *parameters],
            "responses": {
                "200": answer,
                **{code: {"$ref": f"#/components/responses/{code}"} for code in problems},
            },
        }
    }


def _asked_as(schema: Json) -> Json:
    """The schema of a parameter that asks for a property: for one member of a list."""
    one = {key: value for key, value in schema.get("items", schema).items() if key != "nullable"}
    if one["type"] == "integer":
        one |= {"minimum": -WHOLE_MAX, "maximum": WHOLE_MAX}
    return one


def _paths_of(of: FeatureCollection) -> Json:
    filters = [
        {
            "name": field.name,
            "in": "query",
            "description": f"{field.about}: only features that have this value.",
            "schema": _asked_as(field.schema),
        }
        for field in FIELDS[of.id]
        if field.filters
    ]
    shared = [{"$ref": f"#/components/parameters/{n}"} for n in _PARAMETERS if n != "f"]
    base, one = f"/collections/{of.id}", f"{of.id}Feature"
    feature_id = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "schema": _TEXT,
        **({"example": of.items[0].id} if of.items else {}),
    }
    return {
        base: _get(f"describe_{of.id}", of.description, _answer(of.title, "collection")),
        f"{base}/items": _get(
            f"get_{of.id}",
            f"{of.title}: features",
            _answer("A page of features", f"{of.id}Features", GEOJSON),
            *shared,
            *filters,
        ),
        f"{base}/items/{{featureId}}": _get(
            f"get_one_of_{of.id}",
            f"{of.title}: one feature",
            _answer("The feature", one, GEOJSON),
            feature_id,
            missing=True,
        ),
    }


def openapi(root: str, trail: TrailFile, catalogue: Catalogue, licence: str) -> Json:
    """The definition; `root` is the absolute address of the API."""
    problems = {
        "400": "A parameter is unknown or can’t be used",
        "404": "There is no such thing",
        "406": "None of the forms that are accepted is offered",
        "500": "Something went wrong here",
    }
    paths: Json = {
        "/": _get("landing", "Where everything is", _answer("Links", "landing")),
        "/conformance": _get(
            "conformance", "What it conforms to", _answer("Classes", "conformance")
        ),
        "/collections": _get("collections", "All collections", _answer("All", "collections")),
        "/openapi.json": {
            "get": {
                "operationId": "definition",
                "summary": "This document",
                "parameters": [
                    {"name": "f", "in": "query", "schema": {"type": "string", "enum": ["json"]}}
                ],
                "responses": {
                    "200": {
                        "description": "This document",
                        "content": {OPENAPI: {"schema": {"type": "object"}}},
                    },
                    "400": {"$ref": "#/components/responses/400"},
                },
            }
        },
    }
    for each in catalogue.all():
        paths |= _paths_of(each)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": trail.title,
            "description": trail.description,
            "version": trail.version,
            "license": {"name": "CC BY 4.0", "url": licence},
        },
        "servers": [{"url": root.rstrip("/")}],
        "paths": paths,
        "components": {
            "schemas": _schemas(catalogue),
            "parameters": _PARAMETERS,
            "responses": {
                code: _answer(about, "exception", html=False) for code, about in problems.items()
            },
        },
    }
