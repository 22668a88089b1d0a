"""What the page that leads says, its gaps in braces: `static/js/go-tell.js` fills them in."""

from __future__ import annotations

from trail.base.geo import compass_point
from trail.web.shell import words
from trail.web.shell.filters import trail_units
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import plural_forms


def length_words() -> dict[str, object]:
    """The units that the scripts tell lengths in."""
    return {
        "metric": trail_units() == "metric",
        "ft": _("{n} ft"),
        "miles": plural_forms("{n} mile", "{n} miles"),
        "m": _("{n} m"),
        "km": _("{n} km"),
    }


def go_words() -> dict[str, object]:
    """Everything the scripts say, in the reader's language."""
    return {
        "lengths": length_words(),
        "compass": [words.compass_word(compass_point(degrees)) for degrees in range(0, 360, 45)],
        "place": _("{number}, {name}"),
        "between": _(" and "),
        "leg": _("{from} → {to} of {count}"),
        "count": _("{number} of {count}"),
        "shown": _("On the way to {number}, {name}."),
        "shown_end": _("The end of the walk: {name}."),
        # Told while following, each once.
        "arrived": _("You have arrived at {places}."),
        "end": _("This is the end of the walk."),
        "depart": _("On to {number}, {name}: {distance}."),
        "passed": _("Meanwhile you passed {places}."),
        "off": _("You are off the way. It is {distance} to the {compass}."),
        "back": _("You are on the way again."),
        "wrong": _("This is the wrong direction. The way goes {compass}."),
        # One look at where one is.
        "looking": _("Asking your phone where you are…"),
        "near": _(
            "{place} is {distance} to the {compass}, in a straight line. Your phone is sure to"
            " within {accuracy}."
        ),
        "here": _("You are at {place}."),
        "rough": _(
            "Your phone knows where you are only to within {accuracy}, too rough to say which"
            " way. Step into the open, turn on precise location, and try again. Or go by the "
            "directions."
        ),
        "far": _(
            "You are {distance} from the nearest stop of this walk, {place}. It lies to the "
            "{compass}."
        ),
        "refused": _(
            "Your phone did not allow it. You can allow location for this site in the "
            "browser’s settings and try again. Or go by the directions and the buttons: "
            "nothing else needs it."
        ),
        "unavailable": _(
            "Your phone can’t tell where it is right now. Check that location is turned on, "
            "step into the open, and try again. Or go by the directions."
        ),
        "timeout": _(
            "Your phone took too long to find out where it is. Step away from tall buildings "
            "and try again. Or go by the directions."
        ),
        "impossible": _(
            "This browser can’t tell where you are. Go by the directions and the buttons."
        ),
        "follow": _("Follow me"),
        "following_now": _("Following"),
        "following": _("Following you. Turns and arrivals will be told here."),
        "stopped": _("No longer following."),
        "no_awake": _(
            "This browser can’t keep the screen on: have it stay on longer in the phone’s settings."
        ),
        "no_buzz": _("This phone can’t buzz: listen, or look at the words."),
        "no_voice": _("This browser can’t read aloud."),
        "asleep": _("The screen may turn off again."),
        "awake_failed": _("The phone won’t keep the screen on now, perhaps to save its battery."),
        "seen": _("{seen} of {count} stops seen."),
        "cleared": _("No stop is marked as seen now."),
    }


def own_go_words() -> dict[str, object]:
    """What `own-go.js` writes on the screens of an own walk."""
    return {
        "lengths": go_words()["lengths"],
        "minutes": _("{minutes} min"),
        "from": _("From stop {number}, {name},") + " ",
        "to": _("to {number}, {name}"),
        "straight": _("in a straight line"),
        "open": _("Open {label} in maps"),
        "back": _("Back at {name}"),
        "end": _("The end: {number}, {name}"),
        "turns": _("From stop {number}"),
        "map": _("The way from %(start)s to %(end)s", start="{from}", end="{to}"),
    }
