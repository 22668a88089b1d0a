"""Days of the calendar as a language writes them."""

from __future__ import annotations

import datetime as dt
import re

from babel.core import Locale
from babel.dates import format_date, format_skeleton, match_skeleton

_WEEKDAY = re.compile("[Ec]{1,4}")
_WHOLE = ("full", "long", "medium", "short")


def day_in(locale: str, day: dt.date, how: str) -> str:
    """A day as the language writes it.

    Args:
        how: "full", "long", "medium" or "short"; or what it is to hold, which the language puts
            in its own order (a skeleton of CLDR): "MMMMd" for the day of the month by its name.
    """
    if how in _WHOLE:
        pattern = Locale.parse(locale).date_formats[how].pattern
        return str(format_date(day, _in_full(pattern), locale=locale))
    if how == "MMMM":  # alone it has another form than beside a day
        return str(format_date(day, "LLLL", locale=locale))
    known = Locale.parse(locale).datetime_skeletons
    if how in known:
        return str(format_date(day, _in_full(known[how].pattern), locale=locale))
    return str(format_skeleton(how, day, locale=locale))


def _in_full(pattern: str) -> str:
    """Russian has its word for "year" cut short, with a stop that would end a sentence."""
    return pattern.replace("\u202f'г'.", " 'года'").replace(" 'г'.", " 'года'")


def weekday_and_day(locale: str, day: dt.date) -> str:
    """Without the year, as "Tuesday, August 29"."""
    known = Locale.parse(locale).datetime_skeletons
    nearest = known[match_skeleton("MMMMEEEEd", known)].pattern
    # What CLDR has is often with the weekday cut short: here it is written out.
    return str(format_date(day, _WEEKDAY.sub("EEEE", nearest), locale=locale))
