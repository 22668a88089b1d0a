"""The reader's language: Flask-Babel's calls with their types."""

from __future__ import annotations

import datetime as dt

import flask_babel
from flask import g, has_app_context


def gettext(message: str, **values: object) -> str:
    """`message` in the reader's language, its `%(name)s` filled in."""
    if not has_app_context():
        return str(flask_babel.gettext(message, **values))
    # A page asks for some hundred messages: the catalogue is looked up once for it.
    if "catalogue" not in g:
        g.catalogue = flask_babel.get_domain().get_translations()
    text = str(g.catalogue.gettext(message))
    return text % values if values else text


def decimal(number: float, pattern: str | None = None) -> str:
    """A number as the language writes it: 1,234.5."""
    return str(flask_babel.format_decimal(number, format=pattern))


def calendar_date(day: dt.date, pattern: str = "long") -> str:
    """A date as the language writes it; `pattern` as Babel has them."""
    return str(flask_babel.format_date(day, pattern))


def locale_name() -> str:
    """The language with its country where one is set: "en_US"."""
    return str(flask_babel.get_locale() or "en_US")


def ngettext(one: str, many: str, number: int) -> str:
    """The form for `number`, its `%(num)s` filled in."""
    return str(flask_babel.ngettext(one, many, number))
