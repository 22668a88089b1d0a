"""What the app answers to its own addresses, and all that its answers lead to.

The copy for a phone and the published site are found so: no other module asks the app.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urldefrag, urljoin, urlsplit

from flask import g

from trail.base.errors import ExportError
from trail.web.offline.reading import Facts, read
from trail.web.printing.sheets import refusal

if TYPE_CHECKING:
    from flask import Flask
    from flask.ctx import RequestContext

# Sent anew by whoever serves the file, or true of one answer alone.
_OWN_HEADERS = {"content-length", "content-encoding", "date", "etag", "vary", "last-modified"}


@dataclass(frozen=True)
class CrawledFile:
    """A page or file of the app: its address as in links, its headers and what it names."""

    url: str
    headers: tuple[tuple[str, str], ...]
    facts: Facts

    @property
    def media_type(self) -> str:
        return dict(self.headers).get("Content-Type", "")

    @property
    def is_page(self) -> bool:
        return self.media_type.startswith("text/html")


@dataclass(frozen=True)
class AnsweredFile(CrawledFile):
    """A page or file with its bytes."""

    body: bytes


class SheetRefused(ExportError):
    """A sheet that can't be printed, and why: the list of sheets says so, too."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"{url}: {why}")
        self.url, self.why = url, why


@dataclass(frozen=True)
class CrawledApp:
    """The app, and the origin and base path that its addresses are to have."""

    app: Flask
    origin: str
    base_path: str

    def request(self, path: str = "/") -> RequestContext:
        """As if `path`, without the base path, were asked for at the origin."""
        return self.app.test_request_context(path, base_url=f"{self.origin}{self.base_path}")

    def covers(self, url: str) -> bool:
        """Whether an address is one of the app's: not of another language's, which lies below."""
        if not url.startswith(f"{self.base_path}/"):
            return False
        first = url.removeprefix(self.base_path)[1:].partition("/")[0]
        return first not in self.app.extensions.get("languages", ())

    def ask(self, url: str, expected: int = 200) -> AnsweredFile | None:
        """What the app answers, in this process; None for another status, and for what is
        different each time (a form with its token).

        Raises:
            SheetRefused: a sheet that can't be printed.
            ExportError: any other answer that is a fault of ours.
        """
        # A context of its own, or inside a request both would share `g`.
        with self.app.app_context(), self.request(url.removeprefix(self.base_path)):
            answer = self.app.full_dispatch_request()
            if answer.status_code >= 500:
                why = refusal()
                if why:
                    raise SheetRefused(url, why)
                raise ExportError(g.get("unforeseen") or f"answers with {answer.status_code}")
            kept = expected != 200 or not answer.cache_control.no_store
            if answer.status_code != expected or not kept:
                return None
            headers = sorted(
                (name, value) for name, value in answer.headers if name.lower() not in _OWN_HEADERS
            )
            body = answer.get_data()
            facts = read(answer.headers.get("Content-Type", ""), body)
            return AnsweredFile(url, tuple(headers), facts, body)

    def find(self, url: str) -> AnsweredFile | None:
        """As `ask`; what fails is left out, and told in the log."""
        try:
            return self.ask(url)
        except ExportError as error:
            self.app.logger.warning("%s can't be saved: %s", url, error)
            return None


def targets(file: CrawledFile) -> Iterator[str]:
    """The addresses on this host that a page or file names, without fragments and
    queries: nothing published hangs on one."""
    for link in (*file.facts.links, *file.facts.loads, *file.facts.named):
        parts = urlsplit(urldefrag(urljoin(file.url, link)).url)
        if not parts.scheme and not parts.netloc:
            yield parts.path


_Found = TypeVar("_Found", bound=CrawledFile)


def reachable(
    source: CrawledApp,
    get: Callable[[str], _Found | None],
    start: Iterable[str],
    left_out: re.Pattern[str],
) -> list[_Found]:
    """What `get` has at `start` and at all addresses that pages there lead to, by address.

    Args:
        start: addresses as they stand in links, so with the base path.
        left_out: paths, without the base path, that are not followed.
    """
    waiting = list(dict.fromkeys(start))
    known = set(waiting)
    found = []
    while waiting:
        file = get(waiting.pop())
        if file is None:
            continue
        found.append(file)
        for url in targets(file) if file.is_page else ():
            followed = source.covers(url) and not left_out.match(url.removeprefix(source.base_path))
            if followed and url not in known:
                known.add(url)
                waiting.append(url)
    return sorted(found, key=lambda file: file.url)
