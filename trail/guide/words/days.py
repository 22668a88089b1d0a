"""Words for the values of the story that screen and paper share; through the caller's gettext."""

from __future__ import annotations

from trail.dataset.schema.story import Band, Session, State
from trail.guide.words.directions import Translate, plain


def band_name(band: Band, _: Translate = plain) -> str:
    return {
        "back-channel": _("Back channel"),
        "negotiation": _("At the table"),
        "citizens": _("Citizens"),
    }[band]


def band_holds(band: Band, _: Translate = plain) -> str:
    """What a band tells of."""
    return {
        "back-channel": _("Heads of state, courts and cabinets, telegrams, private hints"),
        "negotiation": _("The delegations, their meetings, and the demands between them"),
        "citizens": _("What people of the place and their guests did, and what papers said"),
    }[band]


def state_word(key: tuple[State, bool], _: Translate = plain) -> str:
    """The state of a demand; conditional where it would be dropped if others were met."""
    if key == ("deadlocked", True):
        return _("deadlocked, but would be dropped if others were met")
    return {
        "not-presented": _("not presented"),
        "not-yet-discussed": _("not yet discussed"),
        "under-discussion": _("under discussion"),
        "agreed-in-principle": _("agreed in principle"),
        "deadlocked": _("deadlocked"),
        "withdrawn": _("withdrawn"),
        "settled": _("settled"),
    }[key[0]]


def sitting_mark(session: Session, _: Translate = plain) -> str:
    """A meeting in as few letters as an axis has room for."""
    if session.number is not None:
        return str(session.number)
    return {
        "preparatory": _("prep."),
        "session": "",
        "postponed": _("put off"),
        "armistice": _("truce"),
        "signing": _("signing"),
    }[session.kind]
