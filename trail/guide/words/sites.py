"""What is known of a site, in words, for page, paper, book and file: does it stand, may one go
in, how sure is it. A test holds the keys and the dataset's values together."""

from __future__ import annotations

from trail.dataset.schema.record import Confidence
from trail.dataset.schema.site import Site
from trail.guide.symbols import MarkShape
from trail.guide.words.directions import Translate, plain


def status_word(site: Site, _: Translate = plain) -> str:
    """Whether what stood there in the story's days still stands."""
    return {
        "standing": _("Stands"),
        "altered": _("Altered"),
        "replaced": _("Gone, replaced"),
        "gone": _("Gone"),
        "unknown": _("May be gone"),
    }[site.properties.status]


def access_word(site: Site, _: Translate = plain) -> str:
    """Who may go in, as a verdict."""
    return {
        "open": _("Open to visitors"),
        "grounds": _("Grounds open; building usually closed"),
        "outside": _("See it from outside"),
        "private": _("Private: view from the street"),
        "restricted": _("Only with permission"),
        "unknown": _("Check before you go"),
    }[site.properties.access.state]


def verdict(site: Site, _: Translate = plain) -> tuple[str, str]:
    """Both, shortly: what to know first, and the rest.

    Where one may go in, or somebody lives, that it stands needs no word.
    """
    p = site.properties
    if p.status == "standing" and p.access.state in ("open", "grounds", "private", "restricted"):
        return access_word(site, _), ""
    return status_word(site, _), access_word(site, _)


def state_line(site: Site, _: Translate = plain) -> str:
    """The same in one line, without its last stop: "Gone. See it from outside"."""
    first, rest = verdict(site, _)
    return _("%(first)s. %(rest)s") % {"first": first, "rest": rest} if rest else first


def shape_word(shape: MarkShape, _: Translate = plain) -> str:
    """What the shape of a mark on the map says."""
    return {
        "stands": _("Stands"),
        "gone": _("Gone"),
        "private": _("Private or restricted"),
        "unknown": _("May be gone"),
    }[shape]


def confidence_word(confidence: Confidence, _: Translate = plain) -> str:
    """How sure a fact is."""
    return {
        "high": _("Well documented"),
        "medium": _("Probable"),
        "low": _("Uncertain"),
    }[confidence]


def lower_first(text: str) -> str:
    """The text beginning with a small letter, for use inside a sentence."""
    return text[:1].lower() + text[1:]
