"""What a link to a page shows where it is shared: a picture with the page's title.

A page of something that has a name (a place, a person, a day) has one of its own; the others
have that of the part of the site they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Flask, Response, abort, request, url_for

from trail.dataset.schema.pictures import Drawing, Pictures
from trail.export.pictures import to_ink
from trail.export.sheets.maps import place_svg
from trail.export.sheets.opengraph import SIZE, opengraph_png
from trail.graphics.pictures import alone_svg, framed_svg
from trail.web.shell import features
from trail.web.shell.context import guide
from trail.web.shell.delivery import site_url
from trail.web.shell.features import Feature
from trail.web.shell.i18n import locale_name
from trail.web.shell.rows import Crumb

bp = Blueprint("opengraph", __name__)
_HOME = "index"


@dataclass(frozen=True)
class SharedPicture:
    """The address of a page's picture for others, and what it shows."""

    url: str
    alt: str
    width: int
    height: int


def shared_picture() -> SharedPicture:
    """Of the page that is asked for."""
    crumb = _subject(request.path)
    alt = _shown(crumb)[2]
    url = url_for("opengraph.picture", name=_name(crumb))
    return SharedPicture(site_url(url), alt or crumb.name, *SIZE)


@bp.get("/opengraph/<path:name>.png")
def picture(name: str) -> Response:
    crumb = _subject("/" if name == _HOME else f"/{name}/")
    if _name(crumb) != name:
        abort(404)
    svg, ratio, _alt = _shown(crumb)
    trail = guide().dataset.trail
    lang = locale_name().partition("_")[0]
    body = opengraph_png(crumb.name, trail.title, lang, svg, ratio)
    return Response(body, content_type="image/png")


def _name(crumb: Crumb) -> str:
    return _path(crumb).strip("/") or _HOME


def _path(crumb: Crumb) -> str:
    """Its address without the path that the site lies under."""
    return (crumb.url or "/").removeprefix(request.script_root)


def _subject(path: str) -> Crumb:
    """What a page is about: the last of its address that has a name, or its part of the site."""
    for part in reversed(path.strip("/").split("/")):
        found = features.find_named(part) if part else None
        if found is not None and path.startswith(_path(found)):
            return found
    parts = [Crumb(item.name, item.url) for item in features.menu()] + [*features.footer()]
    mine = [part for part in parts if _path(part) != "/" and path.startswith(_path(part))]
    home = guide().dataset.trail.home
    return max(mine, key=lambda part: len(_path(part)), default=Crumb(home.title, "/"))


def _shown(crumb: Crumb) -> tuple[str, float, str]:
    """The drawing as SVG, its breadth by its height, and what it shows; ("", 1, "") without."""
    found = guide().dataset.pictures
    kind, _slash, item = _name(crumb).partition("/")
    if found and kind in ("sites", "people", "days"):
        for record in getattr(found.records, kind).get(item, ()):
            if record.file in found.drawings:
                return *_drawn(found.drawings[record.file]), record.alt
            photograph = found.photographs[record.file]
            side = (photograph.width, photograph.height)
            return framed_svg(to_ink(photograph), *side), side[0] / side[1], record.alt
    if kind == "sites" and item:
        site = guide().dataset.get_site(item)
        svg = site.position and place_svg(guide().dataset.layers, site, site.position)
        if svg:
            return svg, 1.0, ""
    if found is None:
        return "", 1.0, ""
    own = _own_drawing(found, kind, item)
    if own is not None:
        return *_drawn(own), ""
    frieze = found.records.frieze
    return (*_drawn(found.drawings[frieze.file]), frieze.alt) if frieze else ("", 1.0, "")


def _own_drawing(found: Pictures, kind: str, item: str) -> Drawing | None:
    """A person's seal, a day's glyph."""
    if kind == "people":
        return found.seal_of(item)
    if kind == "days" and item:
        return found.glyph_of(date.fromisoformat(item))
    return None


def _drawn(drawing: Drawing) -> tuple[str, float]:
    return alone_svg(drawing).decode(), drawing.width / drawing.height


def _paths() -> Iterator[str]:
    """One for each name that a page of the trail leads to."""
    root = request.script_root
    names = {_name(_subject(path.removeprefix(root))) for path in features.page_paths()}
    yield from (url_for("opengraph.picture", name=name) for name in sorted(names))


def _init(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["shared_picture"] = shared_picture


OPENGRAPH = Feature(_init, sheets=_paths)
