"""Running the app: gunicorn for real, Werkzeug's reloading server while developing."""

from __future__ import annotations

import gc
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from trail.base.errors import TrailError
from trail.web.offline import offline
from trail.web.printing import prerender as printroom
from trail.web.serve.logs import Log
from trail.web.serve.reload import Watcher, build_whole, rest, state_of, told, watched
from trail.web.serve.worker import IN_HASTE, PatientWorker, leave_as_it_is
from trail.web.shell import background
from trail.web.shell.settings import Settings

_STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
_BUILT = signal.NSIG + 1  # to ourselves, not a signal: the next app is there


@dataclass(frozen=True)
class Listen:
    """Where to listen, and with how many processes and threads in each.

    A thread makes an answer; whoever is slow to ask or to read holds none.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 8
    access_log: bool = True

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def why_not(listen: Listen) -> str:
    """Why nothing can listen there, in a line; "" where it can.

    gunicorn would try for five seconds and tell it in as many lines.
    """
    if "WERKZEUG_SERVER_FD" in os.environ:  # started again by its reloader, which holds the port
        return ""
    where = f"{listen.address} can't be listened at"
    try:
        family, kind, *_, address = socket.getaddrinfo(
            listen.host, listen.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        return f"{where}: {error.strerror or error}; another port is given as --port or PORT"
    return ""


class _Manager(Arbiter):  # type: ignore[misc]
    """Starts, replaces and ends the workers, and never waits: a stop may come at any time."""

    SIG_NAMES = Arbiter.SIG_NAMES | {_BUILT: "built"}

    def wait_for_signals(self, timeout: float = 1.0) -> list[int]:
        found = list(dict.fromkeys(super().wait_for_signals(timeout)))
        return [sig for sig in found if sig in _STOPS] or found

    def stop(self, graceful: bool = True) -> None:
        background.end_beside()
        self.kill_workers(IN_HASTE)
        super().stop(graceful)

    def handle_hup(self) -> None:
        """Have the next app built beside; `handle_built` takes it up."""
        self.app.renew(lambda: self.SIG_QUEUE.put_nowait(_BUILT))

    def handle_built(self) -> None:
        if self.app.take_new():
            for _ in range(self.cfg.workers):
                self.spawn_worker()
            self.manage_workers()


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our app already built: forked workers share the dataset's memory.

    On SIGHUP the app is built anew, and workers are replaced one by one; when the data
    is faulty the old app stays.
    """

    def __init__(self, app: Flask, listen: Listen, build: Callable[[], Flask]) -> None:
        self._app, self._listen, self._build = app, listen, build
        self._building: Thread | None = None
        self._again = False  # asked for while it was being built, perhaps of older files
        self._new: Flask | None = None
        super().__init__()

    def load_config(self) -> None:
        values: dict[str, Any] = {
            "bind": self._listen.address,
            "workers": self._listen.workers,
            "worker_class": PatientWorker,
            "threads": self._listen.threads,
            # A worker ends itself before; this is for one that hangs.
            "graceful_timeout": 2,
            "loglevel": "warning",
            "logger_class": Log,
            "accesslog": "-" if self._listen.access_log else None,
            # A worker's heartbeat file on disk can stall it; memory can't.
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
        }
        # Newer ones open a socket for commands in the user's home. Ours has none, and needs none.
        if "control_socket_disable" in self.cfg.settings:
            values["control_socket_disable"] = True
        for key, value in values.items():
            self.cfg.set(key, value)

    def run(self) -> None:
        _Manager(self).run()

    def load(self) -> Flask:
        return self._app

    def renew(self, built: Callable[[], None]) -> None:
        """Begin to build the next app; `built` is called from another thread at the end."""
        if self._building:
            self._again = True
            return

        def build() -> None:
            try:
                self._new = self._build()
            except TrailError as error:
                self._app.logger.error("%s", told(error))
            except Exception:
                self._app.logger.exception("the app can't be built anew")
            built()

        self._building = Thread(target=build, daemon=True)
        self._building.start()
        self._built = built

    def take_new(self) -> bool:
        """Have workers forked from now on serve the app that was built; whether there is one."""
        new, self._new, self._building = self._new, None, None
        if self._again:
            self._again = False
            self.renew(self._built)
            return False
        if new is None:
            return False
        self._app, self.callable = new, None
        background.end_beside()
        _prepare(new)
        _settle()
        return True


def serve(app: Flask, settings: Settings, listen: Listen) -> None:
    """Serve until stopped."""

    def renew() -> Flask:
        from trail.web.serve.app import create_app

        folders = watched(settings.data_dir)
        return build_whole(lambda: create_app(settings), lambda: state_of(folders), rest)

    _prepare(app)
    _settle()
    try:
        _Server(app, listen, renew).run()
    finally:
        leave_as_it_is()


def _settle() -> None:
    """Put the app aside from what is looked through for rubbish, again and again in each worker:
    it lives as long as they do, and so stays in memory that they share."""
    gc.unfreeze()  # the app before it
    gc.collect()
    gc.freeze()


def _prepare(app: Flask) -> None:
    """Begin beside the workers what takes long: the sheets, the copy for a phone."""
    printroom.prepare(app)
    offline.prepare(app)


def serve_reloading(settings: Settings, listen: Listen, say: Callable[[str], None]) -> None:
    """Serve for development: a change to the code starts the server again, a change to
    data, templates or static files builds the next app beside the one that serves."""
    from werkzeug.serving import is_running_from_reloader, run_simple

    from trail.web.serve.app import create_app

    folders = watched(settings.data_dir)
    # Looked at first: what changes while the app is built is seen as a change.
    built = state_of(folders)
    app = create_app(settings)
    watcher = Watcher(app, lambda: create_app(settings), lambda: state_of(folders), say, built)
    if is_running_from_reloader():
        Thread(target=watcher.run, args=(Event(),), daemon=True).start()
    run_simple(listen.host, listen.port, watcher, use_reloader=True, threaded=True)
