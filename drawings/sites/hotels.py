"""The two hotels, and the five who called on Witte."""

from __future__ import annotations

from drawings.nature import grass, ground, tree, water
from drawings.parts import chimney, cornice, flag, mansard, pediment, steps, window
from drawings.pen import ACCENT, BOLD, FINE, GROUND, INK, LINE, Pen, exact
from drawings.subject import Subject

# ---- Hotel Wentworth


def _wing(pen: Pen, left: float, right: float, bays: int) -> None:
    """A part of the long front: two storeys over the veranda, and a mansard with dormers."""
    wide, top, roof = right - left, -70, 26
    step = wide / bays
    pen.rect(left, top, wide, -top)
    pen.polygon(
        [(left - 2, top), (right + 2, top), (right - 1, top - roof), (left + 1, top - roof)]
    )
    if not pen.coarse:
        rows = "".join(f"M{left} {top - y}h{wide}" for y in range(4, roof, 4))
        pen.path(rows, FINE)
    pen.line((left - 3, top), (right + 3, top), pen=BOLD)
    pen.line((left, top - roof), (right, top - roof), pen=BOLD)
    for i in range(bays):
        x = left + step * (i + 0.5)
        gable = [(x - 5.2, top - 2), (x - 5.2, top - 15), (x, top - 20), (x + 5.2, top - 15)]
        pen.polygon([*gable, (x + 5.2, top - 2)], LINE)
        window(pen, x - 2.6, top - 4, 5.2, 9, hood=False)
        if not pen.coarse:
            window(pen, x - 3.1, -50, 6.2, 12.5, hood=False)


def _tower(pen: Pen, x: float, half: float, top: float, roof: float) -> None:
    pen.polygon([(x - half, 0), (x - half, top), (x + half, top), (x + half, 0)], BOLD)
    pen.hatch(
        [(x + half * 0.45, top + 3), (x + half, top + 3), (x + half, 0), (x + half * 0.45, 0)], 2.4
    )
    y = -50.0
    while y - 16 > top:
        for side in (-1, 1):
            window(pen, x + side * half * 0.45 - 3, y, 6, 12.5, hood=False)
        y -= 22
    mansard(pen, x, top, half, roof)
    pen.circle(x, top - roof * 0.42, 5)
    pen.circle(x, top - roof * 0.42, 3, FINE, pen.lit)
    flag(pen, x, top - roof, 34)


def _veranda(pen: Pen, left: float, right: float, step: float) -> None:
    """The veranda along the whole front, its steps in the middle."""
    wide = right - left
    pen.polygon([(left - 4, -30), (right + 4, -30), (right, -38), (left, -38)])
    pen.rect(left, -30, wide, 5, LINE)
    pen.hatch([(left, -25), (right, -25), (right, -19), (left, -19)], 2)
    x = left + 2
    while x <= right:
        pen.rect(x - 1.2, -25, 2.4, 25, LINE)
        pen.path(f"M{exact(x + 1)}-21q4-3 8-3.500M{exact(x - 1)}-21q-4-3-8-3.500", FINE)
        x += step
    middle = (left + right) / 2
    for a, b in ((left, middle - 18), (middle + 18, right)):
        pen.line((a, -10), (b, -10))
        rails = "".join(f"M{exact(a + 3 + i * 4)}-10v10" for i in range(int((b - a - 3) / 4)))
        pen.path(rails, FINE)
    steps(pen, middle, 0, 36, 4)


def _wentworth(pen: Pen) -> None:
    """About 0, 0; 470 wide and 232 high to the pennant. As it was in 1905, with three towers."""
    _wing(pen, -188, -26, 9)
    _wing(pen, 26, 188, 9)
    for x in (-136, -82, 72, 130):
        chimney(pen, x, -94, 9, 18)
    _tower(pen, -198, 24, -98, 42)
    _tower(pen, 198, 24, -98, 42)
    _tower(pen, 0, 30, -126, 52)
    _veranda(pen, -230, 230, 19.8)
    pen.line((-236, 0), (236, 0), pen=BOLD)


def _wentworth_small(pen: Pen) -> None:
    """The three towers alone, closer together."""
    with pen.at(0, 0, 1):
        _wing(pen, -100, -28, 3)
        _wing(pen, 28, 100, 3)
        _tower(pen, -100, 24, -98, 42)
        _tower(pen, 100, 24, -98, 42)
        _tower(pen, 0, 30, -126, 52)
        pen.polygon([(-134, -30), (134, -30), (130, -40), (-130, -40)])
        for x in range(-126, 127, 28):
            pen.line((x, -30), (x, 0), pen=LINE)
        pen.line((-136, 0), (136, 0), pen=BOLD)


def wentworth_scene(pen: Pen) -> None:
    with pen.at(240, 256, 0.98):
        _wentworth(pen)
    pen.path("M4 256C60 262 120 266 190 270M476 256C420 262 360 266 290 270", LINE)
    pen.path("M218 270C206 280 184 290 152 296M262 270C274 280 296 290 328 296", LINE)
    grass(pen, 16, 190, 272, 292, 5, 16)
    grass(pen, 296, 460, 272, 292, 6, 16)
    tree(pen, 22, 260, 32, 11)
    tree(pen, 460, 260, 36, 2)
    water(pen, 8, 474, 301, 4, 4.6)


WENTWORTH = Subject(wentworth_scene, _wentworth_small, 272, 214)


# ---- The Rockingham


def _lion(pen: Pen, x: float, *, facing: int) -> None:
    """A lion of stone that lies on its block; 0 is the block's foot."""
    with pen.at(x, 0, 1, mirrored=facing < 0):
        pen.rect(-13, -8, 26, 8)
        pen.path(
            "M-12-8Q-13-16-6-16Q0-17 3-17Q3-24 9-25Q15-24 14-18Q14-15 11-14L10-10H14V-8z",
            LINE,
            GROUND,
        )
        pen.path("M3-17Q6-13 4-9M6-22Q3-19 5-14M-12-9Q-17-9-16-14", FINE)


def _front(pen: Pen, x: float) -> None:
    """One of the two fronts of five bays, with its portico and its pediment."""
    half, top = 62, -150
    wall = [(x - half, 0), (x - half, top), (x + half, top), (x + half, 0)]
    pen.polygon(wall, BOLD)
    pen.bricks([(a, b) for a, b in wall], 31 + int(x > 0), 200)
    for storey, (y, high) in enumerate(((-8, 18), (-40, 19), (-71, 18), (-100, 17), (-127, 14))):
        for bay in range(5):
            if storey == 0 and bay == 2:
                continue
            window(pen, x - 52 + bay * 24, y, 8, high, hood=storey < 4)
    for y in (-33, -122):
        pen.line((x - half, y), (x + half, y))
    cornice(pen, x - half, x + half, top, 4, 6)
    pediment(pen, x, top - 6, 44, 24, BOLD)
    pen.circle(x, top - 14, 5, LINE)
    # the portico: flat, and forward of the wall
    for side in (-18, -9, 6, 15):
        pen.rect(x + side, -27, 3, 27)
    pen.rect(x - 6, -22, 12, 22, LINE, pen.lit)
    pen.rect(x - 22, -34, 44, 7, LINE)
    pen.line((x - 23, -34), (x + 23, -34), pen=BOLD)
    pen.path("".join(f"M{x - 20 + i * 4}-34v-6" for i in range(11)), FINE)
    pen.line((x - 21, -40), (x + 21, -40))


def _rockingham(pen: Pen) -> None:
    """About 0, 0; 260 wide and 200 high: two fronts side by side, five storeys, the terrace."""
    with pen.at(0, -18):
        _front(pen, -64)
        _front(pen, 64)
        pen.hatch([(104, -148), (126, -148), (126, 0), (104, 0)], 2.6)
    # the granite wall of the terrace, two flights of steps, two pairs of lions
    pen.rect(-138, -18, 276, 18, BOLD)
    pen.path("M-138-9H138M-110-18v9M-30-18v9M30-18v9M110-18v9M-124-9v9M0-9v9M124-9v9", FINE)
    for x in (-64, 64):
        pen.rect(x - 16, -18, 32, 18)
        pen.path(f"M{x - 16}-13.500h32M{x - 16}-9h32M{x - 16}-4.500h32", LINE)
        with pen.at(0, -18):
            _lion(pen, x - 29, facing=1)
            _lion(pen, x + 29, facing=-1)


def rockingham_scene(pen: Pen) -> None:
    with pen.at(240, 290, 1.28):
        # the two brick annexes are only named
        for left in (-176, 140):
            pen.rect(left, -120, 36, 120, LINE, broken=True)
        _rockingham(pen)
        for x in (-146, 146):
            tree(pen, x, 0, 62, 7 + int(x > 0))
    ground(pen, 290)


ROCKINGHAM = Subject(rockingham_scene, _rockingham, 280, 200)


# ---- The callers of August 14


def _callers(pen: Pen) -> None:
    """Five men with a plea, on the way up to the veranda, seen from behind."""
    for i, x in enumerate((-58, -29, 0, 29, 58)):
        up = (0, 9, 16, 9, 0)[i]
        with pen.at(x, -up, 1.5):
            pen.path("M-3.500 0L-2.800-16H2.800L3.500 0", LINE, INK)
            pen.path("M-6-12L-5-28Q-4.600-31-2-31.500H2Q4.600-31 5-28L6-12z", LINE, INK)
            pen.path("M0-15V-3", FINE, stroke=GROUND)
            pen.circle(0, -35, 3.5)
            if i % 2 == 0:
                pen.rect(-3.4, -46.4, 6.8, 8.4, LINE, INK)
                pen.line((-5.6, -38), (5.6, -38), pen=BOLD)
            else:
                pen.path("M-4-37.600q0-5.600 4-5.600t4 5.600z", LINE, INK)
                pen.line((-5.6, -37.4), (5.6, -37.4), pen=BOLD)
    # the paper they bring
    pen.polygon([(12, -46), (22, -50), (26, -36), (16, -32)], LINE, GROUND)
    pen.circle(22, -37.5, 2, LINE, ACCENT, stroke=ACCENT)
    pen.path("M15-44l5-2M16-41l5-2", FINE)


def callers_scene(pen: Pen) -> None:
    with pen.at(240, 236, 2.3):
        _tower(pen, 0, 44, -92, 30)
        pen.rect(-112, -70, 66, 40, LINE)
        pen.rect(46, -70, 66, 40, LINE)
        for x in (-100, -80, -60, 56, 76, 96):
            window(pen, x - 4, -46, 8, 15)
    with pen.at(240, 236):
        pen.polygon([(-236, -70), (236, -70), (228, -94), (-228, -94)], BOLD)
        pen.path("".join(f"M{x}-93L{x - 2}-71" for x in range(-222, 230, 12)), FINE)
        pen.rect(-230, -70, 460, 9, LINE)
        pen.rect(-228, -61, 456, 61, LINE, GROUND)
        pen.hatch([(-228, -61), (228, -61), (228, -48), (-228, -48)], 2.6)
        pen.rect(-28, -50, 56, 50, LINE, GROUND)
        pen.path("M0-50V0M-24-46h20v18h-20zM4-46h20v18H4zM-24-24h20v20h-20zM4-24h20v20H4z", FINE)
        for x in (-226, -168, -110, -52, 46, 104, 162, 220):
            pen.rect(x, -61, 6, 61, LINE)
        for a, b in ((-226, -50), (50, 226)):
            pen.line((a, -22), (b, -22), pen=BOLD)
            pen.path("".join(f"M{x}-22V0" for x in range(int(a) + 6, int(b), 7)), FINE)
        pen.line((-232, 0), (232, 0), pen=BOLD)
        steps(pen, 0, 0, 108, 6, 8)
    with pen.at(240, 292, 1.25):
        _callers(pen)
    ground(pen, 292, marks=False)


def _callers_small(pen: Pen) -> None:
    _callers(pen)
    pen.line((-76, 0), (76, 0), pen=BOLD)
    pen.line((-40, -9), (40, -9), pen=FINE)


CALLERS = Subject(callers_scene, _callers_small, 152, 88)

SUBJECTS = {
    "wentworth-by-the-sea": WENTWORTH,
    "rockingham-hotel": ROCKINGHAM,
    "jewish-delegations-to-witte": CALLERS,
}
