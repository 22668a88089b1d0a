"""The state's capital, and people whose part was told on paper or by a bell."""

from __future__ import annotations

from drawings.lettering import letter
from drawings.nature import blossom, grass, ground, tree
from drawings.parts import arched, cornice, pediment, steps, window
from drawings.pen import ACCENT, BOLD, CLEAR, FINE, GROUND, INK, LINE, Pen, Point
from drawings.subject import Subject

# ---- the State House, without the storey of 1910


def _dome(pen: Pen) -> None:
    """The dome on its drum, with lantern and eagle; 0 is the middle of the drum's foot."""
    pen.polygon([(-36, 0), (-36, -12), (36, -12), (36, 0)], LINE)
    pen.polygon([(-30, -12), (-30, -50), (30, -50), (30, -12)], 1.6)
    pen.hatch([(18, -49), (30, -49), (30, -13), (18, -13)], 2.2)
    for x in (-22, -6, 10):
        arched(pen, x, -15, 12, 29, LINE, bars=False)
    for x in (-28, -9, 7, 25):
        pen.rect(x, -48, 3, 36, FINE)
    pen.polygon([(-35, -50), (35, -50), (32, -56), (-32, -56)], LINE)
    pen.path("M-31-56Q-29-92 0-98Q29-92 31-56z", 1.7, GROUND)
    pen.path("M-20-56Q-18-86 0-98M20-56Q18-86 0-98M-9-56Q-8-86 0-98M9-56Q8-86 0-98", FINE)
    pen.hatch([(12, -57), (30, -57), (24, -80), (10, -92)], 2.2, 62)
    for x in (-14, 0, 14):
        pen.circle(x, -68, 3, LINE, pen.lit)
    pen.polygon([(-8, -97), (-8, -112), (8, -112), (8, -97)], LINE)
    pen.path("M-8-112Q-6-122 0-122T8-112z", LINE, GROUND)
    # the eagle
    pen.path(
        "M0-122V-128M0-126Q-12-132-15-142Q-8-137-3-137"
        "Q-3-142 1-142Q3-141 3-137Q8-137 15-142Q12-132 0-126z",
        LINE,
        INK,
    )


def _state_house(pen: Pen) -> None:
    """About 0, 0; granite, two storeys, a portico of two tiers. Its roof of 1905 is not told."""
    left, right, top = -126, 126, -82
    wall: list[Point] = [(left, 0), (left, top), (right, top), (right, 0)]
    with pen.at(0, -110):
        _dome(pen)
    pen.path(f"M{left - 4} {top - 5}V{top - 30}H{right + 4}V{top - 5}", LINE, GROUND, broken=True)
    pen.polygon(wall, BOLD)
    pen.hatch([(98, top + 2), (right, top + 2), (right, 0), (98, 0)], 2.6)
    if not pen.coarse:
        for x in (left, right - 8):
            pen.path(
                "".join(
                    f"M{x} {y}h{8 if i % 2 else 6}v7h-{8 if i % 2 else 6}"
                    for i, y in enumerate(range(-80, -6, 8))
                ),
                FINE,
            )
    cornice(pen, left, right, top, 4, 5)
    for x in (-112, -88, -64, 52, 76, 100):
        window(pen, x, -8, 12, 25)
        arched(pen, x, -44, 12, 30)
    # the portico stands forward: paired columns, and columns again above
    pen.rect(-44, -88, 88, 88, LINE)
    pen.rect(-7, -30, 14, 30, LINE, pen.lit)
    arched(pen, -7, -44, 14, 32)
    for x in (-30, 18):
        window(pen, x, -8, 12, 24)
        arched(pen, x, -44, 12, 30)
    pen.rect(-46, -42, 92, 5, LINE)
    for x in (-44, -38, -15, -9, 6, 12, 35, 41):
        pen.rect(x, -37, 3, 37, FINE if not pen.coarse else LINE, GROUND)
        pen.rect(x, -84, 3, 42, FINE if not pen.coarse else LINE, GROUND)
    pen.rect(-49, -91, 98, 7, LINE)
    pediment(pen, 0, -91, 52, 22, BOLD)
    steps(pen, 0, 0, 92, 3)


def concord_scene(pen: Pen) -> None:
    with pen.at(240, 280, 1.06):
        _state_house(pen)
    pen.path("M190 290L150 312M290 290L330 312", LINE)
    tree(pen, 56, 286, 112, 3)
    tree(pen, 424, 286, 118, 8)
    pen.line((8, 286), (182, 286), pen=BOLD)
    pen.line((298, 286), (472, 286), pen=BOLD)
    grass(pen, 16, 150, 294, 312, 2, 16)
    grass(pen, 334, 466, 294, 312, 3, 16)


CONCORD = Subject(concord_scene, _state_house, 262, 254)

# ---- Mayor Marvin: the bells


def _bell(pen: Pen) -> None:
    """A bell that swings, in a frame of which nothing is known."""
    pen.path("M-64-150H64M-56-150V0M56-150V0", LINE, broken=True)
    pen.rect(-46, -142, 92, 14, BOLD)
    pen.hatch([(-46, -134), (46, -134), (46, -128), (-46, -128)], 2)
    pen.path(
        "M-8-128V-120Q-32-116-34-84Q-35-52-52-38V-32H52V-38Q35-52 34-84Q32-116 8-120V-128z",
        BOLD,
        INK if pen.coarse else GROUND,
    )
    pen.path("M-45-42H45M-36-78Q0-70 36-78M-35-72Q0-64 35-72", LINE)
    pen.hatch(
        [(8, -118), (28, -106), (33, -80), (36, -58), (46, -42), (16, -42), (12, -70)], 2.6, 80
    )
    pen.circle(6, -24, 8, BOLD, INK)
    pen.line((3, -40), (5, -30), pen=BOLD)
    for side in (-1, 1):
        for i in range(3):
            r = 14 + i * 9
            pen.path(
                f"M{side * (60 + i * 9)} {-40 - r}q{side * (8 + i * 3)} {r} 0 {2 * r}",
                LINE,
                stroke=ACCENT,
            )


def marvin_scene(pen: Pen) -> None:
    with pen.at(214, 292, 1.6):
        _bell(pen)
    # four o'clock; they rang till half past
    with pen.at(400, 96):
        pen.circle(0, 0, 44, BOLD)
        pen.circle(0, 0, 38, FINE)
        pen.path(
            "M0-36v5M36 0h-5M0 36v-5M-36 0h5M18-31l-2 4M31-18l-4 2M31 "
            "18l-4-2M18 31l-2-4M-18 31l2-4M-31 18l4-2M-31-18l4 2M-18-31l2 4",
            LINE,
        )
        pen.path("M0 0V-29M0 0L17 10", BOLD, stroke=ACCENT)
        pen.path("M0-26a26 26 0 0 1 0 52", LINE, stroke=ACCENT, broken=True)
    ground(pen, 292, marks=False)


MARVIN = Subject(marvin_scene, _bell, 190, 152)

# ---- Hanover: Asakawa's study of the war


def _book(pen: Pen) -> None:
    """An open book on a table, a pen, and a sprig of cherry."""
    pen.path("M0-20Q-40-44-88-30V18Q-40 4 0 26Q40 4 88 18V-30Q40-44 0-20z", BOLD, GROUND)
    pen.path("M0-20V26M-84-33Q-40-48 0-26Q40-48 84-33", LINE)
    for i in range(5):
        y = i * 8
        pen.path(f"M-78 {-20 + y}Q-42 {-31 + y} -8 {-11 + y}", FINE if not pen.coarse else LINE)
        if i < 4:
            pen.path(f"M8 {-11 + y}Q42 {-31 + y} 78 {-20 + y}", FINE if not pen.coarse else LINE)


def hanover_scene(pen: Pen) -> None:
    # a table of mahogany came from the rooms of the conference; its form was not read
    pen.path("M30 196H450L472 236H8z", LINE, GROUND, broken=True)
    pen.path("M8 236V250H472V236M44 250V306M436 250V306", LINE, broken=True)
    with pen.at(226, 206, 1.42):
        _book(pen)
    # books, one on another
    for i, (wide, dx) in enumerate(((104, 0), (92, 5), (98, -3))):
        y = 192 - i * 17
        pen.path(f"M{352 + dx} {y}h{wide}v-16h-{wide}q-7 8 0 16z", LINE, GROUND)
        pen.hatch(
            [
                (356 + dx, y - 3),
                (352 + dx + wide, y - 3),
                (352 + dx + wide, y - 13),
                (356 + dx, y - 13),
            ],
            2.6,
            0,
        )
    # a lamp
    with pen.at(70, 200):
        pen.path("M-26 0H26Q20-8 6-10V-52H-6V-10Q-20-8-26 0z", LINE, GROUND)
        pen.path("M-34-52H34L22-92H-22z", BOLD, GROUND)
        pen.hatch([(4, -54), (32, -54), (21, -90), (4, -90)], 2.8, 100)
        pen.path("M-20-46l-12 18M20-46l12 18M0-44v20M-38-58h-14M38-58h14", LINE, stroke=ACCENT)
    with pen.at(170, 120):
        pen.path("M-30 34Q10 20 40-30Q52-52 92-60M10 12Q40 14 62 0M34-20Q30-42 44-60", LINE)
        for x, y in (
            (92, -60),
            (80, -52),
            (64, -2),
            (52, 8),
            (44, -62),
            (36, -52),
            (22, 2),
            (-2, 22),
            (60, -46),
            (30, -30),
        ):
            fill = ACCENT if (x + y) % 3 else GROUND
            pen.path(blossom((x, y), 6.5, x / 40), FINE, fill, stroke=ACCENT)


def _book_small(pen: Pen) -> None:
    with pen.at(0, -34, 1):
        _book(pen)
    with pen.at(-44, -84, 0.9):
        pen.path("M-30 14Q10 10 40-10Q62-32 102-30M34-6Q50 10 72 4", LINE)
        for x, y in (
            (102, -30),
            (88, -32),
            (72, 4),
            (60, 2),
            (46, -18),
            (30, -4),
            (8, 6),
            (-14, 12),
        ):
            pen.circle(x, y, 6, FINE, ACCENT if (x + y) % 3 else GROUND, stroke=ACCENT)


HANOVER = Subject(hanover_scene, _book_small, 180, 120)

# ---- Lancaster: two who wrote the treaty


def _two_texts(pen: Pen) -> None:
    """The same articles in two languages, a pen on each."""
    for side, tilt in ((-1, -1), (1, 1)):
        with pen.at(side * 42, 0, 1):
            pen.polygon(
                [
                    (-34 + tilt * 2, 0),
                    (34 + tilt * 2, 0),
                    (34 - tilt * 2, -92),
                    (-34 - tilt * 2, -92),
                ],
                BOLD,
            )
            for i in range(9):
                y = -76 + i * 8
                end = 26 if i not in {3, 8} else 4
                pen.line((-26, y), (end, y), pen=LINE)
    pen.circle(58, -12, 7, LINE, ACCENT, stroke=ACCENT)
    pen.circle(-28, -12, 7, LINE, ACCENT, stroke=ACCENT)
    for side in (-1, 1):
        with pen.at(side * 44, -26, 1, mirrored=side < 0):
            pen.polygon([(0, 0), (2.5, -8), (56, -66), (60, -62), (8, -3)], LINE, GROUND)
            pen.polygon([(0, 0), (2.5, -8), (13, -19.5), (17, -14), (8, -3)], LINE, INK)


def lancaster_scene(pen: Pen) -> None:
    pen.path("M8 286L60 150H420L472 286z", LINE, GROUND)
    pen.hatch([(8, 287), (472, 287), (472, 300), (8, 300)], 3)
    pen.rect(8, 286, 464, 16, BOLD, CLEAR)
    with pen.at(240, 268, 1.52):
        _two_texts(pen)
        letter(pen, "ENGLISH", -42, -80, 6, LINE)
        letter(pen, "FRENCH", 42, -80, 6, LINE)
    for x in (96, 392):
        with pen.at(x, 184):
            pen.path("M-20 0L-15-22H15L20 0Q0 6-20 0z", LINE, INK)
            pen.path("M-15-22a15 4 0 1 0 30 0a15 4 0 1 0-30 0z", LINE, GROUND)
    with pen.at(240, 112):
        pen.circle(0, -36, 42, BOLD)
        pen.circle(0, -36, 36, FINE)
        pen.path("M0-70v5M34-36h-5M0-2v-5M-34-36h5", LINE)
        # they worked till eight in the evening
        pen.path("M0-36V-64M0-36L-17-26", BOLD, stroke=ACCENT)


LANCASTER = Subject(lancaster_scene, _two_texts, 220, 96)

SUBJECTS = {
    "concord-chandler": CONCORD,
    "mayor-marvin-house": MARVIN,
    "hanover-asakawa": HANOVER,
    "lancaster-denison": LANCASTER,
}
