"""Pictures as the templates want them: a drawing's shapes, or a photograph's sizes and formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from flask import url_for

from trail.dataset.schema.pictures import Drawing, Photograph, PictureRecord
from trail.dataset.schema.site import Site
from trail.export.pictures import PICTURE_FORMATS, height_at, sent_as, sized_name, widths_of
from trail.guide.guide import Guide
from trail.web.shell import filters
from trail.web.shell.delivery import site_url

Told = Literal["people", "markers", "days"]


@dataclass(frozen=True)
class PhotographView:
    """A photograph in the sizes and formats that it is sent in.

    `sources` are media type and srcset of each format, the lightest first; `url` is the
    smallest JPEG, for whoever knows none of them.
    """

    url: str
    width: int
    height: int
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PictureView:
    """A picture: what is said of it, and what is drawn or was taken, one of the two."""

    record: PictureRecord
    drawing: Drawing | None
    photograph: PhotographView | None


@dataclass(frozen=True)
class PairView:
    """Then and now, from one place; `looking` says which way."""

    then: PictureView
    now: PictureView
    looking: str | None


def pictures(guide: Guide, records: Iterable[PictureRecord]) -> tuple[PictureView, ...]:
    """The pictures that records tell of, the foremost first."""
    found = guide.dataset.pictures
    if found is None:
        return ()
    return tuple(
        PictureView(
            record,
            found.drawings.get(record.file),
            _photograph(record.file, photograph)
            if (photograph := found.photographs.get(record.file))
            else None,
        )
        for record in records
    )


def pictures_of(guide: Guide, what: Told, item: str) -> tuple[PictureView, ...]:
    """The pictures of a person, a marker or a day (as "1905-08-08")."""
    found = guide.dataset.pictures
    return pictures(guide, getattr(found.records, what).get(item, ())) if found else ()


def site_pictures(guide: Guide, site: Site) -> tuple[PictureView, ...]:
    """The pictures of a site but those that stand in a pair."""
    found = guide.dataset.pictures
    if found is None:
        return ()
    paired = {
        file for pair in found.records.pairs.get(site.id, ()) for file in (pair.then, pair.now)
    }
    return pictures(guide, [one for one in found.of_site(site.id) if one.file not in paired])


def images(guide: Guide, site: Site) -> tuple[tuple[PictureRecord, str], ...]:
    """A site's pictures, each with the full address of one file."""
    return tuple(
        (record, site_url(url_for("pictures.picture", name=sent_as(guide.dataset, record))))
        for record in guide.dataset.pictures_of(site.id)
    )


def pairs(guide: Guide, site: Site) -> tuple[PairView, ...]:
    """What stood at a site and what stands there."""
    found = guide.dataset.pictures
    if found is None:
        return ()
    by_file = {one.record.file: one for one in pictures(guide, found.of_site(site.id))}
    return tuple(
        PairView(
            by_file[pair.then],
            by_file[pair.now],
            None if pair.bearing_deg is None else filters.bearing(pair.bearing_deg),
        )
        for pair in found.records.pairs.get(site.id, ())
    )


def _photograph(file: str, photograph: Photograph) -> PhotographView:
    widths = widths_of(photograph)

    def url(width: int, extension: str) -> str:
        return url_for("pictures.picture", name=sized_name(file, width, extension))

    sources = tuple(
        (
            made.media_type,
            ", ".join(f"{url(width, extension)} {width}w" for width in widths),
        )
        for extension, made in PICTURE_FORMATS.items()
    )
    least = widths[0]
    return PhotographView(url(least, "jpg"), least, height_at(photograph, least), sources)
