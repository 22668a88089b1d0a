"""Pages that one process drew, given by the others: the same bytes and headers as drawn anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from werkzeug.test import Client

from trail.web.offline.prerendered import PrerenderedPages
from trail.web.serve.app import create_app
from trail.web.shell.delivery import in_every_encoding
from trail.web.shell.page_cache import Kept, Key
from trail.web.shell.settings import Settings

KEY: Key = ("", "/", "identity")


def empty() -> PrerenderedPages:
    file, name = tempfile.mkstemp()
    Path(name).unlink()
    return PrerenderedPages(file)


def test_nothing_is_found_before_all_is_written() -> None:
    finished = empty()
    assert finished.find(KEY) is None
    finished.write([(KEY, Kept("é".encode(), (("A", "b"),)))])
    assert finished.find(KEY) == Kept("é".encode(), (("A", "b"),))
    assert finished.find(("", "/", "br")) is None


@pytest.mark.parametrize("base_path", ["", "/trail"])
@pytest.mark.parametrize("encoding", ["identity", "br", "gzip"])
def test_a_shared_page_is_as_if_drawn_here(sample_dir: Path, encoding: str, base_path: str) -> None:
    settings = Settings(sample_dir, base_url="https://trail.example.org", base_path=base_path)
    one, other, fresh = (create_app(settings) for _ in range(3))
    paths = [f"{base_path}{path}" for path in ("/about/", "/icons/icon-192.png", "/robots.txt")]
    for path in paths:
        assert Client(one).get(path).status_code == 200
    finished = empty()
    held = one.extensions["page_cache"].held()
    finished.write(each for drawn in held for each in in_every_encoding(*drawn))
    other.extensions["page_cache"].behind = finished.find
    asked: list[str] = []
    other.before_request(lambda: asked.append("Flask"))
    for path in paths:
        shared, drawn = (
            Client(app).get(path, headers={"Accept-Encoding": encoding}) for app in (other, fresh)
        )
        assert shared.data == drawn.data
        assert {k: v for k, v in shared.headers if k != "Date"} == {
            k: v for k, v in drawn.headers if k != "Date"
        }
    assert not asked
