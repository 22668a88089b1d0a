"""GPX 1.1: the schema's order of elements, names, paths, gaps.

The schema file itself is third-party and not kept here; the sequences below are
those of its types, as far as we write them.
"""

from __future__ import annotations

from xml.etree import ElementTree

import gpxpy
import pytest

from tests.export.geo.samples import (
    HOSTILE,
    JAPANESE,
    LOST,
    RUSSIAN,
    SITES,
    meta,
    site,
    tour,
)
from trail.base.errors import ExportError
from trail.base.geo import Position
from trail.export.geo import to_gpx

NS = "{http://www.topografix.com/GPX/1/1}"
ORDER = {
    "gpx": ["metadata", "wpt", "rte", "trk"],
    "metadata": ["name", "desc", "author", "copyright", "link", "time", "bounds"],
    "author": ["name"],
    "copyright": ["year", "license"],
    "link": ["text"],
    "wpt": ["name", "desc", "link"],
    "rte": ["name", "desc", "link", "rtept"],
    "rtept": ["name"],
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
    assert_follows_schema(parse(to_gpx([*SITES, LOST], meta(url=None, site_url=None))))


def test_another_reader_finds_points_route_and_segments() -> None:
    document = gpxpy.parse(to_gpx(tour(), meta()).decode())
    names = [s.name for s in SITES]
    assert [w.name for w in document.waypoints] == names
    assert [p.name for p in document.routes[0].points] == names
    assert [len(segment.points) for segment in document.tracks[0].segments] == [3, 2, 3]
    assert document.time is not None
    assert document.time.isoformat() == "2026-11-22T00:00:00+00:00"


def test_the_route_of_a_loop_ends_at_its_first_stop() -> None:
    root = parse(to_gpx(tour(loop=True), meta()))
    assert texts(root, "rte/rtept/name") == [s.name for s in (*SITES, SITES[0])]
    assert len(texts(root, "wpt/name")) == 4
    assert len(texts(root, "trk/trkseg")) == 4


def test_straight_legs_are_named_in_the_trk() -> None:
    (desc,) = texts(parse(to_gpx(tour(), meta())), "trk/desc")
    assert "Not along mapped streets" in desc
    assert f"{HOSTILE} – {JAPANESE}" in desc
    assert RUSSIAN not in desc


def test_a_fully_surveyed_tour_has_no_such_note() -> None:
    itinerary = tour()
    legs = tuple(leg.model_copy(update={"surveyed": True}) for leg in itinerary.legs)
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
    assert "CC BY 4.0" in texts(root, "metadata/desc")[0]
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
