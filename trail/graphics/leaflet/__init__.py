"""Interactive maps, made by Folium and by nothing else.

Folium's page is not used: `body` goes into ours, `script` is served as a file
of its own, so that nothing stands inline. `static/js/map-live.js` loads Leaflet and
that script, lays the drawn map under Leaflet's marks and turns from one to the
other without anything moving.

Folium is loaded with the first map: with all that it brings it takes eight megabytes, and
most processes are given their maps.
"""

from __future__ import annotations

from collections.abc import Mapping

from trail.graphics.leaflet.values import (
    ENTRY_JS,
    LEAFLET_CSS,
    LEAFLET_JS,
    MARKS_MAX,
    MAX_ZOOM,
    OSM_CREDIT,
    OSM_TILES,
    TRAIL_CSS,
    FoliumMap,
    MapLine,
    MapMarker,
    MapSpec,
    map_strings,
    page_config,
)

__all__ = [
    "ENTRY_JS",
    "LEAFLET_CSS",
    "LEAFLET_JS",
    "MARKS_MAX",
    "MAX_ZOOM",
    "OSM_CREDIT",
    "OSM_TILES",
    "TRAIL_CSS",
    "FoliumMap",
    "MapLine",
    "MapMarker",
    "MapSpec",
    "map_strings",
    "page_config",
    "render_map",
]


def render_map(spec: MapSpec, words: Mapping[str, str]) -> FoliumMap:
    """The map of `spec`; `words` are those of `map_strings`.

    ValueError where the spec has no marks, too many, two of one name, or one
    that leads nowhere: an empty or ambiguous map is never drawn.
    """
    from trail.graphics.leaflet.drawn import render

    return render(spec, words)
