"""A plan as files: calendar, table, sheets; for what the address asks, and ready-made."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Flask, Response, request, url_for

from trail.errors import InvalidParameter
from trail.export.plan_csv import to_plan_csv
from trail.export.plan_ics import to_plan_ics
from trail.plan_events import plan_events, plan_rows
from trail.plan_wording import fault_text
from trail.planning.request import PlanRefused
from trail.printing.content import Desk, Links
from trail.printing.plansheets import plan_sheets
from trail.printing.typeset import typeset
from trail.trip import Trip
from trail.web import planner
from trail.web.delivery import site_url
from trail.web.i18n import gettext as _
from trail.web.pages import guide
from trail.web.planner import bp


@bp.get("/teach/plan.ics")
def ics() -> Response:
    trip = _asked()
    body = _calendar(trip, _group(trip))
    return _file(body, "text/calendar; charset=utf-8", "class-trip.ics")


@bp.get("/teach/plan.csv")
def csv() -> Response:
    return _table(_asked(), "class-trip.csv")


@bp.get("/teach/plan.pdf")
def pdf() -> Response:
    trip = _asked()
    return _sheets(trip, site_url(planner.address("planner.page", trip.plan)), "class-trip.pdf")


@bp.get("/teach/plans/<plan_id>.csv")
def ready_csv(plan_id: str) -> Response:
    return _table(planner.ready_trip(plan_id), f"{plan_id}.csv")


@bp.get("/teach/plans/<plan_id>.pdf")
def ready_pdf(plan_id: str) -> Response:
    url = site_url(url_for("planner.ready", plan_id=plan_id))
    return _sheets(planner.ready_trip(plan_id), url, f"{plan_id}.pdf")


def init_planner(app: Flask) -> None:
    """Give the app the planner's pages and files."""
    app.register_blueprint(bp)


def paths() -> Iterator[str]:
    """The path of every ready-made file, each once."""
    of = guide().dataset.visits
    for plan in of.plans if of else ():
        yield url_for("planner.ready_csv", plan_id=plan.id)
        yield url_for("planner.ready_pdf", plan_id=plan.id)


def _asked() -> Trip:
    """The trip that the address asks for. What can't be read is 400 and names the field."""
    try:
        return planner.asked_trip(planner.today())
    except PlanRefused as refused:
        fault = refused.faults[0]
        text = fault_text(fault, planner.words())
        if refused.unreadable:
            raise InvalidParameter(fault.field, request.args.get(fault.field, ""), text) from None
        raise PlanRefused(refused.faults, f"{fault.field}: {text}") from None


def _group(trip: Trip) -> int | None:
    given = request.args.getlist("group")
    if not given:
        return None
    known = {str(group.number): group.number for group in trip.plan.groups}
    if len(given) > 1 or given[0] not in known:
        raise InvalidParameter("group", given[0], f"1 to {len(known)}")
    return known[given[0]]


def _calendar(trip: Trip, group: int | None) -> bytes:
    plan, trail = trip.plan, guide().dataset.trail
    date = plan.request.date
    if date is None:
        raise InvalidParameter("date", "", "a date: a calendar file needs one")
    url = site_url(planner.address("planner.page", plan))
    title, say = trail.title, planner.words()
    events = plan_events(
        plan, trip.visits, trip.ways(_, say.distance), say, title=title, url=url, group=group
    )
    who = f"{date} {plan.request.students} {plan.request.grade}"
    return to_plan_ics(
        events,
        name=_("Class trip: %(title)s", title=title),
        zone=trail.time_zone,
        data_date=dt.date.fromisoformat(trail.data_date),
        trip=hashlib.sha256(who.encode()).hexdigest()[:12],
        host=urlsplit(site_url()).hostname or "localhost",
        url=url,
    )


def _table(trip: Trip, name: str) -> Response:
    dated = trip.plan.request.date is not None
    body = to_plan_csv(plan_rows(trip.plan, planner.words()), dated=dated)
    return _file(body, "text/csv; charset=utf-8", name)


def _sheets(trip: Trip, url: str, name: str) -> Response:
    say = planner.words()
    desk = Desk(guide(), say, Links.under(site_url(url_for("pages.home"))))
    content = plan_sheets(desk, trip, url)
    made = typeset("plan", content, guide().dataset.trail.data_date)
    return _file(made, "application/pdf", name, how="inline")


def _file(body: bytes, media_type: str, name: str, how: str = "attachment") -> Response:
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    return response
