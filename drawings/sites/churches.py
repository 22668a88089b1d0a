"""The four churches of the downtown walk."""

from __future__ import annotations

import math

from drawings.nature import ground, tree
from drawings.parts import arched, bunting, chimney, cornice, pointed, steps
from drawings.pen import ACCENT, BOLD, CLEAR, FINE, GROUND, INK, LINE, Pen, Point, exact
from drawings.people import crowd, man
from drawings.subject import Subject


def _clock(pen: Pen, y: float, radius: float, hour: int, minute: int) -> None:
    """A dial about 0, y; the hands are the accent."""
    r = radius
    pen.circle(0, y, r, BOLD)
    marks = [i * math.pi / 6 for i in range(12)]
    pen.path(
        "".join(
            f"M{exact(math.sin(a) * r * 0.74)} {exact(y - math.cos(a) * r * 0.74)}"
            f"L{exact(math.sin(a) * r * 0.86)} {exact(y - math.cos(a) * r * 0.86)}"
            for a in marks
        ),
        FINE,
    )
    for turn, reach in ((minute / 60, 0.7), ((hour + minute / 60) / 12, 0.46)):
        a = turn * math.tau
        tip = (math.sin(a) * r * reach, y - math.cos(a) * r * reach)
        pen.line((0, y), tip, pen=1.6, stroke=ACCENT)


# ---- North Church


def draw_north_church(pen: Pen, *, bricks: bool = True) -> None:
    """About 0, 0; 325 high to the vane. 3:47, as the bells keep it."""
    front: list[Point] = [(-76, 0), (-76, -80), (0, -124), (76, -80), (76, 0)]
    pen.polygon(front, BOLD)
    if bricks:
        pen.bricks(front, 7, 260)
    pen.hatch([(44, -86), (76, -79), (76, 0), (44, 0)], 2.6)
    pen.polygon([(-83, -79), (0, -129), (83, -79), (83, -74), (0, -122.500), (-83, -74)])
    for x in (-76, 64):
        pen.rect(x, -78, 12, 78)
        pen.line((x - 1, -70), (x + 13, -70))
        pen.line((x - 1, -8), (x + 13, -8))
    for x in (-56, 38):
        pen.rect(x - 3, -66, 24, 58, FINE)
        arched(pen, x, -12, 18, 49)
    tower: list[Point] = [(-28, 0), (-28, -146), (28, -146), (28, 0)]
    pen.polygon(tower, BOLD)
    if bricks:
        pen.bricks(tower, 3, 190)
    pen.hatch([(12, -144), (28, -144), (28, 0), (12, 0)], 2.3)
    if not pen.coarse:
        for x in (-28, 20):
            pen.rect(x, -142, 8, 142)
    arched(pen, -18, 0, 36, 48, LINE, GROUND)
    arched(pen, -14, 0, 28, 41, LINE, bars=False)
    pen.path("M0-1v-40M-10-4v-18h7v18zM3-4v-18h7v18z", FINE, stroke=GROUND)
    pen.line((-28, -54), (28, -54))
    pen.line((-28, -51), (28, -51), pen=FINE)
    pen.rect(-14, -102, 28, 43, FINE)
    arched(pen, -10, -62, 20, 37)
    pen.line((-28, -108), (28, -108))
    pen.rect(-12, -136, 24, 21, FINE)
    pen.circle(0, -125.500, 7)
    pen.circle(0, -125.500, 3, FINE, CLEAR)
    cornice(pen, -31, 31, -146, 4, 6)
    pen.polygon([(-25, -152), (-25, -180), (25, -180), (25, -152)], BOLD)
    pen.hatch([(14, -179), (25, -179), (25, -153), (14, -153)], 2.2)
    _clock(pen, -166, 11.5, 3, 47)
    pen.polygon([(-31, -180), (31, -180), (27, -185), (-27, -185)])
    pen.polygon([(-20, -185), (-20, -216), (20, -216), (20, -185)], 1.6)
    arched(pen, -9, -187, 18, 25, LINE, bars=False)
    pen.path(
        "M-8.200-190h16.400M-8.200-194h16.400M-8.200-198h16.400M-8.200-202h16.400",
        FINE,
        stroke=GROUND,
    )
    if not pen.coarse:
        for left in (-17.5, 13.5):
            pen.rect(left, -213, 4, 27, LINE)
    pen.hatch([(10, -214), (20, -214), (20, -186), (10, -186)], 2.1)
    pen.polygon([(-25, -216), (25, -216), (21, -220.500), (-21, -220.500)])
    for x in (-22, 22):
        pen.line((x, -221), (x, -229), pen=LINE)
        pen.circle(x, -230, 1.4, LINE)
    pen.polygon([(-14, -220.500), (-14, -234), (14, -234), (14, -220.500)])
    pen.line((-5, -221), (-5, -234), pen=FINE)
    pen.line((5, -221), (5, -234), pen=FINE)
    pen.hatch([(5, -233), (14, -233), (14, -221), (5, -221)], 2)
    pen.polygon([(-16, -234), (16, -234), (0, -316)], 1.6)
    pen.line((-5.5, -234), (0, -316), pen=FINE)
    pen.line((5.5, -234), (0, -316), pen=FINE)
    pen.hatch([(5.5, -234), (16, -234), (0.6, -314)], 2.2, 172)
    pen.line((0, -316), (0, -325), pen=LINE)
    pen.path("M-8-321h12l4-2v4l-4-2", LINE)


def _row(pen: Pen, left: float, width: float, floors: int, *, shade: bool) -> None:
    """A neighbour on the square: fine, and plain, since its front was not read."""
    top = -floors * 27 - 8
    pen.rect(left, top, width, -top, LINE)
    pen.line((left - 3, top), (left + width + 3, top), pen=LINE)
    pen.line((left, top + 4), (left + width, top + 4), pen=FINE)
    pen.line((left, -24), (left + width, -24), pen=FINE)
    bays = int(width // 22)
    for floor in range(1, floors):
        for i in range(bays):
            x = left + 9 + i * 22
            pen.rect(x, -floor * 27 - 21, 8, 14, FINE, broken=True)
    edge = left + width if shade else left + 14
    pen.hatch([(edge - 14, top + 5), (edge, top + 5), (edge, 0), (edge - 14, 0)], 2.8)


def north_church_scene(pen: Pen) -> None:
    with pen.at(240, 298, 0.87):
        _row(pen, -232, 112, 3, shade=False)
        _row(pen, 118, 116, 3, shade=True)
        chimney(pen, -210, -89, 9, 14)
        chimney(pen, 196, -89, 9, 14)
        draw_north_church(pen)
        tree(pen, -96, 0, 54, 4)
        tree(pen, 98, 0, 60, 9)
        for side in (-1, 1):
            pen.path(
                "".join(
                    f"M{exact(side * (28 + i * 8))} {exact(-206 - i * 3.4)}"
                    f"q{exact(side * (3 + i))} {exact(4 + i * 3.4)} 0 {exact(8 + i * 6.8)}"
                    for i in range(3)
                ),
                LINE,
                stroke=ACCENT,
            )
    ground(pen, 298)


NORTH_CHURCH = Subject(north_church_scene, draw_north_church, 166, 326)


# ---- St. John's Church


def _st_johns(pen: Pen) -> None:
    """About 0, 0; 280 high. Brick, facing us; a pediment with a half-round window."""
    body: list[Point] = [(-92, 0), (-92, -112), (92, -112), (92, 0)]
    pen.polygon([(-98, -112), (98, -112), (0, -160)], BOLD)
    pen.polygon(body, BOLD)
    pen.bricks(body, 11, 330)
    pen.hatch([(64, -110), (92, -110), (92, 0), (64, 0)], 2.6)
    # the tower stands behind the pediment
    pen.polygon([(-25, -142), (-25, -186), (25, -186), (25, -142)], BOLD)
    pen.hatch([(12, -185), (25, -185), (25, -143), (12, -143)], 2.3)
    cornice(pen, -25, 25, -186, 4, 5)
    pen.polygon([(-19, -191), (-19, -222), (19, -222), (19, -191)], 1.6)
    arched(pen, -8, -194, 16, 24, LINE, bars=False)
    pen.path("M-7-198h14M-7-202h14M-7-206h14M-7-210h14", FINE, stroke=GROUND)
    pen.hatch([(10, -221), (19, -221), (19, -192), (10, -192)], 2.1)
    pen.polygon([(-23, -222), (23, -222), (19, -227), (-19, -227)])
    pen.polygon([(-14, -227), (14, -227), (0, -272)], 1.6)
    pen.hatch([(4, -227), (14, -227), (0.6, -270)], 2.2, 172)
    pen.line((0, -272), (0, -283))
    pen.path("M-7-279h10l4-2v4l-4-2", LINE)
    # the middle stands forward under its pediment
    forward: list[Point] = [(-60, 0), (-60, -112), (60, -112), (60, 0)]
    pen.polygon(forward, BOLD)
    pen.bricks(forward, 5, 170)
    pen.polygon([(-67, -112), (67, -112), (0, -146)], BOLD)
    pen.polygon([(-55, -115), (55, -115), (0, -141)], FINE)
    pen.path("M-14-117a14 14 0 0 1 28 0z", LINE, pen.lit)
    pen.path("M0-117v-14M0-117l-10-10M0-117l10-10", FINE, stroke=GROUND)
    cornice(pen, -62, 62, -108, 3, 4)
    pen.line((-60, -52), (60, -52))
    pen.line((-60, -55), (60, -55), pen=FINE)
    for x in (-40, 0, 40):
        # a Palladian window over each of the three recessed doors
        arched(pen, x - 6, -62, 12, 36)
        for side in (-12, 8):
            pen.rect(x + side, -86, 4, 24, LINE, pen.lit)
        pen.line((x - 14, -87.5), (x + 14, -87.5))
        pen.line((x - 14, -60.5), (x + 14, -60.5))
        arched(pen, x - 13, 0, 26, 45, LINE, GROUND)
        arched(pen, x - 9, 0, 18, 39, LINE, bars=False)
        pen.path(f"M{x} 0v-30M{x - 9}-30h18", FINE, stroke=GROUND)
    for x in (-82, 70):
        arched(pen, x, -62, 12, 34)
    steps(pen, 0, 0, 128, 3)


def st_johns_scene(pen: Pen) -> None:
    # it stands on a rise near the river
    pen.path("M8 300Q70 292 112 276H368Q420 290 472 300", BOLD)
    with pen.at(240, 267):
        tree(pen, -132, 14, 92, 21)
        tree(pen, 136, 16, 104, 33)
        with pen.at(0, 0, 0.92):
            _st_johns(pen)
    pen.path("M150 276Q136 290 120 304M330 276Q344 290 360 304", LINE)
    pen.path("M30 304H90M390 304H450M170 292H300M190 300H290", FINE)


ST_JOHNS = Subject(st_johns_scene, _st_johns, 190, 284)


# ---- Temple Israel: the Methodist church of 1905


def _festoons(pen: Pen) -> None:
    """A street dressed for a parade, and the church behind, of which only its brick is told."""
    pen.polygon([(-58, 0), (-58, -96), (0, -140), (58, -96), (58, 0)], LINE, broken=True)
    pen.bricks([(-56, -4), (-56, -94), (0, -136), (56, -94), (56, -4)], 17, 150)
    arched(pen, -12, 0, 24, 48, LINE, CLEAR, broken=True)
    for x in (-44, 26):
        arched(pen, x, -20, 18, 56, LINE, CLEAR, broken=True)
    for x in (-104, 104):
        pen.rect(x - 2, -150, 4, 150, LINE)
        pen.circle(x, -153, 3.5, LINE, INK)
    bunting(pen, (-104, -146), (104, -146), 30, 15, size=9, fill=ACCENT)
    bunting(pen, (-104, -112), (104, -112), 26, 15, size=9, fill=ACCENT)


def temple_israel_scene(pen: Pen) -> None:
    with pen.at(240, 282, 1.45):
        _festoons(pen)
    for x, seed in ((46, 2), (434, 3)):
        tree(pen, x, 284, 92, seed)
    ground(pen, 284, marks=False)
    crowd(pen, 24, 456, 312, 8, gap=15)
    pen.line((8, 312), (472, 312), pen=BOLD)


TEMPLE_ISRAEL = Subject(temple_israel_scene, _festoons, 216, 160)


# ---- Christ Church: the thanksgiving of September 5


def _pew(pen: Pen, x: float, *, empty: bool) -> None:
    """A pew seen from its end, its seat to the right; x is the foot of its back."""
    weight = LINE if empty else BOLD
    pen.path(
        f"M{x} 0L{x - 8}-60Q{x - 12}-68 {x - 4}-68T{x + 4}-60L{x + 8}-30H{x + 40}V-22H{x + 34}V0z",
        weight,
        GROUND,
        broken=empty,
    )
    if not empty:
        pen.hatch([(x + 2, -2), (x + 32, -2), (x + 32, -20), (x + 5, -20)], 2.6)


def _thanks(pen: Pen) -> None:
    """One gives thanks on his knees and one stands; the pew beside them stayed empty."""
    pointed(pen, -34, -54, 68, 142, broken=True)
    pointed(pen, -22, -54, 44, 118, broken=True)
    pen.line((0, -54), (0, -170), broken=True)
    _pew(pen, -104, empty=False)
    _pew(pen, 72, empty=True)
    man(pen, -48, 0, hat="none", scale=1.9, arm=(8, 9))
    _kneeling(pen, -8, 0)


def _kneeling(pen: Pen, x: float, y: float) -> None:
    """A man on his knees to the right, his head bowed over his hands."""
    with pen.at(x, y, 1.75):
        pen.path("M-16-1.500H2L5-7L6-2.500H11V0H-16z", LINE, INK)
        pen.path("M-7-3Q-8-20-2-27Q2-31 7-28Q9-22 6-14L4-3z", LINE, INK)
        pen.path("M4-24L12-18L17-24", 2.6)
        pen.circle(9.5, -31.5, 3.5)
        pen.path("M6.500-33.500Q7.500-36 10-35.500T13-32Q10-33.500 9-32.500T6.500-30z", LINE, INK)


def _candle(pen: Pen, x: float) -> None:
    pen.line((x, 0), (x, -96), pen=BOLD)
    pen.path(f"M{x - 12} 0h24M{x - 8}-6h16M{x - 8}-96h16", BOLD)
    pen.rect(x - 3, -120, 6, 24)
    pen.path(f"M{x}-123q-5-7 0-16q5 9 0 16z", LINE, ACCENT, stroke=ACCENT)


def christ_church_scene(pen: Pen) -> None:
    # of the church only its Gothic manner is told: arches in a broken line
    for x in (24, 356):
        pointed(pen, x, 288, 100, 214, broken=True)
    pen.path("M8 288V60M472 288V60", LINE, broken=True)
    with pen.at(240, 288, 1.4):
        _thanks(pen)
    with pen.at(0, 288):
        _candle(pen, 48)
        _candle(pen, 432)
    ground(pen, 288)


CHRIST_CHURCH = Subject(christ_church_scene, _thanks, 232, 184)

SUBJECTS = {
    "north-church": NORTH_CHURCH,
    "st-johns-church": ST_JOHNS,
    "temple-israel": TEMPLE_ISRAEL,
    "christ-church": CHRIST_CHURCH,
}
