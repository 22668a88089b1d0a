"""Gardens, lawns and trees: where they danced, drank tea, and where the treaty is remembered."""

from __future__ import annotations

from drawings.nature import cherry, granite, grass, ground, hills, ripples, stars, tree, water
from drawings.parts import mansard
from drawings.pen import ACCENT, BOLD, FINE, GROUND, INK, LINE, Pen, exact
from drawings.people import crowd, lady, man, table
from drawings.subject import Subject


def hotel_over_the_water(pen: Pen) -> None:
    """The Wentworth's three towers, far off; 0 is the middle of its foot."""
    pen.rect(-62, -20, 124, 20, LINE)
    for x, half, top, roof in ((-62, 8, -24, 12), (62, 8, -24, 12), (0, 10, -32, 15)):
        pen.rect(x - half, top, 2 * half, -top, LINE)
        mansard(pen, x, top, half, roof, crest=False)
    pen.path("".join(f"M{x}-14v6" for x in range(-52, 54, 6) if abs(x) > 12), FINE)


# ---- Strawbery Banke: the tree in the Community Garden


def _fence(pen: Pen, left: float, right: float, y: float) -> None:
    count = int((right - left) / 8)
    pales = "".join(f"M{exact(left + i * 8)} {exact(y)}v-20l2-3 2 3v20z" for i in range(count))
    pen.path(pales, LINE if not pen.coarse else FINE, GROUND)
    pen.path(
        f"M{exact(left)} {exact(y - 6)}H{exact(right)}"
        f"M{exact(left)} {exact(y - 15)}H{exact(right)}",
        FINE,
    )


def _garden_tree(pen: Pen) -> None:
    cherry(pen, 0, 0, 150, 7, blossoms=190)
    granite(pen, 34, 2, 30)


def strawbery_scene(pen: Pen) -> None:
    # from the garden one sees the navy yard: a far shore, its roofs not named to us
    pen.path("M8 150Q60 144 130 146H360Q430 144 472 150", LINE)
    pen.path("M150 146v-16h44v-8h52v14h60v-12h38v22", LINE, broken=True)
    ripples(pen, 10, 470, 156, 186, 6, 60)
    pen.line((8, 192), (472, 192))
    with pen.at(230, 276, 1.45):
        _garden_tree(pen)
    # beds, and a fence of pales
    for left, right in ((20, 150), (330, 462)):
        for y in (240, 256):
            pen.path(f"M{left} {y}Q{(left + right) / 2} {y - 7} {right} {y}z", LINE, GROUND)
            pen.path(
                "".join(
                    f"M{x} {y - 2}q-3-6-5-6M{x} {y - 2}q3-6 5-6M{x} {y - 2}v-9"
                    for x in range(left + 12, right - 8, 15)
                ),
                FINE,
            )
    _fence(pen, 12, 470, 300)
    ground(pen, 300, marks=False)


def _garden_small(pen: Pen) -> None:
    _garden_tree(pen)
    _fence(pen, -76, 80, 6)


STRAWBERY = Subject(strawbery_scene, _garden_small, 160, 152)

# ---- South Mill Pond


def _pond(pen: Pen) -> None:
    for x, h, seed in ((-58, 110, 3), (14, 128, 9), (72, 92, 5)):
        cherry(pen, x, 0, h, seed, blossoms=110, clear=False)


def south_mill_scene(pen: Pen) -> None:
    with pen.at(226, 214, 1.5):
        _pond(pen)
    cherry(pen, 420, 220, 108, 14, blossoms=80, clear=False)
    granite(pen, 278, 222, 30)
    pen.path("M0 224Q120 214 240 222T480 218", BOLD)
    # what stands on the bank comes back in the water
    for x, h in ((139, 52), (247, 60), (334, 44), (420, 36)):
        pen.path(
            "".join(
                f"M{exact(x - h * 0.5 + i * 3)} {exact(236 + i * 7)}h{exact(h - i * 6)}"
                for i in range(6)
            ),
            LINE,
            stroke=ACCENT,
        )
        pen.path(f"M{x} 226v10M{x + 2} 240v6", LINE)
    ripples(pen, 8, 472, 232, 310, 12, 110)


def _pond_small(pen: Pen) -> None:
    _pond(pen)
    pen.path("M-112 2Q-40-4 0 1T112 0", BOLD)
    pen.path("M-90 14h60M-10 14h80M-60 24h90M50 24h40", LINE)


SOUTH_MILL = Subject(south_mill_scene, _pond_small, 226, 136)

# ---- Creek Farm: what hung there for the hotel to see


def _carp(pen: Pen, x: float, y: float, length: float) -> None:
    """A carp of paper that swims in the wind; x, y is its mouth."""
    s = length / 70
    with pen.at(x, y, s):
        pen.path(
            "M0-9Q22-16 44-7Q54-4 62-12Q70-14 72-11Q66-4 67 "
            "0Q66 6 72 12Q68 14 62 11Q54 4 44 8Q22 17 0 10"
            "Q-3 0 0-9z",
            LINE,
            GROUND,
            stroke=ACCENT,
        )
        pen.circle(9, -3, 3.4, LINE, GROUND, stroke=ACCENT)
        pen.circle(9, -3, 1.3, LINE, INK)
        pen.path("M17-12Q23 0 17 13", LINE, stroke=ACCENT)
        rows = "".join(f"M{a} {b}a4 4 0 0 1 0 7" for a in (24, 32, 40) for b in (-8, -1))
        pen.path(
            rows + "M28-11a4 4 0 0 1 0 7M28-3a4 4 0 0 1 0 7M28 4a4 "
            "4 0 0 1 0 6M36-8a4 4 0 0 1 0 6M36-1a4 4 0 0 1 0 6",
            FINE if not pen.coarse else LINE,
            stroke=ACCENT,
        )
        pen.path("M58-8L67-10M58 0H65M58 6L67 10", FINE, stroke=ACCENT)


def _big_flag(pen: Pen, x: float, y: float, width: float) -> None:
    """The large Russian flag, of three bands; x, y is the upper end at the pole."""
    w, b = width, width * 0.2
    edge = f"q{exact(w / 4)} {exact(b * 0.5)} {exact(w / 2)} 0t{exact(w / 2)} 0"
    back = f"q-{exact(w / 4)}-{exact(b * 0.5)}-{exact(w / 2)} 0t-{exact(w / 2)} 0z"
    for i, fill in enumerate((GROUND, INK if pen.coarse else GROUND, ACCENT)):
        pen.path(f"M{exact(x)} {exact(y + i * b)}{edge}v{exact(b)}{back}", LINE, fill)
        if i == 1:
            pen.hatch(
                [
                    (x, y + b),
                    (x + w / 4, y + b * 1.22),
                    (x + w / 2, y + b),
                    (x + w * 0.75, y + b * 0.8),
                    (x + w, y + b),
                    (x + w, y + 2 * b),
                    (x + w * 0.75, y + b * 1.8),
                    (x + w / 2, y + 2 * b),
                    (x + w / 4, y + b * 2.22),
                    (x, y + 2 * b),
                ],
                1.9,
                0,
            )


def _poles(pen: Pen) -> None:
    for x in (-78, 14):
        pen.line((x, 0), (x, -158), pen=BOLD)
        pen.circle(x, -161, 3, LINE, INK)
    _big_flag(pen, -78, -154, 70)
    pen.path("M14-152L24-144M14-136L24-142", LINE)
    _carp(pen, 25, -143, 70)


def creek_farm_scene(pen: Pen) -> None:
    # the hotel lies across Little Harbor
    hills(pen, 146, [2, 8, 6, 10, 4], 0, 480)
    with pen.at(366, 144, 0.92):
        hotel_over_the_water(pen)
    water(pen, 8, 474, 154, 6, 6)
    pen.path("M0 206Q130 188 260 196T480 192V320H0z", LINE, GROUND, stroke=GROUND)
    pen.path("M0 206Q130 188 260 196T480 192", BOLD)
    # of the Shingle-style house, neither storeys nor roof were read
    pen.path("M112 262V190L146 164L176 190V262z", LINE, GROUND, broken=True)
    pen.path("M8 262V156L60 108L112 156V262z", LINE, GROUND, broken=True)
    with pen.at(262, 272, 1.5):
        _poles(pen)
    for x, facing, shade in ((60, 1, True), (330, -1, False), (392, 1, True)):
        lady(pen, x, 300, facing=facing, parasol=shade, scale=1.2)
    for x, facing in ((104, -1), (210, 1), (296, 1), (436, -1)):
        man(pen, x, 300, facing=facing, hat="straw" if x in {210, 436} else "top", scale=1.15)
    table(pen, 158, 302, 50)
    grass(pen, 12, 470, 306, 317, 3, 24)


CREEK_FARM = Subject(creek_farm_scene, _poles, 192, 166)

# ---- Green Acre: the peace flag


def _peace_flag(pen: Pen) -> None:
    pen.line((-40, 0), (-40, -170), pen=BOLD)
    pen.circle(-40, -173, 3.5, LINE, INK)
    pen.path("M-40-164q26 12 52 0t52 0v52q-26 12-52 0t-52 0z", BOLD, GROUND, stroke=ACCENT)
    if not pen.coarse:
        pen.path("M-34-154q23 9 44-1t44-1M-34-120q23 9 44-1t44-1", FINE, stroke=ACCENT)
    for x in (-10, 22, 54):
        man(pen, x, 0, hat="none" if x == 22 else "straw", scale=1.0)
    lady(pen, 84, 0, scale=1.0)


def green_acre_scene(pen: Pen) -> None:
    # the inn: Victorian, of three floors at least; its roof and porch are not told
    with pen.at(360, 218):
        pen.rect(-70, -92, 140, 92, LINE, GROUND, broken=True)
        pen.path("M-76-92L0-134L76-92", LINE, broken=True)
        for y in (-82, -54, -26):
            for x in (-54, -22, 10, 42):
                pen.rect(x, y, 12, 18, LINE, GROUND, broken=True)
    pen.path("M0 236Q120 224 260 220T480 216", BOLD)
    # tents of the conferences
    for x, s in ((250, 1.0), (208, 0.8)):
        with pen.at(x, 222, s):
            pen.path("M-24 0L-18-22L0-40L18-22L24 0z", LINE, GROUND)
            pen.path("M-18-22H18M0-40V-48M-5 0L0-22L5 0", FINE)
            pen.hatch([(4, -20), (18, -20), (22, -1), (8, -1)], 2.4, 60)
    with pen.at(92, 262, 1.32):
        _peace_flag(pen)
    tree(pen, 436, 236, 92, 17)
    pen.path("M0 264Q160 268 300 258T480 260", LINE)
    crowd(pen, 150, 470, 262, 11, gap=15)
    crowd(pen, 96, 470, 278, 12, gap=15)
    pen.line((8, 278), (472, 278), pen=BOLD)
    water(pen, 8, 474, 288, 5, 6)


def _peace_small(pen: Pen) -> None:
    _peace_flag(pen)
    pen.line((-56, 0), (100, 0), pen=BOLD)
    pen.path("M-50 10q6-5 12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0", LINE)


GREEN_ACRE = Subject(green_acre_scene, _peace_small, 158, 188)

# ---- the Heffengers' ball


def _couple(pen: Pen, x: float, y: float, scale: float, *, mirrored: bool = False) -> None:
    """Two who waltz: he in black, she in white."""
    with pen.at(x, y, scale, mirrored=mirrored):
        man(pen, -6, 0, hat="none")
        pen.path("M5-20Q1-9-4 0Q8 4 20 0Q15-10 10-20z", LINE, GROUND)
        pen.hatch([(8, -18), (10, -18), (17, -1), (10, 0)], 1.9, 75)
        pen.path("M5-20Q3-26 5-30.500H10Q12-25 10-20z", LINE, GROUND)
        pen.circle(7.5, -34.5, 3.4)
        pen.path("M4.500-36q.500-4.500 4-4t3 6q1.500 0 1.500 2q-3 0-3.500-3t-5-1z", LINE, INK)
        pen.path("M-2-27L6-24M8-28L19-32L-2-30", LINE if pen.coarse else 1.6)


def _lantern(pen: Pen, x: float, y: float, size: float) -> None:
    """A paper lantern, lit."""
    r = size
    pen.path(f"M{exact(x)} {exact(y - r * 1.7)}v{exact(r * 0.5)}", LINE)
    pen.path(
        f"M{exact(x - r * 0.5)} {exact(y - r * 1.2)}h{exact(r)}q{exact(r)} {exact(r * 1.2)} "
        f"0 {exact(r * 2.4)}h{exact(-r)}q{exact(-r)}-{exact(r * 1.2)} 0-{exact(r * 2.4)}z",
        LINE,
        ACCENT,
    )
    pen.path(
        "".join(
            f"M{exact(x - r * 0.85)} {exact(y + r * k)}h{exact(r * 1.7)}" for k in (-0.5, 0, 0.5)
        ),
        FINE,
        stroke=GROUND,
    )


def _ball(pen: Pen) -> None:
    pen.path("M-92-104Q-46-76 0-84T92-104", LINE)
    for x, y in ((-66, -72), (-22, -66), (22, -68), (66, -76)):
        _lantern(pen, x, y, 9)
    _couple(pen, -46, 0, 1.2)
    _couple(pen, 44, 0, 1.2, mirrored=True)


def heffenger_scene(pen: Pen) -> None:
    stars(pen, [(60, 40), (142, 26), (238, 50), (330, 24), (420, 46), (388, 88), (92, 92)])
    tree(pen, 38, 270, 172, 51)
    tree(pen, 444, 270, 184, 52)
    pen.path("M44 128Q140 172 240 152T438 124", LINE)
    for x, y in ((92, 168), (142, 178), (192, 176), (242, 172), (292, 168), (342, 166), (392, 156)):
        _lantern(pen, x, y, 12)
    for x, y, s, m in (
        (100, 278, 1.45, False),
        (174, 290, 1.6, True),
        (318, 290, 1.6, False),
        (388, 278, 1.45, True),
    ):
        _couple(pen, x, y, s, mirrored=m)
    ground(pen, 290)
    _violin(pen, 243, 284)


def _violin(pen: Pen, x: float, y: float) -> None:
    """A fiddler between the dancers."""
    man(pen, x, y, hat="none", scale=1.35)
    with pen.at(x, y, 1.35):
        pen.path(
            "M4-31Q8-33 11-30Q13-29 15-31Q18-31 18-28T15-25Q13-26 11-25Q8-24 4-28z", LINE, GROUND
        )
        pen.path("M17-29L27-34M8-40L20-22", LINE)


HEFFENGER = Subject(heffenger_scene, _ball, 186, 108)

SUBJECTS = {
    "strawbery-banke": STRAWBERY,
    "south-mill-pond-cherry-trees": SOUTH_MILL,
    "creek-farm": CREEK_FARM,
    "green-acre": GREEN_ACRE,
    "heffenger-house": HEFFENGER,
}
