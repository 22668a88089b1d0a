"""Houses that stand, drawn as far as they are described."""

from __future__ import annotations

from drawings.nature import bush, cherry, granite, grass, ground, hills, pine, ripples, tree, water
from drawings.parts import chimney, cornice, pediment, steps, window
from drawings.pen import ACCENT, BOLD, FINE, GROUND, INK, LINE, Pen, Point, exact
from drawings.people import lady, man, table
from drawings.subject import Subject

# ---- the John Paul Jones House


def _jones(pen: Pen) -> None:
    """About 0, 0; two storeys and a half under a gambrel, five bays. Front left, end right.

    Dormers are not told, so there are none.
    """
    left, right, depth, rise = -118, 66, 62, 15
    eaves, knee, ridge = -92, -136, -160
    end: list[Point] = [
        (right, 0),
        (right, eaves),
        (right + depth * 0.2, knee - rise * 0.2),
        (right + depth * 0.5, ridge - rise * 0.5 + 6),
        (right + depth * 0.8, knee - rise * 0.8 + 14),
        (right + depth, eaves - 1),
        (right + depth, -rise * 0.5),
    ]
    pen.polygon(end, BOLD)
    pen.hatch(end, 3, 0)
    pen.hatch(end, 3.4)
    wall: list[Point] = [(left, 0), (left, eaves), (right, eaves), (right, 0)]
    pen.polygon(wall, BOLD)
    pen.hatch(wall, 3.6, 0)
    for x in (left, right - 5):
        pen.rect(x, eaves, 5, -eaves, LINE)
    # the gambrel: a steep lower slope and a shallow upper one
    pen.polygon([(left - 5, eaves), (right + 3, eaves), (right + 12, knee), (left + 7, knee)], BOLD)
    pen.polygon(
        [(left + 7, knee), (right + 12, knee), (right + 31, ridge), (left + 24, ridge)], BOLD
    )
    if not pen.coarse:
        data = []
        for i in range(1, 8):
            t = i / 8
            y = eaves + (knee - eaves) * t
            data.append(f"M{exact(left - 5 + 12 * t)} {exact(y)}H{exact(right + 3 + 9 * t)}")
        pen.path("".join(data), FINE)
        pen.path(f"M{left + 12} {knee - 8}H{right + 18}M{left + 18} {knee - 16}H{right + 25}", FINE)
    cornice(pen, left, right, eaves, 5, 5)
    for x in (left + 56, right - 28):
        chimney(pen, x, ridge + 3, 17, 27)
    for bay in range(5):
        x = left + 17 + bay * 35
        window(pen, x, -56, 13, 26, hood=False)
        if bay == 2:
            continue
        window(pen, x, -9, 13, 29, hood=False)
        pediment(pen, x + 6.5, -39, 10, 6)
    # the door under its curved pediment
    with pen.at(left + 93.5, 0):
        pen.rect(-14, -38, 28, 38)
        for x in (-14, 10):
            pen.rect(x, -38, 4, 38)
        pen.rect(-8, -34, 16, 34, LINE, pen.lit)
        pen.path("M-17-38Q0-54 17-38z", LINE, GROUND)
        steps(pen, 0, 0, 30, 2)


def jones_scene(pen: Pen) -> None:
    with pen.at(226, 288, 1.34):
        # a wing of two storeys to the north-east, behind
        pen.rect(-172, -70, 56, 70, LINE)
        pen.hatch([(-172, -70), (-116, -70), (-116, 0), (-172, 0)], 3.6, 0)
        pen.polygon([(-176, -70), (-116, -70), (-116, -92), (-164, -92)], LINE, GROUND)
        for x in (-160, -138):
            pen.rect(x, -60, 10, 18, LINE, GROUND, broken=True)
            pen.rect(x, -26, 10, 18, LINE, GROUND, broken=True)
        _jones(pen)
    cherry(pen, 422, 290, 112, 12, blossoms=90)
    granite(pen, 386, 294, 26)
    pen.path("M8 290h470", BOLD)
    pen.path("".join(f"M{x} 290v-14" for x in range(12, 56, 7)) + "M8 280h48", LINE)
    grass(pen, 20, 460, 300, 312, 2, 22)


JONES = Subject(jones_scene, _jones, 262, 190)

# ---- the Wentworth-Coolidge Mansion


def _coolidge(pen: Pen) -> None:
    """Forty rooms in clapboard, built in five periods: "
    "parts of unlike height, their form not told."""
    parts = ((-150, 60, 52), (72, 74, 50), (-46, 96, 62), (-104, 62, 88), (38, 56, 98))
    for index, (left, wide, high) in enumerate(parts):
        wall = [(left, 0), (left, -high), (left + wide, -high), (left + wide, 0)]
        pen.polygon(
            [
                (left - 3, -high),
                (left + wide + 3, -high),
                (left + wide - 14, -high - 26),
                (left + 14, -high - 26),
            ],
            LINE,
            GROUND,
            broken=True,
        )
        pen.polygon(wall, BOLD if index > 2 else LINE)
        pen.hatch(wall, 4, 0)
        for x in (left + wide * 0.3, left + wide * 0.7):
            pen.rect(x - 5, -high + 12, 10, 16, LINE, GROUND, broken=True)
    pen.rect(-12, -28, 16, 28, LINE, GROUND, broken=True)


def _lilac(pen: Pen, x: float, y: float, size: float, seed: int) -> None:
    """A lilac; its panicles are the accent."""
    bush(pen, x, y, size, size * 0.74, seed)
    for dx, dy in ((-0.28, 0.5), (-0.06, 0.72), (0.2, 0.56), (0.02, 0.36), (0.32, 0.36)):
        cx, cy = x + dx * size, y - dy * size * 0.9
        pen.path(
            f"M{exact(cx)} {exact(cy - 5)}q4 3 2 8q-2 3-4 0q-2-5 2-8z", LINE, ACCENT, stroke=ACCENT
        )


def coolidge_scene(pen: Pen) -> None:
    hills(pen, 150, [4, 10, 8, 14, 8, 12, 6])
    water(pen, 8, 474, 156, 3, 6)
    with pen.at(240, 270, 1.42):
        _coolidge(pen)
    ground(pen, 270, marks=False)
    for x, size, seed in (
        (40, 46, 1),
        (118, 38, 2),
        (206, 34, 3),
        (330, 40, 4),
        (398, 50, 5),
        (448, 36, 6),
    ):
        _lilac(pen, x, 286, size, seed)
    grass(pen, 14, 466, 294, 312, 8, 40)


def _coolidge_small(pen: Pen) -> None:
    with pen.at(0, -6, 0.7):
        _coolidge(pen)
    for x, size, seed in ((-84, 40, 1), (-36, 34, 2), (22, 36, 4), (74, 46, 5)):
        _lilac(pen, x, 0, size, seed)
    pen.line((-106, 0), (106, 0), pen=BOLD)


COOLIDGE = Subject(coolidge_scene, _coolidge_small, 214, 96)

# ---- the Elizabeth Perkins House


def _perkins(pen: Pen) -> None:
    """Two storeys, a gable roof, one chimney in the middle; bays and dormers are not told."""
    left, right, top, ridge = -96, 96, -74, -118
    pen.rect(-13, -148, 26, 40, LINE)
    pen.line((-16, -148), (16, -148), pen=BOLD)
    pen.hatch([(3, -146), (13, -146), (13, -116), (3, -116)], 2)
    pen.polygon([(left - 6, top), (right + 6, top), (right - 8, ridge), (left + 8, ridge)], BOLD)
    if not pen.coarse:
        pen.path(
            "".join(
                f"M{exact(left - 6 + 14 * i / 9)} "
                f"{exact(top - 44 * i / 9)}H{exact(right + 6 - 14 * i / 9)}"
                for i in range(1, 9)
            ),
            FINE,
        )
    wall = [(left, 0), (left, top), (right, top), (right, 0)]
    pen.polygon(wall, BOLD)
    pen.hatch(wall, 3.8, 0)
    pen.line((left - 6, top), (right + 6, top), pen=BOLD)
    for x in (-78, -40, 26, 64):
        pen.rect(x, -64, 14, 22, LINE, GROUND, broken=True)
        pen.rect(x, -32, 14, 22, LINE, GROUND, broken=True)
    pen.rect(-9, -34, 18, 34, LINE, GROUND)
    pen.rect(-6, -30, 12, 30, LINE, pen.lit)


def perkins_scene(pen: Pen) -> None:
    # Sewall's Bridge, and the York River below the lawn
    with pen.at(0, 178):
        pen.path("M0 0H110M0 8H110", LINE)
        pen.path("".join(f"M{x} 0v30M{x + 4} 0v30" for x in range(8, 108, 20)), LINE)
        pen.path("M0-9H110" + "".join(f"M{x} 0v-9" for x in range(4, 108, 10)), FINE)
    hills(pen, 178, [8, 14, 10, 6], 0, 170)
    water(pen, 0, 150, 190, 5, 6)
    pen.path("M0 222Q90 216 146 206T480 200V320H0z", LINE, GROUND, stroke=GROUND)
    pen.path("M0 222Q90 216 146 206", BOLD)
    with pen.at(304, 216, 1.3):
        # a wing behind, said to be older
        pen.rect(92, -52, 34, 52, LINE, broken=True)
        _perkins(pen)
    tree(pen, 142, 226, 128, 41)
    pen.path("M146 216H474", BOLD)
    # the party on the lawn, August 24
    for x, facing, shade in ((60, 1, True), (240, -1, False), (300, 1, True), (430, -1, False)):
        lady(pen, x, 296, facing=facing, parasol=shade, scale=1.15)
    for x, facing in ((104, -1), (214, 1), (346, -1), (404, 1)):
        man(pen, x, 296, facing=facing, hat="top" if x in {104, 404} else "straw", scale=1.1)
    table(pen, 160, 298, 46)
    grass(pen, 12, 470, 304, 316, 9, 26)


PERKINS = Subject(perkins_scene, _perkins, 206, 150)

# ---- The Fells: two cottages of 1905


def _cottage(pen: Pen, x: float, wide: float, high: float) -> None:
    half = wide / 2
    pen.polygon(
        [
            (x - half, 0),
            (x - half, -high),
            (x, -high - wide * 0.36),
            (x + half, -high),
            (x + half, 0),
        ],
        LINE,
        GROUND,
        broken=True,
    )
    pen.path(
        f"M{exact(x - half - 5)} {exact(-high + 4)}L{exact(x)} "
        f"{exact(-high - wide * 0.4)}L{exact(x + half + 5)} {exact(-high + 4)}",
        LINE,
        broken=True,
    )
    pen.rect(x - 6, -22, 12, 22, LINE, GROUND, broken=True)
    pen.rect(x - half * 0.75, -high + 8, 11, 15, LINE, GROUND, broken=True)
    pen.rect(x + half * 0.75 - 11, -high + 8, 11, 15, LINE, GROUND, broken=True)


def _fells(pen: Pen) -> None:
    _cottage(pen, -34, 66, 44)
    _cottage(pen, 46, 52, 36)


def fells_scene(pen: Pen) -> None:
    hills(pen, 150, [20, 44, 78, 60, 34, 56, 92, 70, 30])
    hills(pen, 150, [6, 16, 30, 22, 12, 26, 40, 24, 10])
    pen.hatch([(120, 86), (180, 110), (200, 134), (140, 140)], 4, 60)
    pen.line((0, 150), (480, 150))
    ripples(pen, 8, 472, 156, 206, 4, 90)
    pen.path("M0 214Q120 196 250 206T480 200V320H0z", LINE, GROUND, stroke=GROUND)
    pen.path("M0 214Q120 196 250 206T480 200", BOLD)
    with pen.at(240, 276, 1.5):
        _fells(pen)
    for x, h in ((36, 150), (74, 112), (118, 92), (396, 110), (430, 158), (462, 120)):
        pine(pen, x, 284, h)
    ground(pen, 284, marks=False)
    grass(pen, 14, 466, 292, 312, 7, 44)


def _fells_small(pen: Pen) -> None:
    hills(pen, -70, [8, 34, 56, 26, 40, 20], -92, 92)
    pen.line((-92, -66), (92, -66))
    _fells(pen)
    for x, h in ((-84, 90), (84, 80)):
        pine(pen, x, 0, h, fill=INK)
    pen.line((-98, 0), (98, 0), pen=BOLD)


FELLS = Subject(fells_scene, _fells_small, 198, 128)

SUBJECTS = {
    "john-paul-jones-house": JONES,
    "wentworth-coolidge-mansion": COOLIDGE,
    "elizabeth-perkins-house": PERKINS,
    "the-fells-john-hay": FELLS,
}
