"""How long the API takes to answer: items of a box, out of ten thousand sites."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from trail import dataset
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

Row = tuple[str, str, str]


def features(
    directory: Path, name: str, ms: Callable[[Callable[[], object]], float]
) -> Iterator[Row]:
    """Rows of the table, each with how many features a page had of how many matched."""
    west, south, east, north = dataset.load(directory).trail.region.bbox
    # Its sites fill the north of it, see tests/generate.py.
    middle, half = (west + east) / 2, (south + north) / 2
    half_of_them = f"bbox={west},{half},{middle},{north}"
    small = f"bbox={middle},{half + (north - half) / 2},{middle + 0.02},{north - 0.2}"
    client = create_app(Settings(directory)).test_client()
    for what, query in (
        ("a box of half the sites", half_of_them),
        ("the same, 1,000 a page", f"{half_of_them}&limit=1000"),
        ("the same from 2,000 on", f"{half_of_them}&offset=2000"),
        ("a small box", small),
        ("no box, a filter", "status=gone"),
    ):
        path = f"/api/collections/sites/items?{query}"
        first = client.get(path)
        if first.status_code != 200:
            raise SystemExit(f"{path}: not 200")
        page = json.loads(first.data)
        found = f"{page['numberReturned']:,} of {page['numberMatched']:,}"
        yield f"{name}: API, {what}: {found}", f"{ms(partial(client.get, path)):.1f} ms", ""
