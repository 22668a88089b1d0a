"""Three pens, one hatch, one accent: what every drawing is made with.

Coordinates are the picture's own units, x to the right and y downward. Ink is
`currentColor`, so night and black ink come free; ground and accent are two fixed
colours that whoever shows the drawing may exchange. A broken line means gone, or not
known. A coarse pen leaves the finest lines out, for pictures the size of a thumb.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.sax.saxutils import escape

from shapely import affinity
from shapely.geometry import LineString, MultiLineString, Polygon

from drawings.paths import Place, figure, told_from_the_last

Point = tuple[float, float]

BOLD, LINE, FINE = 2.0, 1.2, 0.7
INK, GROUND, ACCENT, CLEAR = "currentColor", "#fdfaf2", "#96301f", "none"
_BROKEN = "5 4"
_COARSE = {BOLD: 2.6, LINE: 1.7}


def exact(value: float) -> str:
    """A number for path data that is still to be placed."""
    return f"{value:.3f}"


class Pen:
    def __init__(self, *, coarse: bool = False, night: bool = False, weight: float = 1.0) -> None:
        self.coarse = coarse
        self.weight = weight  # of a coarse pen's lines
        self.night = night
        self._place = Place()
        # attributes and path data; a group's tags stand among them as they are
        self._marks: list[tuple[str | None, str]] = []

    @property
    def lit(self) -> str:
        """The colour of a window's panes."""
        return ACCENT if self.night else INK

    @contextmanager
    def at(
        self, x: float, y: float, scale: float = 1.0, *, mirrored: bool = False
    ) -> Iterator[None]:
        """Draw about a point, larger or smaller; the pens keep their width."""
        before = self._place
        self._place = before.inside(x, y, scale, mirrored)
        yield
        self._place = before

    @contextmanager
    def group(self, title: str) -> Iterator[None]:
        """Marks that belong together and have a name."""
        self._marks.append((None, f"<g>\n<title>{escape(title)}</title>"))
        yield
        self._marks.append((None, "</g>"))

    # ---- marks

    def path(
        self,
        data: str,
        pen: float = LINE,
        fill: str = CLEAR,
        *,
        stroke: str = INK,
        broken: bool = False,
    ) -> None:
        if self.coarse and pen == FINE and fill in {CLEAR, GROUND}:
            return
        width = _COARSE.get(pen, pen) * self.weight if self.coarse else pen
        attributes = "".join(
            f' {name}="{value}"'
            for name, value, usual in (
                ("fill", fill, CLEAR),
                ("stroke", stroke, INK),
                ("stroke-width", figure(width), figure(LINE)),
                ("stroke-dasharray", _BROKEN if broken else "", ""),
            )
            if value != usual
        )
        placed = self._place.path(data)
        # Lines in a row with one pen are one path: nothing between them can be hidden.
        if self._marks and fill == CLEAR and self._marks[-1][0] == attributes:
            placed = self._marks.pop()[1] + placed
        self._marks.append((attributes, placed))

    def polygon(
        self,
        points: Sequence[Point],
        pen: float = LINE,
        fill: str = GROUND,
        *,
        stroke: str = INK,
        broken: bool = False,
    ) -> None:
        self.path(_through(points) + "z", pen, fill, stroke=stroke, broken=broken)

    def line(
        self, *points: Point, pen: float = LINE, stroke: str = INK, broken: bool = False
    ) -> None:
        self.path(_through(points), pen, stroke=stroke, broken=broken)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        pen: float = LINE,
        fill: str = GROUND,
        *,
        stroke: str = INK,
        broken: bool = False,
    ) -> None:
        a, b = exact(width), exact(height)
        data = f"M{exact(x)} {exact(y)}h{a}v{b}h{exact(-width)}z"
        self.path(data, pen, fill, stroke=stroke, broken=broken)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        pen: float = LINE,
        fill: str = GROUND,
        *,
        stroke: str = INK,
        broken: bool = False,
    ) -> None:
        r, across = exact(radius), exact(2 * radius)
        data = f"M{exact(x - radius)} {exact(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0z"
        self.path(data, pen, fill, stroke=stroke, broken=broken)

    # ---- tones

    def hatch(self, points: Sequence[Point], gap: float = 3, angle: float = 90) -> None:
        """The one hatch: parallel fine lines in a polygon, `angle` in degrees from level."""
        if self.coarse:
            return
        area = Polygon(points)
        x, y = area.centroid.coords[0][:2]
        reach = math.hypot(area.bounds[2] - area.bounds[0], area.bounds[3] - area.bounds[1])
        rows = range(int(-reach / gap), int(reach / gap) + 1)
        lines = MultiLineString(
            [((x - reach, y + i * gap), (x + reach, y + i * gap)) for i in rows]
        )
        cut = affinity.rotate(lines, -angle, origin=(x, y)).intersection(area)
        pieces = [piece for piece in getattr(cut, "geoms", [cut]) if piece.length > gap / 3]
        strokes = [
            _through([(p[0], p[1]) for p in (piece.coords[0], piece.coords[-1])])
            for piece in pieces
            if isinstance(piece, LineString)
        ]
        if strokes:
            self.path("".join(strokes), FINE)

    def bricks(self, points: Sequence[Point], seed: int, count: int, course: float = 4) -> None:
        """Brick: short level strokes, thrown by chance and kept to their courses."""
        if self.coarse:
            return
        chance = random.Random(seed)
        area = Polygon(points).buffer(-1.5)
        left, top, right, bottom = area.bounds
        strokes = []
        for _ in range(count):
            x, length = chance.uniform(left, right), chance.uniform(3, 8)
            y = top + round(chance.uniform(0, bottom - top) / course) * course
            if area.contains(LineString([(x, y), (x + length, y)])):
                strokes.append(f"M{exact(x)} {exact(y)}h{exact(length)}")
        if strokes:
            self.path("".join(strokes), FINE)

    # ---- the file

    def svg(self, title: str, width: float, height: float) -> str:
        """The drawing as a file of its own; `title` is what it says in words."""
        if self._place != Place():
            raise ValueError("the drawing is still inside a place")
        marks = "".join(
            f"{data}\n"
            if attributes is None
            else f'<path{attributes} d="{told_from_the_last(data)}"/>\n'
            for attributes, data in self._marks
        )
        return (
            '<svg xmlns="http://www.w3.org/2000/svg"'
            f' viewBox="0 0 {figure(width)} {figure(height)}" role="img">\n'
            f"<title>{escape(title)}</title>\n"
            f'<g fill="none" stroke="currentColor" stroke-width="{figure(LINE)}"'
            f' stroke-linecap="round" stroke-linejoin="round">\n{marks}</g>\n</svg>\n'
        )


def _through(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{exact(x)} {exact(y)}" for x, y in points)
