"""The search page and its index file."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.search_cases import ODD


def page(client: FlaskClient, query: str) -> html.HtmlElement:
    response = client.get("/search/", query_string={"q": query})
    assert response.status_code == 200
    return html.document_fromstring(response.get_data(as_text=True))


def status(tree: html.HtmlElement) -> str:
    return str(tree.xpath("//main//*[@role='status']")[0].text_content()).strip()


def test_hits_lead_to_their_pages_and_say_what_was_found(client: FlaskClient) -> None:
    tree = page(client, "signal tower")
    first = tree.xpath("//section[@aria-labelledby='found-site']//a")[0]
    assert first.get("href") == "/sites/signal-tower/"
    assert [mark.text for mark in first.xpath(".//b/mark")] == ["Signal", "Tower"]
    assert status(tree) == "1 found."
    assert tree.xpath("//input[@name='q']/@value") == ["signal tower"]
    for link in tree.xpath("//section//a/@href"):
        assert client.get(link).status_code == 200


def test_a_name_in_another_script_says_its_language(client: FlaskClient) -> None:
    shown = page(client, "信号").xpath("//section//span[@lang='ja']")
    assert [span.text_content() for span in shown] == ["信号塔"]


@pytest.mark.parametrize("query", ODD)
def test_odd_questions_get_a_page(client: FlaskClient, query: str) -> None:
    tree = page(client, query)
    assert len(tree.xpath("//h1")) == 1
    assert not tree.xpath("//main//script")
    assert len(tree.xpath("//input[@name='q']/@value")[0]) <= 200


def test_each_kind_of_question_gets_its_own_words(client: FlaskClient) -> None:
    said = {
        query: status(page(client, query))
        for query in ("", "?!", "qqqqqq", "custom house", "x" * 201)
    }
    assert said[""] == ""
    assert "no word" in said["?!"]
    assert said["qqqqqq"].startswith("Nothing found")
    assert re.fullmatch(r"\d+ found\.", said["custom house"])
    assert "beginning" in said["x" * 201]


def test_markup_in_the_question_stays_text(client: FlaskClient) -> None:
    body = client.get(f"/search/?q={quote('<img src=x onerror=alert(1)>')}").text
    assert "<img" not in body


def test_an_answer_is_kept_by_nobody_and_never_stands_for_another(client: FlaskClient) -> None:
    asked = client.get("/search/?q=tower")
    assert "no-store" in asked.headers["Cache-Control"]
    plain = client.get("/search/")
    assert "Signal" not in plain.text
    assert "public" in plain.headers["Cache-Control"]
    assert 'name="robots" content="noindex"' in asked.text
    assert 'name="robots"' not in plain.text


def test_the_index_is_named_by_its_content_and_leads_to_pages_that_there_are(
    client: FlaskClient,
) -> None:
    tree = html.document_fromstring(client.get("/search/").text)
    config = json.loads(tree.xpath("//script[@id='search-config']/text()")[0])
    response = client.get(config["index"])
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.json is not None
    for _kind, url, *_rest in response.json["entries"]:
        assert client.get(url.partition("#")[0]).status_code == 200, url
    assert client.get("/search/index-0000000000.json").status_code == 404


def test_search_is_in_the_navigation_of_every_page(client: FlaskClient) -> None:
    tree = html.document_fromstring(client.get("/about/").text)
    assert "/search/" in tree.xpath("//header//nav//a/@href")
    current = html.document_fromstring(client.get("/search/").text)
    assert set(current.xpath("//header//nav//a[@aria-current]/@href")) == {"/search/"}
