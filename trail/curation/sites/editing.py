"""A file of the dataset changed only where the whole stays without fault."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from trail import dataset
from trail.base.errors import EditError
from trail.base.files import replace_file
from trail.dataset.schema.whole import Dataset
from trail.guide.checking import checked

_READ = (".yaml", ".yml", ".json", ".geojson", ".svg", ".jpg")
_DEPTH = 2  # directories below the dataset's own that it may keep files in


def change_file(
    directory: Path, name: str, old: bytes, new: bytes, added: Mapping[str, bytes] | None = None
) -> Dataset:
    """Give one file new bytes, and put the files of `added` beside it; the dataset as it then is.

    It is checked on a copy first. Raises DatasetError when it would have faults,
    EditError or OSError when a file can't be written; nothing was written then.
    """
    return change_files(directory, {name: (old, new)}, added)


def change_files(
    directory: Path,
    changes: Mapping[str, tuple[bytes, bytes]],
    added: Mapping[str, bytes] | None = None,
) -> Dataset:
    """The same for several files, each with its old and its new bytes: all of them or none."""
    files = added or {}
    for file in files:
        if os.path.lexists(directory / file):
            raise EditError(f"there is a {file} already; nothing is overwritten")
    with tempfile.TemporaryDirectory(prefix="trail-") as holder:
        copy = Path(holder) / "data"
        _copy(directory, copy, _DEPTH)
        for file, body in {**files, **{name: new for name, (_, new) in changes.items()}}.items():
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            (copy / file).write_bytes(body)
        found = checked(copy)
        # A translation speaks of what there is, too.
        for language in found.languages:
            dataset.load(copy, language.code)
    done: list[str] = []
    try:
        for file, body in files.items():
            (directory / file).parent.mkdir(parents=True, exist_ok=True)
            (directory / file).write_bytes(body)
        for name, (old, new) in changes.items():
            replace_file(directory / name, old, new)
            done.append(name)
    except BaseException:
        for file in files:
            (directory / file).unlink(missing_ok=True)
        for name in done:
            old, new = changes[name]
            replace_file(directory / name, new, old)
        raise
    return found


def _copy(source: Path, target: Path, depth: int) -> None:
    """Copy what a dataset is read from; the directory may be a repository and hold more."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        if path.is_file() and path.suffix in _READ:
            shutil.copyfile(path, target / path.name)
        elif depth and path.is_dir() and not path.is_symlink() and path.name[:1] not in "._":
            _copy(path, target / path.name, depth - 1)
