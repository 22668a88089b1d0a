"""The teacher's room: pages, sheets as pages and files, refusals, a trail without it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from trail.web.serve.app import create_app
from trail.web.shell.features import page_paths
from trail.web.shell.settings import Settings
from trail.web.teach import room as teach


@pytest.fixture(scope="module")
def shipped() -> Flask:
    return create_app(Settings())


@pytest.fixture
def room(shipped: Flask) -> FlaskClient:
    return shipped.test_client()


def tree(client: FlaskClient, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200, path
    return html.document_fromstring(response.text)


def test_the_start_page_leads_to_the_room_and_the_room_to_everything(
    shipped: Flask, room: FlaskClient
) -> None:
    assert "/teach/" in {a.get("href") for a in tree(room, "/").iter("a")}
    waiting, seen = ["/teach/"], set[str]()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        if path.endswith("/"):
            links = {a.get("href") for a in tree(room, path).xpath("//main//a")}
            for link in sorted(links - seen):
                if link.startswith("/teach/") and not link.startswith("/teach/plan"):
                    assert not urlsplit(link).query
                    seen.add(link)
                    waiting.append(link)
    with shipped.test_request_context():
        assert set(teach.paths()) | set(teach.file_paths()) <= seen


def test_ready_plans_and_the_planner_are_offered(room: FlaskClient) -> None:
    links = [a.get("href") for a in tree(room, "/teach/").xpath("//main//a")]
    assert "/teach/plan/" in links
    assert any(link.startswith("/teach/plans/") for link in links)


def test_every_page_has_one_title_and_says_what_it_is(shipped: Flask, room: FlaskClient) -> None:
    with shipped.test_request_context():
        paths = teach.paths()
    titles = set()
    for path in paths:
        page = tree(room, path)
        assert len(page.xpath("//h1")) == 1
        titles.add(page.findtext(".//title"))
    assert len(titles) == len(paths)


def test_a_sheet_shows_numbers_words_and_room_to_write(room: FlaskClient) -> None:
    page = tree(room, "/teach/sheets/grades-4-5-stops/")
    headings = [" ".join(h.text_content().split()) for h in page.xpath("//main//h2")]
    assert headings[0].endswith("Stop 1: Market Square")
    assert len(headings) == 15
    assert page.xpath("//*[@class='write']")
    assert page.find_class("write--picture")


def test_a_band_tells_of_standards_without_a_claim(room: FlaskClient) -> None:
    text = tree(room, "/teach/grades-6-8/").text_content()
    assert "D2.Civ.3.6-8" in text
    assert "Nobody has approved or endorsed these pages" in text


@pytest.mark.parametrize(
    "path",
    [
        "/teach/grades-13/", "/teach/sheets/grades-4-5-poems/", "/teach/sheets/x.pdf",
        "/teach/sheets/grades-4-5-stops-tabloid.pdf",
        "/teach/sheets/grades-4-5-stops-large-large.pdf",
        "/teach/sheets/-large.pdf", "/teach/sheets/%00.pdf", "/teach/%3Cscript%3E/",
        "/teach/sheets/" + "a" * 3000 + "/",
    ],
)  # fmt: skip
def test_what_there_is_not_is_404(room: FlaskClient, path: str) -> None:
    response = room.get(path)
    assert response.status_code == 404
    assert "<script>" not in response.text


def test_files_are_pdf_by_name(room: FlaskClient) -> None:
    response = room.get("/teach/sheets/grades-4-5-words-large-a4.pdf")
    assert response.content_type == "application/pdf"
    assert response.headers["Content-Disposition"] == "inline"


def test_pages_stand_in_the_sitemap(shipped: Flask) -> None:
    with shipped.test_request_context():
        assert set(teach.paths()) <= set(page_paths())


def test_a_trail_without_lessons_has_no_room_and_leads_nowhere_empty(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/teach/").status_code == 404
    assert "/teach/" not in {a.get("href") for a in tree(client, "/").iter("a")}
