"""Values made readable: lengths, minutes, dates. No arithmetic beyond rounding for the eye."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from flask import Flask
from markupsafe import Markup

from trail.base.geo import compass_point
from trail.base.links import doi_url
from trail.guide.words.directions import METRES_PER_MILE, rounded_metric, rounded_us
from trail.web.shell import words
from trail.web.shell.i18n import calendar_date, decimal
from trail.web.shell.i18n import gettext as _


def feet_and_miles(metres: float) -> str:
    """US customary, rounded as the directions are."""
    number, unit = rounded_us(metres)
    if unit == "ft":
        return _("%(number)s ft", number=decimal(number))
    return _("1 mile") if number == 1 else _("%(number)s miles", number=decimal(number))


def metric(metres: float) -> str:
    """Metric, rounded as the directions are."""
    number, unit = rounded_metric(metres)
    return (
        _("%(number)s m", number=decimal(number))
        if unit == "m"
        else _("%(number)s km", number=decimal(number))
    )


def _no_break(text: str) -> str:
    return text.replace(" ", "\u00a0")


def distance(metres: float) -> Markup:
    """Feet or miles first, metric beside; `units.js` may turn the two about."""
    us, si = _no_break(feet_and_miles(metres)), _no_break(metric(metres))
    return Markup(
        '<span data-us="{us}" data-si="{si}">{us} <span class="m">({si})</span></span>'
    ).format(us=us, si=si)


def distance_text(metres: float) -> str:
    """The same without markup, for names and titles."""
    return f"{_no_break(feet_and_miles(metres))} ({_no_break(metric(metres))})"


def speed(metres_per_second: float) -> str:
    """Walking speed in miles and kilometres an hour."""
    mph = decimal(round(metres_per_second * 3600 / METRES_PER_MILE, 1))
    kmh = decimal(round(metres_per_second * 3.6, 1))
    return _("%(mph)s mph (%(kmh)s km/h)", mph=mph, kmh=kmh)


def minutes(count: int) -> str:
    """'36 min', '1 h 40 min', '2 h'."""
    hours, rest = divmod(count, 60)
    if not hours:
        return _("%(count)s min", count=rest).replace(" ", "\u00a0")
    if not rest:
        return _("%(count)s h", count=hours).replace(" ", "\u00a0")
    return _("%(hours)s h %(rest)s min", hours=hours, rest=rest).replace(" ", "\u00a0")


def _one_date(text: str) -> str:
    about, bare = text.endswith("~"), text.rstrip("~")
    parts = [int(part) for part in bare.split("-")]
    if len(parts) == 3:
        shown = calendar_date(dt.date(*parts), "long")
    elif len(parts) == 2:
        shown = calendar_date(dt.date(parts[0], parts[1], 1), "MMMM y")
    else:
        shown = bare
    return _("about %(date)s", date=shown) if about else shown


def date(text: str) -> str:
    """A date of the dataset (the EDTF of `models.TrailDate`) in words."""
    first, slash, last = text.partition("/")
    if not slash:
        return _one_date(first)
    if last == "..":
        return _("since %(date)s", date=_one_date(first))
    return _("%(first)s to %(last)s", first=_one_date(first), last=_one_date(last))


def machine_date(text: str | None) -> str | None:
    """What a `datetime` attribute may hold of it: a single exact day, month or year."""
    return text if text and "/" not in text and "~" not in text else None


def sentence(text: str) -> str:
    """The text beginning with a capital and ending with a stop."""
    text = text.strip()
    if not text:
        return text
    closed = text[-1] in ".!?…。" or text[-2:] in (".”", "!”", "?”", ".)")
    return text[0].upper() + text[1:] + ("" if closed else ".")


def lower_first(text: str) -> str:
    """The text beginning with a small letter, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def host(url: str) -> str:
    """The host of a URL without its www."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def contact_url(text: str | None) -> str | None:
    """Where a contact of the data leads: a mail or web address; None for anything else."""
    if text is None or re.search(r"[\s<>\"]", text):
        return None
    if text.startswith(("https://", "http://")):
        return quote(text, safe="/:?#[]@!$&'()*+,;=%~")
    name, _at, domain = text.removeprefix("mailto:").rpartition("@")
    if not (name and domain) or "@" in name:
        return None
    # Quoted, so that no part of it adds a receiver or a subject.
    return f"mailto:{quote(name, safe='+')}@{quote(domain, safe='')}"


def bearing(degrees: float) -> str:
    """A bearing as a compass word."""
    return words.compass_word(compass_point(degrees))


FILTERS: dict[str, Callable[..., object]] = {
    "access_word": words.access_word,
    "bearing": bearing,
    "compass": words.compass_word,
    "contact_url": contact_url,
    "confidence_word": words.confidence_word,
    "date": date,
    "distance": distance,
    "doi_url": doi_url,
    "distance_text": distance_text,
    "host": host,
    "lower_first": lower_first,
    "minutes": minutes,
    "sentence": sentence,
    "shape_word": words.shape_word,
    "speed": speed,
    "status_word": words.status_word,
}


def init_filters(app: Flask) -> None:
    """Register every filter under the name templates use."""
    app.jinja_env.filters.update(FILTERS)
