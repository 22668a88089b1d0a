"""Days and stretches of days in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from trail.dataset.schema.story import Event
from trail.guide.days import chronology
from trail.guide.words.dates import day_in
from trail.guide.words.phrases import Phrases


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
