"""A page around maps and nothing else, with the headers of the real app.

Serves `static/`, Leaflet out of its package, the basemap and each map's script,
so that what the browser tests see is the map and not the app about it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from markupsafe import Markup, escape

from trail.base import paths
from trail.dataset.schema.map import MapLayer
from trail.graphics.basemap import basemap_script
from trail.graphics.leaflet import (
    ENTRY_JS,
    TRAIL_CSS,
    MapSpec,
    map_strings,
    page_config,
    render_map,
)
from trail.web.shell.delivery import content_security_policy

CSP = content_security_policy(with_map=True)
TYPES = {"js": "text/javascript", "css": "text/css", "png": "image/png", "svg": "image/svg+xml"}
WORDS = map_strings(str)


def _page(spec: MapSpec) -> tuple[str, str]:
    rendered = render_map(spec, WORDS)
    config = page_config(
        {rendered.element_id: "script.js"},
        basemap="/basemap.js",
        asset=lambda name: f"/static/{name}",
        words=WORDS,
    )
    block = json.dumps(config).replace("<", "\\u003c")
    entries = Markup("\n").join(
        Markup('<li id="{}"><a href="/elsewhere/{}">{}</a><p>{}</p></li>').format(
            mark.entry, mark.id, mark.name, "Some words about it. " * 20
        )
        for mark in spec.marks
        if mark.entry
    )
    html = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(spec.name)}</title>
<link rel="icon" href="/static/icons/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/css/app.css">
<link rel="stylesheet" href="/static/{TRAIL_CSS}">
<script type="application/json" id="map-config">{block}</script>
<script type="module" src="/static/{ENTRY_JS}"></script>
</head><body><a class="skip" href="#main">Skip to the content</a>
<main id="main" tabindex="-1"><div class="wrap"><h1>{escape(spec.name)}</h1>
<div class="split split--tour"><div class="stay">
<figure class="plate">{rendered.body}{rendered.more}</figure></div>
<section><h2>Stop by stop</h2><ol class="strip">{entries}</ol></section>
</div></div></main></body></html>"""
    return html, rendered.script


@dataclass
class MapSite:
    """The running page; `asked` lists the paths that were asked for."""

    url: str
    asked: list[str] = field(default_factory=list)


def _application(
    site: MapSite, pages: Mapping[str, MapSpec], layers: Sequence[MapLayer]
) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    leaflet = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    made = {name: _page(spec) for name, spec in pages.items()}
    base = basemap_script(layers)

    def find(path: str) -> tuple[str, bytes] | None:
        name, _, last = path.strip("/").partition("/")
        kind = TYPES.get(path.rpartition(".")[2], "text/html; charset=utf-8")
        if path == "/basemap.js":
            return kind, base.encode()
        if name in made and last in ("", "script.js"):
            return kind, made[name][1 if last else 0].encode()
        if path.startswith("/static/leaflet/"):
            return kind, (leaflet / path.rpartition("/")[2]).read_bytes()
        file = paths.STATIC / last
        return (kind, file.read_bytes()) if name == "static" and file.is_file() else None

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        site.asked.append(environ["PATH_INFO"])
        found = find(environ["PATH_INFO"])
        headers = [
            ("Content-Security-Policy", CSP),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Embedder-Policy", "credentialless"),
        ]
        if found is None:
            start_response("404 Not Found", [("Content-Type", "text/plain"), *headers])
            return [b"not here"]
        start_response("200 OK", [("Content-Type", found[0]), *headers])
        return [found[1]]

    return application


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve_maps(
    pages: Mapping[str, MapSpec], layers: Sequence[MapLayer], port: int = 0
) -> Iterator[MapSite]:
    """Serve each spec at `/<name>/` while the context lasts; port 0 takes a free one."""
    site = MapSite("")
    server = make_server("127.0.0.1", port, _application(site, pages, layers), handler_class=_Quiet)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
