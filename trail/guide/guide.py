"""The trail worked out: itineraries, numbers, neighbours; each once per dataset."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from trail.base.errors import DoesNotFit
from trail.base.geo import LineString, bbox_of
from trail.dataset.schema.map import MapFeature
from trail.dataset.schema.record import Mode
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import OrderBy, TourPlan
from trail.dataset.schema.visits import VisitsFile
from trail.dataset.schema.whole import Dataset
from trail.guide.checking import checked
from trail.guide.visits import with_the_map
from trail.guide.walk.amenities import Amenities, NearAmenity
from trail.guide.walk.around import AroundStops
from trail.guide.walk.directions import directions
from trail.guide.walk.instructions import Instruction
from trail.guide.walk.itinerary import (
    SubTour,
    Travel,
    from_site,
    plan,
    travel_for,
    within,
)
from trail.guide.walk.landmarks import Landmark, map_landmarks
from trail.guide.walk.query import Near, Neighbours, inside, seen_from
from trail.guide.walk.stepfree import step_free_leg
from trail.guide.walk.values import Itinerary, Leg, Stop
from trail.guide.walk.walks import Walk, own_itinerary

NEAR_LIMIT = 4
LANDMARKS_M = 60.0  # sites farther off a leg are no landmarks of it
PARTS_KEPT = 32
TOLD_KEPT = 1000  # legs: some megabytes
PER_PAGE = 100  # sites on one page of the list


@dataclass(frozen=True)
class TourStep:
    """A step along a tour: the stop it leads to, and the leg between."""

    stop: Stop
    leg: Leg


@dataclass(frozen=True)
class TourPlace:
    """Where a site stands in one tour."""

    tour: TourPlan
    stop: Stop
    count: int
    previous: TourStep | None
    next: TourStep | None


class Guide:
    """Everything that the pages say beyond the dataset itself, computed on first use."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.itinerary = cache(self._itinerary)
        # Of these there are hundreds, and each is asked for a few times in a row.
        self.started = lru_cache(PARTS_KEPT)(self._started)
        self.sub_tour = lru_cache(PARTS_KEPT)(self._sub_tour)
        self.near = cache(self._near)
        self._told: dict[tuple[str, str, LineString, Mode], tuple[Instruction, ...]] = {}
        self.travel = cache(self._travel)

    def _itinerary(self, tour_id: str, order_by: OrderBy | None = None) -> Itinerary:
        tour = self.dataset.get_tour(tour_id)
        return plan(self.dataset, tour, order_by=order_by, travel=self.travel(tour.mode))

    def directions(self, itinerary: Itinerary) -> dict[int, tuple[Instruction, ...]]:
        """Each leg's instructions, by the number of the stop that the leg leaves."""
        mode = itinerary.tour.mode
        return {leg.origin.number: self.leg_directions(leg, mode) for leg in itinerary.legs}

    def leg_directions(self, leg: Leg, mode: Mode = "foot") -> tuple[Instruction, ...]:
        """A leg's instructions, with the sites it passes."""
        # The same leg is in many parts of a tour, and on several pages and files of each.
        key = leg.origin.site.id, leg.destination.site.id, leg.path, mode
        if key not in self._told:
            if len(self._told) >= TOLD_KEPT:
                self._told.clear()
            self._told[key] = self._directions(leg, mode)
        return self._told[key]

    def _directions(self, leg: Leg, mode: Mode) -> tuple[Instruction, ...]:
        # Only what lies along the leg can be passed; the trail may have thousands of sites.
        about = inside(self.dataset.sites, bbox_of(leg.path).padded(LANDMARKS_M))
        frame = bbox_of(leg.path).padded(LANDMARKS_M)
        marks = [mark for feature, mark in self._map_landmarks if feature.bbox.intersects(frame)]
        return directions(leg, about, mode=mode, landmarks=marks)

    @cached_property
    def _map_landmarks(self) -> list[tuple[MapFeature, Landmark]]:
        return map_landmarks(self.dataset.layers)

    @cached_property
    def around(self) -> AroundStops:
        """What lies around the stops of a walk."""
        return AroundStops(self.dataset.layers)

    @cached_property
    def _amenities(self) -> Amenities:
        return Amenities(self.dataset.layers)

    def amenities_near(self, site: Site) -> tuple[NearAmenity, ...]:
        """The nearest toilets, water and the like about a site; none of one without a place."""
        return self._amenities.near(site.position) if site.position is not None else ()

    @cached_property
    def visits(self) -> VisitsFile | None:
        """What is known of classes, with what the map has close by; None without such a file."""
        return with_the_map(self.dataset, self.amenities_near)

    def step_free(self, leg: Leg) -> Leg | None:
        """The same leg by a way without known steps; None where none is known."""
        return step_free_leg(leg, self.travel("foot"))

    def _started(self, tour_id: str, site_id: str) -> Itinerary:
        tour = self.dataset.get_tour(tour_id)
        return from_site(self.dataset, tour, site_id, travel=self.travel(tour.mode))

    def _sub_tour(
        self, tour_id: str, minutes: int, start: str | None = None, loop: bool | None = None
    ) -> SubTour | DoesNotFit:
        tour = self.dataset.get_tour(tour_id)
        pace = self.dataset.trail.paces[0]
        try:
            return within(
                self.dataset, tour, minutes, pace, start, loop, travel=self.travel(tour.mode)
            )
        except DoesNotFit as error:
            return error

    def walked(self, walk: Walk) -> Itinerary | DoesNotFit:
        """A walk worked out; DoesNotFit where its time is too short for any stop."""
        if walk.stops is not None:
            tour = self.dataset.get_tour(walk.tour)
            return own_itinerary(self.dataset, tour, walk, travel=self.travel(tour.mode))
        if walk.minutes is not None:
            found = self.sub_tour(walk.tour, walk.minutes, walk.start, walk.loop)
            return found if isinstance(found, DoesNotFit) else found.itinerary
        return self.started(walk.tour, walk.start) if walk.start else self.itinerary(walk.tour)

    def _travel(self, mode: Mode) -> Travel:
        # A network takes a while to build: one serves every tour on foot.
        return travel_for(self.dataset, next(t for t in self.dataset.trail.tours if t.mode == mode))

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self.dataset.sites)

    def _near(self, site_id: str) -> tuple[Near, ...]:
        return self._neighbours.nearest(self.dataset.get_site(site_id), NEAR_LIMIT)

    @property
    def page_count(self) -> int:
        """How many pages the list of sites has; at least one."""
        return max(1, -(-len(self.dataset.sites) // PER_PAGE))

    def page(self, number: int) -> tuple[Site, ...] | None:
        """The sites of one page of the list, from 1; None when there is no such page."""
        if not 1 <= number <= self.page_count:
            return None
        return self.dataset.sites[(number - 1) * PER_PAGE : number * PER_PAGE]

    def from_origin(self, site: Site) -> Near | None:
        """The site as seen from the trail's origin; None for the origin and the unlocated."""
        origin = self.dataset.origin
        if origin.position is None or site.id == origin.id:
            return None
        return seen_from(origin.position, site)

    @cached_property
    def _places(self) -> dict[str, tuple[TourPlace, ...]]:
        found: dict[str, list[TourPlace]] = {}
        for tour in self.dataset.trail.tours:
            itinerary = self.itinerary(tour.id)
            stops, legs = itinerary.stops, itinerary.legs
            for i, stop in enumerate(stops):
                before = TourStep(legs[i - 1].origin, legs[i - 1]) if i or tour.loop else None
                after = TourStep(legs[i].destination, legs[i]) if i < len(legs) else None
                found.setdefault(stop.site.id, []).append(
                    TourPlace(tour, stop, len(stops), before, after)
                )
        return {site_id: tuple(places) for site_id, places in found.items()}

    def places_of(self, site_id: str) -> tuple[TourPlace, ...]:
        """The tours that the site is a stop of, with its number and both neighbours."""
        return self._places.get(site_id, ())

    def number_of(self, site_id: str) -> int | None:
        """The site's number on the first tour it belongs to; None when on none."""
        places = self.places_of(site_id)
        return places[0].stop.number if places else None

    def numbers_beside(self, site_id: str) -> dict[str, int]:
        """The numbers of all stops of the tour that the site's own number belongs to."""
        places = self.places_of(site_id)
        if not places:
            return {}
        return {stop.site.id: stop.number for stop in self.itinerary(places[0].tour.id).stops}


def open_trail(directory: Path, language: str | None = None) -> Guide:
    """The trail in a directory, its data checked: with this every command and the app begin.

    In `language` as far as it is translated. Raises DatasetError with every fault.
    """
    return Guide(checked(directory, language))
