"""Pictures of sheets: small, grey, and what the page shows."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from tests.export.sheets.conftest import ADDRESS
from trail.export.sheets import PICTURE_PPI, Press
from trail.export.sheets.previews import to_greyscale


def png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 9), st.integers(1, 9), st.data())
def test_a_picture_keeps_its_greys_to_the_nearest_of_sixteen(
    width: int, height: int, data: st.DataObject
) -> None:
    values = data.draw(st.binary(min_size=width * height, max_size=width * height))
    grey = Image.frombytes("L", (width, height), values)
    for mode in ("L", "RGB", "RGBA"):
        with Image.open(io.BytesIO(to_greyscale(png(grey.convert(mode))))) as made:
            assert made.size == grey.size
            got = made.convert("L").tobytes()
        assert max(abs(a - b) for a, b in zip(got, values, strict=True)) <= 8


@pytest.mark.parametrize("mode", ["P", "1", "I;16"])
def test_other_pictures_are_refused(mode: str) -> None:
    with pytest.raises(ValueError, match="not in greys or RGB"):
        to_greyscale(png(Image.new(mode, (4, 4))))
    with pytest.raises(ValueError, match="no PNG"):
        to_greyscale(b"GIF89a")


@pytest.mark.parametrize(
    ("sheet", "paper"),
    [("downtown", "letter"), ("downtown-large", "a4"), ("path-to-peace", "tabloid")],
)
def test_pictures_of_the_list_are_light(press: Press, sheet: str, paper: str) -> None:
    plain = press.picture(sheet, paper, ADDRESS)
    sharp = press.picture(sheet, paper, ADDRESS, ppi=2 * PICTURE_PPI)
    assert len(plain) < 25_000
    assert len(sharp) < 60_000
    with Image.open(io.BytesIO(plain)) as one, Image.open(io.BytesIO(sharp)) as two:
        assert abs(two.width - 2 * one.width) <= 1
        assert one.size == press.pdf(sheet, paper, ADDRESS).picture_px
        assert one.convert("L").getextrema()[1] == 255
        # The one is the other, smaller: the same ink in the same places.
        shrunk = ImageChops.difference(one.convert("L"), two.convert("L").reduce(2))
        assert max(shrunk.tobytes()) <= 17
