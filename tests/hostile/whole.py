"""Everything that a trail shows: all pages, files, sheets and maps, and the book."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from flask import Flask
from jinja2 import Environment

from trail.export.books.epub import MEDIA_TYPE, to_epub
from trail.export.sheets.typeset import standing
from trail.web.offline import offline
from trail.web.offline.reading import read
from trail.web.printing import sheets as printing
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings
from trail.web.teach import planner

DAY = "2027-05-18"
ADDRESS = "https://trail.example.org"
# Said in queries, so that no page links to it; and answers that are for programs.
ASKED = (
    f"/teach/plan/?date={DAY}", f"/teach/plan.ics?date={DAY}", f"/teach/plan.csv?date={DAY}",
    f"/teach/plan.pdf?date={DAY}",
    "/search/?q=lamp", "/feed.xml",
    "/manifest.webmanifest", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt",
    "/embed/quay/", "/api/?f=json", "/api/?f=html", "/api/collections?f=json",
    "/api/collections?f=html", "/api/openapi.json", "/api/docs/", "/ask/about/signal-tower/",
)  # fmt: skip
# One paper of each sheet; pictures show what sheets show, the copy for phones what pages show.
_LEFT_OUT = re.compile(r"\.png$|-(?:a3|a4|tabloid)\.pdf$|^/offline/|^/static/|^/icons/|^/service-")


@dataclass(frozen=True)
class Document:
    """An answer: where, its status, what kind, the bytes."""

    url: str
    status: int
    media_type: str
    body: bytes


@dataclass(frozen=True)
class Shown:
    """All that a dataset led to, and every source that a template compiler was given."""

    documents: tuple[Document, ...]
    compiled: tuple[str, ...]


def everything(directory: Path) -> Shown:
    """Ask for all that the trail in a directory shows."""
    compiled: list[str] = []
    with pytest.MonkeyPatch.context() as patch, standing():
        patch.setattr(planner, "today", lambda: dt.date(2027, 1, 10))
        with _watched(patch, compiled):
            app = create_app(Settings(data_dir=directory, base_url=ADDRESS))
            documents = [*_answers(app), _book(app)]
    return Shown(tuple(documents), tuple(compiled))


@contextmanager
def _watched(patch: pytest.MonkeyPatch, compiled: list[str]) -> Iterator[None]:
    """Keep every source that Jinja compiles; Folium's templates and ours go the same way."""
    compile_ = Environment.compile

    def watch(self: Environment, source: object, *args: object, **kwargs: object) -> object:
        compiled.append(str(source))
        return compile_(self, source, *args, **kwargs)  # type: ignore[call-overload]

    patch.setattr(Environment, "compile", watch)
    yield


def _answers(app: Flask) -> Iterator[Document]:
    client = app.test_client()
    with app.test_request_context():
        waiting = [*ASKED, *printing.paths(app.extensions["guide"].dataset)]
        waiting += [*offline.saved_paths(), *_items(app)]
    known = set(waiting)
    while waiting:
        url = waiting.pop()
        if _LEFT_OUT.search(url):
            continue
        answer = client.get(url)
        media_type = answer.content_type or ""
        yield Document(url, answer.status_code, media_type, answer.data)
        facts = read(media_type, answer.data)
        for link in (*facts.links, *facts.loads, *facts.named):
            found, _, query = urldefrag(urljoin(url, link)).url.partition("?")
            if found.startswith("/") and found not in known and not query:
                known.add(found)
                waiting.append(found)


def _items(app: Flask) -> Iterator[str]:
    listed = app.test_client().get("/api/collections?f=json").get_json()
    for collection in listed["collections"]:
        for kind in ("json", "html"):
            yield f"/api/collections/{collection['id']}?f={kind}"
            yield f"/api/collections/{collection['id']}/items?f={kind}&limit=100"
        items = f"/api/collections/{collection['id']}/items"
        first = app.test_client().get(f"{items}?f=json&limit=1").get_json()["features"]
        yield from (f"{items}/{item['id']}?f={kind}" for item in first for kind in ("json", "html"))


def _book(app: Flask) -> Document:
    return Document("book", 200, MEDIA_TYPE, to_epub(app.extensions["guide"], ADDRESS))
