"""Marks, arrows and furniture at one density: where each goes on the ground."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trail.base.geo import METRES_PER_FOOT, METRES_PER_MILE, clip_line, distance_m
from trail.graphics.maps.density import Density
from trail.graphics.maps.ground import Ground
from trail.graphics.maps.label_placement import place
from trail.graphics.maps.labels import Obstacles, Samples, Wanted, sampled
from trail.graphics.maps.metrics import text_width
from trail.graphics.maps.naming import MarkName, area_names, mark_names
from trail.graphics.maps.placement import LEAD_FROM, arrange, at_edge
from trail.graphics.maps.projection import Frame
from trail.graphics.maps.route import RouteLine, edges, route_lines, route_width
from trail.graphics.maps.scale import ScaleBar, scale_bar
from trail.graphics.maps.street_naming import river_names, street_names
from trail.graphics.maps.view import (
    XY,
    Box,
    MapMark,
    MapView,
    MapWords,
    Overlay,
    PlacedLabel,
    PlacedMark,
)

SQUARE = 0.88  # half the side of a square mark, in radii
BARE = 0.55  # a mark without a number
HERE = 1.25
RING = 1.34  # outside of the start's ring
MOST_BEYOND = 12  # arrows along the edge of a map
ROSE = 1.3  # radius of the rose, in sizes of the scale's words
_INSET = 26.0  # furniture to frame
_OFF_ROUTE = 2.0  # units between the route and words, where they must not touch it
_STRICT_WORTH = 2.5  # of a stop's name, in parts of its worth elsewhere: paper has no tap


@dataclass(frozen=True)
class Arrow:
    """An arrowhead: its middle, and the direction it points, radians clockwise from east."""

    at: XY
    angle: float


@dataclass(frozen=True)
class Furniture:
    """Scale bar and north arrow: the rooms they take."""

    scale: ScaleBar
    scale_box: Box
    north_box: Box


@dataclass(frozen=True)
class Layout:
    """All that an overlay draws."""

    density: Density
    marks: tuple[PlacedMark, ...]
    arrows: tuple[Arrow, ...]
    labels: tuple[PlacedLabel, ...]
    furniture: Furniture | None
    left_out: tuple[str, ...]

    def summary(self) -> Overlay:
        boxes = _rooms(self.furniture)
        return Overlay(
            self.density.name, self.density.mark, self.marks, self.labels, boxes, self.left_out
        )


def _rooms(furniture: Furniture | None) -> tuple[Box, ...]:
    return (furniture.scale_box, furniture.north_box) if furniture else ()


def mark_scale(mark: MapMark) -> float:
    """Radius of the drawn disc, in radii of a plain numbered mark."""
    size = 1.0 if mark.text else BARE
    return size * (HERE if mark.here else 1.0)


def _reach(mark: MapMark, density: Density) -> float:
    """Radius of the circle that holds the mark as drawn."""
    scale = mark_scale(mark)
    if mark.start or mark.here:
        scale *= RING
    elif mark.shape == "private":
        scale *= SQUARE * math.sqrt(2)
    return density.mark * scale


def lay_out(view: MapView, frame: Frame, ground: Ground, density: Density) -> Layout:
    """Marks, arrows and words of one density."""
    lines = route_lines(view.legs, frame, route_width(ground.street_units))
    route = [line.points for line in lines]
    along_streets = [line.points for line in lines if line.follows_streets]
    true = [_shown_at(mark, frame, density) for mark in view.marks]
    furniture = _furnish(view, frame, density, true, route) if view.furniture else None
    marks = _marks(view, frame, density, true, furniture)
    arrows = _arrows(route, marks, frame, density, furniture)
    lead_points = tuple(
        point for mark in marks if mark.lead for point in sampled((mark.anchor, mark.centre), 10)
    )
    obstacles = Obstacles(
        frame.box,
        (*marks, *(PlacedMark((), arrow.at, density.arrow * 0.55, arrow.at) for arrow in arrows)),
        lead_points,
        _rooms(furniture),
        density.gap,
        Samples(_breadth(lines, ground, frame) if density.strict else route),
        _street_samples(ground),
        density.strict,
    )
    wanted: list[Wanted] = [
        *mark_names(_named(view, frame, marks, density), marks, density, frame.box),
        *street_names(ground, density, along_streets, view.words.abbreviations, frame.box),
        *area_names(ground, density, frame.box, frame.units_per_m),
        *river_names(ground, density, frame.box),
    ]
    said = {mark.name for mark in view.marks}
    wanted = [
        w
        for w in wanted
        if w.worth > 0 and (w.kind == "stop" or w.name.partition(" (")[0] not in said)
    ]
    labels, left_out = place(wanted, obstacles)
    left_out = (*_unplaced(view, marks), *left_out)
    return Layout(density, marks, arrows, labels, furniture, left_out)


def _breadth(route: Sequence[RouteLine], ground: Ground, frame: Frame) -> Iterator[Sequence[XY]]:
    """Both edges of the route in the frame, for no word is narrower, and what leads off it."""
    by = route_width(ground.street_units) / 2 + _OFF_ROUTE
    for line in route:
        for piece in (*edges(line.points, by), *line.spurs):
            yield from clip_line(piece, frame.box)


def _street_samples(ground: Ground) -> Samples:
    if "streets" not in ground.names:
        chains = (chain for chains in ground.streets.values() for chain in chains)
        ground.names["streets"] = Samples(chains)
    samples: Samples = ground.names["streets"]
    return samples


# ---------------------------------------------------------------- marks


def _marks(
    view: MapView, frame: Frame, density: Density, true: Sequence[XY], furniture: Furniture | None
) -> tuple[PlacedMark, ...]:
    inside = [i for i, mark in enumerate(view.marks) if frame.covers(mark.position)]
    reach = [_reach(mark, density) for mark in view.marks]
    blocked = _rooms(furniture)
    spots = arrange(
        [true[i] for i in inside],
        [max(reach[i], density.tap) for i in inside],
        cluster_radius=density.mark * 1.3,
        gap=density.gap,
        box=frame.box,
        blocked=blocked,
        pinned=frozenset(k for k, i in enumerate(inside) if view.marks[i].here),
    )
    placed = [
        PlacedMark(
            tuple(inside[k] for k in spot.members),
            spot.centre,
            spot.radius if len(spot.members) > 1 else reach[inside[spot.members[0]]],
            spot.anchor,
            lead=len(spot.members) == 1
            and math.dist(spot.centre, spot.anchor) > LEAD_FROM * reach[inside[spot.members[0]]],
        )
        for spot in spots
    ]
    if view.beyond == "arrow":
        outside = [i for i in range(len(view.marks)) if not frame.covers(view.marks[i].position)]
        for i in outside[:MOST_BEYOND]:
            radius = _reach(view.marks[i], density) + density.arrow
            taken = [(mark.centre, mark.radius) for mark in placed]
            at = at_edge(
                true[i], radius, taken=taken, gap=density.gap, box=frame.box, blocked=blocked
            )
            if at is not None:
                placed.append(PlacedMark((i,), at, radius, at, beyond=True))
    return tuple(placed)


def _unplaced(view: MapView, marks: Sequence[PlacedMark]) -> tuple[str, ...]:
    """Names of the marks that found no room at the edge."""
    if view.beyond == "drop":
        return ()
    placed = {i for mark in marks for i in mark.members}
    return tuple(m.name or m.text for i, m in enumerate(view.marks) if i not in placed)


def _shown_at(mark: MapMark, frame: Frame, density: Density) -> XY:
    """The place in the frame, or the point of its edge that an arrow stands at."""
    at = frame.to_xy(mark.position)
    if frame.covers(mark.position):
        return at
    return _edge(at, frame, _reach(mark, density) + density.arrow + density.gap)


def _edge(at: XY, frame: Frame, inset: float) -> XY:
    """Where the line from the middle of the frame to a place outside meets the edge."""
    cx, cy = frame.width / 2, frame.height / 2
    dx, dy = at[0] - cx, at[1] - cy
    t = min(
        (cx - inset) / abs(dx) if dx else math.inf,
        (cy - inset) / abs(dy) if dy else math.inf,
    )
    return cx + dx * t, cy + dy * t


def _named(
    view: MapView, frame: Frame, marks: Sequence[PlacedMark], density: Density
) -> list[MarkName]:
    """Which marks carry words."""
    named: list[MarkName] = []
    for i, placed in enumerate(marks):
        members = [view.marks[k] for k in placed.members]
        if len(members) > 1:
            named.append(MarkName(i, cluster_name(members, view.words), (), 400.0))
        elif placed.beyond:
            named.append(_beyond_name(i, members[0], view, frame))
        elif members[0].name and (view.names or members[0].here or not members[0].text):
            worth = 60.0 if members[0].here else 40.0
            worth *= _STRICT_WORTH if density.strict else 1.0
            named.append(MarkName(i, members[0].name, (), worth))
    return named


def cluster_name(members: Sequence[MapMark], words: MapWords) -> str:
    """ "Concord: 3 places", after the town most of them lie in."""
    towns = Counter(mark.town for mark in members if mark.town)
    if not towns:
        return words.places_only.format(n=len(members))
    town = min(towns, key=lambda name: (-towns[name], name))
    return words.places.format(town=town, n=len(members))


def _beyond_name(i: int, mark: MapMark, view: MapView, frame: Frame) -> MarkName:
    metres = distance_m(view.origin or frame.centre, mark.position)
    miles = metres / METRES_PER_MILE
    if view.words.metric:
        km = metres / 1000
        far = view.words.kilometres.format(n=f"{km:.0f}" if km >= 9.5 else f"{km:.1g}")
        figure = far if km >= 0.95 else view.words.metres.format(n=max(50, round(metres / 50) * 50))
    elif miles >= 0.5:
        figure = view.words.miles.format(n=f"{miles:.0f}" if miles >= 9.5 else f"{miles:.1g}")
    else:
        figure = view.words.feet.format(n=round(metres / METRES_PER_FOOT, -2).__trunc__())
    name = mark.name or mark.text
    text = view.words.beyond.format(name=name, distance=figure)
    return MarkName(i, text, (name, figure), 200.0)


# ---------------------------------------------------------------- arrows


def _arrows(
    route: Sequence[Sequence[XY]],
    marks: Sequence[PlacedMark],
    frame: Frame,
    density: Density,
    furniture: Furniture | None,
) -> tuple[Arrow, ...]:
    """One arrowhead a leg, as near its middle as it is free; none on a short leg."""
    arrows: list[Arrow] = []
    room = frame.box.grown(-density.arrow)
    for line in route:
        xs, ys = [x for x, _ in line], [y for _, y in line]
        if not room.touches(Box(min(xs), min(ys), max(xs), max(ys))):
            continue
        points = [p for p in sampled(line, 5.0) if room.holds(p)]
        if len(points) * 5.0 < 3 * density.arrow:
            continue
        for share in (0.5, 0.58, 0.42, 0.66, 0.34, 0.75, 0.25):
            k = min(len(points) - 2, max(1, round(share * len(points))))
            at, before, after = points[k], points[k - 1], points[k + 1]
            if math.dist(before, after) > 12:
                continue
            free = (
                all(math.dist(at, m.centre) > m.radius + density.arrow * 0.75 for m in marks)
                and all(math.dist(at, a.at) > 1.7 * density.arrow for a in arrows)
                and not any(box.grown(density.arrow).holds(at) for box in _rooms(furniture))
            )
            if free:
                angle = math.atan2(after[1] - before[1], after[0] - before[0])
                arrows.append(Arrow(at, angle))
                break
    return tuple(arrows)


# ---------------------------------------------------------------- furniture


def scale_words(bar: ScaleBar, words: MapWords) -> tuple[str, str]:
    """The two legends of a scale bar; the first is empty where the map is metric alone."""
    customary = words.miles if bar.in_miles else words.feet
    metric = (words.kilometres if bar.in_kilometres else words.metres).format(n=f"{bar.metric:,g}")
    return "" if words.metric else customary.format(n=f"{bar.customary:,g}"), metric


def _furnish(
    view: MapView, frame: Frame, density: Density, true: Sequence[XY], route: Sequence[Sequence[XY]]
) -> Furniture:
    bar = scale_bar(frame, min(density.scale_bar, frame.width * 0.3))
    wide = max(
        0.0 if view.words.metric else bar.customary_units,
        bar.metric_units,
        *(text_width(text, density.scale) for text in scale_words(bar, view.words)),
    )
    tall = density.scale * 2.3 + 8
    busy = [p for line in route for p in sampled(line, 12.0)]
    scale_box = _freest(wide, tall, frame, ("bl", "br", "tl", "tr"), true, busy, density, ())
    size = density.scale
    north_box = _freest(
        2 * ROSE * size,
        (2 * ROSE + 0.95) * size,
        frame,
        ("tr", "tl", "br", "bl"),
        true,
        busy,
        density,
        (scale_box,),
    )
    return Furniture(bar, scale_box, north_box)


def _freest(
    wide: float,
    tall: float,
    frame: Frame,
    corners: Sequence[str],
    true: Sequence[XY],
    busy: Sequence[XY],
    density: Density,
    taken: Sequence[Box],
) -> Box:
    """The corner with the fewest marks and the least route; the first named wins a tie."""
    best: tuple[float, int, Box] | None = None
    for rank, corner in enumerate(corners):
        top = _INSET if "t" in corner else frame.height - _INSET - tall
        left = _INSET if "l" in corner else frame.width - _INSET - wide
        box = Box(left, top, left + wide, top + tall)
        cost = 10.0 * sum(map(box.grown(density.mark * 1.3).holds, true))
        cost += 1.0 * sum(map(box.grown(6).holds, busy))
        cost += 10_000.0 * sum(box.grown(12).touches(other) for other in taken)
        if best is None or cost < best[0]:
            best = (cost, rank, box)
    if best is None:
        raise ValueError("no corner to choose from")
    return best[2]
