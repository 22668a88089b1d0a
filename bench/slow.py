"""What a page costs while slow clients do what they can: stall, drip, never read."""

from __future__ import annotations

import socket
import statistics
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from bench.serving import running

PORT = 8743
HEAD = b"POST /ask/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n"
# What is sent at once, and what once a round after it; how many of each.
ATTACKS: dict[str, tuple[int, bytes, bytes]] = {
    "nobody": (0, b"", b""),
    "32 stalled bodies": (32, HEAD + b"x" * 100, b""),
    "40 partial headers": (40, b"GET / HTTP/1.1\r\nHost: lo", b""),
    "500 that say nothing": (500, b"", b""),
    "500 headers, a byte at a time": (500, b"GET /", b"x"),
    "500 bodies, a byte at a time": (500, HEAD, b"x"),
    "300 that read nothing": (
        300,
        b"GET /sites.geojson HTTP/1.1\r\nHost: localhost\r\n\r\n" * 9,
        b"",
    ),
}
Row = tuple[str, str, str]


def slow_clients() -> Iterator[Row]:
    """Rows of the table: median and worst of 100 pages beside each attack."""
    serve = (sys.executable, "-m", "trail", "serve", "--port", str(PORT), "--no-access-log")
    with running(serve, PORT):
        for name, (count, first, more) in ATTACKS.items():
            with attacking(count, first) as push:
                taken = [page(push, more) for _ in range(100)]
            told = f"{statistics.median(taken):.1f} ms, {max(taken):.0f} ms"
            yield f"a page beside {name}: median, worst", told, "100 ms"


@contextmanager
def attacking(count: int, first: bytes) -> Iterator[Callable[[bytes], None]]:
    """So many connections that sent the same; what is given sends more on each."""
    with ExitStack() as stack:
        clients = []
        for _ in range(count):
            client = stack.enter_context(socket.socket())
            # A reader of nothing has a small window.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(("127.0.0.1", PORT))
            client.sendall(first)
            clients.append(client)

        def push(more: bytes) -> None:
            for client in clients if more else ():
                try:
                    client.send(more)
                except OSError:  # it was put out
                    continue

        yield push


def page(push: Callable[[bytes], None], more: bytes) -> float:
    """Milliseconds of one page on a connection of its own."""
    push(more)
    start = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/about/", timeout=30) as response:
        response.read()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    for row in slow_clients():
        print(*row, sep="\t", flush=True)
