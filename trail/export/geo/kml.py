"""KML 2.2: a folder of points, a folder of legs, the same facts as data fields.

Viewers read `description` as HTML. Ours is plain text: a "<" goes in as "&lt;" and the "&"
of what HTML would take for a letter's name as "&amp;", so that no text of the dataset can
become a tag or another letter; all else stays as it is written.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from trail.base.geo import LineString, Position
from trail.base.xml import add_text, text_of, to_document
from trail.export.geo.content import (
    Content,
    ExportMeta,
    Source,
    content_of,
    degrees,
    describe_point,
    describe_whole,
    leg_name,
    lines_of,
    url_of,
)
from trail.guide.walk.values import Leg

# KML colours are alpha, blue, green, red. No icon is named: its picture would be
# fetched from another host.
_POINT, _STREETS, _STRAIGHT = "ff2a3c9c", "ff2a3c9c", "99706050"
_CHARACTER_REFERENCE = re.compile(r"&(?=[A-Za-z#])")


def to_kml(source: Source, meta: ExportMeta) -> bytes:
    """The tour or the sites as a KML 2.2 document, UTF-8."""
    content = content_of(source)
    root = Element(
        "kml",
        {
            "xmlns": "http://www.opengis.net/kml/2.2",
            "xmlns:atom": "http://www.w3.org/2005/Atom",
        },
    )
    document = SubElement(root, "Document")
    add_text(document, "name", meta.title)
    add_text(SubElement(document, "atom:author"), "atom:name", meta.author)
    _add_link(document, meta.url)
    _add_description(document, describe_whole(content, meta))
    _add_style(document, "point", "IconStyle", _POINT)
    _add_style(document, "streets", "LineStyle", _STREETS)
    _add_style(document, "straight", "LineStyle", _STRAIGHT)
    _add_data(document, {"data_date": meta.data_date})
    _add_points(
        document, content, meta, meta.words("Stops") if content.legs else meta.words("Sites")
    )
    if content.legs:
        folder = SubElement(document, "Folder")
        add_text(folder, "name", meta.words("Legs"))
        for number, leg in enumerate(content.legs, 1):
            _add_leg(folder, number, leg, meta)
    return to_document(root)


# The schema fixes the order in a feature: name, link, description, styleUrl, style,
# ExtendedData, geometry.


def _add_points(document: Element, content: Content, meta: ExportMeta, name: str) -> None:
    folder = SubElement(document, "Folder")
    add_text(folder, "name", name)
    for point, position in content.located:
        site, properties = point.site, point.site.properties
        placemark = SubElement(folder, "Placemark", {"id": f"site-{site.id}"})
        add_text(placemark, "name", site.name)
        url = url_of(site, meta)
        _add_link(placemark, url)
        _add_description(placemark, describe_point(point, len(content.points), meta))
        add_text(placemark, "styleUrl", "#point")
        accuracy_m = properties.position.accuracy_m
        _add_data(
            placemark,
            {
                "id": site.id,
                "number": None if point.number is None else str(point.number),
                "town": properties.town,
                "state": properties.state,
                "status": properties.status,
                "access": properties.access.state,
                "accuracy_m": None if accuracy_m is None else f"{accuracy_m:g}",
                "url": url,
            },
        )
        add_text(SubElement(placemark, "Point"), "coordinates", _coordinates((position,)))


def _add_leg(folder: Element, number: int, leg: Leg, meta: ExportMeta) -> None:
    placemark = SubElement(folder, "Placemark", {"id": f"leg-{number}"})
    add_text(placemark, "name", leg_name(leg))
    if not leg.follows_streets:
        _add_description(placemark, meta.words("A straight line: this way isn’t mapped"))
    add_text(placemark, "styleUrl", "#streets" if leg.follows_streets else "#straight")
    follows = "true" if leg.follows_streets else "false"
    _add_data(placemark, {"distance_m": f"{leg.distance_m:.1f}", "follows_streets": follows})
    lines = lines_of(leg.path)
    parent = placemark if len(lines) == 1 else SubElement(placemark, "MultiGeometry")
    for path in lines:
        line = SubElement(parent, "LineString")
        add_text(line, "tessellate", "1")
        add_text(line, "coordinates", _coordinates(path))


def _add_style(document: Element, style_id: str, kind: str, colour: str) -> None:
    style = SubElement(SubElement(document, "Style", {"id": style_id}), kind)
    add_text(style, "color", colour)
    if kind == "LineStyle":
        add_text(style, "width", "4")


def _add_data(parent: Element, values: dict[str, str | None]) -> None:
    extended = SubElement(parent, "ExtendedData")
    for name, value in values.items():
        if value is not None:
            add_text(SubElement(extended, "Data", {"name": name}), "value", value)


def _add_description(parent: Element, text: str) -> None:
    plain = _CHARACTER_REFERENCE.sub("&amp;", text).replace("<", "&lt;")
    add_text(parent, "description", plain)


def _add_link(parent: Element, url: str | None) -> None:
    if url:
        SubElement(parent, "atom:link", {"href": text_of(url)})


def _coordinates(path: LineString | tuple[Position, ...]) -> str:
    return " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in map(degrees, path))
