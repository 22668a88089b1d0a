"""Somebody's own walk: a page that works it out in the browser, from the legs of a tour.

The walk stands behind the # of the address, which no server is told and files keep: nothing
is stored but on the phone, and the link is the walk on any other.
"""

from __future__ import annotations

import json
from itertools import permutations

from flask import Blueprint, Response, abort, render_template, url_for

from trail.base.errors import DoesNotFit
from trail.base.geo import Position, compass_point
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import TourPlan
from trail.export.geo import ExportMeta, describe_site, url_of
from trail.guide.symbols import mark_shape
from trail.guide.walk.itinerary import dwell_min
from trail.guide.walk.values import Itinerary, Leg
from trail.guide.walk.walks import Walk, open_to
from trail.guide.words.directions import sentences
from trail.guide.words.walks import walk_name
from trail.web.maps.own_maps import own_ground
from trail.web.shell import filters, words
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.filters import say
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name
from trail.web.shell.rows import Crumb, Page
from trail.web.walk import downloads
from trail.web.walk import tours as present_tours
from trail.web.walk.go_words import length_words
from trail.web.walk.lead import plane_line, walk_data
from trail.web.walk.partlinks import choices

bp = Blueprint("own", __name__)


def own_url(walk: Walk | Itinerary) -> str | None:
    """Where the stops of a walk can be changed; None for a tour by car, whose ways nobody knows."""
    if isinstance(walk, Itinerary):
        stops = tuple(stop.site.id for stop in walk.stops)
        walk = Walk(walk.tour.id, stops=stops, loop=walk.loop)
    if guide().dataset.get_tour(walk.tour).mode != "foot":
        return None
    return f"{url_for('own.page', tour_id=walk.tour)}#{walk.fragment}"


@bp.get("/tours/<tour_id>/own/")
def page(tour_id: str) -> str:
    tour = _tour(tour_id)
    name = walk_name(Walk(tour.id, stops=()), guide().dataset, filters.say())
    whole = Crumb(tour.name, url_for("pages.tour", tour_id=tour.id))
    return render_template(
        "walk/own.html",
        page=Page(
            title=f"{name}. {guide().dataset.trail.title}",
            description=_("Drop, add and move stops; the way and the times follow."),
            section="tours",
            drawn=True,
            **crumbs(Crumb(_("Tours"), url_for("pages.tours")), whole, Crumb(name)),  # type: ignore[arg-type]
        ),
        heading=name,
        tour=tour,
        paces=present_tours.pace_views(guide(), guide().itinerary(tour.id)),
        choices=choices(guide().dataset, tour),
        whole=whole,
        ground=own_ground(tour.id, [s.position for s in _open_to(tour) if s.position]),
        words=_words(),
    )


@bp.get("/tours/<tour_id>/own/legs.json")
def legs(tour_id: str) -> Response:
    """Every way from stop to stop that a walk along the tour may have, each way as the server
    would tell it: `metres` and `legs` by origin and destination, `usual` the tour's own stops."""
    tour, of = _tour(tour_id), guide()
    sites = _open_to(tour)
    own = Walk(tour.id, stops=())
    meta = downloads.walk_meta(own, tour)
    home = of.itinerary(tour.id)
    origin = home.stops[0].position
    ways = {
        (a.id, b.id): _way(Walk(tour.id, stops=(a.id, b.id)), origin)
        for a, b in permutations(sites, 2)
    }
    alone = [walk_data(of, _worked_out(Walk(tour.id, stops=(s.id,))), origin) for s in sites]
    body = {
        "stops": [
            {
                "id": site.id,
                "name": site.name,
                "label": site.label,
                "url": present.site_url(site),
                "geo": present.geo_uri(site),
                "state": words.state_line(site),
                "shape": mark_shape(site),
                "told": describe_site(site, meta),
                "page": url_of(site, meta),
                "dwell": dwell_min(of.dataset, site),
                "lon": round(at.lon, 6),
                "lat": round(at.lat, 6),
                "area": led["stops"][0]["area"],
            }
            for site, led in zip(sites, alone, strict=True)
            if (at := site.position)
        ],
        "usual": [stop.site.id for stop in home.stops],
        "back": home.loop,
        "mode": tour.mode,
        "file": {"name": own.file_name} | _file_words(meta),
        "plane": alone[0]["plane"],
        "paces": [{"id": pace.id, "speed": pace.speed_m_s} for pace in of.dataset.trail.paces],
        "metres": [[ways[a.id, b.id][0] if a != b else 0 for b in sites] for a in sites],
        "legs": [[ways[a.id, b.id][1] if a != b else None for b in sites] for a in sites],
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, content_type="application/json")


def _way(walk: Walk, origin: Position) -> tuple[float, dict[str, object]]:
    """Its length to the millimetre, as orders are compared, and what is told along it."""
    itinerary = _worked_out(walk)
    (leg,) = itinerary.legs
    led = walk_data(guide(), itinerary, origin)
    bearing = leg.bearing_deg
    return round(leg.distance_m, 3), {
        "compass": "" if bearing is None else words.compass_word(compass_point(bearing)),
        "lines": sentences(
            guide().leg_directions(leg, itinerary.tour.mode), _, say().length, locale_name()
        ),
        "lead": led["legs"][0],
        "area": led["stops"][1]["area"],
    } | _beside(leg, origin)


def _beside(leg: Leg, origin: Position) -> dict[str, object]:
    """From the stop to the street and back, where that is more than a straight line."""
    if leg.approach is None or all(len(line) <= 2 for line in leg.approach):
        return {}
    return {"beside": [plane_line(line, origin) for line in leg.approach]}


def _file_words(meta: ExportMeta) -> dict[str, object]:
    """What a file of the walk says beside its stops and ways (`own-gpx.js`)."""
    return {
        "title": meta.title,
        "told": meta.description,
        "credit": meta.credit,
        "author": meta.author,
        "date": meta.data_date,
        "licence": meta.licence_url,
        "url": meta.url,
        "stop": _("Stop %(number)s of %(count)s", number="{number}", count="{count}"),
        "on": _("On to %(number)s, %(name)s:", number="{number}", name="{name}"),
        "straight": _("Drawn as straight lines, as the way isn’t mapped: %(legs)s.", legs="{legs}"),
    }


def _open_to(tour: TourPlan) -> list[Site]:
    dataset = guide().dataset
    return [dataset.get_site(site_id) for site_id in open_to(dataset, tour)]


def _worked_out(walk: Walk) -> Itinerary:
    found = guide().walked(walk)
    if isinstance(found, DoesNotFit):
        raise found
    return found


def _tour(tour_id: str) -> TourPlan:
    tour = guide().dataset.get_tour(tour_id)
    return tour if tour.mode == "foot" else abort(404)


def _words() -> dict[str, object]:
    """What `own.js` says, its gaps in braces."""
    return {
        "lengths": length_words(),
        "minutes": _("{minutes} min"),
        "hours": _("{hours} h"),
        "hours_minutes": _("{hours} h {minutes} min"),
        "sum": _("{count} stops, {distance}, {total} in all."),
        "now": _("Now {count} stops, {distance}, {total} in all."),
        "dropped": _("{name} is left out."),
        "added": _("{name} comes last now."),
        "moved": _("{name} is stop {number} now."),
        "shortest": _("This is the shortest order from the first stop."),
        "unknown": _("{count} stops of this link are not on this trail any more."),
        "failed": _("What this page works with can’t be fetched now. The ready walks below open."),
        "copied": _("The link is copied."),
        "select": _("The link is selected: copy it."),
    }


def paths() -> list[str]:
    """The path of every page of this module, each once."""
    tours = guide().dataset.trail.tours
    return [url_for("own.page", tour_id=tour.id) for tour in tours if tour.mode == "foot"]


def file_paths() -> list[str]:
    """The path of what the pages work with, each once."""
    tours = guide().dataset.trail.tours
    return [url_for("own.legs", tour_id=tour.id) for tour in tours if tour.mode == "foot"]
