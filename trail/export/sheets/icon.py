"""The app's icon as PNG, from its one SVG."""

from __future__ import annotations

import re

import typst

SAFE = 0.74  # of the breadth: what no shape of a launcher's mask cuts off a rounded square
_GROUND = re.compile(rb'<rect\b[^>]*\bfill="(#[0-9a-fA-F]{6})"')

_SHEET = b"""
#let (svg, size, width, fill) = sys.inputs
#set page(width: float(size) * 1pt, height: float(size) * 1pt, margin: 0pt,
  fill: if fill == "" { none } else { rgb(fill) })
#align(center + horizon, image(bytes(svg), format: "svg", width: float(width) * 1pt))
"""


def icon_png(svg: bytes, size: int, *, maskable: bool = False) -> bytes:
    """A square of `size` pixels; `maskable` is full to the edge, the drawing inside the safe zone.

    The ground is the fill of the SVG's first rectangle; ValueError where it has none.
    """
    ground = _GROUND.search(svg)
    if ground is None:
        raise ValueError("the icon has no rectangle with a fill for its ground")
    values = {
        "svg": svg.decode(),
        "size": str(size),
        "width": str(size * SAFE if maskable else size),
        "fill": ground[1].decode() if maskable else "",
    }
    # One pixel a point.
    made = typst.compile(
        _SHEET, format="png", ppi=72.0, ignore_system_fonts=True, sys_inputs=values
    )
    if not isinstance(made, bytes):
        raise ValueError("the icon does not fit on one page")
    return made
