"""What of a file is written in a language, found by the file's own schema.

A file's texts are told to whoever visits them, each with its place: where it stands in the file,
and the keys it has in a translation. Items of a list go there by their id, number, file or date,
and by their place (from 1) where they have none that tells them apart.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from trail.dataset.schema.chapters import ChaptersFile, TheatreProperties, VoicesFile
from trail.dataset.schema.education import EducationFile
from trail.dataset.schema.language import Keys
from trail.dataset.schema.map import MapProperties
from trail.dataset.schema.people import Person, TracksFile
from trail.dataset.schema.pictures import PicturesFile
from trail.dataset.schema.record import InLanguage, Record
from trail.dataset.schema.site import SiteProperties
from trail.dataset.schema.story import ArticlesFile, DemandsFile, EventsFile, MarkersFile
from trail.dataset.schema.trail import TrailFile
from trail.dataset.schema.visits import VisitsFile

# By the name of a translation's file; sources stay in the language they are in.
FILES: Mapping[str, Any] = {
    "articles": ArticlesFile,
    "chapters": ChaptersFile,
    "demands": DemandsFile,
    "education": EducationFile,
    "events": EventsFile,
    "markers": MarkersFile,
    "people": tuple[Person, ...],
    "pictures": PicturesFile,
    "tracks": TracksFile,
    "trail": TrailFile,
    "visits": VisitsFile,
    "voices": VoicesFile,
}
_FEATURES: Mapping[str, type[Record]] = {"sites": SiteProperties, "theatre": TheatreProperties}
_NAMED_BY = ("id", "number", "file", "date")


@dataclass(frozen=True)
class Worded:
    """A text, or a list of texts, of a file.

    `holder[name]` is where it stands; it may be missing there where a translation alone has it.
    """

    keys: Keys
    holder: MutableMapping[str, Any]
    name: str
    most: int | None = None  # letters

    @property
    def value(self) -> str | list[str] | None:
        return self.holder.get(self.name)


def name_of(file: str) -> str:
    """What a translation of a file of the dataset is called: "labels" for map/labels.geojson."""
    return file.rpartition("/")[2].partition(".")[0]


def texts_of(file: str, value: object) -> Iterator[Worded]:
    """All that a translation may have of a file, as it was read, in the order of the schema."""
    name = name_of(file)
    if file.startswith("map/") or name in _FEATURES:
        model = MapProperties if file.startswith("map/") else _FEATURES[name]
        features = value.get("features") if isinstance(value, dict) else None
        for feature in features if isinstance(features, list) else ():
            inside = feature.get("properties") if isinstance(feature, dict) else None
            if isinstance(inside, dict) and "id" in feature:
                yield from _record(model, inside, (str(feature["id"]),))
    elif name in FILES:
        top: dict[str, Any] = {"": value}
        yield from _field(FILES[name], top, "", ())


@cache
def _hints(model: type[Record]) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)


def _record(model: type[Record], value: dict[str, Any], keys: Keys) -> Iterator[Worded]:
    for name, info in model.model_fields.items():
        field = info.alias or name
        yield from _field(_hints(model)[name], value, field, (*keys, field))


def _field(hint: Any, holder: MutableMapping[str, Any], name: str, keys: Keys) -> Iterator[Worded]:  # noqa: ANN401
    value = holder.get(name)
    hint, mark, most = _bare(hint, value)
    if mark.kept or hint is None:
        return
    if mark is not _NO_MARK and hint is str:
        if isinstance(value, str) or (mark.given and value is None):
            yield Worded(keys, holder, name, most)
    elif isinstance(hint, type) and issubclass(hint, Record):
        if isinstance(value, dict):
            yield from _record(hint, value, keys)
    elif get_origin(hint) is dict and isinstance(value, dict):
        for key in value:
            yield from _field(get_args(hint)[1], value, key, (*keys, str(key)))
    elif get_origin(hint) is tuple and isinstance(value, list):
        yield from _items(get_args(hint)[0], value, holder, name, keys)


def _items(
    hint: Any,  # noqa: ANN401
    items: list[Any],
    holder: MutableMapping[str, Any],
    name: str,
    keys: Keys,
) -> Iterator[Worded]:
    inner, mark, most = _bare(hint, items[0] if items else None)
    if inner is str:
        if mark is not _NO_MARK and not mark.kept and items:
            yield Worded(keys, holder, name, most)
        return
    known = _named_by(items)
    for place, item in enumerate(items):
        key = str(item[known]) if known else str(place + 1)
        yield from _field(hint, {"": item}, "", (*keys, key))


def _named_by(items: Sequence[Any]) -> str | None:
    """The field that tells all items apart; None where none does."""
    for field in _NAMED_BY:
        found = [item.get(field) if isinstance(item, dict) else None for item in items]
        if None not in found and len(set(map(str, found))) == len(found):
            return field
    return None


_NO_MARK = InLanguage()


def _bare(hint: Any, value: object) -> tuple[Any, InLanguage, int | None]:  # noqa: ANN401
    """The type itself that fits the value, with what marks it and the most letters it may have."""
    mark, most = _NO_MARK, None
    while True:
        if get_origin(hint) is Annotated:
            hint, *extras = get_args(hint)
            for extra in extras:
                if isinstance(extra, InLanguage) and (
                    mark is _NO_MARK or extra.kept or extra.given
                ):
                    mark = InLanguage(mark.kept or extra.kept, mark.given or extra.given)
                letters = getattr(extra, "max_length", None)
                if isinstance(letters, int):
                    most = letters if most is None else min(most, letters)
        elif get_origin(hint) in (Union, types.UnionType):
            fitting = [one for one in get_args(hint) if _fits(one, value)]
            if not fitting:
                return None, mark, most
            hint = fitting[0]
        else:
            return hint, mark, most


def _fits(hint: Any, value: object) -> bool:  # noqa: ANN401
    """Whether a member of a union is the one that a value is of."""
    bare, _mark, _most = _bare(hint, value)
    if not (isinstance(bare, type) and issubclass(bare, Record)):
        return bare is not type(None)
    if not isinstance(value, dict):
        return False
    kind = bare.model_fields.get("kind")
    return kind is None or value.get("kind") in get_args(kind.annotation)
