"""A path cut into runs: stretches that are told as one, from one decision to the next.

A sidewalk is its street, a crossing is part of the corner, and jogs are within the
accuracy of any map. A street is followed round its bends; where ways part, its name
tells which one it is. Of ways without a name each parting is a decision, unless
straight on is plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trail.guide.walk.instructions import Street
from trail.guide.walk.line import MeasuredLine
from trail.guide.walk.values import LegSegment

STUB_M = 10.0  # no run is shorter, at the ends of a leg either
JOG_M = 15.0  # a shorter bit between two runs is no run
LINK_M = 35.0  # nor is an unnamed bit that links two runs of one street
LANDING_M = 25.0  # between two flights of one stair
WINDOW_M = 20.0  # the stretch before and after a corner that its angle is measured over
STRAIGHT_DEG = 25.0
SLIGHT_DEG = 55.0
SIDEWALK_CORNER_M = 16.0
PLAIN_DEG = 35.0  # ahead is plain where every other way turns off by so much more


@dataclass(frozen=True)
class Run:
    """A stretch of the path on one street, by metres along the path.

    `crossing`: the streets crossed on it. `forced`: it begins at a parting of ways
    without names and has to be told. A `sidewalk` goes round the corner by itself.
    """

    street: Street
    start_m: float
    end_m: float
    crossing: tuple[Street, ...] = ()
    forced: bool = False
    sidewalk: bool = False

    @property
    def length_m(self) -> float:
        return self.end_m - self.start_m

    @property
    def is_told(self) -> bool:
        """Whether even a short bit is worth telling."""
        return self.street.kind == "steps" or (
            self.street.kind == "bridge"
            and (self.street.name is not None or self.length_m >= JOG_M)
        )

    def arriving(self, line: MeasuredLine) -> float:
        """The bearing at its end."""
        end_m = max(self.end_m - self._corner_m, self.start_m)
        return line.bearing(max(self.start_m, end_m - WINDOW_M), end_m)

    def leaving(self, line: MeasuredLine) -> float:
        """The bearing at its start."""
        start_m = min(self.start_m + self._corner_m, self.end_m)
        return line.bearing(start_m, min(self.end_m, start_m + WINDOW_M))

    @property
    def _corner_m(self) -> float:
        return SIDEWALK_CORNER_M if self.sidewalk and self.length_m > 2 * SIDEWALK_CORNER_M else 0


def turned_deg(before_deg: float, after_deg: float) -> float:
    """The change from one bearing to another, clockwise, from -180 to 180."""
    return (after_deg - before_deg + 180) % 360 - 180


def runs_of(segments: Sequence[LegSegment], line: MeasuredLine) -> list[Run]:
    """The path by what is told of it; at least one run."""
    pieces = _pieces(segments, line)
    pieces = _one_stair(_without_links(_without_jogs(pieces)))
    runs = pieces[:1]
    for run in pieces[1:]:
        last = runs[-1]
        corner = turned_deg(last.arriving(line), run.leaving(line))
        same = _is_same(run.street, last.street)
        if same and (not run.forced or abs(corner) < STRAIGHT_DEG):
            runs[-1] = replace(last, end_m=run.end_m, crossing=last.crossing + run.crossing)
        else:
            runs.append(run)
    return runs


def _is_same(one: Street, other: Street) -> bool:
    return (one.name, one.kind) == (other.name, other.kind)


def _pieces(segments: Sequence[LegSegment], line: MeasuredLine) -> list[Run]:
    """The segments by their streets; crossings are handed to the piece before them."""
    pieces: list[Run] = []
    at = 0.0
    crossed: tuple[Street, ...] = ()
    others: tuple[float, ...] = ()
    for segment in segments:
        end = at + segment.length_m
        if segment.crosses:
            over = Street(segment.crosses, "street", segment.names)
            if pieces:
                pieces[-1] = replace(pieces[-1], crossing=(*pieces[-1].crossing, over))
            else:
                crossed += (over,)
            at, others = end, segment.others
            continue
        street = street_of(segment)
        forced = bool(pieces) and _is_decision(pieces[-1].street, street, at, others, line)
        same = bool(pieces) and _is_same(pieces[-1].street, street)
        if same and not forced:
            pieces[-1] = replace(pieces[-1], end_m=end)
        else:
            sidewalk = segment.name is None and segment.along is not None
            pieces.append(Run(street, at, end, crossed, forced, sidewalk))
            crossed = ()
        at, others = end, segment.others
    if not pieces:
        # All of the way is one crossing.
        pieces = [Run(street_of(segments[0]), 0.0, at)]
    return pieces


def _is_decision(
    before: Street,
    after: Street,
    at: float,
    others: Iterable[float],
    line: MeasuredLine,
) -> bool:
    """Whether one would go wrong here if nothing were said, though the street stays the same."""
    if not _is_same(before, after):
        return False
    heading = line.bearing(at - WINDOW_M, at)
    ours = abs(turned_deg(heading, line.bearing(at, at + WINDOW_M)))
    turns = [abs(turned_deg(heading, bearing)) for bearing in others]
    if after.name is not None:
        return ours >= SLIGHT_DEG
    if not turns:
        return False
    return min(turns) < ours + PLAIN_DEG


def _without_jogs(pieces: list[Run]) -> list[Run]:
    """Less what is too short to be told; what was crossed there is kept."""
    kept: list[Run] = []
    last = len(pieces) - 1
    for k, run in enumerate(pieces):
        least = STUB_M if k in (0, last) else JOG_M
        if run.length_m >= least or run.is_told:
            kept.append(run)
        elif kept:
            kept[-1] = replace(kept[-1], crossing=kept[-1].crossing + run.crossing)
    return kept or [max(pieces, key=lambda run: run.length_m)]


def _without_links(pieces: list[Run]) -> list[Run]:
    """Less unnamed bits between two runs of one street: across a wide road, say."""
    kept: list[Run] = []
    for k, run in enumerate(pieces):
        is_link = (
            0 < k < len(pieces) - 1
            and run.street.name is None
            and run.length_m < LINK_M
            and not run.is_told
            and pieces[k - 1].street.name is not None
            and _is_same(pieces[k - 1].street, pieces[k + 1].street)
        )
        if is_link:
            kept[-1] = replace(kept[-1], crossing=kept[-1].crossing + run.crossing)
        else:
            kept.append(run)
    return kept


def _one_stair(pieces: list[Run]) -> list[Run]:
    """Two flights with a landing between are one stair."""
    kept: list[Run] = []
    for run in pieces:
        is_steps = run.street.kind == "steps"
        if is_steps and kept and kept[-1].street.kind == "steps":
            kept[-1] = replace(kept[-1], end_m=run.end_m)
        elif (
            is_steps
            and len(kept) > 1
            and kept[-2].street.kind == "steps"
            and kept[-1].street.name is None
            and kept[-1].length_m < LANDING_M
        ):
            kept.pop()
            kept[-1] = replace(kept[-1], end_m=run.end_m)
        else:
            kept.append(run)
    return kept


def street_of(segment: LegSegment) -> Street:
    """What a segment is walked as: a sidewalk is its street."""
    # A street may change between street, footway and mall under one name.
    name = segment.name or segment.along
    kind = segment.kind
    if segment.square:
        kind = "square"
    elif name and kind not in ("bridge", "steps"):
        kind = "street"
    return Street(name, kind, segment.names)
