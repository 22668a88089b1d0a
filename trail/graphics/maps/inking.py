"""An overlay as SVG: rings, arrows, words, marks, scale and north, each by its class."""

from __future__ import annotations

import math
from xml.etree import ElementTree as ET

from trail.base.xml import without_unwritable
from trail.graphics.maps.candidate import DOT
from trail.graphics.maps.engraving import draw_rose
from trail.graphics.maps.ground import Ground, path_data
from trail.graphics.maps.metrics import LINE, text_width
from trail.graphics.maps.overlay import (
    RING,
    ROSE,
    SQUARE,
    Arrow,
    Furniture,
    Layout,
    mark_scale,
    scale_words,
)
from trail.graphics.maps.projection import Frame
from trail.graphics.maps.street_naming import FITS_STREET
from trail.graphics.maps.svg import Attributes, add, number
from trail.graphics.maps.view import MapView, PlacedLabel, PlacedMark

_CLASSES = {
    "street": "m-st", "stop": "m-stop", "water": "m-wl", "park": "m-pl", "town": "m-town",
    "state": "m-sl",
}  # fmt: skip

# The outline goes under the letters. An attribute, because checkers of style sheets don't know it.
HALO: Attributes = {"paint-order": "stroke"}


def draw_overlay(
    group: ET.Element, layout: Layout, view: MapView, frame: Frame, ground: Ground
) -> None:
    density = layout.density
    _draw_rings(group, layout, view, frame, ground)
    head = _arrowhead(Arrow((0.0, 0.0), 0.0), density.arrow)
    for arrow in layout.arrows:
        (x, y), turn = arrow.at, number(math.degrees(arrow.angle))
        # Each by itself, so that an interactive map can keep its size.
        place: Attributes = {"transform": f"translate({x:.0f} {y:.0f})rotate({turn})", "d": head}
        edge: Attributes = {"stroke-width": density.halo * 0.5, **HALO}
        add(group, "path", {"class": "m-arrow", **place, **edge})
    moved = [mark for mark in layout.marks if mark.lead]
    if moved:
        d = path_data([(mark.anchor, mark.centre) for mark in moved])
        add(group, "path", {"class": "m-lead m-to", "d": d, "stroke-width": density.halo * 0.35})
        for x, y in dict.fromkeys((round(m.anchor[0]), round(m.anchor[1])) for m in moved):
            add(group, "circle", {"class": "m-pin", "cx": x, "cy": y, "r": density.halo * 0.75})
    _draw_labels(group, layout, ground)
    for mark in layout.marks:
        _draw_mark(group, mark, view, layout, frame)
    if layout.furniture:
        _draw_furniture(group, layout, layout.furniture, view, ground)


def _draw_rings(
    group: ET.Element, layout: Layout, view: MapView, frame: Frame, ground: Ground
) -> None:
    halo = layout.density.halo
    dashes = f"{number(halo * 1.6)} {number(halo)}"
    for placed in layout.marks:
        mark = view.marks[placed.members[0]]
        if len(placed.members) > 1 or placed.beyond or not mark.accuracy_m:
            continue
        radius = mark.accuracy_m * frame.units_per_m
        x, y = placed.anchor
        # A place that is itself drawn as a park or grounds needs no circle around it.
        known = mark.area and not mark.here and ground.green.at(x, y)
        if known or not (mark.here or mark.area) or radius <= placed.radius * 1.15:
            continue
        add(
            group,
            "circle",
            {
                "class": "m-area" if mark.area else "m-acc",
                "cx": x,
                "cy": y,
                "r": radius,
                "stroke-width": halo * 0.45,
                "stroke-dasharray": dashes,
            },
        )


def _arrowhead(arrow: Arrow, length: float) -> str:
    cos, sin = math.cos(arrow.angle), math.sin(arrow.angle)
    x, y = arrow.at
    corners = ((0.55, 0.0), (-0.45, -0.42), (-0.22, 0.0), (-0.45, 0.42))
    points = [
        (x + length * (u * cos - v * sin), y + length * (u * sin + v * cos)) for u, v in corners
    ]
    return path_data([points], closed=True)


def _draw_labels(group: ET.Element, layout: Layout, ground: Ground) -> None:
    density = layout.density
    leads = [label.lead for label in layout.labels if label.lead]
    if leads:
        d = path_data(leads)
        if density.strict:  # a black line on the black route would be lost
            case: Attributes = {"class": "m-lead-case", "d": d, "stroke-width": density.halo * 0.9}
            add(group, "path", case)
        add(group, "path", {"class": "m-lead", "d": d, "stroke-width": density.halo * 0.3})
    named = {label.lines[0] for label in layout.labels if label.kind == "town"}
    dots = [p.at for p in ground.points if p.kind == "town" and p.name in named]
    free = [
        p for p in dots if all(math.dist(p, m.centre) > m.radius + 2 * DOT for m in layout.marks)
    ]
    for x, y in free:
        add(group, "circle", {"class": "m-dot-town", "cx": round(x), "cy": round(y), "r": DOT})
    by_class: dict[tuple[str, float], list[PlacedLabel]] = {}
    for label in layout.labels:
        name = _CLASSES[label.kind]
        if label.inside and ground.street_units >= label.size * FITS_STREET:
            name += " m-in"
        elif label.kind in ("street", "stop", "town", "state") and ground.is_water(*label.centre):
            name += " m-wet"
        elif label.kind == "water" and ground.has_land and not ground.is_water(*label.centre):
            name += " m-dry"
        by_class.setdefault((name, label.size), []).append(label)
    for (name, size), labels in sorted(by_class.items()):
        look: Attributes = {"class": name, "font-size": size, "stroke-width": density.halo}
        words = add(group, "g", look | HALO)
        for label in labels:
            _draw_label(words, label)


def _draw_label(parent: ET.Element, label: PlacedLabel) -> None:
    size, count = label.size, len(label.lines)
    # From the middle of the block to the baseline of its first line.
    drop = 0.34 * size - LINE * size * (count - 1) / 2
    x, y = label.centre
    attributes: Attributes = {}
    if label.angle:
        turn = math.radians(label.angle)
        x, y = x - drop * math.sin(turn), y + drop * math.cos(turn)
        attributes["transform"] = f"translate({x:.0f} {y:.0f})rotate({number(label.angle)})"
    else:
        attributes |= {"x": round(x), "y": round(y + drop)}
    if count == 1:
        add(parent, "text", attributes, label.lines[0])
        return
    text = add(parent, "text", attributes)
    for i, line in enumerate(label.lines):
        shift: Attributes = {"x": 0 if label.angle else round(x)}
        if i:
            shift["dy"] = f"{LINE}em"
        add(text, "tspan", shift, line)


def _draw_mark(
    group: ET.Element, placed: PlacedMark, view: MapView, layout: Layout, frame: Frame
) -> None:
    if len(placed.members) > 1:
        _draw_cluster(add(group, "g", {"class": "m-mark"}), placed, layout)
        return
    mark = view.marks[placed.members[0]]
    density = layout.density
    look: Attributes = {"class": "m-mark"}
    if mark.href:
        label = " ".join(part for part in (mark.text, mark.name) if part)
        parent = add(
            group, "a", {**look, "href": mark.href, "aria-label": without_unwritable(label)}
        )
    else:
        parent = add(group, "g", look)
    (x, y), r = placed.centre, density.mark * mark_scale(mark)
    if placed.beyond:
        dx, dy = frame.to_xy(mark.position)
        angle = math.atan2(dy - y, dx - x)
        off = r + density.arrow * 0.62
        arrow = Arrow((x + math.cos(angle) * off, y + math.sin(angle) * off), angle)
        add(parent, "path", {"class": "m-beyond", "d": _arrowhead(arrow, density.arrow * 1.1)})
    edge = density.halo * 0.4
    if mark.start or mark.here:
        name = "m-here" if mark.here else "m-start"
        add(
            parent,
            "circle",
            {"class": name, "cx": x, "cy": y, "r": r * (RING - 0.07), "stroke-width": r * 0.14},
        )
    if mark.shape == "private":
        side = r * SQUARE
        add(parent, "rect", {"class": "m-sq", "x": x - side, "y": y - side, "width": 2 * side,
                              "height": 2 * side, "rx": r * 0.1, "stroke-width": edge})  # fmt: skip
    elif mark.shape == "stands":
        add(parent, "circle", {"class": "m-dot", "cx": x, "cy": y, "r": r, "stroke-width": edge})
    else:
        stroke = r * 0.2
        ring: Attributes = {"class": "m-ring", "cx": x, "cy": y, "r": r - stroke / 2}
        ring["stroke-width"] = stroke
        if mark.shape == "unknown":
            dash = (r - stroke / 2) * 2 * math.pi / 8
            ring["stroke-dasharray"] = f"{number(dash * 0.6)} {number(dash * 0.4)}"
        add(parent, "circle", ring)
    if mark.text:
        size = density.number * mark_scale(mark) * (1.0 if len(mark.text) < 3 else 0.76)
        hollow = mark.shape in ("gone", "unknown")
        add(parent, "text", {"class": "m-n m-n-gone" if hollow else "m-n", "x": x,
                              "y": y + size * 0.36, "font-size": size * (0.92 if hollow else 1)},
             mark.text)  # fmt: skip


def _draw_cluster(group: ET.Element, placed: PlacedMark, layout: Layout) -> None:
    """A box around a few dots at the true places: a heap, not a numbered mark."""
    (x, y), side = placed.centre, placed.radius / math.sqrt(2)
    box: Attributes = {"class": "m-clus", "x": x - side, "y": y - side}
    box |= {"width": 2 * side, "height": 2 * side, "rx": side * 0.12}
    add(group, "rect", {**box, "stroke-width": layout.density.halo * 0.6})
    for k in range(3):
        angle = math.radians(90 + 120 * k)
        cx, cy = x + math.cos(angle) * side * 0.42, y - math.sin(angle) * side * 0.42
        add(group, "circle", {"class": "m-pin", "cx": cx, "cy": cy, "r": side * 0.24})


def _draw_furniture(
    group: ET.Element, layout: Layout, furniture: Furniture, view: MapView, ground: Ground
) -> None:
    _draw_scale(group, layout, furniture, view, ground)
    box, size = furniture.north_box, layout.density.scale
    x, radius = (box.left + box.right) / 2, ROSE * size
    wet = ground.is_water(x, (box.top + box.bottom) / 2)
    rose = add(group, "g", {"class": "m-rose m-wet" if wet else "m-rose", "font-size": size})
    draw_rose(rose, (x, box.bottom - radius), radius)
    head: Attributes = {"x": x, "y": box.top + size * 0.78}
    add(rose, "text", {**head, "stroke-width": layout.density.halo, **HALO}, view.words.north)


def _draw_scale(
    group: ET.Element, layout: Layout, furniture: Furniture, view: MapView, ground: Ground
) -> None:
    """One rule: the tick and words above it are feet or miles, those below metric."""
    size, halo = layout.density.scale, layout.density.halo
    bar, box = furniture.scale, furniture.scale_box
    left, middle = box.left, (box.top + box.bottom) / 2
    tick = size * 0.34
    lower = left + bar.metric_units
    upper = lower if view.words.metric else left + bar.customary_units
    wet = ground.is_water((box.left + box.right) / 2, middle)
    scale = add(group, "g", {"class": "m-scale m-wet" if wet else "m-scale", "font-size": size})
    lines = (
        ((left, middle - tick), (left, middle + tick)),
        ((left, middle), (max(upper, lower), middle)),
        ((upper, middle), (upper, middle - tick)),
        ((lower, middle), (lower, middle + tick)),
    )
    d = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in line) for line in lines)
    add(scale, "path", {"d": d, "stroke-width": halo * 0.4})
    for text, end, drop in zip(
        scale_words(bar, view.words), (upper, lower), (-0.45, 1.1), strict=True
    ):
        if not text:
            continue
        # Words end at their tick; where they are longer than the bar, they begin with it.
        long = text_width(text, size) > end - left
        place: Attributes = {"x": left if long else end - tick * 0.6}
        place |= {"y": middle + size * drop, "text-anchor": "start" if long else "end"}
        add(scale, "text", {**place, "stroke-width": halo, **HALO}, text)
