"""QR codes as vectors that a phone reads off cheap paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import segno

from trail.base.errors import ExportError

QUIET = 4  # modules of white that ISO/IEC 18004 wants around a code
LEAST_MM = 18.0  # breadth of a code without its quiet zone
# A module of 0.42 mm is 2.5 dots at 150 dpi, which a scan still resolves.
LEAST_MODULE_MM = 0.42


@dataclass(frozen=True)
class Qr:
    """A code as SVG, quiet zone included, and its breadth with that zone."""

    url: str
    svg: str
    modules: int
    size_mm: float

    @property
    def module_mm(self) -> float:
        return self.size_mm / (self.modules + 2 * QUIET)


@lru_cache(256)  # the same few addresses on every paper and kind of sheet
def make_qr(url: str, least_mm: float = LEAST_MM) -> Qr:
    """The smallest code of level M that holds the address."""
    try:
        code = segno.make_qr(url, error="m", boost_error=False)
    except segno.DataOverflowError as error:
        raise ExportError(f"{url[:60]}... is too long for a QR code") from error
    modules = len(code.matrix)
    side = modules + 2 * QUIET
    module_mm = max(least_mm / modules, LEAST_MODULE_MM)
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(code.matrix)
        for x, length in _runs(row)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path d="{path}"/></svg>'
    )
    return Qr(url, svg, modules, round(side * module_mm, 3))


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
