"""Marks of the pages' maps, as the drawn and the interactive map want them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from trail.base.geo import Position
from trail.dataset.schema.site import Site
from trail.dataset.schema.story import Marker, Place
from trail.graphics import leaflet as maps
from trail.graphics import maps as cartography
from trail.guide.symbols import MarkShape, mark_shape
from trail.web.maps.story_maps import entry_of
from trail.web.shell import words
from trail.web.shell.i18n import gettext


@dataclass(frozen=True)
class SiteMark:
    """A site on a map, as both the drawn and the interactive map want it.

    `tour_id`: the walk's own page tells the way to it, by its number.
    """

    site: Site
    at: Position
    number: int | None
    entry: str
    start: bool = False
    here: bool = False
    tour_id: str | None = None

    @property
    def directions(self) -> str:
        """The way there: on the walk's own page for a stop, else on a map of streets."""
        if self.tour_id:
            return url_for("go.follow", tour_id=self.tour_id, _anchor=f"stop-{self.number}")
        return f"https://www.openstreetmap.org/directions?to={self.at.lat:.5f},{self.at.lon:.5f}"

    @property
    def shape(self) -> MarkShape:
        return mark_shape(self.site)

    @property
    def area(self) -> bool:
        return self.site.properties.position.show_as == "area"

    @property
    def interactive(self) -> maps.MapMarker:
        state = words.state_line(self.site)
        number = f"{self.number}. " if self.number else ""
        return maps.MapMarker(
            id=self.site.id,
            position=self.at,
            name=f"{number}{self.site.name}: {state}",
            state=gettext("%(sentence)s.", sentence=state),
            directions=self.directions,
            shape=mark_shape(self.site),
            label=self.site.label,
            number=self.number,
            start=self.start,
            here=self.here,
            entry=self.entry,
            href=url_for("pages.site", site_id=self.site.id),
            accuracy_m=self.site.properties.position.accuracy_m,
            area=self.area,
        )

    @property
    def drawn(self) -> cartography.MapMark:
        return cartography.MapMark(
            position=self.at,
            text=str(self.number or ""),
            shape=mark_shape(self.site),
            name=self.site.label,
            town=self.site.properties.town,
            start=self.start,
            here=self.here,
            href=f"#{self.entry}",
            accuracy_m=self.site.properties.position.accuracy_m,
            area=self.area,
        )


@dataclass(frozen=True)
class OwnMark:
    """A marker that stands at a place of its own, at none of the sites."""

    marker: Marker
    place: Place
    at: Position
    area: bool = False
    shape: MarkShape = "unknown"

    @property
    def interactive(self) -> maps.MapMarker:
        return maps.MapMarker(
            id=self.marker.id,
            position=self.at,
            name=f"{self.marker.name}: {self.marker.where}",
            shape=self.shape,
            label=self.marker.name,
            entry=entry_of(self.marker.id),
            accuracy_m=self.place.accuracy_m,
        )

    @property
    def drawn(self) -> cartography.MapMark:
        return cartography.MapMark(
            position=self.at,
            text="",
            shape=self.shape,
            name=self.marker.name,
            href=f"#{entry_of(self.marker.id)}",
            accuracy_m=self.place.accuracy_m,
        )
