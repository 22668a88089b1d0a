"""Finished answers given before Flask: what is kept, for whom, and how much of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, Response, request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client, TestResponse

from trail.web.serve.app import create_app
from trail.web.shell.page_cache import Kept, PageCache, encoding_of
from trail.web.shell.params import allow
from trail.web.shell.settings import Settings


class Counted:
    """An app that says how often Flask was asked."""

    def __init__(self, directory: Path, **settings: str) -> None:
        self.app = create_app(Settings(directory, **settings))  # type: ignore[arg-type]
        self.asked: list[str] = []
        self.app.before_request(lambda: self.asked.append(request.path))
        self.client = Client(self.app)


def plain(response: TestResponse) -> dict[str, str]:
    """Its headers without the time, which the server writes."""
    return {name: value for name, value in response.headers if name != "Date"}


@pytest.fixture
def counted(sample_dir: Path) -> Counted:
    return Counted(sample_dir)


@pytest.mark.parametrize("path", ["/", "/sites/", "/sites.geojson", "/robots.txt"])
def test_a_second_reader_is_answered_without_flask(counted: Counted, path: str) -> None:
    first = counted.client.get(path)
    again = counted.client.get(path)
    assert counted.asked == [path]
    assert again.data == first.data
    assert again.status == first.status
    assert plain(again) == plain(first)


def test_head_and_an_unchanged_page_are_answered_from_memory(counted: Counted) -> None:
    first = counted.client.get("/about/")
    head = counted.client.head("/about/")
    assert head.data == b""
    assert plain(head) == plain(first)
    for known in (first.headers["ETag"], f'"x", W/{first.headers["ETag"]}', "*"):
        same = counted.client.get("/about/", headers={"If-None-Match": known})
        assert same.status_code == 304
        assert same.data == b""
        assert "Content-Length" not in same.headers
        assert same.headers["ETag"] == first.headers["ETag"]
        assert same.headers["Vary"] == first.headers["Vary"]
        assert same.headers["Content-Security-Policy"]
    other = counted.client.get("/about/", headers={"If-None-Match": '"another", garbage"'})
    assert other.status_code == 200
    assert counted.asked == ["/about/"]


def test_a_304_is_the_same_from_memory_as_from_flask(sample_dir: Path) -> None:
    tag = Counted(sample_dir).client.get("/about/").headers["ETag"]
    fresh, warm = Counted(sample_dir), Counted(sample_dir)
    warm.client.get("/about/")
    asked = {"If-None-Match": tag}
    slow, fast = (each.client.get("/about/", headers=asked) for each in (fresh, warm))
    assert (slow.status_code, plain(slow)) == (fast.status_code, plain(fast))


def test_if_match_is_judged_as_the_standard_says(counted: Counted) -> None:
    counted.client.get("/about/")
    refused = counted.client.get("/about/", headers={"If-Match": '"old"'})
    assert refused.status_code == 412


@pytest.mark.parametrize("path", ["/nope/", "/healthz", "/sites"])
def test_what_does_not_stand_for_every_reader_is_never_kept(counted: Counted, path: str) -> None:
    counted.client.get(path)
    counted.client.get(path)
    assert len(counted.asked) == 2


def test_an_answer_to_a_query_never_stands_for_the_bare_address(sample_dir: Path) -> None:
    counted = Counted(sample_dir)

    @counted.app.get("/echo/")
    def echo() -> Response:
        return Response(request.query_string or b"bare")

    allow("echo", "q")
    assert counted.client.get("/echo/?q=1").data == b"q=1"
    assert counted.client.get("/echo/").data == b"bare"
    assert counted.client.get("/echo/?q=2").data == b"q=2"


def test_methods_that_are_refused_are_refused_on_kept_pages_too(counted: Counted) -> None:
    counted.client.get("/")
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert counted.client.open("/", method=method).status_code == 405


def test_the_host_counts_only_without_a_public_address(sample_dir: Path) -> None:
    def robots(counted: Counted, host: str) -> str:
        return counted.client.get("/robots.txt", headers={"Host": host}).text

    each = Counted(sample_dir)
    assert "http://a.local/" in robots(each, "a.local")
    assert "http://b.local/" in robots(each, "b.local")
    assert "http://a.local/" in robots(each, "A.local")
    assert len(each.asked) == 2
    # Made-up names fill nothing: what nobody vouches for shares one answer.
    assert robots(each, "a.example") == robots(each, "b.example")
    assert len(each.asked) == 3
    one = Counted(sample_dir, base_url="https://trail.example.org")
    assert robots(one, "a.example") == robots(one, "b.example")
    assert len(one.asked) == 1


def test_a_sub_path_is_kept_apart(sample_dir: Path) -> None:
    counted = Counted(sample_dir, base_path="/trail")
    first = counted.client.get("/trail/about/")
    assert counted.client.get("/trail/about/").data == first.data
    assert len(counted.asked) == 1
    assert counted.client.get("/about/").status_code == 302


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("*", "br"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("*;q=0", "identity"),
        ("gzip;q=0.5, identity", "identity"),
        ("gzip, identity;q=0.5", "gzip"),
        ("deflate", "identity"),
        ("br;q=nonsense, ,;;=", "identity"),
        ("x," * 5000 + "gzip", "gzip"),
    ],
)
def test_the_encoding_that_is_liked_best_is_sent(accepted: str, encoding: str) -> None:
    assert encoding_of(accepted) == encoding


@given(st.text(st.characters(max_codepoint=255), max_size=400))
def test_no_header_is_too_odd_for_an_encoding(accepted: str) -> None:
    assert encoding_of(accepted) in ("br", "gzip", "identity")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40)), max_size=60))
def test_memory_never_holds_more_than_its_budget(answers: list[tuple[int, int]]) -> None:
    cache = PageCache(budget=50)
    for number, size in answers:
        cache.keep(("", str(number), "br"), Kept(b"x" * size, (("A", "b"),)))
        held = [cache.find(("", str(n), "br")) for n in range(10)]
        assert sum(kept.size for kept in held if kept) <= 50


def test_what_was_not_asked_for_longest_goes_first() -> None:
    cache = PageCache(budget=20)
    first, second, third = (("", name, "br") for name in "abc")
    cache.keep(first, Kept(b"x" * 8, ()))
    cache.keep(second, Kept(b"x" * 8, ()))
    cache.find(first)
    cache.keep(third, Kept(b"x" * 8, ()))
    assert cache.find(first)
    assert cache.find(second) is None
    cache.keep(second, Kept(b"x" * 21, ()))
    assert cache.find(second) is None
    cache.clear()
    assert cache.find(first) is None


def test_a_made_up_host_is_refused_and_not_kept(counted: Counted) -> None:
    def status(app: Flask, host: str) -> int:
        return Client(app).get("/robots.txt", environ_overrides={"HTTP_HOST": host}).status_code

    assert status(counted.app, "a b<script>") in (200, 400)
    assert status(counted.app, "a b<script>") != 500
