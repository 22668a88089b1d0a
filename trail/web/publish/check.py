"""A finished site judged by its files alone: nothing dead, nothing from elsewhere, all listed."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from trail.base.errors import ExportError
from trail.web.offline.reading import Facts, read

MOST_TOLD = 20
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_READ = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, order=True)
class PublishedFault:
    """Something wrong at `where`, a file below the site's root."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class FaultySite(ExportError):
    """The site is not fit to be published; `faults` has all that is wrong."""

    def __init__(self, faults: list[PublishedFault]) -> None:
        self.faults = tuple(faults)
        told = [str(fault) for fault in faults[:MOST_TOLD]]
        if len(faults) > MOST_TOLD:
            told.append(f"and {len(faults) - MOST_TOLD:,} more")
        super().__init__("\n".join([*told, "nothing was published"]))


@dataclass(frozen=True)
class PublishedSite:
    """The files in `folder`, to be found at `origin` + `base_path`."""

    folder: Path
    origin: str
    base_path: str = ""

    def faults(self) -> list[PublishedFault]:
        """All that is wrong, in order of the files."""
        files = {
            path.relative_to(self.folder).as_posix(): path
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }
        facts = {
            name: read(_READ.get(path.suffix, ""), path.read_bytes())
            for name, path in files.items()
        }
        found = [fault for name in facts for fault in self._of(name, facts)]
        if "sitemap.xml" in files:
            found += self._sitemap(files["sitemap.xml"].read_bytes(), facts)
        if "offline.json" in files:
            found += self._offline(files["offline.json"].read_bytes(), facts)
        return sorted(set(found))

    def _of(self, name: str, facts: dict[str, Facts]) -> Iterator[PublishedFault]:
        mine = facts[name]
        here = f"{self.base_path}/{name.removesuffix('index.html')}"
        for url in (*mine.links, *mine.loads, *mine.named):
            target = self._inside(urljoin(here, url))
            if target is None:
                if url in mine.loads and urlsplit(url).scheme != "data":
                    yield PublishedFault(name, f"loads {url}, which lies elsewhere")
                continue
            path, fragment = urldefrag(target)
            file = self._file(path)
            if file not in facts:
                yield PublishedFault(name, f"leads to {url}, which is not there")
            # Behind "#stops=..." stands what a script reads, no name of an element.
            elif (
                fragment
                and "=" not in fragment
                and _has_ids(file)
                and unquote(fragment) not in facts[file].ids
            ):
                yield PublishedFault(
                    name, f"leads to {url}, but nothing there is called {fragment}"
                )

    def _inside(self, url: str) -> str | None:
        """The address as a path with its fragment; None outside of this site."""
        parts = urlsplit(url)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if parts.scheme or parts.netloc:
            if f"{parts.scheme}://{parts.netloc}" != self.origin:
                return None
            path = parts.path or "/"
            return f"{path}{fragment}" if path.startswith(f"{self.base_path}/") else None
        return f"{parts.path}{fragment}"

    def _file(self, path: str) -> str:
        """The file that answers a path; one that can't exist outside of the base path."""
        if not path.startswith(f"{self.base_path}/"):
            return f"outside {self.base_path}: {path}"
        file = unquote(path.removeprefix(self.base_path)).removeprefix("/")
        return f"{file}index.html" if file.endswith("/") or not file else file

    def _sitemap(self, body: bytes, facts: dict[str, Facts]) -> Iterator[PublishedFault]:
        listed = []
        for loc in ET.fromstring(body).iter(_LOC):  # noqa: S314 - our own sitemap
            target = self._inside(loc.text or "")
            file = "" if target is None else self._file(target)
            listed.append(file)
            if file not in facts:
                yield PublishedFault("sitemap.xml", f"lists {loc.text}, which is not there")
        for name, mine in facts.items():
            if name.endswith(".html") and not mine.noindex and name not in listed:
                yield PublishedFault(name, "is not in sitemap.xml")
            if mine.noindex and name in listed:
                yield PublishedFault(name, "is in sitemap.xml, but asks to be left out of searches")

    def _offline(self, body: bytes, facts: dict[str, Facts]) -> Iterator[PublishedFault]:
        listing = json.loads(body)
        for url in (each["url"] for each in (*listing["parts"], *listing["files"])):
            if self._file(url) not in facts:
                yield PublishedFault("offline.json", f"lists {url}, which is not there")


def _has_ids(name: str) -> bool:
    return PurePosixPath(name).suffix in (".html", ".svg")
