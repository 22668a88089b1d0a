"""Every page and file of the app: the app is asked for its routes, and what the answers
name is asked for in turn, by several processes at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from flask import g

from trail.base.errors import ExportError
from trail.export.sheets import PATH
from trail.export.sheets.typeset import standing
from trail.web.maps.bulk import make_everything
from trail.web.offline.reading import Facts, read
from trail.web.printing.sheets import refusal
from trail.web.shell.background import share_out
from trail.web.shell.delivery import COMPRESSIBLE, SMALLEST, compressed

if TYPE_CHECKING:
    from flask import Flask

# What pages lead to only where it can be printed: else it is left out, and told.
_SHEET = re.compile(rf"/print/(?!{PATH}-).|/tours/[^/]+/.+\.pdf$")
# Sheets that differ in paper alone, parts of a tour from one place, files of one plan.
_ALIKE = re.compile(r"/print/.+-(?!2x\.)|/tours/[^/]+/(?:from/[^/]+|in)/|/teach/plans/[^/.]+")
# Live answers: they are worth nothing as files.
LIVE = re.compile(r"/(api(/|$)|healthz$)")
# What the offline copy is made of must be there first, and the sheets that a list tells of.
LAST = re.compile(r"/offline(-sheets)?\.json$|/pack/|/print/$")
NOT_FOUND = "404.html"
# Sent anew by whoever serves the file, or true of one answer alone.
_OWN_HEADERS = {"content-length", "content-encoding", "date", "etag", "vary", "last-modified"}
ENCODINGS = {"gzip": ".gz", "br": ".br"}


@dataclass(frozen=True)
class Saved:
    """One saved file: its path below the site's root, its address, headers and what it names."""

    path: str
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
class OmittedSheet:
    """A sheet that can't be printed, and why: the list of sheets says so, too.

    `is_fault` where a page or file failed that no other stands in for.
    """

    url: str
    why: str
    is_fault: bool = False


class _Refused(ExportError):
    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"{url}: {why}")
        self.sheet = OmittedSheet(url, why)


@dataclass(frozen=True)
class CrawledApp:
    """The app to be saved, where it will be found, and where its files go."""

    app: Flask
    origin: str
    base_path: str
    folder: Path
    precompress: bool = False

    def path_of(self, url: str) -> str:
        """The file that an address of the site is served from, below the site's root."""
        path = unquote(url.removeprefix(self.base_path)).removeprefix("/")
        if path.endswith("/") or not path:
            path += "index.html"
        if any(part in ("", ".", "..") for part in path.split("/")) or set(path) & set("\\\0"):
            raise ExportError(f"{url}: no file can have this name")
        return path

    def covers(self, url: str) -> bool:
        return url.startswith(f"{self.base_path}/")

    def ask(
        self, url: str, expected: int = 200
    ) -> tuple[bytes, tuple[tuple[str, str], ...]] | None:
        """What the app answers, in this process; None for another status, and for what is
        different each time."""
        context = self.app.test_request_context(
            url.removeprefix(self.base_path), base_url=f"{self.origin}{self.base_path}"
        )
        with self.app.app_context(), context:
            answer = self.app.full_dispatch_request()
            if answer.status_code >= 500:
                why = refusal()
                if why:
                    raise _Refused(url, why)
                raise ExportError(g.get("unforeseen") or f"answers with {answer.status_code}")
            kept = expected != 200 or not answer.cache_control.no_store
            if answer.status_code != expected or not kept:
                return None
            headers = sorted(
                (name, value) for name, value in answer.headers if name.lower() not in _OWN_HEADERS
            )
            return answer.get_data(), tuple(headers)

    def save(self, url: str) -> Saved | None:
        """Ask for an address and write the answer down; None where there is none to keep."""
        answer = self.ask(url)
        if answer is None:
            return None
        body, headers = answer
        return self.write(self.path_of(url), url, body, headers)

    def save_all(self, urls: Iterable[str]) -> list[Saved | OmittedSheet | None]:
        """Save these, and the scripts that their pages' data name: the map that a script shows
        was just drawn here, and would have to be drawn again elsewhere."""
        answers: list[Saved | OmittedSheet | None] = []
        for url in urls:
            try:
                saved = self.save(url)
            except _Refused as error:
                listed = _SHEET.match(url.removeprefix(self.base_path))
                answers.append(replace(error.sheet, is_fault=not listed))
                continue
            except ExportError as error:
                # The others are made all the same: whoever mends it is told of all at once.
                answers.append(OmittedSheet(url, str(error), is_fault=True))
                continue
            answers.append(saved)
            for name in saved.facts.named if saved and saved.is_page else ():
                new = name.endswith(".js") and not (self.folder / self.path_of(name)).exists()
                if new and self.covers(name):
                    answers.append(self.save(name))
        return answers

    def write(
        self, path: str, url: str, body: bytes, headers: tuple[tuple[str, str], ...]
    ) -> Saved:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        media_type = dict(headers).get("Content-Type", "")
        if self.precompress and len(body) >= SMALLEST and media_type.startswith(COMPRESSIBLE):
            for encoding, ending in ENCODINGS.items():
                smaller = compressed(encoding, body)
                if len(smaller) < len(body):
                    file.with_name(file.name + ending).write_bytes(smaller)
        return Saved(path, url, headers, read(media_type, body))


def targets(url: str, facts: Facts) -> Iterator[str]:
    """The addresses on this host that a page or file at `url` names, without fragments and
    queries: nothing published hangs on one."""
    for link in (*facts.links, *facts.loads, *facts.named):
        parts = urlsplit(urldefrag(urljoin(url, link)).url)
        if not parts.scheme and not parts.netloc:
            yield parts.path


def crawl(
    source: CrawledApp, start: Iterable[str], processes: int, progress: Callable[[int, int], None]
) -> tuple[list[Saved], list[OmittedSheet]]:
    """Save what stands at `start` and all that it leads to, sorted by path; what was left out.

    Args:
        start: addresses as they stand in links, with the base path.
        progress: told how many files are done, and how many are known of.
    """
    known: dict[str, None] = {url: None for url in start if _wanted(source, url)}
    found: dict[str, Saved] = {}
    left_out: list[OmittedSheet] = []
    answered = 0

    def more(answers: list[Saved | OmittedSheet | None]) -> list[list[str]]:
        nonlocal answered
        fresh: list[str] = []
        there = [saved for saved in answers if isinstance(saved, Saved)]
        left_out.extend(missing for missing in answers if isinstance(missing, OmittedSheet))
        known.update((saved.url, None) for saved in there)
        answered += len(answers) - len(there)
        for saved in there:
            answered += saved.path not in found
            found[saved.path] = saved
            for url in targets(saved.url, saved.facts):
                if source.covers(url) and url not in known and _wanted(source, url):
                    known[url] = None
                    fresh.append(url)
        progress(answered, len(known))
        return list(_groups(source, fresh))

    first = list(_groups(source, known))
    share_out(source.save_all, first, more, processes, around=_drawing_all, weight=len)
    return (
        sorted(found.values(), key=lambda saved: saved.path),
        sorted(left_out, key=lambda missing: missing.url),
    )


@contextmanager
def _drawing_all() -> Iterator[None]:
    """Around the work of a process that makes many maps and sheets, and ends."""
    make_everything()
    with standing():
        yield


def _wanted(source: CrawledApp, url: str) -> bool:
    path = url.removeprefix(source.base_path)
    return not LIVE.match(path) and not LAST.match(path)


def _groups(source: CrawledApp, urls: Iterable[str]) -> Iterator[list[str]]:
    """What one process had better do alone: printed sheets share what was drawn for one of them,
    and parts of a tour from one place the ground of their maps."""
    groups: dict[str, list[str]] = {}
    for url in urls:
        found = _ALIKE.match(url.removeprefix(source.base_path))
        groups.setdefault(found[0] if found else url, []).append(url)
    yield from (sorted(group) for group in groups.values())


def reachable(
    files: Mapping[str, Saved], start: Iterable[str], left_out: Callable[[str], bool]
) -> list[Saved]:
    """Of the files by address, those at `start` and all that their pages lead to."""
    waiting = [url for url in start if url in files]
    known = set(waiting)
    found = []
    while waiting:
        saved = files[waiting.pop()]
        found.append(saved)
        if not saved.is_page:
            continue
        for url in targets(saved.url, saved.facts):
            if url in files and url not in known and not left_out(url):
                known.add(url)
                waiting.append(url)
    return sorted(found, key=lambda saved: saved.url)
