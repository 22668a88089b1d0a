"""The whole trail in a few files, for a phone that will have no signal.

Pages share most of their words and maps, so a pack holds every distinct piece of text
once, and each file as a list of pieces: about a quarter of what the files take
compressed one by one. It comes in parts: whoever lost the connection goes on with the next.
Which files there are is found by asking the app for its own routes and following every
link in what they answer.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from flask import Flask

from trail.web.offline.named import named_addresses
from trail.web.shell.delivery import compressed

HASH_DIGITS = 16
# A part before it is compressed, to some 90 KB: what a lost connection may cost.
PART_LETTERS = 600_000
_NUMBER = 5  # letters that the number of a piece takes, about
# What a saved page needs besides its bytes.
HEADERS = (
    "Content-Type",
    "Content-Disposition",
    "Content-Security-Policy",
    "Cross-Origin-Embedder-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
)
# Live answers, what only programs ask for while there is a network, and sheets to print or
# plan by: they are several megabytes, and no phone prints them on the way.
LEFT_OUT = re.compile(
    r"/(api(/|$)|healthz$|robots\.txt$|\.well-known/|sitemap\.xml$|service-worker\.js$|offline(-sheets)?\.json$|pack/|print/.|feed\.xml$|embed/"
    r"|teach/plan\.|teach/plans/[^/]+\.|teach/sheets/[^/]+\.)"
)
_PIECES = re.compile(r"(?<=>)(?=<)|(?<=\n)")


@dataclass(frozen=True)
class SavedFile:
    """One file as it will be kept: its address on this host, bytes and headers."""

    url: str
    body: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:HASH_DIGITS]

    @property
    def media_type(self) -> str:
        return dict(self.headers).get("Content-Type", "")


@dataclass(frozen=True)
class Part:
    """A part of the pack as JSON, named by the hash of its `body`; `size` its bytes as sent."""

    hash: str
    body: bytes
    size: int


@dataclass(frozen=True)
class Pack:
    """The trail in parts, each of use only after those before it; `files` is what they hold,
    as (url, hash, bytes)."""

    version: str
    parts: tuple[Part, ...]
    files: tuple[tuple[str, str, int], ...]

    @property
    def size(self) -> int:
        """Bytes as sent compressed."""
        return sum(part.size for part in self.parts)


class _Links(HTMLParser):
    """Every address that a page links to or loads, also from its JSON blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_json = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]
        self._in_json = tag == "script" and ("type", "application/json") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._in_json = False

    def handle_data(self, data: str) -> None:
        if self._in_json:
            self.found += named_addresses(data)


def links(url: str, html: str) -> Iterator[str]:
    """The addresses on this host that a page names, without fragments; those with a query
    are left out, because nothing published hangs on one."""
    parser = _Links()
    parser.feed(html)
    for link in parser.found:
        target = urlsplit(urldefrag(urljoin(url, link)).url)
        if not target.scheme and not target.netloc and not target.query:
            yield target.path


def collect(app: Flask, paths: Iterable[str], origin: str, base_path: str) -> list[SavedFile]:
    """The files at `paths` and everything of this app that they lead to, by address.

    Args:
        paths: as they stand in links, so with `base_path`.
        origin: scheme and host that absolute addresses in the files are given.
    """
    waiting = list(dict.fromkeys(paths))
    known = set(waiting)
    found = []
    while waiting:
        url = waiting.pop()
        file = _ask(app, url, origin, base_path)
        if file is None:
            continue
        found.append(file)
        if not file.media_type.startswith("text/html"):
            continue
        for link in links(url, file.body.decode()):
            inside = link.startswith(f"{base_path}/")
            if inside and link not in known and not LEFT_OUT.match(link.removeprefix(base_path)):
                known.add(link)
                waiting.append(link)
    return sorted(found, key=lambda file: file.url)


def _ask(app: Flask, url: str, origin: str, base_path: str) -> SavedFile | None:
    """What the app answers, in its own process; None for anything but 200, and for what
    is different each time (a form with its token)."""
    request = app.test_request_context(url.removeprefix(base_path), base_url=f"{origin}{base_path}")
    # A context of its own, or inside a request both would share `g`.
    with app.app_context(), request:
        response = app.full_dispatch_request()
        if response.status_code != 200:
            app.logger.warning("%s can't be saved: it does not answer with 200", url)
            return None
        if response.cache_control.no_store:
            return None
        headers = [(name, response.headers[name]) for name in HEADERS if name in response.headers]
        return SavedFile(url, response.get_data(), tuple(headers))


def make_pack(files: Iterable[SavedFile]) -> Pack:
    """All files in parts; same files, same bytes. Each file is let go of once it is in."""
    held: list[tuple[str, str, int]] = []
    named: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []
    parts: list[Part] = []
    maker = _PartMaker()
    for file in files:
        held.append((file.url, file.hash, len(file.body)))
        # The headers count too: a page under a new policy is a new page.
        named.append((file.url, file.hash, file.headers))
        maker.add(file)
        if maker.letters > PART_LETTERS:
            parts.append(maker.take())
    parts.append(maker.take())
    version = hashlib.sha256(json.dumps(named).encode()).hexdigest()[:HASH_DIGITS]
    return Pack(version, tuple(parts), tuple(held))


class _PartMaker:
    """Counts pieces and headers through all parts; a part has those that none before it had."""

    def __init__(self) -> None:
        self.letters = 0
        self._pieces: dict[str, int] = {}
        self._headers: dict[tuple[tuple[str, str], ...], int] = {}
        self._told = (0, 0)
        self._entries: list[list[object]] = []

    def add(self, file: SavedFile) -> None:
        headers = self._headers.setdefault(file.headers, len(self._headers))
        self._entries.append([file.url, headers, self._content(file)])

    def take(self) -> Part:
        pieces, headers = self._told
        content = {
            "headers": [dict(pairs) for pairs in list(self._headers)[headers:]],
            "pieces": list(self._pieces)[pieces:],
            "files": self._entries,
        }
        self._told = (len(self._pieces), len(self._headers))
        self._entries, self.letters = [], 0
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        digest = hashlib.sha256(body).hexdigest()[:HASH_DIGITS]
        return Part(digest, body, len(compressed("br", body)))

    def _content(self, file: SavedFile) -> list[int] | str:
        """Numbers of pieces for text, base64 for the rest."""
        try:
            text = file.body.decode()
        except UnicodeDecodeError:
            encoded = base64.b64encode(file.body).decode()
            self.letters += len(encoded)
            return encoded
        numbers = []
        for piece in filter(None, _PIECES.split(text)):
            if piece not in self._pieces:
                self._pieces[piece] = len(self._pieces)
                self.letters += len(piece)
            numbers.append(self._pieces[piece])
        self.letters += _NUMBER * len(numbers)
        return numbers
