"""What programs ask for: static files, map scripts, health, robots, sitemap."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from flask import Blueprint, Response, abort, current_app, g, url_for
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from trail import __version__
from trail.graphics import leaflet as maps
from trail.web.api import health
from trail.web.maps.atlas import Picture
from trail.web.maps.context import atlas
from trail.web.shell.assets import AssetStore
from trail.web.shell.context import guide
from trail.web.shell.delivery import FOREVER, site_url
from trail.web.shell.i18n import gettext
from trail.web.story import days
from trail.web.story import pages as story_pages
from trail.web.teach import planner
from trail.web.teach import room as teach
from trail.web.walk import go
from trail.web.walk import partlinks as tourparts
from trail.web.walk.pages import ORDERS

bp = Blueprint("machines", __name__)


def assets() -> AssetStore:
    return current_app.extensions["assets"]  # type: ignore[no-any-return]


def asset_url(name: str) -> str:
    """The address of a static file, its hash in the name."""
    return url_for("machines.static", path=assets()[name].path)


def map_config(picture: Picture) -> Markup:
    """What the map scripts need, for the page's JSON block; lets the page show tiles."""
    g.with_map = True
    config = maps.page_config(
        {picture.element_id: picture.script_url},
        basemap=atlas().basemap_url,
        asset=asset_url,
        words=maps.map_strings(gettext),
    )
    return htmlsafe_json_dumps(config)


@bp.get("/static/<path:path>")
def static(path: str) -> Response:
    asset = assets().served.get(path) or abort(404)
    response = Response(asset.body, content_type=asset.media_type)
    response.headers["Cache-Control"] = FOREVER
    return response


@bp.get("/maps/<path:name>.js")
def map_script(name: str) -> Response:
    script = atlas().script(name)
    if script is None:
        abort(404)
    response = Response(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = FOREVER
    return response


@bp.get("/healthz")
def healthz() -> Response:
    """What runs here; 503 where questions are to be kept and can't be written down."""
    dataset = guide().dataset
    desk = current_app.extensions["ask"]
    storage = "off" if desk is None else "ok" if desk.works() else "failing"
    failing = storage == "failing"
    health = {
        "status": "failing" if failing else "ok",
        "version": __version__,
        "data_version": dataset.trail.version,
        "data_digest": dataset.digest,
        "sites": len(dataset.sites),
        "storage": storage,
    }
    body = current_app.json.dumps(health)
    response = Response(body, 503 if failing else 200, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/robots.txt")
def robots() -> Response:
    sitemap = site_url(url_for("machines.sitemap"))
    return Response(
        f"User-agent: *\nAllow: /\nSitemap: {sitemap}\n", content_type="text/plain; charset=utf-8"
    )


def page_paths() -> list[str]:
    """The path of every page, each once, as the sitemap lists them."""
    dataset = guide().dataset
    paths = [url_for("pages.home"), url_for("pages.sites")]
    paths += [
        url_for("pages.sites_page", number=number) for number in range(2, guide().page_count + 1)
    ]
    paths += [url_for("pages.site", site_id=site.id) for site in dataset.sites]
    paths.append(url_for("pages.tours"))
    for tour in dataset.trail.tours:
        paths.append(url_for("pages.tour", tour_id=tour.id))
        paths += [
            url_for("pages.tour_by", tour_id=tour.id, order_by=order)
            for order in ORDERS
            if order != tour.order
        ]
    paths += tourparts.paths(dataset)
    paths += go.paths(guide())
    paths += days.paths(guide())
    paths += story_pages.paths(guide())
    paths += planner.paths()
    paths += teach.paths()
    paths.append(url_for("printing.index"))
    paths.append(url_for("search.page"))
    paths.append(url_for("ask.page"))
    paths.append(url_for("pages.about"))
    paths += health.paths()
    return paths


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    urlset = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for path in page_paths():
        url = ET.SubElement(urlset, "url")
        ET.SubElement(url, "loc").text = site_url(path)
        ET.SubElement(url, "lastmod").text = guide().dataset.trail.data_date
    body = ET.tostring(urlset, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="application/xml")
