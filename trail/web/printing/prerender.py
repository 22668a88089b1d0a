"""Makes the sheets beside the workers, so that no reader waits for them."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from flask import Flask

from trail import __version__
from trail.base.errors import ExportError
from trail.export.sheets import Sheet, SheetCache, class_sheets_of, sheets_of
from trail.web.maps.bulk import make_everything
from trail.web.printing.sheets import address, known_address, press, shown_paper
from trail.web.shell import background
from trail.web.shell.context import guide


def prepare(app: Flask) -> None:
    """Have the sheets made by a process of its own; before the workers are forked.

    The folder lives as long as the server, so nothing in it is ever of another program
    or dataset. Only that process writes: a made-up host name fills no disk, and where
    the disk is full the workers set each sheet themselves.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="trail-sheets-"))
    except OSError:
        app.logger.exception("no room for finished sheets; each is made when it is asked for")
        return
    server = os.getpid()
    _shelve(app, folder)
    languages = app.extensions["languages"]
    languages.when_built.append(lambda _code, made: _shelve(made, folder))
    atexit.register(_clear, folder, server)

    def make_all() -> None:
        make_everything()
        fill(app)
        for _code, made in languages.sound():
            fill(made)

    # A server that stops takes the folder away: that is no fault.
    background.beside(
        app, make_all, lambda: "the sheets can't be made ahead" if folder.is_dir() else None
    )


def _shelve(app: Flask, folder: Path) -> None:
    digest = app.extensions["guide"].dataset.digest
    app.extensions["sheet_cache"] = SheetCache(folder, f"{__version__} {digest}")
    app.extensions.pop("presses", None)


def fill(app: Flask) -> None:
    """What the list shows first, then every paper where the public address is known."""
    origin = app.config["BASE_URL"] or "http://localhost"
    with app.test_request_context(base_url=f"{origin}{app.config['BASE_PATH']}"):
        sheets = sheets_of(guide().dataset)
        base_url = known_address()
        whole: list[Sheet] = []
        for found in sheets:
            if _prerendered(app, found.name, shown_paper(found), base_url):
                whole.append(found)
        if base_url is None:
            return
        for found in whole:
            press().prerender_pictures(found.name, shown_paper(found), address())
        others = [(found.name, list(found.papers)[1:]) for found in sheets]
        others += [(found.name, list(found.papers)) for found in class_sheets_of(guide().dataset)]
        for name, papers in others:
            for paper in papers:
                _prerendered(app, name, paper, base_url)


def _prerendered(app: Flask, name: str, paper: str, base_url: str | None) -> bool:
    """Put a sheet on the shelf, or why it can't be printed; the others are made all the same."""
    try:
        press().prerender(name, paper, base_url)
    except ExportError as error:
        app.logger.warning("the sheet %s on %s can't be printed: %s", name, paper, error)
        return False
    return True


def _clear(folder: Path, server: int) -> None:
    # Workers leave through the same door; only the server takes the folder away.
    if os.getpid() == server:
        shutil.rmtree(folder, ignore_errors=True)
