"""Where the data have the text that no font can show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from trail.base.errors import MissingGlyphs
from trail.dataset.schema.whole import Dataset

_MOST = 3  # places named


@contextmanager
def telling_where(dataset: Dataset) -> Iterator[None]:
    """Within, an `UnshownText` names the sites, or else the features of the map, that have it."""
    try:
        yield
    except MissingGlyphs as error:
        if error.places:
            raise
        found = places(dataset, error)
        raise MissingGlyphs(error.letters, error.text, found, error.extras) from error


def places(dataset: Dataset, error: MissingGlyphs) -> tuple[str, ...]:
    """ "site signal-tower", by the ids that the data files have."""
    for wanted in (error.text, error.letters):
        sites = [f"site {s.id}" for s in dataset.sites if _has(s.model_dump(), wanted)]
        drawn = [
            f"the map's {feature.id}"
            for layer in dataset.layers
            for feature in layer.features
            if wanted in (feature.properties.name or "")
        ]
        if sites or drawn:
            return tuple((sites or drawn)[:_MOST])
    return ()


def _has(value: object, wanted: str) -> bool:
    if isinstance(value, str):
        return wanted in value
    if isinstance(value, dict):
        return any(_has(item, wanted) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_has(item, wanted) for item in value)
    return False


def to_bytes(error: MissingGlyphs) -> bytes:
    """The error for the shelf."""
    return json.dumps([error.letters, error.text, error.places, error.extras]).encode()


def from_bytes(body: bytes) -> MissingGlyphs:
    letters, text, places, extras = json.loads(body)
    return MissingGlyphs(letters, text, places, extras)
