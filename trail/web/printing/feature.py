"""Printing as the rest of the site sees it: its addresses, its place in the menus."""

from __future__ import annotations

from flask import Flask, url_for

from trail.web.printing import book, compose, sheets
from trail.web.shell.context import guide
from trail.web.shell.features import Feature, NavItem
from trail.web.shell.i18n import gettext as _


def _register(app: Flask) -> None:
    app.register_blueprint(sheets.bp)
    app.register_blueprint(compose.bp)
    app.register_blueprint(book.bp)


PRINTING = Feature(
    _register,
    pages=lambda: (url_for("printing.index"), url_for("composer.form")),
    sheets=lambda: (*sheets.paths(guide().dataset), url_for("book.epub")),
    menu=lambda: (NavItem(_("Print"), url_for("printing.index"), "print"),),
)
