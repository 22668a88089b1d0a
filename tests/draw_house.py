"""The picture of docs/architecture.md, drawn from the imports: `make picture` writes it anew."""

from __future__ import annotations

import ast
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from textwrap import wrap

from tests.house import FLOORS, PACKAGE, ROOT, Sources, part, read_sources, ties

PICTURE = ROOT / "docs" / "architecture.svg"

WIDTH, MARGIN, GAP = 960, 24, 28
LINE, PAD = 17, 14
BETWEEN_FLOORS = 34
INK, GROUND, PAPER = "#14223d", "#faf6ec", "#fffdf6"
LETTER = 6.9  # mean width of a letter of 13 units; the words are wrapped by it


def room_ties(sources: Sources) -> dict[str, set[str]]:
    """Which rooms each room imports."""
    found: dict[str, set[str]] = defaultdict(set)
    for tie in ties(sources):
        here, there = part(tie.importer, 1), part(tie.module, 1)
        if here != there and here in FLOORS and there in FLOORS:
            found[here].add(there)
    return found


def nearest(found: dict[str, set[str]]) -> list[tuple[str, str]]:
    """The ties that follow from no others: a room's way down goes by the rooms between."""

    def below(room: str) -> set[str]:
        return {deep for there in found[room] for deep in (there, *below(there))}

    return sorted(
        (room, there)
        for room in FLOORS
        for there in found[room]
        if not any(there in below(other) for other in found[room] - {there})
    )


def what_it_holds(sources: Sources, room: str) -> str:
    """The first sentence of what the room says of itself."""
    return (ast.get_docstring(ast.parse(sources[f"trail.{room}"])) or "").split("\n")[0]


def folders(room: str) -> str:
    """The folders of the room; single modules come and go."""
    return "  ".join(
        f"{path.name}/"
        for path in sorted((PACKAGE / room).iterdir())
        if path.is_dir() and not path.name.startswith("_")
    )


def draw(sources: Sources) -> str:
    """The rooms on their floors, the highest above, with an arrow to what each imports."""
    rows = [
        [room for room, level in FLOORS.items() if level == floor]
        for floor in sorted(set(FLOORS.values()), reverse=True)
    ]
    svg = ET.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", role="img",
        attrib={"aria-labelledby": "title desc"},
    )  # fmt: skip
    arrows = nearest(room_ties(sources))
    ET.SubElement(svg, "title", id="title").text = "The nine rooms and what each imports"
    told = "; ".join(f"{room} imports {there}" for room, there in arrows)
    ET.SubElement(svg, "desc", id="desc").text = f"From the highest floor down: {told}."
    tip = ET.SubElement(
        ET.SubElement(svg, "defs"), "marker", id="tip", viewBox="0 0 8 8", refX="7", refY="4",
        markerWidth="8", markerHeight="8", orient="auto",
    )  # fmt: skip
    ET.SubElement(tip, "path", d="M0 0 L8 4 L0 8 z", fill=INK)
    ground = ET.SubElement(svg, "rect", width=str(WIDTH), fill=GROUND)

    boxes: dict[str, tuple[float, float, float, float]] = {}
    y = float(MARGIN)
    for row in rows:
        width = (WIDTH - 2 * MARGIN - GAP * (len(row) - 1)) / len(row)
        letters = int((width - 2 * PAD) / LETTER)
        texts = {
            room: (wrap(what_it_holds(sources, room), letters), wrap(folders(room), letters))
            for room in row
        }
        height = max(sum(map(len, lines)) for lines in texts.values()) * LINE + LINE + 2 * PAD + 6
        for number, room in enumerate(row):
            x = MARGIN + number * (width + GAP)
            boxes[room] = (x, y, width, height)
            _box(svg, room, boxes[room], *texts[room])
        y += height + BETWEEN_FLOORS
    total = y - BETWEEN_FLOORS + MARGIN
    svg.set("viewBox", f"0 0 {WIDTH} {total:g}")
    ground.set("height", f"{total:g}")
    for number, (room, there) in enumerate(arrows):
        _arrow(svg, boxes[room], boxes[there], number)
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


def _box(
    svg: ET.Element, room: str, box: tuple[float, float, float, float],
    about: list[str], held: list[str],
) -> None:  # fmt: skip
    x, y, width, height = box
    ET.SubElement(
        svg, "rect", x=f"{x:g}", y=f"{y:g}", width=f"{width:g}", height=f"{height:g}", rx="6",
        fill=PAPER, stroke=INK, attrib={"stroke-width": "1.5"},
    )  # fmt: skip
    at = y + PAD + LINE - 4
    text = ET.SubElement(
        svg, "text", fill=INK, attrib={"font-family": "system-ui, Helvetica, Arial, sans-serif"}
    )
    for line, size, weight in (
        (f"{room}/", "17", "700"),
        *((line, "13", "400") for line in about),
        *((line, "13", "600") for line in held),
    ):
        ET.SubElement(
            text, "tspan", x=f"{x + PAD:g}", y=f"{at:g}",
            attrib={"font-size": size, "font-weight": weight},
        ).text = line  # fmt: skip
        at += LINE


def _arrow(
    svg: ET.Element, start: tuple[float, float, float, float],
    end: tuple[float, float, float, float], number: int,
) -> None:  # fmt: skip
    left, right = max(start[0], end[0]), min(start[0] + start[2], end[0] + end[2])
    # Straight down where the boxes lie over one another; side by side where several do.
    x = left + (right - left) * (0.5 + 0.08 * (number % 3 - 1))
    ET.SubElement(
        svg, "path", d=f"M{x:.0f} {start[1] + start[3]:g} V{end[1] - 1:g}", fill="none",
        stroke=INK, attrib={"stroke-width": "1.5", "marker-end": "url(#tip)"},
    )  # fmt: skip


def main() -> int:
    """Write the picture."""
    PICTURE.write_text(draw(read_sources()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
