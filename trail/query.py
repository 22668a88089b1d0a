"""Choosing sites: inside a bbox, near a position, by the words of a filter."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trail.geo import Bbox, LocalPlane, Position, bearing_deg, compass_point, distance_m
from trail.models import Site


@dataclass(frozen=True)
class Near:
    """A site seen from somewhere: geodesic metres, and one of the eight compass points."""

    site: Site
    distance_m: float
    compass: str


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
    bearing = bearing_deg(origin, site.position)
    return Near(site, distance_m(origin, site.position), compass_point(bearing))


def nearest(sites: Iterable[Site], site: Site, limit: int) -> tuple[Near, ...]:
    """The `limit` sites nearest to `site`, nearest first, the site itself left out.

    The flat plane only preselects; the distances and their order are geodesic.
    """
    if site.position is None:
        return ()
    origin = site.position
    plane = LocalPlane(origin)

    def flat(other: tuple[Site, Position]) -> float:
        x, y = plane.to_xy(other[1])
        return x * x + y * y

    others = ((other, at) for other, at in located(sites) if other.id != site.id)
    candidates = heapq.nsmallest(limit * 2, others, key=flat)
    seen = [near for other, _ in candidates if (near := seen_from(origin, other))]
    return tuple(sorted(seen, key=lambda near: (near.distance_m, near.site.id))[:limit])
