"""What changed in the data, as an Atom feed."""

from __future__ import annotations

from flask import Blueprint, Response, abort, url_for

from trail.dataset.schema.trail import Change
from trail.export.books.atom import Feed, FeedEntry, to_atom
from trail.web.shell.context import guide
from trail.web.shell.delivery import LICENCE_URL, full_url
from trail.web.shell.i18n import gettext as _

bp = Blueprint("feed", __name__)


@bp.get("/feed.xml")
def changes() -> Response:
    trail = guide().dataset.trail
    if not trail.changes:
        abort(404)
    feed = Feed(
        title=_("%(title)s: changes", title=trail.title),
        author=trail.title,
        lang=trail.lang,
        url=full_url(url_for("feed.changes")),
        home=full_url(url_for("pages.home")),
        rights=LICENCE_URL,
        entries=[_entry(change) for change in trail.changes],
    )
    return Response(to_atom(feed), content_type="application/atom+xml; charset=utf-8")


def _entry(change: Change) -> FeedEntry:
    """A change of one site leads to that site, any other to all of them."""
    path = url_for("pages.sites")
    if len(change.sites) == 1:
        path = url_for("pages.site", site_id=change.sites[0])
    return FeedEntry(change.id, change.date, change.title, change.text, full_url(path))
