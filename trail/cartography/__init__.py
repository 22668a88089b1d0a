"""Static maps as SVG, drawn from values: for the screen, and for paper with other densities.

Geometry and sizes are in units of the view box, `MAP_UNITS` across; colours and
fonts are the style sheet's (`static/css/map.css`), by class.
"""

from trail.cartography.density import DESK, PHONE, SCREEN, Density
from trail.cartography.drawing import draw_map
from trail.cartography.ground import SameLayers, keep_grounds
from trail.cartography.paper import (
    Paper,
    PaperBar,
    PaperMap,
    draw_paper_map,
    largest_scale,
    paper_bars,
    paper_density,
)
from trail.cartography.projection import MAP_UNITS, Frame, fit_frame
from trail.cartography.scale import ScaleBar, scale_bar
from trail.cartography.view import (
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
