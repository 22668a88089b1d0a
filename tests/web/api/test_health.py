"""The page of what is due: by the data's own date, and no longer than a page may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.sample import Sample, site
from tests.web.conftest import Read
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def test_page_lists_what_is_due_with_links_to_the_sites(read: Read) -> None:
    page = read("/about/health/")
    headings = [" ".join(h.text_content().split()) for h in page.xpath("//h2")]
    assert headings == [
        "Access without a date: 1",
        "No position: 1",
        "Position worse than 100 meters: 1",
        "No facts: 1",
        "Translations",
    ]
    coarse = page.xpath("//section[@aria-labelledby='position-coarse']//a")[0]
    assert coarse.get("href") == "/sites/south-light/"
    assert "within" in coarse.text_content()
    assert "March 1, 2026" in page.text_content()


def test_page_is_led_to_and_listed(read: Read) -> None:
    assert read("/about/").xpath("//a[@href='/about/health/']")


def test_page_is_in_the_sitemap(client: FlaskClient) -> None:
    assert b"/about/health/</loc>" in client.get("/sitemap.xml").data


def test_nothing_due_is_said(sample: Sample, tmp_path: Path) -> None:
    sample.sites["features"] = sample.sites["features"][:3]
    del sample.trail["tours"][1]
    sample.story.clear()
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    assert "Nothing is due." in client.get("/about/health/").get_data(as_text=True)


def test_long_list_is_cut_and_says_by_how_much(sample: Sample, tmp_path: Path) -> None:
    more = [site(f"hut-{number}", 168.35, -46.6, summary=None) for number in range(130)]
    sample.sites["features"] += more
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    text = client.get("/about/health/").get_data(as_text=True)
    assert text.count('href="/sites/hut-') == 100
    assert "And 30 more." in text


def test_translations_are_told_by_their_gaps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    for lang, text in (("ja", '"歩く"'), ("ru", '""'), ("sl", '""')):
        file = tmp_path / lang / "LC_MESSAGES" / "messages.po"
        file.parent.mkdir(parents=True)
        file.write_text(f'{head}msgid "Walk"\nmsgstr {text}\n')
    file.write_bytes(file.read_bytes() + b"\xff")
    monkeypatch.setattr("trail.web.api.health.TRANSLATIONS", tmp_path)
    page = create_app(Settings(data_dir=Sample().write(tmp_path / "data"))).test_client()
    text = html.fromstring(page.get("/about/health/").get_data(as_text=True)).text_content()
    assert "ja: the interface is translated." in text
    assert "ru: of 1 texts of the interface 1 are missing and 0 doubtful." in text
    assert "sl: the translation can’t be read." in text
