"""Whether a site can lie where its file puts it: one digit wrong and it is a town away.

A stop of a walk is judged by the other stops, by the streets that its legs follow and by the
street that its address names; any other site by its town's outline, and where none is drawn
by the other stops of its tours and the other sites of its town. `far: true` on a site turns a
fault into a remark. The region's box was looked at when the file was read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median_low
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from trail.base.errors import Problem
from trail.base.geo import LineString, Position, distance_m
from trail.base.geo_areas import inside_areas, off_area_m, off_lines_m, sphere_m
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.addresses import Streets, addresses, street_key
from trail.guide.walk.network import Network
from trail.guide.walk.query import located

# How far a place may be from all others of its group, however near those are to each other ...
WALK_M = 1_000.0
WALK_ON_STREETS_M = 2_000.0  # where streets are mapped they judge what is nearer
DRIVE_M = 25_000.0
# ... and how many times their usual distance, where that is more.
TIMES_USUAL = 4
PAIR_ON_FOOT_M = 15_000.0  # of two stops neither shows what is usual

OFF_STREETS_M = 200.0  # a stop farther out has straight legs ...
STRAIGHT_LEG_M = 300.0  # ... and none of them may be shorter than this for a fault
OFF_ADDRESS_M = 200.0  # and more where the place is not well known:
UNSURE_M = 50.0  # as much as its accuracy, up to so much
ASKED = 500  # places that a group's usual distance is worked out from
SAME_STREET_M = 5_000.0  # farther off a street of that name is another town's


@dataclass(frozen=True)
class Misplaced:
    """A site that can hardly lie where it is put, and why; the keeper may know better (`far`)."""

    site: Site
    why: str
    expected: str


class _Town(NamedTuple):
    """A town's outline as a layer of the map draws it."""

    name: str
    file: str
    slack_m: float
    polygons: tuple[tuple[LineString, ...], ...]


def misplaced(dataset: Dataset, network: Network) -> tuple[Misplaced, ...]:
    """The sites that can hardly be where they are put, each once, in the order of the file."""
    return tuple(_Judge(dataset, network).all())


def place_problems(found: Iterable[Misplaced]) -> tuple[Problem, ...]:
    """A fault for each, but for those whose keeper says that it is so."""
    return tuple(
        Problem("sites.geojson", one.site.id, "geometry", one.why, one.expected)
        for one in found
        if not one.site.properties.far
    )


class _Judge:
    def __init__(self, dataset: Dataset, network: Network) -> None:
        self.dataset, self.network = dataset, network
        self.sites = [site for site, _ in located(dataset.sites)]
        self.places = {site.id: position for site, position in located(dataset.sites)}
        self._all = np.array(list(self.places.values()), dtype=np.float64).reshape(-1, 2)

    def all(self) -> Iterator[Misplaced]:
        # Of two reasons the first is told: what a walker would meet.
        found = {**self._without_outline(), **self._out_of_town(), **self._on_foot()}
        return (found[site.id] for site in self.sites if site.id in found)

    # ------------------------------------------------------------ stops of a walk

    def _on_foot(self) -> dict[str, Misplaced]:
        found: dict[str, Misplaced] = {}
        for tour in self.dataset.trail.tours:
            if tour.mode == "foot":
                for one in self._walk(tour):
                    found.setdefault(one.site.id, one)
        return found

    def _walk(self, tour: TourPlan) -> Iterator[Misplaced]:
        stops = self._stops(tour)
        group = self._group(stops)
        least = WALK_ON_STREETS_M if self.network else WALK_M
        away = group.away(least, PAIR_ON_FOOT_M)
        others = f"from the other stops of the tour {tour.id}, which is on foot"
        for k, site in enumerate(stops):
            if k in away:
                why = f"{_metres(away[k])} {others}"
                yield Misplaced(site, why, _EXPECTED.format("a place near them"))
            elif self.network:
                straight_m = max(STRAIGHT_LEG_M, TIMES_USUAL * group.usual_m)
                near_m = group.nearest_m(k)
                if near_m > straight_m and (off_m := self._off_m(site)) > OFF_STREETS_M:
                    why = f"{_metres(off_m)} from the nearest mapped street and {_metres(near_m)}"
                    expected = _EXPECTED.format("a place by the streets of the map")
                    yield Misplaced(site, f"{why} {others}", expected)
                elif off := self._off_address(site):
                    yield off

    def _off_m(self, site: Site) -> float:
        snap = self.network.snap(self.places[site.id])
        return snap.offset_m if snap else 0.0

    def _off_address(self, site: Site) -> Misplaced | None:
        """A stop far from the street in its address, where that street is drawn."""
        position = self.places[site.id]
        named: Streets = self._addresses.get(position, frozenset())
        snap = self.network.snap(position) if named else None
        if snap is None or street_key(self.network.edges[snap.edge].facts.name or "") in named:
            return None
        off_m, street = min((off_lines_m(position, self._streets[key][1]), key) for key in named)
        lawful_m = OFF_ADDRESS_M + min(site.properties.position.accuracy_m or 0, UNSURE_M)
        if not lawful_m < off_m < SAME_STREET_M:
            return None
        why = f"{_metres(off_m)} from {self._streets[street][0]}, which its address names"
        return Misplaced(site, why, _EXPECTED.format("a place by that street"))

    @cached_property
    def _addresses(self) -> dict[Position, Streets]:
        names = (edge.facts.name for edge in self.network.edges)
        return addresses(self.sites, {name for name in names if name})

    @cached_property
    def _streets(self) -> dict[tuple[str, ...], tuple[str, list[LineString]]]:
        """Each street's name and blocks, by the words of its name."""
        found: dict[tuple[str, ...], tuple[str, list[LineString]]] = {}
        for edge in self.network.edges:
            if name := edge.facts.name:
                found.setdefault(street_key(name), (name, []))[1].append(edge.path)
        return found

    # ------------------------------------------------------------ other sites

    def _out_of_town(self) -> dict[str, Misplaced]:
        """What the towns' outlines say; a town drawn twice holds what either outline does."""
        found: dict[str, Misplaced] = {}
        for key, drawn in self._towns.items():
            sites = self._by_town.get(key, [])
            positions = [self.places[site.id] for site in sites]
            inside = inside_areas(positions, [area for town in drawn for area in town.polygons])
            for site, is_inside in zip(sites, inside, strict=True):
                if is_inside:
                    continue
                place = self.places[site.id]
                off = [(off_area_m(place, town.polygons) - town.slack_m, town) for town in drawn]
                over_m, town = min(off, key=lambda one: one[0])
                if over_m > 0:
                    far = _metres(over_m + town.slack_m)
                    why = f"{far} outside {town.name} as {town.file} draws it"
                    expected = _EXPECTED.format("a place in its town")
                    found[site.id] = Misplaced(site, why, expected)
        return found

    def _without_outline(self) -> dict[str, Misplaced]:
        """What neighbours say of the sites whose towns are not drawn."""
        found: dict[str, Misplaced] = {}
        at_home: set[str] = set()
        for key, sites in self._by_town.items():
            if key in self._towns or len(sites) < 2:
                continue
            away = self._group(sites).away(DRIVE_M, DRIVE_M)
            at_home |= {site.id for k, site in enumerate(sites) if k not in away}
            for k, metres in away.items():
                why = f"{_metres(metres)} from the other sites in {sites[k].properties.town}"
                expected = _EXPECTED.format("a place near them")
                found[sites[k].id] = Misplaced(sites[k], why, expected)
        for tour in self.dataset.trail.tours:
            stops = self._stops(tour) if tour.mode == "car" else []
            for k, metres in self._group(stops).away(DRIVE_M).items():
                site = stops[k]
                # Whoever is in his town may be far from the tour's other towns.
                if _key(site.properties.town) not in self._towns and site.id not in at_home:
                    why = f"{_metres(metres)} from the other stops of the tour {tour.id}"
                    expected = _EXPECTED.format("a place near them")
                    found[site.id] = Misplaced(site, why, expected)
        return found

    @cached_property
    def _by_town(self) -> dict[str, list[Site]]:
        found: dict[str, list[Site]] = {}
        for site in self.sites:
            found.setdefault(_key(site.properties.town), []).append(site)
        return found

    @cached_property
    def _towns(self) -> dict[str, list[_Town]]:
        found: dict[str, list[_Town]] = {}
        for layer in self.dataset.layers:
            for feature in layer.features:
                facts = feature.properties
                if facts.kind == "town_area" and facts.name:
                    town = _Town(
                        facts.name,
                        f"map/{layer.id}.geojson",
                        # Of most borders this is the whole error; who knows better says `far`.
                        (facts.accuracy_m or 0) / 2,
                        tuple(feature.parts[first:end] for first, end in feature.polygons),
                    )
                    found.setdefault(_key(facts.name), []).append(town)
        return found

    def _stops(self, tour: TourPlan) -> list[Site]:
        sites = map(self.dataset.get_site, tour.stops)
        return [site for site in sites if site.id in self.places]

    def _group(self, sites: Sequence[Site]) -> _Group:
        return _Group([self.places[site.id] for site in sites], self._all)


_EXPECTED = "{}, or far: true where it is so"


class _Group:
    """Places that belong together, and how near to each other they usually are.

    Args:
        among: every place of the trail, a row (lon, lat) each: of two groups of one size the
            one in company is in the right.
    """

    def __init__(self, positions: Sequence[Position], among: NDArray[np.float64]) -> None:
        self.positions = positions
        self._lon_lat = np.array(positions, dtype=np.float64).reshape(-1, 2)
        self._among = among

    def nearest_m(self, k: int) -> float:
        """About how far it is from one of the places to the next."""
        away = sphere_m(self.positions[k], self._lon_lat)
        away[k] = np.inf
        return float(away.min())

    @cached_property
    def usual_m(self) -> float:
        """How far it usually is from one to the next; of very many, some are asked."""
        step = -(-len(self.positions) // ASKED)
        return median_low(self.nearest_m(k) for k in range(0, len(self.positions), step))

    def away(self, least_m: float, pair_m: float = math.inf) -> dict[int, float]:
        """The places that no chain of near ones joins to the most, with the metres to these.

        Near is within `least_m`, or several times as far as is usual; of two places within
        `pair_m`.
        """
        if len(self.positions) < 2:
            return {}
        pair = len(self.positions) == 2
        near_m = pair_m if pair else max(least_m, TIMES_USUAL * self.usual_m)
        parts = sorted(
            self._parts(near_m),
            key=lambda part: (len(part), self._company(part, near_m)),
            reverse=True,
        )
        return {
            k: min(distance_m(self.positions[k], self.positions[i]) for i in parts[0])
            for part in parts[1:]
            for k in part
        }

    def _company(self, part: Sequence[int], near_m: float) -> int:
        return int((sphere_m(self.positions[part[0]], self._among) <= near_m).sum())

    def _parts(self, near_m: float) -> list[list[int]]:
        """The places grouped by chains of near ones."""
        left = np.ones(len(self.positions), dtype=np.bool_)
        parts = []
        for first in range(len(self.positions)):
            if not left[first]:
                continue
            part, waiting = [], [first]
            left[first] = False
            while waiting:
                k = waiting.pop()
                part.append(k)
                rest = np.flatnonzero(left)
                near = rest[sphere_m(self.positions[k], self._lon_lat[rest]) <= near_m]
                left[near] = False
                waiting += near.tolist()
            parts.append(part)
        return parts


def _key(town: str) -> str:
    return " ".join(town.casefold().split())


def _metres(metres: float) -> str:
    return f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.1f} km"
