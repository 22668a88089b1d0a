"""The pictures as files: drawings alone, photographs in their sizes, and what lists use.

A stop without any picture has a small map of its place instead.

The small drawings of the sites are one file. Its name has "symbols." in it, by which a portable
copy knows what to put into its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from flask import Blueprint, Flask, Response, abort, url_for

from trail.dataset.schema.dates import TrailDate, period_days
from trail.dataset.schema.pictures import Drawing, PictureRecord
from trail.dataset.schema.site import Site
from trail.export.pictures import (
    CENTRE,
    PICTURE_FORMATS,
    sized_name,
    to_format,
    to_thumbnail,
    widths_of,
)
from trail.export.sheets.maps import place_svg
from trail.graphics.pictures import alone_svg, symbols_svg
from trail.web.shell.context import guide

bp = Blueprint("pictures", __name__)
_SVG = "image/svg+xml"
_SIZED = re.compile(r"(.+)-([1-9][0-9]{0,3})\.([a-z]+)")


def init(app: Flask) -> None:
    app.register_blueprint(bp)
    app.add_template_filter(thumbnail)
    app.add_template_filter(small_picture)
    app.add_template_filter(day_glyph)


def _small() -> Mapping[str, Drawing]:
    """The foremost small picture of each site that has one."""
    found = guide().dataset.pictures
    if found is None:
        return {}
    named = {
        site: next((one.thumbnail for one in pictures if one.thumbnail), None)
        for site, pictures in found.records.sites.items()
    }
    return {site: found.drawings[file] for site, file in named.items() if file}


@bp.get("/pictures/symbols.sites.svg")
def symbols() -> Response:
    small = _small()
    if not small:
        abort(404)
    body = symbols_svg({_symbol(site): drawing for site, drawing in small.items()})
    return Response(body, content_type=_SVG)


def _glyphs() -> Mapping[date, Drawing]:
    """The glyph of each day of the period that has one."""
    found = guide().dataset.pictures
    if found is None:
        return {}
    drawn = {day: found.glyph_of(day) for day in period_days(guide().dataset.trail.period)}
    return {day: glyph for day, glyph in drawn.items() if glyph is not None}


@bp.get("/pictures/symbols.days.svg")
def day_symbols() -> Response:
    glyphs = _glyphs()
    if not glyphs:
        abort(404)
    body = symbols_svg({f"day-{day}": drawing for day, drawing in glyphs.items()})
    return Response(body, content_type=_SVG)


def day_glyph(when: TrailDate | None) -> str | None:
    """The address of a day's glyph, how the demands stood at its end; None where there is none."""
    found, day = guide().dataset.pictures, when.first if when and when.first == when.last else None
    if found is None or day is None or found.glyph_of(day) is None:
        return None
    return url_for("pictures.day_symbols", _anchor=f"day-{day}")


@bp.get("/pictures/<path:name>")
def picture(name: str) -> Response:
    """A drawing by its file, or a photograph as `<file>-<width>.<format>`."""
    found = guide().dataset.pictures
    if found and name in found.drawings:
        return Response(alone_svg(found.drawings[name]), content_type=_SVG)
    sized = _SIZED.fullmatch(name)
    photograph = found.photographs.get(f"{sized[1]}.jpg") if found and sized else None
    if sized is None or photograph is None or sized[3] not in PICTURE_FORMATS:
        abort(404)
    width = int(sized[2])
    if width not in widths_of(photograph):
        abort(404)
    media_type = PICTURE_FORMATS[sized[3]].media_type
    return Response(to_format(photograph, width, sized[3]), content_type=media_type)


def thumbnail(site: Site) -> str | None:
    """The address of a site's small picture; None where it has none."""
    here = site.id in _small()
    return url_for("pictures.symbols", _anchor=_symbol(site.id)) if here else None


def small_picture(site: Site) -> str | None:
    """The address of what a list shows of a site without a small drawing: its photograph made
    small, or the map of its place where it has no picture; None where it has neither."""
    if _photograph_of(site.id) is not None:
        return url_for("pictures.small", site_id=site.id)
    return url_for("pictures.place", site_id=site.id) if _is_mapped(site) else None


def _photograph_of(site_id: str) -> PictureRecord | None:
    """A site's foremost photograph, where it has no small drawing."""
    found = guide().dataset.pictures
    records = found.of_site(site_id) if found else ()
    if found is None or any(one.thumbnail for one in records):
        return None
    return next((one for one in records if one.file in found.photographs), None)


def _is_mapped(site: Site) -> bool:
    """Whether it is a stop without a picture whose place is known."""
    bare = not guide().dataset.pictures_of(site.id)
    return bare and site.position is not None and bool(guide().places_of(site.id))


@bp.get("/pictures/small/<site_id>.jpg")
def small(site_id: str) -> Response:
    record, found = _photograph_of(site_id), guide().dataset.pictures
    if record is None or found is None:
        abort(404)
    body = to_thumbnail(found.photographs[record.file], record.focus or CENTRE)
    return Response(body, content_type="image/jpeg")


@bp.get("/pictures/places/<site_id>.svg")
def place(site_id: str) -> Response:
    site = guide().dataset.get_site(site_id)
    at = site.position
    svg = place_svg(guide().dataset.layers, site, at) if at and _is_mapped(site) else None
    if svg is None:
        abort(404)
    return Response(svg.encode(), content_type=_SVG)


def _symbol(site_id: str) -> str:
    """Apart from the ids of the icons."""
    return f"site-{site_id}"


def paths() -> Iterator[str]:
    """What a phone takes along: the small drawings, and each photograph once."""
    if _small():
        yield url_for("pictures.symbols")
    if _glyphs():
        yield url_for("pictures.day_symbols")
    for site in guide().dataset.sites:
        address = small_picture(site)
        if address:
            yield address
    found = guide().dataset.pictures
    for name, photograph in found.photographs.items() if found else ():
        yield _sized(name, widths_of(photograph)[0], "jpg")


def published_paths() -> Iterator[str]:
    """Every other file: each drawing that has a record alone, photographs in all their sizes."""
    found = guide().dataset.pictures
    if found is None:
        return
    for file in found.recorded_files():
        if file in found.drawings:
            yield url_for("pictures.picture", name=file)
    for name, photograph in found.photographs.items():
        for extension in PICTURE_FORMATS:
            for width in widths_of(photograph):
                if (width, extension) != (widths_of(photograph)[0], "jpg"):
                    yield _sized(name, width, extension)


def _sized(name: str, width: int, extension: str) -> str:
    return url_for("pictures.picture", name=sized_name(name, width, extension))
