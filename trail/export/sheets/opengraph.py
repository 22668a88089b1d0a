"""The picture that is shown with a link where somebody shares a page (Open Graph)."""

from __future__ import annotations

import io

from PIL import Image

from trail.base.errors import MissingGlyphs
from trail.export.sheets.typeset import picture

SIZE = (1200, 630)
MOST_BYTES = 40_000
_COLOURS = (16, 8, 4)  # the first that weighs little enough, or the last
_BROAD = 2  # breadth for a height of 1 from which a drawing stands under the title, not beside it


def opengraph_png(title: str, site: str, lang: str, svg: str, ratio: float) -> bytes:
    """A PNG of 1200 x 630 pixels in few colours; the same values give the same bytes.

    Args:
        svg: the drawing beside the title, "" for none; `ratio` its breadth by its height.
            Words that no font has are left out, and the drawing stands alone.
    """
    values = {
        "title": title,
        "site": site,
        "lang": lang,
        "svg": svg,
        "broad": ratio > _BROAD or not svg,
        "size": SIZE,
    }
    try:
        made = picture("shared", values, ppi=72.0)  # one pixel a point
    except MissingGlyphs:
        made = picture("shared", {**values, "title": "", "site": ""}, ppi=72.0)
    with Image.open(io.BytesIO(made), formats=["PNG"]) as opened:
        plain = opened.convert("RGB")
    body = b""
    for colours in _COLOURS:
        written = io.BytesIO()
        plain.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            written, "PNG", bits=4, compress_level=6
        )
        body = written.getvalue()
        if len(body) <= MOST_BYTES:
            break
    return body
