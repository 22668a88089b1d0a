"""How a response leaves: headers, ETag, compression, address of the site."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import brotli
from flask import Flask, Response, current_app, g, request
from werkzeug.utils import redirect

from trail.web.shell.hosts import Hosts, asked_origin
from trail.web.shell.page_cache import (
    ENCODINGS,
    FromMemory,
    Kept,
    Key,
    PageCache,
    encoding_of,
    key_of,
)

COMPRESSIBLE = ("text/", "application/", "image/svg+xml")
LARGE = 300_000  # bytes; what is larger is sent so seldom that it may cost more to make
SMALLEST = 500  # bytes; below, the headers outweigh the gain
OSM_TILES = "https://tile.openstreetmap.org"
CACHE = "public, max-age=300, must-revalidate"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"  # of texts and data
FOREVER = "public, max-age=31536000, immutable"

# Files to take along: pages of other sites may read them, too.
FOR_EVERYBODY = (
    "application/atom+xml",
    "application/geo+json",
    "application/gpx+xml",
    "application/pdf",
    "application/vnd.google-earth.kml+xml",
    "application/x-bibtex",
    "text/calendar",
    "text/csv",
)

DENIED = ("camera", "microphone", "payment", "usb", "midi", "magnetometer", "browsing-topics")


def permissions_policy(*allowed: str) -> str:
    """What a page may ask of the device: its position, and whatever else is named here."""
    return ", ".join(
        ["geolocation=(self)"]
        + [f"{name}=(self)" if name in allowed else f"{name}=()" for name in DENIED]
    )


def content_security_policy(*, with_map: bool, framed_by: str = "'none'") -> str:
    """Nothing but our own files; a page with a map may also show tiles, once they are chosen."""
    images = f"'self' {OSM_TILES}" if with_map else "'self'"
    # Leaflet writes markup by itself; the default policy lets its own through (`trusted.js`).
    policies = "trail default" if with_map else "trail"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"img-src {images}; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {framed_by}; "
        f"require-trusted-types-for 'script'; trusted-types {policies}"
    )


def compressed(encoding: str, body: bytes) -> bytes:
    """The body as it is sent in that encoding; a large one takes seconds, and a tenth less."""
    if encoding == "br":
        return brotli.compress(body, quality=11 if len(body) >= LARGE else 9)  # type: ignore[no-any-return]
    return gzip.compress(body, compresslevel=9, mtime=0)


def packed(body: bytes) -> bytes:
    """A large body by brotli in a third of the time of the utmost, a fiftieth larger."""
    return brotli.compress(body, quality=10)  # type: ignore[no-any-return]


class Gauge:
    """How many bytes texts take compressed one after another, about: a fifth more than `packed`."""

    def __init__(self) -> None:
        self.size = 0
        self._quick = brotli.Compressor(quality=4)

    def add(self, text: bytes) -> None:
        self.size += len(self._quick.process(text)) + len(self._quick.flush())


def _secure(response: Response) -> None:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Permissions-Policy", permissions_policy())
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    # Tiles come without leave to be embedded, so a page with a map asks for them namelessly.
    embedded = "credentialless" if g.get("with_map") else "require-corp"
    headers.setdefault("Cross-Origin-Embedder-Policy", embedded)
    shared = response.mimetype in FOR_EVERYBODY
    headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
    policy = content_security_policy(with_map=g.get("with_map", False))
    headers.setdefault("Content-Security-Policy", policy)


def _encode(response: Response) -> None:
    """Compress where it gains, and name the result by its ETag."""
    body = response.get_data()
    digest = hashlib.sha256(body).hexdigest()[:24]
    encoding = response.headers.get("Content-Encoding", "identity")
    if encoding != "identity":  # compressed before
        response.headers.add("Vary", "Accept-Encoding")
        response.set_etag(f"{digest}-{encoding}")
        return
    if len(body) >= SMALLEST and (response.mimetype or "").startswith(COMPRESSIBLE):
        response.headers.add("Vary", "Accept-Encoding")
        encoding = encoding_of(request.headers.get("Accept-Encoding", ""))
    if encoding != "identity":
        response.set_data(compressed(encoding, body))
        response.headers["Content-Encoding"] = encoding
    response.set_etag(f"{digest}-{encoding}")


def in_every_encoding(key: Key, plain: Kept) -> Iterator[tuple[Key, Kept]]:
    """An answer as it was drawn, sent to whoever takes no encoding, and its encoded forms."""
    host, path, _identity = key
    yield key, plain
    headers = dict(plain.headers)
    for encoding in ENCODINGS:
        if "Accept-Encoding" not in headers.get("Vary", ""):
            yield (host, path, encoding), plain
            continue
        body = compressed(encoding, plain.body)
        changed = {
            "Content-Length": str(len(body)),
            "ETag": headers["ETag"].replace("-identity", f"-{encoding}"),
        }
        sent = [(name, changed.get(name, value)) for name, value in plain.headers]
        yield (host, path, encoding), Kept(body, (*sent, ("Content-Encoding", encoding)))


def _is_kept(response: Response) -> bool:
    """Whether the address alone decides the answer, so that the next asker gets the same."""
    negotiated = "Accept" in response.vary
    return not (response.cache_control.no_store or request.query_string or negotiated)


def _finish(response: Response) -> Response:
    _secure(response)
    if response.location:
        response.location = _redirected(response.location)
        response.set_data(redirect(response.location).get_data())
    if g.get("unvouched"):
        response.headers["Cache-Control"] = "private, no-store"
    if response.status_code == 200:
        response.headers.setdefault("Cache-Control", CACHE)
        _encode(response)
        if request.method == "GET" and _is_kept(response):
            _keep(response)
        if request.method in ("GET", "HEAD"):
            response.make_conditional(request)
    elif response.status_code >= 400:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _keep(response: Response) -> None:
    body = response.get_data()
    response.content_length = len(body)
    key = key_of(request.environ, current_app.extensions["hosts"])
    current_app.extensions["page_cache"].keep(key, Kept(body, tuple(response.headers)))


def _redirected(location: str) -> str:
    """Where a redirect leads: a path of this app, so that no host that was only claimed gets
    into it. Absolute where a proxy of ours names the host, as that may be another than it
    asked for."""
    parts = urlsplit(location)
    path = (
        "/"
        + quote(parts.path.lstrip("/\\"), safe="/%:@!$&'()*+,;=~")
        + (f"?{parts.query}" if parts.query else "")
    )
    forwarded = hosts().proxied and "X-Forwarded-Host" in request.headers
    return site_url(path) if forwarded else path


def hosts() -> Hosts:
    """What is known of the public address."""
    return current_app.extensions["hosts"]  # type: ignore[no-any-return]


def name_file(response: Response, name: str, how: str = "attachment") -> None:
    """Say what a file is saved as, and whether it is only saved or also shown (`how` "inline").

    The name goes without saying where the address ends in it: so hosts of a published site
    need one rule for all files of a kind, not one for each.
    """
    own = request.path.rpartition("/")[2]
    response.headers["Content-Disposition"] = how if name == own else f'{how}; filename="{name}"'


def site_url(path: str = "") -> str:
    """The public address of a path of this app, which begins with a slash.

    The path alone where nobody vouches for the host that was asked: then it is right on each.
    """
    return f"{hosts().origin(request.environ) or ''}{path}"


def full_url(path: str) -> str:
    """The same where nothing but an absolute address will do: in a file that is taken away.

    Where nobody vouches for the host, the answer is for the asker alone.
    """
    origin = hosts().origin(request.environ)
    if origin is None:
        g.unvouched = True
    return f"{origin or asked_origin(request.environ)}{path}"


def init_delivery(app: Flask, hosts: Hosts) -> None:
    """Make every response of `app` leave that way; kept ones before Flask is asked."""
    app.extensions["hosts"] = hosts
    cache = app.extensions["page_cache"] = PageCache()
    app.after_request(_finish)
    app.wsgi_app = FromMemory(app.wsgi_app, cache, hosts)  # type: ignore[method-assign]
