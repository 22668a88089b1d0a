"""Market Square, and what is a few steps from it: P"
"age's office, the courthouse, the YMCA, the theater."""

from __future__ import annotations

from drawings.lettering import letter
from drawings.nature import ground
from drawings.parts import arched, bunting, cornice, flag, steps, window
from drawings.pen import ACCENT, BOLD, CLEAR, FINE, GROUND, INK, LINE, Pen
from drawings.people import carriage, crowd, horse, man
from drawings.sites.churches import draw_north_church
from drawings.subject import Subject

# ---- Market Square: the procession of August 8


def _envoys(pen: Pen) -> None:
    """A carriage with two in top hats, drawn by two horses."""
    carriage(pen, -22, 0)
    for x, facing in ((-44, 1), (-16, -1)):
        with pen.at(x, -23, 1.05, mirrored=facing < 0):
            pen.path("M-6 0L-5.500-14Q-5-17-2-17.500H2Q5-17 5.500-14L6 0z", LINE, INK)
            pen.circle(0, -21.5, 3.5)
            pen.rect(-3.4, -33, 6.8, 8, LINE, INK)
            pen.line((-5.6, -25), (5.6, -25), pen=1.6)
    with pen.at(10, -34, 0.95):
        pen.path("M-5 0L-5-13Q-4-16-1-16.500H2Q5-16 5-13L5 0z", LINE, INK)
        pen.circle(0.5, -20.5, 3.4)
        pen.path("M-3.500-23q0-5 4-5t4 5z", LINE, INK)
        pen.line((-5, -22.8), (6, -22.8), pen=1.6)
    pen.path("M14-44Q34-48 50-42M15-43Q40-52 62-44", FINE)
    with pen.at(60, -2):
        horse(pen, 0, 0, fill=GROUND)
    horse(pen, 52, 0)


def _block(pen: Pen, left: float, width: float, height: float, bays: int, *, seed: int) -> None:
    """A brick front on the square; how many windows it had was not read."""
    pen.rect(left, -height, width, height, BOLD)
    pen.bricks(
        [(left, -36), (left, -height), (left + width, -height), (left + width, -36)], seed, 34
    )
    cornice(pen, left, left + width, -height, 3, 5)
    pen.line((left, -34), (left + width, -34))
    step = width / bays
    for i in range(bays):
        x = left + step * (i + 0.5)
        for y in (-50, -84):
            pen.rect(x - 5, y - 20, 10, 20, LINE, GROUND, broken=True)
        pen.rect(x - step * 0.36, -28, step * 0.72, 28, FINE, GROUND)


def market_square_scene(pen: Pen) -> None:
    with pen.at(0, 248):
        _block(pen, 14, 92, 118, 4, seed=3)
        _block(pen, 110, 78, 108, 3, seed=4)
        _block(pen, 322, 84, 112, 3, seed=5)
        _block(pen, 410, 60, 120, 2, seed=6)
        with pen.at(254, 0, 0.72):
            draw_north_church(pen, bricks=False)
        bunting(pen, (14, -112), (196, -120), 12, 15, size=7)
        bunting(pen, (316, -120), (470, -112), 12, 13, size=7)
    pen.line((8, 248), (472, 248), pen=BOLD)
    crowd(pen, 14, 466, 262, 4, gap=16)
    pen.rect(4, 262, 472, 50, FINE, GROUND, stroke=GROUND)
    pen.line((8, 262), (472, 262))
    with pen.at(226, 306, 1.05):
        _envoys(pen)
    for x, step in ((352, 0), (374, 1), (396, 0)):
        man(pen, x, 304 + step, hat="cap", scale=0.86, coat=GROUND)
        pen.line((x + 4, 280), (x + 7, 254), pen=BOLD)
    pen.line((8, 308), (472, 308), pen=BOLD)


def _square_small(pen: Pen) -> None:
    """A brick front, the church's tower, and the carriage before them."""
    with pen.at(0, -10):
        pen.rect(-86, -78, 60, 78, BOLD)
        for x in (-78, -62, -46):
            window(pen, x, -46, 9, 18, hood=False)
        pen.rect(30, -84, 56, 84, BOLD)
        for x in (38, 54, 70):
            window(pen, x, -48, 9, 18, hood=False)
        with pen.at(0, 0, 0.5):
            draw_north_church(pen)
    pen.rect(-92, -26, 184, 26, FINE, GROUND, stroke=GROUND)
    with pen.at(0, 0, 0.9):
        _envoys(pen)
    pen.line((-94, 0), (94, 0), pen=BOLD)


MARKET_SQUARE = Subject(market_square_scene, _square_small, 188, 172)

# ---- Judge Page's office


def _tablet(pen: Pen, x: float, y: float, width: float, height: float, rows: int) -> None:
    pen.rect(x, y, width, height, BOLD, GROUND)
    pen.rect(x + 4, y + 4, width - 8, height - 8, FINE)
    for i in range(rows):
        inset = 10 if i % 2 == 0 else 14
        at = y + 12 + i * (height - 24) / max(rows - 1, 1)
        pen.line((x + inset, at), (x + width - inset, at), pen=LINE)


def _office(pen: Pen) -> None:
    """The foot of a brick front, with its door and Page's tablet; nothing above it."""
    pen.rect(-86, -130, 172, 18, LINE, GROUND, broken=not pen.coarse)
    pen.rect(-66, -100, 34, 100, LINE, GROUND)
    pen.rect(-61, -78, 24, 78, LINE, pen.lit)
    pen.path("M-49-78v78", FINE, stroke=GROUND)
    pen.rect(-61, -95, 24, 12, LINE, pen.lit)
    pen.rect(34, -92, 36, 62, LINE, GROUND, broken=True)
    _tablet(pen, -22, -96, 44, 58, 5)
    steps(pen, -49, 0, 42, 1, 5)


def _law(pen: Pen) -> None:
    pen.path("M0-26H42M8-26v9M34-26v9", LINE, broken=True)
    pen.rect(2, -17, 38, 24, LINE, GROUND, broken=True)
    letter(pen, "LAW", 21, 0, 11, LINE, stroke=ACCENT)


def page_scene(pen: Pen) -> None:
    # the north end of a brick row; how high it is and how many windows it has is not told
    pen.rect(-10, -10, 318, 300, BOLD)
    pen.bricks([(0, 0), (304, 0), (304, 286), (0, 286)], 12, 420)
    for x in (40, 130, 220):
        pen.rect(x, 8, 32, 58, LINE, GROUND, broken=True)
    with pen.at(158, 288, 1.5):
        _office(pen)
        letter(pen, "MUSIC AND ART", 0, -118.5, 8, FINE)
    with pen.at(308, 128, 1.6):
        _law(pen)
    # the city's marker of 2013, at the kerb
    with pen.at(418, 294, 0.98):
        pen.rect(-3, -104, 6, 104, LINE, GROUND)
        pen.path("M-42-164H42V-108Q20-98 0-98T-42-108z", BOLD, GROUND)
        pen.path("M-42-164Q0-188 42-164", BOLD, GROUND)
        pen.circle(0, -168, 6)
        pen.path("M-28-150h56M-32-141h64M-26-132h52M-32-123h64M-20-114h40", LINE)
    ground(pen, 292)


def _office_small(pen: Pen) -> None:
    with pen.at(-14, 0, 0.9):
        pen.rect(-80, -112, 160, 112, BOLD)
        _office(pen)
    with pen.at(58, -70, 1.15):
        _law(pen)


PAGE = Subject(page_scene, _office_small, 196, 122)

# ---- The county courthouse


def _courthouse(pen: Pen) -> None:
    """Gone since 1967, so in a broken line; brick, and a tower like a steeple: no more is told."""
    pen.polygon([(-96, 0), (-96, -84), (96, -84), (96, 0)], LINE, broken=True)
    pen.bricks([(-94, -4), (-94, -80), (94, -80), (94, -4)], 9, 190)
    tower = [(-24, 0), (-24, -130), (0, -206), (24, -130), (24, 0)]
    pen.polygon(tower, LINE, GROUND, broken=True)
    pen.bricks([(-22, -4), (-22, -126), (22, -126), (22, -4)], 10, 90)
    pen.line((-24, -130), (24, -130), broken=True)
    arched(pen, -11, 0, 22, 42, LINE, CLEAR, broken=True)


def _one_picture(pen: Pen) -> None:
    """Those who stood for one photograph; both sides together."""
    for i, x in enumerate(range(-90, 91, 30)):
        man(pen, x, -20, hat="bowler" if i % 3 else "top", scale=1.3, coat=GROUND)
    for i, x in enumerate(range(-75, 76, 30)):
        man(pen, x, 0, hat="none" if i in {1, 4} else "top", scale=1.4)


def _camera(pen: Pen) -> None:
    """A plate camera on three legs, its dark cloth behind; it looks to the right."""
    pen.path("M0-52L-16 0M0-52L2 0M0-52L20 0", BOLD)
    pen.path("M-15-78H-1V-54H-15z", BOLD, INK)
    pen.path("M-1-76L12-72V-60L-1-56z", LINE, GROUND)
    pen.path("M2-75v18M5-74v16M8-73v14", FINE)
    pen.rect(12, -74, 4, 16, LINE, INK)
    pen.rect(16, -69, 7, 7, LINE, ACCENT)
    pen.path("M-15-78Q-26-76-25-50L-17-54V-60z", LINE, INK)


def courthouse_scene(pen: Pen) -> None:
    with pen.at(292, 268, 1.24):
        _courthouse(pen)
        for x in (-96, 96):
            flag(pen, x, -84, 40, 20, stroke=INK)
        bunting(pen, (-96, -78), (-26, -78), 8, 7, size=7, fill=ACCENT)
        bunting(pen, (26, -78), (96, -78), 8, 7, size=7, fill=ACCENT)
    with pen.at(292, 296, 1.12):
        pen.rect(-116, -20, 232, 20, LINE)
        _one_picture(pen)
    with pen.at(72, 304, 1.7):
        _camera(pen)
    ground(pen, 298)


def _courthouse_small(pen: Pen) -> None:
    with pen.at(10, 0):
        _courthouse(pen)
        for x in (-30, -4, 22, 48, 74):
            man(pen, x, 0, hat="top", scale=1.25)
    with pen.at(-64, 0, 1.15):
        _camera(pen)


COURTHOUSE = Subject(courthouse_scene, _courthouse_small, 206, 206)

# ---- The YMCA: the flags of August 29


def _two_flags(pen: Pen) -> None:
    """The flags of both nations, one as large as the other, from a wall we do not know."""
    pen.rect(-92, -150, 184, 150, LINE, broken=True)
    pen.rect(-46, -52, 92, 20, LINE, GROUND)
    letter(pen, "Y.M.C.A.", 0, -36, 12, LINE if not pen.coarse else 2.2)
    pen.rect(-14, -30, 28, 30, LINE, GROUND, broken=True)
    for side in (-1, 1):
        x = side * 12
        pen.line((x, -76), (x + side * 70, -136), pen=BOLD)
        pen.circle(x + side * 71, -137, 2.5, LINE, INK)
    # Japan's, a disc
    pen.path("M-80-133Q-64-124-48-128L-27-88Q-44-84-58-92z", LINE, GROUND)
    pen.circle(-53, -109, 10, LINE, ACCENT, stroke=ACCENT)
    # Russia's, three bands
    pen.path("M80-133Q64-124 48-128L27-88Q44-84 58-92z", LINE, GROUND)
    pen.path(
        "M41-114.700Q57-110 73-119.300L65.300-105.700Q50-98 34-101.300z",
        LINE,
        INK if pen.coarse else GROUND,
    )
    pen.hatch(
        [
            (41, -114),
            (50, -112.500),
            (62, -115),
            (73, -119),
            (65.300, -106),
            (50, -100),
            (34, -102),
        ],
        1.7,
        0,
    )
    pen.path("M34-101.300Q50-98 65.300-105.700L58-92Q44-84 27-88z", LINE, ACCENT, stroke=INK)


def ymca_scene(pen: Pen) -> None:
    with pen.at(240, 268, 1.7):
        _two_flags(pen)
    pen.line((8, 266), (472, 266), pen=BOLD)
    crowd(pen, 24, 458, 300, 14, gap=17)
    pen.line((8, 300), (472, 300), pen=BOLD)


YMCA = Subject(ymca_scene, _two_flags, 184, 152)

# ---- The Music Hall


def _stage(pen: Pen) -> None:
    """A curtain, footlights, and the hats in the stalls."""
    pen.path("M-92 0V-104Q-92-128 0-128T92-104V0", LINE, broken=True)
    pen.path("M-78-14V-108Q-40-118 0-118T78-108V-14z", BOLD, GROUND)
    for side in (-1, 1):
        with pen.at(0, 0, 1, mirrored=side < 0):
            pen.path("M78-14V-108Q40-118 2-118Q16-82 46-62Q54-56 52-14z", BOLD, INK)
            pen.path(
                "M70-108Q68-60 70-16M58-112Q58-62 61-16M40-115Q46-84 56-62", FINE, stroke=GROUND
            )
            pen.path("M44-63l14-2", 3, stroke=ACCENT)
    pen.rect(-84, -14, 168, 10, LINE, GROUND)
    for x in range(-66, 67, 12):
        pen.path(
            f"M{x - 4}-14a4 4.500 0 0 1 8 0z",
            LINE,
            ACCENT,
            stroke=ACCENT,
        )
    man(pen, 0, -14, hat="top", scale=1.0, arm=(11, 4), coat=GROUND)


def music_hall_scene(pen: Pen) -> None:
    with pen.at(240, 258, 1.85):
        _stage(pen)
    for row, (y, gap) in enumerate(((276, 18), (296, 20), (318, 22))):
        crowd(pen, 20 + row * 6, 466, y, 30 + row, gap=gap)


def _stage_small(pen: Pen) -> None:
    _stage(pen)
    crowd(pen, -78, 82, 14, 3, gap=18)


MUSIC_HALL = Subject(music_hall_scene, _stage_small, 190, 132)

SUBJECTS = {
    "market-square": MARKET_SQUARE,
    "calvin-page-law-office": PAGE,
    "rockingham-county-courthouse-site": COURTHOUSE,
    "ymca-former": YMCA,
    "music-hall": MUSIC_HALL,
}
