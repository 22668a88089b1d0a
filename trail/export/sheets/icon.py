"""The app's icon as PNG, from its one SVG."""

from __future__ import annotations

import re

from trail.export.sheets.typeset import picture

SAFE = 0.74  # of the breadth: what no shape of a launcher's mask cuts off a rounded square
_GROUND = re.compile(rb'<rect\b[^>]*\bfill="(#[0-9a-fA-F]{6})"')


def icon_png(svg: bytes, size: int, *, maskable: bool = False) -> bytes:
    """A square of `size` pixels; `maskable` is full to the edge, the drawing inside the safe zone.

    The ground is the fill of the SVG's first rectangle; ValueError where it has none.
    """
    ground = _GROUND.search(svg)
    if ground is None:
        raise ValueError("the icon has no rectangle with a fill for its ground")
    values = {
        "svg": svg.decode(),
        "size": size,
        "width": size * SAFE if maskable else size,
        "fill": ground[1].decode() if maskable else "",
    }
    return picture("icon", values, ppi=72.0)  # one pixel a point
