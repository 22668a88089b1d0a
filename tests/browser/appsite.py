"""The real app on a port of its own, which a test can break, change and take away."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socket import SHUT_RDWR
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from flask import Flask


@dataclass
class AppSite:
    """`app` may be replaced while it runs. `broken` answers some paths with a status of the
    test's own; `cut` are paths whose answer ends in the middle. `asked` lists the paths that
    were asked for. Where it is `unkept`, the browser's own cache is of no help offline."""

    app: Flask
    url: str = ""
    broken: dict[str, str] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    unkept: bool = False
    _server: _Threaded | None = None
    _thread: threading.Thread | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["SCRIPT_NAME"] + environ["PATH_INFO"]
        self.asked.append(path)
        if path in self.broken:
            start_response(self.broken[path], [("Content-Type", "text/html; charset=utf-8")])
            return [b"<!doctype html><title>broken</title><h1>Broken</h1>"]
        start = self._unkept(start_response) if self.unkept else start_response
        answer = self.app.wsgi_app(environ, start)
        if path not in self.cut:
            return answer
        body = b"".join(answer)
        return [body[: len(body) // 2]]

    @staticmethod
    def _unkept(start_response: Any) -> Any:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            others = [(name, value) for name, value in headers if name != "Cache-Control"]
            return start_response(status, [*others, ("Cache-Control", "no-cache")], *more)

        return start

    def start(self, port: int = 0) -> None:
        self._server = make_server(
            "127.0.0.1", port, self, server_class=_Threaded, handler_class=_Quiet
        )
        # A browser may hang up between the knock and the door: waiting for it would block.
        self._server.socket.settimeout(1)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Nothing listens any more, until `start_again`."""
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server.hang_up()
            self._server = None

    def start_again(self) -> None:
        self.start(int(self.url.rpartition(":")[2]))


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True

    def get_request(self) -> Any:
        request, address = super().get_request()
        self.__dict__.setdefault("taken", []).append(request)
        return request, address

    def hang_up(self) -> None:
        """Close what a browser opened beforehand, or it would still be answered."""
        for request in self.__dict__.get("taken", []):
            with suppress(OSError):
                request.shutdown(SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # the browser went away


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve_app(app: Flask) -> Iterator[AppSite]:
    """Serve the app while the context lasts."""
    site = AppSite(app)
    site.start()
    try:
        yield site
    finally:
        site.stop()
