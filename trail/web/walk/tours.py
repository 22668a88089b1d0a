"""Tours as the templates want them: figures at every pace, stops with their legs, neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import url_for
from markupsafe import escape

from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import OrderBy, Pace, TourPlan
from trail.guide.guide import Guide, TourPlace, TourStep
from trail.guide.symbols import mark_shape
from trail.guide.walk import itinerary as plans
from trail.guide.walk.around import StopAround
from trail.guide.walk.dated import dated_fact
from trail.guide.walk.stepfree import has_steps
from trail.guide.walk.underfoot import underfoot
from trail.guide.walk.values import Itinerary, Leg, Stop
from trail.guide.words.directions import sentences
from trail.web.shell import delivery, filters, words
from trail.web.shell.filters import say
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name
from trail.web.shell.rows import Choice, SourceView, geo_uri, site_url, source

FRAME_WIDTH, FRAME_HEIGHT = 600, 720  # pixels, of the frame that is offered to other sites


@dataclass(frozen=True)
class PaceView:
    pace: Pace
    times: plans.TourTimes
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class TourView:
    """A tour with its figures; times are None where nobody walks it.

    `around` is what its map shows, for words. `steps_line` tells of steps and of ways around
    them, None where no steps are known.
    """

    itinerary: Itinerary
    url: str
    straight: bool
    steps_line: str | None
    walk_min: int | None
    total_min: int | None
    walk_times: dict[str, str]
    total_times: dict[str, str]
    around: tuple[StopAround, ...]


@dataclass(frozen=True)
class StepFree:
    """The way around known steps: how much longer, in sentences; no sentences, no way known."""

    extra_m: float
    lines: tuple[str, ...]
    underfoot: str | None = None


@dataclass(frozen=True)
class Step:
    """One stop of a tour page with the leg that leaves it."""

    stop: Stop
    url: str
    shape: str
    dated: str | None
    leg: Leg | None = None
    leg_min: int | None = None
    leg_times: dict[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    underfoot: str | None = None
    step_free: StepFree | None = None
    handoff: str | None = None


def pace_views(guide: Guide, itinerary: Itinerary) -> tuple[PaceView, ...]:
    """The tour at every pace of the trail; nothing for a tour by car."""
    if itinerary.tour.mode != "foot":
        return ()
    return tuple(
        PaceView(
            pace,
            plans.times(itinerary, pace),
            tuple(source(guide, url) for url in pace.sources),
        )
        for pace in guide.dataset.trail.paces
    )


def tour(guide: Guide, itinerary: Itinerary) -> TourView:
    """The figures of a tour at the first pace of the trail, and in words at every pace."""
    paces = pace_views(guide, itinerary)
    return TourView(
        itinerary=itinerary,
        url=url_for("pages.tour", tour_id=itinerary.tour.id),
        straight=not any(leg.follows_streets for leg in itinerary.legs),
        steps_line=_steps_line(guide, itinerary),
        walk_min=paces[0].times.walk_min if paces else None,
        total_min=paces[0].times.total_min if paces else None,
        walk_times={view.pace.id: filters.minutes(view.times.walk_min) for view in paces},
        total_times={view.pace.id: filters.minutes(view.times.total_min) for view in paces},
        around=guide.around.stops(itinerary.stops),
    )


def steps(guide: Guide, itinerary: Itinerary) -> tuple[Step, ...]:
    """The stops in order, each with the leg that leaves it."""
    legs = {leg.origin.number: leg for leg in itinerary.legs}
    paces = guide.dataset.trail.paces if itinerary.tour.mode == "foot" else ()
    told = guide.directions(itinerary)
    made = []
    for stop in itinerary.stops:
        leg = legs.get(stop.number)
        dated = dated_fact(stop.site, guide.dataset.trail.period)
        minutes = (
            {pace.id: plans.walking_minutes(leg.distance_m, pace) for pace in paces} if leg else {}
        )
        made.append(
            Step(
                stop=stop,
                url=site_url(stop.site),
                shape=mark_shape(stop.site),
                dated=filters.date(dated.date) if dated and dated.date else None,
                leg=leg,
                leg_min=minutes[paces[0].id] if minutes else None,
                leg_times={pace: filters.minutes(count) for pace, count in minutes.items()},
                lines=sentences(told[stop.number], _, say().length, locale_name()) if leg else (),
                step_free=step_free(guide, leg) if leg else None,
                underfoot=words.underfoot_line(underfoot(leg), say().short)
                if leg and leg.follows_streets
                else None,
                handoff=geo_uri(leg.destination.site) if leg and not leg.follows_streets else None,
            )
        )
    return tuple(made)


def step_free(guide: Guide, leg: Leg) -> StepFree | None:
    """None for a leg without known steps."""
    if not has_steps(leg):
        return None
    other = guide.step_free(leg)
    if other is None:
        return StepFree(0.0, ())
    return StepFree(
        max(0.0, other.distance_m - leg.distance_m),
        sentences(guide.leg_directions(other), _, say().length, locale_name()),
        words.underfoot_line(underfoot(other), say().short),
    )


def _steps_line(guide: Guide, itinerary: Itinerary) -> str | None:
    """How much longer the tour is, in the order shown, by the ways around its steps."""
    around = [found for leg in itinerary.legs if (found := step_free(guide, leg))]
    if not around:
        return None
    if not all(found.lines for found in around):
        return _(
            "There are steps on this tour, and not around all of them do we know a way without."
        )
    whole_m = itinerary.distance_m + sum(found.extra_m for found in around)
    return _(
        "There are steps on this tour. By the ways without them, below, it is %(whole)s long.",
        whole=filters.distance_text(whole_m),
    )


def order_choices(
    plan: TourPlan, current: OrderBy, orders: Sequence[OrderBy]
) -> tuple[Choice, ...]:
    """The orders a tour can be shown in; its usual one lives at the tour's own address."""
    return tuple(
        Choice(
            words.order_name(order),
            url_for("pages.tour", tour_id=plan.id)
            if order == plan.order
            else url_for("pages.tour_by", tour_id=plan.id, order_by=order),
            order == current,
        )
        for order in orders
    )


def back(itinerary: Itinerary) -> Step | None:
    """The start once more, where a tour comes back to it."""
    if len(itinerary.legs) < len(itinerary.stops):
        return None
    first = itinerary.stops[0]
    return Step(first, site_url(first.site), mark_shape(first.site), None)


def unlocated(guide: Guide, plan: TourPlan) -> tuple[Site, ...]:
    """Sites within reach of a walk that no map can show, named where they would have stood."""
    if plan.mode != "foot":
        return ()
    return tuple(
        site
        for site in guide.dataset.sites
        if site.position is None and site.properties.reach == plan.mode
    )


@dataclass(frozen=True)
class TurnView:
    """A neighbour in a tour; `minutes` at the first pace, None where nobody walks."""

    stop: Stop
    leg: Leg
    url: str
    minutes: int | None


@dataclass(frozen=True)
class PlaceView:
    """Where a site stands in a tour, with links to its neighbours."""

    tour: TourPlan
    url: str
    stop: Stop
    count: int
    previous: TurnView | None
    next: TurnView | None


def place(guide: Guide, found: TourPlace) -> PlaceView:
    pace = guide.dataset.trail.paces[0] if found.tour.mode == "foot" else None

    def turn(item: TourStep | None) -> TurnView | None:
        if item is None:
            return None
        minutes = plans.walking_minutes(item.leg.distance_m, pace) if pace else None
        return TurnView(item.stop, item.leg, site_url(item.stop.site), minutes)

    return PlaceView(
        found.tour,
        url_for("pages.tour", tour_id=found.tour.id),
        found.stop,
        found.count,
        turn(found.previous),
        turn(found.next),
    )


def frame_snippet(tour: TourPlan) -> str | None:
    """The HTML that puts the tour's map into somebody's page; None without a public address."""
    address = delivery.site_url(url_for("embed.tour", tour_id=tour.id))
    if address.startswith("/"):
        return None
    return (
        f'<iframe src="{escape(address)}" title="{escape(tour.name)}" '
        f'width="{FRAME_WIDTH}" height="{FRAME_HEIGHT}" loading="lazy"></iframe>'
    )
