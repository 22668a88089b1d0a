"""`trail publish`: crawl, complete, check, and put in place."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from trail.base.errors import ExportError
from trail.base.paths import STATIC, TEMPLATES
from trail.curation.sites.examples import examples_left
from trail.export.sheets import SheetCache
from trail.export.sheets.letters import font_remarks
from trail.web.offline import offline
from trail.web.offline.crawl import AnsweredFile, reachable
from trail.web.offline.pack import LEFT_OUT, make_pack
from trail.web.offline.sheets import take_finished as take_finished_sheets
from trail.web.printing import sheets as printing
from trail.web.publish.archive import check_file, zipped
from trail.web.publish.check import FaultySite, PublishedSite
from trail.web.publish.drawing import DrawingFailed, Drawn
from trail.web.publish.headers import FILE as HEADERS_FILE
from trail.web.publish.headers import headers_file, overrun
from trail.web.publish.place import PublishTarget
from trail.web.publish.portable import portable
from trail.web.publish.saving import (
    NOT_FOUND,
    OmittedSheet,
    SavedApp,
    SavedFile,
    save_reachable,
)
from trail.web.serve.app import create_app
from trail.web.shell.features import sheet_paths
from trail.web.shell.settings import Settings

Progress = Callable[[int, int], None]
# Stops hosts that would leave out files whose names begin with _ or a dot.
NO_JEKYLL = ".nojekyll"
# Addresses that no page links to.
_MACHINES = (
    "offline.page",
    "offline.manifest",
    "offline.service_worker",
)
# The same, once for all languages.
_OF_THE_WHOLE = (
    "addresses.robots",
    "addresses.security",
    "addresses.sitemap",
)


@dataclass(frozen=True)
class PublishOptions:
    """What to make: a site in the directory `out`, its portable copy as the zip file `zip`."""

    out: Path | None = None
    portable: bool = False
    zip: Path | None = None
    precompress: bool = False
    processes: int = 0  # 0: as many as there are cores
    with_examples: bool = False  # those that a new trail begins with


@dataclass(frozen=True)
class Published:
    """What was made."""

    pages: int
    files: int
    size: int  # bytes, without the precompressed ones
    left_out: tuple[OmittedSheet, ...] = ()
    note: str | None = None  # what some hosts would leave out of it
    remarks: tuple[str, ...] = ()  # names that no font of the sheets shows


def publish(
    settings: Settings, options: PublishOptions, progress: Progress = lambda _d, _k: None
) -> Published:
    """Make what is asked for; the old site stays until the new one is whole and sound.

    Raises:
        ExportError: a place that can't be written, a site with faults (FaultySite), or
            examples of a new trail left in it.
        DatasetError: the dataset is faulty.
    """
    if options.zip is not None:
        check_file(options.zip)
    with _workplace(settings, options) as (folder, place):
        app = create_app(replace(settings, published=True, questions=None, proxies=0))
        languages: Mapping[str, Flask] = app.extensions["languages"]
        origin = app.config["BASE_URL"]
        if not origin:
            raise ExportError(
                "where will the site be found? Give --base-url, such as "
                "https://trail.example.org, or base_url in trail.yaml"
            )
        dataset = app.extensions["guide"].dataset
        left = examples_left(dataset)
        if left and not options.with_examples:
            raise ExportError(
                f"examples are left in place: {left}; replace or remove them, "
                "or publish them with --with-examples"
            )
        made, compiled = folder / "site", folder / "templates"
        made.mkdir()
        compiled.mkdir()
        files, left_out = [], []
        for path, speaking in (("", app), *((f"/{code}", languages[code]) for code in languages)):
            # What one process has compiled of the templates, the others take from there.
            speaking.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
            base_path = f"{settings.base_path}{path}"
            source = SavedApp(
                speaking, origin, base_path, made, options.precompress, settings.base_path
            )
            saved, missing = _save(source, options.processes or os.cpu_count() or 1, progress)
            files += saved
            left_out += missing
        files.sort(key=lambda saved: saved.path)
        _write(made / HEADERS_FILE, headers_file(files, settings.base_path).encode())
        _write(made / NO_JEKYLL, b"")
        drawn = Drawn.of(files, left_out)
        if drawn.failures:
            raise DrawingFailed(drawn.failures)
        _sound(PublishedSite(made, origin, settings.base_path))
        copied = folder / "portable"
        if options.zip is not None or options.portable:
            for path, body in portable(files, made, settings.base_path):
                _write(copied / path, body)
            _sound(PublishedSite(copied, ""))  # nothing in it is at an address
        if options.zip is not None:
            paths = sorted(path for path in copied.rglob("*") if path.is_file())
            named = ((path.relative_to(copied).as_posix(), path.read_bytes()) for path in paths)
            zipped(options.zip.stem, named, options.zip)
        chosen = copied if options.portable else made
        count = replace(
            _count(chosen, files),
            left_out=tuple(left_out),
            note=overrun((made / HEADERS_FILE).read_text()) if chosen is made else None,
            remarks=tuple(font_remarks(dataset, dataset.trail.lang)),
        )
        if place is not None:
            place.swap(chosen)
    return count


@contextmanager
def _workplace(
    settings: Settings, options: PublishOptions
) -> Iterator[tuple[Path, PublishTarget | None]]:
    """Where to work: beside the directory to be replaced, or beside the zip file."""
    if options.zip is not None and options.out is None:
        # Beside the zip file and by its name, so that what a killed run left there is
        # cleared by the next one, and two runs don't make the same file at once.
        aside = PublishTarget(options.zip.with_name(f".{options.zip.name}.pages"))
        with aside.making() as folder:
            yield folder, None
        return
    if options.out is None:
        raise ValueError("neither a directory nor a file to publish to")
    place = PublishTarget(options.out, (settings.data_dir, STATIC, TEMPLATES))
    with place.making() as folder:
        yield folder, place


def _sound(site: PublishedSite) -> None:
    faults = site.faults()
    if faults:
        raise FaultySite(faults)


def _count(folder: Path, files: list[SavedFile]) -> Published:
    sizes = [(folder / file.path).stat().st_size for file in files if (folder / file.path).exists()]
    pages = sum(file.is_page and (folder / file.path).exists() for file in files)
    return Published(pages, len(sizes), sum(sizes))


def _write(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


def _save(
    source: SavedApp, processes: int, progress: Progress
) -> tuple[list[SavedFile], list[OmittedSheet]]:
    """All files of the site, saved, and the sheets that can't be printed."""
    app = source.app
    with source.request():
        # Sheets take longest: the work is shared out evenly when they are begun with.
        start = [*sheet_paths(), *offline.saved_paths()]
        start += [app.url_for(name) for name in _MACHINES]
        if source.base_path == source.site_path:
            start += [app.url_for(name) for name in _OF_THE_WHOLE]
    files, left_out = save_reachable(source, start, processes, progress)
    files.append(_list_of_sheets(source))
    files += _offline_copy(source, files)
    files.append(_page_for_nothing(source))
    return files, left_out


def _list_of_sheets(source: SavedApp) -> SavedFile:
    """The list, of the sheets as they were saved: else they would all be made again for it."""
    with (
        TemporaryDirectory(dir=source.folder.parent) as folder,
        source.request(),
    ):
        dataset = source.app.extensions["guide"].dataset
        printing.take_published(
            SheetCache(Path(folder), dataset.digest),
            lambda url: _bytes_of(source.folder / source.path_of(url)),
        )
        saved = source.save(source.app.url_for("printing.index"))
    if saved is None:
        raise ExportError("the list of sheets is not there")
    return saved


def _bytes_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _offline_copy(source: SavedApp, files: list[SavedFile]) -> Iterator[SavedFile]:
    """The copy for a phone, of the pages as they were saved, and the list of it."""
    by_url = {file.url: file for file in files}

    with source.request():
        begin = offline.saved_paths()
        listing = source.app.url_for("offline.listing")
        others = [source.app.url_for(f"offline.{name}") for name in ("sheets", "newest")]
        take_finished_sheets(lambda url: _bytes_of(source.folder / source.path_of(url)))
    chosen = reachable(source, by_url.get, begin, LEFT_OUT)
    store: offline.PackStore = source.app.extensions["offline"]
    store.keep(source.base_path, make_pack(_as_asked(source, file) for file in chosen))
    told = source.ask(listing)
    parts = [part["url"] for part in json.loads(told.body)["parts"]] if told else []
    for url in (listing, *others, *parts):
        saved = source.save(url)
        if saved is None:
            raise ExportError(f"{url}: the offline copy is not there")
        yield saved


def _as_asked(source: SavedApp, file: SavedFile) -> AnsweredFile:
    return AnsweredFile(
        file.url, file.headers, file.facts, (source.folder / file.path).read_bytes()
    )


def _page_for_nothing(source: SavedApp) -> SavedFile:
    """What a host shows for an address that is not there."""
    url = f"{source.base_path}/{NOT_FOUND}"
    answer = source.ask(url, 404)
    if answer is None:
        raise ExportError(f"{url}: the app has a page there")
    return source.write(source.path_of(url), answer)
