"""The pictures of sites at a size to look at, in black."""

from __future__ import annotations

from trail.dataset.schema.pictures import PictureRecord
from trail.dataset.schema.whole import Dataset
from trail.export.pictures import to_ink
from trail.export.sheets.content import Content
from trail.graphics.pictures import framed_svg, ink_svg


def picture_of(dataset: Dataset, record: PictureRecord) -> Content:
    """A drawing, or a photograph in greys, with its words and its shape (height by width)."""
    pictures = dataset.pictures
    photograph = pictures.photographs.get(record.file) if pictures else None
    if photograph is not None:
        size = (float(photograph.width), float(photograph.height))
        svg = framed_svg(to_ink(photograph), photograph.width, photograph.height)
    elif pictures is not None:
        drawing = pictures.drawings[record.file]
        size, svg = (drawing.width, drawing.height), ink_svg(drawing)
    else:
        raise KeyError(record.file)
    return {
        "svg": svg,
        "alt": record.alt,
        "caption": record.caption,
        "credit": record.credit,
        "aspect": round(size[1] / size[0], 4),
    }
