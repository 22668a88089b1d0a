"""Finished answers in memory, given before Flask is asked.

A page is a function of the dataset, its address and the encoding, so an answer made once
holds until the app is built anew. Only what stands for every reader is kept: a GET of
an address without a query, answered with 200 and not marked no-store.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from trail.web.shell.hosts import Hosts

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BUDGET = 8_000_000  # bytes of bodies and headers: bounds what made-up host names can fill
ENCODINGS = ("br", "gzip")  # the better first
_HEADER_CHARACTERS = 300  # of an Accept-Encoding worth remembering; browsers send about 30

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Kept:
    """A finished answer with status 200: its bytes as sent, and its headers."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers)

    @property
    def etag(self) -> str:
        """Without its quotation marks; "" where there is none."""
        return dict(self.headers).get("ETag", "").strip('"')


class PageCache:
    """Finished answers, the least recently used dropped first."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.budget, self._size = budget, 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()
        self.behind: Callable[[Key], Kept | None] | None = None  # where others put theirs

    def find(self, key: Key) -> Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        # What others made stays where it is: it is read as fast as it is found here.
        return self.behind(key) if self.behind else None

    def held(self) -> tuple[tuple[Key, Kept], ...]:
        """All that is kept, as it is now."""
        with self._lock:
            return tuple(self._kept.items())

    def keep(self, key: Key, kept: Kept) -> None:
        with self._lock:
            if key in self._kept or kept.size > self.budget:
                return
            self._kept[key] = kept
            self._size += kept.size
            while self._size > self.budget:
                _, dropped = self._kept.popitem(last=False)
                self._size -= dropped.size

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0


def encoding_of(accepted: str) -> str:
    """The encoding for an Accept-Encoding header: of ours the one it likes best."""
    if len(accepted) > _HEADER_CHARACTERS:
        return _encoding_of.__wrapped__(accepted)
    return _encoding_of(accepted)


@lru_cache(maxsize=256)
def _encoding_of(accepted: str) -> str:
    likes = parse_accept_header(accepted, Accept)
    # Unnamed, identity is what nobody minds: it is sent where nothing better is taken.
    named = {name.lower() for name in likes.values()}
    offered = (*ENCODINGS, "identity") if "identity" in named else ENCODINGS
    best = max(offered, key=lambda name: likes[name])
    return best if likes[best] > 0 else "identity"


def key_of(environ: WSGIEnvironment, hosts: Hosts) -> Key:
    """What an answer hangs on. The host counts where no public address is set and somebody
    vouches for it, because links that must be absolute carry it."""
    host = "" if hosts.base_url else hosts.origin(environ) or ""
    path = f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
    return host, path, encoding_of(environ.get("HTTP_ACCEPT_ENCODING", ""))


class FromMemory:
    """The app with its memory in front: an answer it kept is given without it."""

    def __init__(self, app: WSGIApplication, cache: PageCache, hosts: Hosts) -> None:
        self._app, self._cache, self._hosts = app, cache, hosts

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        # If-Match asks for more than we compare here; it is rare enough for the long way.
        if (
            method not in ("GET", "HEAD")
            or environ.get("QUERY_STRING")
            or "HTTP_IF_MATCH" in environ
        ):
            return self._app(environ, start_response)
        kept = self._cache.find(key_of(environ, self._hosts))
        if kept is None:
            return self._app(environ, start_response)
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and parse_etags(known).contains_weak(kept.etag):
            start_response("304 NOT MODIFIED", _without_content(kept))
            return ()
        start_response("200 OK", list(kept.headers))
        return () if method == "HEAD" else (kept.body,)


def _without_content(kept: Kept) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, value in kept.headers
        if not name.lower().startswith("content-") or name.lower() == "content-security-policy"
    ]
