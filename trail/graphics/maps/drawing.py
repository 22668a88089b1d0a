"""The map as SVG text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

from trail.base.geo import Position, clip_line, simplify_line
from trail.dataset.schema.map import MapLayer
from trail.graphics.maps.density import SCREEN, Density
from trail.graphics.maps.engraving import SCREEN_WAVES, draw_ties, draw_trees, draw_waves
from trail.graphics.maps.extent import Extent, choose_extent
from trail.graphics.maps.ground import OVERHANG, TOLERANCE, Ground, path_data, survey
from trail.graphics.maps.inking import draw_overlay
from trail.graphics.maps.overlay import Layout, lay_out
from trail.graphics.maps.projection import Frame
from trail.graphics.maps.route import route_lines, route_width
from trail.graphics.maps.svg import Attributes, add, number
from trail.graphics.maps.view import XY, Box, MapView, SvgMap


def draw_map(
    layers: Sequence[MapLayer], view: MapView, densities: Sequence[Density] = SCREEN
) -> SvgMap:
    """The view drawn on the layers, with one overlay of marks and words a density.

    The first density shows where no style sheet says otherwise. Where the view has `ways`, each
    lies unseen in the drawing, for others on the page to use: ground, way and marks have the ids
    "<prefix>-ground", "<prefix>-way-0" and so on, "<prefix>-marks". ValueError for a view without
    any position.
    """
    extent = choose_extent(layers, view)
    frame = extent.frame
    ground = survey(extent.layers, frame)
    layouts = [lay_out(view, frame, ground, density) for density in densities]
    desc = " ".join([view.desc, *notes(view, layouts)]).strip()
    root = _root(view, frame, desc)
    below = add(root, "g", {"id": f"{view.id_prefix}-ground"}) if view.ways else root
    _draw_ground(below, ground, extent, 1.0 if view.furniture else _FEW_TREES)
    draw_route(root, view, frame, ground)
    above = _draw_ways(root, view, frame, ground) if view.ways else root
    for index, layout in enumerate(layouts):
        group = add(above, "g", {"class": f"m-over m-{layout.density.name}"})
        group.set("text-anchor", "middle")
        if index:
            group.set("display", "none")
        draw_overlay(group, layout, view, frame, ground)
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


def notes(view: MapView, layouts: Sequence[Layout]) -> list[str]:
    """What the map did to its marks, in words."""
    marks = [mark for layout in layouts for mark in layout.marks]
    found = []
    if any(len(mark.members) > 1 for mark in marks):
        found.append(view.words.cluster_note)
    if any(mark.lead for mark in marks):
        found.append(view.words.moved_note)
    if any(mark.beyond for mark in marks):
        found.append(view.words.beyond_note)
    return found


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
    add(root, "title", {"id": ids[0]}, view.title)
    add(root, "desc", {"id": ids[1]}, desc)
    return root


def _draw_ground(root: ET.Element, ground: Ground, extent: Extent, trees: float) -> None:
    frame = extent.frame
    whole: Attributes = {"width": frame.width, "height": frame.height}
    if not ground.has_land:
        add(root, "rect", {"class": "m-ground", **whole})
    elif extent.drawn is None:
        add(root, "rect", {"class": "m-sea", **whole})
    else:
        left, top = frame.to_xy(Position(extent.drawn.west, extent.drawn.north))
        right, bottom = frame.to_xy(Position(extent.drawn.east, extent.drawn.south))
        if left > 0 or top > 0 or right < frame.width or bottom < frame.height:
            add(root, "rect", {"class": "m-blank", **whole})
            sea = Box(
                max(left, -9),
                max(top, -9),
                min(right, frame.width + 9),
                min(bottom, frame.height + 9),
            )
            size: Attributes = {"x": sea.left, "y": sea.top}
            add(
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
            add(root, "rect", {"class": "m-sea", **whole})
    for cls, d in ground.paths.items():
        add(root, "path", {"class": cls, "d": d, **_STROKES.get(cls, {})})
        if cls == "m-rail":
            draw_ties(root, d, 12, "2.6 12.4")
    draw_waves(root, ground, extent, SCREEN_WAVES)
    draw_trees(root, ground, frame, trees)
    _draw_streets(root, ground)


_FEW_TREES = 1.7  # times as far apart on a map for a glance, which is larger

_STROKES: dict[str, Attributes] = {
    "m-land": {"stroke-width": 2.5},
    "m-water": {"stroke-width": 2.5},
    "m-lake": {"stroke-width": 2},
    "m-coast": {"stroke-width": 2.5},
    "m-river": {"stroke-width": 3},
    "m-border": {"stroke-width": 3, "stroke-dasharray": "18 6 3 6"},
    "m-park m-grounds": {"stroke-width": 3, "stroke-dasharray": "3 6"},
    "m-square": {"stroke-width": 1.75},
    "m-rail": {"stroke-width": 2.8},
}


def _draw_streets(root: ET.Element, ground: Ground) -> None:
    width = ground.street_units
    if ground.footways:
        foot: Attributes = {"class": "m-foot", "d": path_data(ground.footways)}
        foot["stroke-width"] = max(4.0, width * 0.38)
        foot["stroke-dasharray"] = f"{number(max(9, width * 0.6))} {number(max(6, width * 0.4))}"
        add(root, "path", foot)
    bridges = path_data(ground.bridges)
    if bridges:
        add(root, "path", {"class": "m-bridge", "d": bridges, "stroke-width": width + 3.5})
    streets = path_data(chain for chains in ground.streets.values() for chain in chains)
    if streets:
        add(root, "path", {"class": "m-casing", "d": streets, "stroke-width": width + 3.5})
    if streets or bridges:
        # Bridges are drawn as streets here: no street's casing may cut across one.
        add(root, "path", {"class": "m-street", "d": bridges + streets, "stroke-width": width})


def draw_route(root: ET.Element, view: MapView, frame: Frame, ground: Ground) -> None:
    """The legs of the view; those that follow no mapped streets are dashed."""
    width = route_width(ground.street_units)
    lines = route_lines(view.legs, frame, width)
    spurs = _clipped((spur for line in lines for spur in line.spurs), frame)
    if spurs:
        add(root, "path", {"class": "m-spur", "d": spurs, "stroke-width": width * 0.5,
                            "stroke-dasharray": f"0 {number(width)}"})  # fmt: skip
    straight = _clipped((line.points for line in lines if not line.follows_streets), frame)
    along_streets = _clipped((line.points for line in lines if line.follows_streets), frame)
    for d in (straight, along_streets):
        if d:
            add(root, "path", {"class": "m-route-case", "d": d, "stroke-width": width + 6})
    if straight:
        dashes = f"{number(width * 2)} {number(width * 1.4)}"
        add(root, "path", {"class": "m-route m-route--straight", "d": straight,
                            "stroke-width": width * 0.85, "stroke-dasharray": dashes})  # fmt: skip
    if along_streets:
        add(root, "path", {"class": "m-route", "d": along_streets, "stroke-width": width})


def _draw_ways(root: ET.Element, view: MapView, frame: Frame, ground: Ground) -> ET.Element:
    """The ways of the view, none of which shows; the group that the marks go into."""
    unseen = add(root, "defs", {})
    for index, legs in enumerate(view.ways):
        way = add(unseen, "g", {"id": f"{view.id_prefix}-way-{index}"})
        draw_route(way, replace(view, legs=legs), frame, ground)
    return add(root, "g", {"id": f"{view.id_prefix}-marks"})


def _clipped(lines: Iterable[Sequence[XY]], frame: Frame) -> str:
    reach = frame.box.grown(OVERHANG)
    return path_data(
        simplify_line(piece, TOLERANCE) for line in lines for piece in clip_line(line, reach)
    )
