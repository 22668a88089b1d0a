"""The map of a class trip: its stops, every way that a group walks, and each group's own way.

The ground is drawn once; a group's map is that ground with its way, by reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from trail.graphics import maps as cartography
from trail.guide.guide import Guide
from trail.guide.walk.values import Leg, Stop
from trail.web.maps.atlas import SHAPES, Picture
from trail.web.maps.marks import SiteMark
from trail.web.shell.filters import say
from trail.web.shell.i18n import gettext as _

PREFIX = "plan-map"


@dataclass(frozen=True)
class PlanMaps:
    """`ways` are drawings to stand on the same page as the `whole`, in the order asked for."""

    whole: Picture
    ways: tuple[Markup, ...]


def plan_maps(
    guide: Guide, stops: Sequence[Stop], ways: Sequence[tuple[str, Sequence[Leg]]]
) -> PlanMaps:
    """The stops with all the ways, and each way alone; of a way, what its map shows in words."""
    marks = [
        SiteMark(stop.site, stop.position, stop.number, f"stop-{stop.number}") for stop in stops
    ]
    legs = {
        (leg.origin.site.id, leg.destination.site.id): leg for _told, way in ways for leg in way
    }
    dataset = guide.dataset
    drawn = cartography.draw_map(
        dataset.layers,
        cartography.MapView(
            title=_("The map of this plan"),
            desc=_(
                "%(count)s numbered stops and the ways between them that groups walk. The list of "
                "stops on this page says the same.",
                count=len(stops),
            ),
            marks=tuple(mark.drawn for mark in marks),
            legs=_drawn(list(legs.values())),
            ways=tuple(_drawn(way) for _told, way in ways),
            origin=dataset.origin.position,
            id_prefix=PREFIX,
            words=cartography.MapWords.of(say()),
        ),
    )
    shapes = {mark.shape for mark in marks}
    svg = Markup(drawn.svg)  # noqa: S704 - our own SVG, its text escaped there
    along_streets = any(leg.follows_streets for leg in legs.values())
    whole = Picture(
        element_id="",
        body=Markup('<div class="plate-still">{}</div>').format(svg),
        more=Markup(),
        script_url="",
        shapes=tuple(shape for shape in SHAPES if shape in shapes),
        route="streets" if along_streets else "straight",
        area=any(mark.area for mark in marks),
        note=" ".join([_("Schematic, not for navigation."), *drawn.credits]),
    )
    size = drawn.width, drawn.height
    return PlanMaps(whole, tuple(_alone(k, told, size) for k, (told, _way) in enumerate(ways)))


def _drawn(legs: Sequence[Leg]) -> tuple[cartography.RouteLeg, ...]:
    return tuple(
        cartography.RouteLeg(leg.path, leg.follows_streets, leg.approach or ()) for leg in legs
    )


def _alone(index: int, told: str, size: tuple[float, float]) -> Markup:
    parts = ("ground", f"way-{index}", "marks")
    used = Markup("").join(Markup('<use href="#{}-{}"/>').format(PREFIX, part) for part in parts)
    return Markup(
        '<svg class="m-map" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(*size, told, used)
