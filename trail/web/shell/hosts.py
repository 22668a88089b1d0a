"""Which host a request came to, and whether an answer may name it.

Anybody can send any Host. An absolute address is only written with a host that somebody
vouches for: the setting of the public address, the list of allowed hosts, a proxy of our
own, or a name that means something in the house alone, such as localhost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.wsgi import get_host

from trail.base.webaddress import is_at_home, is_host, name_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX = re.compile(r"(/(?!\.\.?(/|\Z))[A-Za-z0-9._~-]+)*")
# What asks whether the server is well knows it by any address.
ALWAYS = "/healthz"
_REFUSED = b"This server does not answer under that name.\n"


@dataclass(frozen=True)
class Hosts:
    """What is known of the public address.

    `allowed` are names, or endings such as ".example.org"; where there are none, all are.
    `proxied`: a proxy of our own says what was asked for.
    """

    base_url: str | None = None
    allowed: tuple[str, ...] = ()
    proxied: bool = False

    def serves(self, host: str) -> bool:
        """Whether a request to that host is answered."""
        name = name_of(host)
        public = urlsplit(self.base_url or "").netloc
        return not self.allowed or any(
            name == one.removeprefix(".") or (one[0] == "." and name.endswith(one))
            for one in (*self.allowed, *([name_of(public)] if public else []))
        )

    def origin(self, environ: WSGIEnvironment) -> str | None:
        """Scheme and host for absolute addresses in an answer; None where nobody vouches."""
        if self.base_url:
            return self.base_url
        host = get_host(environ)
        if self.proxied or (self.allowed and self.serves(host)) or is_at_home(name_of(host)):
            return asked_origin(environ)
        return None


def asked_origin(environ: WSGIEnvironment) -> str:
    """Scheme and host as the request claims them."""
    return f"{environ['wsgi.url_scheme']}://{get_host(environ).lower()}"


class Doorman:
    """The app for requests to hosts that it serves; any other is refused."""

    def __init__(self, app: WSGIApplication, hosts: Hosts) -> None:
        self._app, self._hosts = app, hosts

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "")
        prefix = environ.get("SCRIPT_NAME", "").rstrip("/")
        served = environ.get("PATH_INFO") == ALWAYS or self._hosts.serves(host)
        missing = "HTTP_HOST" not in environ and environ.get("SERVER_PROTOCOL") == "HTTP/1.1"
        well_formed = _PREFIX.fullmatch(prefix) and (is_host(host) if host else not missing)
        if not served or not well_formed:
            return _refuse(start_response)
        # A proxy may have said both.
        environ["SCRIPT_NAME"] = prefix
        secure = environ["wsgi.url_scheme"].lower() == "https"
        environ["wsgi.url_scheme"] = "https" if secure else "http"
        return self._app(environ, start_response)


def _refuse(start_response: StartResponse) -> Iterable[bytes]:
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(_REFUSED))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response("400 BAD REQUEST", headers)
    return (_REFUSED,)
