"""Everything that the trail shows, drawn once: the proof that a dataset without faults has none."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from logging import Logger
from pathlib import Path
from tempfile import TemporaryDirectory

from trail.base.errors import ExportError
from trail.export.books.epub import to_epub
from trail.web.offline import offline
from trail.web.publish.saving import OmittedSheet, SavedApp, SavedFile, save_reachable
from trail.web.serve.app import create_app
from trail.web.shell.features import sheet_paths
from trail.web.shell.settings import Settings

NOWHERE = "https://preview.invalid"  # where a trail without an address of its own is drawn
# What an address is drawn from: its file in the data, and the item of it where it names one.
_DRAWN_FROM = (
    (re.compile(r"/sites/([^/]+)/"), "sites.geojson: {}"),
    (re.compile(r"/(?:tours|embed)/([^/.]+)"), "trail.yaml: tours: {}"),
    (re.compile(r"/days/([^/]+)/"), "events.yaml: {}"),
    (re.compile(r"/people/([^/]+)/"), "people.yaml: {}"),
    (re.compile(r"/tracks/([^/]+)/"), "tracks.yaml: {}"),
    (re.compile(r"/treaty/"), "articles.yaml, demands.yaml"),
    (re.compile(r"/remembrance/"), "markers.yaml"),
    (re.compile(r"/sources/"), "bibliography.yaml"),
    (re.compile(r"/teach/plans?/?([^/.]*)"), "visits.yaml: {}"),
    (re.compile(r"/teach/"), "education.yaml"),
    (re.compile(r"/print/([^/.]+)"), "the sheet {}"),
)


@dataclass(frozen=True)
class Drawn:
    """How many pages and files were drawn, and what could not be: its address, and why."""

    pages: int
    files: int
    failures: tuple[OmittedSheet, ...]

    @classmethod
    def of(cls, files: Iterable[SavedFile], left_out: Iterable[OmittedSheet]) -> Drawn:
        saved = list(files)
        failures = tuple(missing for missing in left_out if missing.is_fault)
        return cls(sum(file.is_page for file in saved), len(saved), failures)


class DrawingFailed(ExportError):
    """Pages or files that can't be drawn; a line for each."""

    def __init__(self, failures: Iterable[OmittedSheet]) -> None:
        super().__init__("\n".join(failure_line(failure) for failure in failures))


def failure_line(failure: OmittedSheet, base_path: str = "") -> str:
    """The file and item that it is drawn from, its address, and what went wrong."""
    path = failure.url.removeprefix(base_path)
    for pattern, words in _DRAWN_FROM:
        found = pattern.match(path)
        if found:
            place = words.format(*found.groups()).removesuffix(": ")
            return f"{place}: {failure.url} can't be drawn: {failure.why}"
    return f"{failure.url} can't be drawn: {failure.why}"


@contextmanager
def _silenced(logger: Logger) -> Iterator[None]:
    """Each failure is told once, in a line of ours; the logger is every app's of the process."""
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def draw_all(settings: Settings, progress: Callable[[int, int], None], processes: int = 0) -> Drawn:
    """Draw every page, sheet, file, map and ready plan, keep none of them.

    What can't be drawn is told, and the rest drawn all the same; a sheet that can't be
    printed counts, too.
    """
    asked = replace(settings, published=True, questions=None, proxies=0)
    app = create_app(asked)
    origin = app.config["BASE_URL"] = app.config["BASE_URL"] or NOWHERE
    with TemporaryDirectory(prefix="trail-check-") as name:
        source = SavedApp(app, origin, settings.base_path, Path(name))
        with source.request():
            start = [*sheet_paths(), *offline.saved_paths()]
        with _silenced(app.logger):
            files, left_out = save_reachable(
                source, start, processes or os.cpu_count() or 1, progress
            )
    failures = [replace(missing, is_fault=True) for missing in left_out]
    try:
        to_epub(app.extensions["guide"], origin)
    except ExportError as error:
        failures.append(OmittedSheet("the book", str(error), is_fault=True))
    return Drawn.of(files, failures)
