"""Pictures and what is said of them, as frozen values: the schema of data/pictures/pictures.yaml.

A drawing is SVG of which only plain shapes are read, as values: nothing of the file
reaches a page but what is named here. A photograph is a JPEG that tells nothing but its picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from trail.dataset.schema.dates import TrailDate
from trail.dataset.schema.record import MOST_ITEMS, Kept, Line, Record, Slug, Some, Text, Url, Urls

_NAME = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?"
DRAWING_FILE = rf"{_NAME}\.svg$"
PICTURE_FILE = rf"{_NAME}\.(svg|jpg)$"
# SPDX ids of licences that pictures are under, or an address at rightsstatements.org.
RIGHTS = (
    r"^(CC0-1\.0|CC-PDDC|CC-BY(-NC)?(-SA|-ND)?-(1\.0|2\.0|2\.5|3\.0|4\.0)|FAL-1\.3|MIT|Apache-2\.0"
    r"|https?://rightsstatements\.org/\S+)$"
)

PictureFile = Annotated[str, StringConstraints(pattern=PICTURE_FILE, max_length=120)]
DrawingFile = Annotated[str, StringConstraints(pattern=DRAWING_FILE, max_length=120)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Part = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
ShapeName = Literal["path", "line", "polyline", "polygon", "rect", "circle", "ellipse"]


class Rights(Record):
    """Who made a picture, when, and on what terms it may be used."""

    kind: Literal["photograph", "drawing", "map"]
    by: Kept[Line]
    date: TrailDate
    # an SPDX id, or an address at rightsstatements.org
    rights: Annotated[str, StringConstraints(pattern=RIGHTS, max_length=200)]
    credit: Kept[Text]
    # where the original lies, for whoever wants to use it, too
    source: Url | None = None
    checked_by: Kept[Line] | None = None
    checked_on: TrailDate | None = None


class PictureRecord(Rights):
    """A picture of a site, person, day or marker, with all that is said of it."""

    file: PictureFile
    # what tells it from others, for 72 pixels
    thumbnail: DrawingFile | None = None
    alt: Annotated[Text, StringConstraints(max_length=400)]
    caption: Text
    # what it was drawn after, or taken from
    after: Urls
    # what must stay in sight when it is cropped: parts of its width and height
    focus: Annotated[tuple[Part, Part], Field(strict=False)] | None = None


class ThenAndNow(Record):
    """Two pictures of a site from one place: what stood there, and what stands there."""

    then: PictureFile
    now: PictureFile
    # the way that both look, in degrees clockwise from north; null where it was not taken down
    bearing_deg: Annotated[float, Field(ge=0, lt=360, allow_inf_nan=False)] | None = None


class Frieze(Rights):
    """The stops of the walk in a row, by day and by night."""

    file: DrawingFile
    night: DrawingFile
    alt: Text
    caption: Text


class DayGlyphs(Rights):
    """A folder with a glyph for each day of the period."""

    folder: Slug


class Seal(Record):
    """The file with a person's name as a seal."""

    file: DrawingFile


Records = Annotated[dict[Slug, Some[PictureRecord]], Field(max_length=MOST_ITEMS)]


class PicturesFile(Record):
    """data/pictures/pictures.yaml."""

    sites: Records = Field(default_factory=dict)
    people: Records = Field(default_factory=dict)
    markers: Records = Field(default_factory=dict)
    days: Annotated[dict[Day, Some[PictureRecord]], Field(max_length=MOST_ITEMS)] = Field(
        default_factory=dict
    )
    # of a site's pictures
    pairs: Annotated[dict[Slug, Some[ThenAndNow]], Field(max_length=MOST_ITEMS)] = Field(
        default_factory=dict
    )
    frieze: Frieze | None = None
    glyphs: DayGlyphs | None = None
    seals: Annotated[dict[Slug, Seal], Field(max_length=MOST_ITEMS)] = Field(default_factory=dict)


@dataclass(frozen=True)
class DrawnShape:
    """A shape of a drawing with its attributes, in the order of the file."""

    name: ShapeName
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Drawing:
    """An SVG as it is shown: `width` and `height` in its own units.

    `title` is what it says in words, "" where it says nothing; `looks` holds for every
    shape that does not say otherwise.
    """

    title: str
    width: float
    height: float
    looks: tuple[tuple[str, str], ...]
    shapes: tuple[DrawnShape, ...]


@dataclass(frozen=True)
class Photograph:
    """A JPEG as it lies in the folder, `width` by `height` pixels."""

    width: int
    height: int
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True)
class Pictures:
    """The records, and the drawings and photographs by the name of their file."""

    records: PicturesFile
    drawings: Mapping[str, Drawing]
    photographs: Mapping[str, Photograph]

    def of_site(self, site_id: str) -> tuple[PictureRecord, ...]:
        """The pictures of a site, the first the foremost; none is fine."""
        return self.records.sites.get(site_id, ())

    def recorded_files(self) -> Iterator[str]:
        """The file of each picture that has a record of its own, once."""
        records = self.records
        for told in (records.sites, records.people, records.markers, records.days):
            for pictures in told.values():
                yield from (picture.file for picture in pictures)

    def seal_of(self, person_id: str) -> Drawing | None:
        """A person's name in their own script."""
        seal = self.records.seals.get(person_id)
        return self.drawings[seal.file] if seal else None

    def glyph_of(self, day: date) -> Drawing | None:
        """The demands as they stood on the evening of a day."""
        glyphs = self.records.glyphs
        return self.drawings.get(f"{glyphs.folder}/{day}.svg") if glyphs else None
