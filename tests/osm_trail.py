"""Trails on made-up OpenStreetMap towns: tests/towns/ has one a folder.

`expect.json` says the box to import, the sites as [lon, lat], the tours (without one,
all sites in a row), and what is right for each leg.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.sample import site
from trail.base.geo import Bbox, Position
from trail.curation.osm import importing as osm
from trail.curation.sites import begin as newtrail

TOWNS = Path(__file__).parent / "towns"
Places = Mapping[str, tuple[float, float]]


def expected(town: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((TOWNS / town / "expect.json").read_text("utf-8"))
    return found


def trail_at(
    directory: Path, places: Places, tours: Mapping[str, Sequence[str]], **changes: Any
) -> Path:
    """A trail with sites at the places, and tours of them; `changes` go into every site."""
    lon, lat = next(iter(places.values()))
    begun = newtrail.Beginning("A town", Position(lon, lat), date(2026, 1, 31))
    newtrail.start_trail(directory, begun)
    position = {"accuracy_m": 3, "source": "made up", "show_as": "pin"}
    changes = {"people": [], "tracks": [], "collection": "sites", "position": position, **changes}
    features = [site(name, *place, **changes) for name, place in places.items()]
    collection = {"type": "FeatureCollection", "features": features}
    (directory / "sites.geojson").write_text(json.dumps(collection), "utf-8")
    file = directory / "trail.yaml"
    trail = yaml.safe_load(file.read_text("utf-8"))
    sample = trail["tours"][0]
    trail["tours"] = [
        {
            **sample,
            "id": name,
            "name": name,
            "short_name": name,
            "start": stops[0],
            "loop": False,
            "order": "curated",
            "stops": list(stops),
        }
        for name, stops in tours.items()
    ]
    trail["home"]["tour"] = trail["tours"][0]["id"]
    trail["origin"] = next(iter(places))
    file.write_text(yaml.safe_dump(trail, allow_unicode=True), "utf-8")
    return directory


def imported(town: str, directory: Path) -> tuple[Path, osm.ImportReport]:
    """The trail of a town, with its streets imported."""
    right = expected(town)
    tours = right.get("tours") or {"walk": list(right["sites"])}
    data = trail_at(directory, right["sites"], tours)
    return data, osm.import_osm(TOWNS / town / "town.osm", Bbox(*right["bbox"]), data)
