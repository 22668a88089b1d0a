"""What a worker holds over many mixed requests: pages, files, sheets, plans, searches, nonsense."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import sys
import threading
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import quote

from bench.serving import running

PORT = 8744
REQUESTS = 50_000
PARTS = 10
CLIENTS = 4
LIMIT = "150 MB"
Row = tuple[str, str, str]
# How many of a hundred requests are of a kind.
SHARES = {"page": 55, "again": 8, "file": 6, "search": 9, "api": 9, "plan": 4, "plan file": 2,
          "sheet": 3, "wrong": 4}  # fmt: skip


class Asker:
    """Draws the requests of a mix; the same number gives the same mix."""

    def __init__(self, origin: str) -> None:
        self.dice = random.Random(1905)
        text = _read(f"{origin}/sitemap.xml")
        self.pages = re.findall(r"<loc>https?://[^/]+(.*?)</loc>", text)
        found: set[str] = set()
        for page in self.pages:
            found |= set(re.findall(r'(?:href|src)="(/[^"#?]+)"', _read(origin + page)))
        others = sorted(found - set(self.pages))
        self.sheets = [url for url in others if url.endswith((".pdf", ".png"))]
        self.files = [url for url in others if url not in self.sheets]
        self.words = re.findall(r"[A-Za-z]{4,}", _read(f"{origin}/sites/"))
        items = json.loads(_read(f"{origin}/api/collections/sites/items?limit=1"))
        self.at = items["features"][0]["geometry"]["coordinates"]

    def draw(self) -> tuple[str, dict[str, str]]:
        """A path, and the headers to ask for it with."""
        pick = self.dice.choice
        kind = self.dice.choices(list(SHARES), list(SHARES.values()))[0]
        headers = {"Accept-Encoding": pick(("br", "gzip", "identity"))}
        if kind == "page":
            tail = f"?fbclid={self.dice.random()}" if self.dice.random() < 0.1 else ""
            return pick(self.pages) + tail, headers
        if kind == "again":
            return pick(self.pages), headers | {"If-None-Match": f'"{self.dice.random()}"'}
        if kind in ("file", "sheet"):
            return pick(self.files if kind == "file" else self.sheets), headers
        if kind == "search":
            words = " ".join(self.dice.choices(self.words, k=self.dice.randint(1, 4)))
            return f"/search/?q={quote(words[: self.dice.randint(3, 40)])}", headers
        if kind == "api":
            return self._api(), headers
        if kind == "wrong":
            return f"/{self.dice.random()}/{pick(self.words)}/", headers
        return self._plan(kind), headers

    def _api(self) -> str:
        lon, lat = (at + self.dice.uniform(-0.2, 0.2) for at in self.at)
        collection = self.dice.choice(("sites", "tours", "events", "markers"))
        box = f"{lon:.4f},{lat:.4f},{lon + 1:.4f},{lat + 1:.4f}"
        return f"/api/collections/{collection}/items?bbox={box}"

    def _plan(self, kind: str) -> str:
        students, arrive = self.dice.randint(9, 200), self.dice.randint(8, 10)
        asked = f"students={students}&arrive={arrive}:{self.dice.randint(10, 59)}&leave=14:00"
        form = self.dice.choice((".csv", ".csv", ".csv", ".pdf")) if kind == "plan file" else "/"
        return f"/teach/plan{form}?{asked}"


def memory(count: int = REQUESTS) -> Iterator[Row]:
    """Rows of the table: what the worker that holds most held after each part of the requests."""
    origin = f"http://127.0.0.1:{PORT}"
    serve = (sys.executable, "-m", "trail", "serve", "--port", str(PORT), "--no-access-log")
    with running((*serve, "--base-url", origin), PORT) as server:
        yield "memory of a worker at the start", _told(server.pid), LIMIT
        asker = Asker(origin)
        failed: list[str] = []
        for part in range(1, PARTS + 1):
            drawn = [asker.draw() for _ in range(count // PARTS)]
            with ThreadPoolExecutor(CLIENTS) as pool:
                list(pool.map(partial(_ask, failed), drawn))
            done = part * count // PARTS
            yield f"memory of a worker after {done:,} mixed requests", _told(server.pid), LIMIT
        yield "requests that failed", f"{len(failed)} {failed[:1] or ''}", "0"


_local = threading.local()


def _ask(failed: list[str], request: tuple[str, dict[str, str]]) -> None:
    path, headers = request
    for attempt in range(2):
        if not hasattr(_local, "to"):
            _local.to = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
        try:
            _local.to.request("GET", path, headers=headers)
            response = _local.to.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as error:
            del _local.to
            if attempt:
                failed.append(f"{path}: {error!r}")
            continue
        if response.status >= 500:
            failed.append(f"{path}: {response.status}")
        return


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=120) as response:
        return str(response.read().decode())


def _told(server: int) -> str:
    """The most that a worker holds: all that lies in memory, and what is its own alone."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    # Those that make sheets and the copy beside the workers give way to them, and end.
    workers = [int(child) for child in children if _nice(int(child)) == _nice(server)]
    whole, own = max(map(_held, workers), default=(0.0, 0.0))
    return f"{whole:.0f} MB, own {own:.0f}"


def _nice(process: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, process)


def _held(process: int) -> tuple[float, float]:
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0, 0.0
    kilobytes = {name: int(size) for name, size in re.findall(r"(\w+): +(\d+) kB", told)}
    own = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    return kilobytes["Rss"] / 1000, own / 1000


if __name__ == "__main__":
    for row in memory(int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS):
        print(*row, sep="\t", flush=True)
