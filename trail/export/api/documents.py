"""The answers as plain JSON values, by OGC 17-069r4; links are absolute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from trail.base.meridian import written_box
from trail.dataset.schema.trail import TrailFile
from trail.export.api.collections import Catalogue, FeatureCollection, Item, ItemPage
from trail.export.api.datetimes import rfc3339
from trail.export.api.query import Asked

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
_CONF = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMANCE = tuple(f"{_CONF}/{name}" for name in ("core", "oas30", "html", "geojson"))

Json = dict[str, Any]


@dataclass(frozen=True)
class Addresses:
    """Where things are: `root` of the API (ends in a slash), pages of the site, the licence."""

    root: str
    page: Callable[[tuple[str, str]], str]
    licence: str

    def at(self, path: str, **query: str) -> str:
        return f"{self.root}{path}{'?' if query else ''}{urlencode(query)}"


def link(href: str, rel: str, kind: str, title: str) -> Json:
    return {"href": href, "rel": rel, "type": kind, "title": title}


def _itself(to: Addresses, path: str, title: str, kind: str = JSON) -> list[Json]:
    return [
        link(to.at(path, f="json"), "self", kind, title),
        link(to.at(path, f="html"), "alternate", HTML, f"{title}, for people"),
    ]


def landing(to: Addresses, trail: TrailFile) -> Json:
    return {
        "title": trail.title,
        "description": trail.description,
        "links": [
            *_itself(to, "", "This document"),
            link(to.at("openapi.json"), "service-desc", OPENAPI, "Definition of this API"),
            link(to.at("docs/"), "service-doc", HTML, "How this API is used"),
            link(to.at("conformance"), "conformance", JSON, "What this API conforms to"),
            link(to.at("collections"), "data", JSON, "The collections"),
            link(to.licence, "license", HTML, "CC BY 4.0"),
        ],
    }


def conformance(to: Addresses) -> Json:
    return {"conformsTo": list(CONFORMANCE), "links": _itself(to, "conformance", "This document")}


def collections(to: Addresses, catalogue: Catalogue) -> Json:
    return {
        "links": [
            *_itself(to, "collections", "The collections"),
            link(to.licence, "license", HTML, "CC BY 4.0"),
        ],
        "collections": [collection(to, each) for each in catalogue.all()],
    }


def collection(to: Addresses, of: FeatureCollection) -> Json:
    extent: Json = {}
    if of.bbox:
        extent["spatial"] = {"bbox": [list(written_box(of.bbox))], "crs": CRS84}
    if of.timed and of.time:
        ends = [rfc3339(of.time.first), rfc3339(of.time.last)]
        extent["temporal"] = {"interval": [ends], "trs": GREGORIAN}
    path = f"collections/{of.id}"
    return {
        "id": of.id,
        "title": of.title,
        "description": of.description,
        "itemType": "feature",
        "crs": [CRS84],
        **({"extent": extent} if extent else {}),
        "links": [
            *_itself(to, path, of.title),
            link(to.at(f"{path}/items", f="json"), "items", GEOJSON, f"{of.title}: features"),
            link(to.at(f"{path}/items", f="html"), "items", HTML, f"{of.title}, for people"),
            link(to.at("docs/") + f"#{of.id}", "describedby", HTML, "What its properties mean"),
            link(to.licence, "license", HTML, "CC BY 4.0"),
        ],
    }


def items(
    to: Addresses,
    of: FeatureCollection,
    found: ItemPage,
    asked: Asked,
    parameters: Sequence[tuple[str, str]],
) -> Json:
    """One page of features; its links keep every parameter that was given."""
    path = f"collections/{of.id}/items"
    kept = [(name, value) for name, value in parameters if name not in ("f", "offset")]

    def here(form: str, offset: int) -> str:
        query = [*kept, *([("offset", str(offset))] if offset else []), ("f", form)]
        return f"{to.at(path)}?{urlencode(query)}"

    links = [
        link(here("json", asked.offset), "self", GEOJSON, of.title),
        link(here("html", asked.offset), "alternate", HTML, f"{of.title}, for people"),
        link(to.at(f"collections/{of.id}", f="json"), "collection", JSON, of.title),
        link(to.licence, "license", HTML, "CC BY 4.0"),
    ]
    after = asked.offset + asked.limit
    if after < found.matched:
        links.append(link(here("json", after), "next", GEOJSON, "Next page"))
    if asked.offset:
        before = max(0, asked.offset - asked.limit)
        links.append(link(here("json", before), "prev", GEOJSON, "Previous page"))
    return {
        "type": "FeatureCollection",
        "numberMatched": found.matched,
        "numberReturned": len(found.items),
        "features": [_feature(to, item) for item in found.items],
        "links": links,
    }


def _feature(to: Addresses, item: Item) -> Json:
    return {
        "type": "Feature",
        "id": item.id,
        "geometry": item.geometry,
        "properties": item.properties | _found_at(to, item),
    }


def _found_at(to: Addresses, item: Item) -> Json:
    """The addresses of its page and of its pictures."""
    found: Json = {"url": to.page(item.page)}
    if pictures := item.properties.get("pictures"):
        found["pictures"] = [one | {"url": to.page(("picture", one["url"]))} for one in pictures]
    return found


def feature(to: Addresses, of: FeatureCollection, item: Item) -> Json:
    path = f"collections/{of.id}/items/{quote(item.id, safe='')}"
    return _feature(to, item) | {
        "links": [
            *_itself(to, path, item.title, GEOJSON),
            link(to.page(item.page), "alternate", HTML, "Its page"),
            link(to.at(f"collections/{of.id}", f="json"), "collection", JSON, of.title),
            link(to.licence, "license", HTML, "CC BY 4.0"),
        ]
    }
