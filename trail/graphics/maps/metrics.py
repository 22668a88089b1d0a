"""How wide words are, without a font at hand.

Pages name only fonts that readers already have, and which of them is drawn is
not known here. So widths come from a table of advance widths in ems, for each
letter the larger of Arial's and Open Sans's, with a margin on top; the other
fonts of the style sheet's stack run narrower. Letters outside the table count
as wide as they can be: an em for CJK, and 0.72 em otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_WIDTHS = {
    0.27: " ijl|!'’‘.,:;",
    0.36: 'ftrI()[]/\\"“”`-',
    0.48: "sczJ°*",
    0.53: "xykv–",
    0.57: "aeg$?_«»",
    0.62: "bdhnopquL#+=<>~^FT0123456789",
    0.68: "SEXYKVZBPC",
    0.76: "RADHUNGQ",
    0.80: "Ow&",
    0.94: "mMW%@—…",
}
_WIDTH = {char: width for width, chars in _WIDTHS.items() for char in chars}
_WIDE = 0.72
_FULL = 1.0
MARGIN = 1.04
BOLD = 1.07
LINE = 1.12  # line height, ems
# Where a line may end: behind a space; in Chinese and Japanese behind a word with its ending,
# and never before what closes or behind what opens.
_KANJI = "々〇㐀-䶿一-鿿"
_PIECE = re.compile(
    rf"[「『（]*(?:[ァ-ヺー]+|\d*[{_KANJI}]+|[^\s{_KANJI}ぁ-ヺー、。・「」『』（）]+)?"
    r"[ぁ-ゖ]*[、。・」』）]*\s*"
)


def _char_width(char: str) -> float:
    if char in _WIDTH:
        return _WIDTH[char]
    base = unicodedata.normalize("NFD", char)[0]
    if base in _WIDTH:
        return _WIDTH[base]
    if unicodedata.combining(char):
        return 0.0
    return _FULL if _is_full(char) else _WIDE


def _is_full(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def text_width(
    text: str, size: float, *, bold: bool = False, spacing: float = 0.0, narrow: float = 1.0
) -> float:
    """Room that `text` may take at type size `size`; `spacing` is extra ems between letters.

    `narrow`: how broad the words are drawn, in parts of what is assumed here; Chinese and
    Japanese letters always fill their square.
    """
    ems = sum(_char_width(char) * (1.0 if _is_full(char) else narrow) for char in text)
    ems *= MARGIN * (BOLD if bold else 1.0)
    return (ems + spacing * narrow * max(0, len(text) - 1)) * size


def text_block(
    lines: tuple[str, ...],
    size: float,
    *,
    bold: bool = False,
    spacing: float = 0.0,
    narrow: float = 1.0,
) -> tuple[float, float]:
    """Width and height of `lines` set under each other, from ascender to descender."""
    width = max(text_width(line, size, bold=bold, spacing=spacing, narrow=narrow) for line in lines)
    return width, size * (0.95 + LINE * (len(lines) - 1))


def broken(text: str) -> tuple[str, ...]:
    """The text on two lines, broken between the words nearest its middle; one line if it is one."""
    pieces = _pieces(text)
    if len(pieces) < 2:
        return (text,)
    cuts = [("".join(pieces[:i]).rstrip(), "".join(pieces[i:])) for i in range(1, len(pieces))]
    return min(cuts, key=lambda cut: max(text_width(part, 1.0) for part in cut))


def wrapped(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in as many lines as it needs for each to fit; a word that doesn't stands alone."""
    lines: list[str] = []
    for piece in _pieces(text):
        if lines and fits((lines[-1] + piece).rstrip()):
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> list[str]:
    """The text by the places where a line may end."""
    return [piece for piece in _PIECE.findall(" ".join(text.split())) if piece]


def shortened(text: str, limit: int = 34) -> str:
    """At most `limit` letters, cut at a word, with an ellipsis where something is missing."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rpartition(" ")[0]
    return (at_word if len(at_word) >= limit // 2 else head).rstrip(" ,;:-") + "…"
