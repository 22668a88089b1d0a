"""A tour in a frame: its map and stops, for a page of somebody else."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, url_for

from trail.web.maps.context import atlas
from trail.web.shell import rows as present
from trail.web.shell.context import guide
from trail.web.shell.delivery import content_security_policy, site_url
from trail.web.shell.rows import Page
from trail.web.walk import tours as present_tours

bp = Blueprint("embed", __name__)


@bp.get("/embed/<tour_id>/")
def tour(tour_id: str) -> Response:
    itinerary = guide().itinerary(guide().dataset.get_tour(tour_id).id)
    response = make_response(
        render_template(
            "walk/embed.html",
            page=Page(
                title=f"{itinerary.tour.name}. {guide().dataset.trail.title}",
                description=itinerary.tour.summary,
            ),
            tour=present_tours.tour(guide(), itinerary),
            picture=atlas().part(itinerary),
            rows=[present.row(stop.site, number=stop.number) for stop in itinerary.stops],
            full_url=site_url(url_for("pages.tour", tour_id=tour_id)),
        )
    )
    # Anybody may frame this page, and this page alone.
    policy = content_security_policy(with_map=False, framed_by="*")
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
