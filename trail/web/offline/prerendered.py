"""Finished pages that all processes of a server share: written by one, read by the others.

An unnamed file holds them: a length, then an index as JSON, then the bodies. The length is
written last, so that there is nothing to read before all of it is there. The file is made
with its app, so nothing in it is ever of other data.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from sys import intern
from threading import Lock

from trail.web.shell.page_cache import Kept, Key

_LENGTH = 8  # bytes that say how long the index is


class PrerenderedPages:
    """Answers in an open file; `find` gives none until `write` is through."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._lock = Lock()
        self._places: dict[Key, tuple[int, int, tuple[tuple[str, str], ...]]] = {}

    def __del__(self) -> None:
        os.close(self._file)

    def write(self, answers: Iterable[tuple[Key, Kept]]) -> None:
        """All answers at once; raises OSError where there is no room for them."""
        index, bodies, at = [], [], 0
        for key, kept in answers:
            index.append([key, at, len(kept.body), kept.headers])
            bodies.append(kept.body)
            at += len(kept.body)
        head = json.dumps(index).encode()
        with os.fdopen(os.dup(self._file), "wb") as file:
            file.seek(_LENGTH)
            file.write(head)
            for body in bodies:
                file.write(body)
        os.pwrite(self._file, len(head).to_bytes(_LENGTH, "big"), 0)

    def find(self, key: Key) -> Kept | None:
        """The answer, read from the file; None where it is not there, or not yet."""
        with self._lock:
            if not self._places:
                self._read()
        place = self._places.get(key)
        if place is None:
            return None
        at, length, headers = place
        body = os.pread(self._file, length, at)
        return Kept(body, headers) if len(body) == length else None

    def _read(self) -> None:
        length = int.from_bytes(os.pread(self._file, _LENGTH, 0), "big")
        if length:
            start = _LENGTH + length
            self._places = {
                # Most headers are the same on every page.
                (key[0], key[1], key[2]): (
                    start + at,
                    size,
                    tuple((intern(name), intern(value)) for name, value in headers),
                )
                for key, at, size, headers in json.loads(os.pread(self._file, length, _LENGTH))
            }
