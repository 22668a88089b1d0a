"""Every page there is, for search engines."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from flask import Blueprint, Response, url_for

from trail.web.shell.context import guide
from trail.web.shell.delivery import site_url
from trail.web.shell.features import Feature, page_paths

bp = Blueprint("addresses", __name__)


@bp.get("/robots.txt")
def robots() -> Response:
    sitemap = site_url(url_for("addresses.sitemap"))
    return Response(
        f"User-agent: *\nAllow: /\nSitemap: {sitemap}\n", content_type="text/plain; charset=utf-8"
    )


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    urlset = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for path in page_paths():
        url = ET.SubElement(urlset, "url")
        ET.SubElement(url, "loc").text = site_url(path)
        ET.SubElement(url, "lastmod").text = guide().dataset.trail.data_date
    body = ET.tostring(urlset, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="application/xml")


ADDRESSES = Feature(lambda app: app.register_blueprint(bp))
