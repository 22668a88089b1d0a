"""Ask whether addresses still answer, politely: a host at a time one question, with a pause.

What can be told is told apart: gone, moved, slow, refused, no such host, a certificate
that fails. What can't: a page that answers 200 may say "not found" in its text, or
have become another page. Only a reader sees that.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, Lock, Timer
from typing import Literal, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

MOST_HOPS = 8
_READ = 1024  # bytes of a page that are taken, to be no burden
_SAFE = "%/:=&?~#+!$,;'@()*[]"

Outcome = Literal[
    "ok", "redirected", "moved", "home", "gone", "closed", "busy", "failing",
    "timeout", "no-host", "unreachable", "tls", "loop", "broken",
]  # fmt: skip
# What is to be mended; "moved" still answers, and what is closed to programs may be open
# to readers.
DUE: frozenset[Outcome] = frozenset(
    {"home", "gone", "failing", "timeout", "no-host", "unreachable", "tls", "loop", "broken"}
)


@dataclass(frozen=True)
class Manners:
    """How we ask. `pause_s` lies between the end of one question and the next to a host."""

    user_agent: str
    timeout_s: float = 15.0
    pause_s: float = 1.0
    hosts_at_once: int = 8


@dataclass(frozen=True)
class Answer:
    """What became of an address. `status` is the last one, `led_to` where it ended."""

    url: str
    outcome: Outcome
    status: int | None = None
    led_to: str | None = None
    note: str = ""

    @property
    def due(self) -> bool:
        return self.outcome in DUE


class _Reply(NamedTuple):
    status: int
    location: str | None


class _Failed(Exception):
    def __init__(self, outcome: Outcome, note: str = "") -> None:
        self.outcome, self.note = outcome, note
        super().__init__(note)


def check_links(
    urls: Sequence[str], manners: Manners, told: Callable[[Answer], None] | None = None
) -> tuple[Answer, ...]:
    """The answer for each address, in their order; `told` hears of each as it comes."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        by_host[_host(url)].append(url)
    hosts = _Hosts(manners.pause_s)
    stop = Event()
    answers: SimpleQueue[Answer | BaseException] = SimpleQueue()

    def work(group: Sequence[str]) -> None:
        try:
            for url in group:
                if stop.is_set():
                    return
                answers.put(_answer(url, manners, hosts))
        except BaseException as error:
            answers.put(error)
            raise

    found: dict[str, Answer] = {}
    with ThreadPoolExecutor(manners.hosts_at_once) as pool:
        try:
            # The longest first: they decide when all is done.
            for group in sorted(by_host.values(), key=len, reverse=True):
                pool.submit(work, group)
            while len(found) < sum(map(len, by_host.values())):
                answer = answers.get()
                if isinstance(answer, BaseException):
                    raise answer
                found[answer.url] = answer
                if told:
                    told(answer)
        finally:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
    return tuple(found[url] for url in urls)


class _Hosts:
    """Lets one question at a time through to each host, with a pause after it."""

    def __init__(self, pause_s: float) -> None:
        self._pause_s = pause_s
        self._guard = Lock()
        self._locks: dict[str, Lock] = {}
        self._free_at: dict[str, float] = {}

    @contextlib.contextmanager
    def turn(self, host: str) -> Iterator[None]:
        with self._guard:
            lock = self._locks.setdefault(host, Lock())
        with lock:
            time.sleep(max(0.0, self._free_at.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self._free_at[host] = time.monotonic() + self._pause_s


def _host(url: str) -> str:
    with contextlib.suppress(ValueError):
        return urlsplit(url).hostname or ""
    return ""


def _answer(url: str, manners: Manners, hosts: _Hosts) -> Answer:
    answer = _followed("HEAD", url, manners, hosts)
    # Many servers know no HEAD, or answer it falsely: only a GET counts against a page.
    if answer.outcome in ("gone", "closed", "failing", "broken", "busy", "loop", "unreachable"):
        return _followed("GET", url, manners, hosts)
    return answer


def _followed(method: str, url: str, manners: Manners, hosts: _Hosts) -> Answer:
    """The answer after every redirect."""
    at, seen, lasting = url, {url}, True
    status: int | None = None
    try:
        for _ in range(MOST_HOPS):
            with hosts.turn(_host(at)):
                reply = _ask(method, at, manners)
            status = reply.status
            if status not in (301, 302, 303, 307, 308):
                return _judged(url, at, status, lasting=lasting)
            lasting = lasting and status in (301, 308)
            if not reply.location:
                raise _Failed("broken", "a redirect to nowhere")
            at = urljoin(at, reply.location)
            if urlsplit(at).scheme not in ("http", "https"):
                raise _Failed("broken", f"leads to {at[:80]!r}")
            if at in seen:
                raise _Failed("loop", "redirects in a circle")
            seen.add(at)
        raise _Failed("loop", f"more than {MOST_HOPS} redirects")
    except _Failed as failed:
        return Answer(url, failed.outcome, status, at if at != url else None, failed.note)
    except ValueError:
        return Answer(url, "broken", status, None, "no address that can be asked")


def _judged(url: str, at: str, status: int, *, lasting: bool) -> Answer:
    led_to = at if at != url else None
    if 200 <= status < 300:
        if led_to is None:
            return Answer(url, "ok", status)
        # A page of an old site that now leads to the start page is usually gone.
        if not urlsplit(at).path.strip("/") and urlsplit(url).path.strip("/"):
            return Answer(url, "home", status, led_to)
        return Answer(url, "moved" if lasting else "redirected", status, led_to)
    outcomes: Mapping[int, Outcome] = {404: "gone", 410: "gone", 429: "busy", 503: "busy"}
    outcome: Outcome = outcomes.get(status, "closed" if 400 <= status < 500 else "failing")
    return Answer(url, outcome, status, led_to)


def _ask(method: str, url: str, manners: Manners) -> _Reply:
    """Status and Location; raises _Failed with the reason where there is no answer."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        raise _Failed("no-host", "a host name that can't be") from None
    if not host:
        raise _Failed("broken", "an address without a host")
    made: http.client.HTTPConnection
    if parts.scheme == "https":
        made = http.client.HTTPSConnection(
            host, port, timeout=manners.timeout_s, context=ssl.create_default_context()
        )
    else:
        made = http.client.HTTPConnection(host, port, timeout=manners.timeout_s)
    target = quote(parts.path or "/", _SAFE) + (
        f"?{quote(parts.query, _SAFE)}" if parts.query else ""
    )
    return _exchange(made, method, target, manners)


def _exchange(
    made: http.client.HTTPConnection, method: str, target: str, manners: Manners
) -> _Reply:
    late = Event()

    def give_up() -> None:
        late.set()
        # The time limit of a socket is one between two bytes; this one is for all.
        with contextlib.suppress(OSError, AttributeError):
            made.sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(2 * manners.timeout_s, give_up)
    timer.daemon = True
    timer.start()
    headers = {"User-Agent": manners.user_agent, "Accept": "*/*", "Connection": "close"}
    try:
        made.request(method, target, headers=headers)
        response = made.getresponse()
        if method == "GET":
            response.read(_READ)
        if late.is_set():
            raise _Failed("timeout")
        return _Reply(response.status, response.getheader("Location"))
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise _explained(error, late=late.is_set()) from error
    finally:
        timer.cancel()
        made.close()


def _explained(error: Exception, *, late: bool) -> _Failed:
    if late or isinstance(error, TimeoutError):
        return _Failed("timeout")
    if isinstance(error, ssl.SSLError):
        reason = getattr(error, "verify_message", "") or error.reason or "no TLS"
        return _Failed("tls", str(reason))
    if isinstance(error, socket.gaierror):
        return _Failed("no-host")
    if isinstance(error, http.client.RemoteDisconnected):
        return _Failed("broken", "hung up without a word")
    if isinstance(error, OSError):
        return _Failed("unreachable", error.strerror or type(error).__name__)
    return _Failed("broken", "answered with what is no HTTP")
