"""What a connection may cost, and what is answered and noted before the app is asked."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

import pytest
from waitress import wasyncore
from waitress.task import ThreadedTaskDispatcher

from trail.web.serve import connections
from trail.web.serve.connections import Connection, Listener, adjustments

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
BIG = 3_000_000
PATIENCE_S = 60


@dataclass
class Served:
    """A listener whose loop the test turns; `notes` has a line for each answer."""

    notes: list[tuple[str, str, str, int, int]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    go_on: Event = field(default_factory=Event)
    clients: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shared = socket.create_server(("127.0.0.1", 0))
        self.map: dict[int, object] = {}
        self.threads = ThreadedTaskDispatcher()
        self.threads.set_thread_count(1)
        self.listener = Listener(
            self.app, self.map, self.shared, self.threads, adjustments(1),
            lambda *line: self.notes.append(line),
        )  # fmt: skip
        # The test says when it is time.
        self.listener.next_channel_cleanup = float("inf")

    def app(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self.asked.append(path)
        if path == "/raise":
            raise RuntimeError("a fault of ours")
        if path == "/wait":
            self.go_on.wait(60)
        body = b"x" * BIG if path == "/big" else b"hello"
        if path == "/same":
            start("304 NOT MODIFIED", [("ETag", '"a"')])
            return ()
        start("200 OK", [("Content-Length", str(len(body)))])
        return (body,)

    def client(self, data: bytes = b"", window: int | None = None) -> socket.socket:
        """A new connection that sent `data`, and was seen."""
        client = socket.socket()
        if window:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        client.connect(self.shared.getsockname())
        client.setblocking(False)
        self.clients.append(client)
        known = self.there
        self.turn_until(lambda: set(self.there) - set(known))
        self.send(client, data)
        return client

    def send(self, client: socket.socket, data: bytes) -> None:
        for at in range(0, len(data), 4096):
            with_rest = data[at : at + 4096]
            while with_rest:
                try:
                    with_rest = with_rest[client.send(with_rest) :]
                except BlockingIOError:
                    self.turn()
                except OSError:  # it was answered, and the rest not wanted
                    return
            self.turn()

    @property
    def there(self) -> list[Connection]:
        return list(self.listener.active_channels.values())

    def turn(self) -> None:
        wasyncore.loop(timeout=0.01, use_poll=True, map=self.map, count=1)

    def turn_until(self, come: Callable[[], object]) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if come():
                return
            self.turn()
        raise AssertionError("it did not come")

    def answer(self, client: socket.socket, end: bytes = b"\n") -> bytes:
        """All that comes until it ends so, or the connection is closed."""
        found = b""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            self.turn()
            try:
                data = client.recv(65536)
            except BlockingIOError:
                if found.endswith(end):
                    return found
                continue
            except ConnectionError:
                return found
            if not data:
                return found
            found += data
        raise AssertionError(f"no end: {found[:200]!r}")

    def is_open(self, client: socket.socket) -> bool:
        self.turn()
        try:
            return client.recv(1) != b""
        except BlockingIOError:
            return True
        except ConnectionError:
            return False


@pytest.fixture
def served() -> Iterator[Served]:
    found = Served()
    yield found
    found.go_on.set()
    found.threads.shutdown()
    found.listener.close()
    wasyncore.close_all(found.map)
    for client in found.clients:
        client.close()


@pytest.mark.parametrize(
    ("sent", "status", "line"),
    [
        (b"BAD\r\n\r\n", 400, ("BAD", "-", "-")),
        (b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n", 400, ("GET", "http://[", "HTTP/1.1")),
        (b"GET / HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n", 400, ("GET", "/", "HTTP/1.1")),
        (b"GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n", 400, ("GET", "/", "HTTP/1.1")),
        (b"get / HTTP/1.1\r\nHost: x\r\n\r\n", 400, ("get", "/", "HTTP/1.1")),
        (b"\x16\x03\x01\x00\r\n\r\n", 400, ("\x16\x03\x01\x00", "-", "-")),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400, ("POST", "/", "HTTP/1.1")),
        (b"POST / HTTP/1.1\r\nContent-Length: 1, 2\r\n\r\n", 400, ("POST", "/", "HTTP/1.1")),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: x\r\n\r\n", 501, ("POST", "/", "HTTP/1.1")),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            400,
            ("POST", "/", "HTTP/1.1"),
        ),
        (b"POST / HTTP/1.1\r\nContent-Length: 1000001\r\n\r\n", 413, ("POST", "/", "HTTP/1.1")),
        (b"GET /a?" + b"q" * 140_000 + b" HTTP/1.1\r\n\r\n", 414, ("GET", "/a?", "HTTP/1.1")),
        (b"GET /a" + b"q" * 170_000, 414, ("GET", "/a", "-")),
        (b"GET / HTTP/1.1\r\nX: " + b"q" * 170_000, 431, ("GET", "/", "HTTP/1.1")),
    ],
)  # fmt: skip
def test_a_bad_request_gets_its_answer_and_its_line(
    served: Served, sent: bytes, status: int, line: tuple[str, str, str]
) -> None:
    answer = served.answer(served.client(sent))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert int(head.split()[1]) == status
    assert b"Connection: close" in head
    assert b"Server:" not in head
    assert b"waitress" not in answer
    assert not served.asked
    ((method, target, protocol, noted, sent_bytes),) = served.notes
    assert (method, target[: len(line[1])], protocol) == line
    assert noted == status
    assert sent_bytes == len(body)


def test_an_answer_is_noted_with_its_bytes(served: Served) -> None:
    client = served.client(GET.replace(b"GET /", b"GET /sites/?q=1"))
    assert served.answer(client, b"hello").endswith(b"\r\n\r\nhello")
    assert served.notes == [("GET", "/sites/?q=1", "HTTP/1.1", 200, 5)]


def test_letters_as_somebody_typed_them_are_an_address(served: Served) -> None:
    client = served.client("GET /é?ü=ß HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    served.answer(client, b"hello")
    assert [path.encode("latin-1").decode() for path in served.asked] == ["/é"]


def test_a_fault_of_ours_is_500_and_noted_once(served: Served) -> None:
    client = served.client(GET.replace(b"GET /", b"GET /raise"))
    assert served.answer(client).startswith(b"HTTP/1.1 500 ")
    assert served.notes == [("GET", "/raise", "HTTP/1.1", 500, 0)]


def test_who_is_gone_before_the_answer_is_noted_as_gone(served: Served) -> None:
    served.client(GET.replace(b"GET /", b"GET /wait"))
    served.turn_until(lambda: served.asked)
    served.there[0].handle_close()
    served.go_on.set()
    served.turn_until(lambda: served.notes)
    assert served.notes[0][3] == connections.CLIENT_GONE


def test_a_connection_goes_on_also_after_an_answer_without_a_body(served: Served) -> None:
    same = GET.replace(b"GET /", b"GET /same")
    client = served.client(same)
    first = served.answer(client, b"\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 304 ")
    assert b"Connection" not in first
    served.send(client, GET)
    assert served.answer(client, b"hello").endswith(b"hello")
    served.send(client, same.replace(b"Host: x", b"Host: x\r\nConnection: close"))
    assert b"Connection: close" in served.answer(client, b"\r\n\r\n")


def test_stalled_clients_hold_no_thread(served: Served) -> None:
    for _ in range(20):
        served.client(b"GET / HTTP/1.1\r\nHost: lo")
        served.client(BODY + b"half")
    served.client(GET.replace(b"GET /", b"GET /big"), window=4096)
    assert served.answer(served.client(GET), b"hello").endswith(b"hello")


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [
        (b"GE", connections.HEAD_S),
        (BODY + b"half", connections.WHOLE_S),
        (b"", connections.IDLE_S),
        (GET, connections.IDLE_S),
    ],
)
def test_who_waits_too_long_is_let_go(served: Served, sent: bytes, seconds: float) -> None:
    client = served.client(sent)
    if sent == GET:
        served.answer(client, b"hello")
    now = time.time()
    served.listener.maintenance(now + seconds - 5)
    assert served.is_open(client)
    served.listener.maintenance(now + seconds + 1)
    assert not served.is_open(client)


def test_the_time_counts_from_the_first_byte_whatever_drips_after_it(served: Served) -> None:
    client = served.client(b"G")
    (there,) = served.there
    began = there.began
    assert began is not None
    there.began = began - connections.HEAD_S - 1
    served.send(client, b"E")
    served.listener.maintenance(time.time())
    assert not served.is_open(client)


def test_an_answer_in_the_making_is_waited_for(served: Served) -> None:
    client = served.client(GET.replace(b"GET /", b"GET /wait"))
    served.turn_until(lambda: served.asked)
    served.listener.maintenance(time.time() + 10_000)
    served.go_on.set()
    assert served.answer(client, b"hello").endswith(b"hello")


def test_who_reads_nothing_is_let_go(served: Served) -> None:
    served.client(GET.replace(b"GET /", b"GET /big"), window=4096)
    served.turn_until(lambda: served.notes)
    served.listener.maintenance(time.time() + connections.UNREAD_S - 5)
    assert len(served.there) == 1
    served.listener.maintenance(time.time() + connections.UNREAD_S + 1)
    assert not served.there


def test_answers_that_nobody_reads_fill_only_so_much(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "UNREAD_BYTES", BIG)
    for _ in range(4):
        served.client(GET.replace(b"GET /", b"GET /big"), window=4096)
    served.turn_until(lambda: len(served.notes) == 4)
    served.listener.maintenance(time.time())
    held = sum(each.total_outbufs_len for each in served.there)
    assert 0 < held <= BIG


def test_there_is_room_for_one_more_at_the_cost_of_who_stalled_first(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST", 4)
    idle = served.client()
    first, *others = (served.client(b"GET / HT") for _ in range(3))
    served.listener.active_channels[min(served.listener.active_channels)].last_activity -= 1
    client = served.client()
    served.send(client, GET)
    assert served.answer(client, b"hello").endswith(b"hello")
    assert not served.is_open(first)
    assert all(served.is_open(other) for other in (idle, *others))


def test_at_the_end_each_answer_is_the_last_of_its_connection(served: Served) -> None:
    kept = served.client(GET)
    served.answer(kept, b"hello")
    served.listener.leave()
    served.send(kept, GET)
    assert b"Connection: close" in served.answer(kept, b"hello")
    assert not served.there
    assert not served.listener.busy
