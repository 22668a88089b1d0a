"""The field-trip planner: a plain form, and the plan for what it asks."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from trail.web.i18n import gettext as _
from trail.web.pages import crumbs, guide
from trail.web.present import Crumb, Page

bp = Blueprint("planner", __name__)


@bp.get("/teach/plan/")
def page() -> str:
    heading = _("Plan a class trip")
    return render_template(
        "pages/plan.html",
        page=Page(
            title=f"{heading}. {guide().dataset.trail.title}",
            description=_("A timed plan for a class on the trail, group by group."),
            section="teach",
            **crumbs(Crumb(heading)),  # type: ignore[arg-type]
        ),
        heading=heading,
    )


@bp.get("/teach/plan.ics")
def ics() -> Response:
    abort(404)


@bp.get("/teach/plan.csv")
def csv() -> Response:
    abort(404)


@bp.get("/teach/plan.pdf")
def pdf() -> Response:
    abort(404)


@bp.get("/teach/plans/<plan_id>/")
def ready(plan_id: str) -> str:
    abort(404)
