"""What is published: all of it, the same each time, and nothing half done."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from flask import Flask
from lxml import html

from tests.web.publish.conftest import ORIGIN
from trail.base.errors import ExportError
from trail.web.offline.crawl import CrawledApp
from trail.web.publish import PublishOptions, publish
from trail.web.publish.place import MARKER
from trail.web.publish.saving import SavedApp
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def command(sample_dir: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "trail", "--data", str(sample_dir), "publish", str(out),
            "--base-url", ORIGIN]  # fmt: skip


def test_every_page_of_the_sitemap_is_there_as_the_app_answers_it(
    published: Path, sample_dir: Path
) -> None:
    app: Flask = create_app(Settings(sample_dir, ORIGIN, "/guide", published=True))
    client = app.test_client()
    listed = (published / "sitemap.xml").read_text().split("<loc>")[1:]
    assert len(listed) > 20
    for each in listed:
        path = urlsplit(each.partition("<")[0]).path
        file = published / path.removeprefix("/guide/") / "index.html"
        assert file.read_bytes() == client.get(path, base_url=ORIGIN).data, path


def test_files_machines_and_sheets_are_there(published: Path) -> None:
    names = set(hashes(published))
    wanted = {"robots.txt", "sitemap.xml", "404.html", "manifest.webmanifest", ".nojekyll",
              "service-worker.js", "offline.json", "offline-sheets.json", "offline/index.html",
              "sites.gpx",
              "icons/icon-192.png", "print/poster-a4.pdf", "_headers", MARKER}  # fmt: skip
    assert wanted <= names
    listing = json.loads((published / "offline.json").read_text())
    packed = {part["url"].removeprefix("/guide/") for part in listing["parts"]}
    there = {name for name in names if name.startswith("pack/") and name.endswith("json")}
    assert there == packed | {"pack/newest.json"}
    assert not any(name.startswith(("api/", "healthz")) for name in names)


def test_the_offline_copy_is_the_one_the_app_makes(published: Path, sample_dir: Path) -> None:
    app = create_app(Settings(sample_dir, ORIGIN, "/guide", published=True))
    answer = app.test_client().get("/guide/offline.json", base_url=ORIGIN)
    assert (published / "offline.json").read_bytes() == answer.data


def test_the_sheets_of_each_paper_are_listed_as_they_were_published(published: Path) -> None:
    papers = json.loads((published / "offline-sheets.json").read_text())["papers"]
    assert [one["paper"] for one in papers] == ["letter", "a4", "tabloid"]
    for one in papers:
        names = {Path(file["url"]).name for file in one["files"]}
        assert names == {file.name for file in (published / "print").glob(f"*-{one['paper']}.pdf")}
        for file in one["files"]:
            body = (published / file["url"].removeprefix("/guide/")).read_bytes()
            assert (file["bytes"], file["hash"]) == (
                len(body),
                hashlib.sha256(body).hexdigest()[:16],
            )
        assert one["bytes"] == sum(file["bytes"] for file in one["files"])
    assert len({one["version"] for one in papers}) == 3


def test_the_page_for_a_missing_address_names_none(published: Path) -> None:
    text = (published / "404.html").read_text()
    assert "There is no page at this address." in text
    assert "404.html" not in text


def test_the_question_page_has_no_form_and_the_search_page_says_what_it_needs(
    published: Path,
) -> None:
    ask = html.document_fromstring((published / "ask/index.html").read_text())
    assert not ask.xpath("//form")
    search = (published / "search/index.html").read_text()
    assert "<noscript>" in search


def test_headers_are_those_the_app_sends(published: Path) -> None:
    rules = (published / "_headers").read_text()
    assert "/guide/static/*\n  Cache-Control: public, max-age=31536000, immutable\n" in rules
    assert "Content-Security-Policy: default-src 'none'" in rules
    gpx = "/guide/*.gpx\n  Content-Disposition: attachment\n  Content-Type: application/gpx+xml\n"
    assert gpx in rules


def test_compressed_files_hold_the_same(published: Path) -> None:
    page = published / "index.html"
    assert gzip.decompress((published / "index.html.gz").read_bytes()) == page.read_bytes()
    assert brotli.decompress((published / "index.html.br").read_bytes()) == page.read_bytes()


def test_the_portable_copy_needs_no_server_and_no_script(published: Path) -> None:
    with zipfile.ZipFile(published.parent / "copy.zip") as archive:
        names = set(archive.namelist())
        assert not any(name.endswith((".js", ".webmanifest")) for name in names)
        pages = [name for name in names if name.endswith(".html")]
        assert "copy/index.html" in pages
        for name in pages:
            page = html.document_fromstring(archive.read(name))
            assert not page.xpath("//script[@src or @type='module']"), name
            for link in page.xpath("//@href[not(../self::link[@rel='canonical'])] | //@src"):
                parts = urlsplit(link)
                if parts.scheme or not parts.path:
                    continue
                assert not parts.path.startswith("/"), f"{name}: {link}"
                assert urljoin(name, parts.path) in names, f"{name}: {link}"
        css = [archive.read(name).decode() for name in names if name.endswith(".css")]
    assert not any("scripting" in text for text in css)


@pytest.mark.parametrize("portable", [False, True])
def test_the_same_data_gives_the_same_bytes(
    sample_dir: Path, tmp_path: Path, portable: bool
) -> None:
    found = []
    for k, zone in enumerate(("UTC", "Asia/Tokyo")):
        out = tmp_path / str(k) / "site"
        (tmp_path / str(k) / "tmp").mkdir(parents=True)
        environment = {
            **os.environ, "TZ": zone, "PYTHONHASHSEED": str(k),
            "TMPDIR": str(tmp_path / str(k) / "tmp"), "LANG": ("C", "de_DE.UTF-8")[k],
        }  # fmt: skip
        more = ["--portable"] if portable else ["--processes", str(k + 1)]
        subprocess.run([*command(sample_dir, out), *more], env=environment, check=True)
        found.append(hashes(out))
    assert found[0] == found[1]


def test_killed_in_the_middle_it_leaves_the_old_site_and_the_next_run_clears_up(
    sample_dir: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    subprocess.run(command(sample_dir, out), check=True)
    before = hashes(out)
    running = subprocess.Popen(command(sample_dir, out))
    aside = tmp_path / ".site.trail-new"
    while not list(aside.glob("site/sites/*/index.html")):
        assert running.poll() is None
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert hashes(out) == before
    assert aside.exists()
    subprocess.run(command(sample_dir, out), check=True)
    assert hashes(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_zip_file_killed_in_the_middle_leaves_nothing_that_grows(
    sample_dir: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    environment = {**os.environ, "TMPDIR": str(elsewhere)}
    to = tmp_path / "out" / "trail.zip"
    to.parent.mkdir()
    asking = [part for part in command(sample_dir, to) if part != str(to)] + ["--zip", str(to)]
    for _ in range(2):
        running = subprocess.Popen(asking, env=environment)
        while not list(to.parent.rglob("sites/*/index.html")):
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert len(list(to.parent.iterdir())) == 1
    subprocess.run(asking, env=environment, check=True)
    assert list(to.parent.iterdir()) == [to]
    assert not list(elsewhere.iterdir())


@contextmanager
def interrupts(how: signal.Handlers) -> Iterator[None]:
    """Have processes begin with an interrupt heeded, as in a terminal, or ignored, as a shell has
    it for what a script starts in the background, whatever these tests were started with."""
    before = signal.signal(signal.SIGINT, how)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def begun(sample_dir: Path, out: Path, how: signal.Handlers) -> subprocess.Popen[bytes]:
    """A publication under way."""
    with interrupts(how):
        running = subprocess.Popen(command(sample_dir, out), stderr=subprocess.PIPE)
    while not list(out.parent.glob(".site.trail-new/site/sites/*/index.html")):
        assert running.poll() is None
        time.sleep(0.01)
    return running


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_clears_up_by_itself(
    sample_dir: Path, tmp_path: Path, number: signal.Signals
) -> None:
    running = begun(sample_dir, tmp_path / "site", signal.SIG_DFL)
    running.send_signal(number)
    _out, told = running.communicate()
    assert running.returncode not in (0, None)
    assert b"Traceback" not in told
    assert not list(tmp_path.iterdir())


def test_where_interrupts_are_ignored_it_runs_on_and_can_be_ended(
    sample_dir: Path, tmp_path: Path
) -> None:
    running = begun(sample_dir, tmp_path / "site", signal.SIG_IGN)
    running.send_signal(signal.SIGINT)
    _out, told = running.communicate()
    assert running.returncode == 0, told
    assert (tmp_path / "site" / "index.html").exists()
    running = begun(sample_dir, tmp_path / "site", signal.SIG_IGN)
    running.terminate()
    _out, told = running.communicate()
    assert running.returncode == 1
    assert b"Traceback" not in told
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_without_room_the_old_site_stays(
    sample_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    settings = Settings(sample_dir, ORIGIN)
    publish(settings, PublishOptions(out))
    before = hashes(out)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SavedApp, "write", full)
    with pytest.raises(OSError, match="No space left"):
        publish(settings, PublishOptions(out))
    assert hashes(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_page_that_fails_stops_it(
    sample_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: CrawledApp, url: str, _expected: int = 200) -> None:
        raise ValueError("broken on purpose")

    monkeypatch.setattr(CrawledApp, "ask", broken)
    with pytest.raises(ExportError, match="broken on purpose"):
        publish(Settings(sample_dir, ORIGIN), PublishOptions(tmp_path / "site"))
    assert not list(tmp_path.iterdir())


def test_without_an_address_it_says_how_to_give_one(sample_dir: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(sample_dir, copy)
    text = (copy / "trail.yaml").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("base_url:")]
    (copy / "trail.yaml").write_text("\n".join([*lines, "base_url: null"]))
    with pytest.raises(ExportError, match="--base-url"):
        publish(Settings(copy), PublishOptions(tmp_path / "site"))
