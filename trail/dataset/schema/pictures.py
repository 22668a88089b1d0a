"""Pictures and what is said of them, as frozen values: the schema of data/pictures/pictures.yaml.

A drawing is SVG of which only plain shapes are read, as values: nothing of the file
reaches a page but what is named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from trail.dataset.schema.dates import TrailDate
from trail.dataset.schema.record import MOST_ITEMS, Line, Record, Slug, Some, Text, Urls

PICTURE_FILE = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?\.svg$"
RIGHTS = r"^([A-Za-z0-9][A-Za-z0-9.+-]*|https?://rightsstatements\.org/\S+)$"

PictureFile = Annotated[str, StringConstraints(pattern=PICTURE_FILE, max_length=120)]
Part = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
ShapeName = Literal["path", "line", "polyline", "polygon", "rect", "circle", "ellipse"]


class Rights(Record):
    """Who made a picture, when, and on what terms it may be used."""

    kind: Literal["drawing", "map"]
    by: Line
    date: TrailDate
    # an SPDX id, or an address at rightsstatements.org
    rights: Annotated[str, StringConstraints(pattern=RIGHTS, max_length=200)]
    credit: Text
    checked_by: Line | None = None
    checked_on: TrailDate | None = None


class SitePicture(Rights):
    """A picture of a site, with all that is said of it."""

    file: PictureFile
    # what tells it from others, for 72 pixels
    thumbnail: PictureFile | None = None
    alt: Annotated[Text, StringConstraints(max_length=400)]
    caption: Text
    # what it was drawn after
    after: Urls
    # what must stay in sight when it is cropped: parts of its width and height
    focus: Annotated[tuple[Part, Part], Field(strict=False)] | None = None


class Frieze(Rights):
    """The stops of the walk in a row, by day and by night."""

    file: PictureFile
    night: PictureFile
    alt: Text
    caption: Text


class DayGlyphs(Rights):
    """A folder with a glyph for each day of the period."""

    folder: Slug


class Seal(Record):
    """The file with a person's name as a seal."""

    file: PictureFile


class PicturesFile(Record):
    """data/pictures/pictures.yaml."""

    sites: Annotated[dict[Slug, Some[SitePicture]], Field(max_length=MOST_ITEMS)]
    frieze: Frieze | None = None
    days: DayGlyphs | None = None
    people: Annotated[dict[Slug, Seal], Field(max_length=MOST_ITEMS)] = Field(default_factory=dict)


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
class Pictures:
    """The records, and the drawings by the name of their file."""

    records: PicturesFile
    drawings: Mapping[str, Drawing]

    def of_site(self, site_id: str) -> tuple[SitePicture, ...]:
        """The pictures of a site, the first the foremost; none is fine."""
        return self.records.sites.get(site_id, ())

    def seal_of(self, person_id: str) -> Drawing | None:
        """A person's name in their own script."""
        seal = self.records.people.get(person_id)
        return self.drawings[seal.file] if seal else None

    def glyph_of(self, day: date) -> Drawing | None:
        """The demands as they stood on the evening of a day."""
        days = self.records.days
        return self.drawings.get(f"{days.folder}/{day}.svg") if days else None
