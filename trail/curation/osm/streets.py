"""The walking network from OpenStreetMap ways: blocks between shared nodes.

Directions of traffic don't matter to walkers. Ways that meet on one level without
a shared node get one there, which `notes` tells; ways on different levels cross.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from trail.base.geo import Bbox, LineString, Position, bbox_of, crossings, cut_path, hop_m
from trail.curation.osm.blocks import Block, Groups
from trail.curation.osm.gates import cut_at_gates
from trail.curation.osm.pieces import connected
from trail.curation.osm.reading import Extract, OsmWay
from trail.curation.osm.squares import Square, corners_of, crossings_of
from trail.guide.walk.edges import along_m

_SAME_PLACE_M = 1.0
_DUST_M = 0.2  # a shorter block is rounding
_DUST_DEG = 2e-6
_ROUNDS = 3  # a way that crosses itself shows it only when it has been cut once


def blocks_of(found: Extract, bbox: Bbox, squares: Sequence[Square]) -> list[Block]:
    """The network inside `bbox`: its largest piece, with all that hangs on it.

    Adds to the extract's notes.
    """
    open_ways, gates = cut_at_gates([*found.streets, *found.outside], frozenset(found.shut))
    if gates:
        found.notes.append(f"streets: {gates:,} gates are shut to the public; ways end before them")
    split = _split(_tidied(open_ways), corners_of(squares))
    clipped: list[Block] = []
    outside: list[Block] = []
    for block in split:
        for piece, is_inside in _cut_at_frame(block, bbox):
            (clipped if is_inside else outside).append(piece)
    blocks, joined = _joined(clipped)
    over = crossings_of(squares, blocks)
    kept = connected(_without_dust([*blocks, *over]), outside, found.notes, bbox)
    if outside:
        ways = [block for block in kept if not block.square]
        kept_over = [block for block in kept if block.square]
        ways, more = _joined(ways)
        joined = list(dict.fromkeys((*joined, *more)))
        kept = [*_without_dust(ways), *kept_over]
    if joined:
        note = f"streets: {len(joined):,} crossings without a shared node were joined, at ways "
        more_of = f" and {len(joined) - 5:,} more" if len(joined) > 5 else ""
        found.notes.append(note + ", ".join(joined[:5]) + more_of)
    return kept


def _joined(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """Blocks cut at their crossings until none is left, and which ways met."""
    joined: dict[str, None] = {}
    for _ in range(_ROUNDS + 1):
        blocks, more = _join_crossings(blocks)
        joined |= dict.fromkeys(more)
        if not more:
            break
    return blocks, list(joined)


# ---------------------------------------------------------------- ways to blocks


def _tidied(ways: Iterable[OsmWay]) -> list[OsmWay]:
    """The ways by id, each once, without neighboring nodes in the same place."""
    found = sorted(ways, key=lambda way: (way.id, way.nodes))
    same = Groups[int]()
    for way in found:
        for (m, a), (n, b) in itertools.pairwise(zip(way.nodes, way.path, strict=True)):
            if a == b:
                same.join(m, n)
    tidied = []
    for way, following in itertools.zip_longest(found, found[1:]):
        if following and (way.id, way.nodes) == (following.id, following.nodes):
            continue
        pairs = [(same.of(node), at) for node, at in zip(way.nodes, way.path, strict=True)]
        pairs = [next(group) for _, group in itertools.groupby(pairs, key=lambda pair: pair[0])]
        if len(pairs) > 1:
            nodes, path = zip(*pairs, strict=True)
            tidied.append(way._replace(nodes=nodes, path=path))
    return tidied


def _split(ways: Sequence[OsmWay], corners: frozenset[Position]) -> list[Block]:
    """The ways cut where they meet each other or the corner of a square."""
    uses = Counter(node for way in ways for node in way.nodes)
    counts: Counter[int] = Counter()
    blocks = []
    for way in ways:
        last = len(way.nodes) - 1
        cuts = [
            i
            for i, node in enumerate(way.nodes)
            if i in (0, last) or uses[node] > 1 or way.path[i] in corners
        ]
        for a, b in itertools.pairwise(cuts):
            counts[way.id] += 1
            blocks.append(
                Block(
                    id=f"w{way.id}-{counts[way.id]}",
                    way=way.id,
                    tags=way.tags,
                    from_node=f"n{way.nodes[a]}",
                    to_node=f"n{way.nodes[b]}",
                    path=way.path[a : b + 1],
                )
            )
    return blocks


def _cut_at_frame(block: Block, bbox: Bbox) -> list[tuple[Block, bool]]:
    """The block, or its pieces with new nodes on the frame; and whether each lies inside."""
    if all(map(bbox.contains, block.path)):
        return [(block, True)]
    pieces = cut_path(block.path, bbox)
    if not any(is_inside for _, is_inside in pieces):
        return [(block, False)]
    found: list[tuple[Block, bool]] = []
    inside = itertools.count(1)
    outside = itertools.count(1)
    names = [
        f"{block.id}-c{next(inside)}" if is_inside else f"{block.id}-o{next(outside)}"
        for _, is_inside in pieces
    ]
    for k, (path, is_inside) in enumerate(pieces):
        start, end = block.from_node, block.to_node
        # Nodes on the frame are named after the piece inside.
        if k:
            start = f"{names[k]}-in" if is_inside else f"{names[k - 1]}-out"
        if k < len(pieces) - 1:
            end = f"{names[k]}-out" if is_inside else f"{names[k + 1]}-in"
        piece = replace(block, id=names[k], from_node=start, to_node=end, path=path)
        found.append((piece, is_inside))
    return found


# ---------------------------------------------------------------- crossings


def _join_crossings(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """Blocks cut where they meet others of their level between nodes; and which ways met."""
    cuts: dict[int, dict[Position, str]] = {}
    same = Groups[str]()
    times: Counter[tuple[int, int]] = Counter()
    joined = []
    for i, j, at in crossings([block.path for block in blocks]):
        a, b = blocks[i], blocks[j]
        if a.structure != b.structure or _meet_at_node(a, b, at):
            continue
        place = Position(round(at.lon, 6), round(at.lat, 6))
        ends = [*_ends_at(a, place), *_ends_at(b, place)]
        if ends:
            place = ends[0][1]
        nodes = [node for node, _ in ends]
        nodes += [cuts[k][place] for k in (i, j) if place in cuts.get(k, {})]
        times[i, j] += 1
        nodes = nodes or [f"{a.id}-x{times[i, j]}-{b.id}"]
        for other in nodes[1:]:
            same.join(nodes[0], other)
        for k in (i, j):
            if not _ends_at(blocks[k], place):
                cuts.setdefault(k, {})[place] = nodes[0]
        joined.append(f"{a.way} and {b.way}")
    cut = [piece for k, block in enumerate(blocks) for piece in _cut(block, cuts.get(k, {}))]
    return _renamed(cut, same), list(dict.fromkeys(joined))


def _meet_at_node(a: Block, b: Block, at: Position) -> bool:
    ends = {a.from_node: a.path[0], a.to_node: a.path[-1]}
    shared = (ends[node] for node in (b.from_node, b.to_node) if node in ends)
    return any(hop_m(at, place) <= _SAME_PLACE_M for place in shared)


def _ends_at(block: Block, place: Position) -> list[tuple[str, Position]]:
    ends = ((block.from_node, block.path[0]), (block.to_node, block.path[-1]))
    return [(node, at) for node, at in ends if hop_m(at, place) <= _DUST_M]


def _cut(block: Block, places: dict[Position, str]) -> list[Block]:
    """The block cut at places on it, none of them its end."""
    path, nodes = list(block.path), {0: block.from_node, len(block.path) - 1: block.to_node}
    for place, node in places.items():
        k = _segment_of(path, place)
        if place in (path[k], path[k + 1]):
            nodes[k if path[k] == place else k + 1] = node
            continue
        path.insert(k + 1, place)
        nodes = {i + (i > k): name for i, name in nodes.items()}
        nodes[k + 1] = node
    pieces = []
    for number, (a, b) in enumerate(itertools.pairwise(sorted(nodes)), 1):
        piece = tuple(path[a : b + 1])
        name = f"{block.id}-p{number}" if len(nodes) > 2 else block.id
        pieces.append(replace(block, id=name, from_node=nodes[a], to_node=nodes[b], path=piece))
    return pieces


def _renamed(blocks: Iterable[Block], same: Groups[str]) -> list[Block]:
    return [
        replace(block, from_node=same.of(block.from_node), to_node=same.of(block.to_node))
        for block in blocks
    ]


def _segment_of(path: Sequence[Position], place: Position) -> int:
    """The segment of the path that `place` lies on."""

    def detour(k: int) -> float:
        a, b = path[k], path[k + 1]
        return hop_m(a, place) + hop_m(place, b) - hop_m(a, b)

    return min(range(len(path) - 1), key=detour)


# ---------------------------------------------------------------- one network


def _without_dust(blocks: Sequence[Block]) -> list[Block]:
    """Blocks too short to be any make one node of their two."""
    dust = {block.id for block in blocks if _is_dust(block.path)}
    same = Groups[str]()
    for block in blocks:
        if block.id in dust:
            same.join(block.from_node, block.to_node)
    return _renamed((block for block in blocks if block.id not in dust), same)


def _is_dust(path: LineString) -> bool:
    west, south, east, north = bbox_of(path)
    small = east - west <= _DUST_DEG and north - south <= _DUST_DEG
    return small and along_m(path) < _DUST_M
