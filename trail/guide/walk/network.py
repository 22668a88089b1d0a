"""The walking network: the shortest way along it from stop to stop.

Blocks are lines between shared nodes. A position joins the network where `joins`
says, over an approach that every distance counts; of several joins each leg takes
the one that suits it. Out of reach, or without a way, the straight line stands in
and says so.
"""

from __future__ import annotations

import heapq
import itertools
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias

from trail.base.geo import LineString, Position, bearing_deg, distance_m
from trail.base.geo_ground import OpenGround
from trail.base.meridian import beside
from trail.dataset.schema.map import MapLayer
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.addresses import Streets, addresses
from trail.guide.walk.edges import Edge, Snap, along_m, names_in, part_between, street_edges
from trail.guide.walk.joins import Fixed, Joins
from trail.guide.walk.routes import Route, polyline, straight_route
from trail.guide.walk.squares import Squares, squares_of
from trail.guide.walk.surroundings import Surroundings
from trail.guide.walk.values import LegSegment

REACH_M = 150.0
_TREES = 64  # shortest-path trees kept; a walking tour has far fewer stops
_DUST_M = 0.01  # shorter pieces of a block are rounding


Snaps: TypeAlias = tuple[Snap, ...]


class _Inside(NamedTuple):
    """How a node near a join is reached from it: metres, the block, the node before.

    Of an open block these are its two ends; of a way for visitors all nodes of such
    ways that hang together with it.
    """

    metres: float
    edge: int
    before: int | None


class _Tree(NamedTuple):
    """Shortest ways from the joins of a position, by node.

    `cost` is metres with the approach and what counts against the join (inf without
    a way); `through` the last block, -1 where the tree begins; `root` which join.
    """

    cost: array[float]
    through: array[int]
    root: array[int]


class _Way(NamedTuple):
    """The best way: its cost, the joins at either end, and the node at which the
    destination's own part begins; -1 where both joins are on one block."""

    cost: float
    node: int
    a: Snap
    b: Snap
    lenient: bool


class Network:
    """Blocks that meet at nodes.

    Args:
        edges: the blocks; of two equally near to a position the first counts.
        reach_m: how far from the network a position may lie to be joined to it.
        addresses: by position, the streets that an address there names; they count
            up to 40 m farther off than the nearest block.
        fixed: by position, the join that the keeper chose.
        squares: open ground by the id that blocks over it have.
        surroundings: doors and barriers.
    """

    def __init__(
        self,
        edges: Iterable[Edge],
        reach_m: float = REACH_M,
        addresses: Mapping[Position, Streets] | None = None,
        fixed: Mapping[Position, Fixed] | None = None,
        squares: Mapping[str, OpenGround] | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.edges = tuple(edges)
        self.reach_m = reach_m
        self._addresses, self._fixed = dict(addresses or {}), dict(fixed or {})
        self._shapes = dict(squares or {})
        self._surroundings = surroundings or Surroundings()
        # Nodes are numbered by their ids' order, which decides between ways of one length.
        names = sorted({node for edge in self.edges for node in (edge.from_node, edge.to_node)})
        number = {node: k for k, node in enumerate(names)}
        self._ends = [(number[edge.from_node], number[edge.to_node]) for edge in self.edges]
        # From each node: the other end, the metres to it and the block.
        self._hops: list[list[tuple[int, float, int]]] = [[] for _ in names]
        for k, (first, last) in enumerate(self._ends):
            self._hops[first].append((last, self.edges[k].length_m, k))
            self._hops[last].append((first, self.edges[k].length_m, k))
        self._squares = Squares(self._shapes, self.edges, self._ends)
        self._joins = Joins(
            self.edges,
            self._ends,
            self._hops,
            reach_m,
            self._addresses,
            self._fixed,
            self._squares,
            self._surroundings,
        )
        self.pieces = self._joins.pieces
        self.snap = lru_cache(maxsize=1024)(self._joins.nearest)
        self.joins = lru_cache(maxsize=1024)(self._joins.of)
        self.streets_near = self._joins.streets_near
        self._tree = lru_cache(maxsize=_TREES)(self._grow)
        self._inside = lru_cache(maxsize=4096)(self._near_nodes)
        self._names = names_in(self.edges)

    @classmethod
    def of_layers(cls, layers: Iterable[MapLayer], reach_m: float = REACH_M) -> Network:
        layers = tuple(layers)
        about = Surroundings(layers)
        return cls(street_edges(layers), reach_m, None, None, squares_of(layers), about)

    @classmethod
    def of_dataset(cls, dataset: Dataset) -> Network:
        """The dataset's streets; its sites join the street that their address names."""
        edges = street_edges(dataset.layers)
        names = {edge.facts.name for edge in edges if edge.facts.name}
        chosen = ((site.position, site.properties.joins) for site in dataset.sites)
        region = dataset.trail.region.box
        fixed = {
            at: join.fixed if isinstance(join.fixed, str) else beside(join.fixed, region)
            for at, join in chosen
            if at and join and join.fixed
        }
        known = addresses(dataset.sites, names)
        about = Surroundings(dataset.layers)
        return cls(edges, REACH_M, known, fixed, squares_of(dataset.layers), about)

    @cached_property
    def without_steps(self) -> Network:
        """The same network less its steps; blocks that nobody assessed stay in it."""
        level = tuple(edge for edge in self.edges if not edge.has_steps)
        same = len(level) == len(self.edges)
        if same:
            return self
        known = (self._addresses, self._fixed, self._shapes, self._surroundings)
        return Network(level, self.reach_m, *known)

    def __bool__(self) -> bool:
        return bool(self.edges)

    # ------------------------------------------------------------ shortest ways

    def matrix(self, positions: Sequence[Position]) -> list[list[float]]:
        """Metres on foot from row to column, as `route` has them."""
        return [[self._metres(a, b) for b in positions] for a in positions]

    def route(self, origin: Position, destination: Position) -> Route:
        """The shortest way on foot."""
        found = self._way(self.joins(origin), self.joins(destination))
        if found is None:
            return straight_route(origin, destination)
        way, tree = found
        a, b = way.a, way.b
        bits = self._bits(way, tree)
        first, last = self._drives(bits)
        drive_out, on_foot, drive_in = bits[:first], bits[first:last], bits[last:]
        path = polyline(*(piece for _, piece in on_foot)) if on_foot else (a.position, b.position)
        # A first or last piece of a few millimetres was left out as dust.
        start = path[0] if drive_out else a.position
        end = path[-1] if drive_in else b.position
        path = (start, *path[1:-1], end)
        return Route(
            path=path,
            distance_m=_walked_m(way),
            follows_streets=True,
            segments=tuple(
                self._segment(k, piece, self._others(k, after))
                for (k, piece), after in itertools.zip_longest(on_foot, on_foot[1:])
            ),
            approach=(
                polyline(
                    (origin, a.door or origin, a.position),
                    *(piece for _, piece in drive_out),
                    (start,),
                ),
                polyline(
                    (end,),
                    *(piece for _, piece in drive_in),
                    (b.position, b.door or destination, destination),
                ),
            ),
            drives=(bool(drive_out), bool(drive_in)),
        )

    def _metres(self, origin: Position, destination: Position) -> float:
        metres = self.metres_by(self.joins(origin), self.joins(destination))
        return distance_m(origin, destination) if metres is None else metres

    def metres_by(self, starts: Sequence[Snap], ends: Sequence[Snap]) -> float | None:
        """Metres on foot by the joins given; None without a way."""
        found = self._way(tuple(starts), tuple(ends))
        return _walked_m(found[0]) if found else None

    def _way(self, starts: Snaps, ends: Snaps) -> tuple[_Way, _Tree] | None:
        """The best way, and the tree it was found in; lanes for visitors are taken
        from end to end only where nothing else leads there."""
        for lenient in (False, True) if starts and ends else ():
            tree = self._tree(starts, lenient)
            way = self._best(starts, ends, tree, lenient)
            if way is not None:
                return way, tree
        return None

    def _best(self, starts: Snaps, ends: Snaps, tree: _Tree, lenient: bool) -> _Way | None:
        best = (math.inf, -1, 0, 0)
        for j, b in enumerate(ends):
            own_m = b.offset_m + b.extra_m
            for i, a in enumerate(starts):
                direct_m = self._direct_m(a, b)
                if direct_m is not None:
                    best = min(best, (a.offset_m + a.extra_m + direct_m + own_m, -1, i, j))
            for node, inside in self._inside(b, lenient).items():
                cost = tree.cost[node] + inside.metres + own_m
                best = min(best, (cost, node, tree.root[node], j))
        cost, node, i, j = best
        return _Way(cost, node, starts[i], ends[j], lenient) if cost < math.inf else None

    def _direct_m(self, a: Snap, b: Snap) -> float | None:
        """Metres along one block, or straight over one square."""
        if a.edge != b.edge or bool(a.over) != bool(b.over):
            return None
        if not a.over:
            return abs(a.from_m - b.from_m)
        square = self.edges[a.edge].facts.square or ""
        is_open = self._squares.is_open(square, a.position, b.position)
        return distance_m(a.position, b.position) if is_open else None

    def _grow(self, starts: Snaps, lenient: bool) -> _Tree:
        """Dijkstra's tree from all joins of a position at once."""
        cost = array("d", [math.inf]) * len(self._hops)
        through = array("l", [-1]) * len(self._hops)
        root = array("b", [-1]) * len(self._hops)
        # Ties go by node and block, so that the same way is found each time.
        heap = [
            (snap.offset_m + snap.extra_m + inside.metres, node, -1, i)
            for i, snap in enumerate(starts)
            for node, inside in self._inside(snap, lenient).items()
        ]
        heapq.heapify(heap)
        closed = self._closed_to_passers(lenient)
        while heap:
            so_far, node, came, join = heapq.heappop(heap)
            if root[node] >= 0:
                continue
            cost[node], through[node], root[node] = so_far, came, join
            for other, length_m, k in self._hops[node]:
                there_m = so_far + length_m
                if root[other] < 0 and there_m <= cost[other] and k not in closed:
                    cost[other] = there_m
                    heapq.heappush(heap, (there_m, other, k, join))
        return _Tree(cost, through, root)

    def _closed_to_passers(self, lenient: bool) -> frozenset[int]:
        """The blocks for visitors only; of those the private ones where `lenient`."""
        return self._private if lenient else self._for_visitors

    @cached_property
    def _for_visitors(self) -> frozenset[int]:
        return frozenset(k for k, edge in enumerate(self.edges) if edge.facts.access)

    @cached_property
    def _private(self) -> frozenset[int]:
        return frozenset(k for k, edge in enumerate(self.edges) if edge.facts.access == "private")

    def _near_nodes(self, snap: Snap, lenient: bool) -> dict[int, _Inside]:
        if snap.over:
            return {node: _Inside(metres, snap.edge, None) for node, _, metres in snap.over}
        first, last = self._ends[snap.edge]
        found: dict[int, _Inside] = {}
        closed = self._closed_to_passers(lenient)
        heap = [(snap.from_m, first, snap.edge, -1), (snap.to_m, last, snap.edge, -1)]
        heapq.heapify(heap)
        while heap:
            so_far, node, k, before = heapq.heappop(heap)
            if node in found:
                continue
            found[node] = _Inside(so_far, k, None if before < 0 else before)
            if snap.edge in closed:
                for other, length_m, hop in self._hops[node]:
                    if hop in closed and other not in found:
                        heapq.heappush(heap, (so_far + length_m, other, hop, node))
        return found

    # ------------------------------------------------------------ what is walked

    def _bits(self, way: _Way, tree: _Tree) -> list[tuple[int, LineString]]:
        """The blocks, or parts of blocks, of a way, in its order; none that is dust."""
        a, b = way.a, way.b
        if way.node < 0:
            straight = (a.position, b.position)
            path = straight if a.over else part_between(self.edges[b.edge].path, a, b)
            bits = [(a.edge, path)]
        else:
            between = []
            node = way.node
            while (k := tree.through[node]) >= 0:
                first, last = self._ends[k]
                before = first if node == last else last
                between.append((k, self._whole(k, before)))
                node = before
            into = [(k, path[::-1]) for k, path in reversed(self._out(b, way.node, way.lenient))]
            bits = [*self._out(a, node, way.lenient), *reversed(between), *into]
        return [bit for bit in bits if along_m(bit[1]) >= _DUST_M]

    def _out(self, snap: Snap, node: int, lenient: bool) -> list[tuple[int, LineString]]:
        """From a join to one of the nodes near it."""
        if snap.over:
            return [(snap.edge, (snap.position, next(at for n, at, _ in snap.over if n == node)))]
        inside = self._inside(snap, lenient)
        bits = []
        while (before := inside[node].before) is not None:
            bits.append((inside[node].edge, self._whole(inside[node].edge, before)))
            node = before
        path = self.edges[snap.edge].path
        by_last = self._ends[snap.edge][1] == node and inside[node].metres == snap.to_m
        own = part_between(path, snap, None) if by_last else part_between(path, None, snap)[::-1]
        return [(snap.edge, own), *reversed(bits)]

    def _whole(self, k: int, start: int) -> LineString:
        path = self.edges[k].path
        return path if self._ends[k][0] == start else path[::-1]

    def _drives(self, bits: Sequence[tuple[int, LineString]]) -> tuple[int, int]:
        """How many bits at the start, and up to which at the end, are no private drive.

        A drive is part of the approach: it is told from its mouth. A way by drives
        alone is told as it is.
        """
        public = [n for n, (k, _) in enumerate(bits) if k not in self._private]
        return (public[0], public[-1] + 1) if public else (0, len(bits))

    def _others(self, k: int, after: tuple[int, LineString] | None) -> tuple[float, ...]:
        """The bearings of the other ways at the node where one block follows another."""
        if after is None:
            return ()
        following, path = after
        edge = self.edges[following]
        if path[0] not in (edge.path[0], edge.path[-1]):
            return ()
        node = self._ends[following][0 if path[0] == edge.path[0] else 1]
        found = []
        for _, _, other in self._hops[node]:
            facts = self.edges[other].facts
            if other in (k, following) or facts.square or facts.access == "private":
                continue
            line = self._whole(other, node)
            found.append(bearing_deg(line[0], line[1]))
        return tuple(found)

    def _segment(self, k: int, path: LineString, others: tuple[float, ...]) -> LegSegment:
        facts = self.edges[k].facts
        return LegSegment(
            edge_id=self.edges[k].id,
            name=facts.name,
            kind=facts.kind,
            path=path,
            length_m=along_m(path),
            sidewalk=facts.sidewalk or "unknown",
            surface=facts.surface,
            steps="yes" if facts.kind == "steps" else facts.steps or "unknown",
            incline=facts.incline,
            along=facts.along,
            crosses=facts.crosses,
            square=facts.square,
            names=self._names.get(facts.name or facts.along or facts.crosses or "", ()),
            others=others,
        )


def _walked_m(way: _Way) -> float:
    return way.cost - way.a.extra_m - way.b.extra_m
