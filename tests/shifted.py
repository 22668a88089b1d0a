"""The sample dataset moved along its parallel: nothing but longitudes may change."""

from __future__ import annotations

from typing import Any

from tests.sample import Sample

DECIMALS = 6


def wrapped(lon: float, degrees: float) -> float:
    """The longitude so many degrees farther east, from -180 to 180."""
    moved = lon + degrees
    return round(moved - 360 if moved > 180 else moved, DECIMALS)


def shift(sample: Sample, degrees: float) -> Sample:
    """Move all that the sample has on the ground; boxes may get west > east (RFC 7946)."""
    for feature in sample.sites["features"]:
        _geometry(feature["geometry"], degrees)
    _box(sample.trail["region"], degrees)
    for layer in sample.layers.values():
        _box(layer, degrees)
        for feature in layer["features"]:
            _geometry(feature["geometry"], degrees)
    for marker in sample.story.get("markers.yaml", {}).get("markers", ()):
        if marker.get("place"):
            marker["place"]["lon"] = wrapped(marker["place"]["lon"], degrees)
    return sample


def _box(of: Any, degrees: float) -> None:
    west, south, east, north = of["bbox"]
    of["bbox"] = [wrapped(west, degrees), south, wrapped(east, degrees), north]


def _geometry(geometry: Any, degrees: float) -> None:
    if geometry is not None:
        geometry["coordinates"] = _moved(geometry["coordinates"], degrees)


def _moved(value: Any, degrees: float) -> Any:
    if isinstance(value[0], list):
        return [_moved(item, degrees) for item in value]
    return [wrapped(value[0], degrees), *value[1:]]
