"""Words for the values of the dataset, in the reader's language.

The keys are the literals of `models.py`; a test holds the two together.
"""

from __future__ import annotations

from trail.dataset.schema.record import Confidence
from trail.dataset.schema.site import Site
from trail.guide.symbols import MarkShape
from trail.guide.walk.underfoot import Underfoot
from trail.guide.words import directions as wording
from trail.guide.words import sites
from trail.web.shell.i18n import gettext as _


def state_line(site: Site) -> str:
    return sites.state_line(site, _)


def shape_word(shape: MarkShape) -> str:
    return sites.shape_word(shape, _)


def confidence_word(confidence: Confidence) -> str:
    return sites.confidence_word(confidence, _)


def compass_word(point: str) -> str:
    """One of the eight compass points of `geo.COMPASS`, written out."""
    return wording.compass_word(point, _)


def surface_word(surface: str) -> str:
    """A value of OpenStreetMap's `surface`, the usual ones in words; others as they are written."""
    words = {
        "asphalt": _("asphalt"),
        "paved": _("paved"),
        "unpaved": _("unpaved"),
        "concrete": _("concrete"),
        "paving_stones": _("paving stones"),
        "sett": _("cobbles"),
        "cobblestone": _("cobbles"),
        "brick": _("brick"),
        "bricks": _("brick"),
        "gravel": _("gravel"),
        "fine_gravel": _("fine gravel"),
        "compacted": _("packed gravel"),
        "dirt": _("earth"),
        "earth": _("earth"),
        "ground": _("earth"),
        "grass": _("grass"),
        "sand": _("sand"),
        "wood": _("boards"),
        "metal": _("metal"),
    }
    return words.get(surface, surface)


def underfoot_line(found: Underfoot, length: wording.Length) -> str:
    """What is known of the ground of a leg; what nobody looked at is named as that."""
    told = [
        _("%(surface)s for %(distance)s", surface=surface_word(surface), distance=length(metres))
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
