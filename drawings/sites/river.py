"""Both banks of the Piscataqua: the yard where they signed, and the park across from it."""

from __future__ import annotations

from drawings.nature import bush, grass, puff, tree, water
from drawings.parts import flag
from drawings.pen import ACCENT, BOLD, FINE, GROUND, INK, LINE, Pen, Point, exact
from drawings.people import bench, man
from drawings.subject import Subject

# ---- Building 86


def _building_86(pen: Pen) -> None:
    """About 0, 0; 300 wide. Brick with stone, two and a half times as long as deep.

    Roof, cornice, door and the number of windows are not told.
    """
    left, corner, right, top = -150, 96, 150, -104
    long_side: list[Point] = [(left, 0), (left, top), (corner, top), (corner, 0)]
    end: list[Point] = [(corner, 0), (corner, top), (right, top + 16), (right, -12)]
    pen.polygon(end, BOLD)
    pen.hatch(end, 2.8)
    pen.polygon(long_side, BOLD)
    pen.bricks(long_side, 86, 300)
    pen.path(f"M{left} {top}V{top - 14}H{corner}L{right} {top + 4}V{top + 16}", LINE, broken=True)
    for y in (-35, -69, top):
        pen.line((left, y), (corner, y), pen=BOLD if y == top else LINE)
        pen.line((left, y + 3), (corner, y + 3), pen=FINE)
    pen.line((left, -4), (corner, -4))
    for bay in range(11):
        x = left + 12 + bay * 21.2
        for storey, y in enumerate((-9, -43, -77)):
            if storey == 0 and bay == 5:
                continue
            second = storey == 1
            pen.rect(x, y - 20, 11, 20, LINE, ACCENT if second else pen.lit, stroke=INK)
            if not pen.coarse:
                pen.path(f"M{exact(x + 5.5)} {y}v-20M{exact(x)} {y - 10}h11", FINE, stroke=GROUND)
                pen.path(f"M{exact(x - 1.5)} {y - 21.5}h14M{exact(x - 1.5)} {y + 1.5}h14", LINE)
    pen.rect(left + 12 + 5 * 21.2 - 3, -30, 17, 30, LINE, GROUND, broken=True)


def building_86_scene(pen: Pen) -> None:
    with pen.at(232, 236, 1.36):
        flag(pen, -132, -104, 62, 24, stroke=INK)
        _building_86(pen)
    with pen.at(0, 240):
        pen.line((8, 0), (472, 0), pen=BOLD)
        for x in (150, 178, 206, 258, 286, 314):
            man(pen, x, 12, hat="cap", scale=0.72, coat=GROUND)
            pen.line((x + 4, -8), (x + 4, -26))
    pen.path("M40 264h70M130 270h60M292 264h90M400 270h50M210 274h60", FINE)
    pen.path("M8 282H472M8 288H472", LINE)
    pen.path("".join(f"M{x} 282v14" for x in range(14, 470, 26)), LINE)
    water(pen, 8, 474, 300, 3, 6)


def _building_86_small(pen: Pen) -> None:
    with pen.at(0, 0, 1):
        flag(pen, -60, -104, 54, 22, stroke=INK)
        long_side: list[Point] = [(-80, 0), (-80, -104), (50, -104), (50, 0)]
        pen.polygon([(50, 0), (50, -104), (88, -92), (88, -10)], BOLD)
        pen.polygon(long_side, BOLD)
        for bay in range(5):
            for storey, y in enumerate((-9, -43, -77)):
                if storey == 0 and bay == 2:
                    continue
                pen.rect(-72 + bay * 25, y - 20, 14, 20, LINE, ACCENT if storey == 1 else pen.lit)
        pen.rect(-24, -27, 18, 27, LINE, GROUND)
        pen.line((-92, 0), (96, 0), pen=BOLD)


BUILDING_86 = Subject(building_86_scene, _building_86_small, 188, 160)

# ---- Prescott Park


def _far_bank(pen: Pen) -> None:
    """The yard over the water, where we can't point to a roof, and the guns of September 5."""
    pen.path(
        "M-150-14V-34H-118V-26H-96V-44H-60V-30H-36V-22H-8V-40H30V-28H62V-46H84V-30H120V-14",
        LINE,
        GROUND,
        broken=True,
    )
    pen.path("M-186-8Q-150-14-120-13H110Q140-12 172-7V4H-186z", FINE, GROUND, stroke=GROUND)
    pen.path("M-186-8Q-150-14-120-13H110Q140-12 172-7", BOLD)
    for x, y, r in ((-20, -22, 8), (-6, -36, 11), (14, -54, 14), (40, -70, 17)):
        puff(pen, x, y, r)
    pen.hatch([(30, -74), (52, -74), (48, -60), (34, -60)], 3, 20)
    pen.path("M-34-18l-12-6M-36-14h-14M-34-10l-10 4", LINE, stroke=ACCENT)


def prescott_scene(pen: Pen) -> None:
    with pen.at(250, 150, 1.34):
        _far_bank(pen)
    water(pen, 8, 474, 166, 10, 6)
    pen.path("M0 236Q140 224 250 230T480 226V320H0z", LINE, GROUND, stroke=GROUND)
    pen.path("M0 236Q140 224 250 230T480 226", BOLD)
    pen.path(
        "".join(f"M{x} {exact(233 - 4 * min(x, 250) / 250)}v-16" for x in range(16, 470, 24)), LINE
    )
    pen.path("M8 222Q140 210 250 216T474 212M8 228Q140 216 250 222T474 218", LINE)
    grass(pen, 16, 460, 252, 306, 4, 46)
    # the Liberty Pole, a bench, trees
    pen.path("M62 292V40", BOLD)
    pen.path("M62 40l-3-7h6z", LINE, INK)
    pen.path("M62 56q10 6 20 0t20 0v18q-10 6-20 0t-20 0z", LINE, GROUND, stroke=INK)
    pen.path("M54 292h16M50 296h24", BOLD)
    tree(pen, 414, 286, 142, 12)
    bench(pen, 300, 282, 62)
    bush(pen, 372, 290, 34, 22, 5)
    bush(pen, 120, 296, 40, 20, 6)


def _bank_small(pen: Pen) -> None:
    with pen.at(8, -58, 0.5):
        _far_bank(pen)
    pen.path(
        "M-90-48q6-5 12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0",
        LINE,
    )
    pen.path(
        "M-84-36q6-5 12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0", LINE
    )
    pen.line((-72, 0), (-72, -132), pen=BOLD)
    pen.path("M-72-130q10 6 20 0t20 0v18q-10 6-20 0t-20 0z", LINE, GROUND)
    pen.line((-92, 0), (92, 0), pen=BOLD)
    bench(pen, 40, 0, 60)


PRESCOTT = Subject(prescott_scene, _bank_small, 184, 134)

SUBJECTS = {"navy-yard-building-86": BUILDING_86, "prescott-park": PRESCOTT}
