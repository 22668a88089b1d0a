"""Drawings of the sheets as pixels, for files that hold no others."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image

from trail.export.sheets.typeset import picture

PPI = 150.0
_MM_PER_INCH = 25.4


@dataclass(frozen=True)
class PixelJob:
    """A drawing under a key: an SVG, or one of the ways on a map of `own_ways`."""

    key: tuple[str, int]
    width_mm: float
    height_mm: float
    alt: str
    svg: str = ""
    map: Mapping[str, object] | None = None
    way: Mapping[str, object] | None = None


def drawn_in_pixels(
    title: str, lang: str, drawings: Sequence[PixelJob]
) -> dict[tuple[str, int], tuple[PixelJob, bytes]]:
    """Each as PNG, by its key: all of them are set on one long page, and cut apart."""
    content = {
        "document": title, "lang": lang,
        "breadth": max((d.width_mm for d in drawings), default=1.0),
        "drawings": [
            {
                "width": d.width_mm, "height": d.height_mm, "alt": d.alt, "svg": d.svg,
                "map": d.map, "way": d.way,
            }
            for d in drawings
        ],
    }  # fmt: skip
    page = Image.open(io.BytesIO(picture("drawings", content, PPI))).convert("L")
    found = {}
    top = 0.0
    for each in drawings:
        box = (0.0, top, each.width_mm, top + each.height_mm)
        cut = page.crop(tuple(round(side / _MM_PER_INCH * PPI) for side in box))  # type: ignore[arg-type]
        out = io.BytesIO()
        cut.save(out, "PNG")
        found[each.key] = each, out.getvalue()
        top += each.height_mm
    return found
