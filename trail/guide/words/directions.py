"""Directions in words, through a gettext of the caller's.

Every sentence is one message with named placeholders, so that other languages can
order the words their way. Sentences are short on purpose: readers are ten years old,
or in a hurry.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TypeAlias

from trail.guide.walk.directions import (
    Arrive,
    Beside,
    Depart,
    Instruction,
    Pass,
    Straight,
    Street,
    Turn,
)

Translate: TypeAlias = Callable[[str], str]
Length: TypeAlias = Callable[[float], str]

METRES_PER_FOOT = 0.3048
METRES_PER_MILE = 1609.344
NEARBY_M = 10.0  # a shorter bit before the destination is not given as a length

# Names that end in one of these are descriptions, and take an article in English.
_COMMON_NOUNS = (
    "alley", "bridge", "causeway", "footbridge", "footpath", "lane", "mall",
    "passage", "path", "stairs", "steps", "trail", "walk",
)  # fmt: skip


def plain(message: str) -> str:
    """The message itself: English."""
    return message


def sentences(
    instructions: Iterable[Instruction], _: Translate = plain, length: Length | None = None
) -> tuple[str, ...]:
    """One or two sentences for each instruction, in order.

    Args:
        _: gets the translation of a message; placeholders are filled in here.
        length: metres to words; None gives feet or miles with metres beside.
    """
    told = length or (lambda metres: both_units(metres, _))
    return tuple(
        sentence for item in instructions for sentence in _sentences(item, _, told) if sentence
    )


def both_units(metres: float, _: Translate = plain) -> str:
    """Feet or miles, then metres or kilometres: "350 ft (105 m)"."""
    return _("%(us)s (%(metric)s)") % {
        "us": us_length(metres, _),
        "metric": metric_length(metres, _),
    }


def us_length(metres: float, _: Translate = plain) -> str:
    """Feet, to 10 below 500 and to 50 below 1,000, then miles, to a tenth below 10."""
    number, unit = rounded_us(metres)
    if unit == "ft":
        return _("%(number)s ft") % {"number": f"{number:.0f}"}
    return _("%(number)s mi") % {"number": _figure(number)}


def metric_length(metres: float, _: Translate = plain) -> str:
    """Metres, to 5 below 300 and to 10 below 1,000, then kilometres, to a tenth below 10."""
    number, unit = rounded_metric(metres)
    if unit == "m":
        return _("%(number)s m") % {"number": f"{number:.0f}"}
    return _("%(number)s km") % {"number": _figure(number)}


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


def _figure(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


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


def street_phrase(street: Street, _: Translate = plain) -> str:
    """What is walked on, as it stands inside a sentence."""
    if street.name is None:
        return {
            "street": _("the street"),
            "footway": _("the path"),
            "mall": _("the walking street"),
            "bridge": _("the bridge"),
            "steps": _("the steps"),
        }.get(street.kind, _("the path"))
    if street.name.split()[-1] in _COMMON_NOUNS:
        return _("the %(name)s") % {"name": street.name}
    return street.name


# ---------------------------------------------------------------- one instruction each


def _sentences(item: Instruction, _: Translate, length: Length) -> tuple[str, ...]:
    if isinstance(item, Depart):
        return _depart(item, _, length)
    if isinstance(item, Turn):
        return (_turn(item, _, length),)
    if isinstance(item, Pass):
        return (_pass(item, _),)
    if isinstance(item, Arrive):
        return _arrive(item, _, length)
    if isinstance(item, Beside):
        return (_beside(item, _, length),)
    return _straight(item, _, length)


def _depart(item: Depart, _: Translate, length: Length) -> tuple[str, ...]:
    filled = {
        "place": item.origin.label,
        "compass": compass_word(item.compass, _),
        "street": street_phrase(item.street, _),
    }
    if item.approach_compass is None:
        return (_along(item.street, _) % filled,)
    filled |= {
        "distance": length(item.approach_m),
        "towards": compass_word(item.approach_compass, _),
    }
    return (
        _("From %(place)s, go about %(distance)s %(towards)s to %(street)s.") % filled,
        _("That bit is not on our map.") % filled,
        _("Then go %(compass)s along %(street)s.") % filled,
    )


def _along(street: Street, _: Translate) -> str:
    if street.kind == "bridge":
        return _("Leave %(place)s heading %(compass)s over %(street)s.")
    if street.kind == "steps":
        return _("Leave %(place)s heading %(compass)s by %(street)s.")
    return _("Leave %(place)s heading %(compass)s along %(street)s.")


def _turn(item: Turn, _: Translate, length: Length) -> str:
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
    elif item.street.kind == "bridge":
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
    return message % {"distance": length(item.after_m), "street": street_phrase(item.street, _)}


def _pass(item: Pass, _: Translate) -> str:
    message = {
        "left": _("You pass %(place)s on your left."),
        "right": _("You pass %(place)s on your right."),
        None: _("You pass %(place)s."),
    }[item.side]
    return message % {"place": item.site.label}


def _arrive(item: Arrive, _: Translate, length: Length) -> tuple[str, ...]:
    filled = {"place": item.site.label, "street": street_phrase(item.street, _)}
    if item.after_m < NEARBY_M:
        message = {
            "left": _("%(place)s is on your left."),
            "right": _("%(place)s is on your right."),
            "ahead": _("%(place)s is straight ahead."),
            None: _("There you are at %(place)s."),
        }[item.side]
    else:
        filled["distance"] = length(item.after_m)
        message = {
            "left": _("Go on for %(distance)s. %(place)s is on your left."),
            "right": _("Go on for %(distance)s. %(place)s is on your right."),
            "ahead": _("Go on for %(distance)s. %(place)s is straight ahead."),
            None: _("Go on for %(distance)s, and you are at %(place)s."),
        }[item.side]
    if not item.away_m:
        return (message % filled,)
    filled["away"] = length(item.away_m)
    if item.side is None:
        message = _("Go on for about %(distance)s.") if "distance" in filled else ""
    off = _("It is about %(away)s off %(street)s, not along mapped streets.")
    if item.side is None:
        off = _("%(place)s is about %(away)s off %(street)s, not along mapped streets.")
    return (message % filled, off % filled)


def _beside(item: Beside, _: Translate, length: Length) -> str:
    return _("%(place)s is close by, about %(distance)s to the %(compass)s.") % {
        "place": item.site.label,
        "distance": length(item.distance_m),
        "compass": compass_word(item.compass, _),
    }


def _straight(item: Straight, _: Translate, length: Length) -> tuple[str, ...]:
    filled = {
        "place": item.site.label,
        "distance": length(item.distance_m),
        "compass": compass_word(item.compass, _),
    }
    if item.mode == "car":
        return (
            _("%(place)s is %(distance)s to the %(compass)s in a straight line.") % filled,
            _("By road it is farther."),
        )
    return (
        _("%(place)s is %(distance)s to the %(compass)s.") % filled,
        _("That is a straight line, not along mapped streets."),
    )
