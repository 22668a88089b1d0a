"""A photograph as a camera or scanner wrote it, made into one that may be published.

Turned as it was held, in sRGB, no larger than a page needs; where and when it was taken is read
for the curator and left out of the file.
"""

from __future__ import annotations

import importlib
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from trail.base.errors import EditError
from trail.base.geo import Position
from trail.dataset.text.jpeg import MOST_BYTES, MOST_PIXELS

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MOST_FILE_BYTES = 64 * 2**20
LONGEST_PX = 2160  # twice as broad as a page shows it
SHORTEST_PX = 240  # less would be a stamp on a page
_QUALITIES = (90, 80, 65, 45)


@dataclass(frozen=True)
class TakenPhotograph:
    """A JPEG without anything but its picture, and what the file told beside it."""

    jpeg: bytes
    width: int
    height: int
    position: Position | None
    taken: str | None  # the day, 2026-11-30


def read_photograph(path: Path) -> TakenPhotograph:
    """A photograph to publish; raises EditError, with what is wrong and the mend."""
    raw = _read(path)
    formats = [*FORMATS, "HEIF"] if _reads_heif() else list(FORMATS)
    try:
        # What a header claims is held against the limit before a pixel is read.
        with Image.open(io.BytesIO(raw), formats=formats) as opened:
            _check(path.name, opened)
            exif = opened.getexif()
            position, taken = _position(exif.get_ifd(ExifTags.IFD.GPSInfo)), _day(exif)
            image = _in_srgb(ImageOps.exif_transpose(opened))
    except UnidentifiedImageError as error:
        heif = "" if _reads_heif() else "; HEIC is read once the package pillow-heif is installed"
        raise EditError(
            f"{path.name} is no picture that can be read: JPEG, PNG, WebP, AVIF or SVG{heif}"
        ) from error
    except Image.DecompressionBombError as error:
        raise EditError(f"{path.name} has over 40 million pixels: save it smaller") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise EditError(f"{path.name} can't be read as a picture: {error}") from error
    image.info.clear()  # a comment would be written again
    image.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS)
    return TakenPhotograph(_written(image), *image.size, position, taken)


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise EditError(f"{path}: there is no such file")
    with path.open("rb") as stream:
        raw = stream.read(MOST_FILE_BYTES + 1)
    if len(raw) > MOST_FILE_BYTES:
        raise EditError(f"{path.name} has over {MOST_FILE_BYTES // 2**20} MB; save it smaller")
    return raw


def _reads_heif() -> bool:
    """Only with the package pillow-heif, which brings a codec under terms of its own."""
    try:
        importlib.import_module("pillow_heif").register_heif_opener()
    except ImportError:
        return False
    return True


def _check(name: str, image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise EditError(
            f"{name} has {width:,} x {height:,} pixels; 40 million at most: save it smaller"
        )
    if min(width, height) < SHORTEST_PX:
        raise EditError(
            f"{name} has {width} x {height} pixels; at least {SHORTEST_PX} each way are needed"
        )
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise EditError(f"{name} is animated; save one of its pictures")


def _in_srgb(image: Image.Image) -> Image.Image:
    """In the colours of the web, on white where it could be seen through."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
            return turned if turned is not None else image.convert("RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile is no reason to refuse the picture
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image)
        image = ground
    return image.convert("RGB")


def _written(image: Image.Image) -> bytes:
    body = b""
    for quality in _QUALITIES:
        written = io.BytesIO()
        image.save(written, "JPEG", quality=quality, progressive=True, optimize=True, exif=b"")
        body = written.getvalue()
        if len(body) <= MOST_BYTES:
            break
    return body


def _position(gps: Mapping[int, Any]) -> Position | None:
    """Where EXIF says that it was taken, None where it doesn't say so in full."""
    tags = ExifTags.GPS
    lat = _degrees(gps.get(tags.GPSLatitude), gps.get(tags.GPSLatitudeRef), "N", "S")
    lon = _degrees(gps.get(tags.GPSLongitude), gps.get(tags.GPSLongitudeRef), "E", "W")
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or (lat, lon) == (0, 0):
        return None
    return Position(lon, lat)


def _degrees(parts: object, side: object, plus: str, minus: str) -> float | None:
    """Degrees, minutes and seconds as one number; EXIF 2.3, 4.6.6, has them as three."""
    if side not in (plus, minus):
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in parts)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    whole = degrees + minutes / 60 + seconds / 3600
    return (whole if side == plus else -whole) if math.isfinite(whole) else None


def _day(exif: Image.Exif) -> str | None:
    told = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    try:
        return datetime.strptime(str(told)[:10], "%Y:%m:%d").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return None
