"""Static files under names that carry their hash, so that a browser may keep them for ever.

Ours come from `static/`; Leaflet's come out of its pinned package. The set is
read once at start; scripts import each other by their plain names, which an
import map would have to be inline for, so imports are rewritten to the hashed
names when the set is built.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".geojson": "application/geo+json",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
# One request in place of three, where a page has a map: what is drawn first waits for it.
BUNDLES = {
    "css/drawn.css": ("css/app.css", "css/map.css"),
    "css/with-map.css": ("css/app.css", "css/map.css", "css/leaflet-trail.css"),
}
# What is written for whoever reads the source: our scripts have no line of text that looks so.
_NOTES = {
    ".js": re.compile(rb"^[ \t]*//.*\n|[ \t]+// .*$|^[ \t]+", re.MULTILINE),
    ".css": re.compile(rb"/\*.*?\*/\n?|^[ \t]+", re.MULTILINE | re.DOTALL),
}
_IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])\./([\w-]+\.js)\2""")
_PICTURE = re.compile(rb"\s*background-image: url\(images/[^)]*\);")


@dataclass(frozen=True)
class Asset:
    """One static file: `name` as written in templates, `path` as served."""

    name: str
    path: str
    body: bytes
    media_type: str
    digest: str


def _hashed(name: str, body: bytes) -> tuple[str, str]:
    digest = hashlib.sha256(body).hexdigest()
    pure = PurePosixPath(name)
    return str(pure.with_name(f"{pure.stem}.{digest[:10]}{pure.suffix}")), digest


class AssetStore(Mapping[str, Asset]):
    """All static files, by the name templates use; `served` finds them by hashed path."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._assets: dict[str, Asset] = {}
        for name in sources:
            self._add(name, sources, ())
        self.served = {asset.path: asset for asset in self._assets.values()}

    def _add(self, name: str, sources: Mapping[str, bytes], parents: tuple[str, ...]) -> Asset:
        if name in self._assets:
            return self._assets[name]
        if name in parents:
            raise ValueError(f"scripts import each other in a circle: {' > '.join(parents)}")
        body = sources[name]
        if name.endswith(".js"):
            folder = PurePosixPath(name).parent

            def hashed(match: re.Match[str]) -> str:
                wanted = str(folder / match[3])
                asset = self._add(wanted, sources, (*parents, name))
                return f"{match[1]}{match[2]}./{PurePosixPath(asset.path).name}{match[2]}"

            body = _IMPORT.sub(hashed, body.decode()).encode()
        path, digest = _hashed(name, body)
        media_type = MEDIA_TYPES[PurePosixPath(name).suffix]
        self._assets[name] = Asset(name, path, body, media_type, digest)
        return self._assets[name]

    def __getitem__(self, name: str) -> Asset:
        return self._assets[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._assets)

    def __len__(self) -> int:
        return len(self._assets)


def _lean(path: Path) -> bytes:
    """A file of ours without its comments and indents: a sixth of what a phone would fetch."""
    body, notes = path.read_bytes(), _NOTES.get(path.suffix)
    return notes.sub(b"", body) if notes else body


def load_assets(static: Path) -> AssetStore:
    """Our own static files and the two of Leaflet's that a page asks for."""
    sources = {
        path.relative_to(static).as_posix(): _lean(path)
        for path in sorted(static.rglob("*"))
        if path.suffix in MEDIA_TYPES
    }
    leaflet = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    for name in ("leaflet.js", "leaflet.css"):
        body = (leaflet / name).read_bytes()
        # The package ships no source map; naming one would make the browser ask for it.
        body = body.replace(b"//# sourceMappingURL=leaflet.js.map", b"")
        # Nor are its pictures served: our marks and controls use none of them.
        sources[f"leaflet/{name}"] = _PICTURE.sub(b"", body)
    for name, parts in BUNDLES.items():
        sources[name] = b"\n".join(sources[part] for part in parts)
    return AssetStore(sources)
