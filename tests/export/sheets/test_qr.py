"""Codes: as small as they may be, large enough to be read."""

from __future__ import annotations

import re

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from trail.base.errors import ExportError
from trail.export.sheets.qr import LEAST_MM, QUIET, make_qr

URLS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-/", min_size=1, max_size=300).map(
    "https://trail.example.org/".__add__
)


@settings(deadline=None)
@given(URLS)
def test_the_version_is_the_smallest_that_holds_the_address_at_level_m(url: str) -> None:
    modules = make_qr(url).modules
    version = (modules - 17) // 4
    segno.make_qr(url, error="m", version=version, boost_error=False)
    if version > 1:
        with pytest.raises(segno.DataOverflowError):
            segno.make_qr(url, error="m", version=version - 1, boost_error=False)


@settings(deadline=None)
@given(URLS)
def test_a_code_is_18_mm_and_more_with_four_modules_of_white_around(url: str) -> None:
    qr = make_qr(url)
    assert qr.module_mm * qr.modules >= LEAST_MM - 0.01
    assert qr.size_mm == pytest.approx(qr.module_mm * (qr.modules + 2 * QUIET), abs=0.002)
    assert f'viewBox="0 0 {qr.modules + 8} {qr.modules + 8}"' in qr.svg
    starts = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h", qr.svg)]
    assert min(min(x, y) for x, y in starts) == 4
    assert max(y for _, y in starts) == qr.modules + 3


def test_modules_grow_with_the_version_so_that_a_scan_resolves_them() -> None:
    assert make_qr("https://trail.example.org/" + "x" * 200).module_mm >= 0.42


def test_an_address_too_long_for_any_code_is_refused() -> None:
    with pytest.raises(ExportError, match="too long for a QR code"):
        make_qr("https://trail.example.org/" + "x" * 3000)


def test_the_same_address_gives_the_same_drawing() -> None:
    assert make_qr("https://a.example/") == make_qr("https://a.example/")
