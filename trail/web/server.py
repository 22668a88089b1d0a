"""Running the app: gunicorn for real, Werkzeug's reloading server while developing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.http import message

from trail.web import offline, printroom
from trail.web.settings import Settings

# gunicorn lowers every limit to its own, and answers a longer line with a bare error. A question
# of 10,000 signs in any script fits into this one, and gets our page.
REQUEST_LINE = message.MAX_REQUEST_LINE = 131_072


@dataclass(frozen=True)
class Listen:
    """Where to listen, and with how many processes and threads in each."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 4


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our app already built: forked workers share the dataset's memory."""

    def __init__(self, app: Flask, listen: Listen) -> None:
        self._app, self._listen = app, listen
        super().__init__()

    def load_config(self) -> None:
        values: dict[str, Any] = {
            "bind": f"{self._listen.host}:{self._listen.port}",
            "workers": self._listen.workers,
            "worker_class": "gthread",
            "threads": self._listen.threads,
            "keepalive": 5,
            "limit_request_line": REQUEST_LINE,
            "loglevel": "warning",
            # A worker's heartbeat file on disk can stall it; memory can't.
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
        }
        for key, value in values.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        return self._app


def serve(app: Flask, listen: Listen) -> None:
    """Serve until stopped."""
    printroom.prepare(app)
    offline.prepare(app)
    _Server(app, listen).run()


def serve_reloading(settings: Settings, listen: Listen) -> None:
    """Serve for development: code, templates and data are picked up as they change."""
    from werkzeug.serving import run_simple

    from trail.web.app import create_app

    app = create_app(settings)
    watched = [str(path) for path in settings.data_dir.rglob("*") if path.is_file()]
    app.config["TEMPLATES_AUTO_RELOAD"] = True
    run_simple(listen.host, listen.port, app, use_reloader=True, extra_files=watched, threaded=True)
