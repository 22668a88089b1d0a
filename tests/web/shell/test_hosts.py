"""Which address an answer may name: no Host that was only claimed, one that is vouched for."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from trail.base.webaddress import is_host
from trail.web.serve.app import create_app
from trail.web.shell.hosts import Hosts
from trail.web.shell.settings import Settings

FORGED = "evil.example.com"
TOUR = "/tours/quay/"
FORWARDED = {
    "Host": "127.0.0.1:8000",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "trail.example.org",
    "X-Forwarded-Prefix": "/walks",
}


@cache
def app(directory: Path, **settings: object) -> Flask:
    return create_app(Settings(directory, **settings))  # type: ignore[arg-type]


def client(directory: Path, **settings: Hashable) -> FlaskClient:
    return app(directory, **settings).test_client()


def canonical(page: str) -> list[str]:
    return list(html.document_fromstring(page).xpath("//link[@rel='canonical']/@href"))


def test_a_proxy_of_ours_says_host_scheme_and_path(sample_dir: Path) -> None:
    behind = client(sample_dir, proxies=1)
    page = behind.get(TOUR, headers=FORWARDED)
    assert page.status_code == 200
    assert canonical(page.text) == ["https://trail.example.org/walks/tours/quay/"]
    tree = html.document_fromstring(page.text)
    links = tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src")
    ours = [link for link in links if link.startswith("/")]
    assert len(ours) > 20
    assert all(link.startswith("/walks/") for link in ours)
    assert "127.0.0.1" not in page.text
    on = behind.get("/tours/quay?fbclid=1", headers=FORWARDED).headers["Location"]
    assert on == "https://trail.example.org/walks/tours/quay/"


def test_of_several_values_the_one_our_own_proxy_wrote_counts(sample_dir: Path) -> None:
    both = FORWARDED | {
        "X-Forwarded-Host": f"{FORGED}, trail.example.org",
        "X-Forwarded-Proto": "ftp, HTTPS",
        "X-Forwarded-Prefix": "/evil, /walks/",
    }
    page = client(sample_dir, proxies=1).get(TOUR, headers=both).text
    assert canonical(page) == ["https://trail.example.org/walks/tours/quay/"]
    assert "evil" not in page


def test_without_a_proxy_what_is_forwarded_is_nothing(sample_dir: Path) -> None:
    bare = client(sample_dir)
    page = bare.get(TOUR, headers=FORWARDED)
    assert canonical(page.text) == ["http://127.0.0.1:8000/tours/quay/"]
    assert "/walks/" not in page.text
    assert bare.get("/tours/quay", headers=FORWARDED).headers["Location"] == TOUR


def test_the_path_that_is_set_is_the_public_one(sample_dir: Path) -> None:
    under = client(sample_dir, proxies=1, base_path="/trail")
    page = under.get("/trail/tours/quay/", headers=FORWARDED)
    assert canonical(page.text) == ["https://trail.example.org/trail/tours/quay/"]
    assert "/walks" not in page.text


@pytest.mark.parametrize(
    "path",
    ["/", TOUR, "/sites/", "/sites/custom-house/", "/days/", "/search/", "/search/?q=mill", "/ask/",
     "/about/", "/tours/quay/go/", "/embed/quay/", "/nope/", "/manifest.webmanifest",
     "/service-worker.js", "/robots.txt", "/print/"],
)  # fmt: skip
def test_a_host_that_is_only_claimed_is_nowhere_in_a_page(sample_dir: Path, path: str) -> None:
    response = client(sample_dir).get(path, headers={"Host": FORGED})
    assert response.status_code in (200, 404)
    assert FORGED not in response.text
    assert FORGED not in str(response.headers)


def test_pages_under_a_claimed_host_name_themselves_by_their_path(sample_dir: Path) -> None:
    page = client(sample_dir).get(TOUR, headers={"Host": FORGED}).text
    assert canonical(page) == [TOUR]


@pytest.mark.parametrize(
    "path", ["/sites.geojson", "/tours/quay.gpx", "/sitemap.xml", "/api/", "/api/collections"]
)
def test_a_file_with_a_claimed_host_is_kept_by_nobody(sample_dir: Path, path: str) -> None:
    bare = client(sample_dir)
    response = bare.get(path, headers={"Host": FORGED})
    assert f"http://{FORGED}/" in response.text
    assert response.headers["Cache-Control"] == "private, no-store"
    other = bare.get(path, headers={"Host": "localhost"})
    assert FORGED not in other.text
    assert "no-store" not in other.headers["Cache-Control"]


@pytest.mark.parametrize("settings", [{}, {"base_url": "https://a.example"}, {"proxies": 1}])
@pytest.mark.parametrize(
    "path", ["/sites", "/tours/quay", "/sites/page/1/", "/tours//quay/", "/tours/quay/by/distance/"]
)
def test_a_redirect_names_no_host(
    sample_dir: Path, settings: dict[str, Hashable], path: str
) -> None:
    asked = {"Host": FORGED} | ({} if settings else {"X-Forwarded-Host": FORGED})
    response = client(sample_dir, **settings).get(path, headers=asked)
    assert response.status_code == 308
    assert response.headers["Location"][0] == "/"
    assert response.headers["Location"][1] not in "/\\"
    assert FORGED not in response.text


def test_a_cached_answer_is_the_same_whoever_asked_first(sample_dir: Path) -> None:
    first, second = (create_app(Settings(sample_dir)).test_client() for _ in range(2))
    for path in ("/", TOUR, "/about/", "/robots.txt"):
        first.get(path, headers={"Host": FORGED, "X-Forwarded-Host": FORGED})
        for host in ("localhost", "192.168.1.7:8000", "other.example.net"):
            asked = {"Host": host}
            assert first.get(path, headers=asked).data == second.get(path, headers=asked).data


@pytest.mark.parametrize(
    ("host", "vouched"),
    [
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("[::1]:8000", True),
        ("192.168.1.7:8000", True),
        ("10.0.0.2", True),
        ("raspberrypi.local", True),
        ("web", True),
        ("93.184.216.34", False),
        ("[2606:2800:220:1::1]", False),
        ("example.org", False),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
    ],
)
def test_names_of_the_house_are_believed(sample_dir: Path, host: str, vouched: bool) -> None:
    page = client(sample_dir).get("/about/", headers={"Host": host}).text
    assert canonical(page) == [f"http://{host}/about/" if vouched else "/about/"]


def test_only_the_hosts_that_are_allowed_are_answered(sample_dir: Path) -> None:
    strict = client(
        sample_dir, hosts=("trail.example.org", ".example.net"), base_url="https://a.example"
    )
    for host in ("trail.example.org", "TRAIL.example.org:8443", "example.net", "b.c.example.net",
                 "a.example", "trail.example.org."):  # fmt: skip
        assert strict.get("/about/", headers={"Host": host}).status_code == 200, host
    for host in (FORGED, "xtrail.example.org", "example.org", "notexample.net", "localhost", ""):
        for path in ("/about/", "/sites", "/nope/", "/api/"):
            response = strict.get(path, headers={"Host": host})
            assert response.status_code == 400, host
            assert FORGED not in response.text
            assert response.headers["Cache-Control"] == "no-store"
    # Also where the page is kept, and for whoever looks whether the server is well.
    assert strict.get("/about/", headers={"Host": FORGED}).status_code == 400
    assert strict.get("/healthz", headers={"Host": "127.0.0.1:8000"}).status_code == 200


def test_an_allowed_host_may_be_named(sample_dir: Path) -> None:
    allowed = client(sample_dir, hosts=("trail.example.org",))
    page = allowed.get("/about/", headers={"Host": "Trail.example.org"}).text
    assert canonical(page) == ["http://trail.example.org/about/"]


def test_a_forwarded_host_must_be_allowed_too(sample_dir: Path) -> None:
    strict = client(sample_dir, hosts=("trail.example.org",), proxies=1)
    assert strict.get(TOUR, headers=FORWARDED).status_code == 200
    forged = FORWARDED | {"X-Forwarded-Host": FORGED}
    assert strict.get(TOUR, headers=forged).status_code == 400


BROKEN = (
    "a b", "[", "]", "http://x", "x:99999", "x:0", "x:", ":80", "x\x00", "\xe9.example", "a,b",
    "x" * 64 + ".example", ".".join(["x" * 60] * 5), "user@evil", "x/y", "x?y", "x#y", "-x.example",
    "a..b", ".", "<script>", "x" * 3000, "[::1", "[evil]", "x\\y", "'", '"', "%00", "{{7*7}}",
)  # fmt: skip


@pytest.mark.parametrize("host", BROKEN)
@pytest.mark.parametrize("path", ["/", "/sites", "/ask/", "/nope/", "/healthz"])
def test_a_broken_host_is_refused_and_never_a_fault_of_ours(
    sample_dir: Path, host: str, path: str
) -> None:
    assert not is_host(host)
    response = client(sample_dir).get(path, headers={"Host": host})
    assert response.status_code == 400
    assert response.text == "This server does not answer under that name.\n"


@pytest.mark.parametrize(
    "prefix", ["//evil.example", "/a b", "/../x", "/.", "/%2e", "/a//b", "\\x"]
)
def test_a_broken_prefix_is_refused(sample_dir: Path, prefix: str) -> None:
    sent = FORWARDED | {"X-Forwarded-Prefix": prefix}
    assert client(sample_dir, proxies=1).get(TOUR, headers=sent).status_code == 400


def test_a_public_address_is_named_whatever_was_asked() -> None:
    hosts = Hosts("https://trail.example.org", proxied=True)
    environ = {"wsgi.url_scheme": "http", "HTTP_HOST": FORGED}
    assert hosts.origin(environ) == "https://trail.example.org"
