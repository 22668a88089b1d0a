"""The app's icon as PNG, from its one SVG."""

from __future__ import annotations

import re

import typst

SAFE = 0.74  # of the breadth: what no shape of a launcher's mask cuts off a rounded square
_GROUND = re.compile(rb'<rect\b[^>]*\bfill="(#[0-9a-fA-F]{6})"')

_SHEET = """
#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: {fill})
#align(center + horizon, image(bytes("{svg}"), format: "svg", width: {width}pt))
"""


def icon_png(svg: bytes, size: int, *, maskable: bool = False) -> bytes:
    """A square of `size` pixels; `maskable` is full to the edge, the drawing inside the safe zone.

    The ground is the fill of the SVG's first rectangle; ValueError where it has none.
    """
    ground = _GROUND.search(svg)
    if ground is None:
        raise ValueError("the icon has no rectangle with a fill for its ground")
    sheet = _SHEET.format(
        size=size,
        fill=f'rgb("{ground[1].decode()}")' if maskable else "none",
        svg=svg.decode().replace("\\", "\\\\").replace('"', '\\"').replace("\n", " "),
        width=size * SAFE if maskable else size,
    )
    # One pixel a point.
    made = typst.compile(sheet.encode(), format="png", ppi=72.0, ignore_system_fonts=True)
    if not isinstance(made, bytes):
        raise ValueError("the icon does not fit on one page")
    return made
