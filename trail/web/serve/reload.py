"""Building the app anew when its files change, never from files half written.

Files are compared by name, size and time of change. An app counts only when they were
the same before and after it was built; a faulty dataset leaves the app that is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from flask import Flask

from trail.base.errors import DatasetError, TrailError
from trail.base.paths import STATIC, TEMPLATES, TRANSLATIONS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOOK_S = 0.4  # between two looks: an editor that writes in pieces is done by the second
TRIES = 20

State = tuple[tuple[str, int, int, int], ...]
Build = Callable[[], Flask]
Say = Callable[[str], None]


def state_of(folders: Iterable[Path]) -> State:
    """What lies there: path, bytes, time of change (ns) and inode of every file."""
    return tuple(sorted(entry for folder in folders for entry in _entries(folder)))


def _entries(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    for path in folder.rglob("*"):
        try:
            found = path.stat()
        except OSError:  # gone between listing and asking
            continue
        if path.is_file():
            yield str(path), found.st_size, found.st_mtime_ns, found.st_ino


def watched(data_dir: Path) -> tuple[Path, ...]:
    """The folders that an app is made of, besides code."""
    return data_dir, TEMPLATES, STATIC, TRANSLATIONS


def told(error: TrailError) -> str:
    """Why the files can't be used, with every fault."""
    count = f"\n{len(error.problems)} in all" if isinstance(error, DatasetError) else ""
    return f"{error}{count}\nthe files are not used; what was served before goes on"


def build_whole(build: Build, look: Callable[[], State], wait: Callable[[], object]) -> Flask:
    """The app from files that nobody wrote to meanwhile; raises DatasetError as `build` does."""
    for _ in range(TRIES):
        before = look()
        wait()
        if look() != before:
            continue
        try:
            app = build()
        except TrailError:
            # Half-written files are faulty too: only faults that stay count.
            if look() == before:
                raise
            continue
        if look() == before:
            return app
    raise TrailError("the files are still being written; nothing was read")


@dataclass
class Watcher:
    """Serves the newest app there is, and builds the next one beside it.

    `look_again` is called over and over: it needs two looks that agree before it builds.
    """

    app: WSGIApplication
    build: Build
    look: Callable[[], State]
    say: Say
    built: State  # of the files that `app` was made of
    _last: State = ()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return self.app(environ, start)

    def look_again(self) -> bool:
        """Build where files changed and came to rest; whether a new app is served now."""
        now = self.look()
        rested, self._last = now == self._last, now
        if not rested or now == self.built:
            return False
        try:
            app = self.build()
        except TrailError as error:
            if self.look() == now:
                self.built = now
                self.say(told(error))
            return False
        if self.look() != now:
            return False
        self.built, self.app = now, app
        self.say("the files changed and are served now")
        return True

    def run(self, stop: Event) -> None:
        """Look again until told to stop."""
        while not stop.wait(LOOK_S):
            try:
                self.look_again()
            except Exception as error:  # a watcher that dies would leave old pages unnoticed
                self.say(f"the files could not be looked at: {error!r}")


def rest() -> None:
    time.sleep(LOOK_S)
