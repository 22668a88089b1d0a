"""GPX 1.1: `wpt` for each stop or site, `rte` for the order, `trk` for the path.

Waypoint, route and trk are GPX's words. A `trk` has one `trkseg` per leg, so that a
straight leg never looks like a surveyed one; its `desc` names the straight ones. The
path of a surveyed leg ends where the network is nearest to the stop, not at the stop.
GPX has no place for a site without a position: `metadata/desc` lists those.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from trail.base.geo import Position
from trail.export.geo.content import (
    Content,
    ExportMeta,
    Point,
    Source,
    content_of,
    describe_point,
    describe_whole,
    notes_on_gaps,
    rounded,
    text_of,
    url_of,
)
from trail.export.geo.xml import add_text, to_document

_NAMESPACE = "http://www.topografix.com/GPX/1/1"
_SCHEMA = f"{_NAMESPACE} {_NAMESPACE}/gpx.xsd"
_EAST_END = 179.999999  # GPX allows longitudes below 180 only


def to_gpx(source: Source, meta: ExportMeta) -> bytes:
    """The tour or the sites as a GPX 1.1 document, UTF-8."""
    content = content_of(source)
    root = Element(
        "gpx",
        {
            "xmlns": _NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "version": "1.1",
            "creator": "Treaty Trail",
            "xsi:schemaLocation": _SCHEMA,
        },
    )
    _add_metadata(root, content, meta)
    for point, position in content.located:
        _add_wpt(root, point, position, content, meta)
    if content.legs:
        _add_rte(root, content, meta)
        _add_trk(root, content, meta)
    return to_document(root)


# The schema fixes the order of child elements: name before desc, desc before link.


def _add_metadata(root: Element, content: Content, meta: ExportMeta) -> None:
    metadata = SubElement(root, "metadata")
    add_text(metadata, "name", meta.title)
    add_text(metadata, "desc", describe_whole(content, meta))
    add_text(SubElement(metadata, "author"), "name", meta.author)
    copyright_ = SubElement(metadata, "copyright", {"author": text_of(meta.author)})
    add_text(copyright_, "year", meta.data_date[:4])
    if meta.licence_url:
        add_text(copyright_, "license", meta.licence_url)
    _add_link(metadata, meta.url, meta.title)
    add_text(metadata, "time", f"{meta.data_date}T00:00:00Z")
    if content.bbox:
        west, south, east, north = content.bbox
        low, high = _degrees(Position(west, south)), _degrees(Position(east, north))
        bounds = {"minlat": low["lat"], "minlon": low["lon"]}
        bounds |= {"maxlat": high["lat"], "maxlon": high["lon"]}
        SubElement(metadata, "bounds", bounds)


def _add_wpt(
    root: Element, point: Point, position: Position, content: Content, meta: ExportMeta
) -> None:
    wpt = SubElement(root, "wpt", _degrees(position))
    add_text(wpt, "name", point.site.name)
    add_text(wpt, "desc", describe_point(point, len(content.points), meta))
    _add_link(wpt, url_of(point.site, meta), point.site.name)


def _add_rte(root: Element, content: Content, meta: ExportMeta) -> None:
    """The stops in order; a loop names its first stop again at the end."""
    rte = SubElement(root, "rte")
    add_text(rte, "name", meta.title)
    _add_link(rte, meta.url, meta.title)
    stops = content.located
    last = content.legs[-1].destination.number
    if last != stops[-1][0].number:
        stops = stops + [stop for stop in stops if stop[0].number == last]
    for point, position in stops:
        add_text(SubElement(rte, "rtept", _degrees(position)), "name", point.site.name)


def _add_trk(root: Element, content: Content, meta: ExportMeta) -> None:
    trk = SubElement(root, "trk")
    add_text(trk, "name", meta.title)
    if content.straight_legs:
        add_text(trk, "desc", "\n".join(notes_on_gaps(content, meta)))
    _add_link(trk, meta.url, meta.title)
    for leg in content.legs:
        trkseg = SubElement(trk, "trkseg")
        for position in leg.path:
            SubElement(trkseg, "trkpt", _degrees(position))


def _add_link(parent: Element, url: str | None, text: str) -> None:
    if url:
        add_text(SubElement(parent, "link", {"href": text_of(url)}), "text", text)


def _degrees(position: Position) -> dict[str, str]:
    lon, lat = rounded(position)
    return {"lat": f"{lat:.6f}", "lon": f"{min(lon, _EAST_END):.6f}"}
