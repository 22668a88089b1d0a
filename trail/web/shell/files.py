"""Static files, each at an address that has its hash in it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, url_for

from trail.web.shell.assets import AssetStore
from trail.web.shell.delivery import FOREVER

bp = Blueprint("files", __name__)


def assets() -> AssetStore:
    return current_app.extensions["assets"]  # type: ignore[no-any-return]


def asset_url(name: str) -> str:
    """The address of a static file, its hash in the name."""
    return url_for("files.static", path=assets()[name].path)


@bp.get("/static/<path:path>")
def static(path: str) -> Response:
    asset = assets().served.get(path) or abort(404)
    response = Response(asset.body, content_type=asset.media_type)
    response.headers["Cache-Control"] = FOREVER
    return response
