"""The field-trip planner: a plain form, and the plan for what its address asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
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

from trail.models import Itinerary
from trail.planning.legs import legs_of
from trail.planning.plan import Plan, make_plan
from trail.planning.request import (
    FIELDS,
    Fault,
    PlanRefused,
    PlanRequest,
    as_given,
    parse_request,
    ready_request,
)
from trail.printing.words import Words
from trail.visits import VisitsFile
from trail.web.delivery import site_url
from trail.web.i18n import gettext as _
from trail.web.i18n import locale_name
from trail.web.pages import atlas, crumbs, guide
from trail.web.params import allow
from trail.web.plan_form import form_view, given
from trail.web.present import Crumb, Page, teach_url
from trail.web.present_plan import plan_view

bp = Blueprint("planner", __name__)

for _endpoint in ("page", "csv", "pdf"):
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


def words() -> Words:
    """The reader's language, as plans are told in."""
    return Words(_, locale_name())


def visits() -> VisitsFile:
    """What the trail knows of classes; 404 where it knows nothing."""
    return guide().dataset.visits or abort(404)


def tour() -> Itinerary:
    """The tour whose stops plans are made of."""
    return guide().itinerary(visits().usual.tour)


def today() -> dt.date:
    """The day it is where the trail lies. Nothing that is published depends on it."""
    now = current_app.config.get("NOW") or dt.datetime.now(dt.UTC)
    return now.astimezone(ZoneInfo(guide().dataset.trail.time_zone)).date()


def plan_of(asked: PlanRequest, on: dt.date | None) -> Plan:
    """The plan for a request, seen from a day."""
    dataset = guide().dataset
    return make_plan(dataset, visits(), tour(), guide().travel("foot"), asked, on)


def asked_plan() -> Plan:
    """The plan that the address asks for; raises PlanRefused."""
    return plan_of(parse_request(given(), guide().dataset, visits()), today())


# ---------------------------------------------------------------- pages


@bp.get("/teach/plan/")
def page() -> Response:
    if guide().dataset.visits is None:
        return make_response(_not_offered())
    plan: Plan | None = None
    faults: tuple[Fault, ...] = ()
    status = 200
    on = today() if request.query_string else None
    try:
        plan = plan_of(parse_request(given(), guide().dataset, visits()), on)
    except PlanRefused as refused:
        faults, status = refused.faults, 400 if refused.unreadable else 422
    return make_response(_page(plan, faults, on), status)


@bp.get("/teach/plans/<plan_id>/")
def ready(plan_id: str) -> str:
    found = next((each for each in visits().plans if each.id == plan_id), None) or abort(404)
    asked = ready_request(visits(), plan_id) or abort(404)
    plan = plan_of(asked, None)
    shared = crumbs(*_way_down(), Crumb(found.name))
    return render_template(
        "pages/plan_ready.html",
        page=Page(
            title=f"{found.name}. {guide().dataset.trail.title}",
            description=found.text,
            section="teach",
            map=True,
            **shared,  # type: ignore[arg-type]
        ),
        found=found,
        view=_view(plan, None, None),
        files=FilesView(
            link=None,
            ics=None,
            csv=url_for("planner.ready_file", plan_id=plan_id, extension="csv"),
            pdf=url_for("planner.ready_file", plan_id=plan_id, extension="pdf"),
            mail=None,
        ),
        change=_address("planner.page", plan),
        picture=atlas().tour(visits().usual.tour),
    )


def _page(plan: Plan | None, faults: tuple[Fault, ...], on: dt.date | None) -> str:
    heading = _("Plan a class trip")
    plain = not request.query_string
    lead = _("Not possible like this") + ". " if faults else ""
    shared = crumbs(*_way_down()[:-1], Crumb(heading))
    calendar = _address("planner.ics", plan) if plan and plan.request.date else None
    return render_template(
        "pages/plan.html",
        page=Page(
            title=f"{lead}{heading}. {guide().dataset.trail.title}",
            description=_(
                "A timed plan for a class on the trail: groups that rotate over the stops, with "
                "walks, lunch and bus."
            ),
            section="teach",
            map=plan is not None,
            crumbs=shared["crumbs"],  # type: ignore[arg-type]
            canonical=str(shared["canonical"]) if plain else None,
            linked_data=shared["linked_data"] if plain else (),  # type: ignore[arg-type]
        ),
        heading=heading,
        form=form_view(guide().dataset, visits(), tour(), given(), faults, words()),
        plain=plain,
        reading=visits().reading,
        view=_view(plan, on, calendar) if plan else None,
        files=_files(plan, calendar) if plan else None,
        ready=ready_plans(),
        picture=atlas().tour(visits().usual.tour) if plan else None,
    )


def _view(plan: Plan, on: dt.date | None, calendar: str | None) -> object:
    legs = legs_of(plan, guide().travel("foot"))
    return plan_view(guide(), visits(), plan, legs, words(), today=on, calendar=calendar)


def _not_offered() -> str:
    heading = _("Plan a class trip")
    return render_template(
        "pages/plan_none.html",
        page=Page(
            title=f"{heading}. {guide().dataset.trail.title}",
            description=_("This trail offers no planner for classes."),
            section="teach",
            **crumbs(Crumb(heading)),  # type: ignore[arg-type]
        ),
        heading=heading,
    )


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


def _address(endpoint: str, plan: Plan) -> str:
    return f"{url_for(endpoint)}?{urlencode(as_given(plan.request))}"


def _files(plan: Plan, calendar: str | None) -> FilesView:
    link = site_url(_address("planner.page", plan))
    subject = _("Class trip: %(title)s", title=guide().dataset.trail.title)
    return FilesView(
        link=link,
        ics=calendar,
        csv=_address("planner.csv", plan),
        pdf=_address("planner.pdf", plan),
        mail=f"mailto:?subject={quote(subject)}&body={quote(link)}",
    )


def paths() -> list[str]:
    """The path of every page and file that can be published, each once."""
    of = guide().dataset.visits
    if of is None:
        return [url_for("planner.page")]
    return [
        url_for("planner.page"),
        *(url_for("planner.ready", plan_id=plan.id) for plan in of.plans),
    ]


@bp.get("/teach/plan.ics")
def ics() -> Response:
    abort(404)


@bp.get("/teach/plan.csv")
def csv() -> Response:
    abort(404)


@bp.get("/teach/plan.pdf")
def pdf() -> Response:
    abort(404)


@bp.get("/teach/plans/<plan_id>.<any(csv, pdf):extension>")
def ready_file(plan_id: str, extension: str) -> Response:
    abort(404)
