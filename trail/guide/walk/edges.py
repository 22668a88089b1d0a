"""The blocks of the walking network: lines between shared nodes, and their pieces."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from trail.base.geo import LineString, Position, hop_m
from trail.dataset.schema.map import STREET_KINDS, MapFeature, MapLayer, MapProperties


@dataclass(frozen=True)
class Edge:
    """A block of the network: a line from one node to another, walked either way."""

    id: str
    from_node: str
    to_node: str
    path: LineString
    length_m: float
    facts: MapProperties

    @property
    def has_steps(self) -> bool:
        """Whether there are steps, or somebody saw that a wheelchair can't pass."""
        facts = self.facts
        return facts.kind == "steps" or facts.steps == "yes" or facts.wheelchair == "no"


class Snap(NamedTuple):
    """Where a position joins the network.

    `position` lies on the block `edge` (its place in `Network.edges`), between its
    vertices `vertex` and `vertex + 1`, `from_m` from the block's first end and
    `to_m` from its last; `offset_m` from the position that was asked for. `extra_m`
    is not walked: it counts against this join where there are others.

    `door`: by which door of its building one comes there, where one is known.

    On a square the block is one that leads over it, and `over` has the nodes that are
    seen straight across, with metres; `vertex`, `from_m` and `to_m` say nothing then.
    """

    edge: int
    vertex: int
    position: Position
    from_m: float
    to_m: float
    offset_m: float
    extra_m: float = 0.0
    over: tuple[tuple[int, Position, float], ...] = ()
    door: Position | None = None


def names_in(edges: Sequence[Edge]) -> dict[str, tuple[tuple[str, str], ...]]:
    """What each street is called in which language, by its name: the first block that knows."""
    return {
        edge.facts.name: tuple(sorted(edge.facts.names.items()))
        for edge in reversed(edges)
        if edge.facts.name and edge.facts.names
    }


def street_edges(layers: Iterable[MapLayer]) -> tuple[Edge, ...]:
    """The blocks of the network: street features with a node at either end."""
    features = (feature for layer in layers for feature in layer.features)
    return tuple(edge for feature in features if (edge := _edge(feature)))


def _edge(feature: MapFeature) -> Edge | None:
    facts = feature.properties
    if facts.kind not in STREET_KINDS or not facts.from_node or not facts.to_node:
        return None
    if feature.geometry_type != "LineString" or len(feature.parts) != 1:
        return None
    path = feature.parts[0]
    return Edge(feature.id, facts.from_node, facts.to_node, path, along_m(path), facts)


def along_m(path: Sequence[Position]) -> float:
    return sum(hop_m(a, b) for a, b in itertools.pairwise(path))


def part_between(path: LineString, a: Snap | None, b: Snap | None) -> LineString:
    """The part of a block from one snap to another; None is the block's own end."""
    if a and b and b.from_m < a.from_m:
        return part_between(path, b, a)[::-1]
    inner = path[(a.vertex + 1 if a else 0) : (b.vertex + 1 if b else len(path))]
    whole = ((a.position,) if a else ()) + inner + ((b.position,) if b else ())
    return tuple(here for here, _ in itertools.groupby(whole))


def pieces_of(ends: Sequence[tuple[int, int]], nodes: int) -> list[int]:
    """For each block, by its two ends, the number of the connected piece it belongs to."""
    leader = list(range(nodes))

    def find(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for first, last in ends:
        leader[find(first)] = find(last)
    return [find(first) for first, _ in ends]


def walked_pieces(edges: Sequence[Edge], ends: Sequence[tuple[int, int]], nodes: int) -> list[int]:
    """As `pieces_of`, by what everybody may walk on: behind a private drive is another piece.

    A block that is not for everybody goes with the larger piece at its ends.
    """
    is_open = [not edge.facts.access for edge in edges]
    walked = [pair for pair, it in zip(ends, is_open, strict=True) if it]
    # A block from each node to itself says which piece the node belongs to.
    of = pieces_of([*walked, *((node, node) for node in range(nodes))], nodes)[len(walked) :]
    metres: dict[int, float] = {}
    for edge, (first, _), it in zip(edges, ends, is_open, strict=True):
        if it:
            metres[of[first]] = metres.get(of[first], 0.0) + edge.length_m
    return [max((of[a], of[b]), key=lambda piece: metres.get(piece, 0.0)) for a, b in ends]
