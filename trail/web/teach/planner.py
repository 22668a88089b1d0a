"""The field-trip planner: a plain form, and the plan for what its address asks."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    render_template,
    request,
    url_for,
)

from trail.dataset.schema.visits import VisitsFile
from trail.export.sheets.word import offers_word
from trail.fieldtrip.planner.plan import Plan
from trail.fieldtrip.planner.request import (
    FIELDS,
    Given,
    PlanRefused,
    PlanRequest,
    RequestFault,
    as_given,
    parse_request,
    ready_request,
)
from trail.fieldtrip.trip import Trip, make_trip
from trail.guide.walk.itinerary import Travel, metres_between
from trail.guide.walk.network import Network
from trail.guide.walk.values import Itinerary
from trail.guide.words.phrases import Phrases
from trail.web.shell import filters
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import full_url
from trail.web.shell.i18n import gettext as _
from trail.web.shell.params import allow
from trail.web.shell.rows import Crumb, Page, teach_url
from trail.web.teach.form import form_view, given
from trail.web.teach.plan import PlanView, plan_view

bp = Blueprint("planner", __name__)

for _endpoint in ("page", "csv", "pdf", "pdf_on", "docx"):
    allow(f"planner.{_endpoint}", *FIELDS)
allow("planner.ics", *FIELDS, "group")


@dataclass(frozen=True)
class FilesView:
    """Where a plan can be taken to; what it has not is None."""

    link: str | None
    ics: str | None
    csv: str
    pdf: str
    mail: str | None
    weather: Crumb | None = None
    folders: tuple[Crumb, ...] = ()


def words() -> Phrases:
    """The reader's language, as plans are told in."""
    return filters.say()


def visits() -> VisitsFile:
    """What the trail knows of classes; 404 where it knows nothing."""
    return guide().visits or abort(404)


def tour() -> Itinerary:
    """The tour whose stops plans are made of."""
    return guide().itinerary(visits().usual.tour)


def now() -> dt.datetime:
    """The instant it is. Nothing that is published depends on it."""
    return current_app.config.get("NOW") or dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day it is where the trail lies."""
    return now().astimezone(ZoneInfo(guide().dataset.trail.time_zone)).date()


def asked(fields: Given) -> PlanRequest:
    """What the fields ask for; raises PlanRefused."""
    return parse_request(fields, guide().dataset, visits())


def asked_trip(on: dt.date | None) -> Trip:
    """The trip that the address asks for, seen from a day; raises PlanRefused."""
    return make_trip(guide(), asked(given()), on)


def _begun(request: PlanRequest) -> PlanRequest:
    """The request with an id, so that it stays the same plan when it is changed.

    Only a plan with a date gets one: it is for calendars. Two who begin with the same wishes
    do so at different instants.
    """
    if request.date is None or request.id is not None:
        return request
    begun = f"{now().isoformat()} {urlencode(as_given(request))}"
    return replace(request, id=hashlib.sha256(begun.encode()).hexdigest()[:16])


def ready_trip(plan_id: str) -> Trip:
    """The trip of a ready-made plan; 404 where there is none of that name."""
    asked = ready_request(visits(), plan_id) or abort(404)
    # Its page, its table and its sheets tell of the same trip, and of no day.
    made: dict[str, Trip] = current_app.extensions.setdefault("ready trips", {})
    if plan_id not in made:
        made[plan_id] = make_trip(guide(), asked)
    return made[plan_id]


# ---------------------------------------------------------------- pages


@bp.get("/teach/plan/")
def page() -> Response:
    visits()
    trip: Trip | None = None
    faults: tuple[RequestFault, ...] = ()
    status = 200
    on = today() if request.query_string else None
    fields = given()
    try:
        wanted = _begun(asked(fields))
        fields = fields | ({"id": [wanted.id]} if wanted.id else {})
        trip = make_trip(guide(), wanted, on)
    except PlanRefused as refused:
        faults, status = refused.faults, 400 if refused.unreadable else 422
    return make_response(_page(trip, fields, faults), status)


@bp.get("/teach/plans/<plan_id>/")
def ready(plan_id: str) -> str:
    found = next((each for each in visits().plans if each.id == plan_id), None) or abort(404)
    trip = ready_trip(plan_id)
    shared = crumbs(*_way_down(), Crumb(found.name))
    return render_template(
        "teach/plan_ready.html",
        page=Page(
            title=f"{found.name}. {guide().dataset.trail.title}",
            description=found.text,
            section="teach",
            drawn=True,
            **shared,  # type: ignore[arg-type]
        ),
        found=found,
        view=_view(trip, None),
        files=FilesView(
            link=None,
            ics=None,
            csv=url_for("planner.ready_csv", plan_id=plan_id),
            pdf=url_for("planner.ready_pdf", plan_id=plan_id),
            mail=None,
        ),
        change=address("planner.page", trip.plan),
    )


@bp.get("/teach/plan/group/")
def group() -> str:
    """The page of a chaperone: what is shown stands in the link behind "#"."""
    of = visits()
    heading = _("Your group’s day")
    words_of = {
        "g": _("Gather at {stop}: count, make groups"),
        "x": _("Wait before {stop}: others are still there"),
        "w": _("Walk to {stop}"),
        "s": "{stop}",
        "l": _("Lunch: {stop}"),
        "f": _("Time in hand at {stop}"),
        "b": _("Count, and leave from {stop}"),
        "title": _("Group {group}: students {students}, adults {adults}"),
        "until": _("until {time}"),
        "before": _("The day has not begun yet."),
        "after": _("The day is over."),
        "nothing": _("Nothing more."),
        "count": _(
            "Count them at every stop, before you leave it and before you board: {students}."
        ),
    }
    words_of |= {
        "anew": _("Planned anew at {time}; stops to come: {count}."),
        "left": _("No time is left for: {stops}."),
        "back": _("Back at {time}."),
        "over": _(
            "You will be back {minutes} minutes after boarding was to begin: call the teacher in "
            "charge now."
        ),
        "changed": _("This day was planned anew on this phone at {time}."),
    }
    stops = {
        stop.number: {"name": stop.site.name, "address": stop.site.properties.address or ""}
        for stop in guide().itinerary(of.usual.tour).stops
    }
    return render_template(
        "teach/group.html",
        page=Page(
            title=f"{heading}. {guide().dataset.trail.title}",
            description=_("Where a group of a class trip is now and where it goes next."),
            section="teach",
            **crumbs(*_way_down(), Crumb(heading)),  # type: ignore[arg-type]
        ),
        heading=heading,
        zone=guide().dataset.trail.time_zone,
        told={"words": words_of, "stops": stops, "ground": _ground(of)},
    )


def _ground(of: VisitsFile) -> dict[str, object]:
    """How far it is between the stops and the places where groups begin, for a phone that plans
    a day anew; and the stops whose visit is inside."""
    stops, travel = tour().stops, guide().travel("foot")
    sites = [*(stop.site for stop in stops), *(guide().dataset.get_site(p.near) for p in of.places)]
    positions = [site.position for site in sites if site.position]
    stepless = travel.without_steps if isinstance(travel, Network) else None

    def metres(by: Travel) -> list[list[float | None]]:
        found = metres_between(positions, by)
        return [
            [
                0 if a.id == b.id else round(m, 2) if math.isfinite(m) else None
                for b, m in zip(sites, row, strict=True)
            ]
            for a, row in zip(sites, found, strict=True)
        ]

    return {
        "stops": [stop.number for stop in stops],
        "places": {place.id: len(stops) + k for k, place in enumerate(of.places)},
        "metres": metres(travel),
        "stepless": metres(stepless) if stepless else None,
        "inside": [stop.number for stop in stops if of.visit_of(stop.site.id).inside],
    }


def _page(trip: Trip | None, fields: Given, faults: tuple[RequestFault, ...]) -> str:
    plan = trip.plan if trip else None
    heading = _("Plan a class trip")
    plain = not request.query_string
    lead = _("Not possible like this") + ". " if faults else ""
    shared = crumbs(*_way_down()[:-1], Crumb(heading))
    calendar = address("planner.ics", plan) if plan and plan.request.date else None
    return render_template(
        "teach/plan.html",
        page=Page(
            title=f"{lead}{heading}. {guide().dataset.trail.title}",
            description=_(
                "A timed plan for a class on the trail: groups that rotate over the stops, with "
                "walks, lunch and bus."
            ),
            section="teach",
            drawn=plan is not None,
            crumbs=shared["crumbs"],  # type: ignore[arg-type]
            canonical=str(shared["canonical"]),
            unlisted=not plain,
            linked_data=shared["linked_data"] if plain else (),  # type: ignore[arg-type]
        ),
        heading=heading,
        form=form_view(guide().dataset, visits(), tour(), fields, faults, words()),
        plain=plain,
        reading=visits().reading,
        view=_view(trip, calendar) if trip else None,
        files=_files(plan, calendar, plain=plain) if plan else None,
        ready=ready_plans(),
    )


def _view(trip: Trip, calendar: str | None) -> PlanView:
    say = words()
    return plan_view(trip, trip.ways(_, say.length), say, calendar=calendar)


def _way_down() -> tuple[Crumb, ...]:
    planner = url_for("planner.page")
    room = () if teach_url() == planner else (Crumb(_("Teach"), teach_url()),)
    return (*room, Crumb(_("Plan a class trip"), planner))


def ready_plans() -> tuple[tuple[Crumb, str], ...]:
    """The ready-made plans: name, address, text."""
    of = guide().dataset.visits
    return tuple(
        (Crumb(plan.name, url_for("planner.ready", plan_id=plan.id)), plan.text)
        for plan in (of.plans if of else ())
    )


# ---------------------------------------------------------------- addresses


def address(endpoint: str, plan: Plan) -> str:
    """Where a view shows this very plan."""
    return f"{url_for(endpoint)}?{urlencode(as_given(plan.request))}"


def _files(plan: Plan, calendar: str | None, *, plain: bool) -> FilesView:
    """Of the usual case the files have bare addresses: those can be published."""
    link = full_url(address("planner.page", plan))
    subject = _("Class trip: %(title)s", title=guide().dataset.trail.title)
    return FilesView(
        link=link,
        ics=calendar,
        csv=url_for("planner.csv") if plain else address("planner.csv", plan),
        pdf=url_for("planner.pdf") if plain else address("planner.pdf", plan),
        mail=f"mailto:?subject={quote(subject)}&body={quote(link)}",
        # A published copy has no plan but the usual one at this address.
        weather=None if plain else _other_weather(plan),
        folders=() if plain else tuple(_other_folders(plan)),
    )


def _other_folders(plan: Plan) -> Iterator[Crumb]:
    """The folder on other paper, in large print, and to change in a word processor."""
    asked = urlencode(as_given(plan.request))
    names = {
        "a4": _("The folder on A4 (PDF)"),
        "large": _("In large print (PDF)"),
        "a4-large": _("In large print, A4 (PDF)"),
    }
    for form, name in names.items():
        yield Crumb(name, f"{url_for('planner.pdf_on', form=form)}?{asked}")
    if offers_word():
        yield Crumb(_("To change in Word (DOCX)"), f"{url_for('planner.docx')}?{asked}")


def _other_weather(plan: Plan) -> Crumb | None:
    """The same wishes for the other weather; None where the trail has no figure for it."""
    if visits().minutes.bad_weather is None:
        return None
    bad = not plan.request.weather
    asked = urlencode(as_given(replace(plan.request, weather=bad)))
    name = _("The plan for rain or heat") if bad else _("The plan for fair weather")
    return Crumb(name, f"{url_for('planner.page')}?{asked}")


def paths() -> list[str]:
    """The path of every page and file that can be published, each once."""
    of = guide().dataset.visits
    if of is None:
        return []
    return [
        url_for("planner.page"),
        url_for("planner.group"),
        *(url_for("planner.ready", plan_id=plan.id) for plan in of.plans),
    ]
