"""A walker who has nothing but the text of the directions comes to the stop.

The text is read back word by word; the network is all that the walker sees: the names
at a corner, and which way they lead.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.osm_trail import TOWNS, imported
from tests.shipped import shipped_guide
from trail.base.geo import COMPASS, Position, bearing_deg, distance_m
from trail.guide.checking import checked
from trail.guide.guide import Guide
from trail.guide.walk.edges import Edge, along_m
from trail.guide.walk.network import Network
from trail.guide.walk.runs import turned_deg
from trail.guide.walk.values import Leg
from trail.guide.words.directions import compass_word, metric_length, sentences

DATA = Path(__file__).parents[2] / "data"
_ANGLES = {
    "bear left": -40, "bear right": 40, "turn left": -90, "turn right": 90,
    "turn sharp left": -150, "turn sharp right": 150,
}  # fmt: skip
_COMPASS = {compass_word(point): number * 45 for number, point in enumerate(COMPASS)}
_LENGTH = r"(?:about )?(?P<length>[\d.,]+) (?P<unit>m|km)"
_DEPART = re.compile(r"(?:Leave .+ heading|mapped\), then) (?P<compass>\w+)")
_TURN = re.compile(rf"After {_LENGTH}(?:, past [^,]+)?, (?P<word>[a-z ]+?) (?P<street>.*)")
_GO_ON = re.compile(rf"Go on for {_LENGTH}")


class Step(NamedTuple):
    """What a line of the text asks for: so many metres on, then this way."""

    metres: float
    angle: float
    text: str


def read(lines: tuple[str, ...]) -> tuple[float, list[Step], float]:
    """The bearing to set off in, the turns, and the metres after the last of them."""
    first = _DEPART.search(lines[0])
    assert first, lines[0]
    steps = []
    last_m = 0.0
    for line in lines:
        if turn := _TURN.match(line):
            word = next((word for word in _ANGLES if word in line), "")
            steps.append(Step(_metres(turn), _ANGLES.get(word, 0.0), turn["street"]))
        if on := _GO_ON.search(line):
            last_m = _metres(on)
    return _COMPASS[first["compass"]], steps, last_m


def _metres(found: re.Match[str]) -> float:
    return float(found["length"].replace(",", "")) * (1000 if found["unit"] == "km" else 1)


class Walker:
    """Walks a network by its nodes, always along whole blocks, but for the first and last."""

    def __init__(self, network: Network) -> None:
        self.blocks: dict[str, list[Edge]] = {}
        for edge in network.edges:
            if edge.facts.access != "private":
                self.blocks.setdefault(edge.from_node, []).append(edge)
                self.blocks.setdefault(edge.to_node, []).append(edge)

    def follow(self, leg: Leg, lines: tuple[str, ...], network: Network) -> Position:
        """Where the walker ends."""
        heading, steps, last_m = read(lines)
        start = min(
            network.joins(leg.origin.position),
            key=lambda snap: distance_m(snap.position, leg.path[0]),
        )
        assert not start.over
        edge = network.edges[start.edge]
        back = (*edge.path[: start.vertex + 1], start.position)[::-1]
        ahead = (start.position, *edge.path[start.vertex + 1 :])
        ways = [(path, node) for path, node in ((ahead, edge.to_node), (back, edge.from_node))]
        name = _label(edge)
        if not _is_called(edge, lines[0]):
            # The street that is named begins at the corner, a few steps on.
            there = [(way, node) for way, node in ways if along_m(way) < 20]
            found = [
                (_from(other, node), _other(other, node), _label(other))
                for _, node in there
                for other in self.blocks[node]
                if _is_called(other, lines[0])
            ]
            assert found, lines[0]
            path, node, name = min(found, key=lambda way: abs(turned_deg(heading, _out(way[0]))))
        else:
            ways = [way for way in ways if along_m(way[0]) > 1]
            path, node = min(ways, key=lambda way: abs(turned_deg(heading, _out(way[0]))))
        for step in steps:
            path, node, name = self._turned(path, node, name, step)
        return self._gone_on(path, node, name, last_m)

    def _turned(
        self, path: tuple[Position, ...], node: str, name: str, step: Step
    ) -> tuple[tuple[Position, ...], str, str]:
        """On along a street until the turn that the text describes is seen."""
        gone_m = 0.0
        best: tuple[float, Edge, str] | None = None
        for _ in range(200):
            gone_m += along_m(path)
            arriving = _in(path)
            for edge in self.blocks[node]:
                if not _is_called(edge, step.text):
                    continue
                out = _out(_from(edge, node))
                off = abs(turned_deg(turned_deg(arriving, out), step.angle))
                miss_m = abs(gone_m - step.metres)
                if off < 50 and miss_m <= max(20.0, 0.12 * step.metres):
                    found = (miss_m + off / 10, edge, node)
                    best = found if best is None or found < best else best
            if gone_m > step.metres * 1.12 + 20:
                break
            following = self._straight_on(path, node, name)
            if following is None:
                break
            path, node = following
        assert best is not None, f"lost: {step}"
        _, edge, node = best
        return _from(edge, node), _other(edge, node), _label(edge)

    def _straight_on(
        self, path: tuple[Position, ...], node: str, name: str
    ) -> tuple[tuple[Position, ...], str] | None:
        arriving = _in(path)
        ways = [edge for edge in self.blocks[node] if _from(edge, node)[1] != path[-2]]
        named = [edge for edge in ways if _label(edge) == name]
        if not (named or ways):
            return None
        edge = min(
            named or ways, key=lambda edge: abs(turned_deg(arriving, _out(_from(edge, node))))
        )
        return _from(edge, node), _other(edge, node)

    def _gone_on(self, path: tuple[Position, ...], node: str, name: str, metres: float) -> Position:
        left_m = metres
        while along_m(path) < left_m:
            left_m -= along_m(path)
            following = self._straight_on(path, node, name)
            if following is None:
                return path[-1]
            path, node = following
        for a, b in itertools.pairwise(path):
            step_m = distance_m(a, b)
            if step_m >= left_m:
                share = left_m / step_m if step_m else 0.0
                return Position(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            left_m -= step_m
        return path[-1]


def _label(edge: Edge) -> str:
    return edge.facts.name or edge.facts.along or ""


def _is_called(edge: Edge, text: str) -> bool:
    if edge.facts.kind == "steps":
        return "steps" in text
    label = _label(edge)
    return label in text if label else re.search(r"the (path|street)\b", text) is not None


def _from(edge: Edge, node: str) -> tuple[Position, ...]:
    return edge.path if edge.from_node == node else edge.path[::-1]


def _other(edge: Edge, node: str) -> str:
    return edge.to_node if edge.from_node == node else edge.from_node


def _out(path: tuple[Position, ...]) -> float:
    return bearing_deg(path[0], path[1])


def _in(path: tuple[Position, ...]) -> float:
    return bearing_deg(path[-2], path[-1])


def _cases() -> Iterator[tuple[str, str]]:
    # Sidewalks and squares are walked by eye, not by node: these two have neither.
    for town in ("nearest-join-long-detour", "only-for-visitors", "cut-off-only-by-the-box"):
        yield "town", town
    yield "trail", "downtown"


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "name"), list(_cases()))
def test_the_text_alone_leads_to_the_stop(kind: str, name: str, tmp_path: Path) -> None:
    if kind == "town":
        pytest.importorskip("osmium")
        assert (TOWNS / name).is_dir()
        dataset = checked(imported(name, tmp_path / "trail")[0])
        tours = [tour.id for tour in dataset.trail.tours]
    else:
        dataset = checked(DATA)
        tours = [name]
    guide = Guide(dataset)
    network = Network.of_dataset(dataset)
    walker = Walker(network)
    walked = 0
    for tour in tours:
        for leg in guide.itinerary(tour).legs:
            lines = sentences(guide.leg_directions(leg), length=metric_length)
            end = walker.follow(leg, lines, network)
            away_m = distance_m(end, leg.path[-1])
            assert away_m <= max(20.0, 0.05 * leg.distance_m), (lines, away_m)
            walked += 1
    assert walked >= 2


def test_the_downtown_tour_has_at_most_eight_instructions_a_kilometre() -> None:
    guide = shipped_guide()
    legs = guide.itinerary("downtown").legs
    told = sum(len(guide.leg_directions(leg)) for leg in legs)
    metres = math.fsum(leg.distance_m for leg in legs)
    assert told / metres * 1000 <= 8
    passed = [
        line for leg in legs for line in sentences(guide.leg_directions(leg)) if ", past " in line
    ]
    assert len(passed) >= 3
    assert any("John Paul Jones House on your" in line for line in passed)


def test_no_stop_downtown_lies_off_the_map() -> None:
    """Deer Street runs within what is known of the station's place, 45 m from the middle of it."""
    guide = shipped_guide()
    legs = guide.itinerary("downtown").legs
    told = [line for leg in legs for line in sentences(guide.leg_directions(leg))]
    assert not [line for line in told if "mapped" in line]
    station = [line for line in told if "ailroad station site" in line]
    assert station == [
        "After 800 ft (245 m), turn right onto Deer Street. Go on for 260 ft (80 m). "
        "Railroad station site is on your left.",
        "Leave Railroad station site heading southwest along Deer Street.",
    ]
