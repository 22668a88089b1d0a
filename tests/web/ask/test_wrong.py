"""Something here is wrong: told with place and version, with a server and without."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from tests.sample import Sample
from trail.curation.questions.settings import QuestionSettings, sqlite_url
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

SAID = "Place: Signal Tower (signal-tower)\nData: version 1\nWhat is wrong, and what is right: "
LINK = "//a[normalize-space()='Something here is wrong']/@href"


def test_the_form_has_place_and_version_filled_in(sample_dir: Path, tmp_path: Path) -> None:
    questions = QuestionSettings(sqlite_url(tmp_path / "questions.sqlite"))
    client = create_app(Settings(sample_dir, questions=questions)).test_client()
    (link,) = html.fromstring(client.get("/sites/signal-tower/").text).xpath(LINK)
    assert link == "/ask/wrong/signal-tower/"
    (form,) = html.fromstring(client.get(link).text).xpath("//form[@method='post']")
    assert form.get("action") == "/ask/about/signal-tower/"
    assert form.xpath("string(.//textarea)").lstrip("\n") == SAID


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


def test_nobody_to_tell_is_no_link(sample_dir: Path) -> None:
    page = create_app(Settings(sample_dir)).test_client().get("/sites/signal-tower/").text
    assert not html.fromstring(page).xpath(LINK)
