"""GeoJSON, KML and GPX in GDAL/OGR, QGIS and Google Earth."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyogrio
import pytest

from tests.clients.table import Rule, Take, table

KML = "{http://www.opengis.net/kml/2.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
STEMS = ("/sites", "/tours/downtown", "/tours/harbour", "/tours/new-hampshire")
# The order of AbstractFeature and Placemark, as far as we write it.
PLACEMARK = ["name", "author", "link", "description", "styleUrl", "ExtendedData", "Point",
             "LineString"]  # fmt: skip
DOCUMENT = ["name", "author", "link", "description", "Style", "ExtendedData", "Folder"]


def collections(take: Take) -> Iterator[dict[str, Any]]:
    yield from (json.loads(take(f"{stem}.geojson")) for stem in STEMS)


def documents(take: Take) -> Iterator[ET.Element]:
    yield from (ET.fromstring(take(f"{stem}.kml")) for stem in STEMS)


def placemarks(take: Take) -> Iterator[ET.Element]:
    for root in documents(take):
        yield from root.iter(f"{KML}Placemark")


def a_column_has_one_type(take: Take) -> None:
    for collection in collections(take):
        types: dict[tuple[str, str], set[type]] = defaultdict(set)
        for feature in collection["features"]:
            for name, value in feature["properties"].items():
                if value is not None:
                    kind = float if type(value) is int else type(value)
                    types[feature["properties"]["kind"], name].add(kind)
        assert not {column for column, found in types.items() if len(found) > 1}


def ids_are_texts_and_differ(take: Take) -> None:
    for collection in collections(take):
        ids = [feature["id"] for feature in collection["features"]]
        assert {type(i) for i in ids} == {str}
        assert len(ids) == len(set(ids))
        assert not [f for f in collection["features"] if "id" in f["properties"]]


def plain_geometries(take: Take) -> None:
    for collection in collections(take):
        kinds = {f["geometry"]["type"] for f in collection["features"] if f["geometry"]}
        assert kinds <= {"Point", "LineString"}
        assert "crs" not in collection


def longitude_first_without_space(take: Take) -> None:
    for root in documents(take):
        for element in root.iter(f"{KML}coordinates"):
            for position in (element.text or "").split(" "):
                lon, lat = map(float, position.split(","))
                assert -73 < lon < -70 < 42 < lat < 46


def elements_in_order(take: Take) -> None:
    for parent, order in [(p, PLACEMARK) for p in placemarks(take)] + [
        (root[0], DOCUMENT) for root in documents(take)
    ]:
        tags = [child.tag.removeprefix(KML).removeprefix(ATOM) for child in parent]
        places = [order.index(tag) for tag in tags]
        assert places == sorted(places)


def descriptions_are_text(take: Take) -> None:
    for root in documents(take):
        for element in root.iter(f"{KML}description"):
            assert not list(element)
            assert "<" not in (element.text or "")


def styles_are_there(take: Take) -> None:
    for root in documents(take):
        styles = {f"#{style.attrib['id']}" for style in root.iter(f"{KML}Style")}
        assert {e.text for e in root.iter(f"{KML}styleUrl")} <= styles
        ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
        assert len(ids) == len(set(ids))


def every_track_has_its_name(take: Take) -> None:
    for placemark in placemarks(take):
        assert placemark.findtext(f"{KML}name")


def no_picture_from_elsewhere(take: Take) -> None:
    for root in documents(take):
        assert not list(root.iter(f"{KML}href"))


RULES = (
    Rule("GDAL, QGIS", "spoils a column of several types",
         ("qgis/QGIS#51911", "OSGeo/gdal#7336"), a_column_has_one_type),
    Rule("GDAL", "takes ids for a column and guesses at its type", ("OSGeo/gdal#669",),
         ids_are_texts_and_differ),
    Rule("QGIS", "shows no geometry collections", ("qgis/QGIS#32747",), plain_geometries),
    Rule("Google Earth", "breaks a position at a space",
         ("JuliaComputing/KML.jl#11", "MKergall/osmbonuspack#233"), longitude_first_without_space),
    Rule("every reader", "reads longitude first", ("masneyb/cavedbmanager#1",),
         longitude_first_without_space),
    Rule("Google Earth on the web", "refuses elements out of order",
         ("projecthorus/sondehub-infra#151", "mapbox/geojson.io#428"), elements_in_order),
    Rule("Google Maps for Android", "fails on tags in a description",
         ("googlemaps/android-maps-utils#292", "masneyb/cavedbmanager#1"), descriptions_are_text),
    Rule("Organic Maps, CoMaps", "calls a track by the folder where its own name is missing",
         ("organicmaps/organicmaps#10387",), every_track_has_its_name),
)  # fmt: skip


@table(RULES)
def test_maps(rule: Rule, take: Take) -> None:
    rule.check(take)


def test_styles_and_ids_of_kml_are_its_own(take: Take) -> None:
    styles_are_there(take)
    no_picture_from_elsewhere(take)


# ---------------------------------------------------------------- GDAL itself


def read(take: Take, path: str, folder: Path, layer: str | None = None) -> tuple[Any, ...]:
    """What GDAL makes of a file: meta, row numbers, geometries, columns."""
    file = folder / path.rpartition("/")[2]
    file.write_bytes(take(path))
    return tuple(pyogrio.raw.read(file, layer=layer))


@pytest.mark.parametrize("stem", STEMS)
def test_gdal_reads_as_many_features_as_there_are(take: Take, stem: str, tmp_path: Path) -> None:
    features = json.loads(take(f"{stem}.geojson"))["features"]
    meta, _fids, geometries, columns = read(take, f"{stem}.geojson", tmp_path)
    assert len(geometries) == len(features)
    assert sum(g is not None for g in geometries) == sum(
        f["geometry"] is not None for f in features
    )
    by_name = dict(zip(meta["fields"], columns, strict=True))
    assert list(by_name["name"]) == [f["properties"]["name"] for f in features]
    types = dict(zip(meta["fields"], meta["dtypes"], strict=True))
    assert types["accuracy_m"] in ("int32", "float64")
    if stem != "/sites":
        assert types["distance_m"] == types["leg_distance_m"] == "float64"


@pytest.mark.parametrize("stem", STEMS)
def test_gdal_reads_gpx_as_points_track_and_route(take: Take, stem: str, tmp_path: Path) -> None:
    path = f"{stem}.gpx"
    located = [f for f in json.loads(take(f"{stem}.geojson"))["features"] if f["geometry"]]
    points = [f for f in located if f["geometry"]["type"] == "Point"]
    assert len(read(take, path, tmp_path, "waypoints")[2]) == len(points)
    if stem != "/sites":
        assert len(read(take, path, tmp_path, "tracks")[2]) == 1
        assert len(read(take, f"{stem}.route.gpx", tmp_path, "routes")[2]) == 1


@pytest.mark.parametrize("stem", STEMS)
def test_gdal_reads_kml_as_points_and_legs(take: Take, stem: str, tmp_path: Path) -> None:
    located = [f for f in json.loads(take(f"{stem}.geojson"))["features"] if f["geometry"]]
    file = tmp_path / "a.kml"
    file.write_bytes(take(f"{stem}.kml"))
    layers = [name for name, _kind in pyogrio.list_layers(file)]
    found = sum(len(pyogrio.raw.read(file, layer=layer)[2]) for layer in layers)
    assert found == len(located)
