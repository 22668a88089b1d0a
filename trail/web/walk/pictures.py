"""The small pictures of the sites, as one file that every list uses.

Its name has "symbols." in it, by which a portable copy knows what to put into its pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import Blueprint, Flask, Response, abort, url_for

from trail.dataset.schema.pictures import Drawing
from trail.dataset.schema.site import Site
from trail.graphics.pictures import symbols_svg
from trail.web.shell.context import guide

bp = Blueprint("pictures", __name__)


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
    return Response(body, content_type="image/svg+xml")


def thumbnail(site: Site) -> str | None:
    """The address of a site's small picture; None where it has none."""
    here = site.id in _small()
    return url_for("pictures.symbols", _anchor=_symbol(site.id)) if here else None


def _symbol(site_id: str) -> str:
    """Apart from the ids of the icons."""
    return f"site-{site_id}"


def paths() -> Iterator[str]:
    """The file, where there is one."""
    if _small():
        yield url_for("pictures.symbols")
