"""Writing layers into a dataset's map/: all of them or none.

A whole new map/ is made beside the old one, read back with the dataset's own checks,
and put in its place.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trail.base.errors import OsmError
from trail.base.geo import LineString
from trail.base.meridian import written_box, written_line
from trail.dataset.files.layers import parse_layer
from trail.dataset.schema.map import MapFeature, MapLayer
from trail.dataset.text.faults import Faults
from trail.dataset.text.folder import Folder, read_json

_HERE = -100  # AT_FDCWD of renameat2(2)
_EXCHANGE = 2  # RENAME_EXCHANGE


def count_features(data: Path, layer_id: str) -> int | None:
    """How many features a layer's file has now; None where there is none to read."""
    folder = Folder(data, Faults())
    document = read_json(folder, f"map/{layer_id}.geojson")
    return None if document is None else len(document.items("features"))


def replace_layers(data: Path, layers: Sequence[MapLayer]) -> None:
    """Put the layers in the dataset's map/, whose other files stay.

    On Linux old and new change places in one step; elsewhere in two, so that a crash
    between them leaves the old map/ whole in the folder `.map-import-*`.
    """
    try:
        staging = Path(tempfile.mkdtemp(prefix=".map-import-", dir=data))
    except OSError as error:
        raise OsmError(f"{data}: can't be written to ({error.strerror})") from error
    try:
        new, old = staging / "map", data / "map"
        if old.is_dir():
            shutil.copytree(old, new)
        else:
            new.mkdir()
        for layer in layers:
            _write(new / f"{layer.id}.geojson", layer_text(layer))
        _check(staging, layers)
        _swap(new, old, staging)
    except OSError as error:
        raise OsmError(f"{data / 'map'}: can't be replaced ({error.strerror or error})") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def layer_text(layer: MapLayer) -> str:
    """The layer as GeoJSON, a feature a line."""
    head = {
        "type": "FeatureCollection",
        "title": layer.title,
        "source": layer.source,
        "credit": layer.credit,
        "licence": layer.licence,
        "accuracy": layer.accuracy,
        "detail": layer.detail,
        "bbox": list(written_box(layer.bbox)),
    }
    members = "".join(f"{_json(name)}: {_json(value)},\n" for name, value in head.items())
    features = ",\n".join(_json(_feature(feature)) for feature in layer.features)
    return "{\n" + members + '"features": [\n' + (features + "\n" if features else "") + "]\n}\n"


def _feature(feature: MapFeature) -> dict[str, Any]:
    properties = feature.properties.model_dump(exclude_none=True)
    coordinates: Any
    if feature.geometry_type == "Point":
        kind, coordinates = "Point", _pairs(feature.parts[0])[0]
    elif feature.geometry_type == "LineString":
        kind, coordinates = "LineString", _pairs(feature.parts[0])
    else:
        polygons = [[_pairs(ring) for ring in feature.parts[a:b]] for a, b in feature.polygons]
        single = len(polygons) == 1
        kind, coordinates = ("Polygon", polygons[0]) if single else ("MultiPolygon", polygons)
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "id": feature.id, "properties": properties, "geometry": geometry}


def _pairs(line: LineString) -> list[list[float]]:
    return [list(position) for position in written_line(line)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _check(staging: Path, layers: Sequence[MapLayer]) -> None:
    faults = Faults()
    folder = Folder(staging, faults)
    for layer in layers:
        document = read_json(folder, f"map/{layer.id}.geojson")
        if document is not None:
            parse_layer(document, None, faults)
    faults.raise_if_any()


def _swap(new: Path, old: Path, staging: Path) -> None:
    if not old.exists():
        new.rename(old)
        return
    if _exchanged(new, old):
        return
    aside = staging / "old"
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two names could be exchanged in one step; else nothing has changed."""
    if sys.platform != "linux":
        return False
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    if call is None:
        return False
    return bool(call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
