"""The shape that stands for a site on every map, drawn or interactive."""

from __future__ import annotations

from typing import Literal

from trail.dataset.schema.site import Site

MarkShape = Literal["stands", "gone", "private", "unknown"]


def mark_shape(site: Site) -> MarkShape:
    """Gone before private before unknown: what a walker would look for in vain comes first.

    "stands" is a filled disc, "gone" (also replaced) a ring, "private" (also
    restricted) a square, "unknown" a broken ring.
    """
    status, access = site.properties.status, site.properties.access.state
    if status in ("gone", "replaced"):
        return "gone"
    if access in ("private", "restricted"):
        return "private"
    return "unknown" if status == "unknown" else "stands"
