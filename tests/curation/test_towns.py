"""Small towns in which a walker must take the right way: the folders of tests/towns/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.osm_trail import TOWNS, expected, imported
from trail.base.geo import Position
from trail.guide.checking import checked
from trail.guide.guide import Guide
from trail.guide.walk.squares import squares_of
from trail.guide.walk.values import Leg
from trail.guide.words.directions import sentences

pytest.importorskip("osmium")


def _legs(guide: Guide) -> dict[str, Leg]:
    itineraries = [guide.itinerary(tour.id) for tour in guide.dataset.trail.tours]
    return {
        f"{leg.origin.site.id}>{leg.destination.site.id}": leg
        for itinerary in itineraries
        for leg in itinerary.legs
    }


def _ways(leg: Leg) -> set[int]:
    return {int(segment.edge_id[1:].split("-")[0]) for segment in leg.segments}


def _is_right(leg: Leg, right: dict[str, Any], guide: Guide) -> None:
    assert leg.follows_streets
    if "length_m" in right:
        least, most = right["length_m"]
        assert least <= leg.distance_m <= most
    assert not _ways(leg) & set(right.get("not_ways", ()))
    assert _ways(leg) >= set(right.get("ways", ()))
    if "step_free_m" in right:
        other = guide.step_free(leg)
        assert other is not None
        least, most = right["step_free_m"]
        assert least <= other.distance_m <= most
    if "instructions_at_most" in right:
        assert len(guide.leg_directions(leg)) <= right["instructions_at_most"]


@pytest.mark.parametrize("town", sorted(folder.name for folder in TOWNS.iterdir()))
def test_every_leg_of_a_town_is_right(town: str, tmp_path: Path) -> None:
    right = expected(town)
    data, report = imported(town, tmp_path / "trail")
    guide = Guide(checked(data))
    legs = _legs(guide)
    assert set(legs) >= set(right["legs"])
    for name, leg in right["legs"].items():
        _is_right(legs[name], leg, guide)
    if "no_note" in right:
        assert right["no_note"] not in " ".join(report.lines())
    streets = json.loads((data / "map/streets.geojson").read_text("utf-8"))["features"]
    sources = {feature["properties"]["source"] for feature in streets}
    assert not sources & {f"OpenStreetMap way {way}" for way in right.get("not_in_streets", ())}
    names = {feature["properties"].get("name") for feature in streets}
    assert names >= set(right.get("in_streets", ()))
    squares = squares_of(guide.dataset.layers).values()
    for place, filled in (("filled_at", True), ("hole_at", False)):
        if place in right:
            at = [Position(*right[place])]
            assert any(ground.holds(at)[0] for ground in squares) == filled
    told = " ".join(
        " ".join(sentences(guide.leg_directions(leg), lang="en")) for leg in legs.values()
    )
    for words in right.get("says", ()):
        assert words in told
