"""How a response leaves: headers, ETag, compression, address of the site."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache

import brotli
from flask import Flask, Response, current_app, g, request

COMPRESSIBLE = ("text/", "application/", "image/svg+xml")
SMALLEST = 500  # bytes; below, the headers outweigh the gain
OSM_TILES = "https://tile.openstreetmap.org"
FOREVER = "public, max-age=31536000, immutable"

PERMISSIONS = "geolocation=(self), " + ", ".join(
    f"{name}=()"
    for name in (
        "camera",
        "microphone",
        "payment",
        "usb",
        "midi",
        "magnetometer",
        "browsing-topics",
    )
)


def content_security_policy(*, with_map: bool) -> str:
    """Nothing but our own files; a page with a map may also show tiles, once they are chosen."""
    images = f"'self' {OSM_TILES}" if with_map else "'self'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"img-src {images}; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


@lru_cache(maxsize=2048)
def _compressed(digest: str, encoding: str, body: bytes) -> bytes:
    # `digest` is the key that differs; hashing 50 KB once is cheaper than comparing it.
    if encoding == "br":
        return brotli.compress(body, quality=9)  # type: ignore[no-any-return]
    return gzip.compress(body, compresslevel=9, mtime=0)


def _encoding() -> str | None:
    accepted = request.accept_encodings
    for encoding in ("br", "gzip"):
        if accepted[encoding] > 0:
            return encoding
    return None


def _finish(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Permissions-Policy", PERMISSIONS)
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault(
        "Content-Security-Policy", content_security_policy(with_map=g.get("with_map", False))
    )
    if response.status_code not in (200, 404) or response.direct_passthrough:
        return response
    if response.status_code == 200:
        headers.setdefault("Cache-Control", "public, max-age=300, must-revalidate")
    else:
        headers.setdefault("Cache-Control", "no-store")
    body = response.get_data()
    digest = hashlib.sha256(body).hexdigest()[:24]
    encoding = None
    if len(body) >= SMALLEST and (response.mimetype or "").startswith(COMPRESSIBLE):
        headers.add("Vary", "Accept-Encoding")
        encoding = _encoding()
    if encoding:
        response.set_data(_compressed(digest, encoding, body))
        headers["Content-Encoding"] = encoding
    if response.status_code == 200 and request.method in ("GET", "HEAD"):
        response.set_etag(f"{digest}-{encoding}" if encoding else digest)
        response.make_conditional(request)
    return response


def site_url(path: str = "") -> str:
    """The public address of a path of this app; `path` begins with a slash."""
    base = current_app.config["BASE_URL"]
    root = base or request.host_url.rstrip("/")
    return f"{root}{path}"


def init_delivery(app: Flask) -> None:
    """Make every response of `app` leave that way."""
    app.after_request(_finish)
