"""Where a site goes: built aside, swapped in whole, and never over what is not ours.

Beside OUT there is, while a site is being made, `.OUT.trail-new`. Whoever makes it holds a
lock on that directory; what an interrupted run left there is cleared by the next one.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trail.base.errors import ExportError

MARKER = ".trail-publish.json"  # lists every file of a published site
PATIENCE_S = 10.0
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_MOST_NAMED = 3


class PublishTarget:
    """The directory a site is published to, and the one beside it where it is made."""

    def __init__(self, out: Path, keep_out: Iterable[Path] = ()) -> None:
        try:
            # A link to a directory stands for that directory.
            self.out = out.resolve()
        except RuntimeError as error:
            raise ExportError(f"{out}: a link that leads in a circle; remove it") from error
        self._shown = out
        self._keep_out = [path.resolve() for path in keep_out]

    @property
    def aside(self) -> Path:
        """Where it is made. Only a directory that has a name has one beside it; see `check`."""
        return self.out.with_name(f".{self.out.name}.trail-new")

    def check(self) -> None:
        """Refuse, before anything is made, a place that can't or mustn't be written."""
        if not self.out.name:
            raise ExportError(f"{self._shown}: can't be replaced whole; name a directory in it")
        if self._shown.is_symlink() and not self.out.exists():
            raise ExportError(f"{self._shown}: a link that leads nowhere; remove it")
        for kept in self._keep_out:
            if self.out == kept or kept in self.out.parents or self.out in kept.parents:
                raise ExportError(
                    f"{self._shown}: overlaps with {kept}, which the trail is made from; "
                    "choose another directory"
                )
        if self.out.exists() and not self.out.is_dir():
            raise ExportError(f"{self._shown}: is a file; name a directory")
        if not self.out.parent.is_dir():
            raise ExportError(f"{self._shown}: there is no directory {self.out.parent}; make it")
        if self.out.is_dir():
            self._check_ours()

    def _check_ours(self) -> None:
        there = {
            path.relative_to(self.out).as_posix()
            for path in self.out.rglob("*")
            if path.is_symlink() or not path.is_dir()
        }
        if not there:
            return
        made = _listed(self.out / MARKER)
        if made is None:
            raise ExportError(
                f"{self._shown}: is not empty, and was not made by trail publish; "
                "name a new or an empty directory"
            )
        foreign = sorted(there - made)
        if foreign:
            named = ", ".join(foreign[:_MOST_NAMED])
            more = len(foreign) - _MOST_NAMED
            raise ExportError(
                f"{self._shown}: holds what trail publish did not make: {named}"
                f"{f' and {more:,} more' if more > 0 else ''}; move it away"
            )

    @contextmanager
    def making(self) -> Iterator[Path]:
        """An empty directory aside, ours alone; gone at the end, whatever happened."""
        self.check()
        lock = self._lock()
        try:
            self._mend()
            _empty(self.aside)
            yield self.aside
        finally:
            with suppress(OSError):
                shutil.rmtree(self.aside)
            os.close(lock)

    @property
    def _old(self) -> Path:
        return self.aside / "old"

    def _mend(self) -> None:
        """A run that ended between the two steps of a swap left the old site aside."""
        if self._old.is_dir() and not self.out.exists():
            self._old.rename(self.out)

    def _lock(self) -> int:
        until = time.monotonic() + PATIENCE_S
        while True:
            with suppress(FileExistsError):
                self.aside.mkdir()
            if self.aside.is_symlink() or not self.aside.is_dir():
                raise ExportError(f"{self.aside}: is in the way; remove it")
            lock = os.open(self.aside, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Who held it before may have moved that directory away meanwhile.
                if os.path.samestat(os.fstat(lock), self.aside.stat()):
                    return lock
            except (BlockingIOError, FileNotFoundError):
                pass
            except OSError:
                os.close(lock)
                raise
            os.close(lock)
            if time.monotonic() > until:
                raise ExportError(f"{self._shown}: is being published by another process")
            time.sleep(0.1)

    def swap(self, made: Path) -> None:
        """Put what was made in the place of what was there, in one step."""
        self.check()
        write_marker(made)
        if not self.out.exists():
            made.rename(self.out)
        elif not _exchange(made, self.out):
            # Two steps, where the system has none that does both: for a moment there is nothing.
            self.out.rename(self._old)
            made.rename(self.out)


def write_marker(folder: Path) -> None:
    """List every file, so that a later run knows what it may replace."""
    marker = folder / MARKER
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    listed = sorted(names | {MARKER})
    marker.write_text(json.dumps({"made_by": "trail publish", "files": listed}, indent=0) + "\n")


def _listed(marker: Path) -> set[str] | None:
    try:
        found = json.loads(marker.read_text())
        return set(found["files"]) if found["made_by"] == "trail publish" else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _exchange(one: Path, other: Path) -> bool:
    """Swap two directories in one step; False where the system can't."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    names = os.fsencode(one), os.fsencode(other)
    if rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP):
        return False
    raise OSError(number, os.strerror(number), str(other))
