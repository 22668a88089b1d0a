"""Headers, caching, compression, refusals: how responses leave, and what is not answered."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient
from lxml import html

from trail.curation.questions.settings import QuestionSettings, sqlite_url
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def test_the_security_headers_are_on_every_answer(client: FlaskClient) -> None:
    for path in ("/", "/healthz", "/nope/", "/?x=1", "/robots.txt", "/sitemap.xml"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; "), path
        assert "unsafe" not in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        assert "geolocation=(self)" in headers["Permissions-Policy"], path
        assert "Set-Cookie" not in headers, path


def test_only_a_page_with_a_map_may_show_tiles(client: FlaskClient) -> None:
    def policy(path: str) -> str:
        return client.get(path).headers["Content-Security-Policy"]

    assert "openstreetmap" in policy("/tours/quay/")
    assert "openstreetmap" not in policy("/about/")
    assert "openstreetmap" not in policy("/nope/")


@pytest.mark.parametrize(
    ("path", "policies", "embeds", "embedded_by"),
    [
        ("/about/", "trail", "require-corp", "same-origin"),
        ("/tours/quay/", "trail default", "credentialless", "same-origin"),
        ("/tours/quay/go/", "trail", "require-corp", "same-origin"),
        ("/nope/", "trail", "require-corp", "same-origin"),
        ("/embed/quay/", "trail", "require-corp", "cross-origin"),
        ("/api/collections/sites/items", "trail", "require-corp", "cross-origin"),
        ("/tours/quay.gpx", "trail", "require-corp", "cross-origin"),
        ("/sites.geojson", "trail", "require-corp", "cross-origin"),
        ("/sites.csv", "trail", "require-corp", "cross-origin"),
        ("/service-worker.js", "trail", "require-corp", "same-origin"),
    ],
)
def test_who_may_write_scripts_and_what_may_be_embedded(
    client: FlaskClient, path: str, policies: str, embeds: str, embedded_by: str
) -> None:
    headers = client.get(path).headers
    told = headers["Content-Security-Policy"]
    assert told.endswith(f"; require-trusted-types-for 'script'; trusted-types {policies}")
    assert headers["Cross-Origin-Embedder-Policy"] == embeds
    assert headers["Cross-Origin-Resource-Policy"] == embedded_by
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_an_unchanged_page_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/about/")
    again = client.get("/about/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    other = client.get("/about/", headers={"If-None-Match": '"something-else"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br, gzip", "br"),
        ("gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("br;q=0, gzip", "gzip"),
    ],
)
def test_pages_are_compressed_as_the_browser_accepts(
    client: FlaskClient, accepted: str, encoding: str | None
) -> None:
    response = client.get("/", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in response.headers["Vary"]
    unpacked = {
        "br": brotli.decompress,
        "gzip": gzip.decompress,
        None: bytes,
    }[encoding](response.data)
    assert unpacked == client.get("/").data


def test_each_encoding_has_its_own_etag(client: FlaskClient) -> None:
    tags = {
        client.get("/", headers={"Accept-Encoding": accepted}).headers["ETag"]
        for accepted in ("br", "gzip", "identity")
    }
    assert len(tags) == 3


def test_static_files_carry_their_hash_and_are_kept_for_ever(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/tours/quay/").get_data(as_text=True))
    urls = page.xpath("//link[@rel='stylesheet']/@href | //script/@src")
    assert len(urls) >= 3
    for url in urls:
        assert re.search(r"\.[0-9a-f]{10}\.(css|js)$", url)
        assert "immutable" in client.get(url).headers["Cache-Control"]


def test_scripts_import_each_other_by_their_hashed_names(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/tours/quay/").get_data(as_text=True))
    seen: set[str] = set()
    waiting = [url for url in page.xpath("//script/@src") if "/static/" in url]
    while waiting:
        url = waiting.pop()
        response = client.get(url)
        assert response.status_code == 200, url
        seen.add(url)
        for name in re.findall(r"""(?:from|import)\s*\(?\s*["']\./([^"']+)""", response.text):
            assert re.search(r"\.[0-9a-f]{10}\.js$", name), name
            found = f"{url.rpartition('/')[0]}/{name}"
            if found not in seen:
                waiting.append(found)
    assert len(seen) > 5


@pytest.mark.parametrize(
    "path",
    [
        "/nope/",
        "/sites/custom-hous/",
        "/tours/kay/",
        "/tours/quay/by/beauty/",
        "/sites/page/0/",
        "/sites/page/2/",
        "/sites/page/99999999999999999999/",
        "/static/../pyproject.toml",
        "/static/css/app.css",
        "/maps/tour-quay-distance-0000000000.js",
        "/maps/sites-x-1.js",
        "/maps/..%2f..%2fetc%2fpasswd.js",
        "/sites/%00/",
        "/sites/" + "x" * 3000 + "/",
        "/%F0%9F%8C%B8/",
        "/sites/<script>/",
    ],
)
def test_what_is_not_there_gets_a_page_that_helps(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    page = html.document_fromstring(response.get_data(as_text=True))
    assert page.xpath("//h1")
    assert "/sites/" in page.xpath("//main//a/@href")
    assert "no-store" in response.headers["Cache-Control"]
    assert "Traceback" not in response.text


def test_a_misspelt_site_is_offered_its_nearest(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/sites/custom-hous/").get_data(as_text=True))
    assert "/sites/custom-house/" in page.xpath("//main//a/@href")


def test_head_answers_as_get_without_a_body(client: FlaskClient) -> None:
    head, get = client.head("/about/"), client.get("/about/")
    assert head.status_code == 200
    assert head.data == b""
    for name in ("Content-Length", "ETag", "Content-Type", "Content-Security-Policy"):
        assert head.headers[name] == get.headers[name]


def test_options_names_the_methods_and_others_are_refused(client: FlaskClient) -> None:
    assert {"GET", "HEAD", "OPTIONS"} <= set(client.options("/").headers["Allow"].split(", "))
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        response = client.open("/", method=method)
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]


def test_a_missing_slash_is_put_right(client: FlaskClient) -> None:
    assert client.get("/sites").status_code == 308


def test_healthz_names_version_and_data(client: FlaskClient) -> None:
    health = client.get("/healthz")
    assert health.json is not None
    assert health.json["status"] == "ok"
    assert re.fullmatch(r"[0-9a-f]{64}", health.json["data_digest"])
    assert health.headers["Cache-Control"] == "no-store"
    assert health.json["storage"] == "off"
    assert client.head("/healthz").status_code == 200


def test_healthz_tries_whether_questions_can_be_kept(sample_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.sqlite"
    now = [1_000_000.0]
    app = create_app(Settings(sample_dir, questions=QuestionSettings(sqlite_url(file))))
    app.extensions["ask"].clock = lambda: now[0]
    client = app.test_client()
    assert client.get("/healthz").get_json()["storage"] == "ok"
    file.write_bytes(b"no database any more" * 100)
    for name in ("-wal", "-shm"):
        file.with_name(file.name + name).unlink(missing_ok=True)
    assert client.get("/healthz").status_code == 200  # the last answer, for some seconds
    now[0] += 6
    failing = client.get("/healthz")
    assert failing.status_code == 503
    assert failing.get_json()["storage"] == "failing"
    assert client.head("/healthz").status_code == 503
    assert str(tmp_path) not in failing.text
    assert client.get("/about/").status_code == 200


def test_robots_names_the_sitemap(client: FlaskClient) -> None:
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text


def test_everything_works_under_a_sub_path(sample_dir: Path) -> None:
    app = create_app(Settings(data_dir=sample_dir, base_path="/trail"))
    client = app.test_client()
    page = html.document_fromstring(client.get("/trail/tours/quay/").get_data(as_text=True))
    links = page.xpath("//a/@href | //link/@href | //script/@src")
    for url in links:
        if url.startswith("/"):
            assert url.startswith("/trail/"), url
            assert client.get(url).status_code == 200, url
    config = json.loads(page.xpath("//script[@id='map-config']/text()")[0])
    assert client.get(config["basemap"]).status_code == 200
    assert page.xpath("//link[@rel='canonical']/@href") == ["http://localhost/trail/tours/quay/"]
    assert client.get("/").location.endswith("/trail/")


def test_a_public_address_replaces_the_one_asked(sample_dir: Path) -> None:
    app = create_app(Settings(data_dir=sample_dir, base_url="https://trail.example.org"))
    client = app.test_client()
    body = client.get("/about/", headers={"Host": "evil.example"}).get_data(as_text=True)
    assert "https://trail.example.org/about/" in body
    assert "evil.example" not in body


def test_a_fault_of_ours_shows_a_page_without_a_traceback(
    sample_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(data_dir=sample_dir))

    @app.get("/broken/")
    def broken() -> str:
        raise RuntimeError("secret detail")

    response = app.test_client().get("/broken/")
    assert response.status_code == 500
    assert "secret detail" not in response.text
    assert "secret detail" in caplog.text
