"""The maps of the pages: each drawn once, static and interactive from the same marks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal, get_args

from flask import url_for
from markupsafe import Markup

from trail.base.geo import Bbox, Position
from trail.base.meridian import beside
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import OrderBy
from trail.graphics import leaflet as maps
from trail.graphics import maps as cartography
from trail.graphics.basemap import basemap_script
from trail.guide.guide import Guide
from trail.guide.symbols import MarkShape
from trail.guide.walk import query
from trail.guide.walk.values import Itinerary, Leg
from trail.web.maps.marks import OwnMark, SiteMark
from trail.web.maps.story_maps import Places, entry_of, find_places
from trail.web.shell.filters import say, trail_units
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name
from trail.web.shell.kept import KeptValues

SHAPES: tuple[MarkShape, ...] = ("stands", "gone", "private", "unknown")
SITE_SPAN_M = 500.0
PICTURE_BYTES = 1_000_000  # of drawn maps that are kept, with their scripts
NEIGHBOUR_M = 450.0  # neighbours farther off would shrink a site's map to a sketch


@dataclass(frozen=True)
class Picture:
    """A map ready for a page: Folium's element with the drawn map inside, and its legend.

    `script` is served under `script_name`. One that is only drawn has none and no `script_url`,
    and its credits in the `note`.

    `route` is "" without a way, "straight" where none of it follows mapped streets.
    """

    element_id: str
    body: Markup
    more: Markup
    script_url: str
    shapes: tuple[MarkShape, ...]
    route: str
    area: bool
    note: str
    clusters: bool = False
    script_name: str = ""
    script: str = ""

    @property
    def size(self) -> int:
        return len(self.body) + len(self.more) + len(self.script)

    @property
    def interactive(self) -> bool:
        return bool(self.script_url)


@dataclass(frozen=True)
class _TourPart:
    """What a part of a tour is known by: the itinerary follows from the rest."""

    stem: str
    tour_id: str
    loop: bool
    locale: str
    itinerary: Itinerary = field(compare=False)


def _named(stem: str, script: str) -> str:
    return f"{stem}-{hashlib.sha256(script.encode()).hexdigest()[:10]}"


class Atlas:
    """Draws on first use and keeps what it drew, per language."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._pictures = KeptValues[tuple[str, ...], Picture](PICTURE_BYTES, lambda each: each.size)
        # More time than the whole takes gives the same part again.
        self._part = lru_cache(4)(self._draw_part)

    @cached_property
    def _basemap(self) -> tuple[str, str]:
        """The name that the drawn layers are served under, and the script."""
        script = basemap_script(self._guide.dataset.layers)
        return _named("basemap", script), script

    @property
    def basemap_url(self) -> str:
        """The drawn layers as one script that every map shares."""
        return url_for("maps.map_script", name=self._basemap[0])

    def script(self, name: str) -> str | None:
        """The script served under `name`; None when no map made it."""
        stem = name.rpartition("-")[0]
        if stem == "basemap":
            return self._basemap[1] if name == self._basemap[0] else None
        found = self._of(stem)
        return found.script if found and found.script_name == name else None

    def _of(self, stem: str) -> Picture | None:
        """The map a script belongs to, drawn anew where it is not kept: another process may
        have made the page."""
        if stem.startswith("sites-"):
            number = stem.removeprefix("sites-")
            return self.sites(int(number) if number.isdecimal() and len(number) < 6 else 0)
        if stem.startswith("tour-"):
            tour_id, _dash, order_by = stem.removeprefix("tour-").rpartition("-")
            for tour in self._guide.dataset.trail.tours:
                for known in get_args(OrderBy):
                    if (tour.id, known) == (tour_id, order_by):
                        return self.tour(tour_id, known)
            return None
        if stem.startswith("site-"):
            for site in self._guide.dataset.sites:
                if site.id == stem.removeprefix("site-"):
                    return self.site(site)
            return None
        return self.story(stem)

    # ------------------------------------------------------------ the three maps

    def tour(self, tour_id: str, order_by: OrderBy | None = None) -> Picture:
        """A tour: its stops numbered in order, and the way between them."""
        itinerary = self._guide.itinerary(tour_id, order_by)
        stem = f"tour-{tour_id}-{itinerary.order_by}"
        return self._once(stem, lambda: self._draw_tour(stem, itinerary))

    def part(self, itinerary: Itinerary) -> Picture:
        """A part of a tour, only drawn: its pages are many, and are kept small."""
        name = "-".join(stop.site.id for stop in itinerary.stops)
        stem = f"part-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        return self._part(
            _TourPart(stem, itinerary.tour.id, itinerary.loop, locale_name(), itinerary)
        )

    def _draw_part(self, part: _TourPart) -> Picture:
        return self._draw_tour(part.stem, part.itinerary, interactive=False)

    def site(self, site: Site) -> Picture | None:
        """A site with its neighbours and how far off its mark may be; None without a place."""
        at, stem = site.position, f"site-{site.id}"
        return None if at is None else self._once(stem, lambda: self._draw_site(stem, site, at))

    def sites(self, number: int) -> Picture | None:
        """The located sites of one page of the list; None when there are none."""
        located = list(query.located(self._guide.page(number) or ()))
        stem = f"sites-{number}"
        return self._once(stem, lambda: self._draw_sites(stem, located)) if located else None

    def story(self, stem: str) -> Picture | None:
        """The places of a page of the story (`story_maps`); None where none is known."""
        found = find_places(self._guide, stem)
        return None if found is None else self._once(stem, lambda: self._draw_places(stem, found))

    def _draw_places(self, stem: str, found: Places) -> Picture:
        marks: list[SiteMark | OwnMark] = [
            SiteMark(site, at, None, entry_of(site.id)) for site, at in query.located(found.sites)
        ]
        region = self._guide.dataset.trail.region.box
        marks += [
            OwnMark(m, m.place, beside(m.place.position, region))
            for m in found.markers
            if m.place is not None
        ]
        return self._picture(stem, title=found.title, desc=found.desc, marks=marks, aspect=0.9)

    def _once(self, stem: str, draw: Callable[[], Picture]) -> Picture:
        return self._pictures.get((stem, locale_name()), draw)

    def _draw_tour(self, stem: str, itinerary: Itinerary, *, interactive: bool = True) -> Picture:
        tour = itinerary.tour
        followed = tour.id if interactive and itinerary.order_by == tour.order else None
        marks = [
            SiteMark(
                s.site,
                s.position,
                s.number,
                f"stop-{s.number}",
                start=s.number == 1,
                tour_id=followed,
            )
            for s in itinerary.stops
        ]
        along_streets = any(leg.follows_streets for leg in itinerary.legs)
        return self._picture(
            stem,
            title=_("Map of the tour: %(name)s", name=tour.name),
            desc=_(
                "%(count)s numbered stops, beginning at %(start)s. "
                "The list of stops on this page says the same.",
                count=len(marks),
                start=itinerary.stops[0].site.name,
            ),
            marks=marks,
            ways=itinerary.legs,
            names=tour.mode == "car",
            aspect=1.0 if tour.mode == "foot" else 0.85,
            route="streets" if along_streets else "straight",
            interactive=interactive,
        )

    def _draw_site(self, stem: str, site: Site, at: Position) -> Picture:
        numbers = self._guide.numbers_beside(site.id)
        near = [
            (item.site, item.site.position)
            for item in self._guide.near(site.id)
            if item.site.position is not None and item.distance_m <= NEIGHBOUR_M
        ]
        marks = [
            SiteMark(site, at, numbers.get(site.id), "where-h", here=True),
            *(
                SiteMark(other, position, numbers.get(other.id), f"near-{other.id}")
                for other, position in near
            ),
        ]
        return self._picture(
            stem,
            title=_("Map: %(name)s and what is near", name=site.name),
            desc=_("%(name)s is in the middle.", name=site.name),
            marks=marks,
            aspect=1.3,
            fit=self._square(at, site),
            names=True,
            beyond="drop",
        )

    def _square(self, at: Position, site: Site) -> tuple[Position, ...]:
        """Two corners of the ground about a site: its surroundings, or all of its accuracy ring."""
        reach = max(SITE_SPAN_M / 2, (site.properties.position.accuracy_m or 0) * 1.15)
        box = Bbox(at.lon, at.lat, at.lon, at.lat).padded(reach)
        return Position(box.west, box.south), Position(box.east, box.north)

    def _draw_sites(self, stem: str, located: Sequence[tuple[Site, Position]]) -> Picture:
        # No numbers here: each tour counts from 1.
        marks = [SiteMark(site, at, None, f"site-{site.id}") for site, at in located]
        return self._picture(
            stem,
            title=_("Map of the sites on this page"),
            desc=_("%(count)s sites. The list on this page names them all.", count=len(marks)),
            marks=marks,
            aspect=0.75,
        )

    def _picture(
        self,
        stem: str,
        *,
        title: str,
        desc: str,
        marks: Sequence[SiteMark | OwnMark],
        aspect: float,
        ways: Sequence[Leg] = (),
        names: bool = False,
        beyond: Literal["arrow", "drop"] = "arrow",
        route: str = "",
        fit: tuple[Position, ...] = (),
        interactive: bool = True,
    ) -> Picture:
        dataset = self._guide.dataset
        legs = tuple(
            cartography.RouteLeg(way.path, way.follows_streets, way.approach or ()) for way in ways
        )
        drawn = cartography.draw_map(
            dataset.layers,
            cartography.MapView(
                title=title,
                desc=desc,
                marks=tuple(mark.drawn for mark in marks),
                legs=legs,
                fit=fit,
                aspect=aspect,
                names=names,
                beyond=beyond,
                origin=dataset.origin.position,
                id_prefix=stem,
                words=cartography.MapWords.of(say()),
            ),
        )
        shapes = {mark.shape for mark in marks}
        svg = Markup(drawn.svg)  # noqa: S704 - our own SVG, its text escaped there
        still = Picture(
            element_id="",
            body=Markup('<div class="plate-still">{}</div>').format(svg),
            more=Markup(),
            script_url="",
            shapes=tuple(shape for shape in SHAPES if shape in shapes),
            route=route,
            area=any(mark.area for mark in marks),
            note=" ".join([_("Schematic, not for navigation."), *drawn.credits]),
        )
        if not interactive or len(marks) > maps.MARKS_MAX:
            return still
        made = maps.render_map(
            maps.MapSpec(
                id=stem,
                name=title,
                marks=tuple(mark.interactive for mark in marks),
                drawn=drawn,
                lines=tuple(maps.MapLine(way.path, way.follows_streets) for way in ways),
                # The reader may zoom to any of them.
                credits=tuple(dict.fromkeys(layer.credit for layer in dataset.layers)),
            ),
            maps.map_strings(_, metric=trail_units() == "metric"),
        )
        script_name = _named(stem, made.script)
        return replace(
            still,
            element_id=made.element_id,
            body=made.body,
            more=made.more,
            script_url=url_for("maps.map_script", name=script_name),
            script_name=script_name,
            script=made.script,
            note=_("Schematic, not for navigation."),
            clusters=any(len(m.members) > 1 for o in drawn.overlays for m in o.marks),
        )
