"""Every address that the data leads a reader to, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from trail.base.links import doi_url
from trail.dataset.schema.record import URL_PATTERN, Record
from trail.dataset.schema.whole import Dataset

_URL = re.compile(URL_PATTERN)
_FILES = {
    "sites": "sites.geojson",
    "people": "people.yaml",
    "tracks": "tracks.yaml",
    "tracks_about": "tracks.yaml",
    "tracks_elsewhere": "tracks.yaml",
    "trail": "trail.yaml",
    "events_file": "events.yaml",
    "demands_file": "demands.yaml",
    "articles_file": "articles.yaml",
    "markers_file": "markers.yaml",
    "works_file": "bibliography.yaml",
    "education": "education.yaml",
    "visits": "visits.yaml",
    "pictures": "pictures/pictures.yaml",
    "chapters": "chapters.yaml",
    "voices": "voices.yaml",
    "readings": "readings.yaml",
    "theatre": "theatre.geojson",
}
_NAMED_BY = ("id", "slug")


@dataclass(frozen=True)
class LinkUse:
    """An address without its fragment, and the items that have it: "sites.geojson: pier"."""

    url: str
    used_in: tuple[str, ...]


def links_of(dataset: Dataset) -> tuple[LinkUse, ...]:
    """Each address once, in the order of the data; whatever field it stands in."""
    found: dict[str, dict[str, None]] = {}
    parts = {field.name: getattr(dataset, field.name) for field in fields(dataset)}
    if dataset.story is not None:
        told = parts.pop("story")
        parts |= {field.name: getattr(told, field.name) for field in fields(told)}
    for name, part in parts.items():
        for url, item in _urls(part, ""):
            place = _FILES.get(name, name)
            used = f"{place}: {item}" if item else place
            found.setdefault(url.partition("#")[0], {})[used] = None
    return tuple(LinkUse(url, tuple(used)) for url, used in found.items())


def _urls(value: object, item: str) -> Iterator[tuple[str, str]]:
    """The addresses inside a value, each with the id of the item that it stands in."""
    if isinstance(value, str):
        if _URL.fullmatch(value):
            yield value, item
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _urls(part, item)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _urls(part, str(key))
    elif isinstance(value, Record):
        names = (getattr(value, name, None) for name in _NAMED_BY)
        item = next((name for name in names if isinstance(name, str)), item)
        for name in type(value).model_fields:
            part = getattr(value, name)
            if name == "doi" and isinstance(part, str):
                yield doi_url(part), item
            else:
                yield from _urls(part, item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _urls(getattr(value, field.name), item)
