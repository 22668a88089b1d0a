"""The theatre as a map: land, filled areas, lines, numbered battles and named places.

Mercator, like every map here. A battle's number stands beside its point, where there is room.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markupsafe import Markup

from trail.base.geo import Position
from trail.dataset.schema.chapters import (
    AreaLook,
    MapFigure,
    MapPanel,
    TheatreAreas,
    TheatreFeature,
    TheatreFile,
    TheatreLines,
    TheatrePoint,
)
from trail.graphics.maps.metrics import text_width
from trail.graphics.maps.projection import to_mercator
from trail.graphics.maps.svg import Attributes, add

WIDTH = 360.0
_TYPE = 12.0
_DISC = 7.5  # radius of a numbered disc
_INK = "currentColor"
_LINES: dict[str, Attributes] = {
    "border": {"stroke-width": 1, "stroke-dasharray": "1 3", "stroke-linecap": "round"},
    "railway": {"stroke-width": 2.2, "stroke-dasharray": "5 2"},
    "line": {"stroke-width": 1.4, "stroke-dasharray": "7 4"},
    "march": {"stroke-width": 0.8},
}
_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Key:
    """What a look of the map means, with a sample of it."""

    sample: Markup
    text: str


def numbered(theatre: TheatreFile, panels: Iterable[MapPanel]) -> tuple[TheatreFeature, ...]:
    """The battles that panels show, in the order of their dates: the first is number 1."""
    shown = {name for panel in panels for name in panel.show}
    found = [f for f in theatre.features if f.id in shown and f.properties.kind == "battle"]
    return tuple(sorted(found, key=lambda f: str(f.properties.date or "")))


def draw_ground(
    theatre: TheatreFile, figure: MapFigure, panel: MapPanel, name: str
) -> tuple[Markup, tuple[Key, ...]]:
    """A panel of a figure, and what its fills mean. `name` makes the ids of its patterns."""
    drawn = _Ground(figure.frame, name)
    by_id = {feature.id: feature for feature in theatre.features}
    for feature in theatre.features:
        if feature.properties.kind == "land":
            drawn.areas(feature, {"fill": _INK, "fill-opacity": "0.05", "stroke-width": 0.8})
    for fill in panel.fills:
        drawn.fill(by_id[fill.area], fill.look)
    shown = [by_id[item] for item in panel.show]
    for feature in shown:
        drawn.lines(feature, solid=feature.id in panel.solid)
    battles = {f.id: k for k, f in enumerate(numbered(theatre, figure.panels), 1)}
    drawn.labels([f for f in shown if f.properties.kind == "label"])
    drawn.points([f for f in shown if f.properties.kind == "place"], battles)
    drawn.points([f for f in shown if f.id in battles], battles)
    title = f"{figure.title}: {panel.title}" if len(figure.panels) > 1 else figure.title
    keys: dict[str, Key] = {}
    for fill in panel.fills:
        keys.setdefault(fill.label, Key(_sample(fill.look, f"{name}-k"), fill.label))
    return drawn.markup(title), tuple(keys.values())


def _path(rings: Iterable[Sequence[tuple[float, float]]], *, closed: bool) -> str:
    found = []
    for ring in rings:
        steps = [f"{x:.0f} {y:.0f}" if closed else f"{x:.1f} {y:.1f}" for x, y in ring]
        kept = [s for k, s in enumerate(steps) if k == 0 or s != steps[k - 1]]
        if len(kept) > 1:
            found.append(f"M{kept[0]}L{' '.join(kept[1:])}{'z' if closed else ''}")
    return "".join(found)


class _Ground:
    def __init__(self, frame: tuple[float, float, float, float], name: str) -> None:
        west, south, east, north = frame
        self.west, top = to_mercator(Position(west, north))
        right, bottom = to_mercator(Position(east, south))
        self.scale = WIDTH / (right - self.west)
        self.top, self.height = top, round((top - bottom) * self.scale)
        self.name = name
        self.svg = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "f-map",
                "viewBox": f"0 0 {WIDTH:g} {self.height}",
                "role": "img",
            },
        )
        self.defs = add(self.svg, "defs", {})
        clip = add(self.defs, "clipPath", {"id": f"{name}-c"})
        add(clip, "rect", {"width": WIDTH, "height": self.height})
        self.body = add(self.svg, "g", {"clip-path": f"url(#{name}-c)"})
        self.taken: list[_Box] = []
        self.looks: set[str] = set()

    def xy(self, position: tuple[float, float]) -> tuple[float, float]:
        x, y = to_mercator(Position(*position))
        return (x - self.west) * self.scale, (self.top - y) * self.scale

    def areas(self, feature: TheatreFeature, look: Attributes) -> None:
        if isinstance(feature.geometry, TheatreAreas):
            rings = [[self.xy(p) for p in r] for part in feature.geometry.coordinates for r in part]
            within = [ring for ring in rings if self._meets(ring)]
            add(self.body, "path", {"d": _path(within, closed=True), "stroke": _INK, **look})

    def _meets(self, ring: Sequence[tuple[float, float]]) -> bool:
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        return min(xs) < WIDTH and max(xs) > 0 and min(ys) < self.height and max(ys) > 0

    def fill(self, feature: TheatreFeature, look: AreaLook) -> None:
        if look == "open":
            self.areas(feature, {"fill": "none", "stroke-width": 2})
            return
        if look not in self.looks:
            self.looks.add(look)
            _hatch(self.defs, look, f"{self.name}-{look}")
        self.areas(feature, {"fill": f"url(#{self.name}-{look})", "stroke-width": 1.4})

    def lines(self, feature: TheatreFeature, *, solid: bool) -> None:
        if isinstance(feature.geometry, TheatreLines):
            lines = [[self.xy(p) for p in line] for line in feature.geometry.coordinates]
            look = dict(_LINES.get(feature.properties.kind, {"stroke-width": 1}))
            if solid:
                look |= {"stroke-width": 3.2}
                look.pop("stroke-dasharray", None)
            add(
                self.body,
                "path",
                {"d": _path(lines, closed=False), "fill": "none", "stroke": _INK, **look},
            )

    def labels(self, features: Sequence[TheatreFeature]) -> None:
        """Names of countries and seas, centred on their points."""
        for feature in features:
            if isinstance(feature.geometry, TheatrePoint):
                x, y = self.xy(feature.geometry.coordinates)
                wide = text_width(feature.properties.name, _TYPE, spacing=0.08)
                self.taken.append((x - wide / 2, y - 10, x + wide / 2, y + 3))
                add(
                    self.body,
                    "text",
                    {
                        "x": x,
                        "y": y,
                        "font-size": _TYPE,
                        "font-style": "italic",
                        "fill": _INK,
                        "letter-spacing": "0.08em",
                        "text-anchor": "middle",
                        "class": "f-halo",
                    },
                    feature.properties.name,
                )

    def points(self, features: Sequence[TheatreFeature], numbers: dict[str, int]) -> None:
        at = [
            (f, self.xy(f.geometry.coordinates))
            for f in features
            if isinstance(f.geometry, TheatrePoint)
        ]
        inside = [(f, p) for f, p in at if 0 <= p[0] <= WIDTH and 0 <= p[1] <= self.height]
        for _feature, (x, y) in inside:
            self.taken.append((x - 3, y - 3, x + 3, y + 3))
            add(self.body, "circle", {"cx": x, "cy": y, "r": 2.6, "fill": _INK})
        for feature, (x, y) in inside:
            number = numbers.get(feature.id)
            if number is None:
                self._name(feature.properties.name, x, y)
            else:
                self._disc(str(number), x, y)

    def _free(self, box: _Box) -> bool:
        left, top, right, bottom = box
        inside = left >= 1 and top >= 1 and right <= WIDTH - 1 and bottom <= self.height - 1
        return inside and all(
            right <= a or left >= c or bottom <= b or top >= d for a, b, c, d in self.taken
        )

    def _name(self, text: str, x: float, y: float) -> None:
        wide = text_width(text, _TYPE)
        middle = x - wide / 2
        places = [(x + 6, y + 4), (x - 6 - wide, y + 4), (middle, y - 7), (middle, y + 15)]
        boxes = [(a - 1, b - 10, a + wide + 1, b + 3) for a, b in places]
        best = next((k for k, box in enumerate(boxes) if self._free(box)), 0)
        self.taken.append(boxes[best])
        left, base = places[best]
        add(
            self.body,
            "text",
            {"x": left, "y": base, "font-size": _TYPE, "fill": _INK, "class": "f-halo"},
            text,
        )

    def _disc(self, number: str, x: float, y: float) -> None:
        """The number in a disc as near to its point as there is room, with a line to it."""
        spots = (
            (x + math.cos(turn) * far, y + math.sin(turn) * far)
            for far in (11, 16, 22, 28, 36, 44, 54)
            for turn in (math.tau * k / 16 for k in range(16))
        )
        room = _DISC + 0.5
        found = next(
            (s for s in spots if self._free((s[0] - room, s[1] - room, s[0] + room, s[1] + room))),
            (x, y),
        )
        cx, cy = found
        self.taken.append((cx - room, cy - room, cx + room, cy + room))
        add(
            self.body,
            "path",
            {"d": f"M{x:.1f} {y:.1f}L{cx:.1f} {cy:.1f}", "stroke": _INK, "stroke-width": 0.7},
        )
        add(self.body, "circle", {"cx": cx, "cy": cy, "r": _DISC, "fill": _INK})
        add(
            self.body,
            "text",
            {
                "x": cx,
                "y": cy + 3.8,
                "font-size": 10.5,
                "font-weight": "700",
                "text-anchor": "middle",
                "fill": "#fff",
                "class": "f-light",
            },
            number,
        )

    def markup(self, title: str) -> Markup:
        self.svg.insert(0, ET.Element("title"))
        self.svg[0].text = title
        add(
            self.svg,
            "rect",
            {
                "x": 0.5,
                "y": 0.5,
                "width": WIDTH - 1,
                "height": self.height - 1,
                "fill": "none",
                "stroke": _INK,
            },
        )
        return Markup(ET.tostring(self.svg, encoding="unicode"))  # noqa: S704 - escaped by ElementTree


def _hatch(defs: ET.Element, look: AreaLook, name: str) -> None:
    pattern = add(
        defs, "pattern", {"id": name, "width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    )
    stroke: Attributes = {"stroke": _INK, "stroke-width": 1.3}
    if look == "first":
        add(pattern, "path", {"d": "M-1 7L7-1M-1 1L1-1M5 7L7 5", **stroke})
    elif look == "second":
        add(pattern, "circle", {"cx": 1.5, "cy": 1.5, "r": 1.1, "fill": _INK})
        add(pattern, "circle", {"cx": 4.5, "cy": 4.5, "r": 1.1, "fill": _INK})
    else:
        add(pattern, "path", {"d": "M-1 7L7-1M-1-1L7 7", **stroke, "stroke-width": 1})


def _sample(look: AreaLook, name: str) -> Markup:
    svg = ET.Element(
        "svg",
        {
            "class": "f-key",
            "viewBox": "0 0 30 18",
            "aria-hidden": "true",
            "xmlns": "http://www.w3.org/2000/svg",
        },
    )
    fill = "none"
    if look != "open":
        _hatch(add(svg, "defs", {}), look, f"{name}-{look}")
        fill = f"url(#{name}-{look})"
    wide = 2 if look == "open" else 1.4
    add(
        svg,
        "rect",
        {
            "x": 1,
            "y": 1,
            "width": 28,
            "height": 16,
            "fill": fill,
            "stroke": _INK,
            "stroke-width": wide,
        },
    )
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - escaped by ElementTree
