"""What a phone fetches beside a page: ours without comments, and no more than was promised."""

from __future__ import annotations

import gzip
import re

import brotli
import pytest
from flask.testing import FlaskClient

from trail.base import paths
from trail.web.serve.app import create_app
from trail.web.shell.assets import load_assets
from trail.web.shell.settings import Settings

MAP_BYTES = 13_000
GO_BYTES = 60_000
_QUOTED = re.compile(r'"[^"]*"|/[^/]*/[gu]')
_SCRIPT = re.compile(r"\./[\w.-]+\.js")
_IMPORTS = re.compile(r'^import [^"(]*"\./([^"]+)"', re.MULTILINE)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Settings()).test_client()


def test_scripts_and_styles_are_served_without_comments_and_are_else_the_same() -> None:
    assets = load_assets(paths.STATIC)
    for file in sorted((paths.STATIC / "js").glob("*.js")):
        code = [line for line in file.read_text().splitlines() if line.strip()[:2] != "//"]
        served = assets[f"js/{file.name}"].body.decode().splitlines()
        plain = [re.sub(r"\s+// .*$", "", line).strip() for line in code]
        assert [_SCRIPT.sub("", line.rstrip()) for line in served] == [
            _SCRIPT.sub("", line) for line in plain
        ], file.name
        # A line within a text of several would lose its indent.
        inside = False
        for line in file.read_text().splitlines():
            assert not (inside and line.startswith((" ", "\t"))), file.name
            inside ^= _QUOTED.sub("", line).count("`") % 2 == 1
    styles = [a.body for name, a in assets.items() if name.startswith("css/")]
    assert not any(b"/*" in body for body in styles)
    assert b"Leaflet" in assets["leaflet/leaflet.js"].body[:300]


def test_what_a_live_map_loads_is_small() -> None:
    assets = load_assets(paths.STATIC)
    names = sorted(name for name in assets if name.startswith("js/map"))
    scripts = b"".join(assets[name].body for name in names)
    assert len(names) > 10
    assert len(gzip.compress(scripts, 9, mtime=0)) <= MAP_BYTES


@pytest.mark.parametrize("path", ["/tours/downtown/go/", "/tours/downtown/in/45/go/"])
def test_the_page_that_leads_is_small_with_its_maps_and_all_that_it_loads(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path).get_data(as_text=True)
    found = re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js|svg))', page)
    total = len(brotli.compress(page.encode(), quality=9))
    fetched: set[str] = set()
    while found:
        if (url := found.pop()) in fetched:
            continue
        fetched.add(url)
        body = client.get(url).data
        total += len(brotli.compress(body, quality=9))
        folder = url.rpartition("/")[0]
        if url.endswith(".js"):
            found += [f"{folder}/{name}" for name in _IMPORTS.findall(body.decode())]
    assert any("go-judge" in url for url in fetched)
    assert total <= GO_BYTES
