"""Memory that a worker has done with goes back to the system.

glibc keeps what was freed, in a heap for every few threads, and takes ever larger pieces for
worth keeping. After hours of maps and sheets that is several times what is in use. Where the C
library is another one, nothing is done.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
_ARENAS = 2
_PIECE = 128 * 1024  # bytes; what is larger has a place of its own, and leaves no hole


def _of_libc(name: str) -> Callable[..., int] | None:
    try:
        found: Callable[..., int] = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return None
    return found


def keep_little() -> None:
    """Few heaps, and large pieces apart; to be called before any thread begins."""
    mallopt = _of_libc("mallopt")
    if mallopt:
        mallopt(_M_ARENA_MAX, _ARENAS)
        mallopt(_M_MMAP_THRESHOLD, _PIECE)


def give_back() -> None:
    """Return what is free now."""
    trim = _of_libc("malloc_trim")
    if trim:
        trim(0)
