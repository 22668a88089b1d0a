"""The map of one leg: the way between two stops, drawn alone and large.

The same leg occurs in many walks under other numbers, so it is drawn once without them and
the page writes the numbers over it.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from trail.graphics import maps as cartography
from trail.guide.guide import Guide
from trail.guide.symbols import mark_shape
from trail.guide.walk.values import Leg, Stop
from trail.web.shell.context import guide
from trail.web.shell.filters import say
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name
from trail.web.shell.kept import KeptValues

ASPECT = 1.35
LEAST_M = 260.0  # of ground across
NO_NUMBER = " "  # a mark of full size; the page writes the number
KEPT_BYTES = 1_000_000  # of the drawings


@dataclass(frozen=True)
class LegEnd:
    """Where the number of a stop is written, in units of the drawing; `hollow` marks are light."""

    x: int
    y: int
    size: int
    hollow: bool


@dataclass(frozen=True)
class LegMap:
    """The drawing, `width` by `height` units, where its two numbers go, and its credits.

    `place` has, for the phone's position: longitude and latitude of the top left corner, then
    units for a degree of each.
    """

    svg: Markup
    width: int
    height: int
    ends: tuple[LegEnd, ...]
    place: tuple[float, float, float, float]
    credits: tuple[str, ...]


class LegMaps:
    """Draws on first use and keeps what it drew."""

    def __init__(self, of: Guide) -> None:
        self._guide = of
        self._drawn = KeptValues[_Asked, LegMap](KEPT_BYTES, lambda each: len(each.svg))

    def of(self, leg: Leg) -> LegMap:
        """The map of a leg."""
        asked = _Asked(leg, locale_name())
        return self._drawn.get(asked, lambda: self._draw(asked))

    def _draw(self, asked: _Asked) -> LegMap:
        leg = asked.leg
        layers = self._guide.dataset.layers
        fit = (*leg.path, leg.origin.position, leg.destination.position)
        drawn = cartography.draw_map(
            layers,
            cartography.MapView(
                title=_(
                    "The way from %(start)s to %(end)s",
                    start=leg.origin.site.label,
                    end=leg.destination.site.label,
                ),
                desc=_("The directions below say the same."),
                marks=(_mark(leg.origin), _mark(leg.destination)),
                legs=(cartography.RouteLeg(leg.path, leg.follows_streets, leg.approach or ()),),
                fit=fit,
                aspect=ASPECT,
                min_span_m=LEAST_M,
                id_prefix=f"way-{leg.origin.site.id}-{leg.destination.site.id}",
                furniture=False,
                words=cartography.MapWords.of(say()),
            ),
            (cartography.PHONE,),
        )
        return LegMap(
            svg=Markup(drawn.svg),  # noqa: S704 - our own SVG, its text escaped there
            width=drawn.width,
            height=drawn.height,
            ends=_ends(leg, drawn),
            place=place_of(drawn),
            credits=drawn.credits,
        )


def place_of(drawn: cartography.SvgMap) -> tuple[float, float, float, float]:
    """Longitude and latitude of the top left corner, then units for a degree of each."""
    box = drawn.bbox
    return (
        round(box.west, 6),
        round(box.north, 6),
        round(drawn.width / (box.east - box.west), 1),
        round(drawn.height / (box.north - box.south), 1),
    )


@dataclass(frozen=True)
class _Asked:
    """What a leg's map is known by: not by the numbers of its stops."""

    leg: Leg
    locale: str

    def _key(self) -> tuple[object, ...]:
        leg = self.leg
        return leg.origin.site.id, leg.destination.site.id, leg.path, leg.approach, self.locale

    def __hash__(self) -> int:
        return hash(self._key())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._key() == other._key()


def leg_maps() -> LegMaps:
    """Those of the app's trail."""
    extensions = current_app.extensions
    if "leg_maps" not in extensions:
        extensions["leg_maps"] = LegMaps(guide())
    return extensions["leg_maps"]  # type: ignore[no-any-return]


def _mark(stop: Stop) -> cartography.MapMark:
    info = stop.site.properties.position
    return cartography.MapMark(
        position=stop.position,
        text=NO_NUMBER,
        shape=mark_shape(stop.site),
        name=stop.site.label,
        accuracy_m=info.accuracy_m,
        area=info.show_as == "area",
    )


def _ends(leg: Leg, drawn: cartography.SvgMap) -> tuple[LegEnd, ...]:
    """One for each stop; where both are one mark, at the same place."""
    stops = (leg.origin, leg.destination)
    found = []
    for k, stop in enumerate(stops):
        mark = next(mark for mark in drawn.overlays[0].marks if k in mark.members)
        hollow = mark_shape(stop.site) in ("gone", "unknown")
        found.append(
            LegEnd(round(mark.centre[0]), round(mark.centre[1]), round(mark.radius), hollow)
        )
    return tuple(found)
