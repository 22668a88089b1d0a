"""Every text of every file, found by the schema: where it stands, and what may be written there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from trail.dataset.files.layers import LayerHead
from trail.dataset.files.sites import MEMBERS
from trail.dataset.schema.chapters import ChaptersFile, TheatreFile, VoicesFile
from trail.dataset.schema.education import EducationFile
from trail.dataset.schema.map import MapProperties
from trail.dataset.schema.people import Person, TracksFile
from trail.dataset.schema.pictures import PicturesFile
from trail.dataset.schema.readings import ReadingsFile
from trail.dataset.schema.record import LINE_PATTERN
from trail.dataset.schema.site import SiteProperties
from trail.dataset.schema.story import ArticlesFile, DemandsFile, EventsFile, MarkersFile
from trail.dataset.schema.trail import TrailFile
from trail.dataset.schema.visits import VisitsFile
from trail.dataset.schema.works import WorksFile

Schema = Mapping[str, Any]
Step = str | int

_WHOLE: dict[str, type[BaseModel]] = {
    "trail.yaml": TrailFile,
    "tracks.yaml": TracksFile,
    "events.yaml": EventsFile,
    "demands.yaml": DemandsFile,
    "articles.yaml": ArticlesFile,
    "markers.yaml": MarkersFile,
    "bibliography.yaml": WorksFile,
    "chapters.yaml": ChaptersFile,
    "voices.yaml": VoicesFile,
    "readings.yaml": ReadingsFile,
    "theatre.geojson": TheatreFile,
    "visits.yaml": VisitsFile,
    "education.yaml": EducationFile,
    "pictures/pictures.yaml": PicturesFile,
}
_ANY_TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "string", "pattern": "id"}


def _collection(properties: type[BaseModel], head: Mapping[str, Schema]) -> Schema:
    feature = {"properties": {"id": ID, "properties": properties.model_json_schema()}}
    return {"properties": {**head, "features": {"type": "array", "items": feature}}}


def schemas() -> dict[str, Schema]:
    """The schema of each file by its name; that of every map layer as `map/`."""
    members = {name: _ANY_TEXT for name in MEMBERS if name != "bbox"}
    layer = LayerHead.model_json_schema()["properties"]
    return {
        "sites.geojson": _collection(SiteProperties, members),
        "map/": _collection(MapProperties, layer),
        "people.yaml": {"type": "array", "items": Person.model_json_schema()},
        **{name: model.model_json_schema() for name, model in _WHOLE.items()},
    }


@dataclass(frozen=True)
class Field:
    """A text field of the schema: `path` as in `features[].properties.name`."""

    file: str
    path: str
    schema: Schema = field(hash=False)

    @property
    def free(self) -> bool:
        """Whether any text may stand there, but for its length."""
        return self.schema.get("pattern", r"\S") in (r"\S", LINE_PATTERN) and not self.is_choice

    @property
    def is_choice(self) -> bool:
        return "enum" in self.schema or "const" in self.schema

    @property
    def is_address(self) -> bool:
        pattern = self.schema.get("pattern", "")
        return pattern.startswith("^https?:") or self.schema.get("format") == "uri"

    @property
    def form(self) -> str | None:
        """What any text may stand in, where it must have a certain form about it."""
        if self.is_address:
            return "address"
        return "doi" if self.path.endswith(".doi") else None

    @property
    def longest(self) -> int:
        return int(self.schema.get("maxLength", 1000))

    def __str__(self) -> str:
        return f"{self.file}: {self.path}"


@dataclass(frozen=True)
class Place:
    """A field as it stands in a dataset."""

    field: Field
    file: str
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        """As faults name it."""
        return ".".join(str(step) for step in self.steps)


def fields() -> list[Field]:
    """Every text field there is, in every file."""
    found: list[Field] = []
    for file, schema in schemas().items():
        found += (Field(file, path, leaf) for path, leaf in _leaves(schema, schema, ""))
    return found


def places(file: str, value: object) -> Iterator[Place]:
    """Where texts stand in a file's values."""
    name = "map/" if file.startswith("map/") else file
    schema = schemas()[name]
    for steps, path, leaf in _texts(value, schema, schema, (), ""):
        yield Place(Field(name, path, leaf), file, steps)


def way_to(value: object, path: str) -> tuple[Step, ...] | None:
    """The steps to the first place where a field could stand, there or not."""
    return _way(value, re.findall(r"\[\]|[^.\[\]]+", path))


def _way(value: object, names: Sequence[str]) -> tuple[Step, ...] | None:
    if not names:
        return ()
    name, rest = names[0], names[1:]
    if name == "[]" and isinstance(value, list):
        inner: list[tuple[Step, object]] = list(enumerate(value))
    elif name == "*" and isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, dict) and (name in value or not rest):
        inner = [(name, value.get(name))]
    else:
        return None
    for step, part in inner:
        found = _way(part, rest)
        if found is not None:
            return (step, *found)
    return None


def put(value: Any, steps: Sequence[Step], text: object) -> None:
    """Write into nested values."""
    for step in steps[:-1]:
        value = value[step]
    value[steps[-1]] = text


def look(value: Any, steps: Sequence[Step]) -> Any:
    for step in steps:
        value = value[step]
    return value


def _options(schema: Schema, whole: Schema) -> list[tuple[Schema, Schema]]:
    """What a schema allows, each with the whole that its references go by."""
    whole = schema if "$defs" in schema else whole
    if "$ref" in schema:
        return _options(whole["$defs"][schema["$ref"].rsplit("/", 1)[1]], whole)
    for either in ("anyOf", "oneOf"):
        if either in schema:
            return [found for option in schema[either] for found in _options(option, whole)]
    return [(schema, whole)]


def _steps(schema: Schema) -> Iterator[tuple[str, Schema]]:
    for name, step in schema.get("properties", {}).items():
        yield f".{name}", step
    if (named := _any_key(schema)) is not None:
        yield ".*", named
    if "items" in schema and isinstance(schema["items"], dict):
        yield "[]", schema["items"]


def _any_key(schema: Schema) -> Schema | None:
    """What stands under keys that the data chooses, whatever form they must have."""
    for found in (
        *schema.get("patternProperties", {}).values(),
        schema.get("additionalProperties"),
    ):
        if isinstance(found, dict):
            return found
    return None


def _leaves(schema: Schema, whole: Schema, path: str) -> Iterator[tuple[str, Schema]]:
    for option, within in _options(schema, whole):
        if _is_text(option):
            yield path.removeprefix("."), option
        for step, inner in _steps(option):
            yield from _leaves(inner, within, path + step)


def _is_text(schema: Schema) -> bool:
    choices = [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]
    return schema.get("type") == "string" or any(isinstance(choice, str) for choice in choices)


def _texts(
    value: object, schema: Schema, whole: Schema, steps: tuple[Step, ...], path: str
) -> Iterator[tuple[tuple[Step, ...], str, Schema]]:
    for option, within in _options(schema, whole):
        if isinstance(value, str) and _is_text(option):
            yield steps, path.removeprefix("."), option
        elif isinstance(value, dict):
            inner = option.get("properties", {})
            extra = _any_key(option)
            for name, part in value.items():
                if name in inner:
                    yield from _texts(part, inner[name], within, (*steps, name), f"{path}.{name}")
                elif extra is not None:
                    yield from _texts(part, extra, within, (*steps, name), f"{path}.*")
        elif isinstance(value, list) and isinstance(option.get("items"), dict):
            for k, part in enumerate(value):
                yield from _texts(part, option["items"], within, (*steps, k), f"{path}[]")
