"""Seals of people and glyphs of days, on the pages of the shipped story."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.sample import Sample
from tests.sample_pictures import sample_with_pictures
from trail.base.paths import DATA
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


@pytest.fixture(scope="module")
def shipped() -> FlaskClient:
    return create_app(Settings(data_dir=DATA)).test_client()


def tree(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.document_fromstring(answer.get_data(as_text=True))


def test_a_person_has_the_seal_of_their_name(shipped: FlaskClient) -> None:
    (seal,) = tree(shipped, "/people/komura/").xpath("//svg[contains(@class, 'seal')]")
    assert seal.get("aria-label") == "Seal: 小村寿太郎"
    assert len(seal.xpath("./g/path")) == 6  # the stone and five signs
    (seal,) = tree(shipped, "/people/witte/").xpath("//svg[contains(@class, 'seal')]")
    assert seal.get("aria-label") == "Seal: Сергей Юльевич Витте"


def test_who_has_no_other_script_has_no_seal(shipped: FlaskClient) -> None:
    page = tree(shipped, "/people/denison/")
    assert page.xpath("//svg[contains(@class, 'seal')]") == []
    assert page.xpath("//*[contains(@class, 'sealed')]") == []


def test_a_day_has_its_twelve_strokes_and_says_them(shipped: FlaskClient) -> None:
    (glyph,) = tree(shipped, "/days/1905-08-28/").xpath("//svg[contains(@class, 'glyph')]")
    assert glyph.get("aria-label") == (
        "The twelve demands at the end of the day: 4 deadlocked, 8 agreed in principle"
    )
    (group,) = glyph.xpath("./g")
    walls = [path for path in group if path.get("fill", group.get("fill")) == "#96301f"]
    assert len(walls) == 4


def test_a_trail_without_pictures_shows_none(tmp_path: Path) -> None:
    client = create_app(Settings(data_dir=Sample().write(tmp_path))).test_client()
    for path in ("/people/hana/", "/days/1911-02-03/", "/sites/custom-house/"):
        assert tree(client, path).xpath("//svg[contains(@class, 'drawing')]") == []


def test_a_small_trail_shows_its_seal(tmp_path: Path) -> None:
    client = create_app(Settings(data_dir=sample_with_pictures().write(tmp_path))).test_client()
    assert len(tree(client, "/people/hana/").xpath("//svg[contains(@class, 'seal')]")) == 1
