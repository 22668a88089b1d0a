"""Harmless traces that other programs leave in a GeoJSON file, read as what was meant.

A GIS has tables, so it puts ids among the properties and lists and objects into text, fills
gaps with null and names the coordinate system that every GeoJSON has. Map editors keep colours
of their own. None of it says anything wrong; it is set right before the schema is asked, told
in one remark, and written as it should be by `trail check --fix`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from trail.dataset.schema.record import ID_PATTERN
from trail.dataset.text.faults import Document, Faults, Path, shown
from trail.dataset.text.parsing import Form, forms_of

# Names of longitude and latitude in degrees; GeoJSON has them in this order whatever they say.
_DEGREES = re.compile(
    r"(?:urn:ogc:def:crs:|https?://www\.opengis\.net/(?:def/crs|gml/srs)/)?"
    r"(?:OGC[:/](?:1\.3|0)?[:/]?(?:CRS)?84|EPSG(?:[:/#]|\.xml#)[0-9.]*[:/]?4326|CRS:?84|WGS ?84)",
    re.IGNORECASE,
)
_TOP = (
    "crs", "xy_coordinate_resolution", "z_coordinate_resolution",
    "generator", "copyright", "timestamp",
)  # fmt: skip
_MARKS = (
    "marker-color", "marker-size", "marker-symbol",
    "stroke", "stroke-width", "stroke-opacity", "fill", "fill-opacity",
)  # fmt: skip
_COLUMNS = ("fid", "ogc_fid")
_UMAP = re.compile(r"_(?:umap|storage)(?:_options)?")
_ID = re.compile(ID_PATTERN)


@dataclass
class Traces:
    """What was found in a file, and put right."""

    lifted: int = 0  # ids
    unfolded: int = 0  # lists and objects
    emptied: int = 0  # nulls where there is nothing to say
    crs: bool = False
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def any(self) -> bool:
        return bool(self.lifted or self.unfolded or self.emptied or self.crs or self.dropped)

    def __str__(self) -> str:
        parts = []
        if self.lifted:
            parts.append(f"ids inside properties of {_features(self.lifted)}")
        if self.unfolded:
            parts.append(f"lists and objects written as text, {self.unfolded:,} of them")
        if self.emptied:
            parts.append(f"{self.emptied:,} fields filled with null")
        if self.crs:
            parts.append("crs, which is that of every GeoJSON")
        parts += [f"{name} of {_features(count)}" for name, count in sorted(self.dropped.items())]
        return "saved by another program: " + "; ".join(parts)


def _features(count: int) -> str:
    return "the file" if not count else f"{count:,} feature{'' if count == 1 else 's'}"


def tidy(
    document: Document, model: type[BaseModel], members: Sequence[str], faults: Faults
) -> Traces | None:
    """Put a collection right in place; `members` are those it has beside `type` and `features`.

    None, after its fault was noted, where it is of another coordinate system: then nothing in
    it is where it says.
    """
    traces = Traces()
    whole = document.value
    if not isinstance(whole, dict):
        return traces
    if not _same_system(document, (), whole, traces, faults):
        return None
    _drop(whole, (*_TOP, "name"), members, traces, features=False)
    forms = forms_of(model)
    features = [item for item in document.items("features") if isinstance(item, dict)]
    for feature in features:
        feature.pop("crs", None)
        _drop(feature, ("bbox",), (), traces)
        properties = feature.get("properties")
        if isinstance(properties, dict):
            _drop(properties, (*_MARKS, *_COLUMNS), tuple(forms), traces)
            _lift(feature, properties, traces)
            _unfold(properties, forms, traces)
    if traces.lifted or traces.unfolded or traces.crs:
        for feature in features:
            _from_table(feature, forms, traces)
    return traces


def _same_system(
    document: Document, path: Path, found: dict[str, object], traces: Traces, faults: Faults
) -> bool:
    if "crs" not in found:
        return True
    named = found["crs"]
    if isinstance(named, dict):
        named = _inside(named, "properties", "name")
    if found["crs"] is None or (isinstance(named, str) and _DEGREES.fullmatch(named)):
        traces.crs = True
        del found["crs"]
        return True
    wrong = f"{shown(named)} is another coordinate system"
    if not isinstance(named, str):
        wrong = "names no coordinate system that can be read"
    expected = "longitude and latitude in WGS84: save it again as EPSG:4326, or drop crs"
    faults.at(document, (*path, "crs"), wrong, expected)
    return False


def _inside(value: object, *names: str) -> object:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _drop(
    found: dict[str, object],
    names: Sequence[str],
    known: Sequence[str],
    traces: Traces,
    *,
    features: bool = True,
) -> None:
    for name in [name for name in found if name in names or _UMAP.fullmatch(name)]:
        if name not in known:
            del found[name]
            traces.dropped[name] += features


def _lift(feature: dict[str, object], properties: dict[str, object], traces: Traces) -> None:
    """The id beside `type`, where RFC 7946 has it; a program's own id there gives way."""
    inside = properties.get("id")
    own = feature.get("id")
    if not isinstance(inside, str):
        return
    if isinstance(own, str) and _ID.fullmatch(own) and own != inside:
        return  # two ids: the schema says that one is too many
    del properties["id"]
    if own != inside:
        rest = {name: value for name, value in feature.items() if name not in ("type", "id")}
        kind = {"type": feature["type"]} if "type" in feature else {}
        feature.clear()
        feature |= {**kind, "id": inside, **rest}
    traces.lifted += 1


def _unfold(properties: dict[str, object], forms: Mapping[str, Form], traces: Traces) -> None:
    for name, value in properties.items():
        form = forms.get(name)
        if form is None or form.kind not in ("array", "object") or not isinstance(value, str):
            continue
        try:
            plain: object = json.loads(value) if value[:1] in ("[", "{") else None
        except (ValueError, RecursionError):
            continue
        if isinstance(plain, list | dict):
            properties[name] = plain
            traces.unfolded += 1


def _from_table(feature: dict[str, object], forms: Mapping[str, Form], traces: Traces) -> None:
    """What a table of columns does to the fields of one row, undone."""
    geometry, properties = feature.get("geometry"), feature.get("properties")
    kind, parts = _inside(geometry, "type"), _inside(geometry, "coordinates")
    many = isinstance(kind, str) and kind.startswith("Multi")
    if many and isinstance(kind, str) and isinstance(parts, list) and len(parts) == 1:
        simple = {"type": kind.removeprefix("Multi"), "coordinates": parts[0]}
        feature["geometry"] = simple
    if not isinstance(properties, dict):
        return
    for name, value in list(properties.items()):
        form = forms.get(name)
        if form is None:
            continue
        if value is None and form.optional and not form.nullable:
            del properties[name]
            traces.emptied += 1
        elif form.kind == "integer" and isinstance(value, float) and value.is_integer():
            properties[name] = int(value)
        elif form.kind == "boolean" and value in (0, 1):
            properties[name] = bool(value)
