"""The pictures as files: drawings alone, photographs in their sizes, and what lists use.

The small drawings of the sites are one file. Its name has "symbols." in it, by which a portable
copy knows what to put into its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flask import Blueprint, Flask, Response, abort, url_for

from trail.dataset.schema.pictures import Drawing
from trail.dataset.schema.site import Site
from trail.export.pictures import PICTURE_FORMATS, sized_name, to_format, widths_of
from trail.graphics.pictures import alone_svg, symbols_svg
from trail.web.shell.context import guide

bp = Blueprint("pictures", __name__)
_SVG = "image/svg+xml"
_SIZED = re.compile(r"(.+)-([1-9][0-9]{0,3})\.([a-z]+)")


def init(app: Flask) -> None:
    app.register_blueprint(bp)
    app.add_template_filter(thumbnail)


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


def _symbol(site_id: str) -> str:
    """Apart from the ids of the icons."""
    return f"site-{site_id}"


def paths() -> Iterator[str]:
    """What a phone takes along: the small drawings, and each photograph once."""
    if _small():
        yield url_for("pictures.symbols")
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
