"""The copy for a memory stick: pages that open from a folder, with no server and no script.

A browser loads no ES module, no manifest and no service worker from a folder, and follows no
link to one. So every link names its file from where it stands, the pages are those that a
reader without JavaScript gets, with the drawn maps, and the symbols stand in the pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from trail.web.offline.reading import ADDRESS, TAG
from trail.web.publish.saving import NOT_FOUND, SavedFile

# Only a server or a script has a use for these.
_LEFT_OUT = re.compile(
    r"(.*\.js|.*\.webmanifest|offline(-sheets)?\.json|offline/.*|pack/.*|search/index-.*|robots\.txt|\.well-known/.*|sitemap\.xml"
    rf"|feed\.xml|{re.escape(NOT_FOUND)})$"
)
_SCRIPT = re.compile(
    r"<script (?:type=\"(?:module|application/json)\"|src=)[^>]*>.*?</script>\n?", re.DOTALL
)
_HEAD_LINK = re.compile(r'<link rel="(?:manifest|modulepreload|alternate)"[^>]*>\n?')
_NOSCRIPT = re.compile(r"</?noscript>")
_USE = re.compile(r'<use href="([^"#]*symbols\.[^"#]*\.svg)#([\w-]+)"\s*(?:/>|></use>)')
_SYMBOL = re.compile(r'<symbol id="([\w-]+)"([^>]*)>(.*?)</symbol>', re.DOTALL)
# What a style sheet does where there is no script is what it must do here.
_SCRIPTING = re.compile(r"\(\s*scripting:\s*(none|enabled|initial-only)\s*\)")
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


def portable(
    files: Iterable[SavedFile], folder: Path, base_path: str
) -> Iterator[tuple[str, bytes]]:
    """Each file of the copy, its path and bytes, from the saved files in `folder`."""
    kept = {file.path: file for file in files if not _LEFT_OUT.match(file.path)}
    symbols: dict[str, str] = {}
    for path in kept:
        if "symbols." in path and path.endswith(".svg"):
            symbols |= _symbols((folder / path).read_text())
    for path, file in kept.items():
        body = (folder / path).read_bytes()
        if file.is_page:
            yield path, _page(body.decode(), path, base_path, kept, symbols).encode()
        elif path.endswith(".css"):
            yield path, _style(body.decode(), path, base_path).encode()
        else:
            yield path, body


def _symbols(svg: str) -> dict[str, str]:
    """Each symbol as the nested drawing that stands in for it."""
    return {name: f"<svg{rest}>{body}</svg>" for name, rest, body in _SYMBOL.findall(svg)}


def _page(
    text: str, path: str, base_path: str, kept: Iterable[str], symbols: dict[str, str]
) -> str:
    there = frozenset(kept)
    text = _SCRIPT.sub("", text)
    text = _HEAD_LINK.sub("", text)
    text = _NOSCRIPT.sub("", text)
    text = _USE.sub(lambda found: symbols.get(found[2], ""), text)

    def address(found: re.Match[str]) -> str:
        url = unescape(found[2])
        return f"{found[1]}{escape(_from(path, url, base_path, there))}{found[3]}"

    return TAG.sub(lambda tag: ADDRESS.sub(address, tag[0]), text)


def _from(path: str, url: str, base_path: str, there: frozenset[str]) -> str:
    """The address as seen from a file; as it is where it leads out of the site."""
    parts = urlsplit(url)
    inside = parts.path == base_path or parts.path.startswith(f"{base_path}/")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or not inside:
        return url
    target = unquote(parts.path.removeprefix(base_path)).removeprefix("/")
    if target.endswith("/") or not target:
        target += "index.html"
    if target not in there:
        return url
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{_relative(path, target)}{fragment}"


def _relative(path: str, target: str) -> str:
    here, there = PurePosixPath(path).parent.parts, PurePosixPath(target).parts
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return quote("/".join([*[".."] * (len(here) - shared), *there[shared:]]))


def _style(text: str, path: str, base_path: str) -> str:
    def address(found: re.Match[str]) -> str:
        url = found[1]
        if url.startswith(f"{base_path}/"):
            url = _relative(path, url.removeprefix(base_path).removeprefix("/"))
        return f'url("{url}")'

    state: Callable[[re.Match[str]], str] = lambda found: (  # noqa: E731
        "(min-width: 0)" if found[1] == "none" else "not all"
    )
    return _SCRIPTING.sub(state, _CSS_URL.sub(address, text))
