"""A file changed in one step: a reader sees the old bytes or the new, never a part."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from trail.base.errors import EditError


def replace_file(path: Path, old: bytes, new: bytes) -> None:
    """Give a file new bytes, keeping its mode and owner; they are on disk when this returns.

    Raises EditError when the file no longer holds `old`, OSError when it can't be
    written; in both cases it is as it was.
    """
    real = path.resolve()
    before = real.stat()
    # Renaming would replace a file that is there to be read only.
    if not os.access(real, os.W_OK):
        raise PermissionError(13, "is not writable", str(path))
    handle, name = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - an open handle, no path
            stream.write(new)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(PermissionError):
            os.chown(name, before.st_uid, before.st_gid)
        Path(name).chmod(stat.S_IMODE(before.st_mode))
        if real.read_bytes() != old:
            raise EditError(f"{path.name} was changed by somebody else; nothing was written")
        Path(name).replace(real)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_directory(real.parent)


def sync_directory(directory: Path) -> None:
    """Have the names in a directory on disk, where the system lets directories be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
