"""A walk as it is wished for: a tour, or a part of one. Its address says all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote

from trail.base.errors import InvalidParameter, PlanningError, SiteNotFound
from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.itinerary import Travel, dwell_min, in_order, travel_for
from trail.guide.walk.values import Itinerary

_PATH = re.compile(r"(?P<tour>[^/]+)(/from/(?P<start>[^/]+))?(/in/(?P<minutes>[1-9][0-9]{0,3}))?")
MOST_STOPS = 100  # of an own walk


@dataclass(frozen=True)
class Walk:
    """What somebody asks of a tour; None takes what the tour has.

    A walk with `stops` is somebody's own: exactly these, in this order. Every other is
    one of the parts that have pages, for the best stops of `minutes` begun at `start`.
    """

    tour: str
    start: str | None = None
    minutes: int | None = None
    stops: tuple[str, ...] | None = None
    loop: bool | None = None
    pace: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is the tour as its own page has it."""
        return self == Walk(self.tour)

    @property
    def path(self) -> str:
        """The end of its address, below the tours: "downtown/from/north-church/in/45"."""
        if self.stops is not None:
            return f"{self.tour}/own"
        begun = f"/from/{self.start}" if self.start else ""
        return f"{self.tour}{begun}" + (f"/in/{self.minutes}" if self.minutes else "")

    @property
    def file_name(self) -> str:
        """What a file of it is called, without its ending: "downtown-from-north-church-in-45"."""
        return self.path.replace("/", "-")

    @property
    def fragment(self) -> str:
        """What stands behind the # of an own walk; files serve it, since no server is told."""
        if self.stops is None:
            return ""
        parts = [f"stops={','.join(quote(stop, safe='') for stop in self.stops)}"]
        if self.loop:
            parts.append("back=1")
        if self.pace:
            parts.append(f"pace={quote(self.pace, safe='')}")
        return "&".join(parts)


def read_path(dataset: Dataset, path: str) -> Walk:
    """The tour or part whose address ends so, as `Walk.path` has it.

    Raises NotFound for an unknown tour or start, InvalidParameter for another form.
    """
    found = _PATH.fullmatch(path)
    if found is None:
        raise InvalidParameter("walk", path[:80], "TOUR, TOUR/from/SITE or TOUR/in/MINUTES")
    tour = dataset.get_tour(found["tour"])
    start, minutes = found["start"], found["minutes"]
    if start is not None and start not in tour.stops:
        raise SiteNotFound(start, tour.stops)
    return Walk(tour.id, start, None if minutes is None else int(minutes))


def read_fragment(tour: str, fragment: str) -> Walk:
    """The own walk that a link names; raises InvalidParameter where it names none."""
    told = parse_qs(fragment.removeprefix("#"), keep_blank_values=True)
    stops = tuple(stop for stop in told.get("stops", [""])[0].split(",") if stop)
    if not 1 <= len(stops) <= MOST_STOPS or len(set(stops)) != len(stops):
        raise InvalidParameter("stops", fragment[:80], f"1 to {MOST_STOPS} stops, each once")
    back, pace = told.get("back", [""])[0] == "1", told.get("pace", [""])[0]
    return Walk(tour, stops=stops, loop=back, pace=pace or None)


def open_to(dataset: Dataset, tour: TourPlan) -> tuple[str, ...]:
    """The sites that an own walk along a tour may have: its stops, as the tour lists them,
    and the others within reach of a walk whose place is known."""
    others = (
        site.id
        for site in dataset.sites
        if site.position is not None
        and site.properties.reach == tour.mode
        and site.id not in tour.stops
    )
    return (*tour.stops, *others)


def fits(dataset: Dataset, walk: Walk) -> bool:
    """Whether its time is enough for its first stop: then there is a walk."""
    first = dataset.get_site(walk.start or dataset.get_tour(walk.tour).start)
    return walk.minutes is None or dwell_min(dataset, first) <= walk.minutes


def own_itinerary(
    dataset: Dataset, tour: TourPlan, walk: Walk, *, travel: Travel | None = None
) -> Itinerary:
    """An own walk worked out, its stops in the walker's order.

    Raises:
        SiteNotFound: a stop that the tour is not open to.
        PlanningError: there is no stop, or one twice.
    """
    known = open_to(dataset, tour)
    stops = walk.stops or ()
    for stop in stops:
        if stop not in known:
            raise SiteNotFound(stop, known)
    if not stops or len(set(stops)) != len(stops):
        raise PlanningError("an own walk has one stop or more, each once")
    return in_order(
        dataset, tour, stops, loop=bool(walk.loop), travel=travel or travel_for(dataset, tour)
    )
