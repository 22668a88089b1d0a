"""Every page there is, for search engines, and whom to tell of a hole."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for

from trail.base.xml import add_text, to_document
from trail.web.shell.context import guide
from trail.web.shell.delivery import full_url, site_url
from trail.web.shell.features import Feature, page_paths
from trail.web.shell.filters import contact_url

bp = Blueprint("addresses", __name__)

CONTACT_HOLDS = timedelta(days=365)  # after the data's date, as RFC 9116 has it at the most


@bp.get("/robots.txt")
def robots() -> Response:
    sitemap = site_url(url_for("addresses.sitemap"))
    # Its address must be absolute here: better none than one under a host nobody vouches for.
    named = "" if sitemap.startswith("/") else f"Sitemap: {sitemap}\n"
    return Response(f"User-agent: *\nAllow: /\n{named}", content_type="text/plain; charset=utf-8")


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
        f"Canonical: {full_url(url_for('addresses.security'))}",
    )
    return Response(
        "".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8"
    )


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """The pages of all languages, each with what it is in the others."""
    urlset = Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    root, codes = request.script_root, tuple(current_app.extensions.get("languages", ()))
    if codes:
        urlset.set("xmlns:xhtml", "http://www.w3.org/1999/xhtml")
    own = guide().dataset.own_lang
    folders = {own: "", **{code: f"/{code}" for code in codes}}
    paths = [path.removeprefix(root) for path in page_paths()]
    for folder in folders.values():
        for path in paths:
            url = SubElement(urlset, "url")
            add_text(url, "loc", full_url(f"{root}{folder}{path}"))
            add_text(url, "lastmod", guide().dataset.trail.data_date)
            for code, at in folders.items() if codes else ():
                there = full_url(f"{root}{at}{path}")
                SubElement(url, "xhtml:link", rel="alternate", hreflang=code, href=there)
    return Response(to_document(urlset), content_type="application/xml")


def _init(app: Flask) -> None:
    # Once for all languages: nobody looks for them in the folder of one.
    if app.extensions["guide"].dataset.translation is None:
        app.register_blueprint(bp)


ADDRESSES = Feature(_init)
