"""How a response leaves: headers, ETag, compression, address of the site."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import brotli
from flask import Flask, Response, current_app, g, request

COMPRESSIBLE = ("text/", "application/", "image/svg+xml")
SMALLEST = 500  # bytes; below, the headers outweigh the gain
OSM_TILES = "https://tile.openstreetmap.org"
CACHE = "public, max-age=300, must-revalidate"
FOREVER = "public, max-age=31536000, immutable"

DENIED = ("camera", "microphone", "payment", "usb", "midi", "magnetometer", "browsing-topics")


def permissions_policy(*allowed: str) -> str:
    """What a page may ask of the device: its position, and whatever else is named here."""
    return ", ".join(
        ["geolocation=(self)"]
        + [f"{name}=(self)" if name in allowed else f"{name}=()" for name in DENIED]
    )


def content_security_policy(*, with_map: bool) -> str:
    """Nothing but our own files; a page with a map may also show tiles, once they are chosen."""
    images = f"'self' {OSM_TILES}" if with_map else "'self'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"img-src {images}; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


@dataclass(frozen=True)
class Kept:
    """A finished answer: its bytes as sent, and its headers."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


class PageCache:
    """Finished answers in memory, the least recently used dropped first.

    A page is a function of the dataset, its address and the encoding; `budget`
    (bytes of bodies) bounds what a crawler with made-up host names can fill.
    """

    def __init__(self, budget: int = 32_000_000) -> None:
        self._budget, self._size = budget, 0
        self._kept: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, key: tuple[str, ...]) -> Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def keep(self, key: tuple[str, ...], kept: Kept) -> None:
        with self._lock:
            if key in self._kept or len(kept.body) > self._budget:
                return
            self._kept[key] = kept
            self._size += len(kept.body)
            while self._size > self._budget:
                _, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped.body)


def compressed(encoding: str, body: bytes) -> bytes:
    """The body as it is sent in that encoding."""
    if encoding == "br":
        return brotli.compress(body, quality=9)  # type: ignore[no-any-return]
    return gzip.compress(body, compresslevel=9, mtime=0)


def _encoding() -> str:
    accepted = request.accept_encodings
    return next((name for name in ("br", "gzip") if accepted[name] > 0), "identity")


def _key() -> tuple[str, ...]:
    # The host counts: absolute links carry it where no public address is set.
    return request.host_url, request.script_root + request.path, _encoding()


def _from_cache() -> Response | None:
    """The answer made before, for whoever asks for the same address again."""
    if request.method not in ("GET", "HEAD") or request.query_string:
        return None
    kept = current_app.extensions["page_cache"].find(_key())
    if kept is None:
        return None
    g.finished = True
    response = Response(kept.body)
    response.headers.clear()
    response.headers.extend(kept.headers)
    return response


def _secure(response: Response) -> None:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Permissions-Policy", permissions_policy())
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    policy = content_security_policy(with_map=g.get("with_map", False))
    headers.setdefault("Content-Security-Policy", policy)


def _encode(response: Response) -> None:
    """Compress where it gains, and name the result by its ETag."""
    body = response.get_data()
    digest = hashlib.sha256(body).hexdigest()[:24]
    encoding = "identity"
    if len(body) >= SMALLEST and (response.mimetype or "").startswith(COMPRESSIBLE):
        response.headers.add("Vary", "Accept-Encoding")
        encoding = _encoding()
    if encoding != "identity":
        response.set_data(compressed(encoding, body))
        response.headers["Content-Encoding"] = encoding
    response.set_etag(f"{digest}-{encoding}")


def _is_kept(response: Response) -> bool:
    """Whether the address alone decides the answer, so that the next asker gets the same."""
    negotiated = "Accept" in response.vary
    return not (response.cache_control.no_store or request.query_string or negotiated)


def _finish(response: Response) -> Response:
    if not g.get("finished"):
        _secure(response)
        if response.status_code == 200:
            response.headers.setdefault("Cache-Control", CACHE)
            _encode(response)
            if request.method == "GET" and _is_kept(response):
                kept = Kept(response.get_data(), tuple(response.headers))
                current_app.extensions["page_cache"].keep(_key(), kept)
        elif response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "no-store")
    if response.status_code == 200 and request.method in ("GET", "HEAD"):
        response.make_conditional(request)
    return response


def site_url(path: str = "") -> str:
    """The public address of a path of this app; `path` begins with a slash."""
    base = current_app.config["BASE_URL"]
    root = base or request.host_url.rstrip("/")
    return f"{root}{path}"


def init_delivery(app: Flask) -> None:
    """Make every response of `app` leave that way."""
    app.extensions["page_cache"] = PageCache()
    app.before_request(_from_cache)
    app.after_request(_finish)
