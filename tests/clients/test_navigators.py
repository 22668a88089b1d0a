"""GPX in OsmAnd, Organic Maps, CoMaps and Garmin's programs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from tests.clients.table import Rule, Take, table

GPX = "{http://www.topografix.com/GPX/1/1}"
TOURS = ("downtown", "harbour", "new-hampshire")
MONTANA_ROUTE_POINTS = 250
COURSE_POINTS = 10_000
# The order of the schema's sequences, as far as we write them.
ORDER = {
    "gpx": ["metadata", "wpt", "rte", "trk"],
    "metadata": ["name", "desc", "author", "copyright", "link", "time", "bounds"],
    "wpt": ["name", "desc", "link"],
    "rtept": ["name", "desc", "link"],
    "rte": ["name", "desc", "link", "rtept"],
    "trk": ["name", "desc", "link", "trkseg"],
}


def tours(take: Take) -> Iterator[ET.Element]:
    yield from (ET.fromstring(take(f"/tours/{tour}.gpx")) for tour in TOURS)


def routes(take: Take) -> Iterator[ET.Element]:
    yield from (ET.fromstring(take(f"/tours/{tour}.route.gpx")) for tour in TOURS)


def every_file(take: Take) -> Iterator[ET.Element]:
    yield from tours(take)
    yield from routes(take)
    yield ET.fromstring(take("/sites.gpx"))


def names(root: ET.Element, path: str) -> list[str]:
    return [e.text or "" for e in root.iterfind("/".join(f"{GPX}{p}" for p in path.split("/")))]


def no_route_beside_a_track(take: Take) -> None:
    for root in every_file(take):
        assert not (root.findall(f"{GPX}trk") and root.findall(f"{GPX}rte"))


def one_track_of_one_segment(take: Take) -> None:
    for root in tours(take):
        (trk,) = root.findall(f"{GPX}trk")
        assert len(trk.findall(f"{GPX}trkseg")) == 1


def no_point_twice_in_a_row(take: Take) -> None:
    for root in tours(take):
        for segment in root.iter(f"{GPX}trkseg"):
            points = [(p.attrib["lat"], p.attrib["lon"]) for p in segment]
            assert len(points) > 1
            assert all(a != b for a, b in itertools.pairwise(points))


def stops_are_points_of_the_file(take: Take) -> None:
    for root, route in zip(tours(take), routes(take), strict=True):
        stops = names(root, "wpt/name")
        assert len(stops) > 4
        on_the_way = names(route, "rte/rtept/name")
        assert on_the_way[: len(stops)] == stops
        assert on_the_way[len(stops) :] in ([], stops[:1])


def words_stand_in_desc(take: Take) -> None:
    for root in every_file(take):
        for point in itertools.chain(root.iter(f"{GPX}wpt"), root.iter(f"{GPX}rtept")):
            assert point.find(f"{GPX}cmt") is None
            assert len(point.findtext(f"{GPX}desc", "")) > 40


def nothing_outside_the_schema(take: Take) -> None:
    for root in every_file(take):
        assert root.attrib["version"] == "1.1"
        assert root.attrib["creator"]
        assert {e.tag.split("}")[0] + "}" for e in root.iter()} == {GPX}
        assert not list(root.iter(f"{GPX}extensions"))


def elements_in_order(take: Take) -> None:
    for root in every_file(take):
        for element in root.iter():
            order = ORDER.get(element.tag.removeprefix(GPX))
            if order is not None:
                places = [order.index(child.tag.removeprefix(GPX)) for child in element]
                assert places == sorted(places), element.tag


def bounds_and_copyright_are_whole(take: Take) -> None:
    for root in every_file(take):
        (bounds,) = root.iter(f"{GPX}bounds")
        assert set(bounds.attrib) == {"minlat", "minlon", "maxlat", "maxlon"}
        (copyright_,) = root.iter(f"{GPX}copyright")
        assert copyright_.attrib["author"]
        assert not (copyright_.text or "").strip()


def few_enough_points(take: Take) -> None:
    for root in routes(take):
        assert 1 < len(list(root.iter(f"{GPX}rtept"))) <= MONTANA_ROUTE_POINTS
    for root in tours(take):
        assert 1 < len(list(root.iter(f"{GPX}trkpt"))) <= COURSE_POINTS


RULES = (
    Rule("OsmAnd", "leaves the track out where a route stands beside it",
         ("osmandapp/OsmAnd#12472", "osmandapp/OsmAnd#3740"), no_route_beside_a_track),
    Rule("gexporter", "hands on a route in place of the track",
         ("gimportexportdevs/gexporter#5",), no_route_beside_a_track),
    Rule("OsmAnd", "navigates one segment and ends there",
         ("osmandapp/OsmAnd-iOS#2730", "osmandapp/OsmAnd#23288"), one_track_of_one_segment),
    Rule("OsmAnd", "jumps over segments that begin where the last one ended",
         ("osmandapp/OsmAnd#18638",), one_track_of_one_segment),
    Rule("OsmAnd", "follows point by point", ("osmandapp/OsmAnd#12472",), no_point_twice_in_a_row),
    Rule("Organic Maps, CoMaps", "shows no start and no end that is not a waypoint",
         ("organicmaps/organicmaps#8703",), stops_are_points_of_the_file),
    Rule("Organic Maps, CoMaps", "leaves cmt out", ("organicmaps/organicmaps#5643",),
         words_stand_in_desc),
    Rule("Garmin BaseCamp", "refuses an element without a namespace of its own",
         ("organicmaps/organicmaps#9969",), nothing_outside_the_schema),
    Rule("Garmin MapSource", "refuses elements out of the schema's order",
         ("BasicAirData/GPSLogger#17", "tyrasd/overpass-turbo#363"), elements_in_order),
    Rule("Garmin BaseCamp", "refuses a copyright without author, bounds without corners",
         ("tyrasd/overpass-turbo#363", "mendhak/gpslogger#136"), bounds_and_copyright_are_whole),
    Rule("Garmin Montana", "takes 250 points of a route, 10,000 of a track",
         ("gpxstudio/gpx.studio#192", "IsraelHikingMap/Site#763"), few_enough_points),
)  # fmt: skip


@table(RULES)
def test_navigators(rule: Rule, take: Take) -> None:
    rule.check(take)
