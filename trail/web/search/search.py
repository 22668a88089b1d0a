"""The search page, and the index that lets a browser search by itself.

A page that a result would lead to may not exist (a dataset without its story); such
results are left out of both.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from threading import Lock
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    make_response,
    render_template,
    request,
    url_for,
)
from jinja2.utils import htmlsafe_json_dumps

from trail.guide.search import (
    MOST_CHARACTERS,
    Hit,
    Results,
    SearchIndex,
    Target,
    Wording,
    entries,
)
from trail.web.shell import filters
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import FOREVER
from trail.web.shell.features import Feature, NavItem
from trail.web.shell.i18n import decimal, locale_name, plural, plural_forms
from trail.web.shell.i18n import gettext as _
from trail.web.shell.params import allow
from trail.web.shell.rows import Crumb, Page

bp = Blueprint("search", __name__)
allow("search.page", "q")

# The view of one thing of a kind with the name of its argument, and the view of all of them.
PAGES: dict[str, tuple[str, str, str]] = {
    "site": ("pages.site", "site_id", "pages.sites"),
    "person": ("story.person", "person_id", "story.people"),
    "day": ("days.day", "day", "days.events"),
    "article": ("", "", "story.treaty"),
    "chapter": ("chapters.chapter", "chapter_id", ""),
    "work": ("", "", "story.sources"),
}
_MOST_INDEXES = 8  # the paths that proxies name come from outside
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True)
class LoadedIndex:
    """One language's index: to search in here, and as a file named by its content."""

    index: SearchIndex
    body: bytes
    digest: str


class Finder:
    """Makes an index when it is first asked for, for each language and base path."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: dict[tuple[str, str], LoadedIndex] = {}

    def get(self) -> LoadedIndex:
        key = (request.script_root, locale_name())
        with self._lock:
            if key not in self._made:
                if len(self._made) >= _MOST_INDEXES:
                    self._made.clear()
                self._made[key] = _make()
            return self._made[key]


def _make() -> LoadedIndex:
    dataset = guide().dataset
    wording = Wording(
        url=_url,
        date=filters.date,
        demand=lambda number: _("Demand %(number)s", number=number),
        article=lambda number: _("Article %(number)s", number=number),
    )
    index = SearchIndex(entries(dataset, dataset.story, wording))
    text = json.dumps(index.to_plain(), ensure_ascii=False, separators=(",", ":"))
    body = text.encode()
    return LoadedIndex(index, body, hashlib.sha256(body).hexdigest()[:10])


def _url(target: Target) -> str | None:
    one, argument, every = PAGES[target.kind]
    endpoint = every if target.key is None else one
    if endpoint not in current_app.view_functions:
        return None
    path: dict[str, Any] = {argument: target.key} if target.key is not None else {}
    if target.kind == "chapter":
        path["year"] = guide().dataset.trail.period.day_of_start.year
    return url_for(endpoint, **path, _anchor=target.part)


def _finder() -> Finder:
    finder: Finder = current_app.extensions["search"]
    return finder


@dataclass(frozen=True)
class HitGroupView:
    """The hits of one kind under its heading."""

    kind: str
    name: str
    count: str
    hits: tuple[Hit, ...]
    more: str | None


def _words() -> dict[str, object]:
    """What the page says of its answers; the script says the same, gaps in braces."""
    return {
        "kinds": {
            "site": _("Places"),
            "person": _("People"),
            "day": _("Days"),
            "article": _("The treaty"),
            "chapter": _("Chapters"),
            "work": _("Sources"),
        },
        "found": plural_forms("{count} found.", "{count} found."),
        "none": _("Nothing found. Try fewer words, or only how the word begins."),
        "no_words": _("There is no word in this to look for."),
        "partly": _("Nothing has all of these words; these have most of them."),
        "more": _("The best {shown} of {count}. One more word narrows it down."),
        "cut": _("Only the beginning of such a long question was looked at."),
    }


def _status(query: str, results: Results) -> str:
    words = _words()
    if not query.strip():
        return ""
    if not results.words:
        told = str(words["no_words"])
    elif not results.count:
        told = str(words["none"])
    else:
        told = plural("{count} found.", "{count} found.", results.count)
        told = told.replace("{count}", decimal(results.count))
        if results.partly:
            told += f" {words['partly']}"
    return f"{told} {words['cut']}" if len(query) > MOST_CHARACTERS else told


def _groups(results: Results) -> list[HitGroupView]:
    words = _words()
    names: dict[str, str] = words["kinds"]  # type: ignore[assignment]
    more = str(words["more"])
    return [
        HitGroupView(
            group.kind,
            names[group.kind],
            decimal(group.count),
            group.hits,
            more.replace("{shown}", str(len(group.hits))).replace("{count}", decimal(group.count))
            if group.count > len(group.hits)
            else None,
        )
        for group in results.groups
    ]


@bp.get("/search/")
def page() -> Response:
    asked = request.args.get("q")
    query = _CONTROL.sub(" ", asked or "")
    found = _finder().get()
    results = found.index.search(query)
    heading, title = _("Search"), guide().dataset.trail.title
    shown = query.strip()[:60]
    shared = crumbs(Crumb(heading))
    body = render_template(
        "search/search.html",
        page=Page(
            title=f"{shown}. {heading}. {title}" if shown else f"{heading}. {title}",
            description=_(
                "Find places, people, days, articles of the treaty and sources of %(title)s.",
                title=title,
            ),
            section="search",
            crumbs=shared["crumbs"],  # type: ignore[arg-type]
            canonical=str(shared["canonical"]),
            unlisted=asked is not None,
            linked_data=shared["linked_data"] if asked is None else (),  # type: ignore[arg-type]
        ),
        query=query[:MOST_CHARACTERS],
        status=_status(query, results),
        groups=_groups(results),
        config=htmlsafe_json_dumps(
            {
                "index": url_for("search.index", digest=found.digest),
                "words": _words(),
                "most": MOST_CHARACTERS,
                "answered": asked is not None,
            }
        ),
    )
    response = make_response(body)
    if asked is not None:
        response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get("/search/index-<digest>.json")
def index(digest: str) -> Response:
    found = _finder().get()
    if digest != found.digest:
        abort(404)
    response = Response(found.body, content_type="application/json")
    response.headers["Cache-Control"] = FOREVER
    return response


def _init(app: Flask) -> None:
    app.extensions["search"] = Finder()
    app.register_blueprint(bp)


SEARCH = Feature(
    _init,
    pages=lambda: (url_for("search.page"),),
    menu=lambda: (NavItem(_("Search"), url_for("search.page"), "search"),),
    footer=lambda: (Crumb(_("Search"), url_for("search.page")),),
)
