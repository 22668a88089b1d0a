"""The whole trail in a few files, for a phone that will have no signal.

Pages share most of their words and maps, so a pack holds every distinct piece of text
once, and each file as a list of pieces: about a quarter of what the files take
compressed one by one. It comes in parts: whoever lost the connection goes on with the next.

In a list of pieces 0 is the first piece that no file has named yet, any other number that of
a piece, counted from 1, and -n after it stands for the n pieces that come next: what follows
one another in one file mostly does in others.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from trail.web.offline.crawl import AnsweredFile
from trail.web.shell.delivery import Gauge, packed

HASH_DIGITS = 16
# A part as a quick compression makes it, a fifth more than it is sent with: what a lost
# connection may cost. A larger part finds more of its words said before.
PART_BYTES = 270_000
PACKED_AT_ONCE = 2
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
# plan by: they are several megabytes, and no phone prints them on the way. Nor the files of a
# tour's parts, hundreds for other apps: the tour's own come along.
LEFT_OUT = re.compile(
    r"/(api(/|$)|healthz$|robots\.txt$|\.well-known/|sitemap\.xml$|service-worker\.js$|offline(-sheets)?\.json$|pack/|print/.|opengraph/|feed\.xml$|embed/"
    r"|tours/[^/]+/(?:from|in)/.+\.|teach/plan\.|teach/plans/[^/]+\.|teach/sheets/[^/]+\.)"
)
_PIECES = re.compile(r"(?<=>)(?=<)|(?<=\n)")


@dataclass(frozen=True)
class Part:
    """A part of the pack as JSON, named by the hash of its `body`; `sent` is it, compressed."""

    hash: str
    body: bytes
    sent: bytes

    @property
    def size(self) -> int:
        """Bytes as sent compressed."""
        return len(self.sent)


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


def make_pack(files: Iterable[AnsweredFile]) -> Pack:
    """All files in parts; same files, same bytes. Each file is let go of once it is in."""
    held: list[tuple[str, str, int]] = []
    named: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []
    bodies: list[bytes] = []
    maker = _PartMaker()
    for file in files:
        digest = hashlib.sha256(file.body).hexdigest()[:HASH_DIGITS]
        sent = dict(file.headers)
        headers = tuple((name, sent[name]) for name in HEADERS if name in sent)
        held.append((file.url, digest, len(file.body)))
        # The headers count too: a page under a new policy is a new page.
        named.append((file.url, digest, headers))
        maker.add(file.url, headers, file.body)
        if maker.gauge.size > PART_BYTES:
            bodies.append(maker.take())
    if not bodies or maker.gauge.size:
        bodies.append(maker.take())
    # Brotli lets others work meanwhile.
    with ThreadPoolExecutor(PACKED_AT_ONCE) as pool:
        parts = [
            Part(hashlib.sha256(body).hexdigest()[:HASH_DIGITS], body, sent)
            for body, sent in zip(bodies, pool.map(packed, bodies), strict=True)
        ]
    version = hashlib.sha256(json.dumps(named).encode()).hexdigest()[:HASH_DIGITS]
    return Pack(version, tuple(parts), tuple(held))


class _PartMaker:
    """Counts pieces and headers through all parts; a part has those that none before it had."""

    def __init__(self) -> None:
        self.gauge = Gauge()
        self._pieces: dict[str, int] = {}
        self._headers: dict[tuple[tuple[str, str], ...], int] = {}
        self._told = (0, 0)
        self._entries: list[list[object]] = []

    def add(self, url: str, headers: tuple[tuple[str, str], ...], body: bytes) -> None:
        number = self._headers.setdefault(headers, len(self._headers))
        before = len(self._pieces)
        self._entries.append([url, number, self._content(body)])
        new = list(islice(self._pieces, before, None))
        self.gauge.add(_json([new, self._entries[-1]]))

    def take(self) -> bytes:
        """The part as JSON; the next one begins."""
        pieces, headers = self._told
        content = {
            "headers": [dict(pairs) for pairs in list(self._headers)[headers:]],
            "pieces": list(self._pieces)[pieces:],
            "files": self._entries,
        }
        self._told = (len(self._pieces), len(self._headers))
        self._entries, self.gauge = [], Gauge()
        return _json(content)

    def _content(self, body: bytes) -> list[int] | str:
        """Numbers of pieces and of runs of them for text, base64 for the rest."""
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return base64.b64encode(body).decode()
        listed: list[int] = []
        last = -1
        for piece in filter(None, _PIECES.split(text)):
            fresh = len(self._pieces) + 1
            number = self._pieces.setdefault(piece, fresh)
            if not listed or number != last + 1:
                listed.append(0 if number == fresh else number)
            elif listed[-1] < 0:
                listed[-1] -= 1
            else:
                listed.append(-1)
            last = number
        return listed


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
