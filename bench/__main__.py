"""`make bench`: the numbers this project holds itself to, as measured here and now."""

from __future__ import annotations

import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import brotli
from flask.testing import FlaskClient

from bench.features import features
from bench.places import places
from bench.planning import planning
from bench.serving import serving
from tests.generate import write_big
from tests.search_cases import QUERIES, shipped_index
from trail import dataset
from trail.base.geo import Bbox
from trail.base.paths import DATA
from trail.export.sheets import Press, sheets_of
from trail.guide.guide import Guide
from trail.guide.walk.ordering import shortest_order
from trail.guide.walk.query import inside
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

Row = tuple[str, str, str]
KINDS = {
    "start page": "/",
    "list of sites": "/sites/",
    "a site": "/sites/{site}/",
    "a tour": "/tours/{tour}/",
    "about": "/about/",
}


def ms(run: Callable[[], object], times: int = 20) -> float:
    """Median milliseconds of `run`."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def process(*command: str) -> tuple[float, int]:
    """Seconds and peak megabytes of a whole process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - start, usage.ru_maxrss // 1024


START = (
    "from trail.web.serve.app import create_app; from trail.web.shell.settings import Settings; "
    "from pathlib import Path; import sys; create_app(Settings(Path(sys.argv[1])))"
)


def starting(directory: Path, name: str) -> Iterator[Row]:
    runs = [process(sys.executable, "-c", START, str(directory)) for _ in range(5)]
    yield f"{name}: app start", f"{statistics.median(r[0] for r in runs):.2f} s", "1.5 s"
    yield f"{name}: memory after start", f"{max(r[1] for r in runs)} MB", "150 MB"


def checking(directory: Path, name: str, limit: str) -> Iterator[Row]:
    runs = [process(sys.executable, "-m", "trail", "check", str(directory)) for _ in range(5)]
    yield f"{name}: trail check", f"{statistics.median(r[0] for r in runs):.2f} s", limit


def rendering(directory: Path, name: str, kinds: dict[str, str]) -> Iterator[Row]:
    app = create_app(Settings(directory))
    client = app.test_client()
    for kind, path in kinds.items():
        start = time.perf_counter()
        if client.get(path).status_code != 200:
            raise SystemExit(f"{path}: not 200")
        first = (time.perf_counter() - start) * 1000

        def anew(path: str = path) -> object:
            app.extensions["page_cache"].clear()
            return client.get(path)

        again, kept = ms(anew), ms(lambda path=path: client.get(path))  # type: ignore[misc]
        yield f"{name}: {kind}: first, rendered again", f"{first:.0f} ms, {again:.1f} ms", ""
        yield f"{name}: {kind}: from memory", f"{kept:.2f} ms", "5 ms"


def weighing(directory: Path) -> Iterator[Row]:
    """Bytes over the wire, brotli, of a page with everything that it loads."""
    client = create_app(Settings(directory)).test_client()
    paths = re.findall(r"<loc>http://localhost(.*?)</loc>", client.get("/sitemap.xml").text)
    sizes = {path: page_bytes(client, path) for path in paths}
    for name, with_map, limit in (
        ("with a map", True, "150 KB"),
        ("without a map", False, "40 KB"),
    ):
        found = {p: size for p, (size, has_map) in sizes.items() if has_map is with_map}
        if found:
            path = max(found, key=lambda p: found[p])
            yield f"heaviest page {name} ({path})", f"{found[path] / 1000:.1f} KB", limit


def page_bytes(client: FlaskClient, path: str) -> tuple[int, bool]:
    body = client.get(path).text
    config = re.search(r'id="map-config">(.*?)</script>', body)
    urls = set(re.findall(r'(?:href|src)="(/(?:static|maps)/[^"#]+)', body))
    if config:
        told = json.loads(config[1])
        urls |= {told["leaflet"], told["basemap"], *told["maps"].values()}
        urls |= {url for url in [told["css"]] if isinstance(url, str)}
    waiting, seen = list(urls), set()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        if url.endswith(".js"):
            folder = url.rpartition("/")[0]
            names = re.findall(r"""(?:from|import)\s*\(?\s*["']\./([^"']+)""", client.get(url).text)
            waiting += [f"{folder}/{name}" for name in names]
    bodies = [body.encode(), *(client.get(url).data for url in seen)]
    return sum(len(brotli.compress(each, quality=9)) for each in bodies), config is not None


def ordering() -> Iterator[Row]:
    dice = random.Random(1905)
    points = [(dice.random(), dice.random()) for _ in range(16)]
    metres = [[1000 * ((a - c) ** 2 + (b - d) ** 2) ** 0.5 for c, d in points] for a, b in points]
    taken = ms(lambda: shortest_order(16, metres, start=0, loop=True), 5)
    yield "exact order of 16 stops", f"{taken / 1000:.3f} s", "0.5 s"


def querying(directory: Path) -> Iterator[Row]:
    start = time.perf_counter()
    found = dataset.load(directory)
    yield "10,000 sites: load", f"{time.perf_counter() - start:.2f} s", "5 s"
    west, south, east, north = found.trail.region.bbox
    # Its sites fill the north of the region.
    box = Bbox(west, (south + north) / 2, (west + east) / 2, north)
    count = len(inside(found.sites, box))
    taken = ms(lambda: inside(found.sites, box))
    yield f"10,000 sites: bbox query, {count:,} found", f"{taken:.1f} ms", "20 ms"


def searching() -> Iterator[Row]:
    """Every question of the tests' table to the running app, misspelt ones and all."""
    client = create_app(Settings()).test_client()
    client.get("/search/")

    def page(query: str) -> object:
        return client.get("/search/", query_string={"q": query})

    taken = [ms(partial(page, query), 10) for query, _ in QUERIES]
    told = f"{statistics.median(taken):.1f} ms, {max(taken):.1f} ms"
    yield "search page: median, slowest question", told, "5 ms"
    index = shipped_index()
    asked = [ms(partial(index.search, query)) for query, _ in QUERIES]
    yield "search alone: median", f"{statistics.median(asked):.2f} ms", "5 ms"
    body = json.dumps(index.to_plain(), ensure_ascii=False, separators=(",", ":")).encode()
    yield "search index, brotli", f"{len(brotli.compress(body, quality=9)) / 1000:.1f} KB", "60 KB"


def publishing(directory: Path, name: str, limit: str, *more: str) -> Iterator[Row]:
    """A whole site from cold, checks included."""
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "trail", "--data", str(directory), "publish")
        out = Path(folder) / "site"
        seconds, _ = process(*command, str(out), "--base-url", "https://trail.example.org", *more)
        pages = sum(1 for _ in out.rglob("*.html"))
        told = f"{seconds:.1f} s, {1000 * seconds / pages:.0f} ms"
        yield f"{name}: trail publish, {pages:,} pages: all, each", told, limit


def printing() -> Iterator[Row]:
    """Each kind of sheet, made anew: time and bytes."""
    guide = Guide(dataset.load(DATA))
    for found in sheets_of(guide.dataset):
        if found.tour in (None, guide.dataset.trail.tours[0]):
            paper, address = next(iter(found.papers)), "https://trail.example.org"

            def anew(name: str = found.name, paper: str = paper, address: str = address) -> object:
                return Press(guide).pdf(name, paper, address)

            anew()
            taken = ms(anew, 5)
            size = len(Press(guide).pdf(found.name, paper, address).pdf)
            told = f"{taken / 1000:.2f} s, {size / 1000:.0f} KB"
            yield f"sheet {found.name}, {paper}", told, "1 s, 500 KB"


def rows() -> Iterator[Row]:
    yield from starting(DATA, "shipped")
    yield from checking(DATA, "shipped", "1 s")
    shipped = dataset.load(DATA)
    names = {"site": shipped.sites[0].id, "tour": shipped.trail.tours[0].id}
    kinds = {kind: path.format(**names) for kind, path in KINDS.items()}
    yield from rendering(DATA, "shipped", kinds)
    yield from weighing(DATA)
    yield from ordering()
    yield from places()
    yield from searching()
    yield from planning(ms)
    yield from serving()
    yield from publishing(DATA, "shipped", "20 s")
    for count in (250, 500, 1_000):
        with tempfile.TemporaryDirectory() as folder:
            yield from publishing(write_big(count, Path(folder)), f"{count:,} sites", "")
    yield from printing()
    with tempfile.TemporaryDirectory() as folder:
        big = write_big(10_000, Path(folder))
        yield from querying(big)
        yield from checking(big, "10,000 sites", "")
        yield from starting(big, "10,000 sites")
        site = dataset.load(big).sites[5000].id
        few = {"start page": "/", "list of sites": "/sites/page/50/", "a site": f"/sites/{site}/"}
        yield from rendering(big, "10,000 sites", few)
        yield from features(big, "10,000 sites", ms)


def main() -> None:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"{os.cpu_count()} cores, {memory:.0f} GiB of memory\n")
    print(f"{'what':<58} {'measured':>18}  limit")
    for what, measured, limit in rows():
        print(f"{what:<58} {measured:>18}  {limit}", flush=True)


if __name__ == "__main__":
    main()
