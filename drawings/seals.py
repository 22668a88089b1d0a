"""The people's seals: their names in their own script, since we have no likeness to draw.

The signs' outlines come from fonts that the curator names, under a licence that lets documents
carry them (Shippori Mincho, Noto Serif TC and KR, and PT Serif, all under the OFL, were used).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from drawings import records
from drawings.paths import figure
from drawings.pen import ACCENT, CLEAR, GROUND, LINE, Pen

SIZE = 96.0
_EDGE = 9.0
# Of how many signs family names are, by language and where it differs; titles stand together.
_SIGNS = {"ja": 2, "ko": 1, "zh-Hant": 1}
_FAMILY = {"桂太郎": 1, "光緒帝": 2, "慶親王奕劻": 3}


class Signs:
    """The signs of several fonts: the first font that has one gives it."""

    def __init__(self, fonts: Sequence[Path]) -> None:
        self._fonts = [TTFont(path) for path in fonts]

    def advance(self, sign: str) -> float:
        """How wide a sign is, in parts of its size."""
        font, glyph = self._find(sign)
        return float(font["hmtx"][glyph][0] / font["head"].unitsPerEm)

    def outline(self, sign: str, x: float, y: float, width: float, height: float) -> str:
        """A sign as path data, its square laid over the box whose upper left is x, y."""
        font, glyph = self._find(sign)
        em = font["head"].unitsPerEm
        up = font["OS/2"].sTypoAscender / em
        glyphs = font.getGlyphSet()
        into = SVGPathPen(glyphs, ntos=figure)
        across, down = width / em, height / em
        glyphs[glyph].draw(TransformPen(into, (across, 0, 0, -down, x, y + height * min(up, 0.88))))
        return str(into.getCommands())

    def _find(self, sign: str) -> tuple[TTFont, str]:
        for font in self._fonts:
            glyph = font.getBestCmap().get(ord(sign))
            if glyph:
                return font, glyph
        raise SystemExit(f"no font has {sign!r}: name one more after --seals")


def draw_seals(data: Path, fonts: Sequence[Path]) -> dict[str, str]:
    """File name and SVG of each seal."""
    signs = Signs(fonts)
    files = records.read(data).people
    return {
        files[person]: draw_seal(signs, name, language)
        for person, (name, language) in records.native_names(data).items()
        if person in files
    }


def draw_seal(signs: Signs, name: str, language: str) -> str:
    pen = Pen()
    family = _FAMILY.get(name, _SIGNS.get(language))
    width = _upright(pen, signs, name, family) if family else _level(pen, signs, name)
    return pen.svg(name, width, SIZE)


def _stone(pen: Pen, width: float) -> None:
    pen.path(
        f"M5 3Q3 3 3 6V{figure(SIZE - 5)}Q3 {figure(SIZE - 3)} 6 {figure(SIZE - 3)}"
        f"H{figure(width - 5)}Q{figure(width - 3)} {figure(SIZE - 3)} {figure(width - 3)}"
        f" {figure(SIZE - 6)}V5Q{figure(width - 3)} 3 {figure(width - 6)} 3z",
        LINE,
        ACCENT,
        stroke=ACCENT,
    )


def _upright(pen: Pen, signs: Signs, name: str, family: int) -> float:
    """Two columns, the family name to the right; each fills the stone's height."""
    _stone(pen, SIZE)
    room = SIZE - 2 * _EDGE
    for column, text in enumerate((name[family:], name[:family])):
        height = room / len(text)
        for row, sign in enumerate(text):
            x = _EDGE + column * (room / 2 + 1) - 0.5
            data = signs.outline(sign, x, _EDGE + row * height, room / 2, height)
            pen.path(data, LINE, GROUND, stroke=CLEAR)
    return SIZE


def _level(pen: Pen, signs: Signs, name: str) -> float:
    """A family name on one line; who reigned is written out."""
    text = name if name.endswith("II") else name.split()[-1]
    size = SIZE * 0.62
    length = sum(signs.advance(sign) for sign in text) * size
    width = length + 4 * _EDGE
    _stone(pen, width)
    x = 2 * _EDGE
    for sign in text:
        if not sign.isspace():
            data = signs.outline(sign, x, (SIZE - size) / 2 - 1, size, size)
            pen.path(data, LINE, GROUND, stroke=CLEAR)
        x += signs.advance(sign) * size
    return width
