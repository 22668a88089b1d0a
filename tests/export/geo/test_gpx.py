"""GPX 1.1: the schema's order of elements, names, paths, gaps.

The schema file itself is third-party and not kept here; the sequences below are
those of its types, as far as we write them.
"""

from __future__ import annotations

import itertools
from xml.etree import ElementTree

import gpxpy
import pytest

from tests.export.geo.samples import (
    HOSTILE,
    JAPANESE,
    LOST,
    RUSSIAN,
    SITES,
    leg,
    meta,
    site,
    tour,
)
from trail.base.errors import ExportError
from trail.base.geo import Position
from trail.export.geo import to_gpx, to_route_gpx
from trail.guide.walk.values import Itinerary

NS = "{http://www.topografix.com/GPX/1/1}"
ORDER = {
    "gpx": ["metadata", "wpt", "rte", "trk"],
    "metadata": ["name", "desc", "author", "copyright", "link", "time", "bounds"],
    "author": ["name"],
    "copyright": ["year", "license"],
    "link": ["text"],
    "wpt": ["name", "desc", "link"],
    "rte": ["name", "desc", "link", "rtept"],
    "rtept": ["name", "desc", "link"],
    "trk": ["name", "desc", "link", "trkseg"],
    "trkseg": ["trkpt"],
    "trkpt": [],
}
REPEATED = {"wpt", "rtept", "trkseg", "trkpt"}


def parse(document: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(document)


def texts(root: ElementTree.Element, path: str) -> list[str]:
    return [e.text or "" for e in root.iterfind("/".join(NS + p for p in path.split("/")))]


def assert_follows_schema(element: ElementTree.Element) -> None:
    assert element.tag.startswith(NS)
    known = ORDER.get(element.tag.removeprefix(NS))
    children = [child.tag.removeprefix(NS) for child in element]
    if known is None:
        assert children == []
        return
    places = [known.index(child) for child in children]
    assert places == sorted(places), f"{element.tag}: {children}"
    assert len({c for c in children if c not in REPEATED}) == len(
        [c for c in children if c not in REPEATED]
    )
    for child in element:
        assert_follows_schema(child)


@pytest.mark.parametrize("loop", [False, True])
def test_elements_stand_in_the_order_of_the_schema(loop: bool) -> None:
    assert_follows_schema(parse(to_gpx(tour(loop=loop), meta())))
    assert_follows_schema(parse(to_route_gpx(tour(loop=loop), meta())))
    assert_follows_schema(parse(to_gpx([*SITES, LOST], meta(url=None, site_url=None))))


def test_another_reader_finds_points_and_segments() -> None:
    document = gpxpy.parse(to_gpx(tour(), meta()).decode())
    assert [w.name for w in document.waypoints] == [s.name for s in SITES]
    assert not document.routes  # beside one, OsmAnd leaves the trk out of account
    assert [len(segment.points) for segment in document.tracks[0].segments] == [3, 2, 3]
    assert document.time is not None
    assert document.time.isoformat() == "2026-11-22T00:00:00+00:00"


def test_another_reader_finds_the_route_in_a_file_of_its_own() -> None:
    document = gpxpy.parse(to_route_gpx(tour(), meta()).decode())
    assert (document.waypoints, document.tracks) == ([], [])
    (route,) = document.routes
    assert [(p.name, p.link) for p in route.points] == [
        (s.name, f"https://trail.example/sites/{s.id}/") for s in SITES
    ]
    for point, stop in zip(route.points, tour().stops, strict=True):
        assert (point.longitude, point.latitude) == pytest.approx(stop.position, abs=5e-7, rel=0)


def test_the_route_of_a_loop_ends_at_its_first_stop() -> None:
    root = parse(to_route_gpx(tour(loop=True), meta()))
    assert texts(root, "rte/rtept/name") == [s.name for s in (*SITES, SITES[0])]


def paths(itinerary: Itinerary) -> list[list[tuple[float, float]]]:
    """The positions of each segment, lon and lat."""
    root = parse(to_gpx(itinerary, meta()))
    return [
        [(float(point.attrib["lon"]), float(point.attrib["lat"])) for point in segment]
        for segment in root.iterfind(f"{NS}trk/{NS}trkseg")
    ]


def test_legs_that_touch_are_one_segment_to_the_end() -> None:
    """No point comes twice in a row, and none is lost."""
    itinerary = tour(loop=True, follows_streets=(True,) * 4)
    (found,) = paths(itinerary)
    assert len(found) == 1 + 4 * 2
    assert all(a != b for a, b in itertools.pairwise(found))
    assert (found[0], found[-1]) == ((-70.757631, 43.077071), (-70.757631, 43.077071))
    for position, stop in zip(found[::2], (*itinerary.stops, itinerary.stops[0]), strict=True):
        assert position == pytest.approx(stop.position, abs=5e-7, rel=0)


def test_a_straight_leg_begins_a_segment_and_streets_begin_the_next() -> None:
    found = paths(tour(loop=True))
    assert [len(segment) for segment in found] == [3, 2, 5]
    assert found[0][-1] == found[1][0]
    assert found[1][-1] == found[2][0]


def test_straight_legs_in_a_row_are_one_segment() -> None:
    assert [len(segment) for segment in paths(tour(follows_streets=(False,) * 3))] == [4]


def test_a_gap_begins_a_segment() -> None:
    itinerary = tour(follows_streets=(True,) * 3)
    first, second, third = itinerary.legs
    ends_early = first.model_copy(update={"path": first.path[:-1]})
    changed = itinerary.model_copy(update={"legs": (ends_early, second, third)})
    assert [len(segment) for segment in paths(changed)] == [2, 5]


def test_where_legs_leave_the_street_at_two_points_the_line_goes_by_way_of_the_stop() -> None:
    itinerary = tour(follows_streets=(True,) * 3)
    first, second, third = itinerary.legs
    stop = second.origin.position
    off, on = Position(stop.lon - 1e-4, stop.lat), Position(stop.lon, stop.lat - 1e-4)
    start = first.origin.position
    arrives = first.model_copy(
        update={"path": (*first.path[:-1], off), "approach": ((start, start), (off, stop))}
    )
    end = second.destination.position
    leaves = second.model_copy(
        update={"path": (on, *second.path[1:]), "approach": ((stop, on), (end, end))}
    )
    (found,) = paths(itinerary.model_copy(update={"legs": (arrives, leaves, third)}))
    assert found[1:5] == [
        (-70.757631, 43.08), (-70.7501, 43.08), (-70.75, 43.08), (-70.75, 43.0799),
    ]  # fmt: skip


def test_points_that_are_alike_as_written_are_one() -> None:
    itinerary = tour(follows_streets=(True,) * 3)
    first, *others = itinerary.legs
    near = Position(first.path[1].lon + 1e-8, first.path[1].lat)
    longer = first.model_copy(update={"path": (*first.path[:2], near, *first.path[2:])})
    changed = itinerary.model_copy(update={"legs": (longer, *others)})
    assert [len(segment) for segment in paths(changed)] == [7]


@pytest.mark.parametrize("follows_streets", [True, False])
def test_a_leg_that_goes_nowhere_breaks_nothing(follows_streets: bool) -> None:
    """Two stops may stand at one point."""
    itinerary = tour(follows_streets=(True,) * 3)
    first, second, third = itinerary.legs
    stop = second.origin
    still = leg(stop, stop, follows_streets=follows_streets).model_copy(
        update={"path": (stop.position, stop.position)}
    )
    changed = itinerary.model_copy(update={"legs": (first, still, second, third)})
    assert [len(segment) for segment in paths(changed)] == [7]
    nowhere = itinerary.model_copy(update={"legs": (still,)})
    assert parse(to_gpx(nowhere, meta())).find(f"{NS}trk") is None


def test_straight_legs_are_named_in_the_trk() -> None:
    (desc,) = texts(parse(to_gpx(tour(), meta())), "trk/desc")
    assert "Drawn as straight lines" in desc
    assert f"{HOSTILE} – {JAPANESE}" in desc
    assert RUSSIAN not in desc


def test_a_tour_along_streets_has_no_such_note() -> None:
    itinerary = tour()
    legs = tuple(leg.model_copy(update={"follows_streets": True}) for leg in itinerary.legs)
    root = parse(to_gpx(itinerary.model_copy(update={"legs": legs}), meta()))
    assert texts(root, "trk/desc") == []


def test_a_site_without_a_place_is_told_in_the_description() -> None:
    root = parse(to_gpx([*SITES, LOST], meta()))
    assert len(texts(root, "wpt/name")) == 4
    assert "Lost House" in texts(root, "metadata/desc")[0]


def test_bounds_enclose_points_and_paths() -> None:
    bounds = parse(to_gpx(tour(), meta())).find(f"{NS}metadata/{NS}bounds")
    assert bounds is not None
    assert bounds.attrib == {
        "minlat": "43.070001",
        "minlon": "-70.757631",
        "maxlat": "43.080000",
        "maxlon": "-70.750000",
    }


def test_sites_without_any_place_give_a_file_without_bounds() -> None:
    root = parse(to_gpx([LOST], meta()))
    assert root.find(f"{NS}metadata/{NS}bounds") is None
    assert texts(root, "wpt") == []


def test_longitude_180_stays_below_the_limit_of_the_schema() -> None:
    (wpt,) = parse(to_gpx([site("edge", "Edge", (180.0, -16.5))], meta())).iterfind(f"{NS}wpt")
    assert float(wpt.attrib["lon"]) == pytest.approx(180, abs=1.1e-6)
    assert float(wpt.attrib["lon"]) < 180


def test_credit_and_licence_are_inside() -> None:
    root = parse(to_gpx(tour(), meta()))
    assert to_gpx(tour(), meta()).decode().count("Text: a small society, CC BY 4.0.") == 1
    assert "CC BY 4.0" in texts(root, "metadata/desc")[0]
    assert texts(root, "metadata/copyright/year") == ["2026"]
    assert texts(root, "metadata/copyright/license") == ["https://licence.example/by/4.0/"]


def test_the_itinerary_is_left_as_it_was() -> None:
    itinerary = tour()
    before = itinerary.model_dump_json()
    to_gpx(itinerary, meta())
    assert itinerary.model_dump_json() == before


@pytest.mark.parametrize("position", [(float("nan"), 43.0), (-70.0, float("inf"))])
def test_a_position_that_is_no_number_is_refused(position: tuple[float, float]) -> None:
    wrong = SITES[0].model_copy(update={"position": Position(*position)})
    with pytest.raises(ExportError, match="finite degrees"):
        to_gpx([wrong], meta())


def test_a_path_of_one_position_is_refused() -> None:
    itinerary = tour()
    short = itinerary.legs[0].model_copy(update={"path": itinerary.legs[0].path[:1]})
    with pytest.raises(ExportError, match="Old Quay"):
        to_gpx(itinerary.model_copy(update={"legs": (short,)}), meta())
