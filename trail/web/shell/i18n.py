"""The reader's language: Flask-Babel's calls with their types."""

from __future__ import annotations

import datetime as dt

import flask_babel
from babel.core import Locale
from babel.support import NullTranslations
from flask import Flask, g, has_app_context

from trail.guide.words import dates
from trail.guide.words.catalogues import catalogue_of
from trail.guide.words.dates import day_in
from trail.guide.words.phrases import locale_of


class _Catalogue(flask_babel.Domain):  # type: ignore[misc]
    """The one catalogue of an app: an app speaks one language."""

    def __init__(self, translations: NullTranslations) -> None:
        super().__init__()
        self._translations = translations

    def get_translations(self) -> NullTranslations:
        return self._translations


class _Babel(flask_babel.Babel):  # type: ignore[misc]
    catalogue: _Catalogue

    @property
    def domain_instance(self) -> _Catalogue:
        return self.catalogue


def init_i18n(app: Flask, lang: str) -> None:
    """Have an app say everything in one language, as far as its catalogue goes."""
    app.config["BABEL_DEFAULT_LOCALE"] = locale_of(lang)
    _Babel(app).catalogue = _Catalogue(catalogue_of(lang))


def gettext(message: str, **values: object) -> str:
    """`message` in the reader's language, its `%(name)s` filled in."""
    if not has_app_context():
        return str(flask_babel.gettext(message, **values))
    # A page asks for some hundred messages: the catalogue is looked up once for it.
    if "catalogue" not in g:
        g.catalogue = flask_babel.get_domain().get_translations()
    text = str(g.catalogue.gettext(message))
    return text % values if values else text


def weekday_beside(day: dt.date) -> str:
    """The weekday cut short, and the day of the month: "Tue 29"."""
    weekday = day_in(locale_name(), day, "E")
    return gettext("%(weekday)s %(day)s", weekday=weekday, day=day.day)


def decimal(number: float, pattern: str | None = None) -> str:
    """A number as the language writes it: 1,234.5."""
    return str(flask_babel.format_decimal(number, format=pattern))


def calendar_date(day: dt.date, how: str = "long") -> str:
    """A date as the language writes it; `how` as `day_in` has it."""
    return day_in(locale_name(), day, how)


def weekday_and_day(day: dt.date) -> str:
    """Without the year: "Tuesday, August 29"."""
    return dates.weekday_and_day(locale_name(), day)


def locale_name() -> str:
    """The language with its country where one is set: "en_US"."""
    return str(flask_babel.get_locale() or "en_US")


def ngettext(one: str, many: str, number: int) -> str:
    """The form for `number`, its `%(num)s` filled in."""
    return plural(one, many, number) % {"num": decimal(number)}


def plural(one: str, many: str, number: int) -> str:
    """The same, nothing filled in."""
    return str(flask_babel.get_domain().get_translations().ngettext(one, many, number))


def plural_forms(one: str, many: str) -> dict[str, str]:
    """The forms by CLDR's names of them ("one", "few", "other"), for a script to choose from."""
    rule = Locale.parse(locale_name()).plural_form
    return {
        name: plural(one, many, next((n for n in range(200) if rule(n) == name), 2))
        for name in sorted({*rule.tags, "other"})
    }


def text_direction() -> str:
    """ "rtl" where the reader's language is written from right to left, else "ltr"."""
    return str(Locale.parse(locale_name()).text_direction)
