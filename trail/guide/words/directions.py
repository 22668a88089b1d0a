"""Directions in words, through a gettext of the caller's.

Every sentence is one message with named placeholders, so that other languages can
order the words their way. Sentences are short on purpose: readers are ten years old,
or in a hurry.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TypeAlias

from trail.base.geo import METRES_PER_FOOT, METRES_PER_MILE, SAME_PLACE_M
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import Units
from trail.guide.walk.instructions import (
    Arrive,
    Beside,
    Depart,
    Instruction,
    Pass,
    Straight,
    Street,
    Turn,
)
from trail.guide.words.names import Shows, shows_all, told_name

Translate: TypeAlias = Callable[[str], str]
Plural: TypeAlias = Callable[[str, str, int], str]
Length: TypeAlias = Callable[[float], str]

NEARBY_M = 10.0  # a shorter bit before the destination is not given as a length

# Names that end in one of these are descriptions, and take an article in English.
_COMMON_NOUNS = (
    "alley", "bridge", "causeway", "footbridge", "footpath", "lane", "mall",
    "passage", "path", "stairs", "steps", "trail", "walk",
)  # fmt: skip


def plain(message: str) -> str:
    """The message itself: English."""
    return message


def plain_plural(one: str, many: str, count: int) -> str:
    """The form of the message itself: English."""
    return one if count == 1 else many


def sentences(
    instructions: Iterable[Instruction],
    _: Translate = plain,
    length: Length | None = None,
    lang: str | None = None,
    shows: Shows = shows_all,
) -> tuple[str, ...]:
    """One text for each instruction, in order, of one or more sentences.

    Args:
        _: gets the translation of a message; placeholders are filled in here.
        length: metres to words; None gives feet or miles with metres beside.
        lang: the reader's; a street that has a name in it is called by that first.
        shows: whether there is a font for a text; names that have none are told otherwise.
    """
    told = length or (lambda metres: both_units(metres, _))
    words = _Words(_, told, lang, shows)
    return tuple(" ".join(words.of(item)) for item in instructions)


def both_units(metres: float, _: Translate = plain) -> str:
    """Feet or miles, then metres or kilometres: "350 ft (105 m)"."""
    return _("%(us)s (%(metric)s)") % {
        "us": us_length(metres, _),
        "metric": metric_length(metres, _),
    }


def way_length(metres: float, _: Translate = plain) -> str:
    """The length of a way, which may be none at all: "0 ft (0 m)"."""
    return both_units(metres, _) if metres >= SAME_PLACE_M else _("0 ft (0 m)")


def length_in(units: Units, _: Translate = plain) -> Length:
    """How lengths of ways are told in a trail: `way_length`, or metric alone."""
    if units == "us":
        return lambda metres: way_length(metres, _)
    return lambda metres: metric_length(metres, _) if metres >= SAME_PLACE_M else _("0 m")


def us_length(metres: float, _: Translate = plain) -> str:
    """Feet, to 10 below 500 and to 50 below 1,000, then miles, to a tenth below 10."""
    number, unit = rounded_us(metres)
    if unit == "ft":
        return _("%(number)s ft") % {"number": f"{number:.0f}"}
    return _("%(number)s mi") % {"number": _figure(number, _)}


def metric_length(metres: float, _: Translate = plain) -> str:
    """Metres, to 5 below 300 and to 10 below 1,000, then kilometres, to a tenth below 10."""
    number, unit = rounded_metric(metres)
    if unit == "m":
        return _("%(number)s m") % {"number": f"{number:.0f}"}
    return _("%(number)s km") % {"number": _figure(number, _)}


def rounded_us(metres: float) -> tuple[float, str]:
    """A length as people say it, with "ft" or "mi". Never 0 ft: 10 is the least."""
    feet = metres / METRES_PER_FOOT
    whole = _stepped(feet, 10 if feet < 500 else 50)
    if whole < 1000:
        return whole, "ft"
    return _tenths(metres / METRES_PER_MILE), "mi"


def rounded_metric(metres: float) -> tuple[float, str]:
    """A length as people say it, with "m" or "km". Never 0 m: 5 is the least."""
    whole = _stepped(metres, 5 if metres < 300 else 10)
    if whole < 1000:
        return whole, "m"
    return _tenths(metres / 1000), "km"


def _stepped(value: float, step: int) -> float:
    return max(step, math.floor(value / step + 0.5) * step)


def _tenths(value: float) -> float:
    return math.floor(value * 10 + 0.5) / 10 if value < 9.95 else math.floor(value + 0.5)


def _figure(number: float, _: Translate) -> str:
    """The number to a tenth, with the language's sign before it."""
    whole, tenth = f"{number:.1f}".split(".")
    if tenth == "0":
        return whole
    return _("%(whole)s.%(tenth)s") % {"whole": whole, "tenth": tenth}


def compass_word(point: str, _: Translate = plain) -> str:
    """One of `geo.COMPASS` written out."""
    return {
        "n": _("north"),
        "ne": _("northeast"),
        "e": _("east"),
        "se": _("southeast"),
        "s": _("south"),
        "sw": _("southwest"),
        "w": _("west"),
        "nw": _("northwest"),
    }[point]


def street_phrase(
    street: Street,
    _: Translate = plain,
    lang: str | None = None,
    shows: Shows = shows_all,
) -> str:
    """What is walked on, as it stands inside a sentence."""
    bare = {
        "street": _("the street"),
        "footway": _("the path"),
        "mall": _("the walking street"),
        "bridge": _("the bridge"),
        "steps": _("the steps"),
        "square": _("the square"),
    }.get(street.kind, _("the path"))
    if street.name is None:
        return bare
    name = told_name(street.name, street.names, lang, shows)
    if name is None:
        return _("%(street)s (no Latin name)") % {"street": bare}
    if name.split()[-1] in _COMMON_NOUNS:
        return _("the %(name)s") % {"name": name}
    return name


# ---------------------------------------------------------------- one instruction each


class _Words:
    """The sentences of instructions, for one reader."""

    def __init__(self, _: Translate, length: Length, lang: str | None, shows: Shows) -> None:
        self._, self._length, self._lang, self._shows = _, length, lang, shows

    def of(self, item: Instruction) -> list[str]:
        if isinstance(item, Depart):
            return [*self._depart(item), *(self._arrive(item.then) if item.then else ())]
        if isinstance(item, Turn):
            return [*self._turn(item), *(self._arrive(item.then) if item.then else ())]
        if isinstance(item, Arrive):
            return self._arrive(item)
        return self._beside(item) if isinstance(item, Beside) else self._straight(item)

    def _street(self, street: Street) -> str:
        return street_phrase(street, self._, self._lang, self._shows)

    # ------------------------------------------------------------ setting off

    def _depart(self, item: Depart) -> list[str]:
        _ = self._
        filled = {
            "place": item.origin.said,
            "compass": compass_word(item.compass, _),
            "street": self._street(item.street),
        }
        if item.towards is not None:
            filled["towards"] = self._street(item.towards)
        if item.approach_compass is None:
            return self._and_cross(self._along(item) % filled, item.crossing)
        filled |= {
            "distance": self._length(item.approach_m),
            "approach": compass_word(item.approach_compass, _),
        }
        text = _(
            "From %(place)s, go about %(distance)s %(approach)s to %(street)s (this part isn't"
            " mapped), then %(compass)s along it."
        )
        return self._and_cross(text % filled, item.crossing)

    def _along(self, item: Depart) -> str:
        _ = self._
        if item.street.kind == "square" and item.towards is not None:
            return _("Leave %(place)s heading %(compass)s across %(street)s towards %(towards)s.")
        return {
            "square": _("Leave %(place)s heading %(compass)s across %(street)s."),
            "bridge": _("Leave %(place)s heading %(compass)s over %(street)s."),
            "steps": _("Leave %(place)s heading %(compass)s by %(street)s."),
        }.get(item.street.kind, _("Leave %(place)s heading %(compass)s along %(street)s."))

    def _and_cross(self, text: str, crossing: tuple[Street, ...]) -> list[str]:
        """The sentence, and what is crossed on the way that it begins."""
        _ = self._
        if not crossing:
            return [text]
        if len(crossing) == 1:
            return [text, _("Cross %(street)s.") % {"street": self._street(crossing[0])}]
        both = {"street": self._street(crossing[0]), "other": self._street(crossing[1])}
        return [text, _("Cross %(street)s and %(other)s.") % both]

    # ------------------------------------------------------------ turning

    def _turn(self, item: Turn) -> list[str]:
        _ = self._
        if item.stay:
            message = {
                "slight_left": _("After %(distance)s, bear left to stay on %(street)s."),
                "slight_right": _("After %(distance)s, bear right to stay on %(street)s."),
                "left": _("After %(distance)s, turn left to stay on %(street)s."),
                "right": _("After %(distance)s, turn right to stay on %(street)s."),
                "sharp_left": _("After %(distance)s, turn sharp left to stay on %(street)s."),
                "sharp_right": _("After %(distance)s, turn sharp right to stay on %(street)s."),
                "straight": _("After %(distance)s, stay on %(street)s."),
            }[item.word]
        elif item.street.kind == "square" and item.towards is not None:
            message = {
                "straight": _("After %(distance)s, cross %(street)s towards %(towards)s."),
                "slight_left": _(
                    "After %(distance)s, bear left and cross %(street)s towards %(towards)s."
                ),
                "slight_right": _(
                    "After %(distance)s, bear right and cross %(street)s towards %(towards)s."
                ),
                "left": _(
                    "After %(distance)s, turn left and cross %(street)s towards %(towards)s."
                ),
                "right": _(
                    "After %(distance)s, turn right and cross %(street)s towards %(towards)s."
                ),
                "sharp_left": _(
                    "After %(distance)s, turn sharp left and cross %(street)s towards %(towards)s."
                ),
                "sharp_right": _(
                    "After %(distance)s, turn sharp right and cross %(street)s towards %(towards)s."
                ),
            }[item.word]
        elif item.street.kind in ("bridge", "square"):
            message = {
                "straight": _("After %(distance)s, cross %(street)s."),
                "slight_left": _("After %(distance)s, bear left and cross %(street)s."),
                "slight_right": _("After %(distance)s, bear right and cross %(street)s."),
                "left": _("After %(distance)s, turn left and cross %(street)s."),
                "right": _("After %(distance)s, turn right and cross %(street)s."),
                "sharp_left": _("After %(distance)s, turn sharp left and cross %(street)s."),
                "sharp_right": _("After %(distance)s, turn sharp right and cross %(street)s."),
            }[item.word]
        elif item.street.kind == "steps":
            message = {
                "straight": _("After %(distance)s, take %(street)s."),
                "slight_left": _("After %(distance)s, bear left and take %(street)s."),
                "slight_right": _("After %(distance)s, bear right and take %(street)s."),
                "left": _("After %(distance)s, turn left and take %(street)s."),
                "right": _("After %(distance)s, turn right and take %(street)s."),
                "sharp_left": _("After %(distance)s, turn sharp left and take %(street)s."),
                "sharp_right": _("After %(distance)s, turn sharp right and take %(street)s."),
            }[item.word]
        else:
            message = {
                "straight": _("After %(distance)s, go straight on along %(street)s."),
                "slight_left": _("After %(distance)s, bear left onto %(street)s."),
                "slight_right": _("After %(distance)s, bear right onto %(street)s."),
                "left": _("After %(distance)s, turn left onto %(street)s."),
                "right": _("After %(distance)s, turn right onto %(street)s."),
                "sharp_left": _("After %(distance)s, turn sharp left onto %(street)s."),
                "sharp_right": _("After %(distance)s, turn sharp right onto %(street)s."),
            }[item.word]
        filled = {"distance": self._past(item.after_m, item.past)}
        filled["street"] = self._street(item.street)
        if item.towards is not None:
            filled["towards"] = self._street(item.towards)
        return self._and_cross(message % filled, item.crossing)

    def _past(self, metres: float, past: Pass | None) -> str:
        """A length, and what is passed on it."""
        _ = self._
        distance = self._length(metres)
        label = told_name(past.label, past.names, self._lang, self._shows) if past else None
        if past is None or label is None:
            return distance
        message = {
            "left": _("%(distance)s, past %(place)s on your left"),
            "right": _("%(distance)s, past %(place)s on your right"),
            None: _("%(distance)s, past %(place)s"),
        }[past.side]
        return message % {"distance": distance, "place": label}

    # ------------------------------------------------------------ arriving

    def _arrive(self, item: Arrive) -> list[str]:
        _ = self._
        filled = {"place": item.site.said, "street": self._street(item.street)}
        if item.after_m < NEARBY_M and item.past is None:
            message = {
                "left": _("%(place)s is on your left."),
                "right": _("%(place)s is on your right."),
                "ahead": _("%(place)s is straight ahead."),
                None: _("You have arrived at %(place)s."),
            }[item.side]
        else:
            filled["distance"] = self._past(item.after_m, item.past)
            message = {
                "left": _("Go on for %(distance)s. %(place)s is on your left."),
                "right": _("Go on for %(distance)s. %(place)s is on your right."),
                "ahead": _("Go on for %(distance)s. %(place)s is straight ahead."),
                None: _("Go on for %(distance)s, and you are at %(place)s."),
            }[item.side]
        if not item.away_m:
            return [message % filled]
        filled["away"] = self._length(item.away_m)
        if item.side is not None:
            off = _("It is about %(away)s beyond %(street)s; this part isn't mapped.")
            if item.drive:
                off = _("It is about %(away)s up the private drive from %(street)s.")
            return [message % filled, off % filled]
        # How far it is to the place itself comes with the part that isn't mapped.
        message = _("Go on for about %(distance)s.") if "distance" in filled else ""
        if item.drive:
            off = _("%(place)s is about %(away)s up the private drive from %(street)s.")
        else:
            off = _("%(place)s is about %(away)s beyond %(street)s; this part isn't mapped.")
        return [message % filled, off % filled] if message else [off % filled]

    def _same_place(self, site: Site) -> list[str]:
        _ = self._
        return [_("%(place)s is in the same place.") % {"place": site.said}]

    def _beside(self, item: Beside) -> list[str]:
        _ = self._
        if item.compass is None:
            return self._same_place(item.site)
        return [
            _("%(place)s is close by, about %(distance)s to the %(compass)s.")
            % {
                "place": item.site.said,
                "distance": self._length(item.distance_m),
                "compass": compass_word(item.compass, _),
            }
        ]

    def _straight(self, item: Straight) -> list[str]:
        _ = self._
        if item.compass is None:
            return self._same_place(item.site)
        filled = {
            "place": item.site.said,
            "distance": self._length(item.distance_m),
            "compass": compass_word(item.compass, _),
        }
        if item.mode == "car":
            return [
                _("%(place)s is %(distance)s to the %(compass)s in a straight line.") % filled,
                _("By road it is farther."),
            ]
        return [
            _("%(place)s is %(distance)s to the %(compass)s.") % filled,
            _("That is a straight line: the way isn't mapped."),
        ]
