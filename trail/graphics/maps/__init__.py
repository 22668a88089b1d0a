"""Static maps as SVG, drawn from values: for the screen, and for paper with other densities.

Geometry and sizes are in units of the view box, `MAP_UNITS` across; colours and
fonts are the style sheet's (`static/css/map.css`), by class.
"""

from trail.graphics.maps.density import DESK, PHONE, SCREEN, Density
from trail.graphics.maps.drawing import draw_map
from trail.graphics.maps.ground import SameLayers, keep_grounds
from trail.graphics.maps.paper import (
    UNITS_PER_MM,
    Paper,
    PaperBar,
    PaperMap,
    draw_paper_map,
    largest_scale,
    paper_bars,
    paper_density,
)
from trail.graphics.maps.projection import MAP_UNITS, Frame, fit_frame
from trail.graphics.maps.scale import ScaleBar, scale_bar
from trail.graphics.maps.view import (
    Box,
    MapMark,
    MapView,
    MapWords,
    Overlay,
    PlacedLabel,
    PlacedMark,
    RouteLeg,
    SvgMap,
)

__all__ = [
    "DESK",
    "MAP_UNITS",
    "PHONE",
    "SCREEN",
    "UNITS_PER_MM",
    "Box",
    "Density",
    "Frame",
    "MapMark",
    "MapView",
    "MapWords",
    "Overlay",
    "Paper",
    "PaperBar",
    "PaperMap",
    "PlacedLabel",
    "PlacedMark",
    "RouteLeg",
    "SameLayers",
    "ScaleBar",
    "SvgMap",
    "draw_map",
    "draw_paper_map",
    "fit_frame",
    "keep_grounds",
    "largest_scale",
    "paper_bars",
    "paper_density",
    "scale_bar",
]
