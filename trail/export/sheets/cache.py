"""Finished sheets in a folder: one process makes them, the others take them from there."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

_DIGEST = 32  # bytes before a file's body, by which a broken file is known


class SheetCache:
    """Bytes by their key, in a folder of one program and one dataset (`edition` names both)."""

    def __init__(self, folder: Path, edition: str) -> None:
        self._folder, self._edition = folder, edition

    def find(self, key: Sequence[object]) -> bytes | None:
        """What lies there whole; None where nothing does."""
        try:
            found = self._file(key).read_bytes()
        except OSError:
            return None
        digest, body = found[:_DIGEST], found[_DIGEST:]
        return body if sha256(body).digest() == digest else None

    def keep(self, key: Sequence[object], body: bytes) -> None:
        """Put it there at once or not at all; OSError where there is no room."""
        file = self._file(key)
        part = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            part.write_bytes(sha256(body).digest() + body)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)

    def _file(self, key: Sequence[object]) -> Path:
        named = json.dumps([self._edition, *map(str, key)])
        return self._folder / sha256(named.encode()).hexdigest()
