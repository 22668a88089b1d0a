"""What walls and roofs are made of: windows, doors, steps, roofs, chimneys, signs of cloth."""

from __future__ import annotations

import math

from drawings.pen import ACCENT, BOLD, CLEAR, FINE, GROUND, INK, LINE, Pen, Point, exact


def window(pen: Pen, x: float, y: float, width: float, height: float, *, hood: bool = True) -> None:
    """A sash window; x, y is the left end of its sill."""
    pen.rect(x, y - height, width, height, LINE if not pen.coarse else FINE, pen.lit)
    if pen.coarse:
        return
    half = exact(width / 2)
    pen.path(f"M{exact(x)} {exact(y)}m{half} 0v{exact(-height)}", FINE, stroke=GROUND)
    pen.line((x + 0.5, y - height / 2), (x + width - 0.5, y - height / 2), stroke=GROUND, pen=FINE)
    if hood:
        pen.line((x - 1.4, y - height - 1.8), (x + width + 1.4, y - height - 1.8))
    pen.line((x - 1.2, y + 1.4), (x + width + 1.2, y + 1.4), pen=LINE if hood else FINE)


def arched(
    pen: Pen,
    x: float,
    y: float,
    width: float,
    height: float,
    weight: float = LINE,
    fill: str | None = None,
    *,
    bars: bool = True,
    broken: bool = False,
) -> None:
    """A round-headed opening; x, y is its left foot, `height` that of its crown."""
    r = width / 2
    fill = pen.lit if fill is None else fill
    rise = exact(height - r)
    data = f"M{exact(x)} {exact(y)}v-{rise}a{exact(r)} {exact(r)} 0 0 1 {exact(width)} 0v{rise}z"
    pen.path(data, weight, fill, broken=broken)
    if bars and fill in {INK, ACCENT} and not pen.coarse:
        rungs = range(6, int(height - r) + 1, 6)
        across = "".join(f"M{exact(x + 0.8)} {exact(y - i)}h{exact(width - 1.6)}" for i in rungs)
        pen.path(
            f"M{exact(x + r)} {exact(y - 0.6)}v-{exact(height - 1.6)}{across}", FINE, stroke=GROUND
        )


def pointed(
    pen: Pen, x: float, y: float, width: float, height: float, fill: str = CLEAR, *, broken: bool
) -> None:
    """A pointed, Gothic opening; x, y is its left foot."""
    w, rise = exact(width), exact(height - width * 0.87)
    data = (
        f"M{exact(x)} {exact(y)}v-{rise}"
        f"a{w} {w} 0 0 1 {exact(width / 2)}-{exact(width * 0.87)}"
        f"a{w} {w} 0 0 1 {exact(width / 2)} {exact(width * 0.87)}v{rise}"
    )
    pen.path(data, LINE, fill, broken=broken)


def pediment(pen: Pen, x: float, y: float, half: float, rise: float, weight: float = LINE) -> None:
    """A low gable over something: x the middle, y its foot."""
    pen.polygon([(x - half, y), (x + half, y), (x, y - rise)], weight)
    if not pen.coarse and rise > 8:
        inner = half * (1 - 4 / rise) - 1
        pen.polygon([(x - inner, y - 2.2), (x + inner, y - 2.2), (x, y - rise + 3.4)], FINE)


def cornice(pen: Pen, left: float, right: float, y: float, out: float = 4, deep: float = 5) -> None:
    """A cornice with its brackets; y is its foot."""
    pen.polygon(
        [(left, y), (right, y), (right + out, y - deep), (left - out, y - deep)], LINE, GROUND
    )
    pen.line((left - out, y - deep), (right + out, y - deep), pen=BOLD)
    step = 6
    count = int((right - left) / step)
    pen.path(
        "".join(f"M{exact(left + 3 + i * step)} {exact(y + 0.5)}v3" for i in range(count)), FINE
    )


def chimney(pen: Pen, x: float, y: float, width: float, height: float) -> None:
    """Brick, with a cap; x, y is its left foot."""
    pen.rect(x, y - height, width, height)
    pen.line((x - 1.5, y - height), (x + width + 1.5, y - height), pen=BOLD)
    pen.hatch(
        [
            (x + width * 0.6, y),
            (x + width, y),
            (x + width, y - height),
            (x + width * 0.6, y - height),
        ],
        2,
    )


def steps(pen: Pen, x: float, y: float, width: float, count: int, rise: float = 3.2) -> None:
    """Steps that widen downward; x is their middle, y the top of the highest."""
    for i in range(count):
        half = width / 2 + i * 3
        pen.rect(x - half, y + i * rise, 2 * half, rise, LINE if not pen.coarse else FINE)


def level_lines(pen: Pen, points: list[Point], gap: float) -> None:
    """Clapboards: level fine lines in a wall."""
    pen.hatch(points, gap, 0)


def shingles(pen: Pen, left: float, top: float, right: float, bottom: float, gap: float) -> None:
    """Slates or shingles: level lines with short joints, staggered."""
    if pen.coarse:
        return
    data = []
    rows = int((bottom - top) / gap)
    for row in range(1, rows + 1):
        y = top + row * gap
        data.append(f"M{exact(left)} {exact(y)}H{exact(right)}")
        x = left + (gap if row % 2 else gap * 2.2)
        while x < right - 1:
            data.append(f"M{exact(x)} {exact(y)}v-{exact(gap * 0.9)}")
            x += gap * 2.4
    pen.path("".join(data), FINE)


def mansard(
    pen: Pen,
    x: float,
    y: float,
    half: float,
    height: float,
    top: float = 0.56,
    *,
    crest: bool = True,
) -> None:
    """A bell-cast tower roof; x its middle, y the eaves, `top` the part that is left above."""
    out, up = half + 4, half * top
    pen.path(
        f"M{exact(x - out)} {exact(y)}Q{exact(x - half * 0.74)} {exact(y - height * 0.35)}"
        f" {exact(x - up)} {exact(y - height)}H{exact(x + up)}"
        f"Q{exact(x + half * 0.74)} {exact(y - height * 0.35)} {exact(x + out)} {exact(y)}z",
        BOLD,
        GROUND,
    )
    if not pen.coarse:
        rows = []
        for i in range(4, int(height), 4):
            wide = half * 0.96 - (half * 0.96 - up) * (i / height) ** 0.75
            rows.append(f"M{exact(x - wide)} {exact(y - i)}H{exact(x + wide)}")
        pen.path("".join(rows), FINE)
        shade = [
            (x + half * 0.25, y - 1),
            (x + half * 0.92, y - 2),
            (x + up * 0.98, y - height + 1),
            (x + up * 0.3, y - height + 1),
        ]
        pen.hatch(shade, 2.4, 118)
    pen.line((x - out - 1, y), (x + out + 1, y), pen=BOLD)
    if crest:
        pen.line((x - up - 1.5, y - height), (x + up + 1.5, y - height), pen=BOLD)
        posts = int(2 * up // 4) + 1
        pen.path(
            "".join(f"M{exact(x - up + i * 4)} {exact(y - height)}v-4" for i in range(posts)), FINE
        )


def flag(
    pen: Pen, x: float, y: float, height: float, wide: float = 13, *, stroke: str = ACCENT
) -> None:
    """A blank pennant on a pole, for any flag: none is favoured. x, y is the pole's foot."""
    pen.line((x, y), (x, y - height))
    h = wide * 0.6
    pen.path(
        f"M{exact(x)} {exact(y - height)}q{exact(wide / 4)} {exact(h / 3)} {exact(wide / 2)} 0"
        f"t{exact(wide / 2)} 0v{exact(h)}q-{exact(wide / 4)}-{exact(h / 3)}-{exact(wide / 2)} 0"
        f"t-{exact(wide / 2)} 0z",
        LINE,
        GROUND,
        stroke=stroke,
    )


def bunting(
    pen: Pen,
    start: Point,
    end: Point,
    sag: float,
    count: int,
    *,
    size: float = 6,
    fill: str = GROUND,
) -> None:
    """Pennants on a line that hangs between two points."""
    (x0, y0), (x1, y1) = start, end
    middle = ((x0 + x1) / 2, (y0 + y1) / 2 + 2 * sag)
    pen.path(
        f"M{exact(x0)} {exact(y0)}Q{exact(middle[0])} {exact(middle[1])} {exact(x1)} {exact(y1)}",
        LINE,
    )
    for i in range(count):
        t = (i + 0.5) / count
        x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * middle[0] + t * t * x1
        y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * middle[1] + t * t * y1
        pen.polygon(
            [(x - size / 2, y), (x + size / 2, y), (x, y + size * 1.3)],
            LINE if not pen.coarse else FINE,
            ACCENT if i % 2 and fill == ACCENT else (INK if i % 2 else GROUND),
            stroke=ACCENT if i % 2 and fill == ACCENT else INK,
        )


def wheel(pen: Pen, x: float, y: float, radius: float, spokes: int, *, rim: bool = True) -> None:
    """A spoked wheel about its hub."""
    pen.circle(x, y, radius, BOLD)
    if rim and not pen.coarse:
        pen.circle(x, y, radius * 0.86, FINE, CLEAR)
    turns = [i / spokes * math.tau + 0.2 for i in range(spokes)]
    pen.path(
        "".join(
            f"M{exact(x)} {exact(y)}l{exact(math.cos(a) * radius * 0.86)}"
            f" {exact(math.sin(a) * radius * 0.86)}"
            for a in turns
        ),
        FINE,
    )
    pen.circle(x, y, max(radius * 0.17, 1), LINE, INK)
