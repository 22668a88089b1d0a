"""Where trains come into the story: the station of 1905 and the mills at Manchester."""

from __future__ import annotations

from drawings.nature import puff, ripples, stars
from drawings.parts import wheel
from drawings.pen import ACCENT, BOLD, FINE, GROUND, INK, LINE, Pen, exact
from drawings.people import crowd, man
from drawings.subject import Subject

# ---- the night train of August 7


def _rails(pen: Pen, left: float, right: float, y: float) -> None:
    pen.line((left, y), (right, y), pen=BOLD)
    pen.line((left, y + 4), (right, y + 4), pen=FINE)
    if pen.coarse:
        return
    x = left + 2
    while x < right - 8:
        pen.rect(x, y + 4, 8, 3.5, FINE, INK)
        x += 13


def _engine(pen: Pen) -> None:
    """An engine of two leading and two driving axles that runs to the left; 0 is its middle."""
    pen.polygon([(-62, -28), (62, -28), (62, -36), (-62, -36)], LINE, INK)
    for x in (-46, -20):
        wheel(pen, x, -11, 11, 8)
    for x in (18, 58):
        wheel(pen, x, -21, 21, 14)
    pen.polygon([(-50, -46), (24, -46), (24, -74), (-50, -74)], 1.7)
    pen.polygon([(24, -44), (24, -78), (46, -78), (46, -36), (24, -36)], 1.7)
    pen.path("M-50-70h74M-50-64h74", FINE)
    pen.hatch([(-50, -58), (24, -58), (24, -46), (-50, -46)], 2.2, 0)
    pen.path("M-32-74v28M-12-74v28M8-74v28", FINE)
    pen.polygon([(-62, -44), (-62, -76), (-50, -76), (-50, -44)], 1.7, INK)
    pen.polygon(
        [(-59, -76), (-57, -112), (-63, -120), (-43, -120), (-49, -112), (-47, -76)], 1.7, INK
    )
    pen.line((-65, -120), (-41, -120), pen=2.2)
    pen.path("M-28-74c0-10 3-14 9-14s9 4 9 14z", LINE, GROUND)
    pen.circle(-19, -90, 2, LINE, INK)
    pen.path("M2-74v-8h8v8M4-82q2-5 4 0", LINE, GROUND)
    pen.path("M16-84v-7M13-91h6", LINE)
    pen.polygon([(46, -36), (46, -98), (84, -98), (84, -36)], 1.7)
    pen.polygon([(40, -98), (92, -98), (86, -105), (46, -105)], LINE, INK)
    for x in (52, 67):
        pen.rect(x, -90, 11, 18, LINE, ACCENT)
    pen.rect(52, -64, 26, 20, FINE)
    pen.rect(-76, -90, 14, 14, LINE, GROUND)
    pen.circle(-74, -83, 4, LINE, ACCENT)
    pen.polygon([(-62, -34), (-62, -22), (-92, -4), (-88, -2), (-62, -2)], LINE)
    pen.path("M-62-32L-90-4M-62-26L-84-3M-62-18L-76-2M-62-10L-66-2", LINE)
    pen.polygon([(-32, -16), (-42, -22), (-42, -30), (-28, -30)], LINE, INK)
    pen.line((-36, -24), (18, -15), (58, -15), pen=2.2)
    pen.line((18, -12), (58, -12), pen=2.4)


def _tender(pen: Pen) -> None:
    pen.polygon([(-32, -30), (-32, -70), (28, -70), (32, -76), (32, -30)], 1.6)
    pen.path("M-30-64h60M-30-36h60", FINE)
    heap = [(-26, -71), (-20, -79), (-4, -82), (12, -80), (24, -71)]
    pen.polygon(heap, LINE, INK)
    pen.hatch([(14, -63), (31, -63), (31, -37), (14, -37)], 2.2)
    pen.line((-40, -26), (36, -26), pen=BOLD)
    for x in (-20, -2, 16):
        wheel(pen, x, -9, 9, 6)


def _car(pen: Pen, width: float) -> None:
    """A passenger car with lit windows; 0 is its left end."""
    pen.rect(0, -86, width, 56, 1.6)
    pen.path(f"M-4-86q4-10 16-12h{exact(width - 20)}q10 2 14 12z", LINE, GROUND)
    x = 8.0
    while x + 9 < width:
        pen.rect(x, -74, 9, 16, LINE, ACCENT)
        x += 16
    pen.path(f"M0-52h{width}M0-36h{width}", FINE)
    pen.line((-6, -26), (width, -26), pen=BOLD)
    for at in (16, 36):
        wheel(pen, at, -9, 9, 6)


def _handshake(pen: Pen) -> None:
    """The traveller and the man of the engine's crew."""
    man(pen, -15, 0, hat="top", arm=(12, 5), scale=1.1)
    man(pen, 15, 0, hat="cap", facing=-1, arm=(12, 5), scale=1.1)


def station_scene(pen: Pen) -> None:
    g = 262
    # of the station only the long roof of its freight house is told
    pen.path("M12 252V168H172V252M2 172L22 140H162L182 172", LINE, broken=True)
    pen.path("M44 168v84M76 168v84M108 168v84M140 168v84", FINE, broken=True)
    stars(
        pen, [(36, 46), (92, 30), (150, 62), (222, 30), (372, 58), (446, 34), (420, 92), (60, 92)]
    )
    for x, y, r in ((316, 56, 25), (284, 72, 21), (258, 94, 17), (242, 114, 12)):
        puff(pen, x, y, r)
    pen.hatch([(302, 64), (338, 56), (334, 74), (312, 76)], 3, 20)
    pen.hatch([(274, 78), (300, 74), (296, 88), (280, 88)], 3, 20)
    _rails(pen, 6, 474, g)
    with pen.at(288, g):
        _engine(pen)
    with pen.at(412, g):
        _tender(pen)
    with pen.at(450, g):
        _car(pen, 26)
    pen.path("M204 175L138 160M204 179H128M204 183L138 198", LINE, stroke=ACCENT, broken=True)
    pen.polygon([(8, g - 6), (186, g - 6), (190, g), (8, g)], LINE)
    pen.hatch([(8, g - 5), (186, g - 5), (188, g), (8, g)], 3)
    with pen.at(112, g - 6, 1.2):
        _handshake(pen)
    pen.path("M14 284h60M110 288h140M300 284h70M400 290h60M40 296h30M180 298h90M330 297h40", FINE)


def _engine_small(pen: Pen) -> None:
    with pen.at(36, 0):
        _engine(pen)
        puff(pen, -24, -138, 18)
        puff(pen, 6, -150, 22)
    with pen.at(-92, 0, 1.15):
        _handshake(pen)
    pen.line((-128, 0), (132, 0), pen=BOLD)


STATION = Subject(station_scene, _engine_small, 262, 172)

# ---- the mills at Manchester


def _mill(pen: Pen, left: float, right: float, top: float, bays: int) -> None:
    """Brick by the river; storeys and windows were not read, so they are a broken grid."""
    pen.polygon([(left, 0), (left, top), (right, top), (right, 0)], BOLD)
    pen.bricks([(left, 0), (left, top), (right, top), (right, 0)], int(right), 150)
    pen.line((left - 3, top), (right + 3, top), pen=BOLD)
    pen.line((left, top + 5), (right, top + 5), pen=FINE)
    step = (right - left) / bays
    for i in range(bays):
        for y in range(int(top) + 14, -24, 30):
            pen.rect(left + step * (i + 0.5) - 6, y, 12, 19, LINE, GROUND, broken=not pen.coarse)


def manchester_scene(pen: Pen) -> None:
    with pen.at(0, 226):
        _mill(pen, 10, 470, -186, 15)
    pen.line((8, 226), (472, 226), pen=BOLD)
    # the car that was switched to the mill doors
    with pen.at(300, 262):
        _rails(pen, -110, 172, 0)
        _car(pen, 150)
        for at in (116, 136):
            wheel(pen, at, -9, 9, 6)
    crowd(pen, 12, 270, 262, 5, gap=13)
    crowd(pen, 18, 286, 274, 6, gap=13)
    pen.line((8, 274), (472, 274), pen=BOLD)
    ripples(pen, 10, 470, 282, 312, 3, 60)


def _mill_small(pen: Pen) -> None:
    with pen.at(0, -14):
        _mill(pen, -84, 84, -112, 6)
    crowd(pen, -90, 90, 4, 5, gap=15)
    pen.line((-92, 4), (92, 4), pen=BOLD)


MANCHESTER = Subject(manchester_scene, _mill_small, 186, 130)

SUBJECTS = {"railroad-station-site": STATION, "manchester-amoskeag": MANCHESTER}
