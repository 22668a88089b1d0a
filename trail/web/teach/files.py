"""A plan as files: calendar, table, sheets; for what the address asks, and ready-made."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, abort, request, url_for

from trail.base.errors import InvalidParameter
from trail.export.sheets.word import offers_word
from trail.export.trips import FOLDER_FORMS, plan_calendar, plan_docx, plan_pdf, plan_table
from trail.fieldtrip.planner.request import PlanRefused
from trail.fieldtrip.trip import Trip
from trail.fieldtrip.wording.sentences import fault_text
from trail.web.shell.context import guide
from trail.web.shell.delivery import full_url, name_file
from trail.web.teach import planner
from trail.web.teach.planner import bp as bp

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/teach/plan.ics")
def ics() -> Response:
    trip = _asked()
    body = plan_calendar(
        trip,
        planner.words(),
        url=full_url(planner.address("planner.page", trip.plan)),
        home=full_url(url_for("pages.home")),
        at=planner.now(),
        group=_group(trip),
    )
    return _file(body, "text/calendar; charset=utf-8", "class-trip.ics")


@bp.get("/teach/plan.csv")
def csv() -> Response:
    return _table(_asked(), "class-trip.csv")


@bp.get("/teach/plan.pdf")
def pdf() -> Response:
    trip = _asked()
    return _sheets(trip, full_url(planner.address("planner.page", trip.plan)), "class-trip.pdf")


@bp.get('/teach/plan-<any("a4", "large", "a4-large"):form>.pdf')
def pdf_on(form: str) -> Response:
    trip = _asked()
    url = full_url(planner.address("planner.page", trip.plan))
    return _sheets(trip, url, f"class-trip-{form}.pdf", form)


@bp.get("/teach/plan.docx")
def docx() -> Response:
    if not offers_word():
        abort(404)
    trip = _asked()
    url = full_url(planner.address("planner.page", trip.plan))
    made = plan_docx(trip, planner.words(), full_url(url_for("pages.home")), url)
    return _file(made, WORD, "class-trip.docx")


@bp.get("/teach/plans/<plan_id>.csv")
def ready_csv(plan_id: str) -> Response:
    return _table(planner.ready_trip(plan_id), f"{plan_id}.csv")


@bp.get("/teach/plans/<plan_id>.pdf")
def ready_pdf(plan_id: str) -> Response:
    url = full_url(url_for("planner.ready", plan_id=plan_id))
    return _sheets(planner.ready_trip(plan_id), url, f"{plan_id}.pdf")


def file_paths() -> Iterator[str]:
    """The path of every file of a plan that can be published, each once."""
    of = guide().dataset.visits
    if of is None:
        return
    yield url_for("planner.csv")
    yield url_for("planner.pdf")
    for plan in of.plans:
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


def _table(trip: Trip, name: str) -> Response:
    return _file(plan_table(trip, planner.words()), "text/csv; charset=utf-8", name)


def _sheets(trip: Trip, url: str, name: str, form: str = "") -> Response:
    home = full_url(url_for("pages.home"))
    made = plan_pdf(trip, planner.words(), home, url, FOLDER_FORMS[form])
    return _file(made, "application/pdf", name, how="inline")


def _file(body: bytes, media_type: str, name: str, how: str = "attachment") -> Response:
    response = Response(body, content_type=media_type)
    name_file(response, name, how)
    return response
