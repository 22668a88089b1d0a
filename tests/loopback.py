"""A web server of this machine that answers as a test says: slowly, falsely, not at all."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

Answer = Callable[["Handler"], None]


@dataclass
class Server:
    """`answers` has what is done for a path, without its query; else 404. `asked` has
    method, path with query, and user agent of each request, in order."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


class Handler(BaseHTTPRequestHandler):
    """One request; `serve` gives each server a subclass of its own."""

    state: Server

    def handle_one_request(self) -> None:
        with contextlib.suppress(OSError):
            super().handle_one_request()

    def _answer(self) -> None:
        path = self.path.partition("?")[0]
        self.state.asked.append((self.command, self.path, self.headers.get("User-Agent", "")))
        answer = self.state.answers.get(path)
        if answer is None:
            self.say(404, "nothing here")
        else:
            answer(self)

    do_GET = do_HEAD = _answer  # noqa: N815 - the names that http.server wants

    def say(
        self, status: int, text: str = "", media_type: str = "text/plain", **headers: str
    ) -> None:
        body = text.encode("utf-8", "surrogatepass")
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing: the test output is for the tests."""


def says(status: int, text: str = "", media_type: str = "text/plain", **headers: str) -> Answer:
    return lambda handler: handler.say(status, text, media_type, **headers)


def hangs(handler: Handler) -> None:
    """Says nothing until the test is over."""
    handler.state.closing.wait(60)


def drips(handler: Handler) -> None:
    """Begins an answer that never ends, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while not handler.state.closing.wait(0.05):
        handler.wfile.write(b".")


def hangs_up(handler: Handler) -> None:
    """Closes without a word."""
    handler.close_connection = True


def babbles(handler: Handler) -> None:
    """Says what is no HTTP."""
    handler.wfile.write(b"\x00\x01 mumble mumble\r\n\r\n")
    handler.close_connection = True


@contextlib.contextmanager
def serve() -> Iterator[Server]:
    """A running server on a free port."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    state = Server(http.server_address[1])
    http.RequestHandlerClass = type("Own", (Handler,), {"state": state})
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.closing.set()
        http.shutdown()
        http.server_close()
        thread.join()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
