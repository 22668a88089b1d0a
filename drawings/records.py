"""What stands in the data: the records of the pictures, the order of the walk, the demands.

Faults in the data are `trail check`'s to tell; here the first one stops the work.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from trail import dataset
from trail.guide.guide import Guide

FOLDER = "pictures"


@dataclass(frozen=True)
class Record:
    file: str
    thumbnail: str
    alt: str


@dataclass(frozen=True)
class Frieze:
    file: str
    night: str
    alt: str


@dataclass(frozen=True)
class Album:
    sites: Mapping[str, Record]
    frieze: Frieze
    days_folder: str
    people: Mapping[str, str]  # the file of a person's seal
    names: Mapping[str, str]  # of the sites


def _yaml(data: Path, name: str) -> Any:
    return yaml.safe_load((data / name).read_text("utf-8"))


def read(data: Path) -> Album:
    """The records in `pictures/pictures.yaml`, with the names of the sites."""
    found = _yaml(data, f"{FOLDER}/pictures.yaml")
    features = json.loads((data / "sites.geojson").read_text("utf-8"))["features"]
    return Album(
        sites={
            site: Record(own["file"], own["thumbnail"], own["alt"])
            for site, pictures in found["sites"].items()
            for own in pictures
            if own.get("thumbnail")
        },
        frieze=Frieze(*(found["frieze"][key] for key in ("file", "night", "alt"))),
        days_folder=found["glyphs"]["folder"],
        people={person: own["file"] for person, own in found["seals"].items()},
        names={site["id"]: site["properties"]["name"] for site in features},
    )


def walking_order(data: Path) -> list[str]:
    """The stops of the first tour on foot, in the order in which the guide walks them."""
    with TemporaryDirectory(prefix="drawings-") as holder:
        # without the pictures: they may not be there yet
        copy = Path(holder) / "data"
        shutil.copytree(data, copy, ignore=shutil.ignore_patterns(FOLDER))
        guide = Guide(dataset.load(copy))
    tour = next(tour for tour in guide.dataset.trail.tours if tour.mode == "foot")
    return [stop.site.id for stop in guide.itinerary(tour.id).stops]


def strands(data: Path) -> list[tuple[str, list[str]]]:
    """Each day of the period with the state of every demand by its end."""
    period = _yaml(data, "trail.yaml")["period"]
    demands = sorted(_yaml(data, "demands.yaml")["demands"], key=lambda one: one["number"])
    first, last = date.fromisoformat(period["start"]), date.fromisoformat(period["end"])
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    return [(str(day), [_state(demand, str(day)) for demand in demands]) for day in days]


def _state(demand: Any, day: str) -> str:
    return str(
        next(span["state"] for span in demand["states"] if span["from"] <= day <= span["to"])
    )


def native_names(data: Path) -> dict[str, tuple[str, str]]:
    """Who has a name in a script of their own: the name and its language."""
    return {
        person["id"]: (person["native_name"], person["native_lang"])
        for person in _yaml(data, "people.yaml")
        if person.get("native_name")
    }
