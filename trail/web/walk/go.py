"""Following a tour on the phone: every stop with the way that leads to it.

One plain page a tour. Without script its stops stand one after another; `go.js`
shows one at a time and, when asked, says where the reader is.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, make_response, render_template, url_for

from trail.base.errors import DoesNotFit
from trail.base.geo import compass_point
from trail.base.meridian import written
from trail.guide.guide import Guide
from trail.guide.walk.values import Itinerary, Leg
from trail.guide.walk.walks import Walk
from trail.guide.words.walks import walk_name
from trail.web.shell import filters, words
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import permissions_policy
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb, Page
from trail.web.walk import tours as present_tours
from trail.web.walk.lead import walk_data
from trail.web.walk.partlinks import at_parts, below, find_part, walk_url
from trail.web.walk.tours import Step

bp = Blueprint("go", __name__)

FAR_M = 500.0  # from every stop: farther off, nobody is on the tour


@dataclass(frozen=True)
class GoStop:
    """One screen: a stop, the leg that leads to it (`way`), and its neighbours' anchors.

    The start of a loop comes twice: `back` marks the second time.
    """

    anchor: str
    step: Step
    way: Step | None
    leg: Leg | None
    previous: str | None
    next: str | None
    handoff: str | None
    back: bool = False

    @property
    def lon(self) -> float:
        return round(written(self.step.stop.position).lon, 6)

    @property
    def lat(self) -> float:
        return round(self.step.stop.position.lat, 6)


def screens(of: Guide, itinerary: Itinerary) -> tuple[GoStop, ...]:
    """Every screen in order; a loop ends at its start."""
    steps = present_tours.steps(of, itinerary)
    back = present_tours.back(itinerary)
    shown = [*steps, *([back] if back else [])]
    anchors = [f"stop-{step.stop.number}" for step in steps] + ["back"] * bool(back)
    last = len(shown) - 1
    made = []
    for i, step in enumerate(shown):
        way = steps[i - 1] if i else None
        made.append(
            GoStop(
                anchor=anchors[i],
                step=step,
                way=way,
                leg=way.leg if way else None,
                previous=anchors[i - 1] if i else None,
                next=anchors[i + 1] if i < last else None,
                handoff=None if way else present.geo_uri(step.stop.site),
                back=back is not None and i == last,
            )
        )
    return tuple(made)


def far_m(itinerary: Itinerary) -> float:
    """Metres from the nearest stop beyond which somebody is off the tour."""
    return max([FAR_M, *(leg.distance_m for leg in itinerary.legs)])


def _words() -> dict[str, object]:
    """What `go.js` says, its gaps in braces."""
    return {
        "lengths": {
            "ft": _("{n} ft"),
            "mile": _("1 mile"),
            "miles": _("{n} miles"),
            "m": _("{n} m"),
            "km": _("{n} km"),
        },
        "compass": [words.compass_word(compass_point(degrees)) for degrees in range(0, 360, 45)],
        "count": _("{number} of {count}"),
        "step": _("{name}. {count}."),
        "looking": _("Asking your phone where you are…"),
        "near": _(
            "{name} is {distance} to the {compass}, in a straight line. Your phone is sure to"
            " within {accuracy}."
        ),
        "arrived": _("You are here: {name}. {seen}"),
        "rough": _(
            "Your phone knows where you are only to within {accuracy}, too rough to say which"
            " way. Step into the open, turn on precise location, and try again. Or go by the "
            "directions."
        ),
        "far": _(
            "You are {distance} from the nearest stop of this tour, {number}, {name}. It lies"
            " to the {compass}."
        ),
        "offer": _("Show stop {number}, {name}"),
        "offer_here": _("You are at stop {number}, {name}: show that"),
        "refused": _(
            "Your phone did not allow it. You can allow location for this site in the "
            "browser’s settings and try again. Or go by the directions and the buttons: "
            "nothing else needs it."
        ),
        "unavailable": _(
            "Your phone can’t tell where it is right now. Check that location is turned on, "
            "step into the open, and try again. Or go by the directions."
        ),
        "timeout": _(
            "Your phone took too long to find out where it is. Step away from tall buildings "
            "and try again. Or go by the directions."
        ),
        "impossible": _(
            "This browser can’t tell where you are. Go by the directions and the buttons."
        ),
        "following": _("Following you. You will be told when you arrive."),
        "stopped": _("No longer following."),
        "again": _("Following you again. You will be told when you arrive."),
        "no_awake": _(
            "This browser can’t keep the screen on: have it stay on longer in the phone’s settings."
        ),
        "no_buzz": _(
            "This phone can’t buzz when you arrive: look for the words at the foot of the page."
        ),
        "awake": _("The screen stays on."),
        "asleep": _("The screen may turn off again."),
        "awake_failed": _("The phone won’t keep the screen on now, perhaps to save its battery."),
        "seen": _("{seen} of {count} stops seen."),
        "marked": _("{name}: marked as seen. {seen}"),
        "unmarked": _("{name}: no longer marked as seen. {seen}"),
        "cleared": _("No stop is marked as seen now."),
    }


@bp.get("/tours/<tour_id>/go/")
def follow(tour_id: str) -> Response:
    return _page(Walk(guide().dataset.get_tour(tour_id).id))


@at_parts(bp, "go/")
def part(tour_id: str, site_id: str | None = None, minutes: int | None = None) -> Response:
    return _page(find_part(tour_id, site_id, minutes))


def _page(walk: Walk) -> Response:
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
            canonical=str(shared["canonical"]),
            linked_data=shared["linked_data"],  # type: ignore[arg-type]
            unlisted=not walk.is_whole,
        ),
        tour=present_tours.tour(guide(), itinerary),
        name=called,
        walk_id=walk.path,
        tour_url=walk_url(walk),
        screens=screens(guide(), itinerary),
        far_m=round(far_m(itinerary)),
        words=_words(),
        walk=walk_data(guide(), itinerary),
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
