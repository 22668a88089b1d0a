"""Gates that are shut to the public: a way ends before them, and begins anew behind."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from trail.base.geo import Position, hop_m
from trail.curation.osm.reading import OsmWay
from trail.curation.osm.tags import foot_access

SHORT_OF_M = 0.5  # an end so far before a gate meets nothing that begins behind it
_MADE_UP = -(10**18)  # below every number of a node in a file


def cut_at_gates(ways: Sequence[OsmWay], shut: frozenset[int]) -> tuple[list[OsmWay], int]:
    """The ways, cut at nodes where a gate is shut, and how many gates cut any.

    Where a way passes the node on which another ends, the gate is the other's: the street
    that it was drawn onto stays whole. A gate of a private drive opens for its visitors, and
    nobody else is led along the drive: it cuts nothing.
    """
    drives = (way.nodes for way in ways if foot_access(way.tags) != "open")
    shut = shut.difference(*drives)
    if not shut:
        return list(ways), 0
    passing = Counter(node for way in ways for node in way.nodes[1:-1] if node in shut)
    ending = {node for way in ways for node in (way.nodes[0], way.nodes[-1])}
    through = {node for node, times in passing.items() if times > 1 or node in ending}
    made = itertools.count(_MADE_UP, -1)
    cut: list[OsmWay] = []
    gates: set[int] = set()
    for way in sorted(ways, key=lambda way: (way.id, way.nodes)):
        last = len(way.nodes) - 1
        at = [
            k
            for k, node in enumerate(way.nodes)
            if node in shut and (k in (0, last) or node not in through)
        ]
        gates.update(way.nodes[k] for k in at)
        cut += _pieces(way, at, made) if at else [way]
    return cut, len(gates)


def _pieces(way: OsmWay, at: Sequence[int], made: Iterator[int]) -> Iterator[OsmWay]:
    for a, b in itertools.pairwise(sorted({0, *at, len(way.nodes) - 1})):
        nodes, path = list(way.nodes[a : b + 1]), list(way.path[a : b + 1])
        if b in at:
            nodes[-1], path[-1] = next(made), _short_of(path[-1], path[-2])
        if a in at:
            nodes[0], path[0] = next(made), _short_of(path[0], path[1])
        yield way._replace(nodes=tuple(nodes), path=tuple(path))


def _short_of(gate: Position, before: Position) -> Position:
    """A little before the gate, seen from the node before it; halfway where both are near."""
    metres = hop_m(gate, before)
    share = min(0.5, SHORT_OF_M / metres) if metres else 0.0
    return Position(
        round(gate.lon + (before.lon - gate.lon) * share, 6),
        round(gate.lat + (before.lat - gate.lat) * share, 6),
    )
