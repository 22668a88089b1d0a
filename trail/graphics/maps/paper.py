"""Maps for paper: at a fixed scale, in black alone, as large as a frame in millimetres.

Ten units of the view box are a millimetre here. What colour says on the screen,
lines and patterns say: water by lines along its shore, parks by dots, streets
are hollow and the route is solid. The type is the caller's, in `style`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from trail.base.geo import (
    METRES_PER_FOOT,
    METRES_PER_MILE,
    Bbox,
    Position,
    bbox_of,
    metres_per_degree,
)
from trail.dataset.schema.map import MapLayer
from trail.graphics.maps.density import Density
from trail.graphics.maps.drawing import draw_route, notes
from trail.graphics.maps.engraving import Wave, draw_ties, draw_waves
from trail.graphics.maps.extent import Extent, choose_extent
from trail.graphics.maps.ground import Ground, path_data, survey
from trail.graphics.maps.inking import draw_overlay
from trail.graphics.maps.overlay import lay_out
from trail.graphics.maps.projection import Frame, to_mercator
from trail.graphics.maps.signs import Sign, signs_on
from trail.graphics.maps.svg import Attributes, add, number
from trail.graphics.maps.view import MapView, Overlay, PlacedLabel

UNITS_PER_MM = 10
POINT_MM = 25.4 / 72
SCALES = (
    2_500, 5_000, 6_000, 7_500, 10_000, 12_500, 15_000, 20_000, 25_000, 40_000, 50_000, 75_000,
    100_000, 150_000, 200_000, 250_000, 400_000, 500_000, 750_000, 1_000_000, 1_500_000,
    2_000_000, 2_500_000, 3_000_000, 4_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000,
    100_000_000,
)  # fmt: skip
# Lines along the shore, in black alone: no line is faint.
_WAVES = (Wave(7.5, 1.7), Wave(17.0, 1.5), Wave(29.0, 1.3), Wave(44.0, 1.1), Wave(63.0, 0.9))
_WORDS = ("m-st", "m-stop", "m-wl", "m-pl", "m-town", "m-sl")
_MARGIN = 0.75  # of the room that a screen wants between the outermost place and the frame
_DOT, _DOTS_APART = 1.3, 10.6  # radius of a park's dots, and from one to the next
_STROKES: dict[str, Attributes] = {
    "m-land": {"stroke-width": 3.5},
    "m-water": {"stroke-width": 3.0},
    "m-lake": {"stroke-width": 2.5},
    "m-coast": {"stroke-width": 3.0},
    "m-river": {"stroke-width": 1.8},
    "m-border": {"stroke-width": 2.6, "stroke-dasharray": "18 5 3 5"},
    "m-park m-grounds": {"stroke-width": 2.2, "stroke-dasharray": "0 6"},
    "m-rail": {"stroke-width": 2.4},
    "m-building": {"stroke-width": 0.9},
    "m-square": {"stroke-width": 1.4},
}


LEAST_PT = 7.5  # no word on paper is smaller


def _em(points: float) -> float:
    """Type size in units from one in points, which is at least the least."""
    return max(points, LEAST_PT) * POINT_MM * UNITS_PER_MM


def paper_density(
    points: float = 7.8,
    *,
    mark_mm: float = 4.6,
    number_points: float | None = None,
    narrow: float = 1.0,
) -> Density:
    """Sizes on paper from the type size of the stops' names and the breadth of a mark.

    `narrow`: how broad the type is, in parts of what `metrics` assumes.
    """
    return Density(
        "paper", mark=mark_mm * UNITS_PER_MM / 2,
        number=_em(max(number_points or points * 1.14, LEAST_PT / 0.92)),
        street=_em(points * 0.89), stop=_em(points), water=_em(max(points * 1.2, LEAST_PT / 0.86)),
        park=_em(points * 0.92), town=_em(points), state=_em(points * 1.1), scale=_em(points),
        halo=_em(points) * 0.3, gap=5, arrow=28, scale_bar=600, least_rank=3,
        narrow=narrow, strict=True,
    )  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """Room for a map, and the scales it may have, as denominators from the largest scale down."""

    width_mm: float
    height_mm: float
    scales: tuple[int, ...] = SCALES


@dataclass(frozen=True)
class PaperBar:
    """One rule of a scale bar: ticks at round lengths, each with its distance from zero in mm."""

    unit: str
    ticks: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class PaperMap:
    """A drawn map, `width_mm` by `height_mm`, one in `denominator`, which holds in its middle."""

    svg: str
    width_mm: float
    height_mm: float
    denominator: int
    frame: Frame
    desc: str
    overlay: Overlay
    layers: tuple[MapLayer, ...]
    detailed: bool
    signs: frozenset[Sign]

    @property
    def bbox(self) -> Bbox:
        return self.frame.bbox

    @property
    def credits(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(layer.credit for layer in self.layers))


def draw_paper_map(
    layers: Sequence[MapLayer], view: MapView, paper: Paper, density: Density, style: str
) -> PaperMap:
    """The view at the largest scale that fits; `style` is CSS for the classes of the SVG.

    ValueError where there is nothing to fit, or no scale is small enough.
    """
    extent = _extent(layers, view, paper)
    frame = extent.frame
    ground = survey(extent.layers, frame)
    layout = lay_out(view, frame, ground, density)
    box = f"0 0 {frame.width} {frame.height}"
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box})
    add(root, "style", {}, style)
    _draw_patterns(root)
    _draw_ground(root, ground, extent)
    draw_route(root, view, frame, ground)
    group = add(root, "g", {"class": "m-over", "text-anchor": "middle"})
    draw_overlay(group, layout, view, frame, ground)
    _clear_ground(group, layout.labels)
    return PaperMap(
        svg=ET.tostring(root, encoding="unicode"),
        width_mm=frame.width / UNITS_PER_MM,
        height_mm=frame.height / UNITS_PER_MM,
        denominator=scale_of(frame),
        frame=frame,
        desc=" ".join([view.desc, *notes(view, [layout])]).strip(),
        overlay=layout.summary(),
        layers=ground.drawn,
        detailed=extent.detailed,
        signs=signs_on(root, ground, frame.box),
    )


def largest_scale(layers: Sequence[MapLayer], view: MapView, paper: Paper) -> int:
    """The denominator that `draw_paper_map` would take, without drawing."""
    return scale_of(_extent(layers, view, paper).frame)


def _extent(layers: Sequence[MapLayer], view: MapView, paper: Paper) -> Extent:
    found = choose_extent(
        layers, view, lambda at, margin, least_m: _fixed(at, margin * _MARGIN, least_m, paper)
    )
    # A frame that was pushed inside what is drawn has another middle, where the scale must hold.
    denominator = min(paper.scales, key=lambda scale: abs(scale - scale_of(found.frame)))
    frame = _around(found.frame.centre, denominator, found.frame.width, found.frame.height)
    return replace(found, frame=frame)


def scale_of(frame: Frame) -> int:
    """The denominator of a paper frame's scale, at its middle."""
    return round(UNITS_PER_MM * 1000 / _units_per_m(frame.centre, frame.scale))


def _units_per_m(at: Position, units_per_radian: float) -> float:
    """Units a metre to the east at a place, on the ellipsoid."""
    return units_per_radian / math.degrees(metres_per_degree(at.lat)[0])


def _fixed(positions: Sequence[Position], margin: float, least_m: float, paper: Paper) -> Frame:
    """The frame at the largest of the paper's scales that shows all positions.

    It is at least `least_m` of ground across.
    """
    centre = _middle(positions)
    points = [to_mercator(position) for position in positions]
    wide = max(p[0] for p in points) - min(p[0] for p in points)
    tall = max(p[1] for p in points) - min(p[1] for p in points)
    width, height = round(paper.width_mm * UNITS_PER_MM), round(paper.height_mm * UNITS_PER_MM)
    for denominator in paper.scales:
        if denominator * paper.width_mm < least_m * 1000:
            continue
        frame = _around(centre, denominator, width, height)
        if wide * frame.scale <= width - 2 * margin and tall * frame.scale <= height - 2 * margin:
            return frame
    raise ValueError(f"no scale is small enough for {paper.width_mm} by {paper.height_mm} mm")


def _around(centre: Position, denominator: int, width: int, height: int) -> Frame:
    """The frame with a place in its middle, where it has that scale."""
    x, y = to_mercator(centre)
    scale = UNITS_PER_MM * 1000 / denominator / _units_per_m(centre, 1.0)
    return Frame(x - width / 2 / scale, y + height / 2 / scale, scale, width, height)


def _middle(positions: Sequence[Position]) -> Position:
    """The middle of the positions as drawn: that of the Mercator box around them."""
    box = bbox_of(positions)
    (_, south), (_, north) = (
        to_mercator(Position(box.west, lat)) for lat in (box.south, box.north)
    )
    lat = math.degrees(math.atan(math.sinh((south + north) / 2)))
    return Position((box.west + box.east) / 2, lat)


def _clear_ground(group: ET.Element, labels: Sequence[PlacedLabel]) -> None:
    """White boxes under the words that stand on lines, above everything else on the ground.

    A halo around each letter would do, too, but printers' files hold such letters as outlines.
    """
    words = [child for child in group if child.get("class", "").split(" ")[0] in _WORDS]
    place = min((list(group).index(child) for child in words), default=0)
    d = "".join(
        "M" + "L".join(f"{number(x)} {number(y)}" for x, y in label.corners) + "z"
        for label in labels
        if not label.inside
    )
    if d:
        group.insert(place, ET.Element("path", {"class": "m-clear", "d": d}))


# ---------------------------------------------------------------- the scale bar


def paper_bars(frame: Frame, longest_mm: float) -> tuple[PaperBar, PaperBar]:
    """Feet or miles, and metres or kilometres: round lengths up to `longest_mm`.

    The lengths are those of the drawing, by the geodesic across its middle.
    """
    mm_per_m = frame.units_per_m / UNITS_PER_MM
    longest_m = longest_mm / mm_per_m
    miles, kilometres = longest_m >= METRES_PER_MILE / 2, longest_m >= 1000
    return (
        _bar(
            "mi" if miles else "ft",
            METRES_PER_MILE if miles else METRES_PER_FOOT,
            longest_m,
            mm_per_m,
        ),
        _bar("km" if kilometres else "m", 1000.0 if kilometres else 1.0, longest_m, mm_per_m),
    )


# Round numbers, with the parts they are divided into.
_ROUND = ((1.0, 4), (1.5, 3), (2.0, 4), (3.0, 3), (4.0, 4), (5.0, 5), (8.0, 4))


def _bar(unit: str, unit_m: float, longest_m: float, mm_per_m: float) -> PaperBar:
    most = longest_m / unit_m
    power = 10.0 ** math.floor(math.log10(most))
    options = [(n * p, parts) for p in (power / 10, power) for n, parts in _ROUND if n * p <= most]
    length, parts = max(options)
    values = [length * k / parts for k in range(parts + 1)]
    return PaperBar(unit, tuple((round(v, 6), round(v * unit_m * mm_per_m, 4)) for v in values))


# ---------------------------------------------------------------- the ground in black


def _draw_patterns(root: ET.Element) -> None:
    apart = number(_DOTS_APART)
    pattern = add(add(root, "defs", {}), "pattern", {
        "id": "m-dots", "width": apart, "height": apart, "patternUnits": "userSpaceOnUse",
    })  # fmt: skip
    for at in (0.25, 0.75):
        add(pattern, "circle", {"class": "m-grain", "cx": _DOTS_APART * at,
                                "cy": _DOTS_APART * at, "r": _DOT * 0.72})  # fmt: skip


def _draw_ground(root: ET.Element, ground: Ground, extent: Extent) -> None:
    add(root, "rect", {"class": "m-paper", "width": extent.frame.width,
                       "height": extent.frame.height})  # fmt: skip
    for cls, d in ground.paths.items():
        add(root, "path", {"class": cls, "d": d, **_STROKES.get(cls, {})})
        if cls == "m-rail":
            draw_ties(root, d, 11, "2.4 14")
    draw_waves(root, ground, extent, _WAVES)
    _draw_streets(root, ground)


def _draw_streets(root: ET.Element, ground: Ground) -> None:
    """Streets as two lines; a bridge's are heavier and cut across the water's."""
    width = ground.street_units
    if ground.footways:
        foot: Attributes = {"class": "m-foot", "d": path_data(ground.footways)}
        add(root, "path", {**foot, "stroke-width": 2.6, "stroke-dasharray": "9 5"})
    bridges = path_data(ground.bridges)
    if bridges:
        add(root, "path", {"class": "m-casing", "d": bridges, "stroke-width": width + 7})
    streets = path_data(chain for chains in ground.streets.values() for chain in chains)
    if streets:
        add(root, "path", {"class": "m-casing", "d": streets, "stroke-width": width + 3.2})
    if streets or bridges:
        add(root, "path", {"class": "m-street", "d": bridges + streets, "stroke-width": width})
