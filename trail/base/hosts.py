"""Names of machines, as they stand in addresses and in the Host of a request."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(
    rf"(?=.{{1,260}}\Z)(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::(?P<port>[0-9]{{1,5}}))?"
)
_PORT = re.compile(r":\d+\Z")
_MOST_PORTS = 65_535
_AT_HOME = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".test")


def is_host(host: str) -> bool:
    """Whether it is a name or an address, perhaps with a port."""
    found = _HOST.fullmatch(host)
    return found is not None and 0 < int(found["port"] or 80) <= _MOST_PORTS


def name_of(host: str) -> str:
    """A host without its port, in small letters."""
    return _PORT.sub("", host).rstrip(".").lower()


@lru_cache(maxsize=256)
def is_at_home(name: str) -> bool:
    """Whether a name can only mean a machine or a network of the asker's own."""
    try:
        return ip_address(name.strip("[]")).is_private
    except ValueError:
        return "." not in name or name.endswith(_AT_HOME)
