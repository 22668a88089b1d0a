"""Values that are worth keeping, as long as they take no more than so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_PLENTY = 32  # times as much, for a process that draws all there is and ends


class KeptValues(Generic[Key, Value]):
    """Values by their key, the least recently used dropped first; the newest is always kept.

    `size` says how many bytes a value takes, about; together they take at most `budget`.
    """

    times = 1

    def __init__(self, budget: int, size: Callable[[Value], int]) -> None:
        self._budget, self._size, self._held = budget, size, 0
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value kept for `key`, or what `make` gives, kept from then on."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._held += self._size(made)
            while self._held > self._budget * self.times and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._held -= self._size(dropped)
        return made


def keep_plenty() -> None:
    """Let everything of this kind in this process keep far more, from now on."""
    KeptValues.times = _PLENTY
