"""Addresses that a page names in the JSON for its scripts, or its manifest in its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

# What we call an address there. Any other text is a text, also where it looks like a path.
_KEYS = frozenset(
    {"url", "src", "href", "start_url", "scope", "index", "leaflet", "css", "basemap"}
)
_GROUPS = frozenset({"maps"})  # addresses by names of their own


def named_addresses(text: str) -> Iterator[str]:
    """The addresses on this host, in no certain order."""
    waiting: list[object] = [json.loads(text)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            for key, part in value.items():
                if key in _KEYS and isinstance(part, str) and part.startswith("/"):
                    yield part
                elif key in _GROUPS and isinstance(part, dict):
                    yield from (url for url in part.values() if isinstance(url, str))
                else:
                    waiting.append(part)
