"""A page's picture in sixteen greys: black ink on white paper needs neither colour nor alpha."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}  # by the colour type of the PNG
Bytes = NDArray[np.uint8]


def to_greys(png: bytes) -> bytes:
    """The picture at 4 bits a pixel; the same bytes for the same picture.

    It is taken for grey on white: its first channel is kept. ValueError for a PNG that is
    interlaced, has a palette, or other than 8 bits a channel.
    """
    chunks = _chunks(png)
    width, height, depth, colour, *_how, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if depth != 8 or colour not in _CHANNELS or interlaced:
        raise ValueError("the picture is not a plain PNG of 8 bits a channel")
    channels = _CHANNELS[colour]
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, -1)
    grey = _unfiltered(lines[:, 0], lines[:, 1::channels])
    levels = ((grey.astype(np.uint16) + 8) // 17).astype(np.uint8)
    if width % 2:
        levels = np.pad(levels, ((0, 0), (0, 1)))
    packed = (levels[:, ::2] << 4) | levels[:, 1::2]
    rows = np.pad(packed, ((0, 0), (1, 0)))  # no filter: few greys repeat as they are
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), 9)
    return _SIGNATURE + b"".join(
        _chunk(kind, data) for kind, data in ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    )


def _chunks(png: bytes) -> dict[bytes, bytes]:
    """The data of the chunks by their kind, those of one kind joined."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("the picture is no PNG")
    found: dict[bytes, bytes] = {}
    at = len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind = png[at + 4 : at + 8]
        found[kind] = found.get(kind, b"") + png[at + 8 : at + 8 + length]
        at += length + 12
    return found


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _unfiltered(filters: Bytes, lines: Bytes) -> Bytes:
    """One channel of the picture from its filtered lines (PNG 1.2, chapter 6)."""
    above = np.zeros(lines.shape[1], np.uint8)
    found = np.empty_like(lines)
    for row, (kind, line) in enumerate(zip(filters.tolist(), lines, strict=True)):
        if kind == 0:
            above = line
        elif kind == 1:
            above = np.cumsum(line, dtype=np.uint8)
        elif kind == 2:
            above = line + above
        else:
            above = _predicted(kind, line.tolist(), above.tolist())
        found[row] = above
    return found


def _predicted(kind: int, line: list[int], above: list[int]) -> Bytes:
    """A line that is the difference to the mean of two neighbours (3) or to one of three (4)."""
    left = corner = 0
    found = bytearray()
    for value, up in zip(line, above, strict=True):
        if kind == 3:
            guess = (left + up) // 2
        else:
            to_left, to_up = abs(up - corner), abs(left - corner)
            to_corner = abs(left + up - 2 * corner)
            if to_left <= to_up and to_left <= to_corner:
                guess = left
            else:
                guess = up if to_up <= to_corner else corner
        left, corner = (value + guess) & 255, up
        found.append(left)
    return np.frombuffer(found, np.uint8)
