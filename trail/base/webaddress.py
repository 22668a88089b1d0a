"""What is wrong with a web address: looked at once, so that nothing that reads it later fails."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv6Address
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
