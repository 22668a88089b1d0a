"""Values made readable: lengths, minutes, dates. No arithmetic beyond rounding for the eye."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from flask import Flask, current_app
from markupsafe import Markup

from trail.base.geo import METRES_PER_MILE, compass_point
from trail.base.links import doi_url
from trail.dataset.schema.dates import TrailDate
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import Units
from trail.guide.walk.amenities import NearAmenity
from trail.guide.words.amenities import amenity_line
from trail.guide.words.phrases import Phrases, first_sentence
from trail.guide.words.sites import verdict as verdict_of
from trail.web.shell import words
from trail.web.shell.i18n import decimal, locale_name, plural, plural_forms
from trail.web.shell.i18n import gettext as _


def say() -> Phrases:
    """Lengths, times and dates in the reader's language, in the units of the trail."""
    return Phrases(_, locale_name(), trail_units(), plural=plural)


def trail_units() -> Units:
    """What lengths are told in."""
    units: Units = current_app.extensions["guide"].dataset.trail.units
    return units


def metric_first() -> bool:
    """Whether readers of the language reckon in metres, feet and miles beside."""
    return say().metric_first


def distance(metres: float) -> Markup:
    """Feet or miles first, metric beside; `units.js` may turn the two about. On a metric trail
    metric alone."""
    if trail_units() == "metric":
        return Markup("<span>{}</span>").format(say().metric(metres))
    us, si = say().miles(metres), say().metric(metres)
    first, second = (si, us) if metric_first() else (us, si)
    return Markup(
        '<span data-us="{us}" data-si="{si}">{first} <span class="m">({second})</span></span>'
    ).format(us=us, si=si, first=first, second=second)


def distance_text(metres: float) -> str:
    """The same without markup, for names and titles."""
    if trail_units() == "metric":
        return say().metric(metres)
    first, second = say().miles(metres), say().metric(metres)
    return f"{second} ({first})" if metric_first() else f"{first} ({second})"


def speed(metres_per_second: float) -> str:
    """Walking speed in miles and kilometres an hour."""
    if trail_units() == "metric":
        return _("%(kmh)s km/h", kmh=decimal(round(metres_per_second * 3.6, 1)))
    mph = decimal(round(metres_per_second * 3600 / METRES_PER_MILE, 1))
    kmh = decimal(round(metres_per_second * 3.6, 1))
    return _("%(mph)s mph (%(kmh)s km/h)", mph=mph, kmh=kmh)


def minutes(count: int) -> str:
    """'36 min', '1 h 40 min', '2 h'."""
    return say().minutes(count)


def date(when: TrailDate | str) -> str:
    """A date of the trail in words."""
    return say().date(when)


def machine_date(when: TrailDate | None) -> str | None:
    """What a `datetime` attribute may hold of it: a single exact day, month or year."""
    exact = when is not None and not when.is_interval and not when.begin.about
    return str(when) if exact else None


def sentence(text: str) -> str:
    """The text beginning with a capital and ending with a stop."""
    text = text.strip()
    if not text:
        return text
    closed = text[-1] in ".!?…。！？」" or text[-2:] in (".”", "!”", "?”", ".)")
    text = text[0].upper() + text[1:]
    # Added to it, so that markup stays markup.
    return text if closed else text + _("%(sentence)s.", sentence="")


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


def verdict(site: Site) -> Markup:
    """Whether it stands and who may go in, the first of it strong."""
    first, rest = verdict_of(site, _)
    told = [_("%(sentence)s.", sentence=part) if part else "" for part in (first, rest)]
    return Markup("<b>{}</b> {}").format(*told)


def bearing(degrees: float | None) -> str:
    """A bearing as a compass word; without one, that it is the same place."""
    if degrees is None:
        return _("in the same place")
    return words.compass_word(compass_point(degrees))


def amenity(near: NearAmenity) -> str:
    """What a walker needs near a place, and where it is."""
    return amenity_line(near, say())


FILTERS: dict[str, Callable[..., object]] = {
    "amenity": amenity,
    "bearing": bearing,
    "compass": words.compass_word,
    "contact_url": contact_url,
    "confidence_word": words.confidence_word,
    "date": date,
    "distance": distance,
    "doi_url": doi_url,
    "distance_text": distance_text,
    "first_sentence": first_sentence,
    "host": host,
    "minutes": minutes,
    "sentence": sentence,
    "shape_word": words.shape_word,
    "speed": speed,
    "state_line": words.state_line,
    "verdict": verdict,
}


def init_filters(app: Flask) -> None:
    """Register every filter under the name templates use."""
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(plural=plural, plural_forms=plural_forms)
