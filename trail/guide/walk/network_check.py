"""What is wrong with a walking network, and how far the tours' stops are from it."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trail.base.errors import Problem
from trail.base.geo import Position, crossings, hop_m
from trail.dataset.schema.map import STREET_KINDS, MapLayer
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.addresses import street_key
from trail.guide.walk.edges import Edge, street_edges
from trail.guide.walk.network import Network

LONGEST_BLOCK_M = 5000.0
SHORTEST_BLOCK_M = 0.1  # a decimal place of the coordinates; shorter is no block
SAME_PLACE_M = 1.0  # coordinates of five decimals may differ by a metre


@dataclass(frozen=True)
class Reach:
    """How far a stop of a tour on foot lies from the network.

    `offset_m` is None where there is no network to reach.
    """

    tour: TourPlan
    site: Site
    offset_m: float | None
    joined: bool


def network_problems(layers: Iterable[MapLayer]) -> tuple[Problem, ...]:
    """Every fault of the street layers, layer by layer.

    Looks for blocks without nodes, nodes of one id in two places, blocks with an
    implausible length, and crossings without a node.
    """
    problems: list[Problem] = []
    edges: list[Edge] = []
    files: dict[str, str] = {}
    for layer in layers:
        file = f"map/{layer.id}.geojson"
        problems += _without_nodes(layer, file)
        for edge in street_edges([layer]):
            edges.append(edge)
            files[edge.id] = file
    problems += _lengths(edges, files)
    problems += _scattered_nodes(edges, files)
    problems += _crossings(edges, files)
    return tuple(problems)


def reaches(dataset: Dataset, network: Network) -> tuple[Reach, ...]:
    """Every stop of every tour on foot, farthest from the network first."""
    found = []
    for tour in dataset.trail.tours:
        for site_id in tour.stops if tour.mode == "foot" else ():
            site = dataset.get_site(site_id)
            snap = network.snap(site.position) if site.position else None
            offset_m = None if snap is None else snap.offset_m
            joined = offset_m is not None and offset_m <= network.reach_m
            found.append(Reach(tour, site, offset_m, joined))
    return tuple(sorted(found, key=lambda reach: -(reach.offset_m or 0)))


def piece_problems(dataset: Dataset) -> tuple[Problem, ...]:
    """The stops of tours on foot that no mapped street joins to the tour's other stops.

    A network in several pieces is no fault by itself: two towns may have one each.
    """
    network = Network.of_dataset(dataset)
    if len(set(network.pieces)) < 2:
        return ()
    problems = []
    for tour in dataset.trail.tours:
        # A stop may join more than one piece: two streets at its door, say.
        found: dict[str, set[int]] = {}
        for site_id in tour.stops if tour.mode == "foot" else ():
            position = dataset.get_site(site_id).position
            if position is not None and (joins := network.joins(position)):
                found[site_id] = {network.pieces[snap.edge] for snap in joins}
        # Most stops lie where the tour is meant to be; the others are astray.
        count = Counter(piece for pieces in found.values() for piece in sorted(pieces))
        main = max(count, key=lambda piece: count[piece], default=-1)
        at_home = [site_id for site_id, pieces in found.items() if main in pieces]
        problems += [
            Problem(
                file="sites.geojson",
                feature=site_id,
                field="geometry",
                wrong=f"no way along mapped streets to {at_home[0]}, "
                f"and both are stops of the tour {tour.id} on foot",
                expected="the stops of a tour on one piece of the walking network",
            )
            for site_id, pieces in found.items()
            if main not in pieces
        ]
    return tuple(problems)


def join_problems(dataset: Dataset) -> tuple[Problem, ...]:
    """The sites whose `joins` names a street that the map lacks."""
    edges = street_edges(dataset.layers)
    known = {street_key(edge.facts.name) for edge in edges if edge.facts.name}
    ids = {edge.id for edge in edges}
    problems = []
    for site in dataset.sites:
        join = site.properties.joins
        if join is None or (join.at and not join.street):
            continue
        if join.at or not join.street:
            wrong, expected = "has a street and a place, or neither", "one of street and at"
        elif street_key(join.street) in known or join.street in ids:
            continue
        else:
            wrong = f"{join.street!r} is no street of the map"
            near = difflib.get_close_matches(join.street, sorted(_names(edges)), 1)
            expected = f"a street's name{f' such as {near[0]}' if near else ''}, or a block's id"
        problems.append(Problem("sites.geojson", site.id, "joins", wrong, expected))
    return tuple(problems)


def _names(edges: Iterable[Edge]) -> set[str]:
    return {edge.facts.name for edge in edges if edge.facts.name}


# ---------------------------------------------------------------- one check each


def _without_nodes(layer: MapLayer, file: str) -> list[Problem]:
    streets = [feature for feature in layer.features if feature.properties.kind in STREET_KINDS]
    # A layer without any node is a drawing: of bridges, say, for the map alone.
    if not any(s.properties.from_node or s.properties.to_node for s in streets):
        return []
    problems = []
    for feature in streets:
        facts = feature.properties
        if feature.geometry_type != "LineString" or len(feature.parts) != 1:
            wrong = f"a {facts.kind} that is not one line"
            problems.append(Problem(file, feature.id, "geometry", wrong, "a LineString"))
        for name in ("from_node", "to_node"):
            if getattr(facts, name) is None:
                wrong = f"a {facts.kind} without this node"
                field = f"properties.{name}"
                problems.append(Problem(file, feature.id, field, wrong, "the id of a node"))
    return problems


def _lengths(edges: Sequence[Edge], files: dict[str, str]) -> list[Problem]:
    expected = f"{SHORTEST_BLOCK_M} to {LONGEST_BLOCK_M:.0f} m"
    return [
        Problem(files[edge.id], edge.id, "geometry", f"{edge.length_m:.1f} m long", expected)
        for edge in edges
        if not SHORTEST_BLOCK_M <= edge.length_m <= LONGEST_BLOCK_M
    ]


def _scattered_nodes(edges: Sequence[Edge], files: dict[str, str]) -> list[Problem]:
    problems = []
    first: dict[str, tuple[Position, str]] = {}
    for edge in edges:
        for name, node, at in (
            ("from_node", edge.from_node, edge.path[0]),
            ("to_node", edge.to_node, edge.path[-1]),
        ):
            known, owner = first.setdefault(node, (at, edge.id))
            apart = hop_m(known, at)
            if apart > SAME_PLACE_M:
                wrong = f"{node} lies {apart:.1f} m from where {owner} has it"
                field, expected = f"properties.{name}", "one place for a node"
                problems.append(Problem(files[edge.id], edge.id, field, wrong, expected))
    return problems


def _crossings(edges: Sequence[Edge], files: dict[str, str]) -> list[Problem]:
    problems = []
    for i, j, at in crossings([edge.path for edge in edges]):
        a, b = edges[i], edges[j]
        # Over a square one walks in all directions, also across ways that are drawn on it.
        if a.facts.square or b.facts.square:
            continue
        if "bridge" in (a.facts.kind, b.facts.kind) or _share_node(a, b, at):
            continue
        if (a.facts.level or 0) != (b.facts.level or 0):
            continue
        wrong = f"meets {b.id} at {at.lon:.6f}, {at.lat:.6f} without a node"
        expected = "a node where blocks meet, or a bridge"
        problems.append(Problem(files[a.id], a.id, "geometry", wrong, expected))
    return problems


def _share_node(a: Edge, b: Edge, at: Position) -> bool:
    ends = {a.from_node: a.path[0], a.to_node: a.path[-1]}
    shared = (ends[node] for node in (b.from_node, b.to_node) if node in ends)
    return any(hop_m(at, node) <= SAME_PLACE_M for node in shared)


def connected_parts(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The blocks grouped by what can be reached from each other, largest group first."""
    leader: dict[str, str] = {}

    def find(node: str) -> str:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for edge in edges:
        leader[find(edge.from_node)] = find(edge.to_node)
    parts: dict[str, list[Edge]] = {}
    for edge in edges:
        parts.setdefault(find(edge.from_node), []).append(edge)
    return sorted(parts.values(), key=len, reverse=True)
