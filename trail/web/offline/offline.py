"""Without a signal: manifest, icons, service worker, and the trail to be saved whole."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
from pathlib import Path
from threading import Lock, Thread

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request, url_for

from trail.export.sheets.typeset import icon_png
from trail.web.maps.bulk import make_everything
from trail.web.offline.crawl import CrawledApp, reachable
from trail.web.offline.pack import HASH_DIGITS, LEFT_OUT, Pack, Part, make_pack
from trail.web.offline.prerendered import PrerenderedPages
from trail.web.offline.sheets import answer as sheets_answer
from trail.web.shell import background, files
from trail.web.shell.context import guide
from trail.web.shell.delivery import FOREVER, in_every_encoding
from trail.web.shell.features import Feature, file_paths, page_paths, stand_ins
from trail.web.shell.i18n import gettext as _
from trail.web.shell.page_cache import encoding_of
from trail.web.shell.rows import Page

bp = Blueprint("offline", __name__)

GROUND, INK = "#f7f1e4", "#14223d"
ICONS = {"icon-192": (192, False), "icon-512": (512, False), "icon-maskable-512": (512, True)}
_IMPORTED = re.compile(rb"\./([\w-]+\.[0-9a-f]{10}\.js)")
_MOST_PATHS = 3  # that proxies may name; each takes a copy of its own
_LOOK_S = 1.0  # between two looks whether the copy is there
_LENGTH = 8  # bytes that say how long the rest is
_EVERY_PAGE = 128_000_000  # bytes that the process may take that draws them all, and ends


# ---------------------------------------------------------------- what to save


class PackStore:
    """The pack, made once. Asked for it, a process that shares none makes it itself.

    Every page has to be drawn for it, which takes a while; a server has `prepare` do
    that beside its workers, which then read the result from memory they share.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = Lock()
        self._made: dict[str, Pack] = {}
        self._shared: int | None = None  # an open file without a name
        self._begun: set[str] = set()

    def get(self, base_path: str) -> Pack | None:
        """The pack; None while it is being made elsewhere."""
        with self._lock:
            if base_path not in self._made:
                shared = self._shared
                if shared is not None and base_path != self._app.config["BASE_PATH"]:
                    self._begin(base_path)
                    return None
                made = self._make(base_path) if shared is None else self._read(shared)
                if made is None:
                    return None
                self._made[base_path] = made
            return self._made[base_path]

    def _begin(self, base_path: str) -> None:
        """Have it made for a path that only a proxy before us knows, which nobody could foresee."""
        if base_path not in self._begun and len(self._begun) < _MOST_PATHS:
            self._begun.add(base_path)
            Thread(target=lambda: self.keep(base_path, self._make(base_path)), daemon=True).start()

    def keep(self, base_path: str, pack: Pack) -> None:
        """Take a pack that was made elsewhere, of the same pages."""
        with self._lock:
            self._made[base_path] = pack

    def prepare(self, base_path: str) -> None:
        """Make it in a process of its own; to be called before the workers are forked."""
        # Both files or none: an empty one with nobody to fill it would be waited for in vain.
        finished = self._finished_pages()
        shared = unnamed_file()
        self.share(shared)
        background.beside(
            self._app,
            lambda: self.draw_all(base_path, shared, finished),
            lambda: "the offline copy can't be made",
        )

    def share(self, file: int) -> None:
        """Read it from an open file that another process writes."""
        self._shared = file

    def draw_all(
        self, base_path: str, shared: int, finished: PrerenderedPages | None = None
    ) -> None:
        """Make it for a file that is shared, in a process that ends with that."""
        # The saved list of sheets is whole, however far those made beside it are.
        self._app.extensions.pop("sheet_cache", None)
        self._app.extensions["page_cache"].budget = _EVERY_PAGE
        make_everything()
        made = self._make(base_path)
        # The pages first: whoever sees the copy may take it that no page has to be drawn.
        if finished:
            drawn = self._app.extensions["page_cache"].held()
            finished.write(each for one in drawn for each in in_every_encoding(*one))
        self._write(shared, made)

    def _finished_pages(self) -> PrerenderedPages | None:
        """Where the pages drawn for it are put for the workers; nowhere if they differ by host."""
        if self._app.config["BASE_URL"] is None:
            return None
        finished = PrerenderedPages(unnamed_file())
        self._app.extensions["page_cache"].behind = finished.find
        return finished

    def _make(self, base_path: str) -> Pack:
        # Without a public address absolute links can't be right on every host; any will do.
        origin = self._app.config["BASE_URL"] or "http://localhost"
        source = CrawledApp(self._app, origin, base_path)
        with source.request():
            paths = saved_paths()
        return make_pack(reachable(source, source.find, paths, LEFT_OUT))

    def _write(self, shared: int, pack: Pack) -> None:
        parts = [(part.hash, len(part.body), len(part.sent)) for part in pack.parts]
        head = json.dumps([pack.version, parts, pack.files]).encode()
        whole = head + b"\n" + b"".join(part.body + part.sent for part in pack.parts)
        os.pwrite(shared, whole, _LENGTH)
        # The length comes last: until then there is nothing to read.
        os.pwrite(shared, len(whole).to_bytes(_LENGTH, "big"), 0)

    def _read(self, shared: int) -> Pack | None:
        length = int.from_bytes(os.pread(shared, _LENGTH, 0), "big")
        if not length:
            return None
        head, _newline, body = os.pread(shared, length, _LENGTH).partition(b"\n")
        version, parts, files = json.loads(head)
        cut, at = [], 0
        for digest, length, sent in parts:
            end = at + length
            cut.append(Part(digest, body[at:end], body[end : end + sent]))
            at = end + sent
        return Pack(version, tuple(cut), tuple((url, digest, n) for url, digest, n in files))


def saved_paths() -> list[str]:
    """The addresses a saved copy begins from; what they link to comes along."""
    paths = [*page_paths(), *file_paths()]
    paths += [url_for("offline.page"), url_for("offline.manifest")]
    paths += [url_for("offline.icon", name=name) for name in ICONS]
    paths += [files.asset_url(name) for name in files.assets()]
    return paths


def unnamed_file() -> int:
    """An open file that is gone once nobody has it open; OSError where there is no room."""
    file, name = tempfile.mkstemp()
    Path(name).unlink()
    return file


def prepare(app: Flask) -> None:
    """Have the offline copies made in the background; before the workers are forked."""
    store, base_path = app.extensions["offline"], app.config["BASE_PATH"]
    languages = app.extensions["languages"]
    try:
        store.prepare(base_path)
        shared = {code: unnamed_file() for code in languages}
    except OSError:
        app.logger.exception("no room for finished pages; each process draws its own")
        return
    if not shared:
        return
    languages.when_built.append(lambda code, made: made.extensions["offline"].share(shared[code]))

    def make_all() -> None:
        # After the trail's own, which most readers ask for.
        while store.get(base_path) is None:
            time.sleep(_LOOK_S)
        for code, made in languages.sound():
            made.extensions["offline"].draw_all(made.config["BASE_PATH"], shared[code])

    background.beside(app, make_all, lambda: "the offline copies of the languages can't be made")


def _pack() -> Pack | None:
    store: PackStore = current_app.extensions["offline"]
    return store.get(request.script_root)


def _preparing() -> Response:
    response = Response('{"preparing":true}', 503, content_type="application/json")
    response.headers["Retry-After"] = "5"
    return response


@bp.get("/offline.json")
def listing() -> Response:
    """What a saved copy holds: `bytes` to fetch, `stored` on the phone, and every file."""
    pack = _pack()
    if pack is None:
        return _preparing()
    found = {
        "version": pack.version,
        "data_version": guide().dataset.trail.version,
        "bytes": pack.size,
        "parts": [
            {
                "url": url_for("offline.part", digest=part.hash),
                "hash": part.hash,
                "bytes": part.size,
                "length": len(part.body),
            }
            for part in pack.parts
        ],
        "stored": sum(size for _url, _hash, size in pack.files),
        "files": [{"url": url, "hash": digest, "bytes": size} for url, digest, size in pack.files],
    }
    body = json.dumps(found, separators=(",", ":"))
    return Response(body, content_type="application/json")


@bp.get("/pack/newest.json")
def newest() -> Response:
    """Which version a copy saved now would have, and what it takes: for every page's script."""
    pack = _pack()
    if pack is None:
        return _preparing()
    found = {"version": pack.version, "bytes": pack.size}
    return Response(json.dumps(found), content_type="application/json")


@bp.get("/pack/<digest>.json")
def part(digest: str) -> Response:
    """Some of the files; see `pack.py`."""
    pack = _pack()
    found = next((one for one in pack.parts if one.hash == digest), None) if pack else None
    if found is None:
        abort(404)
    response = Response(found.body, content_type="application/json")
    if encoding_of(request.headers.get("Accept-Encoding", "")) == "br":
        response = Response(found.sent, content_type="application/json")
        response.headers["Content-Encoding"] = "br"
    response.headers["Cache-Control"] = FOREVER
    return response


@bp.get("/offline-sheets.json")
def sheets() -> Response:
    """The printed sheets that can be saved along, by paper, with their sizes."""
    return sheets_answer()


# ---------------------------------------------------------------- what the browser needs


@bp.get("/offline/")
def page() -> str:
    """What is shown where there is neither a network nor a kept page."""
    heading = _("No signal, and this page is not on your phone")
    return render_template(
        "offline/offline.html",
        heading=heading,
        page=Page(
            title=f"{heading}. {guide().dataset.trail.title}",
            description=_("What still opens without a signal."),
        ),
    )


@bp.get("/service-worker.js")
def service_worker() -> Response:
    """The worker; it changes when what it must always have at hand changes."""
    shell = _shell()
    named = json.dumps([shell, hashlib.sha256(page().encode()).hexdigest()])
    config = {
        "root": f"{request.script_root}/",
        # Their folders lie below the root, and each has a worker of its own.
        "languages": list(current_app.extensions.get("languages", ())),
        "shell": shell,
        "offline": url_for("offline.page"),
        "standIns": stand_ins(),
        "version": hashlib.sha256(named.encode()).hexdigest()[:HASH_DIGITS],
    }
    body = render_template("offline/service-worker.js", config=config)
    return Response(body, content_type="text/javascript; charset=utf-8")


def _shell() -> list[str]:
    """The files that the offline page needs, scripts with all that they import."""
    assets = files.assets()
    names = ["css/app.css", "icons/icon.svg", "icons/symbols.svg", "js/app.js"]
    by_file = {asset.path.rpartition("/")[2]: name for name, asset in assets.items()}
    for name in names:
        for imported in _IMPORTED.findall(assets[name].body):
            found = by_file[imported.decode()]
            if found not in names:
                names.append(found)
    return [url_for("offline.page"), *(files.asset_url(name) for name in names)]


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    trail = guide().dataset.trail
    home = url_for("pages.home")

    def png(name: str, purpose: str) -> dict[str, str]:
        size = ICONS[name][0]
        return {
            "src": url_for("offline.icon", name=name),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }

    svg = {"src": files.asset_url("icons/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    body = {
        "id": home,
        "name": trail.title,
        "short_name": trail.title,
        "description": trail.description,
        "lang": trail.lang,
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": INK,
        "icons": [
            svg,
            png("icon-192", "any"),
            png("icon-512", "any"),
            png("icon-maskable-512", "maskable"),
        ],
        "shortcuts": [
            {"name": tour.name, "url": url_for("go.follow", tour_id=tour.id)}
            for tour in trail.tours
        ],
    }
    return Response(
        json.dumps(body, ensure_ascii=False, indent=1), content_type="application/manifest+json"
    )


_ICON = ", ".join(f'"{name}"' for name in ICONS)


@bp.get(f"/icons/<any({_ICON}):name>.png")
def icon(name: str) -> Response:
    size, maskable = ICONS[name]
    body = icon_png(files.assets()["icons/icon.svg"].body, size, maskable=maskable)
    return Response(body, content_type="image/png")


def _init(app: Flask) -> None:
    app.extensions["offline"] = PackStore(app)
    app.register_blueprint(bp)


OFFLINE = Feature(_init)
