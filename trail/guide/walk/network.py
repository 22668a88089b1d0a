"""The walking network: where a stop meets it, the shortest way along it.

Blocks are lines between shared nodes. A position joins the network at the
nearest point of the nearest block, over a straight approach that every distance
counts. Out of reach, or without a way, the straight line stands in and says so.
"""

from __future__ import annotations

import heapq
import itertools
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from trail.base.geo import (
    LineString,
    NearbyLines,
    Position,
    distance_m,
    hop_m,
    metres_per_degree,
)
from trail.dataset.schema.map import STREET_KINDS, MapFeature, MapLayer, MapProperties
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.addresses import Streets, addresses, street_key
from trail.guide.walk.values import LegSegment

REACH_M = 150.0
ADDRESS_SLACK_M = 40.0  # about the depth of a house lot
_TREES = 64  # shortest-path trees kept; a walking tour has far fewer stops
_DUST_M = 0.01  # shorter pieces of a block are rounding


@dataclass(frozen=True)
class Route:
    """A way between two positions; see `Leg` for what the fields hold."""

    path: LineString
    distance_m: float
    surveyed: bool
    segments: tuple[LegSegment, ...] = ()
    approach: tuple[LineString, LineString] | None = None


def straight_route(origin: Position, destination: Position) -> Route:
    """The straight line, marked as such."""
    return Route((origin, destination), distance_m(origin, destination), surveyed=False)


def straight_matrix(positions: Sequence[Position]) -> list[list[float]]:
    """Geodesic metres from row to column."""
    return [[distance_m(a, b) for b in positions] for a in positions]


@dataclass(frozen=True)
class Edge:
    """A block of the network: a line from one node to another, walked either way."""

    id: str
    from_node: str
    to_node: str
    path: LineString
    length_m: float
    facts: MapProperties


class Snap(NamedTuple):
    """Where a position joins the network.

    `position` lies on the block `edge` (its place in `Network.edges`), between its
    vertices `vertex` and `vertex + 1`, `from_m` from the block's first end and
    `to_m` from its last; `offset_m` from the position that was asked for.
    """

    edge: int
    vertex: int
    position: Position
    from_m: float
    to_m: float
    offset_m: float


class _Tree(NamedTuple):
    """Shortest ways from one snap, by node: metres (inf without a way), the last block."""

    metres: array[float]
    through: array[int]


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
    return Edge(feature.id, facts.from_node, facts.to_node, path, _along_m(path), facts)


class Network:
    """Blocks that meet at nodes.

    Args:
        edges: the blocks; of two equally near to a position the first counts.
        reach_m: how far from the network a position may lie to be joined to it.
        addresses: by position, the streets that an address there names; they count
            up to ADDRESS_SLACK_M farther off than the nearest block.
    """

    def __init__(
        self,
        edges: Iterable[Edge],
        reach_m: float = REACH_M,
        addresses: Mapping[Position, Streets] | None = None,
    ) -> None:
        self.edges = tuple(edges)
        self.reach_m = reach_m
        self._addresses = dict(addresses or {})
        # Nodes are numbered by their ids' order, which decides between ways of one length.
        names = sorted({node for edge in self.edges for node in (edge.from_node, edge.to_node)})
        number = {node: k for k, node in enumerate(names)}
        self._ends = [(number[edge.from_node], number[edge.to_node]) for edge in self.edges]
        # From each node: the other end, the metres to it and the block.
        self._hops: list[list[tuple[int, float, int]]] = [[] for _ in names]
        for k, (first, last) in enumerate(self._ends):
            self._hops[first].append((last, self.edges[k].length_m, k))
            self._hops[last].append((first, self.edges[k].length_m, k))
        self._lines = NearbyLines([edge.path for edge in self.edges])
        self.snap = lru_cache(maxsize=1024)(self._snap)
        self._tree = lru_cache(maxsize=_TREES)(self._grow)

    @classmethod
    def of_layers(cls, layers: Iterable[MapLayer], reach_m: float = REACH_M) -> Network:
        return cls(street_edges(layers), reach_m)

    @classmethod
    def of_dataset(cls, dataset: Dataset) -> Network:
        """The dataset's streets; its sites join the street that their address names."""
        edges = street_edges(dataset.layers)
        names = {edge.facts.name for edge in edges if edge.facts.name}
        return cls(edges, addresses=addresses(dataset.sites, names))

    @cached_property
    def without_steps(self) -> Network:
        """The same network less its steps; blocks that nobody assessed stay in it."""
        level = tuple(edge for edge in self.edges if not _has_steps(edge))
        same = len(level) == len(self.edges)
        return self if same else Network(level, self.reach_m, self._addresses)

    def __bool__(self) -> bool:
        return bool(self.edges)

    def _snap(self, position: Position) -> Snap | None:
        """The nearest point of the network, however far; None when there are no blocks."""
        if not self.edges:
            return None
        found = self._nearest(position, self._lines.within(position, self.reach_m))
        # All of a large network is looked at only where nothing is in reach.
        if found is None or found.offset_m > self.reach_m:
            found = self._nearest(position, range(len(self.edges)))
        return found

    def _nearest(self, position: Position, blocks: Sequence[int]) -> Snap | None:
        """The nearest point of some blocks, or of the street that an address there names."""
        parts = [(k, i) for k in blocks for i in range(len(self.edges[k].path) - 1)]
        if not parts:
            return None
        ends = np.array(
            [(*self.edges[k].path[i], *self.edges[k].path[i + 1]) for k, i in parts],
            dtype=np.float64,
        )
        # Flat metres around the position: exact enough for all that is near it.
        scale = np.array(metres_per_degree(position[1]))
        a = (ends[:, :2] - position) * scale
        along = (ends[:, 2:] - position) * scale - a
        square = np.maximum((along**2).sum(axis=1), 1e-12)
        share = np.clip(-(a * along).sum(axis=1) / square, 0.0, 1.0)
        away = np.sqrt(((a + along * share[:, None]) ** 2).sum(axis=1))
        nearest = self._by_address(position, parts, away)
        return self._joined(position, *parts[nearest], float(share[nearest]))

    def _by_address(
        self, position: Position, parts: Sequence[tuple[int, int]], away: NDArray[np.float64]
    ) -> int:
        """Which part is nearest, of the street in the address where that is about as near.

        `away` holds metres, one for each part of a block.
        """
        nearest = int(away.argmin())
        named = self._addresses.get(position)
        if named is None:
            return nearest
        most = min(float(away[nearest]) + ADDRESS_SLACK_M, self.reach_m)
        near = np.flatnonzero(away <= most).tolist()
        own = [i for i in near if street_key(self.edges[parts[i][0]].facts.name or "") in named]
        return min(own, key=away.__getitem__, default=nearest)

    def _joined(self, position: Position, k: int, vertex: int, share: float) -> Snap:
        edge = self.edges[k]
        a, b = edge.path[vertex], edge.path[vertex + 1]
        at = Position(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        if share in (0.0, 1.0):
            at = b if share else a
        from_m = min(_along_m((*edge.path[: vertex + 1], at)), edge.length_m)
        return Snap(k, vertex, at, from_m, edge.length_m - from_m, distance_m(position, at))

    def joins(self, position: Position) -> Snap | None:
        """Where the position meets the network, None when that is out of reach."""
        snap = self.snap(position)
        return snap if snap is not None and snap.offset_m <= self.reach_m else None

    # ------------------------------------------------------------ shortest ways

    def matrix(self, positions: Sequence[Position]) -> list[list[float]]:
        """Metres on foot from row to column, as `route` has them."""
        return [[self._metres(a, b) for b in positions] for a in positions]

    def route(self, origin: Position, destination: Position) -> Route:
        """The shortest way on foot."""
        a, b = self.joins(origin), self.joins(destination)
        ways = self._ways(a, b) if a and b else []
        if not a or not b or not ways:
            return straight_route(origin, destination)
        metres, end = min(ways)
        segments = self._segments(a, b, end)
        path = [a.position]
        for segment in segments:
            path += segment.path[1:]
        # A last piece of a few millimetres was left out as dust.
        path[-1:] = [b.position] if len(path) > 1 else path
        return Route(
            path=tuple(path) if len(path) > 1 else (a.position, b.position),
            distance_m=a.offset_m + metres + b.offset_m,
            surveyed=True,
            segments=segments,
            approach=((origin, a.position), (b.position, destination)),
        )

    def _metres(self, origin: Position, destination: Position) -> float:
        a, b = self.joins(origin), self.joins(destination)
        ways = self._ways(a, b) if a and b else []
        if not a or not b or not ways:
            return distance_m(origin, destination)
        return a.offset_m + min(ways)[0] + b.offset_m

    def _ways(self, a: Snap, b: Snap) -> list[tuple[float, int]]:
        """Metres by each end of b's block: 0 straight along it, 1 its first end, 2 its last."""
        tree, (first, last) = self._tree(a), self._ends[b.edge]
        ways = [(abs(a.from_m - b.from_m), 0)] if a.edge == b.edge else []
        ways += [(tree.metres[first] + b.from_m, 1), (tree.metres[last] + b.to_m, 2)]
        return [way for way in ways if way[0] < math.inf]

    def _grow(self, snap: Snap) -> _Tree:
        """Dijkstra's tree from a snap, over both ends of its block."""
        metres = array("d", [math.inf]) * len(self._hops)
        through = array("l", [-1]) * len(self._hops)
        first, last = self._ends[snap.edge]
        # Ties go by node and block, so that the same way is found each time.
        heap = [(snap.from_m, first, snap.edge), (snap.to_m, last, snap.edge)]
        heapq.heapify(heap)
        while heap:
            so_far, node, came = heapq.heappop(heap)
            if through[node] >= 0:
                continue
            metres[node], through[node] = so_far, came
            for other, length_m, k in self._hops[node]:
                there_m = so_far + length_m
                if through[other] < 0 and there_m <= metres[other]:
                    metres[other] = there_m
                    heapq.heappush(heap, (there_m, other, k))
        return _Tree(metres, through)

    def _segments(self, a: Snap, b: Snap, end: int) -> tuple[LegSegment, ...]:
        """The blocks, or parts of blocks, of the shortest way that ends by `end`."""
        path = self.edges[b.edge].path
        if end == 0:
            return self._piece(a.edge, _between(path, a, b))
        node = self._ends[b.edge][end - 1]
        tail = _between(path, None, b) if end == 1 else _between(path, b, None)[::-1]
        pieces = [self._piece(b.edge, tail)]
        tree = self._tree(a)
        # Back to the end of a's own block at which the tree began.
        while not self._is_root(a, tree, node):
            k = tree.through[node]
            first, last = self._ends[k]
            whole = self.edges[k].path
            pieces.append(self._piece(k, whole if node == last else whole[::-1]))
            node = first if node == last else last
        path = self.edges[a.edge].path
        by_last = tree.metres[node] == a.to_m and self._ends[a.edge][1] == node
        head = _between(path, a, None) if by_last else _between(path, None, a)[::-1]
        pieces.append(self._piece(a.edge, head))
        return tuple(itertools.chain.from_iterable(reversed(pieces)))

    def _is_root(self, a: Snap, tree: _Tree, node: int) -> bool:
        return tree.through[node] == a.edge and (node, tree.metres[node]) in zip(
            self._ends[a.edge], (a.from_m, a.to_m), strict=True
        )

    def _piece(self, k: int, path: LineString) -> tuple[LegSegment, ...]:
        metres = _along_m(path)
        if metres < _DUST_M:
            return ()
        facts = self.edges[k].facts
        return (
            LegSegment(
                edge_id=self.edges[k].id,
                name=facts.name,
                kind=facts.kind,
                path=path,
                length_m=metres,
                sidewalk=facts.sidewalk or "unknown",
                surface=facts.surface,
                steps="yes" if facts.kind == "steps" else facts.steps or "unknown",
                incline=facts.incline,
            ),
        )


def _has_steps(edge: Edge) -> bool:
    return edge.facts.kind == "steps" or edge.facts.steps == "yes"


def _along_m(path: Sequence[Position]) -> float:
    return sum(hop_m(a, b) for a, b in itertools.pairwise(path))


def _between(path: LineString, a: Snap | None, b: Snap | None) -> LineString:
    """The part of a block from one snap to another; None is the block's own end."""
    if a and b and b.from_m < a.from_m:
        return _between(path, b, a)[::-1]
    inner = path[(a.vertex + 1 if a else 0) : (b.vertex + 1 if b else len(path))]
    whole = ((a.position,) if a else ()) + inner + ((b.position,) if b else ())
    return tuple(here for here, _ in itertools.groupby(whole))
