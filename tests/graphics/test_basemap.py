"""The basemap's script: compact, exact to its grid, the same every time."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from trail.base import paths
from trail.base.geo import Bbox, LineString, Position
from trail.dataset.schema.map import MapFeature, MapLayer, MapProperties
from trail.graphics.basemap import SCALE, basemap_script, chained


def _feature(
    kind: str,
    geometry: str,
    *parts: LineString,
    polygons: tuple[tuple[int, int], ...] = (),
    **more: Any,
) -> MapFeature:
    return MapFeature(
        id=f"{kind}-{parts[0][0]}",
        properties=MapProperties(kind=kind, accuracy_m=5, source="own", **more),  # type: ignore[arg-type]
        geometry_type=geometry,  # type: ignore[arg-type]
        parts=parts,
        polygons=polygons,
    )


def _layer(*features: MapFeature, detail: bool = True) -> MapLayer:
    return MapLayer(
        id="layer", title="t", source="s", credit="c", licence="l", accuracy="a",
        detail=detail, bbox=Bbox(0.0, 0.0, 1.0, 1.0), features=features,
    )  # fmt: skip


def _read(script: str) -> list[dict[str, Any]]:
    head, tail = "window.trailBasemap=", ";\n"
    assert script.startswith(head)
    assert script.endswith(tail)
    return json.loads(script[len(head) : -len(tail)])  # type: ignore[no-any-return]


def _unpacked(flat: list[int]) -> list[tuple[int, int]]:
    lon = lat = 0
    found = []
    for dlon, dlat in zip(flat[::2], flat[1::2], strict=True):
        lon, lat = lon + dlon, lat + dlat
        found.append((lon, lat))
    return found


A, B, C, D = Position(0.1, 0.1), Position(0.2, 0.1), Position(0.2, 0.2), Position(0.3, 0.2)


def test_coarse_layers_come_before_detailed_ones() -> None:
    coarse = _layer(_feature("state", "Polygon", (A, B, C, A), polygons=((0, 1),)), detail=False)
    fine = _layer(_feature("land", "Polygon", (A, B, C, A), polygons=((0, 1),)))
    assert [layer["detail"] for layer in _read(basemap_script([fine, coarse]))] == [False, True]


def test_polygons_keep_their_holes_apart() -> None:
    many = _feature(
        "water", "Polygon", (A, B, C, A), (B, C, D, B), (A, C, D, A), polygons=((0, 2), (2, 3))
    )
    areas = _read(basemap_script([_layer(many)]))[0]["areas"]["water"]
    assert [len(rings) for rings in areas] == [2, 1]


def test_blocks_of_one_street_become_one_line() -> None:
    blocks = [
        _feature("street", "LineString", (A, B), name="Long Street"),
        _feature("bridge", "LineString", (C, B), name="Long Street"),
        _feature("street", "LineString", (C, D), name="Other Street"),
    ]
    lines = _read(basemap_script([_layer(*blocks)]))[0]["lines"]["street"]
    assert sorted(name for name, _ in lines) == ["Long Street", "Other Street"]
    assert sorted(len(flat) // 2 for _, flat in lines) == [2, 3]


def test_a_bridge_that_is_no_street_stays_a_bridge() -> None:
    layer = _layer(_feature("railway", "LineString", (A, B), name="Branch"))
    lines = _read(basemap_script([layer]))[0]["lines"]
    assert list(lines) == ["railway"]


def test_names_are_kept_as_text() -> None:
    label = _feature(
        "label", "Point", (A,), name="Mill </script> Pond", label_class="water", rank=3
    )
    [found] = _read(basemap_script([_layer(label)]))[0]["labels"]
    assert found == ["water", 3, 10_000, 10_000, "Mill </script> Pond"]


def test_the_same_layers_give_the_same_bytes() -> None:
    layer = _layer(_feature("street", "LineString", (A, B), name="Long Street"))
    assert basemap_script([layer]) == basemap_script([layer])


positions = st.builds(
    Position,
    st.integers(-18_000_000, 18_000_000).map(lambda n: n / SCALE),
    st.integers(-8_000_000, 8_000_000).map(lambda n: n / SCALE),
)


@settings(deadline=None)
@given(st.lists(positions, min_size=2, max_size=30, unique=True))
def test_lines_come_back_to_the_last_digit(line: list[Position]) -> None:
    layer = _layer(_feature("river", "LineString", tuple(line)))
    [[_name, flat]] = _read(basemap_script([layer]))[0]["lines"]["river"]
    assert _unpacked(flat) == [(round(p.lon * SCALE), round(p.lat * SCALE)) for p in line]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda t: t[0] != t[1]), max_size=12
    )
)
def test_chaining_loses_no_piece(ends: list[tuple[int, int]]) -> None:
    lines = [(Position(a, 0.0), Position(b, 0.0)) for a, b in ends]

    def pieces(some: list[LineString]) -> list[tuple[Position, ...]]:
        return sorted(tuple(sorted(pair)) for line in some for pair in pairwise(line))

    assert pieces(chained(lines)) == pieces(list(lines))


def test_the_trails_own_basemap_is_small() -> None:
    from trail.dataset import load

    script = basemap_script(load(paths.DATA).layers)
    assert len(gzip.compress(script.encode(), 9, mtime=0)) <= 35_000


def test_what_a_map_loads_is_small() -> None:
    scripts = b"".join(file.read_bytes() for file in sorted(paths.STATIC.glob("js/map*.js")))
    assert len(gzip.compress(scripts, 9, mtime=0)) <= 16_000
    css = (paths.STATIC / "css" / "leaflet-trail.css").read_bytes()
    assert len(gzip.compress(css, 9, mtime=0)) <= 4_000
