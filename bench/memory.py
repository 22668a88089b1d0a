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
# How many of a thousand requests are of a kind: at 50,000 that is some 900 different plans.
SHARES = {"page": 500, "tail": 80, "again": 100, "map": 60, "file": 60, "search": 60, "api": 60,
          "plan": 15, "plan file": 5, "sheet": 30, "wrong": 30}  # fmt: skip
TAILS = ("fbclid", "gclid", "utm_source", "mc_cid")


class Asker:
    """Draws the requests of a mix; the same number gives the same mix."""

    def __init__(self, origin: str) -> None:
        self.dice = random.Random(1905)
        text = _read(f"{origin}/sitemap.xml")
        self.pages = re.findall(r"<loc>https?://[^/]+(.*?)</loc>", text)
        found: set[str] = set()
        for page in self.pages:
            # Those of the maps stand in JSON.
            found |= set(re.findall(r'"(/[^"#?<> ]+\.\w+)"', _read(origin + page)))
        others = sorted(found - set(self.pages))
        self.sheets = [url for url in others if url.endswith((".pdf", ".png"))]
        self.maps = [url for url in others if url.startswith("/maps/")]
        self.files = [url for url in others if url not in self.sheets and url not in self.maps]
        self.words = re.findall(r"[A-Za-z]{4,}", _read(f"{origin}/sites/"))
        items = json.loads(_read(f"{origin}/api/collections/sites/items?limit=1"))
        self.at = items["features"][0]["geometry"]["coordinates"]

    def draw(self) -> tuple[str, dict[str, str]]:
        """A path, and the headers to ask for it with."""
        pick = self.dice.choice
        kind = self.dice.choices(list(SHARES), list(SHARES.values()))[0]
        headers = {"Accept-Encoding": pick(("br", "gzip", "identity"))}
        if kind in ("page", "tail"):
            tail = f"?{pick(TAILS)}={self.dice.random()}" if kind == "tail" else ""
            return pick(self.pages) + tail, headers
        if kind == "again":
            return pick(self.pages), headers | {"If-None-Match": f'"{self.dice.random()}"'}
        if kind in ("file", "sheet", "map"):
            return pick({"file": self.files, "sheet": self.sheets, "map": self.maps}[kind]), headers
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
    """Rows of the table: what the one worker that answers held after each part of the requests."""
    origin = f"http://127.0.0.1:{PORT}"
    serve = (sys.executable, "-m", "trail", "serve", "--port", str(PORT), "--workers", "1")
    with running((*serve, "--base-url", origin), PORT) as server:
        yield "memory of the worker at the start", _told(server.pid), LIMIT
        asker = Asker(origin)
        failed: list[str] = []
        asked: set[str] = set()
        for part in range(1, PARTS + 1):
            drawn = [asker.draw() for _ in range(count // PARTS)]
            asked |= {path for path, _ in drawn}
            with ThreadPoolExecutor(CLIENTS) as pool:
                list(pool.map(partial(_ask, failed), drawn))
            done = part * count // PARTS
            yield f"memory of the worker after {done:,} mixed requests", _told(server.pid), LIMIT
        plans = sum(path.startswith("/teach/plan") and "?" in path for path in asked)
        sheets = len(asked & set(asker.sheets))
        yield "different plans; sheets and their pictures", f"{plans:,}; {sheets:,}", ""
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
        # 503 says: it is being made, ask again.
        if response.status >= 500 and not response.headers["Retry-After"]:
            failed.append(f"{path}: {response.status}")
        return


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=120) as response:
        return str(response.read().decode())


def _told(server: int) -> str:
    """The most that a worker holds: all that lies in memory (RSS); the same with what it shares
    with others counted in parts (PSS)."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    # Those that make sheets and the copy beside the workers give way to them, and end.
    workers = [int(child) for child in children if _nice(int(child)) == _nice(server)]
    rss, pss = max(map(_held, workers), default=(0.0, 0.0))
    return f"{rss:.0f} MB, PSS {pss:.0f}"


def _nice(process: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, process)


def _held(process: int) -> tuple[float, float]:
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0, 0.0
    kilobytes = {name: int(size) for name, size in re.findall(r"(\w+): +(\d+) kB", told)}
    return kilobytes["Rss"] * 1.024 / 1000, kilobytes["Pss"] * 1.024 / 1000


if __name__ == "__main__":
    for row in memory(int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS):
        print(*row, sep="\t", flush=True)
