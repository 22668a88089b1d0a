"""The map as SVG text."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from trail.cartography.density import SCREEN, Density
from trail.cartography.extent import Extent, choose_extent
from trail.cartography.ground import OVERHANG, TOLERANCE, Ground, path_data, survey
from trail.cartography.labels import DOT
from trail.cartography.metrics import LINE, text_width
from trail.cartography.overlay import (
    RING,
    SQUARE,
    Arrow,
    Layout,
    lay_out,
    mark_scale,
    scale_words,
)
from trail.cartography.projection import Frame
from trail.cartography.view import Box, MapView, PlacedLabel, PlacedMark, SvgMap
from trail.geo import Position, clip_line, simplify_line
from trail.models import MapLayer

_CLASSES = {
    "street": "m-st", "stop": "m-stop", "water": "m-wl", "park": "m-pl", "town": "m-town",
    "state": "m-sl",
}  # fmt: skip
# XML 1.0 has no way to write these, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def draw_map(
    layers: Sequence[MapLayer], view: MapView, densities: Sequence[Density] = SCREEN
) -> SvgMap:
    """The view drawn on the layers, with one overlay of marks and words a density.

    The first density shows where no style sheet says otherwise. ValueError for a
    view without any position.
    """
    extent = choose_extent(layers, view)
    frame = extent.frame
    ground = survey(extent.layers, frame)
    layouts = [lay_out(view, frame, ground, density) for density in densities]
    desc = " ".join([view.desc, *_notes(view, layouts)]).strip()
    root = _root(view, frame, desc)
    _draw_ground(root, ground, extent)
    _draw_route(root, view, frame, ground)
    for index, layout in enumerate(layouts):
        group = _add(root, "g", {"class": f"m-over m-{layout.density.name}"})
        group.set("text-anchor", "middle")
        if index:
            group.set("display", "none")
        _draw_overlay(group, layout, view, frame, ground)
    return SvgMap(
        svg=ET.tostring(root, encoding="unicode"),
        width=frame.width,
        height=frame.height,
        bbox=frame.bbox,
        desc=desc,
        overlays=tuple(layout.summary() for layout in layouts),
        credits=tuple(dict.fromkeys(layer.credit for layer in ground.drawn)),
        detailed=extent.detailed,
    )


def _notes(view: MapView, layouts: Sequence[Layout]) -> list[str]:
    marks = [mark for layout in layouts for mark in layout.marks]
    found = []
    if any(len(mark.members) > 1 for mark in marks):
        found.append(view.words.cluster_note)
    if any(mark.lead for mark in marks):
        found.append(view.words.moved_note)
    if any(mark.beyond for mark in marks):
        found.append(view.words.beyond_note)
    return found


# ---------------------------------------------------------------- writing


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _add(
    parent: ET.Element, tag: str, attributes: dict[str, str | float], text: str = ""
) -> ET.Element:
    element = ET.SubElement(
        parent,
        tag,
        {k: v if isinstance(v, str) else _number(v) for k, v in attributes.items()},
    )
    if text:
        element.text = _clean(text)
    return element


def _root(view: MapView, frame: Frame, desc: str) -> ET.Element:
    links = any(mark.href for mark in view.marks)
    ids = f"{view.id_prefix}-t", f"{view.id_prefix}-d"
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "m-map",
            "viewBox": f"0 0 {frame.width} {frame.height}",
            # A picture hides what is in it from assistive technology, and links must not be hidden.
            "role": "group" if links else "img",
            "aria-labelledby": " ".join(ids),
        },
    )
    _add(root, "title", {"id": ids[0]}, view.title)
    _add(root, "desc", {"id": ids[1]}, desc)
    return root


def _draw_ground(root: ET.Element, ground: Ground, extent: Extent) -> None:
    frame = extent.frame
    whole: dict[str, str | float] = {"width": frame.width, "height": frame.height}
    if not ground.has_land:
        _add(root, "rect", {"class": "m-ground", **whole})
    elif extent.drawn is None:
        _add(root, "rect", {"class": "m-sea", **whole})
    else:
        left, top = frame.to_xy(Position(extent.drawn.west, extent.drawn.north))
        right, bottom = frame.to_xy(Position(extent.drawn.east, extent.drawn.south))
        if left > 0 or top > 0 or right < frame.width or bottom < frame.height:
            _add(root, "rect", {"class": "m-blank", **whole})
            sea = Box(
                max(left, -9),
                max(top, -9),
                min(right, frame.width + 9),
                min(bottom, frame.height + 9),
            )
            size: dict[str, str | float] = {"x": sea.left, "y": sea.top}
            _add(
                root,
                "rect",
                {
                    "class": "m-sea",
                    **size,
                    "width": sea.right - sea.left,
                    "height": sea.bottom - sea.top,
                },
            )
        else:
            _add(root, "rect", {"class": "m-sea", **whole})
    for cls, d in ground.paths.items():
        _add(root, "path", {"class": cls, "d": d, **_STROKES.get(cls, {})})
    _draw_streets(root, ground)


_STROKES: dict[str, dict[str, str | float]] = {
    "m-land": {"stroke-width": 2.5},
    "m-water": {"stroke-width": 2.5},
    "m-lake": {"stroke-width": 2},
    "m-coast": {"stroke-width": 2.5},
    "m-river": {"stroke-width": 3},
    "m-border": {"stroke-width": 3, "stroke-dasharray": "18 6 3 6"},
    "m-park m-grounds": {"stroke-width": 3, "stroke-dasharray": "3 6"},
    "m-rail": {"stroke-width": 3.5, "stroke-dasharray": "16 8"},
}


def _draw_streets(root: ET.Element, ground: Ground) -> None:
    width = ground.street_units
    if ground.footways:
        foot: dict[str, str | float] = {"class": "m-foot", "d": path_data(ground.footways)}
        foot["stroke-width"] = max(4.0, width * 0.38)
        foot["stroke-dasharray"] = f"{_number(max(9, width * 0.6))} {_number(max(6, width * 0.4))}"
        _add(root, "path", foot)
    bridges = path_data(ground.bridges)
    if bridges:
        _add(root, "path", {"class": "m-bridge", "d": bridges, "stroke-width": width + 3.5})
    streets = path_data(chain for chains in ground.streets.values() for chain in chains)
    if streets:
        _add(root, "path", {"class": "m-casing", "d": streets, "stroke-width": width + 3.5})
    if streets or bridges:
        # Bridges are drawn as streets here: no street's casing may cut across one.
        _add(root, "path", {"class": "m-street", "d": bridges + streets, "stroke-width": width})


def _draw_route(root: ET.Element, view: MapView, frame: Frame, ground: Ground) -> None:
    reach = frame.box.grown(OVERHANG)
    width = min(13.0, max(8.0, ground.street_units * 0.62))
    for surveyed in (False, True):
        lines = [
            simplify_line(piece, TOLERANCE)
            for leg in view.legs
            if leg.surveyed == surveyed and len(leg.path) > 1
            for piece in clip_line([frame.to_xy(p) for p in leg.path], reach)
        ]
        d = path_data(lines)
        if not d:
            continue
        _add(root, "path", {"class": "m-route-case", "d": d, "stroke-width": width + 6})
        if surveyed:
            _add(root, "path", {"class": "m-route", "d": d, "stroke-width": width})
        else:
            _add(
                root,
                "path",
                {
                    "class": "m-route m-route--straight",
                    "d": d,
                    "stroke-width": width * 0.85,
                    "stroke-dasharray": f"{_number(width * 2)} {_number(width * 1.4)}",
                },
            )


# ---------------------------------------------------------------- overlay


def _draw_overlay(
    group: ET.Element, layout: Layout, view: MapView, frame: Frame, ground: Ground
) -> None:
    density = layout.density
    _draw_rings(group, layout, view, frame, ground)
    if layout.arrows:
        d = "".join(_arrowhead(arrow, density.arrow) for arrow in layout.arrows)
        _add(group, "path", {"class": "m-arrow", "d": d, "stroke-width": density.halo * 0.5})
    moved = [mark for mark in layout.marks if mark.lead]
    if moved:
        d = path_data([(mark.anchor, mark.centre) for mark in moved])
        _add(group, "path", {"class": "m-lead", "d": d, "stroke-width": density.halo * 0.35})
        for x, y in dict.fromkeys((round(m.anchor[0]), round(m.anchor[1])) for m in moved):
            _add(group, "circle", {"class": "m-pin", "cx": x, "cy": y, "r": density.halo * 0.75})
    _draw_labels(group, layout, ground)
    for mark in layout.marks:
        _draw_mark(group, mark, view, layout, frame)
    _draw_furniture(group, layout, view, ground)


def _draw_rings(
    group: ET.Element, layout: Layout, view: MapView, frame: Frame, ground: Ground
) -> None:
    halo = layout.density.halo
    dashes = f"{_number(halo * 1.6)} {_number(halo)}"
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
        _add(
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
        _add(group, "path", {"class": "m-lead", "d": d, "stroke-width": density.halo * 0.3})
    named = {label.lines[0] for label in layout.labels if label.kind == "town"}
    dots = [p.at for p in ground.points if p.kind == "town" and p.name in named]
    free = [p for p in dots if all(math.dist(p, m.centre) > m.radius + DOT for m in layout.marks)]
    for x, y in free:
        _add(group, "circle", {"class": "m-dot-town", "cx": round(x), "cy": round(y), "r": DOT})
    by_class: dict[tuple[str, float], list[PlacedLabel]] = {}
    for label in layout.labels:
        name = _CLASSES[label.kind]
        if label.kind == "street" and label.inside:
            name += " m-in"
        elif label.kind in ("street", "stop", "town", "state") and ground.is_water(*label.centre):
            name += " m-wet"
        by_class.setdefault((name, label.size), []).append(label)
    for (name, size), labels in sorted(by_class.items()):
        words = _add(group, "g", {"class": name, "font-size": size, "stroke-width": density.halo})
        for label in labels:
            _draw_label(words, label)


def _draw_label(parent: ET.Element, label: PlacedLabel) -> None:
    size, count = label.size, len(label.lines)
    # From the middle of the block to the baseline of its first line.
    drop = 0.34 * size - LINE * size * (count - 1) / 2
    x, y = label.centre
    attributes: dict[str, str | float] = {}
    if label.angle:
        turn = math.radians(label.angle)
        x, y = x - drop * math.sin(turn), y + drop * math.cos(turn)
        attributes["transform"] = f"translate({x:.0f} {y:.0f})rotate({_number(label.angle)})"
    else:
        attributes |= {"x": round(x), "y": round(y + drop)}
    if count == 1:
        _add(parent, "text", attributes, label.lines[0])
        return
    text = _add(parent, "text", attributes)
    for i, line in enumerate(label.lines):
        shift: dict[str, str | float] = {"x": 0 if label.angle else round(x)}
        if i:
            shift["dy"] = f"{LINE}em"
        _add(text, "tspan", shift, line)


def _draw_mark(
    group: ET.Element, placed: PlacedMark, view: MapView, layout: Layout, frame: Frame
) -> None:
    if len(placed.members) > 1:
        _draw_cluster(group, placed, layout)
        return
    mark = view.marks[placed.members[0]]
    density = layout.density
    parent = group
    if mark.href:
        label = " ".join(part for part in (mark.text, mark.name) if part)
        parent = _add(group, "a", {"href": mark.href, "aria-label": _clean(label)})
    (x, y), r = placed.centre, density.mark * mark_scale(mark)
    if placed.beyond:
        dx, dy = frame.to_xy(mark.position)
        angle = math.atan2(dy - y, dx - x)
        off = r + density.arrow * 0.62
        arrow = Arrow((x + math.cos(angle) * off, y + math.sin(angle) * off), angle)
        _add(parent, "path", {"class": "m-beyond", "d": _arrowhead(arrow, density.arrow * 1.1)})
    edge = density.halo * 0.4
    if mark.start or mark.here:
        name = "m-here" if mark.here else "m-start"
        _add(
            parent,
            "circle",
            {"class": name, "cx": x, "cy": y, "r": r * (RING - 0.07), "stroke-width": r * 0.14},
        )
    if mark.shape == "private":
        side = r * SQUARE
        _add(parent, "rect", {"class": "m-sq", "x": x - side, "y": y - side, "width": 2 * side,
                              "height": 2 * side, "rx": r * 0.1, "stroke-width": edge})  # fmt: skip
    elif mark.shape == "stands":
        _add(parent, "circle", {"class": "m-dot", "cx": x, "cy": y, "r": r, "stroke-width": edge})
    else:
        stroke = r * 0.2
        ring: dict[str, str | float] = {"class": "m-ring", "cx": x, "cy": y, "r": r - stroke / 2}
        ring["stroke-width"] = stroke
        if mark.shape == "unknown":
            dash = (r - stroke / 2) * 2 * math.pi / 8
            ring["stroke-dasharray"] = f"{_number(dash * 0.6)} {_number(dash * 0.4)}"
        _add(parent, "circle", ring)
    if mark.text:
        size = density.number * mark_scale(mark) * (1.0 if len(mark.text) < 3 else 0.76)
        hollow = mark.shape in ("gone", "unknown")
        _add(parent, "text", {"class": "m-n m-n-gone" if hollow else "m-n", "x": x,
                              "y": y + size * 0.36, "font-size": size * (0.92 if hollow else 1)},
             mark.text)  # fmt: skip


def _draw_cluster(group: ET.Element, placed: PlacedMark, layout: Layout) -> None:
    """A box around a few dots at the true places: a heap, not a numbered mark."""
    (x, y), side = placed.centre, placed.radius / math.sqrt(2)
    box: dict[str, str | float] = {"class": "m-clus", "x": x - side, "y": y - side}
    box |= {"width": 2 * side, "height": 2 * side, "rx": side * 0.12}
    _add(group, "rect", {**box, "stroke-width": layout.density.halo * 0.6})
    for k in range(3):
        angle = math.radians(90 + 120 * k)
        cx, cy = x + math.cos(angle) * side * 0.42, y - math.sin(angle) * side * 0.42
        _add(group, "circle", {"class": "m-pin", "cx": cx, "cy": cy, "r": side * 0.24})


def _draw_furniture(group: ET.Element, layout: Layout, view: MapView, ground: Ground) -> None:
    _draw_scale(group, layout, view, ground)
    box, size = layout.furniture.north_box, layout.density.scale * 0.9
    x, top, wide = (box.left + box.right) / 2, box.top, (box.right - box.left) * 0.34
    tall = (box.bottom - box.top) * 0.55
    wet = ground.is_water(x, (box.top + box.bottom) / 2)
    north = _add(group, "g", {"class": "m-north m-wet" if wet else "m-north", "font-size": size})
    needle = ((x, top), (x + wide, top + tall), (x, top + tall * 0.78), (x - wide, top + tall))
    _add(north, "path", {"d": path_data([needle], closed=True)})
    foot: dict[str, str | float] = {"x": x, "y": box.bottom - size * 0.06}
    _add(north, "text", {**foot, "stroke-width": layout.density.halo}, view.words.north)


def _draw_scale(group: ET.Element, layout: Layout, view: MapView, ground: Ground) -> None:
    """One rule: the tick and words above it are feet or miles, those below metric."""
    furniture, size, halo = layout.furniture, layout.density.scale, layout.density.halo
    bar, box = furniture.scale, furniture.scale_box
    left, middle = box.left, (box.top + box.bottom) / 2
    tick = size * 0.34
    upper, lower = left + bar.customary_units, left + bar.metric_units
    wet = ground.is_water((box.left + box.right) / 2, middle)
    scale = _add(group, "g", {"class": "m-scale m-wet" if wet else "m-scale", "font-size": size})
    lines = (
        ((left, middle - tick), (left, middle + tick)),
        ((left, middle), (max(upper, lower), middle)),
        ((upper, middle), (upper, middle - tick)),
        ((lower, middle), (lower, middle + tick)),
    )
    d = "".join("M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in line) for line in lines)
    _add(scale, "path", {"d": d, "stroke-width": halo * 0.4})
    for text, end, drop in zip(
        scale_words(bar, view.words), (upper, lower), (-0.45, 1.1), strict=True
    ):
        # Words end at their tick; where they are longer than the bar, they begin with it.
        long = text_width(text, size) > end - left
        place: dict[str, str | float] = {"x": left if long else end - tick * 0.6}
        place |= {"y": middle + size * drop, "text-anchor": "start" if long else "end"}
        _add(scale, "text", {**place, "stroke-width": halo}, text)
