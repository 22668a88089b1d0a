"""How often one address may ask; counted in memory that forked workers share.

An address is never kept: it picks a counter by a keyed hash, and the key is forgotten
with the process. Two addresses that pick the same counter share its limit. Processes
that were not forked from one another count each for itself.
"""

from __future__ import annotations

import hashlib
import hmac
import mmap
import secrets
import struct
from ipaddress import ip_address, ip_network
from threading import Lock

WINDOW_S = 3600
_COUNTERS = 16_384
_COUNTER = struct.Struct("<IHxx")  # hour since 1970, count in it


class AskLimit:
    """At most `per_hour` questions from an address in each hour of the clock."""

    def __init__(self, per_hour: int) -> None:
        self._per_hour = per_hour
        self._key = secrets.token_bytes(32)
        self._memory = mmap.mmap(-1, _COUNTERS * _COUNTER.size)
        # Two workers in the same instant may count one question less: nobody is harmed.
        self._lock = Lock()

    def take(self, address: str, now: float) -> int:
        """Count a question; returns the seconds to wait when there were enough, else 0."""
        at = self._place(address)
        hour = int(now) // WINDOW_S
        with self._lock:
            counted, count = _COUNTER.unpack_from(self._memory, at)
            count = count if counted == hour else 0
            if count >= self._per_hour:
                return (hour + 1) * WINDOW_S - int(now)
            _COUNTER.pack_into(self._memory, at, hour, count + 1)
        return 0

    def _place(self, address: str) -> int:
        digest = hmac.digest(self._key, _network(address).encode(), hashlib.sha256)
        return int.from_bytes(digest[:8], "big") % _COUNTERS * _COUNTER.size


def _network(address: str) -> str:
    """The address, or the /64 that one household has of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
