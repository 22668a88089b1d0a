"""A file of the dataset changed only where the whole stays without fault."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from trail.base.files import replace_file
from trail.dataset.schema.whole import Dataset
from trail.guide.checking import checked

_READ = (".yaml", ".yml", ".json", ".geojson", ".svg")
_DEPTH = 2  # directories below the dataset's own that it may keep files in


def change_file(directory: Path, name: str, old: bytes, new: bytes) -> Dataset:
    """Give one file new bytes; the dataset as it then is.

    It is checked on a copy first. Raises DatasetError when it would have faults,
    EditError or OSError when the file can't be replaced; nothing was written then.
    """
    with tempfile.TemporaryDirectory(prefix="trail-") as holder:
        copy = Path(holder) / "data"
        _copy(directory, copy, _DEPTH)
        (copy / name).write_bytes(new)
        found = checked(copy)
    replace_file(directory / name, old, new)
    return found


def _copy(source: Path, target: Path, depth: int) -> None:
    """Copy what a dataset is read from; the directory may be a repository and hold more."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        if path.is_file() and path.suffix in _READ:
            shutil.copyfile(path, target / path.name)
        elif depth and path.is_dir() and not path.is_symlink() and path.name[:1] not in "._":
            _copy(path, target / path.name, depth - 1)
