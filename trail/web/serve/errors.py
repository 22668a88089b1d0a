"""What went wrong, as a page or as the API says it: every refusal in one place."""

from __future__ import annotations

from difflib import get_close_matches

from flask import Flask, Response, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as WerkzeugResponse

from trail.base import errors
from trail.web.api import api
from trail.web.printing import sheets as printing
from trail.web.shell import filters
from trail.web.shell.context import guide
from trail.web.shell.features import find_named
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Page

# The one place that maps what went wrong to a status.
STATUS: tuple[tuple[type[errors.TrailError], int], ...] = (
    (errors.InvalidParameter, 400),
    (errors.NotFound, 404),
    (errors.PlanningError, 422),
    (errors.TrailError, 500),
)


def init_errors(app: Flask) -> None:
    """Give `app` an answer to everything that goes wrong."""

    @app.errorhandler(errors.TrailError)
    def refused(error: errors.TrailError) -> tuple[str | Response, int]:
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        wanted = error.nearest if isinstance(error, errors.NotFound) else ()
        if isinstance(error, errors.MissingGlyphs):
            printing.refuse(error)
        sheet = isinstance(error, errors.ExportError) and request.path.endswith((".pdf", ".png"))
        heading = _("This sheet can’t be printed") if sheet else ""
        return _error_page(status, _message(error), wanted, heading)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> tuple[str | Response, int] | WerkzeugResponse:
        status = error.code or 500
        if status in (301, 302, 304, 307, 308):
            return error.get_response()
        if status == 404:
            return _error_page(404, *_nowhere())
        body, _status = _error_page(status, _http_message(status))
        response = app.make_response((body, status))
        if error.code == 405:
            response.headers["Allow"] = ", ".join(
                sorted(getattr(error, "valid_methods", None) or ())
            )
        return response

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> tuple[str | Response, int]:
        g.unforeseen = f"{type(error).__name__}: {error}"
        app.logger.exception("unforeseen error at %s", request.path, exc_info=error)
        return _error_page(500, _http_message(500))


def _message(error: errors.TrailError) -> str:
    if isinstance(error, errors.InvalidParameter):
        return _(
            "“%(name)s” can’t be used as %(value)s; expected: %(expected)s.",
            name=error.name[:80],
            value=repr(error.value[:80]),
            expected=error.expected,
        )
    if isinstance(error, errors.MissingGlyphs):
        return printing.unshown(error)
    return filters.sentence(str(error))


def _http_message(status: int) -> str:
    return {
        400: _("The request could not be understood."),
        405: _("This address takes no such request; pages are only read here."),
        406: _("This is offered as JSON and as HTML, and in no other form."),
        413: _("What was sent is too large."),
        414: _("The address is too long."),
    }.get(status, _("Something went wrong here. It is not your fault; try again in a minute."))


def _nowhere() -> tuple[str, tuple[str, ...]]:
    """A page saved as a file stands in for every address, and can name none."""
    if current_app.config["PUBLISHED"]:
        return _("There is no page at this address."), ()
    return _("There is no page at %(path)s.", path=request.path[:120]), _nearest()


def _nearest() -> tuple[str, ...]:
    """Sites whose id is near the last part of the path asked for."""
    tail = request.path.rstrip("/").rpartition("/")[2].lower()[:80]
    ids = [site.id for site in guide().dataset.sites[:2000]]
    return tuple(get_close_matches(tail, ids, n=3, cutoff=0.5))


def _error_page(
    status: int, message: str, nearest: tuple[str, ...] = (), heading: str = ""
) -> tuple[str | Response, int]:
    heading = heading or {
        400: _("That address has something we can’t use"),
        404: _("Not found"),
        406: _("Not in that form"),
        405: _("Not possible here"),
        422: _("That doesn’t fit together"),
    }.get(status, _("Something went wrong"))
    if api.asked_for():
        return api.problem(status, message), status
    g.with_map = False
    page = Page(title=f"{heading}. {guide().dataset.trail.title}", description=message)
    suggestions = [suggestion for wanted in nearest if (suggestion := find_named(wanted))]
    body = render_template(
        "shell/error.html",
        page=page,
        status=status,
        heading=heading,
        message=message,
        suggestions=suggestions,
    )
    return body, status
