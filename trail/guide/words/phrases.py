"""Values made readable on paper, in the language of the sheet."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_time, get_time_format
from babel.numbers import format_decimal

from trail.base.geo import SAME_PLACE_M
from trail.dataset.schema.dates import DatePart, TrailDate
from trail.dataset.schema.trail import Units
from trail.guide.symbols import MarkShape
from trail.guide.words import directions as wording
from trail.guide.words.dates import day_in
from trail.guide.words.directions import Plural, Translate, plain, plain_plural

NO_BREAK = "\u00a0"
# A full stop after one of these, or after a single capital, ends no sentence.
_SHORT = ("St", "Mr", "Mrs", "Ms", "Dr", "Rev", "Gov", "Prof", "No", "Jr", "Sr", "vs", "ca", "Co")
_END = re.compile(r"[.!?][”’\")]?(?=\s)|[。！？]")


def has_formats(lang: str) -> bool:
    """Whether it is known how dates and numbers are written in a language ("en")."""
    try:
        Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def locale_of(lang: str) -> str:
    """The locale of a trail's language: English as in the United States, "August 29, 1905"."""
    return "en_US" if lang == "en" else lang


def whole_like(number: float, lang: str) -> int:
    """A whole number that takes the same form of the plural; gettext knows of no fractions."""
    if number == int(number):
        return int(number)
    rule = Locale.parse(lang).plural_form
    wanted = rule(number)
    # Where fractions have a form to themselves, 2 comes nearest: the genitive in Russian.
    return next((whole for whole in (2, *range(20)) if rule(whole) == wanted), 2)


@dataclass(frozen=True)
class Phrases:
    """The caller's gettext, and the locale that dates and numbers follow (as Babel names it)."""

    translate: Translate = plain
    locale: str = "en_US"
    units: Units = "us"
    unshown: frozenset[str] = frozenset()  # letters that no font of the sheets has
    plural: Plural = plain_plural

    def __call__(self, message: str, **values: object) -> str:
        text = self.translate(message)
        return text % values if values else text

    def counted(self, one: str, many: str, count: float) -> str:
        """The form of the language for a number, which its `%(count)s` stands for."""
        told = self.plural(one, many, whole_like(count, self.locale))
        return told % {"count": self.number(count)}

    @property
    def metric_first(self) -> bool:
        """Feet and miles come first in English alone, where a trail has them at all."""
        return self.lang != "en"

    @property
    def lang(self) -> str:
        return self.locale.partition("_")[0]

    def shows(self, text: str) -> bool:
        """Whether there is a font for every letter."""
        return self.unshown.isdisjoint(text)

    def number(self, value: float) -> str:
        return str(format_decimal(value, locale=self.locale))

    def distance(self, metres: float) -> str:
        """Feet or miles, then metric, on one line; metric alone where the trail has it so."""
        return self.length(metres).replace(" ", NO_BREAK)

    @property
    def length(self) -> wording.Length:
        """The same as it stands in sentences."""
        return wording.length_in(self.units, self.translate)

    def short(self, metres: float) -> str:
        """In one unit: feet or miles, or metric."""
        if metres < SAME_PLACE_M:
            us = self.units == "us" and not self.metric_first
            text = self("0 ft") if us else self("0 m")
        elif self.units == "us" and not self.metric_first:
            text = wording.us_length(metres, self.translate)
        else:
            text = wording.metric_length(metres, self.translate)
        return text.replace(" ", NO_BREAK)

    def miles(self, metres: float) -> str:
        """Feet or miles written out, rounded as the directions are: "3.9 miles"; 0 where there
        is no way at all."""
        number, unit = wording.rounded_us(metres) if metres >= SAME_PLACE_M else (0, "ft")
        if unit == "ft":
            text = self("%(number)s ft", number=self.number(number))
        else:
            text = self.counted("%(count)s mile", "%(count)s miles", number)
        return text.replace(" ", NO_BREAK)

    def metric(self, metres: float) -> str:
        """Metres or kilometres, rounded as the directions are; 0 where there is no way at all."""
        number, unit = wording.rounded_metric(metres) if metres >= SAME_PLACE_M else (0, "m")
        text = (
            self("%(number)s m", number=self.number(number))
            if unit == "m"
            else self("%(number)s km", number=self.number(number))
        )
        return text.replace(" ", NO_BREAK)

    def span(self, least_m: float, most_m: float) -> str:
        """ "30 to 130 ft (10 to 40 m)", or one length where they are the same."""
        if self.units == "metric":
            low, high = self.short(least_m), self.short(most_m)
            if low.split(NO_BREAK)[1:] == high.split(NO_BREAK)[1:] and low != high:
                low = low.split(NO_BREAK)[0]
            return self("%(low)s to %(high)s", low=low, high=high) if low != high else low
        low = wording.us_length(least_m, self.translate)
        high = wording.us_length(most_m, self.translate).replace(" ", NO_BREAK)
        metric_low = wording.metric_length(least_m, self.translate)
        metric_high = wording.metric_length(most_m, self.translate).replace(" ", NO_BREAK)
        if low == wording.us_length(most_m, self.translate):
            return self.distance(most_m)
        if low.split()[-1:] == high.split(NO_BREAK)[-1:]:
            low = low.split()[0]
        if metric_low.split()[-1:] == metric_high.split(NO_BREAK)[-1:]:
            metric_low = metric_low.split()[0]
        return self(
            "%(low)s to %(high)s (%(metric_low)s to %(metric_high)s)",
            low=low, high=high, metric_low=metric_low, metric_high=metric_high,
        )  # fmt: skip

    def minutes(self, count: int) -> str:
        hours, rest = divmod(count, 60)
        if not hours:
            text = self("%(count)s min", count=rest)
        elif not rest:
            text = self("%(count)s h", count=hours)
        else:
            text = self("%(hours)s h %(rest)s min", hours=hours, rest=rest)
        return text.replace(" ", NO_BREAK)

    def clock(self, time: dt.time) -> str:
        """A time without its half of the day: "9:30" """
        return str(format_time(time, self.clock_pattern, locale=self.locale))

    @property
    def clock_pattern(self) -> str:
        """The same as a pattern: "h:mm" """
        pattern = get_time_format("short", locale=self.locale).pattern
        return str(pattern.replace("a", "").strip())

    def day(self, iso: str) -> str:
        return day_in(self.locale, dt.date.fromisoformat(iso), "long")

    def date(self, when: TrailDate | str) -> str:
        """A date of the trail, or the text of one."""
        when = TrailDate.of(when) if isinstance(when, str) else when
        first = self._one_date(when.begin)
        if when.end is None:
            return self("since %(date)s", date=first)
        if not when.is_interval:
            return first
        return self("%(first)s to %(last)s", first=first, last=self._one_date(when.end))

    def _one_date(self, part: DatePart) -> str:
        if part.unit == "day":
            shown = self.day(part.first.isoformat())
        elif part.unit == "month":
            shown = day_in(self.locale, part.first, "yMMMM")
        else:
            shown = f"{part.first.year:04}"
        return self("about %(date)s", date=shown) if part.about else shown

    def shape(self, shape: MarkShape) -> str:
        """What the shape of a mark says."""
        return {
            "stands": self("stands"),
            "gone": self("gone, only the site"),
            "private": self("private or closed"),
            "unknown": self("may be gone"),
        }[shape]


def first_sentence(text: str) -> str:
    """The first sentence of a text; all of it where no end is found."""
    for found in _END.finditer(text):
        before = re.split(r"\W+", text[: found.start()])[-1]
        if found[0].startswith(".") and (before in _SHORT or re.fullmatch(r"[A-Z]", before)):
            continue
        return text[: found.end()]
    return text


def all_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order."""
    found = []
    while text := text.lstrip():
        found.append(first_sentence(text))
        text = text[len(found[-1]) :]
    return tuple(found)


def opening(text: str, least: int = 30) -> str:
    """The first sentences that are so many words together; all of the text where it has fewer."""
    shown = first_sentence(text)
    while len(shown.split()) < least:
        rest = text[len(shown) :].lstrip()
        if not rest:
            break
        shown = text[: len(text) - len(rest) + len(first_sentence(rest))]
    return shown


def listed(names: list[str], words: Phrases) -> str:
    """ "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return words("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])
