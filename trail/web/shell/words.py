"""Words for the values of the dataset, in the reader's language.

The keys are the literals of `models.py`; a test holds the two together.
"""

from __future__ import annotations

from trail.dataset.schema.site import Site
from trail.guide.walk.underfoot import Underfoot
from trail.guide.words import directions as wording
from trail.web.shell.i18n import gettext as _


def status_word(site: Site) -> str:
    """Whether what stood there in the story's days still stands."""
    return {
        "standing": _("Stands"),
        "altered": _("Stands, altered"),
        "replaced": _("Gone, replaced"),
        "gone": _("Gone"),
        "unknown": _("Whether it stands is not known"),
    }[site.properties.status]


def access_word(site: Site) -> str:
    """Who may go in, as a verdict."""
    return {
        "open": _("You can go in"),
        "grounds": _("Grounds open, buildings not or seldom"),
        "outside": _("See it from outside"),
        "private": _("Private, look from the street"),
        "restricted": _("Only with permission"),
        "unknown": _("Access not known"),
    }[site.properties.access.state]


def shape_word(shape: str) -> str:
    """What the shape of a mark on the map says."""
    return {
        "stands": _("Stands"),
        "gone": _("Gone"),
        "private": _("Private or restricted"),
        "unknown": _("Not known"),
    }[shape]


def confidence_word(confidence: str) -> str:
    """How sure a fact is."""
    return {"high": _("Sure"), "medium": _("Fairly sure"), "low": _("Doubtful")}[confidence]


def compass_word(point: str) -> str:
    """One of the eight compass points of `geo.COMPASS`, written out."""
    return wording.compass_word(point, _)


def underfoot_line(found: Underfoot) -> str:
    """What is known of the ground of a leg; what nobody looked at is named as that."""
    told = [
        _("%(surface)s for %(distance)s", surface=surface, distance=wording.us_length(metres, _))
        for surface, metres in found.surfaces
    ]
    ground = ", ".join(told) or _("not assessed")
    if not told and found.steps == "unknown":
        return _("Surface, steps, curbs and slopes: not assessed.")
    steps = {"yes": _("steps on the way"), "no": _("no steps"), "unknown": _("not assessed")}
    return _(
        "Surface: %(ground)s. Steps: %(steps)s. Curbs and slopes: not assessed.",
        ground=ground,
        steps=steps[found.steps],
    )


def order_line(order_by: str, *, exact: bool) -> str:
    """Which order a tour page shows."""
    if order_by == "curated":
        return _("Shown in the curator’s order.")
    if order_by == "date":
        return _("Shown in the order of what happened at each stop.")
    if exact:
        return _("Shown in the shortest order, proved among all orders.")
    return _("Shown in the shortest order found; a shorter one may exist.")


def order_name(order_by: str) -> str:
    """The order's name on its button."""
    return {
        "distance": _("Shortest"),
        "curated": _("Curator’s choice"),
        "date": _("By date"),
    }[order_by]
