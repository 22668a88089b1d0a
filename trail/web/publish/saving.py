"""Every page and file of the app saved in a folder: the app is asked for its routes, and what
the answers name is asked for in turn, by several processes at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from trail.base.errors import ExportError
from trail.export.sheets import PATH
from trail.export.sheets.typeset import standing
from trail.web.maps.bulk import make_everything
from trail.web.offline.crawl import AnsweredFile, CrawledApp, CrawledFile, SheetRefused, targets
from trail.web.shell.background import share_out
from trail.web.shell.delivery import COMPRESSIBLE, SMALLEST, compressed

# What pages lead to only where it can be printed: else it is left out, and told.
_SHEET = re.compile(rf"/print/(?!{PATH}-).|/tours/[^/]+/.+\.pdf$")
# Sheets that differ in paper alone, parts of a tour from one place, files of one plan.
_ALIKE = re.compile(r"/print/.+-(?!2x\.)|/tours/[^/]+/(?:from/[^/]+|in)/|/teach/plans/[^/.]+")
# Live answers: they are worth nothing as files.
LIVE = re.compile(r"/(api(/|$)|healthz$)")
# What the offline copy is made of must be there first, and the sheets that a list tells of.
LAST = re.compile(r"/offline(-sheets)?\.json$|/pack/|/print/$")
NOT_FOUND = "404.html"
ENCODINGS = {"gzip": ".gz", "br": ".br"}


@dataclass(frozen=True)
class SavedFile(CrawledFile):
    """One saved file: its path below the site's root."""

    path: str


@dataclass(frozen=True)
class OmittedSheet:
    """A sheet that can't be printed, and why: the list of sheets says so, too.

    `is_fault` where a page or file failed that no other stands in for.
    """

    url: str
    why: str
    is_fault: bool = False


@dataclass(frozen=True)
class SavedApp(CrawledApp):
    """The app to be saved, and where its files go.

    A language's app has a base path of its own below that of the whole site.
    """

    folder: Path
    precompress: bool = False
    site_path: str | None = None  # what `folder` lies under; None: the base path

    def path_of(self, url: str) -> str:
        """The file that an address of the site is served from, below the site's root."""
        site = self.base_path if self.site_path is None else self.site_path
        path = unquote(url.removeprefix(site)).removeprefix("/")
        if path.endswith("/") or not path:
            path += "index.html"
        if any(part in ("", ".", "..") for part in path.split("/")) or set(path) & set("\\\0"):
            raise ExportError(f"{url}: no file can have this name")
        return path

    def save(self, url: str) -> SavedFile | None:
        """Ask for an address and write the answer down; None where there is none to keep."""
        answer = self.ask(url)
        return None if answer is None else self.write(self.path_of(url), answer)

    def save_all(self, urls: Iterable[str]) -> list[SavedFile | OmittedSheet | None]:
        """Save these, and the scripts that their pages' data name: the map that a script shows
        was just drawn here, and would have to be drawn again elsewhere."""
        answers: list[SavedFile | OmittedSheet | None] = []
        for url in urls:
            try:
                saved = self.save(url)
            except SheetRefused as error:
                listed = _SHEET.match(url.removeprefix(self.base_path))
                answers.append(OmittedSheet(url, error.why, is_fault=not listed))
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

    def write(self, path: str, answer: AnsweredFile) -> SavedFile:
        body = answer.body
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        compressible = answer.media_type.startswith(COMPRESSIBLE)
        if self.precompress and len(body) >= SMALLEST and compressible:
            for encoding, ending in ENCODINGS.items():
                smaller = compressed(encoding, body)
                if len(smaller) < len(body):
                    file.with_name(file.name + ending).write_bytes(smaller)
        return SavedFile(answer.url, answer.headers, answer.facts, path)


def save_reachable(
    source: SavedApp, start: Iterable[str], processes: int, progress: Callable[[int, int], None]
) -> tuple[list[SavedFile], list[OmittedSheet]]:
    """Save what stands at `start` and all that it leads to, sorted by path; what was left out.

    Args:
        start: addresses as they stand in links, with the base path.
        progress: told how many files are done, and how many are known of.
    """
    known: dict[str, None] = {url: None for url in start if _wanted(source, url)}
    found: dict[str, SavedFile] = {}
    left_out: list[OmittedSheet] = []
    answered = 0

    def more(answers: list[SavedFile | OmittedSheet | None]) -> list[list[str]]:
        nonlocal answered
        fresh: list[str] = []
        there = [saved for saved in answers if isinstance(saved, SavedFile)]
        left_out.extend(missing for missing in answers if isinstance(missing, OmittedSheet))
        known.update((saved.url, None) for saved in there)
        answered += len(answers) - len(there)
        for saved in there:
            answered += saved.path not in found
            found[saved.path] = saved
            for url in targets(saved):
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


def _wanted(source: SavedApp, url: str) -> bool:
    path = url.removeprefix(source.base_path)
    return not LIVE.match(path) and not LAST.match(path)


def _groups(source: SavedApp, urls: Iterable[str]) -> Iterator[list[str]]:
    """What one process had better do alone: printed sheets share what was drawn for one of them,
    and parts of a tour from one place the ground of their maps."""
    groups: dict[str, list[str]] = {}
    for url in urls:
        found = _ALIKE.match(url.removeprefix(source.base_path))
        groups.setdefault(found[0] if found else url, []).append(url)
    yield from (sorted(group) for group in groups.values())
