"""A photograph as it is sent and printed: smaller, in three formats, in greys for paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageFilter, ImageOps

from trail.dataset.schema.pictures import Photograph, PictureRecord
from trail.dataset.schema.whole import Dataset

WIDTHS = (360, 720, 1080)
# At 360 pixels a phone gets it over one bar of signal; a sharper screen takes the next.
MOST_BYTES = {360: 60_000, 720: 120_000, 1080: 240_000}
CENTRE = (0.5, 0.5)
THUMBNAIL_PX = 144  # 72 on screens of two pixels in one
_QUALITIES = (70, 50, 30, 12)
# 80 mm at 300 dots an inch: as broad as a column of a sheet.
_PAPER_PX = 945


@dataclass(frozen=True)
class PictureFormat:
    media_type: str
    write: Callable[[Image.Image, int], bytes]


def _encoder(name: str, **options: object) -> Callable[[Image.Image, int], bytes]:
    def write(image: Image.Image, quality: int) -> bytes:
        written = io.BytesIO()
        image.save(written, name, quality=quality, **options)
        return written.getvalue()

    return write


# The lightest first: a browser takes the first that it knows.
PICTURE_FORMATS: Mapping[str, PictureFormat] = {
    "avif": PictureFormat("image/avif", _encoder("AVIF", speed=9, max_threads=1)),
    "webp": PictureFormat("image/webp", _encoder("WEBP", method=4)),
    "jpg": PictureFormat("image/jpeg", _encoder("JPEG", progressive=True, optimize=True)),
}


def sent_as(dataset: Dataset, record: PictureRecord) -> str:
    """The name under which a picture is sent where one file is wanted: its largest JPEG, or SVG."""
    pictures = dataset.pictures
    photograph = pictures.photographs.get(record.file) if pictures else None
    if photograph is None:
        return record.file
    return sized_name(record.file, widths_of(photograph)[-1], "jpg")


def sized_name(file: str, width: int, extension: str) -> str:
    """The name under which a photograph of the dataset is sent in a size and format."""
    return f"{file.removesuffix('.jpg')}-{width}.{extension}"


def widths_of(photograph: Photograph) -> tuple[int, ...]:
    """How broad it is sent, in pixels; never broader than it is."""
    fitting = tuple(width for width in WIDTHS if width <= photograph.width)
    return fitting or (photograph.width,)


def height_at(photograph: Photograph, width: int) -> int:
    """Its height when it is `width` pixels broad."""
    return max(1, round(photograph.height * width / photograph.width))


@lru_cache(maxsize=32)
def to_format(photograph: Photograph, width: int, extension: str) -> bytes:
    """The photograph `width` pixels broad; the best quality that stays within MOST_BYTES.

    The same photograph gives the same bytes. KeyError for a format that there is not.
    """
    made = PICTURE_FORMATS[extension]
    image = _opened(photograph).resize(
        (width, height_at(photograph, width)), Image.Resampling.LANCZOS
    )
    most = next((MOST_BYTES[least] for least in WIDTHS if width <= least), MOST_BYTES[1080])
    body = b""
    for quality in _QUALITIES:
        body = made.write(image, quality)
        if len(body) <= most:
            return body
    while len(body) > most:  # grain without end
        image = image.filter(ImageFilter.BoxBlur(1))
        body = made.write(image, _QUALITIES[-1])
    return body


def to_thumbnail(photograph: Photograph, focus: tuple[float, float] = CENTRE) -> bytes:
    """A small square JPEG around `focus`, for a list."""
    side = (THUMBNAIL_PX, THUMBNAIL_PX)
    image = ImageOps.fit(_opened(photograph), side, Image.Resampling.LANCZOS, centering=focus)
    return PICTURE_FORMATS["jpg"].write(image, _QUALITIES[1])


@lru_cache(maxsize=32)
def to_ink(photograph: Photograph, focus: tuple[float, float] | None = None) -> bytes:
    """A PNG in sixteen greys for a printer that has only black; square around `focus`, if any.

    Its tones are spread over all of the range, so that it reads at 40 mm.
    """
    grey = _opened(photograph).convert("L")
    if focus is not None:
        side = min(grey.size)
        grey = ImageOps.fit(grey, (side, side), Image.Resampling.LANCZOS, centering=focus)
    grey.thumbnail((_PAPER_PX, _PAPER_PX), Image.Resampling.LANCZOS)
    grey = ImageOps.autocontrast(grey, cutoff=1)
    written = io.BytesIO()
    grey.quantize(16).convert("L").save(written, "PNG", bits=4, optimize=True)
    return written.getvalue()


def _opened(photograph: Photograph) -> Image.Image:
    with Image.open(io.BytesIO(photograph.jpeg), formats=["JPEG"]) as opened:
        return opened.convert("RGB")
