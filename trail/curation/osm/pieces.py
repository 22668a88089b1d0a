"""What hangs together: pieces that only the bbox cuts off are joined by the way outside it."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence

from trail.base.geo import Bbox, bbox_of
from trail.curation.osm.blocks import Block, Groups
from trail.curation.osm.tags import plain
from trail.guide.walk.edges import along_m

# A way outside is taken in if it is no longer than this, and so many times the piece.
OUTSIDE_ROUND_M = 500.0
OUTSIDE_TIMES = 5.0
TOWN_M = 1000.0  # a piece of so much is kept by itself: the other bank, an island


def connected(
    blocks: Sequence[Block], outside: Sequence[Block], notes: list[str], bbox: Bbox
) -> list[Block]:
    """The largest piece of the blocks, what hangs on it by blocks outside, and those.

    Tells in `notes` what is left out, and which box would keep it.
    """
    pieces = _pieces(blocks)
    if not pieces:
        return []
    joined = _Joining(pieces, outside)
    kept, ways = joined.taken, joined.ways
    if ways:
        metres = sum(along_m(block.path) for block in ways)
        notes.append(
            f"streets: {len(kept) - 1:,} pieces hang on the rest outside the bbox; the"
            f" {metres / 1000:.1f} km that join them are taken in"
        )
    alone = {k for k, piece in enumerate(pieces) if k not in kept and length_of(piece) >= TOWN_M}
    if alone:
        names = _names(block for k in sorted(alone) for block in pieces[k])
        notes.append(
            f"streets: {len(alone):,} pieces of over {TOWN_M / 1000:.0f} km are kept that no"
            f" street of the file joins with the rest{names}"
        )
    kept |= alone
    out = [piece for k, piece in enumerate(pieces) if k not in kept]
    if out:
        metres = sum(along_m(block.path) for piece in out for block in piece)
        names = _names(block for piece in out for block in piece)
        note = (
            f"streets: {len(out):,} pieces not connected with the rest left out,"
            f" {sum(map(len, out)):,} blocks of {metres / 1000:.1f} km{names}"
        )
        box = joined.box_for_more(bbox)
        if box:
            note += f"; --bbox {','.join(f'{degrees:.4f}' for degrees in box)} would keep more"
        notes.append(note)
    return [block for k in sorted(kept) for block in pieces[k]] + ways


def _names(blocks: Iterable[Block]) -> str:
    """A few names of streets, in brackets."""
    names = dict.fromkeys(name for block in blocks if (name := plain(block.tags.get("name"))))
    return f" ({', '.join(list(names)[:3])})" if names else ""


class _Joining:
    """Grows the largest piece along blocks outside, the nearest other piece first."""

    def __init__(self, pieces: Sequence[list[Block]], outside: Sequence[Block]) -> None:
        self.taken = {0}
        self.ways: list[Block] = []
        self._too_far: list[list[Block]] = []
        self._lengths = [length_of(piece) for piece in pieces]
        self._piece_of = {
            node: k
            for k, piece in enumerate(pieces)
            for block in piece
            for node in (block.from_node, block.to_node)
        }
        self._hops: dict[str, list[Block]] = {}
        for block in outside:
            for node in (block.from_node, block.to_node):
                self._hops.setdefault(node, []).append(block)
        self._pieces = pieces
        self._used: set[str] = set()
        self._grow()

    def _grow(self) -> None:
        came: dict[str, Block | None] = {}
        heap: list[tuple[float, str, str, Block | None]] = []
        refused: set[int] = set()

        def start_from(k: int) -> None:
            for block in self._pieces[k]:
                for node in (block.from_node, block.to_node):
                    if node in self._hops:
                        heapq.heappush(heap, (0.0, node, "", None))

        start_from(0)
        best: dict[str, float] = {}
        while heap:
            so_far, node, _, by = heapq.heappop(heap)
            if so_far >= best.get(node, math.inf):
                continue
            best[node] = so_far
            came[node] = by
            piece = self._piece_of.get(node)
            if piece is not None and piece not in self.taken and piece not in refused:
                way = self._way_to(node, came)
                if so_far > OUTSIDE_ROUND_M + OUTSIDE_TIMES * self._lengths[piece]:
                    refused.add(piece)
                    self._too_far.append([*way, *self._pieces[piece]])
                else:
                    self.taken.add(piece)
                    new = [block for block in way if block.id not in self._used]
                    self._used |= {block.id for block in new}
                    self.ways += new
                    start_from(piece)
            for block in self._hops.get(node, ()):
                other = block.to_node if block.from_node == node else block.from_node
                there = so_far + along_m(block.path)
                if there < best.get(other, math.inf):
                    heapq.heappush(heap, (there, other, block.id, block))

    def _way_to(self, node: str, came: dict[str, Block | None]) -> list[Block]:
        way = []
        while (block := came[node]) is not None:
            way.append(block)
            node = block.from_node if block.to_node == node else block.to_node
        return way

    def box_for_more(self, bbox: Bbox) -> Bbox | None:
        """The box that also holds the ways to the pieces that are too far; None without any."""
        if not self._too_far:
            return None
        found = bbox_of(p for blocks in self._too_far for block in blocks for p in block.path)
        return Bbox(
            min(bbox.west, found.west) - 1e-4,
            min(bbox.south, found.south) - 1e-4,
            max(bbox.east, found.east) + 1e-4,
            max(bbox.north, found.north) + 1e-4,
        )


def length_of(blocks: Iterable[Block]) -> float:
    return sum(along_m(block.path) for block in blocks)


def _pieces(blocks: Sequence[Block]) -> list[list[Block]]:
    """The connected pieces, the one with the most blocks first."""
    groups = Groups[str]()
    for block in blocks:
        groups.join(block.from_node, block.to_node)
    pieces: dict[str, list[Block]] = {}
    for block in blocks:
        pieces.setdefault(groups.of(block.from_node), []).append(block)
    return sorted(pieces.values(), key=len, reverse=True)
