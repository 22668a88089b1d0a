"""What a phone keeps: the list is whole, the pack gives every byte back, the manifest installs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from tests.dataset.test_languages import SITES, TRAIL, translated
from tests.sample import Sample
from trail.export.sheets.typeset import icon_png
from trail.web.offline import offline
from trail.web.offline.crawl import AnsweredFile, targets
from trail.web.offline.pack import make_pack
from trail.web.offline.reading import Facts, read
from trail.web.printing import prerender
from trail.web.serve.app import create_app
from trail.web.shell import background
from trail.web.shell.settings import Settings

BUDGET = 1_200_000  # bytes, compressed
MOST_LOST = 250_000  # of them, where the connection is lost once
# Sheets are made for a printer, not for a phone without a signal; the API answers questions.
ONLINE = re.compile(
    r"/(print/.|tours/[^/]+/(?:from|in)/.+\.\w+$|api/$|teach/plan\.\w+$|teach/sheets/[\w-]+\.pdf$|feed\.xml$|embed/)"
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">'
    b'<rect width="8" height="8" fill="#14223d"/></svg>'
)


def listing(client: FlaskClient, base: str = "") -> dict[str, Any]:
    response = client.get(f"{base}/offline.json")
    assert response.status_code == 200
    return json.loads(response.get_data())  # type: ignore[no-any-return]


def unpack(client: FlaskClient, found: dict[str, Any]) -> dict[str, tuple[bytes, dict[str, str]]]:
    """The files of the pack as the page's script puts them together."""
    files, pieces, headers = {}, Pieces(), []
    for part in found["parts"]:
        content = json.loads(client.get(part["url"]).get_data())
        pieces.known += content["pieces"]
        headers += content["headers"]
        for url, number, body in content["files"]:
            files[url] = (pieces.joined(body), headers[number])
    return files


class Pieces:
    """The pieces of the parts read so far, and how far files have named them."""

    def __init__(self) -> None:
        self.known: list[str] = []
        self._fresh = 1

    def joined(self, content: str | list[int]) -> bytes:
        if isinstance(content, str):
            return base64.b64decode(content)
        numbers: list[int] = []
        for number in content:
            for _ in range(max(1, -number)):
                numbers.append(numbers[-1] + 1 if number < 0 else number or self._fresh)
                self._fresh = max(self._fresh, numbers[-1] + 1)
        return "".join(self.known[number - 1] for number in numbers).encode()


def named(url: str, body: bytes, media_type: str) -> Iterator[str]:
    """Every address on this host that a file links to or loads, found without the app's help."""
    text = body.decode() if media_type.startswith(("text/", "application/")) else ""
    found: list[str] = []
    if media_type.startswith("text/html"):
        tree = html.document_fromstring(text)
        found += tree.xpath("//@href | //@src | //*[local-name()='use']/@href")
        found += re.findall(r'"(/(?:maps|static)/[^"\\]+)"', text)
    elif media_type.startswith("text/javascript"):
        found += re.findall(r"""["'](\./[\w.-]+\.js)["']""", text)
    elif media_type.startswith("text/css"):
        found += re.findall(r"url\([\"']?([^\"')]+)", text)
    elif media_type.startswith("application/manifest"):
        manifest = json.loads(text)
        found += [icon["src"] for icon in manifest["icons"]] + [manifest["start_url"]]
        found += [shortcut["url"] for shortcut in manifest["shortcuts"]]
    for link in found:
        target = urljoin(url, link).partition("#")[0]
        if target.startswith("/"):
            yield target


@pytest.mark.parametrize("base", ["", "/lantern"])
def test_no_page_or_file_that_a_saved_file_names_is_missing(sample_dir: Path, base: str) -> None:
    client = create_app(Settings(data_dir=sample_dir, base_path=base)).test_client()
    found = listing(client, base)
    files = unpack(client, found)
    listed = {item["url"] for item in found["files"]}
    assert set(files) == listed
    live = {f"{base}/service-worker.js", f"{base}/offline.json"}
    # Leaflet's style sheet names pictures of controls that no map here has.
    del files[next(url for url in files if "/leaflet/" in url and url.endswith(".css"))]
    for url, (body, headers) in files.items():
        for target in named(url, body, headers["Content-Type"]):
            online = ONLINE.match(target.removeprefix(base))
            assert target in listed | live or online, f"{url} -> {target}"


def test_every_page_of_the_sitemap_and_every_download_is_saved(client: FlaskClient) -> None:
    listed = {item["url"] for item in listing(client)["files"]}
    sitemap = client.get("/sitemap.xml").get_data(as_text=True)
    assert set(re.findall(r"<loc>http://localhost(/[^<]*)</loc>", sitemap)) <= listed
    assert {"/tours/quay/go/", "/tours/quay.gpx", "/sites.csv", "/offline/"} <= listed


def test_a_saved_file_is_what_the_app_serves_with_its_policies(client: FlaskClient) -> None:
    found = listing(client)
    hashes = {item["url"]: item["hash"] for item in found["files"]}
    for url, (body, headers) in unpack(client, found).items():
        served = client.get(url)
        assert served.status_code == 200, url
        assert body == served.get_data(), url
        assert hashlib.sha256(body).hexdigest().startswith(hashes[url])
        for name in ("Content-Type", "Content-Security-Policy", "Permissions-Policy"):
            assert headers[name] == served.headers[name], url


def test_nothing_live_and_nothing_of_another_host_is_saved(client: FlaskClient) -> None:
    for item in listing(client)["files"]:
        assert item["url"].startswith("/")
        assert not re.search(r"^//|healthz|/offline.*json|service-worker|/api/|/pack/", item["url"])


def test_the_version_changes_with_the_content_and_only_with_it(
    sample: Sample, tmp_path: Path
) -> None:
    def version(changed: Sample, name: str) -> str:
        client = create_app(Settings(data_dir=changed.write(tmp_path / name))).test_client()
        return str(listing(client)["version"])

    other = sample.copy()
    other.properties("signal-tower")["summary"] = "It fell down."
    first = version(sample, "one")
    assert version(sample, "two") == first
    assert version(other, "three") != first


@pytest.mark.parametrize("language", ["", "/ja", "/ru"])
def test_the_shipped_trail_fits_into_what_a_phone_may_be_asked_to_fetch(language: str) -> None:
    client = create_app(Settings()).test_client()
    found = listing(client, language)
    for part in found["parts"]:
        sent = client.get(part["url"], headers={"Accept-Encoding": "br"}).get_data()
        assert part["bytes"] == len(sent) <= MOST_LOST
        assert part["length"] == len(client.get(part["url"]).get_data())
    assert found["bytes"] == sum(part["bytes"] for part in found["parts"]) <= BUDGET
    assert found["stored"] == sum(item["bytes"] for item in found["files"])


def test_a_part_of_another_version_is_not_there(client: FlaskClient) -> None:
    assert client.get("/pack/0000.json").status_code == 404


def test_a_part_brings_only_what_none_before_it_brought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trail.web.offline.pack.PART_BYTES", 20)
    kinds = [(("Content-Type", kind),) for kind in ("x", "y")]
    files = [
        AnsweredFile(f"/{n}", kinds[n % 2], Facts(), f"<p>always</p><p>number {n % 3}</p>".encode())
        for n in range(6)
    ]
    pack = make_pack(files)
    parts = [json.loads(part.body) for part in pack.parts]
    assert len(parts) > 3
    pieces = [piece for part in parts for piece in part["pieces"]]
    assert sorted(pieces) == sorted(set(pieces))
    assert [one for part in parts for one in part["headers"]] == [dict(kind) for kind in kinds]
    seen = Pieces()
    for part in parts:
        seen.known += part["pieces"]
        for url, _headers, numbers in part["files"]:
            assert seen.joined(numbers) == files[int(url[1:])].body
    assert [part.hash for part in pack.parts] == [
        hashlib.sha256(part.body).hexdigest()[:16] for part in pack.parts
    ]
    # Cut elsewhere, it is the same version of the same files.
    monkeypatch.setattr("trail.web.offline.pack.PART_BYTES", 10**6)
    assert make_pack(files).version == pack.version
    assert make_pack(files).files == pack.files


def test_text_and_binary_files_come_out_of_the_pack_as_they_went_in() -> None:
    kind = (("Content-Type", "x"),)
    files = [
        AnsweredFile("/a", kind, Facts(), "<p>é</p>\n<p>é</p>\r\n".encode()),
        AnsweredFile("/b", kind, Facts(), bytes(range(256))),
        AnsweredFile("/c", kind, Facts(), b""),
    ]
    (part,) = make_pack(files).parts
    pack = json.loads(part.body)
    pieces = Pieces()
    pieces.known = pack["pieces"]
    bodies = [pieces.joined(content) for _url, _headers, content in pack["files"]]
    assert bodies == [file.body for file in files]
    assert pack["pieces"].count("<p>é</p>") <= 1


def test_pieces_that_follow_one_another_again_are_told_as_a_run() -> None:
    kind = (("Content-Type", "x"),)
    bodies = [b"<a>0</a><b>1</b><c>2</c><d>3</d>", b"<b>1</b><c>2</c><d>3</d><a>0</a><b>1</b>"]
    pack = make_pack(AnsweredFile(f"/{k}", kind, Facts(), body) for k, body in enumerate(bodies))
    first, second = (numbers for _url, _headers, numbers in json.loads(pack.parts[0].body)["files"])
    assert first == [0, -3]
    assert second == [2, -2, 1, -1]


def test_links_are_resolved_without_their_queries_and_those_elsewhere_are_left_out() -> None:
    page = """<a href="../b/#x">b</a><a href="https://example.org/">e</a><a href="?q=1">q</a>
    <a href="mailto:a@example.org">m</a><svg><use href="/s.svg#i"/></svg>
    <script type="application/json">{"url": "/maps/a.js", "name": "/no/address"}</script>
    """
    answer = AnsweredFile("/a/", (), read("text/html", page.encode()), page.encode())
    assert list(targets(answer)) == ["/b/", "/a/", "/s.svg", "/maps/a.js"]


def test_while_it_is_made_elsewhere_the_list_says_so_and_nobody_keeps_that(
    sample_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(data_dir=sample_dir))
    monkeypatch.setattr("os.fork", lambda: 1)  # the child never comes to life
    offline.prepare(app)
    response = app.test_client().get("/offline.json")
    assert response.status_code == 503
    assert response.json == {"preparing": True}
    assert response.headers["Cache-Control"] == "no-store"
    assert int(response.headers["Retry-After"]) > 0
    newest = app.test_client().get("/pack/newest.json")
    assert newest.status_code == 503
    assert newest.headers["Cache-Control"] == "no-store"


def test_every_page_can_ask_which_version_is_the_newest(client: FlaskClient) -> None:
    found = listing(client)
    page = html.document_fromstring(client.get("/about/").get_data(as_text=True))
    (box,) = page.xpath("//*[@data-newer]")
    response = client.get(box.get("data-newer"))
    assert response.json == {"version": found["version"], "bytes": found["bytes"]}
    assert "immutable" not in response.headers.get("Cache-Control", "")
    assert (box.get("data-listing"), box.get("data-sheets")) == (
        "/offline.json",
        "/offline-sheets.json",
    )


def test_a_pack_made_beside_the_workers_is_read_by_them(
    sample_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Flask = create_app(Settings(data_dir=sample_dir))
    store = offline.PackStore(app)
    monkeypatch.setattr("os.fork", lambda: 1)
    store.prepare("")
    assert store.get("") is None
    made = store._make("")
    assert store._shared is not None
    store._write(store._shared, made)
    assert store.get("") == made


def test_under_a_path_that_only_a_proxy_knows_the_copy_is_made_when_asked_for(
    sample_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(data_dir=sample_dir, proxies=1))
    monkeypatch.setattr("os.fork", lambda: 1)
    offline.prepare(app)
    begun: list[Callable[[], None]] = []

    class Later:
        def __init__(self, target: Callable[[], None], daemon: bool) -> None:
            begun.append(target)

        def start(self) -> None:
            """Not by itself."""

    monkeypatch.setattr(offline, "Thread", Later)
    client = app.test_client()

    def copy(path: str) -> TestResponse:
        return client.get("/offline.json", headers={"X-Forwarded-Prefix": path})

    assert copy("/walks").status_code == copy("/walks").status_code == 503
    assert len(begun) == 1
    begun[0]()
    made = copy("/walks")
    assert made.status_code == 200
    assert {file["url"].split("/")[1] for file in made.json["files"]} == {"walks"}  # type: ignore[index]
    for number in range(20):
        assert copy(f"/p{number}").status_code == 503
    assert len(begun) == offline._MOST_PATHS


@pytest.mark.parametrize("base", ["", "/lantern"])
def test_the_manifest_installs(sample_dir: Path, base: str) -> None:
    client = create_app(Settings(data_dir=sample_dir, base_path=base)).test_client()
    page = html.document_fromstring(client.get(f"{base}/").get_data(as_text=True))
    (address,) = page.xpath("//link[@rel='manifest']/@href")
    response = client.get(address)
    assert response.mimetype == "application/manifest+json"
    manifest = json.loads(response.get_data())
    assert manifest["start_url"] == manifest["scope"] == f"{base}/"
    assert manifest["display"] == "standalone"
    sizes = {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= sizes
    for icon in manifest["icons"]:
        served = client.get(icon["src"])
        assert served.mimetype == icon["type"]
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", served.get_data()[16:24])
            assert f"{width}x{height}" == icon["sizes"]


def test_icons_are_the_same_each_time_and_need_a_ground() -> None:
    assert icon_png(SVG, 16, maskable=True) == icon_png(SVG, 16, maskable=True)
    with pytest.raises(ValueError, match="rectangle"):
        icon_png(SVG.replace(b"rect", b"path"), 16)


@pytest.mark.parametrize("base", ["", "/lantern"])
def test_the_service_worker_lies_at_the_root_and_its_shell_exists(
    sample_dir: Path, base: str
) -> None:
    client = create_app(Settings(data_dir=sample_dir, base_path=base)).test_client()
    response = client.get(f"{base}/service-worker.js")
    assert response.mimetype == "text/javascript"
    config = json.loads(re.findall(r"= (\{.*\});", response.get_data(as_text=True))[0])
    assert config["root"] == f"{base}/"
    assert config["offline"] in config["shell"]
    for url in config["shell"]:
        assert client.get(url).status_code == 200, url
    page = html.document_fromstring(client.get(config["offline"]).get_data(as_text=True))
    for url in page.xpath("//link[@rel='stylesheet']/@href | //script/@src"):
        assert url in config["shell"]


def test_the_offline_page_is_not_for_search_engines(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/offline/").get_data(as_text=True))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "/offline/" not in client.get("/sitemap.xml").get_data(as_text=True)


def test_the_copy_of_a_language_is_made_beside_the_workers_after_the_trails_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = translated(Sample(), sites=SITES, trail=TRAIL).write(tmp_path)
    app = create_app(Settings(data_dir=data))
    beside: list[Callable[[], None]] = []
    monkeypatch.setattr(background, "beside", lambda _app, work, _told: beside.append(work))
    offline.prepare(app)
    client = app.test_client()
    asked = client.get("/ja/offline.json")
    assert (asked.status_code, asked.json) == (503, {"preparing": True})
    own, languages = beside
    own()
    languages()
    made = client.get("/ja/offline.json")
    assert made.status_code == 200
    assert made.json is not None
    assert all(file["url"].startswith("/ja/") for file in made.json["files"])
    assert made.json["version"] != client.get("/offline.json").get_json()["version"]


def test_sheets_of_a_language_lie_on_the_shelf_of_the_others_and_nobody_waits_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = translated(Sample(), sites=SITES, trail=TRAIL).write(tmp_path)
    app = create_app(Settings(data_dir=data))
    monkeypatch.setattr(background, "beside", lambda _app, _work, _told: None)
    prerender.prepare(app)
    monkeypatch.setattr("trail.export.sheets.press.typeset", None)  # whoever sets a sheet fails
    page = app.test_client().get("/ja/print/")
    assert page.status_code == 200
    assert "/ja/print/quay-letter.pdf" in page.text
    own = app.extensions["sheet_cache"]
    other = app.extensions["languages"]["ja"].extensions["sheet_cache"]
    own.keep(["a key"], b"a sheet")
    assert (own.find(["a key"]), other.find(["a key"])) == (b"a sheet", None)
