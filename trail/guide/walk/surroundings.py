"""What stands about a stop: the doors of its building, and what nobody steps over."""

from __future__ import annotations

from collections.abc import Iterable

from trail.base.geo import LineString, Position, distance_m
from trail.base.geo_ground import OpenGround
from trail.base.geo_nearby import NearbyLines
from trail.dataset.schema.map import MapFeature, MapLayer

_DOOR_M = 1.5  # a door lies on the outline of its building, but for rounding
_NEAR_M = 5.0


class Surroundings:
    """Doors, buildings and barriers of the drawn map."""

    def __init__(self, layers: Iterable[MapLayer] = ()) -> None:
        barriers: list[LineString] = []
        self._buildings: list[MapFeature] = []
        self._doors: list[tuple[Position, bool]] = []
        for layer in layers:
            for feature in layer.features:
                facts = feature.properties
                if facts.kind == "barrier" or (
                    facts.kind == "water" and feature.geometry_type == "Polygon"
                ):
                    barriers += feature.parts
                elif facts.kind == "building" and feature.polygons:
                    self._buildings.append(feature)
                elif facts.kind == "amenity" and facts.amenity == "entrance":
                    self._doors.append((feature.parts[0][0], bool(facts.main)))
        self._barriers = NearbyLines(barriers)
        # Without doors nobody asks for the buildings.
        buildings = self._buildings if self._doors else []
        self._outlines = NearbyLines([feature.parts[0] for feature in buildings])

    def is_barred(self, a: Position, b: Position) -> bool:
        """Whether something that nobody steps over lies straight between two places."""
        return a != b and bool(self._barriers.crossed(a, b))

    def doors(self, position: Position) -> list[Position]:
        """The doors of the building that a position lies in; main ones alone where it has any."""
        found: list[tuple[Position, bool]] = []
        for number in self._outlines.within(position, _NEAR_M):
            building = self._buildings[number]
            box = building.bbox.padded(_NEAR_M)
            inside = [door for door in self._doors if box.contains(door[0])]
            if not inside:
                continue
            ground = OpenGround([building.parts[a:b] for a, b in building.polygons])
            if ground.holds([position])[0]:
                found += [door for door in inside if ground.nearest(door[0])[0] <= _DOOR_M]
        main = [at for at, is_main in found if is_main]
        chosen = main or [at for at, _ in found]
        return sorted(dict.fromkeys(chosen), key=lambda at: distance_m(position, at))
