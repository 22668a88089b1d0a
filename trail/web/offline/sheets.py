"""The printed sheets of one paper, to be saved with the trail: which they are, and their sizes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, current_app, url_for

from trail.base.errors import ExportError
from trail.export.sheets import PAPERS, Sheet, sheets_of
from trail.web.offline.pack import HASH_DIGITS
from trail.web.printing import sheets as printing
from trail.web.shell.context import guide

_Read = Callable[[str], bytes | None]  # of a file by its address


@dataclass(frozen=True)
class PaperSheets:
    """Every sheet on a paper as (url, hash, bytes); no hash where each host has its own codes."""

    paper: str
    name: str
    files: tuple[tuple[str, str | None, int], ...]

    def as_json(self) -> dict[str, object]:
        """As the page's script takes it; the version changes with the sheets alone."""
        named = json.dumps([guide().dataset.digest, self.files])
        return {
            "paper": self.paper,
            "name": self.name,
            "version": hashlib.sha256(named.encode()).hexdigest()[:HASH_DIGITS],
            "bytes": sum(size for _url, _hash, size in self.files),
            "files": [
                {"url": url, "bytes": size} | ({"hash": digest} if digest else {})
                for url, digest, size in self.files
            ],
        }


class _NotYet(Exception):
    """A sheet is still being made beside this process."""


def take_finished(read: _Read) -> None:
    """Have the list tell of sheets that were saved as files, each `read` by its address."""
    current_app.extensions["finished_sheets"] = read


def answer() -> Response:
    """The list of what there is; nobody keeps it before it is whole."""
    found, whole = [], True
    for paper in _papers():
        try:
            sheets = _on(paper)
        except _NotYet:
            whole = False
            continue
        if sheets.files:
            found.append(sheets.as_json())
    body = json.dumps({"papers": found}, ensure_ascii=False, separators=(",", ":"))
    response = Response(body, content_type="application/json")
    if not whole:
        response.headers["Cache-Control"] = "no-store"
    return response


def _papers() -> list[str]:
    """All, or the first alone where each sheet has yet to be made for this answer."""
    made = {"finished_sheets", "shelf"} & set(current_app.extensions)
    return list(PAPERS) if made else list(PAPERS)[:1]


def _on(paper: str) -> PaperSheets:
    files: list[tuple[str, str | None, int]] = []
    for sheet in sheets_of(guide().dataset):
        url = url_for("printing.sheet", name=f"{sheet.name}-{paper}")
        body = _printed(sheet, paper, url) if paper in sheet.papers else None
        if body is not None:
            digest = hashlib.sha256(body).hexdigest()[:HASH_DIGITS]
            files.append((url, digest if printing.known_address() else None, len(body)))
    return PaperSheets(paper, printing.paper_word(paper), tuple(files))


def _printed(sheet: Sheet, paper: str, url: str) -> bytes | None:
    """The sheet as a file; None where it can't be printed: the list of sheets says why."""
    finished: _Read | None = current_app.extensions.get("finished_sheets")
    if finished is not None:
        return finished(url)
    press, address = printing.press(), printing.known_address()
    if not press.ready(sheet.name, paper, address):
        raise _NotYet
    try:
        made = press.measured(sheet.name, paper, address)
    except ExportError:
        return None
    return made.pdf
