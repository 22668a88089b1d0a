"""The addresses of the parts of a tour: begun elsewhere, or as long as there is time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import Blueprint, abort, url_for

from trail.base.errors import DoesNotFit, SiteNotFound
from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.whole import Dataset
from trail.guide.guide import Guide
from trail.guide.walk.itinerary import times
from trail.guide.walk.walks import Walk
from trail.web.shell import filters
from trail.web.shell.context import guide
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import ngettext
from trail.web.shell.rows import Choice

View = TypeVar("View", bound=Callable[..., Any])

MINUTES = (30, 45, 60, 90, 120, 180)
SPANS = (45, 90)  # of these, what the start page offers
_RULES = (
    "/tours/<tour_id>/from/<site_id>/",
    "/tours/<tour_id>/in/<int:minutes>/",
    "/tours/<tour_id>/from/<site_id>/in/<int:minutes>/",
)


@dataclass(frozen=True)
class Choices:
    """The answers to "how long have you got" and "where do you start", as links."""

    times: tuple[Choice, ...]
    starts: tuple[Choice, ...]


def find_part(tour_id: str, site_id: str | None = None, minutes: int | None = None) -> Walk:
    """The part at an address; refuses what has no page of its own."""
    tour = guide().dataset.get_tour(tour_id)
    if site_id is not None and site_id not in tour.stops:
        raise SiteNotFound(site_id, tour.stops)
    if site_id == tour.start:
        abort(404, walk_url(Walk(tour_id, None, minutes)))
    if minutes is not None and (minutes not in MINUTES or tour.mode != "foot"):
        abort(404)
    return Walk(tour_id, site_id, minutes)


def at_parts(bp: Blueprint, end: str = "", **defaults: str) -> Callable[[View], View]:
    """Put a view at what stands behind `end` below every part's address, or at the address."""

    def routed(view: View) -> View:
        for rule in _RULES:
            bp.add_url_rule(rule + end, view_func=view, defaults=defaults)
        return view

    return routed


def below(walk: Walk) -> dict[str, Any]:
    """The values of a part's address."""
    named = {"tour_id": walk.tour, "site_id": walk.start, "minutes": walk.minutes}
    return {name: value for name, value in named.items() if value is not None}


def walk_url(walk: Walk) -> str:
    """The page of a walk: a tour's own, that of a part, or where own walks are made."""
    if walk.stops is not None:
        return url_for("own.page", tour_id=walk.tour)
    return url_for("pages.tour" if walk.is_whole else "subtours.part", **below(walk))


def choices(dataset: Dataset, tour: TourPlan, walk: Walk | None = None) -> Choices:
    """Every other part that one click leads to; times only where somebody walks."""
    walk = walk or Walk(tour.id)
    times = [
        Choice(filters.minutes(m), walk_url(replace(walk, minutes=m)), m == walk.minutes)
        for m in (MINUTES if tour.mode == "foot" else ())
    ]
    every = Choice(_("All stops"), walk_url(replace(walk, minutes=None)), walk.minutes is None)
    starts = [
        Choice(
            dataset.get_site(stop).label,
            walk_url(replace(walk, start=None if stop == tour.start else stop)),
            stop == (walk.start or tour.start),
        )
        for stop in tour.stops
    ]
    return Choices((*times, every) if times else (), tuple(starts))


@dataclass(frozen=True)
class TimeOffer:
    """How long a walk takes, how many stops it has, and its page."""

    name: str
    stops: str
    url: str
    current: bool = False


def spans(of: Guide, shown: Walk) -> tuple[TimeOffer, ...]:
    """A walk in 45 minutes, in an hour and a half and whole; empty where nobody walks it."""
    if of.dataset.get_tour(shown.tour).mode != "foot":
        return ()
    whole = of.walked(replace(shown, minutes=None))
    if isinstance(whole, DoesNotFit):
        return ()
    total_min = times(whole, of.dataset.trail.paces[0]).total_min
    found = []
    for minutes in SPANS:
        walk = replace(shown, minutes=minutes)
        part = of.walked(walk)
        if minutes < total_min and not isinstance(part, DoesNotFit):
            count = ngettext("%(num)s stop", "%(num)s stops", len(part.stops))
            found.append(TimeOffer(filters.minutes(minutes), count, walk_url(walk), walk == shown))
    every = TimeOffer(
        filters.minutes(total_min),
        _("all %(num)s", num=len(whole.stops)),
        walk_url(replace(shown, minutes=None)),
        shown.minutes is None,
    )
    return (*found, every)


def parts(dataset: Dataset) -> Iterator[Walk]:
    """Every part that has a page, each once."""
    for tour in dataset.trail.tours:
        minutes = MINUTES if tour.mode == "foot" else ()
        yield from (Walk(tour.id, None, m) for m in minutes)
        for stop in tour.stops:
            if stop != tour.start:
                yield Walk(tour.id, stop)
                yield from (Walk(tour.id, stop, m) for m in minutes)
