"""What the interactive maps load: each map's own script, and the page's configuration."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, g
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from trail.graphics import leaflet
from trail.web.maps.atlas import Atlas, Picture
from trail.web.maps.context import atlas
from trail.web.shell.delivery import FOREVER
from trail.web.shell.features import Feature
from trail.web.shell.files import asset_url
from trail.web.shell.filters import trail_units
from trail.web.shell.i18n import gettext

bp = Blueprint("maps", __name__)


def map_config(picture: Picture) -> Markup:
    """What the map scripts need, for the page's JSON block; lets the page show tiles."""
    g.with_map = True
    config = leaflet.page_config(
        {picture.element_id: picture.script_url},
        basemap=atlas().basemap_url,
        asset=asset_url,
        words=leaflet.map_strings(gettext, metric=trail_units() == "metric"),
    )
    return htmlsafe_json_dumps(config)


@bp.get("/maps/<path:name>.js")
def map_script(name: str) -> Response:
    script = atlas().script(name)
    if script is None:
        abort(404)
    response = Response(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = FOREVER
    return response


def init_maps(app: Flask) -> None:
    """Give the app its maps, and its templates what a map needs."""
    app.extensions["atlas"] = Atlas(app.extensions["guide"])
    app.jinja_env.globals["map_config"] = map_config
    app.register_blueprint(bp)


MAPS = Feature(init_maps)
