"""GPX 1.1: `wpt` for each stop or site, `trk` for the path; `rte` in a file of its own.

Waypoint, route and trk are GPX's words. OsmAnd leaves a `trk` out of account where a
`rte` stands beside it, and follows one `trkseg` only; so a tour's file has no route, and
legs that touch are one segment. A new one begins where the line has a gap, and where
it stops or begins to follow streets: `trk/desc` names the legs that do not.
The path of a leg along streets ends where it leaves the network for the stop, not at the
stop; where the next leg joins it elsewhere, the line goes by way of the stop.
GPX has no place for a site without a position: `metadata/desc` lists those.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from trail.base.geo import Position
from trail.base.xml import add_text, text_of, to_document
from trail.export.geo.content import (
    Content,
    ExportMeta,
    Point,
    Source,
    content_of,
    degrees,
    describe_point,
    describe_whole,
    notes_on_gaps,
    rounded,
    url_of,
)
from trail.guide.walk.values import Leg

_NAMESPACE = "http://www.topografix.com/GPX/1/1"
_SCHEMA = f"{_NAMESPACE} {_NAMESPACE}/gpx.xsd"
_EAST_END = 179.999999  # GPX allows longitudes below 180 only


def to_gpx(source: Source, meta: ExportMeta) -> bytes:
    """The tour or the sites as a GPX 1.1 document, UTF-8: their points, and a tour's path."""
    content = content_of(source)
    root = _root(content, meta)
    for point, position in content.located:
        _add_wpt(root, point, position, content, meta)
    _add_trk(root, content, meta)
    return to_document(root)


def to_route_gpx(source: Source, meta: ExportMeta) -> bytes:
    """The stops in order as a GPX 1.1 route, UTF-8, for programs that find the way themselves.

    A loop names its first stop again at the end.
    """
    content = content_of(source)
    root = _root(content, meta)
    stops = content.located
    if content.legs:
        last = content.legs[-1].destination.number
        if last != stops[-1][0].number:
            stops = stops + [stop for stop in stops if stop[0].number == last]
    rte = SubElement(root, "rte")
    add_text(rte, "name", meta.title)
    _add_link(rte, meta.url, meta.title)
    for point, position in stops:
        rtept = SubElement(rte, "rtept", _degrees(position))
        _describe(rtept, point, content, meta)
    return to_document(root)


def _root(content: Content, meta: ExportMeta) -> Element:
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
    return root


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
    # GPX has no box over the 180th meridian: minlon would be above maxlon.
    if content.bbox and content.bbox[0] <= content.bbox[2]:
        west, south, east, north = content.bbox
        low, high = _degrees(Position(west, south)), _degrees(Position(east, north))
        bounds = {"minlat": low["lat"], "minlon": low["lon"]}
        bounds |= {"maxlat": high["lat"], "maxlon": high["lon"]}
        SubElement(metadata, "bounds", bounds)


def _add_wpt(
    root: Element, point: Point, position: Position, content: Content, meta: ExportMeta
) -> None:
    _describe(SubElement(root, "wpt", _degrees(position)), point, content, meta)


def _describe(element: Element, point: Point, content: Content, meta: ExportMeta) -> None:
    add_text(element, "name", point.site.name)
    add_text(element, "desc", describe_point(point, len(content.points), meta))
    _add_link(element, url_of(point.site, meta), point.site.name)


def _add_trk(root: Element, content: Content, meta: ExportMeta) -> None:
    segments = _segments(content.legs)
    if not segments:
        return
    trk = SubElement(root, "trk")
    add_text(trk, "name", meta.title)
    if content.straight_legs:
        add_text(trk, "desc", "\n".join(notes_on_gaps(content, meta)))
    _add_link(trk, meta.url, meta.title)
    for positions in segments:
        trkseg = SubElement(trk, "trkseg")
        for position in positions:
            SubElement(trkseg, "trkpt", _degrees(position))


def _segments(legs: Iterable[Leg]) -> list[list[Position]]:
    """The path in as few pieces as tell the truth, without a point that repeats the one before.

    A leg that goes nowhere adds nothing and breaks nothing.
    """
    segments: list[list[Position]] = []
    before: Leg | None = None
    for leg in legs:
        path = [rounded(position) for position in leg.path]
        if len(set(path)) == 1:
            continue
        between = None if before is None else _between(before, leg)
        if between is None:
            segments.append(path[:1])
        else:
            path = [segments[-1][-1], *map(rounded, between), *path]
        segments[-1] += [b for a, b in pairwise(path) if a != b]
        before = leg
    return segments


def _between(before: Leg, leg: Leg) -> tuple[Position, ...] | None:
    """What the line passes from one leg to the next; None where it can't go on."""
    if before.follows_streets != leg.follows_streets:
        return None
    if rounded(before.path[-1]) == rounded(leg.path[0]):
        return ()
    if before.approach is None or leg.approach is None:
        return None
    return (*before.approach[1], *leg.approach[0])


def _add_link(parent: Element, url: str | None, text: str) -> None:
    if url:
        add_text(SubElement(parent, "link", {"href": text_of(url)}), "text", text)


def _degrees(position: Position) -> dict[str, str]:
    lon, lat = degrees(position)
    return {"lat": f"{lat:.6f}", "lon": f"{min(lon, _EAST_END):.6f}"}
