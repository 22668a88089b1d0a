"""OGC API - Features under /api/: as JSON for programs, as pages for people. Live only."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Flask, Response, current_app, make_response, render_template, request
from flask import url_for as flask_url_for
from werkzeug.exceptions import NotAcceptable

from trail.base.errors import InvalidParameter
from trail.export.api import documents as docs
from trail.export.api.collections import Catalogue
from trail.export.api.documents import GEOJSON, HTML, JSON, OPENAPI, Addresses
from trail.export.api.fields import FIELDS, filters_of
from trail.export.api.openapi import openapi
from trail.export.api.query import parse_asked
from trail.web.shell import params
from trail.web.shell.context import guide
from trail.web.shell.delivery import LICENCE_URL, full_url
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb, Page
from trail.web.story import days

bp = Blueprint("api", __name__, url_prefix="/api")


def catalogue() -> Catalogue:
    """The collections of the trail this app shows."""
    return current_app.extensions["api_catalogue"]  # type: ignore[no-any-return]


def addresses() -> Addresses:
    return Addresses(full_url(flask_url_for("api.landing")), _page_url, LICENCE_URL)


def _page_url(page: tuple[str, str]) -> str:
    kind, name = page
    if kind == "site":
        return full_url(flask_url_for("pages.site", site_id=name))
    if kind == "tour":
        return full_url(flask_url_for("pages.tour", tour_id=name))
    if kind == "picture":
        return full_url(flask_url_for("pictures.picture", name=name))
    if kind == "day":
        known = name and name in {day.isoformat() for day in days.book().days}
        path = flask_url_for("days.day", day=name) if known else flask_url_for("days.events")
        return full_url(path)
    return full_url(flask_url_for("pages.about"))


# ---------------------------------------------------------------- forms of an answer


def _form(kind: str) -> str:
    """ "json" or "html": by `f`, else by what is accepted, JSON where it is all the same."""
    asked = request.args.getlist("f")
    if asked:
        if len(asked) > 1 or asked[0] not in ("json", "html"):
            raise InvalidParameter("f", asked[-1], "json or html, once")
        return asked[0]
    if not request.headers.get("Accept", "").strip():
        return "json"
    best = request.accept_mimetypes.best_match([kind, JSON, GEOJSON, HTML])
    if best is None:
        raise NotAcceptable
    return "html" if best == HTML else "json"


def _parameters() -> list[tuple[str, str]]:
    """Every parameter but the form; the views take them from here."""
    return [(name, value) for name, value in request.args.items(multi=True) if name != "f"]


def _only_form() -> None:
    for name, value in _parameters():
        raise InvalidParameter(name, value, "only f here")


def _answer(
    document: dict[str, Any], title: str, template: str, kind: str = JSON, **more: object
) -> Response:
    if _form(kind) == "json":
        response = _json(document, kind)
    else:
        page = Page(
            title=f"{title}. {guide().dataset.trail.title}",
            description=_("The data of this trail for programs: %(what)s.", what=title),
            crumbs=_crumbs(title),
        )
        body = render_template(
            f"api/{template}.html", page=page, document=document, title=title, **more
        )
        response = make_response(body)
    response.vary.add("Accept")
    for link in document["links"] if kind != GEOJSON else ():
        if link["rel"] in ("service-desc", "conformance", "data"):
            response.headers.add("Link", f'<{link["href"]}>; rel="{link["rel"]}"')
    return response


def _crumbs(title: str) -> tuple[Crumb, ...]:
    home = Crumb(_("Home"), flask_url_for("pages.home"))
    if request.endpoint == "api.landing":
        return home, Crumb(title)
    return home, Crumb(_("Data and API"), flask_url_for("api.landing")), Crumb(title)


def _json(document: dict[str, Any], kind: str, status: int = 200) -> Response:
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text + "\n", status, content_type=kind)


# ---------------------------------------------------------------- the resources


@bp.get("/")
def landing() -> Response:
    _only_form()
    found = docs.landing(addresses(), guide().dataset.trail)
    listed = docs.collections(addresses(), catalogue())["collections"]
    return _answer(found, _("Data and API"), "landing", collections=listed)


@bp.get("/conformance")
def conformance() -> Response:
    _only_form()
    return _answer(docs.conformance(addresses()), _("What it conforms to"), "conformance")


@bp.get("/collections")
def collections() -> Response:
    _only_form()
    found = docs.collections(addresses(), catalogue())
    return _answer(found, _("Collections"), "landing", collections=found["collections"])


@bp.get("/collections/<collection_id>")
def collection(collection_id: str) -> Response:
    found = catalogue().get(collection_id)
    _only_form()
    return _answer(docs.collection(addresses(), found), found.title, "collection",
                   fields=FIELDS[found.id])  # fmt: skip


@bp.get("/collections/<collection_id>/items")
def items(collection_id: str) -> Response:
    of = catalogue().get(collection_id)
    asked = parse_asked(_parameters(), filters_of(of.id), catalogue().zone)
    found = of.select(asked)
    document = docs.items(addresses(), of, found, asked, _parameters())
    listed = found.items if _form(GEOJSON) == "html" else ()
    rows = [(item.title, flask_url_for("api.feature", collection_id=of.id, feature_id=item.id,
             f="html")) for item in listed]  # fmt: skip
    turns = {link["rel"]: link["href"].replace("f=json", "f=html") for link in document["links"]}
    return _answer(document, of.title, "items", GEOJSON, rows=rows, turns=turns,
                   first=asked.offset + 1)  # fmt: skip


@bp.get("/collections/<collection_id>/items/<path:feature_id>")
def feature(collection_id: str, feature_id: str) -> Response:
    of = catalogue().get(collection_id)
    item = of.get(feature_id)
    _only_form()
    document = docs.feature(addresses(), of, item)
    fields = [(field, document["properties"][field.name]) for field in FIELDS[of.id]]
    return _answer(document, item.title, "feature", GEOJSON, fields=fields,
                   page_url=document["properties"]["url"])  # fmt: skip


@bp.get("/openapi.json")
def definition() -> Response:
    _only_form()
    # QGIS hands on what stands in the address that it was given, as in that of "self".
    if request.args.getlist("f") not in ([], ["json"]):
        raise InvalidParameter("f", request.args["f"], "json, once")
    root = full_url(flask_url_for("api.landing"))
    return _json(openapi(root, guide().dataset.trail, catalogue(), LICENCE_URL), OPENAPI)


@bp.get("/docs/")
def reference() -> str:
    for name, value in request.args.items():
        raise InvalidParameter(name, value, "no query parameters at this address")
    title = _("How the API is used")
    page = Page(title=f"{title}. {guide().dataset.trail.title}", description=title,
                crumbs=_crumbs(title))  # fmt: skip
    return render_template("api/docs.html", page=page, title=title, collections=[
        (of, FIELDS[of.id]) for of in catalogue().all()])  # fmt: skip


# ---------------------------------------------------------------- around them


def asked_for() -> bool:
    """Whether the request is to the API, also to an address that it has not."""
    return request.path == "/api" or request.path.startswith("/api/")


def problem(status: int, description: str) -> Response:
    """What went wrong, as the API says it."""
    codes = {400: "InvalidParameterValue", 404: "NotFound", 405: "MethodNotAllowed",
             406: "NotAcceptable", 413: "ContentTooLarge", 414: "UriTooLong"}  # fmt: skip
    code = codes.get(status, "ServerError" if status >= 500 else "BadRequest")
    return _json({"code": code, "description": description}, JSON, status)


def _open(response: Response) -> Response:
    """Let pages of other sites read the API."""
    if asked_for():
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
            response.headers["Access-Control-Max-Age"] = "86400"
    return response


def init_api(app: Flask) -> None:
    """Give `app` its API."""
    app.extensions["api_catalogue"] = Catalogue(app.extensions["guide"])
    app.register_blueprint(bp)
    app.after_request(_open)
    for name in ("landing", "conformance", "collections", "collection", "items", "feature",
                 "definition", "reference"):  # fmt: skip
        params.leave_to_view(f"api.{name}")
