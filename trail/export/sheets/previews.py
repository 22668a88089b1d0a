"""A page's picture in sixteen greys: black ink on white paper needs neither colour nor alpha."""

from __future__ import annotations

import io

from PIL import Image

_LEVELS = 16
_STEP = 255 // (_LEVELS - 1)
_PALETTE = [level * _STEP for level in range(_LEVELS) for _channel in "RGB"]


def to_greyscale(png: bytes, shrink: int = 1) -> bytes:
    """The picture at 4 bits a pixel, a `shrink`th as broad and tall.

    It is taken for grey on white: its first channel is kept. ValueError for what is no PNG,
    or one that does not open as 8-bit greys or colours, such as one with a palette.
    """
    try:
        opened = Image.open(io.BytesIO(png), formats=["PNG"])
    except OSError as error:
        raise ValueError("the picture is no PNG") from error
    with opened:
        if opened.mode not in ("L", "LA", "RGB", "RGBA"):
            raise ValueError("the picture is not in greys or RGB")
        grey = opened.getchannel(0).reduce(shrink)
    levels = grey.point([(value + _STEP // 2) // _STEP for value in range(256)])
    levels.putpalette(_PALETTE)
    written = io.BytesIO()
    levels.save(written, "PNG", bits=4, compress_level=9)
    return written.getvalue()
