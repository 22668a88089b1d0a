"""Choosing sites: inside a bbox, near a position, by the words of a filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from trail.base.geo import (
    Bbox,
    LocalPlane,
    Position,
    compass_point,
    distance_m,
    way_deg,
)
from trail.dataset.schema.site import Site


@dataclass(frozen=True)
class Near:
    """A site seen from somewhere: geodesic metres, and one of the eight compass points.

    `compass` is None where the site is in the same place.
    """

    site: Site
    distance_m: float
    compass: str | None


def located(sites: Iterable[Site]) -> Iterator[tuple[Site, Position]]:
    """The sites that have a position, with it."""
    return ((site, site.position) for site in sites if site.position is not None)


def inside(sites: Iterable[Site], bbox: Bbox) -> tuple[Site, ...]:
    """The located sites inside `bbox`, borders counted in."""
    return tuple(site for site, position in located(sites) if bbox.contains(position))


def seen_from(origin: Position, site: Site) -> Near | None:
    """How far and which way a site lies; None when its place is not known."""
    if site.position is None:
        return None
    bearing = way_deg(origin, site.position)
    compass = None if bearing is None else compass_point(bearing)
    return Near(site, distance_m(origin, site.position), compass)


class Neighbours:
    """Which sites lie near which: their places are gathered once, for trails of thousands."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._sites = list(located(sites))
        places = [position for _, position in self._sites]
        self._lon_lat = np.array(places, dtype=np.float64).reshape(-1, 2)

    def nearest(self, site: Site, limit: int) -> tuple[Near, ...]:
        """The `limit` sites nearest to `site`, nearest first, the site itself left out.

        The flat plane only preselects; the distances and their order are geodesic.
        """
        if site.position is None:
            return ()
        x, y = LocalPlane(site.position).to_xy_all(self._lon_lat)
        # Of equal distance the earlier first; one more, since the site itself is among them.
        order = np.argsort(x * x + y * y, kind="stable")[: limit * 2 + 1]
        others = [other for other, _ in map(self._sites.__getitem__, order) if other.id != site.id]
        seen = [near for other in others if (near := seen_from(site.position, other))]
        return tuple(sorted(seen, key=lambda near: (near.distance_m, near.site.id))[:limit])
