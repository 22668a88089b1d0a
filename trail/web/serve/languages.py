"""Every language an app of its own, in its folder: /ja/, /ru/. It is built when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.utils import redirect

from trail.base.errors import TrailError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_FAULTY = b"This language can't be shown just now.\n"


class LanguageApps(Mapping[str, Flask]):
    """By code the app of each language beside the trail's own.

    `when_built` is called with the code and the app of each that is built from then on, in
    whichever process that is.
    """

    def __init__(self, codes: Iterable[str], build: Callable[[str], Flask]) -> None:
        self._codes = tuple(codes)
        self._build = build
        self._built: dict[str, Flask] = {}
        self._faulty: dict[str, TrailError] = {}
        self.when_built: list[Callable[[str, Flask], None]] = []
        self._lock = Lock()

    def __getitem__(self, code: str) -> Flask:
        if code not in self._codes:
            raise KeyError(code)
        with self._lock:
            # What failed once fails until the app is built anew.
            if code in self._faulty:
                raise self._faulty[code]
            if code not in self._built:
                try:
                    made = self._build(code)
                except TrailError as error:
                    self._faulty[code] = error
                    raise
                for call in self.when_built:
                    call(code, made)
                self._built[code] = made
            return self._built[code]

    def sound(self) -> Iterator[tuple[str, Flask]]:
        """Those that can be built, each built by the time it is its turn."""
        for code in self._codes:
            with suppress(TrailError):
                yield code, self[code]

    def __contains__(self, code: object) -> bool:
        # Not by building it, as a Mapping would.
        return code in self._codes

    def __iter__(self) -> Iterable[str]:  # type: ignore[override]
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


class InLanguages:
    """The app at the root, and each language in the folder of its code."""

    def __init__(self, app: WSGIApplication, apps: LanguageApps, owner: Flask) -> None:
        self._app, self._apps, self._owner = app, apps, owner

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        code = path[1:].partition("/")[0]
        if code not in self._apps:
            return self._app(environ, start_response)
        above = environ.get("SCRIPT_NAME", "")
        if path == f"/{code}":
            return redirect(f"{above}{path}/", 308)(environ, start_response)
        try:
            app = self._apps[code]
        except TrailError as error:
            self._owner.logger.error("%s can't be shown: %s", code, error)
            headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
            start_response("503 SERVICE UNAVAILABLE", headers)
            return (_FAULTY,)
        inside = {
            **environ,
            "SCRIPT_NAME": f"{above}/{code}",
            "PATH_INFO": path.removeprefix(f"/{code}"),
        }
        return app.wsgi_app(inside, start_response)
