"""What is wrong with a wish for a plan, and what to know about a plan, in whole sentences.

Each says what is the matter and what would work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from trail.dataset.schema.site import Site
from trail.dataset.schema.visits import Bus, DropOff
from trail.fieldtrip.planner.groups import Group
from trail.fieldtrip.planner.notices import Notice
from trail.fieldtrip.planner.request import RequestFault
from trail.fieldtrip.wording.wording import Tongue, group_name, stop_name
from trail.guide.walk.values import Stop

# ---------------------------------------------------------------- faults


def fault_text(fault: RequestFault, say: Tongue) -> str:
    """What is wrong with a field, and what would work instead."""
    return _FAULTS[fault.code](fault.values, say)


Values = Mapping[str, object]


def _date(values: Values, say: Tongue, name: str = "date") -> str:
    found = values[name]
    return say.day(found.isoformat()) if isinstance(found, dt.date) else str(found)


def _time(values: Values, say: Tongue, name: str) -> str:
    found = values[name]
    if isinstance(found, dt.datetime):
        found = found.time()
    return say.clock(found) if isinstance(found, dt.time) else str(found)


def _name(found: object) -> str:
    if isinstance(found, Stop):
        return stop_name(found)
    return found.name if isinstance(found, Site | DropOff | Bus) else str(found)


def _names(values: Values, name: str) -> str:
    found = values[name]
    return "; ".join(_name(item) for item in found) if isinstance(found, list) else ""


def _no_day(values: Values, say: Tongue) -> str:
    return say(
        "There is no day %(day)s in that month: its last day is %(last)s.",
        day=values["day"],
        last=_date(values, say, "last"),
    )


def _refused(values: Values, say: Tongue) -> str:
    place, instead = values["place"], values["instead"]
    if not isinstance(place, DropOff):
        return ""
    text = say("No bus can be planned for %(place)s. %(why)s", place=place.name, why=place.why)
    if place.as_of:
        text += " " + say(
            "That rule is of %(date)s, years old: %(age)s.", date=place.as_of, age=values["age"]
        )
    if place.ask:
        text += " " + say("Whether it still holds, ask: %(whom)s.", whom=place.ask)
    if isinstance(instead, DropOff):
        text += " " + say("Choose %(place)s instead.", place=instead.name)
    return text


def _adults(values: Values, say: Tongue) -> str:
    text = say(
        "Every group needs an adult of its own, so that it takes at least %(groups)s; at one to "
        "%(ratio)s students it takes %(needed)s.",
        groups=values["groups"], ratio=values["ratio"], needed=values["needed"],
    )  # fmt: skip
    if values["size"]:
        text += " " + say("With %(adults)s, choose groups of %(size)s.", **values)
    return text


def _seats(values: Values, say: Tongue) -> str:
    text = say(
        "%(people)s people, adults counted, don’t fit into %(seats)s seats: you need %(needed)s "
        "buses.",
        **values,
    )
    other = values["other"]
    if isinstance(other, Bus):
        text += " " + say("Or choose: %(bus)s.", bus=other.name)
    return text


def _short(values: Values, say: Tongue) -> str:
    text = say(
        "That is too little time. You have %(minutes)s; the shortest plan we found takes "
        "%(least)s.",
        minutes=say.minutes(_int(values["minutes"])),
        least=say.minutes(_int(values["least"])),
    )
    if values["until"] is None:
        text += " " + say("Arrive earlier: a trip ends on the day it begins.")
    else:
        text += " " + say("Stay until %(until)s.", until=_time(values, say, "until"))
    if values["drop"]:
        text += " " + say("Or leave out: %(stops)s.", stops=_names(values, "drop"))
    return text


def _rest(values: Values, say: Tongue) -> str:
    text = say(
        "A group would be on its feet for %(minutes)s, more than the %(most)s that we plan "
        "without a rest.",
        minutes=say.minutes(_int(values["minutes"])),
        most=say.minutes(_int(values["most"])),
    )
    if not values["lunch"]:
        text += " " + say("Plan a lunch in between.")
    if values["drop"]:
        text += " " + say("What would do: leave out %(stops)s.", stops=_names(values, "drop"))
    return text


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


_FAULTS: Mapping[str, Callable[[Values, Tongue], str]] = {
    "twice": lambda v, say: say("This was given more than once; give it once."),
    "long": lambda v, say: say("This is too long; at most %(most)s characters.", **v),
    "missing": lambda v, say: say("This is needed."),
    "number": lambda v, say: say("This is not a number. Type plain digits, such as 46."),
    "whole": lambda v, say: say("Type a whole number, such as 46."),
    "least": lambda v, say: say("The least is %(least)s.", **v),
    "most": lambda v, say: say("The most is %(most)s.", **v),
    "date": lambda v, say: say(
        "This is not a date. Type it as in 5/18/2027, May 18, 2027 or 2027-05-18."
    ),
    "no_day": _no_day,
    "time": lambda v, say: say("This is not a time. Type it as in 9:30, 13:45, 1:45 pm or noon."),
    "id": lambda v, say: say(
        "This is not the id of a plan: small letters and digits, at most 32. Leave it out for a "
        "new plan."
    ),
    "choice": lambda v, say: say("This is not one of the choices; choose one from the list."),
    "past": lambda v, say: say(
        "%(date)s is long past. Choose a day to come, or leave the date empty for a plan "
        "without one.",
        date=_date(v, say),
    ),
    "far": lambda v, say: say("Choose a day in the next %(years)s years.", **v),
    "gap": lambda v, say: say(
        "There is no %(time)s on %(date)s: the clocks go forward then. Choose %(shown)s or "
        "later.",
        time=_time(v, say, "time"), date=_date(v, say), shown=_time(v, say, "shown"),
    ),
    "order": lambda v, say: say(
        "You would leave at %(leave)s, but arrive at %(arrive)s. Choose a time after that, on "
        "the same day; two in the afternoon is 14:00 or 2 pm.",
        leave=_time(v, say, "leave"), arrive=_time(v, say, "arrive"),
    ),
    "none": lambda v, say: say("There must be at least one student."),
    "many": lambda v, say: say(
        "One plan holds at most %(most)s students. Spread them over %(days)s days.", **v
    ),
    "both": lambda v, say: say(
        "%(site)s can’t be both wanted and left out. Untick one of the two.", site=_name(v["site"])
    ),
    "refused": _refused,
    "over_stop": lambda v, say: say(
        "%(site)s takes groups of at most %(most)s. Choose that or fewer, or don’t ask for that "
        "stop.",
        site=_name(v["site"]), most=v["most"],
    ),
    "groups": lambda v, say: say(
        "That would make %(groups)s groups; we plan for at most %(most)s. Choose groups of "
        "%(size)s or more.",
        **v,
    ),
    "adults": _adults,
    "seats": _seats,
    "short": _short,
    "rest": _rest,
    "no_lunch": lambda v, say: say(
        "%(site)s is no place that we know of to have lunch. Have it where you gather, or at: "
        "%(stops)s.",
        site=_name(v["site"]), stops=_names(v, "places") or say("not known"),
    ),
    "no_stop": lambda v, say: say("No stop is left. Keep at least one."),
}  # fmt: skip


# ---------------------------------------------------------------- notices


def notice_text(notice: Notice, say: Tongue) -> str:
    """A warning with its reason, without the source."""
    values = notice.values
    match notice.code:
        case "adults_short":
            return say(
                "Too few adults: %(adults)s. At one to %(ratio)s students, group by group, it "
                "takes %(needed)s.",
                **values,
            )
        case "past":
            return say("%(date)s is past.", date=_date(values, say))
        case "weekend":
            return say(
                "%(date)s is a weekend: offices are closed, streets are fuller.",
                date=_date(values, say),
            )
        case "long":
            return say(
                "A group is on its feet for %(minutes)s without a rest. Past %(most)s attention "
                "goes: plan a lunch or fewer stops.",
                minutes=say.minutes(_int(values["minutes"])),
                most=say.minutes(_int(values["most"])),
            )
        case "lunch_late":
            return say(
                "Lunch comes at %(time)s, outside the usual hours.", time=_time(values, say, "time")
            )
        case "lunch_ask":
            if not values["whom"]:
                return say("Ask first whether a class may eat at %(place)s.",
                           place=_name(values["place"]))  # fmt: skip
            return say(
                "Ask first whether a class may eat at %(place)s: %(whom)s.",
                place=_name(values["place"]), whom=values["whom"],
            )  # fmt: skip
        case "weather_long":
            return say(
                "No plan was found that keeps everybody to %(most)s on foot in rain or heat; in "
                "this one it is %(minutes)s. Ask for fewer stops, or plan a lunch in between.",
                minutes=say.minutes(_int(values["minutes"])),
                most=say.minutes(_int(values["most"])),
            )
        case "place_ask":
            return _place_text(values, notice, say)
        case "place_arranged":
            return _place_text(values, notice, say)
        case "waiting":
            return say(
                "Groups that wait on the way until a stop is free: %(groups)s, each at most "
                "%(most)s.",
                groups=values["groups"],
                most=say.minutes(_int(values["most"])),
            )
        case "straight":
            return say(
                "These ways aren’t mapped, so they are longer than told: %(legs)s.",
                legs=_legs(values),
            )
        case "steps":
            return say("There are steps on the way: %(legs)s.", legs=_legs(values))
        case "unassessed":
            return say(
                "Nobody has looked at curbs, slopes and crossings for this guide. Walk the way "
                "once before the trip."
            )
        case "capacity":
            return say(
                "How many students fit is not known for %(stops)s of the stops. We let at most "
                "%(most)s stand at a stop together: ask before you go.",
                **values,
            )
        case "lift":
            return say(
                "Order a bus with a lift and room for %(wheels)s wheelchairs, and agree with the "
                "bus company on what happens if the lift fails.",
                **values,
            )
        case "wheels_way":
            return say(
                "Wheelchairs: known to be without steps: %(sure)s of the ways. Not known, though "
                "no steps on them are known to us either: %(legs)s. Ask about curb cuts and "
                "slopes: %(whom)s. Or walk them once yourself.",
                sure=values["sure"], legs=_legs(values), whom=values["whom"] or say("not known"),
            )  # fmt: skip
        case "slow_way":
            group = values["group"]
            who = group_name(group, say) if isinstance(group, Group) else say("The slow class")
            return say(
                "%(who)s: known to be without steps: %(sure)s of its ways. Not known, though no "
                "steps on them are known to us either: %(legs)s. Ask about curb cuts and slopes: "
                "%(whom)s. Or walk them once yourself.",
                who=who, sure=values["sure"], legs=_legs(values),
                whom=values["whom"] or say("not known"),
            )  # fmt: skip
        case "wheels_stops":
            return say(
                "Wheelchairs: whether one comes close to these stops without a step is not known: "
                "%(stops)s. Ask whoever the list of stops names.",
                stops=_names(values, "stops"),
            )
        case "toilet_gap":
            return say(
                "A group goes %(gap)s from one toilet that we know of to the next; you asked for "
                "%(most)s at most. Ask for another, or put a stop with a toilet in between.",
                gap=say.minutes(_int(values["gap"])),
                most=say.minutes(_int(values["most"])),
            )
        case "toilets":
            return say("No toilet on the way is known to us: ask before you go.")
        case _:
            return f"{_name(values['stop'])}: {notice.told.text if notice.told else ''}"


def _place_text(values: Values, notice: Notice, say: Tongue) -> str:
    place = values["place"]
    if not isinstance(place, DropOff):
        return ""
    ask = say("Ask before you go: %(whom)s.", whom=place.ask) if place.ask else ""
    return " ".join(part for part in (f"{place.name}: {place.why}", ask) if part)


def _legs(values: Values) -> str:
    found = values["legs"]
    if not isinstance(found, list):
        return ""
    return "; ".join(f"{leg.origin.site.said} – {leg.destination.site.said}" for leg in found)
