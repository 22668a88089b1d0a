"""What a request may carry besides its path: nothing, unless a view says so."""

from __future__ import annotations

from flask import Flask, request

from trail.base.errors import InvalidParameter

_ALLOWED: dict[str, frozenset[str]] = {}
_OWN: set[str] = set()


def allow(endpoint: str, *names: str) -> None:
    """Let the view behind `endpoint` take these query parameters."""
    _ALLOWED[endpoint] = frozenset(names)


def leave_to_view(endpoint: str) -> None:
    """Let the view behind `endpoint` check its own: which it takes hangs on the path."""
    _OWN.add(endpoint)


def refuse_unknown() -> None:
    """Answer 400 to a query parameter that no view asked for: a typo never passes silently."""
    if not request.endpoint or request.endpoint in _OWN:
        return
    known = _ALLOWED.get(request.endpoint, frozenset())
    for name, value in request.args.items(multi=True):
        if name not in known:
            listed = ", ".join(sorted(known)) or "no query parameters at this address"
            raise InvalidParameter(name, value, listed)


def init_params(app: Flask) -> None:
    """Check every request to `app`."""
    app.before_request(refuse_unknown)
