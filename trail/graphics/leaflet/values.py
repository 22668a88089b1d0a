"""What an interactive map is made from, and what it is; no map library is needed for these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from trail.base.geo import LineString, Position
from trail.graphics.maps.view import SvgMap
from trail.guide.symbols import MarkShape

# Names of static files, as the app's own asset list has them.
LEAFLET_JS = "leaflet/leaflet.js"
LEAFLET_CSS = "leaflet/leaflet.css"
ENTRY_JS = "js/map.js"
TRAIL_CSS = "css/leaflet-trail.css"

OSM_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
OSM_CREDIT = (
    '&copy; <a href="https://www.openstreetmap.org/copyright" rel="external">OpenStreetMap</a>'
    " contributors"
)
MAX_ZOOM = 19  # where OpenStreetMap's tiles end
MARKS_MAX = 500  # more buttons than that help nobody, and slow the map down


@dataclass(frozen=True)
class MapMarker:
    """A site on a map, a real button there.

    `name` is all that the button says: number, name, state, access; `label` the
    place alone, as other sentences name it (else `name`). `entry` is
    the id of the element of the same page that tells more, `href` its own page,
    `state` whether it stands and may be entered, `directions` where the way to it
    is told. `accuracy_m` draws the ring of the position's accuracy, as "somewhere
    inside" where `area` is set.
    """

    id: str
    position: Position
    name: str
    shape: MarkShape
    label: str | None = None
    number: int | None = None
    start: bool = False
    here: bool = False
    entry: str | None = None
    href: str | None = None
    accuracy_m: float | None = None
    area: bool = False
    state: str = ""
    directions: str | None = None


@dataclass(frozen=True)
class MapLine:
    """A piece of a tour's way; dashed unless it follows mapped streets."""

    path: LineString
    follows_streets: bool


@dataclass(frozen=True)
class MapSpec:
    """What one map shows.

    `id` is a slug, unique on its page. `name` is the map's accessible name.
    `marks` stand in the order that Tab takes, and in that of the marks of `drawn`:
    the map as drawn, whose frame the view never leaves.
    """

    id: str
    name: str
    marks: tuple[MapMarker, ...]
    drawn: SvgMap
    lines: tuple[MapLine, ...] = ()
    credits: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoliumMap:
    """A rendered map: `body` for the page, `script` to be served as a file.

    `more` is what belongs to it below: OpenStreetMap's streets to be asked for, and the credits.

    `element_id` names the map in `page_config`.
    """

    element_id: str
    body: Markup
    more: Markup
    script: str


def map_strings(gettext: Callable[[str], str], *, metric: bool = False) -> dict[str, str]:
    """Every word that the maps show or say, for the page's language.

    Names in braces are filled in by the scripts and must be kept.
    """
    return {
        "skip": gettext("Skip the map"),
        "zoom_in": gettext("Zoom in"),
        "zoom_out": gettext("Zoom out"),
        "cluster": gettext("Places near {name}: {count}. Zoom in"),
        "zoomed": gettext("Zoomed in to {count} places near {name}. Escape goes back."),
        "zoomed_back": gettext("Zoomed out again."),
        "close": gettext("Close"),
        "directions": gettext("Directions"),
        "story": gettext("Story"),
        "from_here": gettext("{distance} from you, in a straight line"),
        "locate": gettext("Find me"),
        "locating": gettext("Looking for your position…"),
        "located": gettext("You are within {accuracy} of the dot."),
        "far": gettext("You are {distance} from the nearest place here. The map stays as it is."),
        "refused": gettext("Your position was not given, so it is not on the map."),
        "unavailable": gettext("This device can't tell where it is right now."),
        "timeout": gettext("Finding your position took too long. Try again outdoors."),
        "impossible": gettext("This browser can't give a position here."),
        "feet": gettext("{metres} m") if metric else gettext("{feet} ft ({metres} m)"),
        "miles": gettext("{km} km") if metric else gettext("{miles} miles ({km} km)"),
        "tiles": gettext("OpenStreetMap streets (loads from openstreetmap.org)"),
        "tiles_failed": gettext("OpenStreetMap's streets can't be reached. The drawn map is back."),
        "two_fingers": gettext("Move the map with two fingers"),
        "ctrl_wheel": gettext("Hold Ctrl and scroll to zoom the map"),
    }


def page_config(
    scripts: Mapping[str, str],
    *,
    basemap: str,
    asset: Callable[[str], str],
    words: Mapping[str, str],
) -> dict[str, Any]:
    """What the page's `<script type="application/json" id="map-config">` holds.

    `scripts` gives the address of each map's script by its `element_id`,
    `basemap` that of the basemap; `asset` turns the name of a static file into
    its address.
    """
    return {
        "leaflet": asset(LEAFLET_JS),
        "css": asset(LEAFLET_CSS),
        "basemap": basemap,
        "maps": dict(scripts),
        "words": dict(words),
    }
