"""A class trip with all that belongs to it: plan, legs, directions, notices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from trail.base.errors import PlanningError
from trail.dataset.schema.visits import VisitsFile
from trail.fieldtrip.planner.legs import Legs, legs_of
from trail.fieldtrip.planner.notices import Notice, notices
from trail.fieldtrip.planner.plan import Plan, make_plan
from trail.fieldtrip.planner.request import PlanRequest
from trail.guide.guide import Guide
from trail.guide.walk.values import Itinerary
from trail.guide.words.directions import Length, Translate, plain, sentences
from trail.guide.words.names import Shows, shows_all

KEPT = 8  # trips, a few hundred kilobytes each
Ways: TypeAlias = Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True)
class Trip:
    """What pages, sheets and files of a plan are made from."""

    guide: Guide
    visits: VisitsFile
    itinerary: Itinerary
    plan: Plan
    legs: Legs
    notices: tuple[Notice, ...]

    def ways(
        self,
        translate: Translate = plain,
        length: Length | None = None,
        shows: Shows = shows_all,
    ) -> Ways:
        """Each leg's directions in words, by the ids of the sites it goes from and to."""
        lang = self.guide.dataset.trail.lang
        return {
            ends: sentences(self.guide.leg_directions(leg), translate, length, lang, shows)
            for ends, leg in self.legs.items()
        }


def visits_of(guide: Guide) -> VisitsFile:
    """What the trail knows of classes; PlanningError where it knows nothing."""
    found = guide.visits
    if found is None:
        raise PlanningError(
            "a class trip is planned by visits.yaml, with the figures and places of this trail; "
            "there is none in the dataset yet"
        )
    return found


def make_trip(guide: Guide, request: PlanRequest, today: dt.date | None = None) -> Trip:
    """The trip for a request, seen from a day; raises PlanRefused.

    The last ones are kept: a plan's page, its folder and its calendar are of the same trip.
    """
    return _made(guide, request, today)


@lru_cache(maxsize=KEPT)
def _made(guide: Guide, request: PlanRequest, today: dt.date | None) -> Trip:
    visits = visits_of(guide)
    itinerary, travel = guide.itinerary(visits.usual.tour), guide.travel("foot")
    plan = make_plan(guide.dataset, visits, itinerary, travel, request, today)
    legs = legs_of(plan, travel)
    return Trip(guide, visits, itinerary, plan, legs, notices(plan, visits, legs, today))
