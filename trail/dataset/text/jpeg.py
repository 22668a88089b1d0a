"""JPEG read as far as its measures, and held to tell nothing but its picture.

A camera writes into the file where and when it stood, whose it is and sometimes a second, uncropped
picture: all of it would be published. Segments as ISO/IEC 10918-1, Annex B, has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from trail.dataset.text.svg import UnfitPicture

MOST_BYTES = 2 * 2**20
MOST_PIXELS = 40_000_000
CLEANED = "one that `trail picture add` has written"
_START, _SCAN, _END = 0xD8, 0xDA, 0xD9
_FRAMES = (0xC0, 0xC1, 0xC2)  # baseline, extended, progressive
_JFIF, _COLOUR_PROFILE = 0xE0, 0xE2
_TALKS = frozenset([*range(0xE0, 0xF0), 0xFE]) - {_JFIF, _COLOUR_PROFILE}


def read_jpeg(raw: bytes) -> tuple[int, int]:
    """Width and height in pixels; raises UnfitPicture for what is no plain JPEG."""
    size = None
    for marker, content in _segments(raw):
        if marker in _TALKS or (marker == _COLOUR_PROFILE and content[:11] != b"ICC_PROFILE"):
            raise UnfitPicture("tells more than its picture, such as a place in EXIF", CLEANED)
        if marker in _FRAMES and len(content) >= 6 and size is None:
            size = int.from_bytes(content[3:5]), int.from_bytes(content[1:3])
    if size is None or 0 in size:
        raise UnfitPicture("is no JPEG", CLEANED)
    if size[0] * size[1] > MOST_PIXELS:
        raise UnfitPicture(f"has {size[0]} x {size[1]} pixels", "at most 40 million")
    if not raw.rstrip(b"\0").endswith(bytes([0xFF, _END])):
        raise UnfitPicture("is cut short, or has something behind its picture", CLEANED)
    return size


def _segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment up to the first scan: its marker and its content."""
    if raw[:2] != bytes([0xFF, _START]):
        return
    at = 2
    while at + 4 <= len(raw) and raw[at] == 0xFF:
        marker, length = raw[at + 1], int.from_bytes(raw[at + 2 : at + 4])
        yield marker, raw[at + 4 : at + 2 + length]
        if marker == _SCAN or length < 2:
            return
        at += 2 + length
