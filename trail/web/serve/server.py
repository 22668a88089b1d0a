"""Running the app: gunicorn for real, Werkzeug's reloading server while developing."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.http import message

from trail.base.errors import TrailError
from trail.web.offline import offline
from trail.web.printing import prerender as printroom
from trail.web.serve.logs import Log
from trail.web.serve.reload import Watcher, build_whole, rest, state_of, told, watched
from trail.web.shell.settings import Settings

# gunicorn lowers every limit to its own, and answers a longer line with a bare error. A question
# of 10,000 signs in any script fits into this one, and gets our page.
REQUEST_LINE = message.MAX_REQUEST_LINE = 131_072


@dataclass(frozen=True)
class Listen:
    """Where to listen, and with how many processes and threads in each.

    A thread is what one slow reader holds; more of them cost little.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 16
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


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our app already built: forked workers share the dataset's memory.

    On SIGHUP the app is built anew, and workers are replaced one by one; when the data
    is faulty the old app stays.
    """

    def __init__(self, app: Flask, listen: Listen, renew: Callable[[], Flask]) -> None:
        self._app, self._listen, self._renew = app, listen, renew
        super().__init__()

    def load_config(self) -> None:
        values: dict[str, Any] = {
            "bind": self._listen.address,
            "workers": self._listen.workers,
            "worker_class": "gthread",
            "threads": self._listen.threads,
            "keepalive": 5,
            "limit_request_line": REQUEST_LINE,
            "loglevel": "warning",
            "logger_class": Log,
            "accesslog": "-" if self._listen.access_log else None,
            # Who asked, and by what scheme, is for ProxyFix and TRAIL_PROXIES alone to say.
            "forwarded_allow_ips": "",
            # A worker's heartbeat file on disk can stall it; memory can't.
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
        }
        # Newer ones open a socket for commands in the user's home. Ours has none, and needs none.
        if "control_socket_disable" in self.cfg.settings:
            values["control_socket_disable"] = True
        for key, value in values.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        return self._app

    def reload(self) -> None:
        try:
            self._app = self._renew()
        except TrailError as error:
            self._app.logger.error("%s", told(error))
        else:
            _prepare(self._app)
            self.callable = None
        super().reload()


def serve(app: Flask, settings: Settings, listen: Listen) -> None:
    """Serve until stopped."""

    def renew() -> Flask:
        from trail.web.serve.app import create_app

        folders = watched(settings.data_dir)
        return build_whole(lambda: create_app(settings), lambda: state_of(folders), rest)

    _prepare(app)
    _Server(app, listen, renew).run()


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
