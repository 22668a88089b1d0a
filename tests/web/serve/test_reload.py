"""New data while the app runs: never half read, and never instead of what works."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from tests.sample import Sample
from trail.base.errors import DatasetError, TrailError
from trail.web.serve.app import create_app
from trail.web.serve.reload import Watcher, build_whole, state_of
from trail.web.shell.settings import Settings


class Site:
    """A served dataset in files, and what was said about it."""

    def __init__(self, folder: Path) -> None:
        self.folder = Sample().write(folder)
        self.said: list[str] = []
        self.during: Callable[[], object] = lambda: None
        self.watcher = Watcher(
            self.build(), self.build, lambda: state_of([folder]), self.said.append,
            state_of([folder]),
        )  # fmt: skip
        self.file = folder / "trail.yaml"
        self.whole = self.file.read_text()

    def build(self) -> Flask:
        app = create_app(Settings(self.folder))
        self.during()
        return app

    def title(self) -> bool:
        return "Another name" in Client(self.watcher).get("/").text

    def look(self, times: int = 3) -> list[bool]:
        return [self.watcher.look_again() for _ in range(times)]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def renamed(text: str) -> str:
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    return text.replace(title, "title: Another name")


def test_a_change_is_served_once_it_came_to_rest(site: Site) -> None:
    site.file.write_text(renamed(site.whole))
    assert site.watcher.look_again() is False
    assert site.watcher.look_again() is True
    assert site.title()
    assert site.look() == [False] * 3


def test_a_file_put_in_place_whole_is_served(site: Site) -> None:
    beside = site.folder.parent / f"{site.folder.name}.new"
    beside.write_text(renamed(site.whole))
    beside.replace(site.file)
    assert any(site.look())
    assert site.title()


def test_while_a_file_grows_nothing_is_read(site: Site) -> None:
    text = renamed(site.whole)
    site.look(1)
    for end in range(10, len(text), max(1, len(text) // 8)):
        site.file.write_text(text[:end])
        assert site.look(1) == [False]
        assert not site.title()
    assert site.said == []
    site.file.write_text(text)
    assert any(site.look())
    assert site.title()


def test_a_faulty_edit_is_told_once_and_the_old_data_goes_on(site: Site) -> None:
    site.file.write_text(site.whole[: len(site.whole) // 2] + "\n  : [")
    assert not any(site.look(5))
    assert len(site.said) == 1
    assert "trail.yaml" in site.said[0]
    assert Client(site.watcher).get("/").status_code == 200
    site.file.write_text(renamed(site.whole))
    assert any(site.look())
    assert site.title()


def test_a_file_that_is_gone_is_a_fault_like_another(site: Site) -> None:
    site.file.unlink()
    assert not any(site.look())
    assert len(site.said) == 1
    site.file.write_text(renamed(site.whole))
    assert any(site.look())


def test_what_changed_while_it_was_read_is_read_again(site: Site) -> None:
    site.file.write_text(site.whole + "\n# a note\n")

    def write_meanwhile() -> None:
        site.file.write_text(renamed(site.whole))
        site.during = lambda: None

    site.during = write_meanwhile
    assert site.look(2) == [False, False]
    assert any(site.look())
    assert site.title()


def test_on_request_only_whole_files_are_read(site: Site) -> None:
    def look() -> object:
        return state_of([site.folder])

    pieces = iter([site.whole[:100], renamed(site.whole)])

    def wait() -> None:
        text = next(pieces, None)
        if text:
            site.file.write_text(text)

    app = build_whole(site.build, look, wait)  # type: ignore[arg-type]
    assert "Another name" in Client(app).get("/").text
    site.file.write_text("title: [")
    with pytest.raises(DatasetError):
        build_whole(site.build, look, lambda: None)  # type: ignore[arg-type]
    ever = count(1)
    with pytest.raises(TrailError, match="still being written"):
        build_whole(site.build, look, lambda: os.utime(site.file, (0, next(ever))))  # type: ignore[arg-type]
