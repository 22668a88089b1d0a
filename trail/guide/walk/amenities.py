"""What a walker needs near a place, as the drawn map has it: toilets, water, shelter, a seat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trail.base.geo import Position, bearing_deg, compass_point, distance_m
from trail.base.geo_nearby import NearbyLines
from trail.dataset.schema.map import Amenity, MapFeature, MapLayer, Wheelchair

# What is told, in this order. A door serves one building, and who is in it finds it.
TOLD: tuple[Amenity, ...] = ("toilets", "drinking_water", "shelter", "bench", "station")
NEAR_M = 300.0  # some four minutes' walk


@dataclass(frozen=True)
class NearAmenity:
    """The nearest of a kind: straight away from the place, `compass` to it; None at the place.

    `source` says which layer has it, with the date of its data where that is known.
    """

    amenity: Amenity
    name: str | None
    wheelchair: Wheelchair | None
    distance_m: float
    compass: str | None
    source: str


class Amenities:
    """The amenities of the drawn layers, by place."""

    def __init__(self, layers: Iterable[MapLayer]) -> None:
        self._found: list[tuple[MapFeature, str]] = [
            (feature, layer.source)
            for layer in layers
            for feature in layer.features
            if feature.properties.amenity in TOLD
        ]
        self._tree = NearbyLines([feature.parts[0] * 2 for feature, _ in self._found])

    def near(self, position: Position, within_m: float = NEAR_M) -> tuple[NearAmenity, ...]:
        """The nearest of each kind within metres of a place, in the order of `TOLD`."""
        nearest: dict[Amenity, NearAmenity] = {}
        for k in self._tree.within(position, within_m):
            feature, source = self._found[k]
            facts, at = feature.properties, feature.parts[0][0]
            away_m = distance_m(position, at)
            if facts.amenity is None or away_m > within_m:
                continue
            before = nearest.get(facts.amenity)
            if before is None or away_m < before.distance_m:
                compass = compass_point(bearing_deg(position, at)) if away_m >= 1 else None
                nearest[facts.amenity] = NearAmenity(
                    facts.amenity, facts.name, facts.wheelchair, away_m, compass, source
                )
        return tuple(nearest[kind] for kind in TOLD if kind in nearest)
