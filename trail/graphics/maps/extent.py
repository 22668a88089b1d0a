"""Which ground a map shows, and with which layers: the detailed ones or the coarse.

Near places are drawn from the detailed layers as far as these reach; a place
just beyond them becomes an arrow at the edge, since a coarse shore joined to a
fine one shows a coast that is not there. Wide views are drawn from the coarse
layers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trail.base.geo import Bbox, Position, bbox_of, distance_m
from trail.dataset.schema.map import MapLayer
from trail.graphics.maps.ground import hull
from trail.graphics.maps.projection import Frame, fit_frame
from trail.graphics.maps.view import MapMark, MapView

MARGIN = 78.0  # units from the outermost place to the frame: a mark and some room
COARSE_FROM_M = 30_000.0


@dataclass(frozen=True)
class Extent:
    """The frame, the layers to draw in it, and `drawn`: the ground these cover."""

    frame: Frame
    layers: tuple[MapLayer, ...]
    detailed: bool
    drawn: Bbox | None


# Positions, units from the outermost to the frame, least ground width in metres.
Fit = Callable[[Sequence[Position], float, float], Frame]


def choose_extent(layers: Sequence[MapLayer], view: MapView, fit: Fit | None = None) -> Extent:
    """The extent of a view; ValueError for a view without any position.

    `fit` makes the frame around positions; None fills the screen's view box with them.
    """

    def on_screen(positions: Sequence[Position], margin: float, least_m: float) -> Frame:
        return fit_frame(positions, aspect=view.aspect, margin=margin, min_span_m=least_m)

    framed = fit or on_screen
    positions = (
        *(view.fit or (mark.position for mark in view.marks)),
        *(position for leg in view.legs for position in leg.path if not view.fit),
        *(corner for mark in view.marks if mark.here for corner in _ring_corners(mark)),
    )
    if not positions:
        raise ValueError("a map needs at least one position to fit")
    detail = tuple(layer for layer in layers if layer.detail)
    coarse = tuple(layer for layer in layers if not layer.detail)
    near = _near(positions, view, hull(detail))
    if near:
        # Arrows at the edge need room of their own.
        margin = MARGIN if len(near) == len(positions) else 2 * MARGIN
        frame = framed(near, margin, view.min_span_m)
        return _extent(frame, detail, detailed=True)
    covered = hull(coarse)
    if covered is not None:
        wide = framed(positions, MARGIN, view.min_span_coarse_m)
        if covered.intersects(wide.bbox):
            return _extent(wide, coarse, detailed=False)
    frame = framed(positions, MARGIN, view.min_span_m)
    return Extent(frame, (), False, None)


def _ring_corners(mark: MapMark) -> tuple[Position, Position]:
    """Two corners of the box around the ring that says how far off a place may be."""
    lon, lat = mark.position
    box = Bbox(lon, lat, lon, lat).padded((mark.accuracy_m or 0.0) * 1.05)
    return Position(box.west, box.south), Position(box.east, box.north)


def _extent(frame: Frame, layers: tuple[MapLayer, ...], *, detailed: bool) -> Extent:
    covered = hull(layers)
    held = frame if covered is None else held_within(frame, covered)
    return Extent(held, layers, detailed, covered)


def _near(
    positions: Sequence[Position], view: MapView, covered: Bbox | None
) -> tuple[Position, ...]:
    """The positions to fit from detailed layers; none where coarse ones serve better."""
    if covered is None:
        return ()
    here = [mark.position for mark in view.marks if mark.here]
    if any(not covered.contains(position) for position in here):
        return ()
    inside = tuple(position for position in positions if covered.contains(position))
    if len(inside) == len(positions):
        return inside
    box = bbox_of(positions)
    across = distance_m(Position(box.west, box.south), Position(box.east, box.north))
    return inside if across < COARSE_FROM_M and 2 * len(inside) >= len(positions) else ()


def held_within(frame: Frame, covered: Bbox) -> Frame:
    """The frame pushed inside `covered` where it is small enough, else as near as it goes."""
    left, top = frame.to_xy(Position(covered.west, covered.north))
    right, bottom = frame.to_xy(Position(covered.east, covered.south))

    def shift(low: float, high: float, size: float) -> float:
        if high - low < size:
            return 0.0
        return max(low, 0.0) + min(high - size, 0.0)

    return replace(
        frame,
        west=frame.west + shift(left, right, frame.width) / frame.scale,
        north=frame.north - shift(top, bottom, frame.height) / frame.scale,
    )
