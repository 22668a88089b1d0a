"""Days and stretches of days in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from babel.core import Locale
from babel.dates import format_date, format_skeleton, match_skeleton

from trail.dataset.schema.story import Event
from trail.guide.days import chronology
from trail.guide.words.phrases import Phrases

_WEEKDAY = re.compile("[Ec]{1,4}")
_WHOLE = ("full", "long", "medium", "short")


def day_in(locale: str, day: dt.date, how: str) -> str:
    """A day as the language writes it.

    Args:
        how: "full", "long", "medium" or "short"; or what it is to hold, which the language puts
            in its own order (a skeleton of CLDR): "MMMMd" for the day of the month by its name.
    """
    if how in _WHOLE:
        return str(format_date(day, how, locale=locale))
    return str(format_skeleton(how, day, locale=locale))


def weekday_and_day(locale: str, day: dt.date) -> str:
    """Without the year, as "Tuesday, August 29"."""
    known = Locale.parse(locale).datetime_skeletons
    nearest = known[match_skeleton("MMMMEEEEd", known)].pattern
    # What CLDR has is often with the weekday cut short: here it is written out.
    return str(format_date(day, _WEEKDAY.sub("EEEE", nearest), locale=locale))


def day_text(day: dt.date, pattern: str, words: Phrases) -> str:
    """A day as the language writes it; see `day_in`."""
    return day_in(words.locale, day, pattern)


def home_day(event: Event, days: Sequence[dt.date]) -> dt.date | None:
    """The first of the days that the event may have been on."""
    when = event.date
    return next((day for day in days if when is not None and day in when), None)


def stall_text(stall: chronology.Stall, words: Phrases) -> str:
    """How long no demand was agreed."""
    first, last = (day_text(day, "MMMMd", words) for day in (stall.first, stall.last))
    span = first if first == last else words("%(first)s to %(last)s", first=first, last=last)
    length = words.counted("%(count)s day", "%(count)s days", stall.length)
    sittings = words.counted("%(count)s sitting", "%(count)s sittings", stall.sittings)
    return words(
        "%(span)s: %(days)s, %(sittings)s, no demand agreed",
        span=span, days=length, sittings=sittings,
    )  # fmt: skip
