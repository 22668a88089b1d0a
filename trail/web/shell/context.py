"""What every view asks for: the trail that the app shows, the way down to a page."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import current_app, request, url_for

from trail.guide.guide import Guide
from trail.web.shell import linked_data
from trail.web.shell.delivery import site_url
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb


def guide() -> Guide:
    """The trail this app shows."""
    return current_app.extensions["guide"]  # type: ignore[no-any-return]


def crumbs(*crumbs: Crumb) -> dict[str, object]:
    """The way down to a page, and the same for search engines."""
    full = (Crumb(_("Home"), url_for("pages.home")), *crumbs)
    here = site_url(_path())
    if request.query_string:
        here += "?" + urlencode(list(request.args.items(multi=True)))
    pairs = [(crumb.name, site_url(crumb.url) if crumb.url else here) for crumb in full]
    return {"crumbs": full, "linked_data": (linked_data.breadcrumbs(pairs),), "canonical": here}


def _path() -> str:
    return request.script_root + request.path
