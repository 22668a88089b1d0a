"""People, horses and what they ride: figures without faces, 46 units tall at scale 1.

Nobody is made recognisable: we have no likeness to draw after.
"""

from __future__ import annotations

import random
from typing import Literal

from drawings.parts import wheel
from drawings.pen import ACCENT, BOLD, FINE, GROUND, INK, LINE, Pen, Point, exact

Hat = Literal["top", "bowler", "cap", "straw", "none"]


def man(
    pen: Pen,
    x: float,
    y: float,
    *,
    hat: Hat = "top",
    facing: int = 1,
    arm: Point | None = None,
    scale: float = 1,
    coat: str = INK,
) -> None:
    """A man who stands; x, y is between his feet, `arm` where a hand reaches from the shoulder."""
    with pen.at(x, y, scale, mirrored=facing < 0):
        pen.path("M-5.200 0L-4-18H4L5.200 0H1L0-11L-1 0z", LINE, coat)
        pen.path(
            "M-5.600-11L-5.200-27Q-5-30.500-2-31.400L2-31.400Q5-30.500 5.200-27L5.600-11z",
            LINE,
            coat,
        )
        if coat == GROUND:
            pen.hatch([(1, -30), (4.4, -27), (4.8, -14), (1, -14)], 1.8)
        if arm:
            pen.path(f"M3.200-27.500L{exact(arm[0])} {exact(-27.5 + arm[1])}", 2.6)
        elif coat == INK:
            pen.path("M3-26.500L3.400-14", FINE, stroke=GROUND)
        _head(pen, hat)


def _head(pen: Pen, hat: Hat) -> None:
    pen.circle(0, -35.2, 3.5, LINE)
    if hat == "none":
        pen.path("M-3.500-35Q-3.600-39 0-39T3.400-36Q0-36.500-1.500-35.600T-3.500-33z", LINE, INK)
    elif hat == "top":
        pen.rect(-3.4, -46.4, 6.8, 7.8, LINE, INK)
        pen.line((-5.6, -38.4), (5.6, -38.4), pen=1.6)
    elif hat == "bowler":
        pen.path("M-4-38.200q0-5.200 4-5.200t4 5.200z", LINE, INK)
        pen.line((-5.4, -38), (5.4, -38), pen=1.6)
    elif hat == "cap":
        pen.path("M-4-37.400q0-5 4-5t4 5z", LINE, INK)
        pen.line((-4, -37.2), (6.5, -37), pen=1.6)
    elif hat == "straw":
        pen.rect(-3.4, -41.6, 6.8, 3.6, LINE, GROUND)
        pen.line((-5.8, -38), (5.8, -38), pen=1.6)


def lady(
    pen: Pen,
    x: float,
    y: float,
    *,
    facing: int = 1,
    parasol: bool = False,
    arm: Point | None = None,
    scale: float = 1,
) -> None:
    """A woman in a long skirt and a wide hat."""
    with pen.at(x, y, scale, mirrored=facing < 0):
        pen.path("M-2.400-20Q-5-10-9.500 0H9.500Q5-10 2.400-20z", LINE, GROUND)
        pen.hatch([(0.5, -18), (2.6, -18), (8, -1), (2.5, -1)], 1.9, 75)
        pen.path("M-2.400-20Q-4.600-26-3.400-30.600H3.400Q4.600-26 2.400-20z", LINE, INK)
        pen.circle(0, -34.6, 3.4, LINE)
        pen.path("M-7-37.200Q-3-42.500 0-42.500T7-37.200z", LINE, GROUND)
        pen.line((-8, -37), (8, -37), pen=1.6)
        if parasol:
            pen.line((3, -27), (9, -23), (11, -52), pen=LINE)
            pen.path(
                "M-3-48Q4-60 11-60T25-48Q18-51 11-48.500Q4-51-3-48z", LINE, GROUND, stroke=ACCENT
            )
            pen.path(
                "M11-60V-48.500M11-60Q5-56 4-49.500M11-60Q17-56 18-49.500", FINE, stroke=ACCENT
            )
        elif arm:
            pen.path(f"M3-28.500L{exact(arm[0])} {exact(-28.5 + arm[1])}", 2)
        else:
            pen.path("M3.600-28.500Q5.500-24 3-20", LINE)


def crowd(pen: Pen, left: float, right: float, y: float, seed: int, *, gap: float = 11) -> None:
    """Heads and shoulders of people who stand with their backs to us; y is the lower edge."""
    chance = random.Random(seed)
    count = max(int((right - left) / gap), 1)
    for i in range(count):
        x = left + (i + 0.5) * (right - left) / count + chance.uniform(-0.1, 0.1) * gap
        top = y - chance.uniform(13, 19)
        kind = chance.random()
        with pen.at(x, top):
            pen.path(
                f"M-6.500 {exact(y - top)}Q-6.500 6.500-2 "
                f"5.500H2Q6.500 6.500 6.500 {exact(y - top)}z",
                LINE,
                INK if kind < 0.55 else GROUND,
            )
            pen.circle(0, 2, 3.3, LINE, GROUND)
            if kind < 0.35:
                pen.path("M-3.800-.500q0-4.800 3.800-4.800t3.800 4.800z", LINE, INK)
                pen.line((-5.2, -0.4), (5.2, -0.4), pen=1.6)
            elif kind < 0.6:
                pen.rect(-3.2, -3.6, 6.4, 3.2, LINE, GROUND)
                pen.line((-5.4, -0.4), (5.4, -0.4), pen=1.6)
            else:
                pen.path("M-6.500 0Q-2.500-4.600 0-4.600T6.500 0z", LINE, GROUND)
                pen.line((-7, 0), (7, 0), pen=1.6)


def horse(pen: Pen, x: float, y: float, *, scale: float = 1, fill: str = INK) -> None:
    """A carriage horse that trots to the right; x, y is below its middle."""
    with pen.at(x, y, scale):
        pen.path(
            "M-19-30Q-8-33 4-31Q10-32 14-38L19-47L21-50"
            "L22-46.500Q26-45 29-40.500Q29.500-38.500 27-38.500"
            "Q24-39.500 22.500-40Q21-34 18-29Q16-22 11-20L-13-20.500Q-20-21-21-26Q-21-29-19-30z",
            LINE,
            fill,
        )
        pen.path(
            "M12-22Q13-14 18-12L17-4M9-21Q7-12 8-7L6-1M-15-22"
            "Q-18-15-14-11L-18-2M-11-21Q-10-14-6-10L-7-2",
            BOLD,
        )
        pen.path("M-20-28Q-26-26-26-14", BOLD)


def carriage(pen: Pen, x: float, y: float, wheel_count: int = 12) -> None:
    """An open carriage; x, y is on the ground below its middle."""
    with pen.at(x, y):
        pen.path("M-34-34Q-36-20-22-17H16Q24-17 27-27L30-40H34M-34-34Q-38-36-37-42", BOLD)
        pen.path("M-33-33Q-34-20-21-18H15Q22-18 25-27H6L2-23H-10L-14-33z", LINE, INK)
        pen.path("M26-28L40-24M-20-17Q-4-12 20-15", LINE)
        wheel(pen, -22, -13, 13, wheel_count)
        wheel(pen, 24, -10, 10, wheel_count - 2)


def bench(pen: Pen, x: float, y: float, width: float) -> None:
    pen.rect(x - width / 2, y - 11, width, 2.4, LINE, GROUND)
    pen.rect(x - width / 2, y - 22, width, 2.4, LINE, GROUND)
    pen.rect(x - width / 2, y - 17.500, width, 2.4, LINE, GROUND)
    for side in (-1, 1):
        pen.line((x + side * (width / 2 - 4), y - 23), (x + side * (width / 2 - 4), y), pen=BOLD)


def table(pen: Pen, x: float, y: float, width: float) -> None:
    """A round table with its cloth, laid for tea; x, y is its foot."""
    half = width / 2
    pen.path(
        f"M{exact(x - half)} {exact(y - 20)}L{exact(x - half * 0.92)} {exact(y - 4)}"
        f"q{exact(width * 0.115)} 5 {exact(width * 0.23)} 0t{exact(width * 0.23)} 0"
        f"t{exact(width * 0.23)} 0t{exact(width * 0.23)} 0L{exact(x + half)} {exact(y - 20)}z",
        LINE,
        GROUND,
    )
    pen.hatch(
        [
            (x + half * 0.35, y - 18),
            (x + half * 0.95, y - 18),
            (x + half * 0.88, y - 5),
            (x + half * 0.35, y - 5),
        ],
        2.2,
    )
    pen.path(
        f"M{exact(x - half)} {exact(y - 20)}a{exact(half)} 3 0 1 0 {exact(width)} 0"
        f"a{exact(half)} 3 0 1 0-{exact(width)} 0z",
        LINE,
        GROUND,
    )
    # a pot and two cups
    pen.path(
        f"M{exact(x - 6)} {exact(y - 21)}q-3-8 6-9q9 1 6 9zM{exact(x + 6)} {exact(y - 28)}l5-3",
        LINE,
        GROUND,
    )
    pen.path(
        f"M{exact(x - half * 0.7)} {exact(y - 24)}h6v3h-5z"
        f"M{exact(x + half * 0.5)} {exact(y - 24)}h6v3h-5z",
        LINE,
        GROUND,
    )
