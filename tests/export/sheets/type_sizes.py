"""The sizes of type in a finished PDF, as its pages set them: drawings are read, too."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


def sizes_on(page: PageObject) -> Counter[float]:
    """Points of each size on the page, with how many glyphs are set in it."""
    found: Counter[float] = Counter()
    resources: Any = page["/Resources"]
    _read(page.get_contents(), resources.get_object(), _SAME, page.pdf, found)
    return found


def _read(stream: Any, resources: Any, ctm: Matrix, pdf: Any, found: Counter[float]) -> None:
    kept: list[Matrix] = []
    text, size = _SAME, 0.0
    for operands, operator in ContentStream(stream, pdf).operations:
        if operator == b"q":
            kept.append(ctm)
        elif operator == b"Q":
            ctm = kept.pop()
        elif operator == b"cm":
            ctm = _times(_matrix(operands), ctm)
        elif operator == b"BT":
            text = _SAME
        elif operator == b"Tm":
            text = _matrix(operands)
        elif operator == b"Tf":
            size = float(operands[1])
        elif operator in (b"Tj", b"TJ"):
            a, b, c, d, _x, _y = _times(text, ctm)
            shown = operands[0] if operator == b"TJ" else operands
            # Two bytes a glyph; the numbers between them move the pen.
            glyphs = sum(len(part) // 2 for part in shown if isinstance(part, bytes | str))
            found[round(size * abs(a * d - b * c) ** 0.5, 2)] += max(glyphs, 1)
        elif operator == b"Do":
            inner = resources["/XObject"].get_object()[operands[0]].get_object()
            if inner.get("/Subtype") == "/Form":
                own = inner.get("/Resources", resources).get_object()
                _read(inner, own, _times(_matrix(inner.get("/Matrix", _SAME)), ctm), pdf, found)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return (a, b, c, d, e, f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip
