"""Parts of a tour: begun elsewhere, or chosen for the time there is. Plain pages, each a file."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from trail.base.errors import DoesNotFit
from trail.dataset.schema.site import Site
from trail.guide.guide import Guide
from trail.guide.walk.itinerary import SubTour
from trail.guide.walk.values import Itinerary, Leg
from trail.guide.walk.walks import Walk
from trail.guide.words.walks import walk_name
from trail.web.maps.context import atlas
from trail.web.printing import sheets as printing
from trail.web.shell import filters
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb, Page, Row
from trail.web.walk import downloads, go
from trail.web.walk import tours as present_tours
from trail.web.walk.handoff import handoffs
from trail.web.walk.own import own_url
from trail.web.walk.partlinks import at_parts, choices, find_part, spans

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


@at_parts(bp)
def part(tour_id: str, site_id: str | None = None, minutes: int | None = None) -> str:
    walk = find_part(tour_id, site_id, minutes)
    if walk.minutes is None:
        return _page(walk, guide().started(walk.tour, walk.start or ""))
    found = guide().sub_tour(walk.tour, walk.minutes, walk.start)
    if isinstance(found, DoesNotFit):
        return _page(walk, None, least=found.least)
    left_out = [LeftOutView(present.row(item.site), item.extra_min) for item in found.left_out]
    another = guide().sub_tour(walk.tour, walk.minutes, walk.start, not found.itinerary.loop)
    return _page(
        walk,
        found.itinerary,
        left_out=left_out,
        all_min=found.all_min,
        chosen_line=_chosen_line(guide(), found),
        other=_other(another),
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


def _page(walk: Walk, itinerary: Itinerary | None, **more: object) -> str:
    dataset = guide().dataset
    tour = dataset.get_tour(walk.tour)
    name = walk_name(walk, dataset, filters.say())
    picture = atlas().part(itinerary) if itinerary else None
    whole = Crumb(tour.name, url_for("pages.tour", tour_id=tour.id))
    page = Page(
        title=f"{name}. {dataset.trail.title}",
        description=present.shortened(f"{name}. {tour.summary}"),
        section="tours",
        drawn=picture is not None,
        **crumbs(Crumb(_("Tours"), url_for("pages.tours")), whole, Crumb(name)),  # type: ignore[arg-type]
    )
    values: dict[str, object] = {
        "heading": name,
        "minutes": walk.minutes,
        "choices": choices(dataset, tour, walk),
        "whole": whole,
        "picture": picture,
    }
    if itinerary:
        values |= {
            "tour": present_tours.tour(guide(), itinerary),
            "steps": present_tours.steps(guide(), itinerary),
            "paces": present_tours.pace_views(guide(), itinerary),
            "go_url": go.part_path(walk),
            "spans": spans(guide(), walk),
            "save_url": url_for("pages.tour", tour_id=tour.id, _anchor="save"),
            "own_url": own_url(itinerary),
            "files": downloads.files(walk),
            "handoffs": handoffs(itinerary),
            "sheets": [
                Crumb(printing.paper_word(paper), downloads.sheet_url(walk, paper))
                for paper in downloads.sheet_papers(walk)
            ],
        }
    return render_template("walk/part.html", page=page, **values, **more)
