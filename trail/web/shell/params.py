"""What a request may carry besides its path.

Whoever shares a link may hang something of his own on it (fbclid, utm_source). What no view
takes is dropped before anything else looks at the request, so that such an address is the
bare one, kept and redirected as that. Only the API refuses it, as its standard says, and the
planner where one of its own fields is misspelt: a plan of other numbers would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus, urlsplit

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect

from trail.base.errors import InvalidParameter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ALLOWED: dict[str, frozenset[str]] = {}
_OWN: set[str] = set()
_NEAR = 0.8  # how alike two names are when one is the other misspelt; 1 is the same
_SHORTEST = 3  # letters of a name that can be told from a stranger's when misspelt
_MOST_LOOKED_AT = 50  # names of others in one address that are compared with ours


def allow(endpoint: str, *names: str) -> None:
    """Let the view behind `endpoint` take these query parameters."""
    _ALLOWED[endpoint] = frozenset(names)


def leave_to_view(endpoint: str) -> None:
    """Let the view behind `endpoint` check its own: which it takes hangs on the path."""
    _OWN.add(endpoint)


def meant_by(name: str, names: frozenset[str]) -> str | None:
    """The one of our names that a name is near to, and is not."""
    ours = [each for each in sorted(names) if len(each) >= _SHORTEST]
    return next(iter(get_close_matches(name[:40].lower(), ours, n=1, cutoff=_NEAR)), None)


class OwnParameters:
    """The app, asked with such parameters as its views take, and no others."""

    def __init__(self, app: WSGIApplication, rules: Map) -> None:
        self._app, self._rules = app, rules

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        if query:
            path = environ.get("PATH_INFO", "").encode("latin-1").decode(errors="replace")
            endpoint = self._endpoint(path, environ["REQUEST_METHOD"])
            if endpoint not in _OWN:
                environ["QUERY_STRING"] = "&".join(_ours(query, _names(endpoint)))
        return self._app(environ, start_response)

    def _endpoint(self, path: str, method: str) -> str | None:
        """The view that a path leads to, also by way of a redirect."""
        rules = self._rules.bind("localhost")
        for _ in range(2):
            try:
                return str(rules.match(path, method)[0])
            except RequestRedirect as redirect:
                path = unquote(urlsplit(redirect.new_url).path)
            except HTTPException:
                break
        return None


def _names(endpoint: str | None) -> frozenset[str]:
    return _ALLOWED.get(endpoint or "", frozenset())


def _ours(query: str, names: frozenset[str]) -> Iterator[str]:
    """The pieces of a query that a view takes, and those that it would if they were spelt right."""
    looked_at = 0
    for part in query.split("&") if names else ():
        name = unquote_plus(part.partition("=")[0], errors="replace")
        if name in names:
            yield part
        elif looked_at < _MOST_LOOKED_AT:
            looked_at += 1
            if meant_by(name, names):
                yield part


def refuse_misspelt() -> None:
    """Answer 400 to one of our own parameters misspelt, and name the right one."""
    if not request.endpoint or request.endpoint in _OWN:
        return
    names = _names(request.endpoint)
    for name, value in request.args.items(multi=True):
        if name not in names:
            raise InvalidParameter(name, value, meant_by(name, names) or "")


def init_params(app: Flask) -> None:
    """Let nothing else come to `app`."""
    app.before_request(refuse_misspelt)
    app.wsgi_app = OwnParameters(app.wsgi_app, app.url_map)  # type: ignore[method-assign]
