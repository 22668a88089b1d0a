"""Squares of the network: open ground, joined anywhere and crossed in a straight line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trail.base.geo import Position, distance_m
from trail.base.geo_ground import OpenGround
from trail.base.geo_nearby import NearbyLines
from trail.dataset.schema.map import MapLayer
from trail.guide.walk.edges import Edge


@dataclass(frozen=True)
class NearBlock:
    """A block near a position: the segment and share along it of its nearest point.

    `at` is the nearest point of the square that the block leads over; else None.
    """

    edge: int
    vertex: int
    share: float
    away_m: float
    weighed_m: float
    at: Position | None = None


class Squares:
    """The squares of a network: their ground, and the nodes on it by their blocks."""

    def __init__(
        self,
        shapes: Mapping[str, OpenGround],
        edges: Sequence[Edge],
        ends: Sequence[tuple[int, int]],
    ) -> None:
        self._nodes: dict[str, dict[int, Position]] = {}
        self._block: dict[str, int] = {}
        for k, edge in enumerate(edges):
            square = edge.facts.square
            if square is not None and square in shapes:
                nodes = self._nodes.setdefault(square, {})
                nodes |= {ends[k][0]: edge.path[0], ends[k][1]: edge.path[-1]}
                self._block.setdefault(square, k)
        self._ids = list(self._block)
        self._shapes = {square: shapes[square] for square in self._ids}
        self._lines = NearbyLines([self._shapes[square].outline for square in self._ids])

    def near(self, position: Position, metres: float) -> list[NearBlock]:
        found = []
        for number in self._lines.within(position, metres):
            square = self._ids[number]
            away_m, at = self._shapes[square].nearest(position)
            if away_m <= metres:
                found.append(NearBlock(self._block[square], 0, 0.0, away_m, away_m, at))
        return found

    def over(self, square: str, at: Position) -> tuple[tuple[int, Position, float], ...]:
        """The nodes that are seen from a place on a square, with the metres to them."""
        nodes = self._nodes[square]
        seen = self._shapes[square].open_between([(at, there) for there in nodes.values()])
        return tuple(
            (node, there, distance_m(at, there))
            for (node, there), is_open in zip(nodes.items(), seen, strict=True)
            if is_open
        )

    def is_open(self, square: str, a: Position, b: Position) -> bool:
        return self._shapes[square].open_between([(a, b)])[0]


def squares_of(layers: Iterable[MapLayer]) -> dict[str, OpenGround]:
    """The squares that are drawn, by their ids."""
    return {
        feature.id: OpenGround([feature.parts[a:b] for a, b in feature.polygons])
        for layer in layers
        for feature in layer.features
        if feature.properties.kind == "square" and feature.polygons
    }
