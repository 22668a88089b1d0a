"""The Flask app: one dataset, every route, every refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, g, render_template, request, url_for
from flask_babel import Babel
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from trail.base import errors
from trail.base.paths import STATIC, TEMPLATES, TRANSLATIONS
from trail.guide.checking import checked
from trail.guide.guide import Guide
from trail.web.api import api, feed, health
from trail.web.ask import ask
from trail.web.maps.atlas import Atlas
from trail.web.offline import offline
from trail.web.printing import sheets as printing
from trail.web.search import search
from trail.web.shell import files as machines
from trail.web.shell import filters
from trail.web.shell.assets import load_assets
from trail.web.shell.context import guide
from trail.web.shell.delivery import init_delivery
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name
from trail.web.shell.params import init_params
from trail.web.shell.rows import Crumb, Page, teach_url
from trail.web.shell.settings import Settings
from trail.web.story import days
from trail.web.story import pages as story_pages
from trail.web.teach import files as plan_files
from trail.web.teach import room as teach
from trail.web.walk import downloads, embed, go, pages
from trail.web.walk import parts as subtours

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# The one place that maps what went wrong to a status.
STATUS: tuple[tuple[type[errors.TrailError], int], ...] = (
    (errors.InvalidParameter, 400),
    (errors.NotFound, 404),
    (errors.PlanningError, 422),
    (errors.TrailError, 500),
)


def create_app(settings: Settings | None = None) -> Flask:
    """The app for one dataset; raises DatasetError when that is faulty."""
    settings = settings or Settings()
    dataset = checked(settings.data_dir)
    app = Flask(__name__, template_folder=str(TEMPLATES), static_folder=None)
    app.config["BASE_URL"] = settings.base_url or dataset.trail.base_url
    app.config["BASE_PATH"] = settings.base_path
    app.config["PUBLISHED"] = app.jinja_env.globals["published"] = settings.published
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    # English as it is written in the United States: "August 29, 1905".
    app.config["BABEL_DEFAULT_LOCALE"] = (
        "en_US" if dataset.trail.lang == "en" else dataset.trail.lang
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app)
    guide = Guide(dataset)
    app.extensions["assets"] = load_assets(STATIC)
    app.extensions["guide"] = guide
    app.extensions["atlas"] = Atlas(guide)
    app.extensions["search"] = search.Finder()
    filters.init_filters(app)
    init_params(app)
    init_delivery(app)
    offline.init_offline(app)
    app.register_blueprint(pages.bp)
    app.register_blueprint(subtours.bp)
    app.register_blueprint(days.bp)
    plan_files.init_planner(app)
    teach.init_teach(app)
    app.register_blueprint(printing.bp)
    app.register_blueprint(story_pages.bp)
    app.register_blueprint(go.bp)
    app.register_blueprint(downloads.bp)
    app.register_blueprint(machines.bp)
    app.register_blueprint(feed.bp)
    app.register_blueprint(embed.bp)
    app.register_blueprint(health.bp)
    app.register_blueprint(offline.bp)
    app.register_blueprint(search.bp)
    api.init_api(app)
    ask.init_ask(app, settings.questions)
    _init_context(app)
    _init_errors(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies
        )
    if settings.base_path:
        _mount(app, settings.base_path)
    return app


def _mount(app: Flask, base_path: str) -> None:
    """Serve everything under `base_path`; whatever lies outside is sent to its start."""

    def outside(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return redirect(f"{base_path}/", 302)(environ, start_response)

    app.wsgi_app = DispatcherMiddleware(outside, {base_path: app.wsgi_app})  # type: ignore[method-assign]


def _init_context(app: Flask) -> None:
    app.jinja_env.globals["asset"] = machines.asset_url
    app.jinja_env.globals["map_config"] = machines.map_config

    @app.context_processor
    def context() -> dict[str, object]:
        return {
            "trail": guide().dataset.trail,
            "lang": locale_name().partition("_")[0],
            "og_locale": locale_name(),
            "navigation": (
                NavItem(_("Walk"), url_for("pages.tours"), "tours"),
                NavItem(_("Sites"), url_for("pages.sites"), "sites"),
                *([NavItem(_("Days"), url_for("days.days"), "days")] if days.told() else []),
                NavItem(_("Teach"), teach_url(), "teach"),
                NavItem(_("Print"), url_for("printing.index"), "print"),
                NavItem(_("Search"), url_for("search.page"), "search"),
                NavItem(_("About"), url_for("pages.about"), "about"),
            ),
            "more": (
                Crumb(_("About and accuracy"), url_for("pages.about")),
                Crumb(_("All sites"), url_for("pages.sites")),
                Crumb(_("Tours"), url_for("pages.tours")),
                *story_pages.footer(),
                Crumb(_("Search"), url_for("search.page")),
                Crumb(_("Ask a question"), url_for("ask.page")),
                # The API answers questions: files can't.
                *(
                    []
                    if app.config["PUBLISHED"]
                    else [Crumb(_("For programs"), url_for("api.landing"))]
                ),
            ),
        }


@dataclass(frozen=True)
class NavItem:
    """A link of the main navigation, current on the pages of its section."""

    name: str
    url: str
    section: str


def _init_errors(app: Flask) -> None:
    @app.errorhandler(errors.TrailError)
    def refused(error: errors.TrailError) -> tuple[str | Response, int]:
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        wanted = error.nearest if isinstance(error, errors.NotFound) else ()
        if isinstance(error, errors.UnshownText):
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
    if isinstance(error, errors.UnshownText):
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
    suggestions = [suggestion for wanted in nearest if (suggestion := _suggestion(wanted))]
    body = render_template(
        "shell/error.html",
        page=page,
        status=status,
        heading=heading,
        message=message,
        suggestions=suggestions,
    )
    return body, status


def _suggestion(wanted: str) -> Crumb | None:
    dataset = guide().dataset
    for site in dataset.sites:
        if site.id == wanted:
            return Crumb(site.name, url_for("pages.site", site_id=wanted))
    for tour in dataset.trail.tours:
        if tour.id == wanted:
            return Crumb(tour.name, url_for("pages.tour", tour_id=wanted))
    return story_pages.find_named(wanted)
