"""Following a tour on the phone: every stop with the way that leads to it.

One plain page a tour. Without script its stops stand one after another; `go.js`
shows one at a time and, when asked, says where the reader is.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, make_response, render_template, url_for

from trail.base.errors import DoesNotFit
from trail.base.meridian import written
from trail.guide.guide import Guide
from trail.guide.walk.values import Itinerary
from trail.guide.walk.walks import Walk, open_to
from trail.guide.words.walks import walk_name
from trail.web.maps.leg_maps import LegMap, leg_maps
from trail.web.shell import filters
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import permissions_policy
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb, Page
from trail.web.walk import tours as present_tours
from trail.web.walk.go_words import go_words, own_go_words
from trail.web.walk.lead import walk_data
from trail.web.walk.partlinks import at_parts, below, find_part, walk_url
from trail.web.walk.tours import Step

bp = Blueprint("go", __name__)

FAR_M = 500.0  # from every stop: farther off, nobody is on the tour


@dataclass(frozen=True)
class GoStop:
    """One screen: a stop and the leg that leaves it, with its map, and its neighbours' anchors.

    The last screen has no leg. The start of a loop comes twice: `back` marks the second time.
    `coming` is the step that the leg leads to.
    """

    anchor: str
    step: Step
    map: LegMap | None
    coming: Step | None
    previous: str | None
    next: str | None
    back: bool = False

    @property
    def lon(self) -> float:
        return round(written(self.step.stop.position).lon, 6)

    @property
    def lat(self) -> float:
        return round(self.step.stop.position.lat, 6)

    @property
    def handoff(self) -> str:
        """The place that is walked to, or the last one, for a maps app."""
        return present.geo_uri((self.coming or self.step).stop.site)


def screens(of: Guide, itinerary: Itinerary, *, drawn: bool = True) -> tuple[GoStop, ...]:
    """Every screen in order, with the maps of its legs or without; a loop ends at its start."""
    steps = present_tours.steps(of, itinerary)
    back = present_tours.back(itinerary)
    shown = [*steps, *([back] if back else [])]
    anchors = [f"stop-{step.stop.number}" for step in steps] + ["back"] * bool(back)
    last = len(shown) - 1
    return tuple(
        GoStop(
            anchor=anchors[i],
            step=step,
            map=leg_maps().of(step.leg) if step.leg and drawn else None,
            coming=shown[i + 1] if i < last else None,
            previous=anchors[i - 1] if i else None,
            next=anchors[i + 1] if i < last else None,
            back=back is not None and i == last,
        )
        for i, step in enumerate(shown)
    )


def credits_of(shown: tuple[GoStop, ...]) -> tuple[str, ...]:
    """Whom the maps of the screens are owed to, each once."""
    return tuple(
        dict.fromkeys(credit for screen in shown if screen.map for credit in screen.map.credits)
    )


def _street_credits(of: Guide) -> tuple[str, ...]:
    """Whom the ways are owed to that `own-leg.js` draws its maps from, each once."""
    layers = (
        layer
        for layer in of.dataset.layers
        if any(feature.properties.kind == "street" for feature in layer.features)
    )
    return tuple(dict.fromkeys(layer.credit for layer in layers))


def far_m(itinerary: Itinerary) -> float:
    """Metres from the nearest stop beyond which somebody is off the tour."""
    return max([FAR_M, *(leg.distance_m for leg in itinerary.legs)])


@bp.get("/tours/<tour_id>/go/")
def follow(tour_id: str) -> Response:
    return _page(Walk(guide().dataset.get_tour(tour_id).id))


@at_parts(bp, "go/")
def part(tour_id: str, site_id: str | None = None, minutes: int | None = None) -> Response:
    return _page(find_part(tour_id, site_id, minutes))


@bp.get("/tours/<tour_id>/own/go/")
def own(tour_id: str) -> Response:
    """A screen for every stop that an own walk may have: `own-go.js` takes those of the walk."""
    tour = guide().dataset.get_tour(tour_id)
    stops = open_to(guide().dataset, tour)
    if tour.mode != "foot":
        abort(404)
    legs_url = url_for("own.legs", tour_id=tour_id)
    return _page(Walk(tour_id, stops=stops, loop=True), own_words=own_go_words(), legs_url=legs_url)


def _page(walk: Walk, **more: object) -> Response:
    itinerary = guide().walked(walk)
    if isinstance(itinerary, DoesNotFit):
        abort(404, walk_url(walk))
    tour = itinerary.tour
    called = walk_name(walk, guide().dataset, filters.say())
    name = _("Follow it: %(tour)s", tour=called)
    above = [Crumb(tour.name, url_for("pages.tour", tour_id=tour.id))]
    if not walk.is_whole:
        above.append(Crumb(called, walk_url(walk)))
    shared = crumbs(Crumb(_("Tours"), url_for("pages.tours")), *above, Crumb(name))
    shown = screens(guide(), itinerary, drawn=walk.stops is None)
    body = render_template(
        "walk/go.html",
        page=Page(
            title=f"{name}. {guide().dataset.trail.title}",
            description=present.shortened(
                _(
                    "%(tour)s, one stop at a time: how far, which way, and what happened there.",
                    tour=called,
                )
            ),
            section="tours",
            drawn=True,
            canonical=str(shared["canonical"]),
            linked_data=shared["linked_data"],  # type: ignore[arg-type]
            unlisted=not walk.is_whole,
        ),
        tour=present_tours.tour(guide(), itinerary),
        name=called,
        walk_id=walk.path,
        tour_url=walk_url(walk),
        screens=shown,
        credits=credits_of(shown) if walk.stops is None else _street_credits(guide()),
        far_m=round(far_m(itinerary)),
        words=go_words(),
        walk=walk_data(guide(), itinerary, origin=guide().itinerary(tour.id).stops[0].position),
        **more,
    )
    response = make_response(body)
    # Chromium gives no compass heading without the magnetometer.
    response.headers["Permissions-Policy"] = permissions_policy("magnetometer")
    return response


def paths(of: Guide) -> list[str]:
    """The path of each tour's page. Those of its parts stand in no list for searches."""
    return [url_for("go.follow", tour_id=tour.id) for tour in of.dataset.trail.tours]


def part_path(walk: Walk) -> str:
    """The path of a part's page."""
    return url_for("go.part", **below(walk))
