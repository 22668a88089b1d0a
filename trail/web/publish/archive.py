"""Files that hold the whole trail: written aside and swapped in, the same bytes each time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from trail.base.errors import ExportError
from trail.export.books.epub import MADE_BY, PACKAGE
from trail.web.publish.place import MARKER

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can name
_MODE = 0o644 << 16
STORED = (".png", ".pdf", ".jpg", ".zip")  # compressed already


def zipped(folder: str, files: Iterable[tuple[str, bytes]], to: Path) -> None:
    """Write a zip file of the files, below one folder in it, in their order."""
    check_file(to)
    with _swapped(to) as aside, zipfile.ZipFile(aside, "w") as archive:
        listed = []
        for path, body in files:
            listed.append(path)
            _add(archive, f"{folder}/{path}", body)
        _add(archive, f"{folder}/{MARKER}", b"")


def write_file(body: bytes, to: Path) -> None:
    """Write a finished file whole or not at all."""
    check_file(to)
    with _swapped(to) as aside:
        aside.write_bytes(body)


def check_file(to: Path) -> None:
    """Refuse to write over what is not ours."""
    if to.is_dir():
        raise ExportError(f"{to}: is a directory; name a file")
    if not to.absolute().parent.is_dir():
        raise ExportError(f"{to}: there is no directory {to.absolute().parent}; make it")
    if (to.exists() or to.is_symlink()) and not _is_ours(to):
        raise ExportError(f"{to}: was not made by trail publish; name another file")


def _is_ours(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if any(name.endswith(f"/{MARKER}") for name in names):
                return True
            return PACKAGE in names and MADE_BY.encode() in archive.read(PACKAGE)
    except (OSError, zipfile.BadZipFile):
        return False


def _add(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.external_attr, info.create_system = _MODE, 3
    info.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
    archive.writestr(info, body)


class _swapped:  # noqa: N801 - a context manager in the shape of a function
    """A file aside that takes the place of `to` at the end, or goes where something failed."""

    def __init__(self, to: Path) -> None:
        self._to = to
        self._aside = to.with_name(f".{to.name}.trail-new")

    def __enter__(self) -> Path:
        return self._aside

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is None:
            self._aside.replace(self._to)
        else:
            with suppress(OSError):
                self._aside.unlink()
