"""A trail with many more sites than a page can hold."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.generate import write_big
from trail.graphics.leaflet import MARKS_MAX
from trail.guide.guide import PER_PAGE
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

COUNT = 3 * PER_PAGE + 7


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    directory = write_big(COUNT, tmp_path_factory.mktemp("many"))
    return create_app(Settings(data_dir=directory)).test_client()


def test_the_list_is_cut_into_pages_that_together_name_every_site_once(many: FlaskClient) -> None:
    seen: list[str] = []
    path: str | None = "/sites/"
    while path:
        body = many.get(path).text
        found = re.findall(r'<li id="site-([a-z0-9-]+)"', body)
        assert 0 < len(found) <= PER_PAGE
        seen += found
        onward = re.search(r'rel="next" href="([^"]+)"', body)
        path = onward[1] if onward else None
    assert len(seen) == len(set(seen)) == COUNT


def test_the_start_page_names_the_whole_number_and_leads_on(many: FlaskClient) -> None:
    body = many.get("/").text
    assert f"All {COUNT} sites" in body
    assert body.count('class="row"') < COUNT


def test_every_page_is_in_the_sitemap(many: FlaskClient) -> None:
    listed = many.get("/sitemap.xml").text
    assert listed.count("/sites/") >= COUNT + 4
    assert "/sites/page/4/" in listed


def test_a_track_of_more_sites_than_a_map_has_buttons_for_is_drawn_alone(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    directory = write_big(MARKS_MAX + 60, tmp_path_factory.mktemp("track"))
    answer = create_app(Settings(data_dir=directory)).test_client().get("/tracks/letters/")
    assert answer.status_code == 200
    assert 'class="m-map"' in answer.text
    assert "map-config" not in answer.text
