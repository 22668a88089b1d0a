"""The boxes of a page that is trimmed after printing, put into a finished PDF.

Typst writes the box of the paper and that of the trim. How far ink runs over the trim a printer
reads out of the box of the bleed, which it doesn't write.
"""

from __future__ import annotations

import re

from trail.base.errors import ExportError

_PAGE = re.compile(rb"(?<=[\r\n])(\d+) 0 obj\s*(<</Type/Page/.*?>>)\s*endobj", re.DOTALL)
_TRIM = re.compile(rb"/TrimBox\s*\[\s*([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)\s*\]")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)


def with_bleed(pdf: bytes, bleed_pt: float) -> bytes:
    """The PDF whose pages' ink may run `bleed_pt` over the trim, all round.

    The pages are written anew behind the file, as the standard has it for changes (ISO 32000,
    7.5.6); nothing before them moves. ExportError for a file without trimmed pages.
    """
    trailer = _TRAILER.search(pdf)
    pages = [found for found in _PAGE.finditer(pdf) if _TRIM.search(found[2])]
    if trailer is None or not pages:
        raise ExportError("the PDF has no pages with a trim")
    body, places = pdf.rstrip() + b"\n", []
    for page in pages:
        places.append((int(page[1]), len(body)))
        wide = _bleed_box(page[2], bleed_pt)
        body += b"%b 0 obj\n%b%b>>\nendobj\n" % (page[1], page[2].removesuffix(b">>"), wide)
    at = len(body)
    rows = b"0 1\n0000000000 65535 f\r\n" + b"".join(
        b"%d 1\n%010d 00000 n\r\n" % place for place in places
    )
    entries = re.sub(rb"/Prev \d+", b"", trailer[1]).strip()
    end = b"trailer\n<<%b/Prev %b>>\nstartxref\n%d\n%%%%EOF" % (entries, trailer[2], at)
    return body + b"xref\n" + rows + end


def _bleed_box(page: bytes, over_pt: float) -> bytes:
    trim = _TRIM.search(page)
    if trim is None:
        raise ExportError("the page has no trim")
    sides = [float(side) for side in trim.groups()]
    wide = [side + over_pt * (-1 if k < 2 else 1) for k, side in enumerate(sides)]
    return b"/BleedBox[%b]" % " ".join(f"{side:.5f}" for side in wide).encode()
