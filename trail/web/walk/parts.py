"""Parts of a tour: begun elsewhere, or chosen for the time there is. Plain pages, each a file."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, url_for

from trail.base.errors import DoesNotFit, SiteNotFound
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import TourPlan
from trail.guide.guide import Guide
from trail.guide.walk.itinerary import SubTour
from trail.guide.walk.values import Itinerary, Leg
from trail.web.maps.context import atlas
from trail.web.shell import filters
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb, Page, Row
from trail.web.walk import tours as present_tours
from trail.web.walk.partlinks import MINUTES, choices, sub_url

bp = Blueprint("subtours", __name__)


@dataclass(frozen=True)
class LeftOutView:
    row: Row
    extra_min: int


@dataclass(frozen=True)
class OtherStop:
    site: Site
    url: str
    leg: Leg | None


@dataclass(frozen=True)
class OtherWay:
    """The same time without coming back (or with), in short."""

    heading: str
    itinerary: Itinerary
    total_min: int
    stops: tuple[OtherStop, ...]


@bp.get("/tours/<tour_id>/from/<site_id>/")
def start(tour_id: str, site_id: str) -> str:
    tour = _tour(tour_id, site_id)
    name = _("%(tour)s from %(place)s", tour=tour.short_name, place=_label(site_id))
    return _page(tour, name, guide().started(tour_id, site_id), site_id)


@bp.get("/tours/<tour_id>/in/<int:minutes>/")
def time(tour_id: str, minutes: int) -> str:
    tour = _tour(tour_id, None, minutes)
    name = _("%(tour)s in %(time)s", tour=tour.short_name, time=filters.minutes(minutes))
    return _timed(tour, name, minutes, None)


@bp.get("/tours/<tour_id>/from/<site_id>/in/<int:minutes>/")
def both(tour_id: str, site_id: str, minutes: int) -> str:
    tour = _tour(tour_id, site_id, minutes)
    name = _(
        "%(tour)s from %(place)s in %(time)s",
        tour=tour.short_name,
        place=_label(site_id),
        time=filters.minutes(minutes),
    )
    return _timed(tour, name, minutes, site_id)


def _tour(tour_id: str, site_id: str | None, minutes: int | None = None) -> TourPlan:
    """The tour; refuses what has no page of its own."""
    tour = guide().dataset.get_tour(tour_id)
    if site_id is not None and site_id not in tour.stops:
        raise SiteNotFound(site_id, tour.stops)
    if site_id == tour.start:
        abort(404, sub_url(tour, None, minutes))
    if minutes is not None and (minutes not in MINUTES or tour.mode != "foot"):
        abort(404)
    return tour


def _label(site_id: str) -> str:
    return guide().dataset.get_site(site_id).label


def _timed(tour: TourPlan, name: str, minutes: int, site_id: str | None) -> str:
    found = guide().sub_tour(tour.id, minutes, site_id)
    if isinstance(found, DoesNotFit):
        return _page(tour, name, None, site_id, minutes, least=found.least)
    left_out = [LeftOutView(present.row(item.site), item.extra_min) for item in found.left_out]
    return _page(
        tour,
        name,
        found.itinerary,
        site_id,
        minutes,
        left_out=left_out,
        all_min=found.all_min,
        chosen_line=_chosen_line(guide(), found),
        other=_other(guide().sub_tour(tour.id, minutes, site_id, not found.itinerary.loop)),
    )


def _chosen_line(of: Guide, found: SubTour) -> str:
    how = _("the best choice, proved") if found.itinerary.exact else _("the best choice found")
    return _(
        "The stops that matter most to the story and fit, at the pace “%(pace)s” and with time at "
        "each stop: %(how)s. %(spare)s to spare.",
        pace=of.dataset.trail.paces[0].name,
        how=how,
        spare=filters.minutes(found.spare_min),
    )


def _other(found: SubTour | DoesNotFit) -> OtherWay | None:
    if isinstance(found, DoesNotFit):
        return None
    legs = {leg.origin.number: leg for leg in found.itinerary.legs}
    return OtherWay(
        _("And back to the start") if found.itinerary.loop else _("Without coming back"),
        found.itinerary,
        found.times.total_min,
        tuple(
            OtherStop(stop.site, present.site_url(stop.site), legs.get(stop.number))
            for stop in found.itinerary.stops
        ),
    )


def _page(
    tour: TourPlan,
    name: str,
    itinerary: Itinerary | None,
    site_id: str | None,
    minutes: int | None = None,
    **more: object,
) -> str:
    picture = atlas().part(itinerary) if itinerary else None
    trail_of = _("Tours"), url_for("pages.tours")
    url = url_for("pages.tour", tour_id=tour.id)
    page = Page(
        title=f"{name}. {guide().dataset.trail.title}",
        description=present.shortened(f"{name}. {tour.summary}"),
        section="tours",
        drawn=picture is not None,
        **crumbs(Crumb(*trail_of), Crumb(tour.name, url), Crumb(name)),  # type: ignore[arg-type]
    )
    values: dict[str, object] = {
        "heading": name,
        "minutes": minutes,
        "choices": choices(guide().dataset, tour, site_id, minutes),
        "whole": Crumb(tour.name, url),
        "picture": picture,
    }
    if itinerary:
        values |= {
            "tour": present_tours.tour(guide(), itinerary),
            "steps": present_tours.steps(guide(), itinerary),
            "back": present_tours.back(itinerary),
            "paces": present_tours.pace_views(guide(), itinerary),
        }
    return render_template("walk/part.html", page=page, **values, **more)
