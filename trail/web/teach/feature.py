"""The teacher's room and the planner: their place in the app."""

from __future__ import annotations

from flask import Flask

from trail.web.shell.features import Feature, NavItem
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import has_lessons, teach_url
from trail.web.teach import carried, files, planner, room


def _init(app: Flask) -> None:
    # The planner's, with what its plans give as files and what a browser plans by.
    app.register_blueprint(files.bp)
    if app.extensions["guide"].dataset.education is not None:
        app.register_blueprint(room.bp)


TEACH = Feature(
    _init,
    pages=lambda: [*planner.paths(), *room.paths()],
    files=carried.data_paths,
    sheets=files.file_paths,
    menu=lambda: (NavItem(_("Teach"), teach_url(), "teach"),) if has_lessons() else (),
)
