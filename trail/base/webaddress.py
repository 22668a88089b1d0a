"""Web addresses and the names of machines in them: looked at once, so that nothing that reads
them later fails."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit


def web_address_fault(text: str) -> str | None:
    """Why an http address can't be used, in a few words; None for one that can.

    Its letters are looked at elsewhere: here it has neither blanks nor control characters.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        return f"can't be read as a web address ({str(error)[:80]})"
    if parts.username is not None or parts.password is not None:
        return "a user name or password before the host"
    if port == 0:
        return "port 0"
    if not host:
        return "an address without a host"
    return _host_fault(host)


def _host_fault(host: str) -> str | None:
    if ":" in host:
        return None if _is(IPv6Address, host) else f"{host!r} is no address of a computer"
    labels = host.removesuffix(".").split(".")
    try:
        ascii_host = host.removesuffix(".").encode("idna").decode("ascii")
    except UnicodeError:
        return f"{host[:80]!r} is no host name"
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    if len(ascii_host) > 253 or not set(ascii_host.lower()) <= allowed:
        return f"{host[:80]!r} is no host name"
    if labels[-1].isdecimal() and not _is(IPv4Address, host):
        return f"{host!r} is no address of a computer"
    return None


def _is(kind: type[IPv4Address | IPv6Address], host: str) -> bool:
    try:
        kind(host)
    except AddressValueError:
        return False
    return True


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


# What stands for an address in texts (RFC 2606): nobody's.
_STANDS_FOR = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|invalid)")


def reaches_nobody(url: str) -> str | None:
    """Why no stranger's phone gets to an address, in a few words; None where it may."""
    host = name_of(urlsplit(url).netloc.rpartition("@")[2])
    if is_at_home(host):
        return "an address of this machine or its own network"
    return "an example of an address" if _STANDS_FOR.fullmatch(host) else None


@lru_cache(maxsize=256)
def is_at_home(name: str) -> bool:
    """Whether a name can only mean a machine or a network of the asker's own."""
    try:
        return ip_address(name.strip("[]")).is_private
    except ValueError:
        return "." not in name or name.endswith(_AT_HOME)
