"""What is wrong with a walking network, and how far the tours' stops are from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trail.base.errors import Problem
from trail.base.geo import Position, crossings, hop_m
from trail.dataset.schema.map import STREET_KINDS, MapLayer
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.network import Edge, Network, street_edges

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
    parts = connected_parts(street_edges(dataset.layers))
    if len(parts) < 2:
        return ()
    piece_of = {edge.id: number for number, part in enumerate(parts) for edge in part}
    network = Network.of_dataset(dataset)
    problems = []
    for tour in dataset.trail.tours:
        found: dict[int, list[str]] = {}
        for site_id in tour.stops if tour.mode == "foot" else ():
            position = dataset.get_site(site_id).position
            if position is not None and (snap := network.joins(position)):
                piece = piece_of[network.edges[snap.edge].id]
                found.setdefault(piece, []).append(site_id)
        # Most stops lie where the tour is meant to be; the others are astray.
        main = max(found, key=lambda piece: len(found[piece]), default=None)
        problems += [
            Problem(
                file="sites.geojson",
                feature=site_id,
                field="geometry",
                wrong=f"no way along mapped streets to {found[main][0]}, "
                f"and both are stops of the tour {tour.id} on foot",
                expected="the stops of a tour on one piece of the walking network",
            )
            for piece, stops in found.items()
            for site_id in stops
            if main is not None and piece != main
        ]
    return tuple(problems)


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
