"""Where a position may join the walking network, the likeliest place first.

A stop on the ground joins the ground: never a way underneath it. The nearest street
need not be the stop's own, so a few more are offered, each with what counts against
it; the leg decides. A second street is only offered where walking to it along the
network is a long way round, or where it hangs together with other streets.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from trail.base.geo import Position, distance_m, metres_per_degree
from trail.base.geo_nearby import NearbyLines
from trail.guide.walk.addresses import Streets, street_key
from trail.guide.walk.edges import Edge, Snap, along_m, pieces_of, walked_pieces
from trail.guide.walk.squares import NearBlock, Squares
from trail.guide.walk.surroundings import Surroundings

ADDRESS_SLACK_M = 40.0  # about the depth of a house lot
OTHER_M = 20.0  # how much farther off than the nearest another street may lie
OFF_LEVEL_M = 25.0  # bridges and cuttings count as so much farther off
BARRED_M = 40.0  # so does what lies beyond a wall or water
_MOST_JOINS = 12
PRIVATE_M = 10.0  # so does a private drive, whose mouth may be a stranger's
PER_METRE = 6.0  # a metre more off the street is worth so many along it
ROUND_M = 50.0  # a way round below this, and
ROUND_PER_METRE = 3.0  # so many times both offsets, is no detour
ON_IT_M = 1.0  # whoever stands on a street joins no other of its piece
MOST = 4  # joins offered on one piece of the network
MOST_PIECES = 4

# What a site's `joins` names: a street, a block, or the place where its path begins.
Fixed: TypeAlias = Position | str
Hops: TypeAlias = Sequence[Sequence[tuple[int, float, int]]]


class Joins:
    """The joins of positions to the blocks of one network."""

    def __init__(
        self,
        edges: Sequence[Edge],
        ends: Sequence[tuple[int, int]],
        hops: Hops,
        reach_m: float,
        addresses: Mapping[Position, Streets],
        fixed: Mapping[Position, Fixed],
        squares: Squares,
        surroundings: Surroundings,
    ) -> None:
        self._edges, self._ends, self._hops = edges, ends, hops
        self._reach_m = reach_m
        self._addresses, self._fixed, self._squares = addresses, fixed, squares
        self._surroundings = surroundings
        self._lines = NearbyLines([edge.path for edge in edges])
        self.pieces = pieces_of(ends, len(hops))
        self._walked = walked_pieces(edges, ends, len(hops))
        sizes: dict[int, float] = {}
        for edge, piece in zip(edges, self._walked, strict=True):
            sizes[piece] = sizes.get(piece, 0.0) + edge.length_m
        self._main = max(sizes, key=lambda piece: sizes[piece], default=-1)

    def nearest(self, position: Position) -> Snap | None:
        """The likeliest join, however far; None when there are no blocks."""
        found = self.of(position)
        if found:
            return found[0]
        near = self._near(position, self._on_ground(range(len(self._edges))))
        return self._snap(position, near[0], near[0].weighed_m) if near else None

    def of(self, position: Position) -> tuple[Snap, ...]:
        """The joins in reach, the likeliest first; on every piece at least one."""
        fixed = self._fixed.get(position)
        if fixed is not None:
            return self._as_fixed(position, fixed)
        doors = self._surroundings.doors(position) or [position]
        found = [snap for door in doors for snap in self._by_door(position, door)]
        if not found:
            return ()
        least = min(snap.extra_m for snap in found)
        found = [snap._replace(extra_m=snap.extra_m - least) for snap in found]
        return tuple(sorted(found, key=lambda snap: snap.extra_m)[:_MOST_JOINS])

    def _by_door(self, position: Position, door: Position) -> list[Snap]:
        """The joins by one door; from a stop without doors by the stop itself."""
        inside_m = distance_m(position, door)
        found = self._from(door, self._addresses.get(position, frozenset()))
        if door == position:
            return found
        return [
            snap._replace(
                offset_m=snap.offset_m + inside_m,
                extra_m=snap.extra_m + PER_METRE * (snap.offset_m + inside_m),
                door=door,
            )
            for snap in found
        ]

    def _from(self, position: Position, named: Streets) -> list[Snap]:
        near = self._near(
            position, self._on_ground(self._lines.within(position, self._reach_m)), named
        )
        near += self._squares.near(position, self._reach_m)
        near.sort(key=lambda one: (one.weighed_m, one.edge))
        near = _without_passers_by(
            [one for one in near if one.away_m <= self._reach_m], self._edges
        )
        near = self._less_barred(position, near)
        if not near:
            return []
        best_m = near[0].weighed_m
        by_piece: dict[int, list[NearBlock]] = {}
        for one in near:
            by_piece.setdefault(self._walked[one.edge], []).append(one)
        # Of very many pieces the nearest count, and always the one that holds the town together.
        chosen = list(by_piece)[:MOST_PIECES]
        chosen += [self._main] if self._main in by_piece and self._main not in chosen else []
        return [snap for piece in chosen for snap in self._apart(position, by_piece[piece], best_m)]

    def _less_barred(self, position: Position, near: list[NearBlock]) -> list[NearBlock]:
        """The blocks again, those beyond a wall or water as if they were farther off."""
        if not near:
            return near
        most_m = near[0].weighed_m + BARRED_M + OTHER_M
        weighed = [
            replace(one, weighed_m=one.weighed_m + BARRED_M)
            if one.weighed_m <= most_m
            and self._surroundings.is_barred(position, one.at or self._place(one))
            else one
            for one in near
        ]
        return sorted(weighed, key=lambda one: (one.weighed_m, one.edge))

    def _place(self, near: NearBlock) -> Position:
        path, share = self._edges[near.edge].path, near.share
        a, b = path[near.vertex], path[near.vertex + 1]
        return Position(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)

    def streets_near(self, position: Position, metres: float) -> list[Snap]:
        """The nearest point of every street so near, whatever speaks against it."""
        near = self._near(position, self._on_ground(self._lines.within(position, metres)))
        by_street: dict[str, Snap] = {}
        for one in sorted(near, key=lambda one: one.away_m):
            edge = self._edges[one.edge]
            if one.away_m <= metres:
                name = edge.facts.name or edge.id
                by_street.setdefault(name, self._snap(position, one, one.weighed_m))
        return list(by_street.values())

    def _on_ground(self, blocks: Sequence[int]) -> list[int]:
        """Less what lies under the ground, and lines over squares: those are joined as ground."""
        facts = (self._edges[k].facts for k in blocks)
        return [k for k, f in zip(blocks, facts, strict=True) if not f.underground and not f.square]

    # ------------------------------------------------------------ weighing

    def _near(
        self, position: Position, blocks: Iterable[int], named: Streets = frozenset()
    ) -> list[NearBlock]:
        """The nearest point of each block, the likeliest first."""
        parts = [(k, i) for k in blocks for i in range(len(self._edges[k].path) - 1)]
        if not parts:
            return []
        ends = np.array(
            [(*self._edges[k].path[i], *self._edges[k].path[i + 1]) for k, i in parts],
            dtype=np.float64,
        )
        # Flat metres around the position: exact enough for all that is near it.
        scale = np.array(metres_per_degree(position[1]))
        a = (ends[:, :2] - position) * scale
        along = (ends[:, 2:] - position) * scale - a
        square = np.maximum((along**2).sum(axis=1), 1e-12)
        share = np.clip(-(a * along).sum(axis=1) / square, 0.0, 1.0)
        away = np.sqrt(((a + along * share[:, None]) ** 2).sum(axis=1)).tolist()
        best: dict[int, int] = {}
        for part, (k, _) in enumerate(parts):
            if k not in best or away[part] < away[best[k]]:
                best[k] = part
        found = [
            NearBlock(k, parts[p][1], float(share[p]), away[p], away[p] + self._weight_m(k, named))
            for k, p in best.items()
        ]
        return sorted(found, key=lambda one: (one.weighed_m, one.edge))

    def _weight_m(self, k: int, named: Streets) -> float:
        facts = self._edges[k].facts
        weight_m = 0.0
        if named and street_key(facts.name or "") in named:
            weight_m -= ADDRESS_SLACK_M
        if facts.kind == "bridge" or facts.level:
            weight_m += OFF_LEVEL_M
        if facts.access == "private":
            weight_m += PRIVATE_M
        return weight_m

    def _apart(self, position: Position, near: Sequence[NearBlock], best_m: float) -> list[Snap]:
        """The joins on one piece that are a detour from each other along it."""
        kept: list[tuple[Snap, dict[int, float]]] = []
        for one in near:
            if one.weighed_m > near[0].weighed_m + OTHER_M or len(kept) == MOST:
                break
            if kept and near[0].away_m < ON_IT_M:
                break
            snap = self._snap(position, one, best_m)
            if kept and self._is_across(position, snap):
                continue
            longest_m = ROUND_M + ROUND_PER_METRE * (2 * snap.offset_m)
            if all(self._round_m(other, ways, snap) > longest_m for other, ways in kept):
                kept.append((snap, self._ways_from(snap)))
        return [snap for snap, _ in kept]

    def _is_across(self, position: Position, snap: Snap) -> bool:
        """Whether another street of the same piece lies between: it would be joined first."""
        return any(
            self._walked[k] == self._walked[snap.edge]
            for k in self._on_ground(self._lines.crossed(position, snap.position))
        )

    def _ways_from(self, snap: Snap) -> dict[int, float]:
        """Metres along the network to the nodes that are not far."""
        limit_m = ROUND_M + ROUND_PER_METRE * 2 * (snap.offset_m + 2 * OTHER_M)
        heap = [(metres, node) for node, metres in self._ends_of(snap)]
        found: dict[int, float] = {}
        heapq.heapify(heap)
        while heap:
            so_far, node = heapq.heappop(heap)
            if node in found or so_far > limit_m:
                continue
            found[node] = so_far
            for other, length_m, _ in self._hops[node]:
                if other not in found:
                    heapq.heappush(heap, (so_far + length_m, other))
        return found

    def _round_m(self, a: Snap, ways: Mapping[int, float], b: Snap) -> float:
        far = float("inf")
        round_m = min((ways.get(node, far) + m for node, m in self._ends_of(b)), default=far)
        if a.edge != b.edge or a.over or b.over:
            return round_m
        return min(round_m, abs(a.from_m - b.from_m))

    def _ends_of(self, snap: Snap) -> list[tuple[int, float]]:
        if snap.over:
            return [(node, metres) for node, _, metres in snap.over]
        first, last = self._ends[snap.edge]
        return [(first, snap.from_m), (last, snap.to_m)]

    # ------------------------------------------------------------ one join

    def _snap(self, position: Position, near: NearBlock, best_m: float) -> Snap:
        edge = self._edges[near.edge]
        extra_m = PER_METRE * (near.weighed_m - best_m)
        if near.at is not None:
            over = self._squares.over(edge.facts.square or "", near.at)
            away_m = distance_m(position, near.at)
            return Snap(near.edge, 0, near.at, 0.0, edge.length_m, away_m, extra_m, over)
        a, b = edge.path[near.vertex], edge.path[near.vertex + 1]
        share = near.share
        at = Position(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        if share in (0.0, 1.0):
            at = b if share else a
        from_m = min(along_m((*edge.path[: near.vertex + 1], at)), edge.length_m)
        return Snap(
            near.edge,
            near.vertex,
            at,
            from_m,
            edge.length_m - from_m,
            distance_m(position, at),
            extra_m,
        )

    def _as_fixed(self, position: Position, fixed: Fixed) -> tuple[Snap, ...]:
        """The join that the keeper chose; none where there is no such street."""
        start = position if isinstance(fixed, str) else fixed
        blocks = range(len(self._edges))
        if isinstance(fixed, str):
            # Below ground, too: the keeper may know of a site that is there.
            near = self._near(start, [k for k in blocks if is_named(self._edges[k], fixed)])
        else:
            near = self._near(start, self._on_ground(blocks))
        if not near:
            return ()
        snap = self._snap(start, min(near, key=lambda one: one.away_m), 0.0)
        return (snap._replace(offset_m=distance_m(position, snap.position), extra_m=0.0),)


def is_named(edge: Edge, wanted: str) -> bool:
    """Whether a block is the one of this id, or of the street of this name."""
    return edge.id == wanted or street_key(edge.facts.name or "") == street_key(wanted)


def _without_passers_by(near: list[NearBlock], edges: Sequence[Edge]) -> list[NearBlock]:
    """Less the ways for visitors that the position does not lie on.

    Whoever stands nearer to an open street is no visitor of the lane beside it.
    """
    open_m = min((one.weighed_m for one in near if not edges[one.edge].facts.access), default=None)
    return [
        one
        for one in near
        if not edges[one.edge].facts.access or open_m is None or one.weighed_m < open_m
    ]
