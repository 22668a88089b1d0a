"""Drawings of the chapters: the theatre as a map, numbers as areas, dates on an axis.

Each is an SVG of its own that needs no style sheet: ink is `currentColor`, and what differs,
differs by its pattern. Where there is a style sheet, labels get a halo through `f-halo`.
"""

from trail.graphics.figures.ground import Key, draw_ground, numbered
from trail.graphics.figures.values import AxisMark, draw_amounts, draw_axis

__all__ = ["AxisMark", "Key", "draw_amounts", "draw_axis", "draw_ground", "numbered"]
