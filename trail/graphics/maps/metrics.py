"""How wide words are, without a font at hand.

Pages name only fonts that readers already have, and which of them is drawn is
not known here. So widths come from a table of advance widths in ems, for each
letter the larger of Arial's and Open Sans's, with a margin on top; the other
fonts of the style sheet's stack run narrower. Letters outside the table count
as wide as they can be: an em for CJK, and 0.72 em otherwise.
"""

from __future__ import annotations

import unicodedata

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


def _char_width(char: str) -> float:
    if char in _WIDTH:
        return _WIDTH[char]
    base = unicodedata.normalize("NFD", char)[0]
    if base in _WIDTH:
        return _WIDTH[base]
    if unicodedata.combining(char):
        return 0.0
    return _FULL if unicodedata.east_asian_width(char) in ("W", "F") else _WIDE


def text_width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Room that `text` may take at type size `size`; `spacing` is extra ems between letters."""
    ems = sum(map(_char_width, text)) * MARGIN * (BOLD if bold else 1.0)
    return (ems + spacing * max(0, len(text) - 1)) * size


def text_block(
    lines: tuple[str, ...],
    size: float,
    *,
    bold: bool = False,
    spacing: float = 0.0,
    narrow: float = 1.0,
) -> tuple[float, float]:
    """Width and height of `lines` set under each other, from ascender to descender.

    `narrow`: how broad the words are drawn, in parts of what is assumed here.
    """
    width = max(text_width(line, size, bold=bold, spacing=spacing) for line in lines) * narrow
    return width, size * (0.95 + LINE * (len(lines) - 1))


def broken(text: str) -> tuple[str, ...]:
    """The text on two lines, broken at the space nearest its middle; one line without a space."""
    words = text.split()
    if len(words) < 2:
        return (text,)
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return min(cuts, key=lambda cut: max(text_width(part, 1.0) for part in cut))


def shortened(text: str, limit: int = 34) -> str:
    """At most `limit` letters, cut at a word, with an ellipsis where something is missing."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rpartition(" ")[0]
    return (at_word if len(at_word) >= limit // 2 else head).rstrip(" ,;:-") + "…"
