"""The ground that an own walk is drawn on in the browser: every place that it may have, no marks.

`own-map.js` draws the way and the numbers of the walk over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from trail.base.geo import Position
from trail.graphics import maps as cartography
from trail.web.maps.leg_maps import place_of
from trail.web.shell.context import guide
from trail.web.shell.filters import say
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name


@dataclass(frozen=True)
class OwnGround:
    """The drawing, where its corner lies (as `LegMap.place`), and whom it is owed to."""

    svg: Markup
    place: tuple[float, float, float, float]
    note: str


def own_ground(tour_id: str, positions: Sequence[Position]) -> OwnGround:
    """The ground around the places of a tour; drawn once a language."""
    kept: dict[tuple[str, str], OwnGround] = current_app.extensions.setdefault("own_grounds", {})
    key = tour_id, locale_name()
    if key not in kept:
        kept[key] = _draw(tour_id, positions)
    return kept[key]


def _draw(tour_id: str, positions: Sequence[Position]) -> OwnGround:
    drawn = cartography.draw_map(
        guide().dataset.layers,
        cartography.MapView(
            title=_("Map of this walk"),
            desc=_("The list of stops on this page says the same."),
            fit=tuple(positions),
            id_prefix=f"own-{tour_id}",
            words=cartography.MapWords.of(say()),
        ),
    )
    return OwnGround(
        svg=Markup(drawn.svg),  # noqa: S704 - our own SVG, its text escaped there
        place=place_of(drawn),
        note=" ".join([_("Schematic, not for navigation."), *drawn.credits]),
    )
