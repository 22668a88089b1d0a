"""Folium's part of an interactive map.

Ids follow from the map's id alone, so the same spec gives the same bytes.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.template import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from xyzservices import TileProvider

from trail.base.geo import Bbox, Position
from trail.graphics.leaflet.values import (
    LEAFLET_CSS,
    LEAFLET_JS,
    MARKS_MAX,
    MAX_ZOOM,
    OSM_CREDIT,
    OSM_TILES,
    FoliumMap,
    MapLine,
    MapMarker,
    MapSpec,
)
from trail.graphics.maps.view import Overlay

_STILL = 0.5  # units: a mark of the drawing that is nearer to its place stands on it

# Ours, not Folium's: its templates escape nothing.
_BODY = ImmutableSandboxedEnvironment(autoescape=True).from_string(
    """\
<a class="trail-map-skip" href="#{{ id }}_end">{{ words.skip }}</a>
<div class="trail-map" id="{{ id }}" data-trail-map data-name="{{ spec.name }}">
<div class="trail-map-still">{{ still }}</div>
</div>
<div class="trail-map-bar" id="{{ id }}_bar">
<button class="trail-map-zoom trail-map-in" type="button"
 aria-label="{{ words.zoom_in }}">+</button>
<button class="trail-map-zoom trail-map-out" type="button"
 aria-label="{{ words.zoom_out }}">−</button>
<button class="trail-map-locate" type="button">{{ words.locate }}</button>
</div>
<p class="trail-map-status" id="{{ id }}_said" role="status"></p>
<div id="{{ id }}_end" tabindex="-1"></div>
"""
)

_MORE = ImmutableSandboxedEnvironment(autoescape=True).from_string(
    """\
<div id="{{ id }}_more"><label class="trail-map-tiles"><input type="checkbox">
<span>{{ words.tiles }}</span></label>
<p class="trail-map-credit">{{ spec.credits|join(" ") }}</p></div>
"""
)


class _LeanMap(folium.Map):
    """folium.Map without its page: Leaflet alone, no style, no viewport, a fixed id, no words."""

    default_js = [("leaflet", LEAFLET_JS)]  # noqa: RUF012 - as Folium declares it
    default_css = [("leaflet_css", LEAFLET_CSS)]  # noqa: RUF012

    _template = Template(
        """
        {% macro script(this, kwargs) %}
{% set name = this.get_name() %}
var {{ name }} = trailMap.create({{ name|tojson }}, {{ this.options|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, spec: MapSpec) -> None:
        super().__init__(location=_lat_lon(spec.drawn.bbox.centre), tiles=None, zoom_control=False)
        self._id = re.sub(r"[^a-z0-9]", "_", spec.id)
        self.options = {
            "frame": _corners(spec.drawn.bbox),
            "units": [spec.drawn.width, spec.drawn.height],
            "layouts": {overlay.density: _layout(overlay) for overlay in spec.drawn.overlays},
            "deep": not spec.drawn.detailed,
        }

    def put(self, element: Element, name: str) -> None:
        """Add `element` under an id that follows from this map's, not from chance."""
        element._id = f"{self._id}_{name}"
        self.add_child(element)


class _Part(MacroElement):
    """A piece that `static/js/map-live.js` builds: `kind` names the builder, `data` is its own."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
trailMap.add({{ this._parent.get_name() }}, {{ this.kind|tojson }}, {{ this.value }});
        {% endmacro %}
        """
    )

    def __init__(self, kind: str, data: Sequence[object] | Element = ()) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Part"
        self.kind = kind
        # An element stands for the variable that it makes in the script.
        self.value = data.get_name() if isinstance(data, Element) else htmlsafe_json_dumps(data)


def _lat_lon(position: Position) -> list[float]:
    # Leaflet and Folium say lat, lon.
    return [round(position[1], 6), round(position[0], 6)]


def _corners(box: Bbox) -> list[list[float]]:
    # To a centimetre: the view is as many times magnified as it is zoomed.
    return [[round(box.south, 7), round(box.west, 7)], [round(box.north, 7), round(box.east, 7)]]


def _layout(overlay: Overlay) -> dict[str, Any]:
    """Marks that the drawing has off their place, gathered or at its edge, in its own units."""
    return {
        "mark": overlay.mark,
        "placed": [
            [list(mark.members), *(round(value, 1) for value in mark.centre)]
            for mark in overlay.marks
            if len(mark.members) > 1 or mark.beyond or math.dist(mark.centre, mark.anchor) > _STILL
        ],
    }


def _mark(mark: MapMarker) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": mark.id,
        "at": _lat_lon(mark.position),
        "name": mark.name,
        "label": mark.label or mark.name,
        "shape": mark.shape,
        "number": mark.number,
        "start": mark.start or None,
        "here": mark.here or None,
        "entry": mark.entry,
        "href": mark.href,
        "state": mark.state or None,
        "directions": mark.directions,
    }
    return {key: value for key, value in found.items() if value is not None}


def _way(lines: Iterable[MapLine], style: str) -> folium.PolyLine:
    parts = [[_lat_lon(position) for position in line.path] for line in lines]
    way: folium.PolyLine = folium.PolyLine(parts)  # type: ignore[no-untyped-call]
    # Only a class: the colours are the style sheet's, or night would look like day.
    way.options = {"className": style, "interactive": False, "smoothFactor": 0.5}
    return way


def _ring(mark: MapMarker) -> folium.Circle:
    ring = folium.Circle(_lat_lon(mark.position))
    ring.options = {
        "className": "trail-area" if mark.area else "trail-accuracy",
        "interactive": False,
        "radius": round(mark.accuracy_m or 0, 1),
    }
    return ring


def _tiles() -> folium.TileLayer:
    # A provider of our own: an address alone would be looked for among some hundred others'.
    provider = TileProvider(name="openstreetmap", url=OSM_TILES, attribution=OSM_CREDIT)
    tiles = folium.TileLayer(tiles=provider, name="openstreetmap", show=False, max_zoom=MAX_ZOOM)
    # The tile server refuses requests that don't say which site they come from;
    # this names the site and never the page.
    tiles.options = {
        "attribution": OSM_CREDIT,
        "maxZoom": MAX_ZOOM,
        "referrerPolicy": "strict-origin-when-cross-origin",
    }
    return tiles


def _checked(spec: MapSpec) -> None:
    if not spec.marks:
        raise ValueError(f"map {spec.id}: a map needs at least one mark")
    if len(spec.marks) > MARKS_MAX:
        raise ValueError(f"map {spec.id}: {len(spec.marks)} marks, at most {MARKS_MAX}")
    counts = Counter(mark.name for mark in spec.marks)
    for mark in spec.marks:
        if counts[mark.name] > 1:
            raise ValueError(f"map {spec.id}: two marks are named {mark.name!r}")
        if not (mark.entry or mark.href):
            raise ValueError(f"map {spec.id}: mark {mark.id} leads nowhere")
        if not all(math.isfinite(value) for value in mark.position):
            raise ValueError(f"map {spec.id}: mark {mark.id} has no finite position")


def _scripts(element: Element) -> Iterator[str]:
    """What Folium's macros write of an element and all in it, each written once.

    Its own `render` is not asked: that compiles what they wrote as a template again, so
    that a place named "{{ ... }}" would run.
    """
    yield str(element._template.module.script(element, {}))  # type: ignore[attr-defined]
    for child in element._children.values():
        yield from _scripts(child)


def render(spec: MapSpec, words: Mapping[str, str]) -> FoliumMap:
    """As `render_map` of the package says."""
    _checked(spec)
    lean = _LeanMap(spec)
    # A town's map is all drawn; a land's is drawn anew where one looks closer, and the way with it.
    if spec.lines and not spec.drawn.detailed:
        lean.put(_way(spec.lines, "trail-way-casing"), "casing")
        for follows_streets, name in ((True, "way"), (False, "straight")):
            lines = [line for line in spec.lines if line.follows_streets is follows_streets]
            if lines:
                lean.put(_way(lines, f"trail-{name}"), name)
        rings = [mark for mark in spec.marks if mark.accuracy_m and (mark.area or mark.here)]
        for i, mark in enumerate(rings):
            lean.put(_ring(mark), f"ring_{i}")
    lean.put(_Part("stops", [_mark(mark) for mark in spec.marks]), "stops")
    tiles = _tiles()
    lean.put(tiles, "osm")
    lean.put(_Part("tiles", tiles), "tiles")
    lean.put(_Part("controls"), "controls")
    lean.put(_Part("locate"), "locate")
    still = Markup(spec.drawn.svg)  # noqa: S704 - our own SVG, its text escaped there
    rows = (row.strip() for part in _scripts(lean) for row in part.splitlines())
    name = lean.get_name()
    return FoliumMap(
        element_id=name,
        body=Markup(_BODY.render(id=name, spec=spec, still=still, words=words)),  # noqa: S704
        more=Markup(_MORE.render(id=name, spec=spec, words=words)),  # noqa: S704
        script="\n".join(row for row in rows if row) + "\n",
    )
