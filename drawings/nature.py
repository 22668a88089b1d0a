"""Ground, water, sky and what grows."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from drawings.pen import ACCENT, BOLD, CLEAR, FINE, GROUND, INK, LINE, Pen, Point, exact


def ground(pen: Pen, y: float, left: float = 8, right: float = 472, *, marks: bool = True) -> None:
    """The line on which things stand, with a few strokes of paving below."""
    pen.line((left, y), (right, y), pen=BOLD)
    if not marks:
        return
    chance = random.Random(int(y))
    data = []
    for row in range(3):
        x = left + chance.uniform(5, 60)
        while x < right - 40:
            length = min(chance.uniform(18, 80), right - x)
            data.append(f"M{exact(x)} {exact(y + 6 + row * 6)}h{exact(length)}")
            x += length + chance.uniform(30, 90)
    pen.path("".join(data), FINE)


def water(
    pen: Pen, left: float, right: float, top: float, rows: int, gap: float = 5, wave: float = 16
) -> None:
    """Level waves, row under row."""
    data = []
    for row in range(rows):
        start = left + (row % 2) * wave / 2 + row * 3
        count = int((right - start - row * 3) // wave)
        if count > 0:
            w = exact(wave / 2)
            waves = f"q{exact(wave / 4)}-2.600 {w} 0" + f"t{w} 0" * (2 * count - 1)
            data.append(f"M{exact(start)} {exact(top + row * gap)}{waves}")
    pen.path("".join(data), FINE)


def ripples(
    pen: Pen, left: float, right: float, top: float, bottom: float, seed: int, count: int
) -> None:
    """Still water: level strokes, denser toward the near shore."""
    chance = random.Random(seed)
    data = []
    for _ in range(count):
        y = top + (bottom - top) * math.sqrt(chance.random())
        length = chance.uniform(10, 40)
        x = chance.uniform(left, right - length)
        data.append(f"M{exact(x)} {exact(round(y / 4) * 4)}h{exact(length)}")
    pen.path("".join(data), FINE)


def grass(
    pen: Pen, left: float, right: float, top: float, bottom: float, seed: int, count: int
) -> None:
    chance = random.Random(seed)
    data = [
        f"M{exact(chance.uniform(left, right))} {exact(chance.uniform(top, bottom))}l1-4 1 4 1.2-3"
        for _ in range(count)
    ]
    pen.path("".join(data), FINE)


def stars(pen: Pen, points: list[Point]) -> None:
    pen.path(
        "".join(f"M{exact(x)} {exact(y)}v4M{exact(x - 2)} {exact(y + 2)}h4" for x, y in points),
        LINE,
    )


def puff(pen: Pen, x: float, y: float, radius: float) -> None:
    """A ball of steam or smoke."""
    r = radius
    parts = [
        (0.7, 0.6, -0.8),
        (0.75, 1.2, 0.1),
        (0.6, 0.3, 1.05),
        (0.7, -1.1, 0.25),
        (0.65, -1, -0.6),
    ]
    arcs = "".join(
        f"a{exact(r * a)} {exact(r * a)} 0 0 1 {exact(r * dx)} {exact(r * dy)}"
        for a, dx, dy in parts
    )
    pen.path(f"M{exact(x - r)} {exact(y)}{arcs}z", LINE, GROUND)


def _crown(chance: random.Random, x: float, y: float, r: float, tall: float) -> str:
    count = 15
    rim = []
    for i in range(count):
        a = i / count * math.tau
        rim.append(
            (
                x + math.cos(a) * r * chance.uniform(0.86, 1.08),
                y + math.sin(a) * r * tall * chance.uniform(0.88, 1.06),
            )
        )
    data = f"M{exact(rim[0][0])} {exact(rim[0][1])}"
    for i in range(1, count + 1):
        (ax, ay), (bx, by) = rim[i - 1], rim[i % count]
        mx, my = (ax + bx) / 2 + (ax + bx - 2 * x) * 0.13, (ay + by) / 2 + (ay + by - 2 * y) * 0.13
        data += f"Q{exact(mx)} {exact(my)} {exact(bx)} {exact(by)}"
    return data + "z"


def tree(pen: Pen, x: float, y: float, height: float, seed: int, *, tall: float = 1.12) -> None:
    """A shade tree; x, y is its foot."""
    chance = random.Random(seed)
    r = height * 0.36
    middle = y - height + r * tall
    foot = height * 0.03 + 0.6
    pen.path(
        f"M{exact(x - foot)} {exact(y)}L{exact(x - foot * 0.6)} {exact(y - height * 0.42)}"
        f"M{exact(x + foot)} {exact(y)}L{exact(x + foot * 0.6)} {exact(y - height * 0.42)}"
    )
    pen.path(_crown(chance, x, middle, r, tall), LINE, GROUND)
    shade = [
        (x + r * 0.15, middle - r * 0.9),
        (x + r * 0.85, middle - r * 0.4),
        (x + r * 0.92, middle + r * 0.35),
        (x + r * 0.45, middle + r * 0.92),
        (x + r * 0.2, middle + r * 0.5),
    ]
    pen.hatch(shade, 3.2, 125)


def bush(pen: Pen, x: float, y: float, width: float, height: float, seed: int) -> None:
    chance = random.Random(seed)
    half = width / 2
    pen.path(_crown(chance, x, y - height / 2, half, height / width), LINE, GROUND)
    pen.hatch(
        [
            (x, y - height * 0.8),
            (x + half * 0.8, y - height * 0.5),
            (x + half * 0.6, y - 2),
            (x, y - 2),
        ],
        3,
        125,
    )


def pine(pen: Pen, x: float, y: float, height: float, *, fill: str = GROUND) -> None:
    half = height * 0.2
    pen.line((x, y), (x, y - height * 0.2), pen=LINE)
    tiers = 4
    points: list[Point] = [(x, y - height)]
    left: list[Point] = []
    for i in range(tiers):
        low = y - height * (0.84 - 0.22 * i)
        wide = half * (0.35 + 0.65 * (i + 1) / tiers)
        points += [(x + wide, low), (x + wide * 0.45, low - 1)]
        left += [(x - wide, low), (x - wide * 0.45, low - 1)]
    pen.polygon([*points[:-1], *reversed(left[:-1])], LINE, fill)
    if fill == GROUND:
        pen.hatch([(x, y - height), points[-2], (x, points[-2][1])], 2.6, 60)


_BLOOM, _TURN = (0.8, 1, 1.2), (0, 0.4, 0.7)


def cherry(
    pen: Pen,
    x: float,
    y: float,
    height: float,
    seed: int,
    *,
    blossoms: int = 90,
    clear: bool = True,
) -> None:
    """A cherry tree in flower; x, y is its foot. The accent is its bloom.

    `clear` keeps what lies behind it out of the crown.
    """
    chance = random.Random(seed)
    h = height
    middle = y - h * 0.66
    if clear:
        pen.path(_crown(chance, x, middle, h * 0.46, 0.7), FINE, GROUND, stroke=GROUND)
    boughs = (
        (-0.045, 0, (0.03, -0.2, -0.02, -0.38), (-0.12, -0.1, -0.28, -0.14)),
        (0.045, 0, (-0.03, -0.2, 0.03, -0.36), (0.1, -0.14, 0.28, -0.2)),
        (0, -0.36, (0.02, -0.16, -0.04, -0.34), None),
        (-0.1, -0.46, (-0.04, -0.12, -0.16, -0.22), None),
        (0.14, -0.5, (0.02, -0.12, 0.1, -0.24), None),
    )
    data = ""
    for dx, dy, *curves in boughs:
        data += f"M{exact(x + dx * h)} {exact(y + dy * h)}"
        for curve in curves:
            if curve:
                data += "q" + " ".join(exact(part * h) for part in curve)
    pen.path(data, BOLD if h > 60 else LINE)
    size = h * 0.03 if pen.coarse else max(h * 0.024, 2)
    flowers = {GROUND: "", ACCENT: ""}
    for _ in range(blossoms // 3 if pen.coarse else blossoms):
        a, r = chance.uniform(0, math.tau), math.sqrt(chance.random())
        at = (x + math.cos(a) * r * h * 0.44, middle + math.sin(a) * r * h * 0.31)
        fill = GROUND if chance.random() < 0.45 else ACCENT
        if pen.coarse:
            pen.circle(*at, size * chance.uniform(0.8, 1.3), FINE, fill, stroke=ACCENT)
        else:
            # few kinds of flowers, so that their paths are alike and pack well
            flowers[fill] += blossom(at, size * chance.choice(_BLOOM), chance.choice(_TURN))
    for fill, data in flowers.items():
        if data:
            pen.path(data, FINE, fill, stroke=ACCENT)


def blossom(at: Point, radius: float, turn: float) -> str:
    """A flower of five petals, as path data."""
    rim = [
        (math.cos(a) * radius * 0.72, math.sin(a) * radius * 0.72)
        for a in ((i + turn) / 5 * math.tau for i in range(6))
    ]
    arc = exact(radius * 0.46)
    petals = "".join(
        f"a{arc} {arc} 0 0 1 {exact(bx - ax)} {exact(by - ay)}"
        for (ax, ay), (bx, by) in pairwise(rim)
    )
    return f"M{exact(at[0] + rim[0][0])} {exact(at[1] + rim[0][1])}{petals}z"


def hills(pen: Pen, y: float, heights: list[float], left: float = 0, right: float = 480) -> None:
    """A far ridge: fine and open, heights above y from left to right."""
    step = (right - left) / (len(heights) - 1)
    data = f"M{exact(left)} {exact(y - heights[0])}"
    for i in range(1, len(heights)):
        x0, x1 = left + (i - 1) * step, left + i * step
        mid = exact((x0 + x1) / 2)
        before, after = exact(y - heights[i - 1]), exact(y - heights[i])
        data += f"C{mid} {before} {mid} {after} {exact(x1)} {after}"
    pen.path(data, LINE, CLEAR, stroke=INK)


def granite(pen: Pen, x: float, y: float, width: float = 22) -> None:
    """The low granite block with its plaque that stands by a memorial tree."""
    h = width * 0.6
    pen.polygon(
        [
            (x - width / 2, y),
            (x + width / 2, y),
            (x + width * 0.42, y - h),
            (x - width * 0.42, y - h),
        ],
        LINE,
    )
    pen.rect(x - width * 0.28, y - h * 0.82, width * 0.56, h * 0.52, LINE, INK)
    pen.line(
        (x - width * 0.18, y - h * 0.56), (x + width * 0.18, y - h * 0.56), pen=FINE, stroke=GROUND
    )
