"""Days and stretches of days in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from babel.dates import format_date

from trail.dataset.schema.story import Event
from trail.guide.days import chronology
from trail.guide.words.phrases import Phrases


def day_text(day: dt.date, pattern: str, words: Phrases) -> str:
    """A day as the language writes it; `pattern` as Babel has them."""
    return str(format_date(day, pattern, locale=words.locale))


def home_day(event: Event, days: Sequence[dt.date]) -> dt.date | None:
    """The first of the days that the event may have been on."""
    when = event.date
    return next((day for day in days if when is not None and day in when), None)


def stall_text(stall: chronology.Stall, words: Phrases) -> str:
    """How long no demand was agreed."""
    first, last = (day_text(day, "MMMM d", words) for day in (stall.first, stall.last))
    span = first if first == last else words("%(first)s to %(last)s", first=first, last=last)
    length = words("1 day") if stall.length == 1 else words("%(num)s days", num=stall.length)
    sittings = (
        words("1 sitting") if stall.sittings == 1 else words("%(num)s sittings", num=stall.sittings)
    )
    return words(
        "%(span)s: %(days)s, %(sittings)s, no demand agreed",
        span=span, days=length, sittings=sittings,
    )  # fmt: skip
