"""Something here is wrong: told with place, field and version, with a server and without."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.sample import Sample
from trail.curation.questions.settings import QuestionSettings, sqlite_url
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

PLACE = "Place: Signal Tower (signal-tower)"
END = "Data: version 1\nWhat is wrong, and what is right: "
SAID = f"{PLACE}\nField: position\n{END}"
WAY = f"{PLACE}\nOn the way to: Custom House (custom-house)\nField: directions\n{END}"
LINK = "//*[@id='wrong']//a[normalize-space()='Where it is']/@href"
WRONG_WAY = "//article[@id='stop-1']//a[normalize-space()='Something is wrong on this way']"


@pytest.fixture
def asking(sample_dir: Path, tmp_path: Path) -> FlaskClient:
    questions = QuestionSettings(sqlite_url(tmp_path / "questions.sqlite"))
    return create_app(Settings(sample_dir, questions=questions)).test_client()


def filled_in(client: FlaskClient, link: str) -> str:
    (form,) = html.fromstring(client.get(link).text).xpath("//form[@method='post']")
    assert form.get("action") == "/ask/about/signal-tower/"
    return str(form.xpath("string(.//textarea)")).lstrip("\n")


def test_the_form_has_place_field_and_version_filled_in(asking: FlaskClient) -> None:
    (link,) = html.fromstring(asking.get("/sites/signal-tower/").text).xpath(LINK)
    assert link == "/ask/wrong/signal-tower/?field=position"
    assert filled_in(asking, link) == SAID
    for strange in ("", "?field=story", "?to=nowhere", "?to="):
        assert filled_in(asking, f"/ask/wrong/signal-tower/{strange}") == f"{PLACE}\n{END}"


def test_of_a_way_the_form_names_both_ends(asking: FlaskClient) -> None:
    page = html.fromstring(asking.get("/tours/quay/go/").text)
    first, second = page.xpath("//article/@data-site")[:2]
    (link,) = page.xpath(f"{WRONG_WAY}/@href")
    assert link == f"/ask/wrong/{first}/?to={second}"
    assert filled_in(asking, "/ask/wrong/signal-tower/?to=custom-house") == WAY


def test_a_form_without_a_token_waits_on_the_phone_and_only_where_questions_are_taken(
    asking: FlaskClient, client: FlaskClient
) -> None:
    answer = asking.get("/ask/later/")
    (form,) = html.fromstring(answer.text).xpath("//form[@data-later]")
    assert form.xpath("string(.//input[@name='token']/@value)") == ""
    assert "no-store" not in answer.headers.get("Cache-Control", "")
    assert json.loads(form.get("data-report"))["version"] == "Data: version 1"
    kept = [item["url"] for item in asking.get("/offline.json").json["files"]]  # type: ignore[index]
    assert "/ask/later/" in kept
    assert '{"/ask/": "/ask/later/"}' in asking.get("/service-worker.js").text
    assert client.get("/ask/later/").status_code == 404
    assert '"standIns": {}' in client.get("/service-worker.js").text


@pytest.mark.parametrize("published", [True, False])
def test_without_a_server_it_is_an_e_mail_that_says_the_same(
    tmp_path: Path, published: bool
) -> None:
    sample = Sample()
    sample.trail["contact"] = "keeper@example.org"
    app = create_app(Settings(sample.write(tmp_path), published=published))
    page = app.test_client().get("/sites/signal-tower/").text
    link = urlsplit(html.fromstring(page).xpath(LINK)[0])
    assert (link.scheme, link.path) == ("mailto", "keeper@example.org")
    assert parse_qs(link.query, strict_parsing=True) == {
        "subject": ["Something is wrong: Signal Tower"],
        "body": [SAID],
    }


def test_with_nobody_to_tell_it_is_a_file_that_says_the_same(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/sites/signal-tower/").text)
    (link,) = page.xpath(LINK.removesuffix("/@href"))
    kind, _comma, text = link.get("href").partition(",")
    assert (kind, unquote(text)) == ("data:text/plain;charset=utf-8", SAID)
    assert link.get("download") == "signal-tower.txt"
    go = html.fromstring(client.get("/tours/quay/go/").text)
    ends = go.xpath("//article/@data-site")[:2]
    assert go.xpath(f"{WRONG_WAY}/@download") == [f"{ends[0]}-{ends[1]}.txt"]
