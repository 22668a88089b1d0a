"""KML 2.2: order of elements, plain descriptions, nothing fetched from elsewhere."""

from __future__ import annotations

from html import unescape
from xml.etree import ElementTree

import pytest

from tests.export.geo.samples import HOSTILE, LOST, SITES, meta, site, tour
from trail.export.geo import to_kml

NS = "{http://www.opengis.net/kml/2.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
ORDER = [
    f"{NS}name",
    f"{ATOM}author",
    f"{ATOM}link",
    *(NS + n for n in ("description", "styleUrl", "Style", "ExtendedData")),
    *(NS + n for n in ("Placemark", "Folder", "Point", "LineString")),
]


def parse(document: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(document)


def data_of(placemark: ElementTree.Element) -> dict[str, str | None]:
    fields = placemark.iterfind(f"{NS}ExtendedData/{NS}Data")
    return {field.attrib["name"]: field.findtext(f"{NS}value") for field in fields}


def points_of(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [p for p in root.iter(f"{NS}Placemark") if p.find(f"{NS}Point") is not None]


@pytest.mark.parametrize("loop", [False, True])
def test_elements_stand_in_the_order_of_the_schema(loop: bool) -> None:
    root = parse(to_kml(tour(loop=loop), meta()))
    assert [child.tag for child in root] == [f"{NS}Document"]
    features = [e for e in root.iter() if e.tag[len(NS) :] in ("Document", "Folder", "Placemark")]
    assert len(features) == 1 + 2 + 4 + 3 + loop
    for feature in features:
        places = [ORDER.index(child.tag) for child in feature]
        assert places == sorted(places)


def test_ids_are_unique_and_styles_exist() -> None:
    root = parse(to_kml(tour(), meta()))
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))
    styles = {e.attrib["id"] for e in root.iter(f"{NS}Style")}
    assert {e.text for e in root.iter(f"{NS}styleUrl")} == {f"#{name}" for name in styles}


def test_no_tag_can_come_from_a_description() -> None:
    tagged = site("x", "X", (1.0, 2.0), summary="Cheap <img src=x onerror=alert(1)> & 1 < 2")
    (placemark,) = points_of(parse(to_kml([tagged], meta())))
    description = placemark.findtext(f"{NS}description") or ""
    assert "<" not in description
    assert "Cheap <img src=x onerror=alert(1)> & 1 < 2" in unescape(description)


@pytest.mark.parametrize("text", ["&lt;b&gt;", "&#60;b&#62;", "&copy 1905", "&amp;amp;", "A & B"])
def test_no_letter_can_come_from_its_name_in_a_description(text: str) -> None:
    (placemark,) = points_of(parse(to_kml([site("x", "X", (1.0, 2.0), summary=text)], meta())))
    description = placemark.findtext(f"{NS}description") or ""
    assert text in unescape(description)
    assert ("A & B" in description) is (text == "A & B")


def test_names_stay_as_they_are() -> None:
    root = parse(to_kml(tour(), meta()))
    assert [p.findtext(f"{NS}name") for p in points_of(root)] == [s.name for s in SITES]


def test_data_fields_have_the_facts_and_leave_out_the_unknown() -> None:
    root = parse(to_kml(tour(), meta()))
    assert data_of(points_of(root)[1]) == {
        "id": "smith",
        "number": "2",
        "town": "Testtown, Upper",
        "state": "NH",
        "status": "gone",
        "access": "outside",
        "accuracy_m": "12.5",
        "url": "https://trail.example/sites/smith/",
    }
    lone = parse(to_kml(SITES[:1], meta(site_url=None)))
    assert not {"number", "url"} & data_of(points_of(lone)[0]).keys()


def test_a_straight_leg_says_so_and_looks_other() -> None:
    root = parse(to_kml(tour(), meta()))
    legs = [p for p in root.iter(f"{NS}Placemark") if p.find(f"{NS}LineString") is not None]
    assert [data_of(leg)["follows_streets"] for leg in legs] == ["true", "false", "true"]
    assert [leg.findtext(f"{NS}styleUrl") for leg in legs] == [
        "#streets",
        "#straight",
        "#streets",
    ]
    assert "straight line" in (legs[1].findtext(f"{NS}description") or "")
    assert legs[0].find(f"{NS}description") is None


def test_a_site_without_a_place_is_told_in_the_description() -> None:
    root = parse(to_kml([*SITES, LOST], meta()))
    assert len(points_of(root)) == 4
    assert "Lost House" in (root.findtext(f"{NS}Document/{NS}description") or "")


def test_no_picture_comes_from_another_host() -> None:
    root = parse(to_kml(tour(), meta()))
    assert list(root.iter(f"{NS}href")) == []
    assert HOSTILE in [p.findtext(f"{NS}name") for p in points_of(root)]
