"""Every page there is, for search engines, and whom to tell of a hole."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date, timedelta

from flask import Blueprint, Response, abort, url_for

from trail.web.shell.context import guide
from trail.web.shell.delivery import site_url
from trail.web.shell.features import Feature, page_paths
from trail.web.shell.filters import contact_url

bp = Blueprint("addresses", __name__)

CONTACT_HOLDS = timedelta(days=365)  # after the data's date, as RFC 9116 has it at the most


@bp.get("/robots.txt")
def robots() -> Response:
    sitemap = site_url(url_for("addresses.sitemap"))
    return Response(
        f"User-agent: *\nAllow: /\nSitemap: {sitemap}\n", content_type="text/plain; charset=utf-8"
    )


@bp.get("/.well-known/security.txt")
def security() -> Response:
    """Who is told of a hole (RFC 9116); 404 where the data names nobody."""
    trail = guide().dataset.trail
    contact = contact_url(trail.contact) or ""
    if not contact.startswith(("mailto:", "https:")):
        abort(404)
    # No clock: the same data gives the same file, wherever it is published.
    expires = date.fromisoformat(trail.data_date) + CONTACT_HOLDS
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {trail.lang}",
        f"Canonical: {site_url(url_for('addresses.security'))}",
    )
    return Response(
        "".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8"
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
