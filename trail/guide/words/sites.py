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
        "altered": _("Stands, altered"),
        "replaced": _("Gone, replaced"),
        "gone": _("Gone"),
        "unknown": _("Whether it stands is not known"),
    }[site.properties.status]


def access_word(site: Site, _: Translate = plain) -> str:
    """Who may go in, as a verdict."""
    return {
        "open": _("You can go in"),
        "grounds": _("Grounds open, buildings not or seldom"),
        "outside": _("See it from outside"),
        "private": _("Private, look from the street"),
        "restricted": _("Only with permission"),
        "unknown": _("Access not known"),
    }[site.properties.access.state]


def state_line(site: Site, _: Translate = plain) -> str:
    """Both, as one sentence without its stop: "Stands; you can go in"."""
    return f"{status_word(site, _)}; {lower_first(access_word(site, _))}"


def shape_word(shape: MarkShape, _: Translate = plain) -> str:
    """What the shape of a mark on the map says."""
    return {
        "stands": _("Stands"),
        "gone": _("Gone"),
        "private": _("Private or restricted"),
        "unknown": _("Not known"),
    }[shape]


def confidence_word(confidence: Confidence, _: Translate = plain) -> str:
    """How sure a fact is."""
    return {"high": _("Sure"), "medium": _("Fairly sure"), "low": _("Doubtful")}[confidence]


def lower_first(text: str) -> str:
    """The text beginning with a small letter, for use inside a sentence."""
    return text[:1].lower() + text[1:]
