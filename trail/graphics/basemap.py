"""The drawn basemap, packed into one script that every interactive map shares.

A plain script that sets `window.trailBasemap`, so that it also loads from a
file. Coordinates are whole numbers of 1e-5 degree (about 1 m), each the
difference to the one before it: `[lon, lat, dlon, dlat, ...]`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from trail.base.geo import LineString, Position
from trail.dataset.schema.map import NOT_DRAWN, STREET_KINDS, MapFeature, MapLayer

SCALE = 100_000


def _packed(line: LineString) -> list[int]:
    flat: list[int] = []
    last = (0, 0)
    for lon, lat in line:
        here = round(lon * SCALE), round(lat * SCALE)
        if not flat or here != last:
            flat += (here[0] - last[0], here[1] - last[1])
        last = here
    return flat


def _polygons(feature: MapFeature) -> list[list[list[int]]]:
    groups = feature.polygons or ((0, len(feature.parts)),)
    return [[_packed(ring) for ring in feature.parts[start:end]] for start, end in groups]


def chained(lines: Iterable[LineString]) -> list[LineString]:
    """Lines that meet end to end, joined into as few as their order allows."""
    chains: list[list[Position]] = []
    for line in lines:
        joined = list(line)
        while True:
            match = next((c for c in chains if {c[0], c[-1]} & {joined[0], joined[-1]}), None)
            if match is None:
                break
            chains.remove(match)
            if joined[0] in (match[0], match[-1]):
                joined.reverse()
            if match[0] != joined[-1]:
                match.reverse()
            joined += match[1:]
            if joined[0] == joined[-1]:
                break
        chains.append(joined)
    return [tuple(chain) for chain in chains]


def _layer(layer: MapLayer) -> dict[str, Any]:
    areas: dict[str, list[Any]] = {}
    lines: dict[str, list[Any]] = {}
    labels: list[list[Any]] = []
    by_name: dict[tuple[str, str], list[LineString]] = {}
    for feature in layer.features:
        if feature.properties.rank == NOT_DRAWN:
            continue
        kind: str = feature.properties.kind
        name = feature.properties.name
        if feature.geometry_type == "Polygon":
            areas.setdefault(kind, []).extend(_polygons(feature))
        elif feature.geometry_type == "LineString":
            # A street and its bridge are one line, or their casings would overlap.
            if kind in STREET_KINDS:
                kind = "street" if kind in ("street", "bridge") else kind
                # Blocks of no name stay apart: they share nothing but that.
                by_name.setdefault((kind, name or f"#{feature.id}"), []).extend(feature.parts)
            else:
                lines.setdefault(kind, []).extend(["", _packed(part)] for part in feature.parts)
        elif name:
            spot = _packed(feature.parts[0])
            style = feature.properties.label_class or "town"
            rank = feature.properties.rank or 2
            labels.append([style, rank, *spot, name])
    for (kind, name), parts in by_name.items():
        shown = "" if name.startswith("#") else name
        lines.setdefault(kind, []).extend([shown, _packed(part)] for part in chained(parts))
    box = [round(value * SCALE) for value in layer.bbox]
    return {"detail": layer.detail, "box": box, "areas": areas, "lines": lines, "labels": labels}


def basemap_script(layers: Sequence[MapLayer]) -> str:
    """JavaScript text, the same for the same layers; coarse layers come first."""
    packed = [_layer(layer) for layer in sorted(layers, key=lambda layer: layer.detail)]
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 are line ends to older readers of JavaScript.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.trailBasemap={text};\n"
