"""What the app answers to programs, and what the curator looks at: their place in the app."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, current_app, url_for

from trail.web.api import api, feed, health, healthz
from trail.web.shell.features import Feature
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb


def _init(app: Flask) -> None:
    for part in (feed, health, healthz):
        app.register_blueprint(part.bp)
    api.init_api(app)


def _footer() -> Iterator[Crumb]:
    # The API answers questions: files can't.
    if not current_app.config["PUBLISHED"]:
        yield Crumb(_("Data and API"), url_for("api.landing"))


API = Feature(_init, pages=lambda: (url_for("health.page"),), footer=_footer)
