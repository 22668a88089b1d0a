"""What holds for all formats: same points, same paths, same refusals, same bytes."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable
from typing import TypeAlias
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.export.geo.samples import LOST, SITES, called, meta, site, tour
from trail.base.errors import ExportError
from trail.base.spreadsheet import cell
from trail.base.xml import text_of
from trail.dataset.schema.site import Site
from trail.export.geo import FORMATS
from trail.guide.walk.values import Itinerary
from trail.guide.words.phrases import Phrases

GPX = "{http://www.topografix.com/GPX/1/1}"
KML = "{http://www.opengis.net/kml/2.2}"
Points: TypeAlias = list[tuple[str, float, float]]
Paths: TypeAlias = list[list[tuple[float, float]]]


def read_gpx(document: bytes) -> tuple[Points, Paths]:
    root = ElementTree.fromstring(document)
    points = [
        (e.findtext(f"{GPX}name") or "", float(e.attrib["lon"]), float(e.attrib["lat"]))
        for e in root.iterfind(f"{GPX}wpt")
    ]
    segments = root.iter(f"{GPX}trkseg")
    return points, [[(float(p.attrib["lon"]), float(p.attrib["lat"])) for p in s] for s in segments]


def read_kml(document: bytes) -> tuple[Points, Paths]:
    points, paths = [], []
    for placemark in ElementTree.fromstring(document).iter(f"{KML}Placemark"):
        text = next(placemark.iter(f"{KML}coordinates")).text or ""
        pairs = [tuple(map(float, pair.split(","))) for pair in text.split()]
        path = [(lon, lat) for lon, lat in pairs]
        if placemark.find(f"{KML}Point") is None:
            paths.append(path)
        else:
            points.append((placemark.findtext(f"{KML}name") or "", *path[0]))
    return points, paths


def read_geojson(document: bytes) -> tuple[Points, Paths]:
    points, paths = [], []
    for feature in json.loads(document)["features"]:
        geometry = feature["geometry"]
        if geometry and geometry["type"] == "Point":
            points.append((feature["properties"]["name"], *geometry["coordinates"]))
        elif geometry:
            paths.append([(lon, lat) for lon, lat in geometry["coordinates"]])
    return points, paths


def read_csv(document: bytes) -> tuple[Points, Paths]:
    table = csv.DictReader(io.StringIO(document.decode("utf-8-sig"), newline=""))
    return [(r["name"], float(r["lon"]), float(r["lat"])) for r in table if r["lon"]], []


READERS: dict[str, Callable[[bytes], tuple[Points, Paths]]] = {
    "gpx": read_gpx,
    "kml": read_kml,
    "geojson": read_geojson,
    "csv": read_csv,
}


def source_points(source: Itinerary | list[Site]) -> Points:
    sites = [s.site for s in source.stops] if isinstance(source, Itinerary) else source
    return [(s.name, s.position.lon, s.position.lat) for s in sites if s.position]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "source", [tour(), tour(loop=True), [*SITES, LOST]], ids=["", "loop", "sites"]
)
def test_points_and_paths_agree_to_a_millionth(name: str, source: Itinerary | list[Site]) -> None:
    points, paths = READERS[name](FORMATS[name].convert(source, meta()))
    expected = source_points(source)
    assert [p[0] for p in points] == [e[0] for e in expected]
    for point, wanted in zip(points, expected, strict=True):
        assert point[1:] == pytest.approx(wanted[1:], abs=1e-6, rel=0)
    if name == "csv" or not isinstance(source, Itinerary):
        return
    if name == "gpx":
        # Legs that touch are one piece there: the end of one is the beginning of the next.
        written = [position for path in paths for position in path]
        on_legs = [position for leg in source.legs for position in leg.path]
        written = [a for a, _ in itertools.groupby(written)]
        on_legs = [a for a, _ in itertools.groupby(on_legs)]
        paths, legs = [written], [on_legs]
    else:
        legs = [list(leg.path) for leg in source.legs]
    for path, on_leg in zip(paths, legs, strict=True):
        for position, expected_position in zip(path, on_leg, strict=True):
            assert position == pytest.approx(expected_position, abs=1e-6, rel=0)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe"])
def test_a_control_character_is_refused_by_every_format(name: str, character: str) -> None:
    wrong = site("x", f"Bell{character}House", (1, 2))
    with pytest.raises(ExportError, match=rf"Bell.*U\+{ord(character):04X} at place 5"):
        FORMATS[name].convert([wrong], meta())


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_values_give_the_same_bytes(name: str) -> None:
    assert FORMATS[name].convert(tour(), meta()) == FORMATS[name].convert(tour(), meta())


def test_words_can_be_translated() -> None:
    told = {
        "Not on the map, as we haven’t found the place: %(names)s.": "Место неизвестно: %(names)s."
    }
    words = Phrases(lambda text: told.get(text, text))
    for name in ("gpx", "kml", "geojson"):
        assert (
            "Место неизвестно: Lost House."
            in FORMATS[name].convert([LOST], meta(words=words)).decode()
        )


def test_each_format_has_its_media_type_and_extension() -> None:
    assert {f.extension: f.media_type for f in FORMATS.values()} == {
        ".gpx": "application/gpx+xml",
        ".kml": "application/vnd.google-earth.kml+xml",
        ".geojson": "application/geo+json",
        ".csv": "text/csv; charset=utf-8",
    }


@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_any_name_comes_back_from_every_format_or_from_none(name: str) -> None:
    sites = [called(name)]
    try:
        text_of(name)
    except ExportError:
        for file_format in FORMATS.values():
            with pytest.raises(ExportError):
                file_format.convert(sites, meta())
        return
    # XML readers turn every kind of line break into one line feed.
    plain = name.replace("\r\n", "\n").replace("\r", "\n")
    for kind in ("gpx", "kml", "geojson", "csv"):
        ((found, _, _),), _ = READERS[kind](FORMATS[kind].convert(sites, meta()))
        if kind == "csv":
            # A guard may stand at the start and after a line break; nothing else is added.
            assert found == cell(name)
            assert found.replace("'", "") == name.replace("'", "")
        else:
            assert found == (name if kind == "geojson" else plain)
