"""Connections to readers, and what they may cost: time, bytes, number.

waitress reads a request whole before a thread has to do with it, and sends what a thread made
after the thread is free again: whoever is slow holds a connection and nothing else. What is
added here are the limits, and a line in the log for every answer, bad requests included.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from waitress.adjustments import Adjustments
from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, Task, ThreadedTaskDispatcher, WSGITask
from waitress.utilities import Error, RequestHeaderFieldsTooLarge

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HEAD_BYTES = 160_000  # of a request's first line and headers: nginx hands on as much
LINE_BYTES = 131_072  # of the first line: a question of 10,000 signs in any script
BODY_BYTES = 1_000_000  # of what is sent; the app says no to less, and says why
HEAD_S = 10.0  # until the headers are there, from the first byte
WHOLE_S = 60.0  # until the body is there, too
IDLE_S = 75.0  # without a request; nginx drops its own after 60
UNREAD_S = 30.0  # in which a reader took nothing of his answer
MOST = 400  # connections of one process; the one that waited longest makes room
UNREAD_BYTES = 48_000_000  # of answers that nobody has read yet, in one process
CLIENT_GONE = 499  # in the log, as nginx writes it: the reader did not wait
_NOT_ASCII = re.compile(rb"[\x80-\xff]")

Note = Callable[[str, str, str, int, int], None]  # method, target, protocol, status, bytes


def adjustments(threads: int) -> Adjustments:
    """How waitress is set."""
    return Adjustments(
        threads=threads,
        ident=None,
        # Who asked, and by what scheme, is for ProxyFix and TRAIL_PROXIES alone to say.
        clear_untrusted_proxy_headers=False,
        asyncore_use_poll=True,
        cleanup_interval=1,
        # Limits of our own are kept before these are reached.
        channel_timeout=10**6,
        connection_limit=10**6,
        max_request_header_size=HEAD_BYTES,
        max_request_body_size=BODY_BYTES,
        # Nothing goes to a disk that may be full or read-only.
        inbuf_overflow=2 * BODY_BYTES,
        outbuf_overflow=10**9,
        log_socket_errors=False,
    )


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """A request as it comes in; `line` is as much as is known of its first line."""

    line = b""
    error: Error | None

    def received(self, data: bytes) -> int:
        if len(self.line) < HEAD_BYTES and b"\n" not in self.line:
            self.line += data[:HEAD_BYTES]
        consumed: int = super().received(data)
        if isinstance(self.error, RequestHeaderFieldsTooLarge):
            first, newline, _rest = self.line.lstrip().partition(b"\n")
            if not newline or len(first) > LINE_BYTES:
                self.error = _UriTooLong("")
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        first, newline, rest = header_plus.partition(b"\r\n")
        # An address as somebody typed it, in letters of his own.
        first = _NOT_ASCII.sub(lambda letter: b"%%%02X" % ord(letter[0]), first)
        try:
            super().parse_header(first + newline + rest)
        except ValueError as error:  # of urlsplit
            raise ParsingError("Bad URI") from error
        if len(first) > LINE_BYTES:
            self.error = _UriTooLong("")

    def told(self) -> tuple[str, str, str]:
        """Method, target and protocol as they were sent; "-" for what can't be told."""
        line = self.line.lstrip().partition(b"\n")[0].decode("latin-1").split()
        method, target, protocol = (*line, "-", "-", "-")[:3]
        return method, target, protocol


class _UriTooLong(RequestHeaderFieldsTooLarge):  # type: ignore[misc]
    code, reason = 414, "URI Too Long"


class _Noted(Task):  # type: ignore[misc]
    """An answer; there is a line about it, however it ended."""

    def service(self) -> None:
        if self.channel.server.leaving:
            self.close_on_finish = True
        status = 500
        try:
            super().service()
            status = int(self.status.partition(" ")[0])
        except ClientDisconnected:
            status = CLIENT_GONE
            raise
        finally:
            if self.request.line:  # waitress makes up a request to answer a fault of ours
                sent = self.content_bytes_written
                self.channel.server.note(*self.request.told(), status, sent)

    def build_response_header(self) -> bytes:
        ends = self.close_on_finish or self.request.connection_close
        if self.close_on_finish:
            self.close_on_finish = False
            self.set_close_on_finish()
        head: bytes = super().build_response_header()
        if not (ends or self.has_body or self.version == "1.0"):
            # waitress ends the connection after an answer without a length, also where it has none.
            self.close_on_finish = False
            head = head.replace(b"\r\nConnection: close\r\n", b"\r\n", 1)
        return head


class _Answer(_Noted, WSGITask):  # type: ignore[misc]
    """What the app says."""


class _Refusal(_Noted, ErrorTask):  # type: ignore[misc]
    """What is said to a request that the app never sees."""

    def execute(self) -> None:
        error = self.request.error
        self.status = f"{error.code} {error.reason}"
        body = f"{error.reason}\n".encode()
        self.response_headers += [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Connection(HTTPChannel):  # type: ignore[misc]
    """One reader. `began`: when the request began that is not whole yet; None without one."""

    task_class, error_task_class, parser_class = _Answer, _Refusal, _Parser
    began: float | None = None

    def received(self, data: bytes) -> bool:
        taken: bool = super().received(data)
        self.began = None if self.request is None else self.began or time.time()
        return taken

    def ends_at(self) -> float:
        """Until when it may stay as it is (as `time.time` counts)."""
        if self.total_outbufs_len:
            return float(self.last_activity) + UNREAD_S
        if self.requests:
            return float("inf")
        if self.began is None:
            return float(self.last_activity) + IDLE_S
        return self.began + (WHOLE_S if self.request.headers_finished else HEAD_S)

    @property
    def resting(self) -> bool:
        """Whether nothing is being made or sent; what is not whole yet counts for nothing."""
        return not self.requests and not self.total_outbufs_len


class Listener(TcpWSGIServer):  # type: ignore[misc]
    """Takes connections, and ends those that wait too long or are too many."""

    channel_class = Connection
    note: Note
    leaving = False  # the process is about to end: every answer is the last of its connection

    def __init__(
        self,
        app: WSGIApplication,
        sockets: dict[int, object],
        shared: socket.socket,
        threads: ThreadedTaskDispatcher,
        adj: Adjustments,
        note: Note,
    ) -> None:
        self.note = note
        info = (shared.family, shared.type, shared.proto, shared.getsockname())
        super().__init__(
            app, sockets, _sock=shared, dispatcher=threads, adj=adj, sockinfo=info,
            bind_socket=False,
        )  # fmt: skip

    def handle_accept(self) -> None:
        if len(self.active_channels) >= MOST:
            waiting = [each for each in self.active_channels.values() if each.resting]
            # Whoever began a request and does not end it goes before whoever asks for nothing.
            waiting.sort(key=lambda each: (each.began is None, each.began or each.last_activity))
            for each in waiting[:1]:
                each.handle_close()
            if not waiting:
                return
        super().handle_accept()

    def maintenance(self, now: float) -> None:
        """Once a second: end what has waited for too long, or holds too much."""
        for each in [*self._overdue(now), *self._unread()]:
            each.handle_close()

    def _overdue(self, now: float) -> Iterator[Connection]:
        return (each for each in list(self.active_channels.values()) if each.ends_at() < now)

    def _unread(self) -> Iterator[Connection]:
        holding = sorted(self.active_channels.values(), key=lambda each: each.total_outbufs_len)
        held = sum(each.total_outbufs_len for each in holding)
        while held > UNREAD_BYTES:
            most = holding.pop()
            held -= most.total_outbufs_len
            yield most

    def leave(self) -> None:
        """Take no more connections, and end each after its answer."""
        self.leaving, self.accepting = True, False
        self.del_channel()

    @property
    def busy(self) -> bool:
        """Whether an answer is being made or sent."""
        return not all(each.resting for each in self.active_channels.values())
