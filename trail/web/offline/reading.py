"""What a page names and offers, read from its own text.

Every page is asked several times, so this is a handful of patterns and no parser; what they
lean on holds for all that our templates write, because Jinja escapes quotes and brackets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

TAG = re.compile(r"<[a-zA-Z][^<>]*>")
# Attributes that hold the address of something: to go to, or to load.
ADDRESS = re.compile(r'(\s(?:href|src|poster|action|xlink:href)=")([^"]*)(")')
_ID = re.compile(r'\sid="([^"]+)"')
_LOADED = re.compile(r"<(?:script|img|source|iframe|audio|video|embed|object|use|image|input)\b")
_LINK_LOADS = re.compile(r'\srel="[^"]*(?:stylesheet|icon|preload|modulepreload|manifest)')
_JSON = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)
_NOINDEX = re.compile(r'<meta name="robots" content="[^"]*noindex')
_CSS_URL = re.compile(r"""(?:url\(|@import\s)\s*["']?([^"')\s]+)""")
_IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}/[^"']+)["']""")
_CDATA = re.compile(r"<(script|style)\b([^>]*)>.*?</\1>", re.DOTALL)

# What we call an address there. Any other text is a text, also where it looks like a path.
_NAMED = frozenset(
    {"url", "src", "href", "start_url", "scope", "index", "leaflet", "css", "basemap"}
)
_NAMED_GROUPS = frozenset({"maps"})  # addresses by names of their own


@dataclass(frozen=True)
class Facts:
    """Of one page or file: addresses it links to, those it loads, those its data names for
    scripts, the ids in it; and whether search engines are asked to leave it out."""

    links: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()
    noindex: bool = False


def read(media_type: str, body: bytes) -> Facts:
    """What can be read from a file of that media type; nothing from one that names nothing."""
    if media_type.startswith("text/html"):
        return _page(body.decode())
    if media_type.startswith("text/css"):
        found = _CSS_URL.findall(body.decode())
        return Facts(loads=tuple(url for url in found if not url.startswith(("#", "data:"))))
    if media_type.startswith("text/javascript"):
        return Facts(loads=tuple(_IMPORT.findall(body.decode())))
    if media_type.startswith("application/manifest+json"):
        return Facts(loads=_distinct(list(_named_addresses(body.decode()))))
    if media_type.startswith("image/svg"):
        return Facts(ids=frozenset(map(unescape, _ID.findall(body.decode()))))
    return Facts()


def _page(text: str) -> Facts:
    named: list[str] = []
    for block in _JSON.findall(text):
        named += _named_addresses(block)
    links: list[str] = []
    loads: list[str] = []
    ids: list[str] = []
    bare = _CDATA.sub(r"<\1\2></\1>", text)
    for tag in TAG.findall(bare):
        if "=" not in tag:
            continue
        ids += _ID.findall(tag)
        for _before, url, _after in ADDRESS.findall(tag):
            loading = _LOADED.match(tag) or (tag.startswith("<link") and _LINK_LOADS.search(tag))
            (loads if loading else links).append(unescape(url))
    noindex = _NOINDEX.search(text) is not None
    return Facts(
        _distinct(links), _distinct(loads), _distinct(named), frozenset(map(unescape, ids)), noindex
    )


def _named_addresses(text: str) -> Iterator[str]:
    """The addresses on this host that a page names in the JSON for its scripts, or its manifest in
    its own; in no certain order."""
    waiting: list[object] = [json.loads(text)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            for key, part in value.items():
                if key in _NAMED and isinstance(part, str) and part.startswith("/"):
                    yield part
                elif key in _NAMED_GROUPS and isinstance(part, dict):
                    yield from (url for url in part.values() if isinstance(url, str))
                else:
                    waiting.append(part)


def _distinct(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
