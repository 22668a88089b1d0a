"""A tour in somebody's frame."""

from __future__ import annotations

from flask.testing import FlaskClient
from lxml import html

from tests.web.conftest import Read
from trail.dataset.schema.whole import Dataset


def test_the_frame_has_the_map_every_stop_and_a_way_back(
    read: Read, sample_dataset: Dataset
) -> None:
    page = read("/embed/quay/")
    assert page.xpath("//base/@target") == ["_top"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//figure//*[local-name()='svg']")
    links = page.xpath("//ol//a/@href")
    assert links == [f"/sites/{site}/" for site in _stops(read)]
    assert page.xpath("//p/a[contains(@href, '/tours/quay/')]")
    assert not page.xpath("//script | //nav | //form")


def _stops(read: Read) -> list[str]:
    return [item.get("data-stop") for item in read("/tours/quay/").xpath("//li[@data-stop]")]


def test_any_page_may_frame_it_and_no_other_page_of_ours(client: FlaskClient) -> None:
    framed = client.get("/embed/quay/").headers
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "script-src 'self'" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    usual = client.get("/tours/quay/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in usual


def test_the_snippet_of_a_tour_is_a_frame_with_a_title_at_the_public_address(read: Read) -> None:
    text = read("/tours/quay/").xpath("string(//textarea[@id='snippet'])")
    frame = html.fragment_fromstring(text)
    assert frame.tag == "iframe"
    assert frame.get("src") == "http://localhost/embed/quay/"
    assert frame.get("title")


def test_there_is_no_frame_of_a_tour_that_is_not(client: FlaskClient) -> None:
    response = client.get("/embed/quai/")
    assert response.status_code == 404
    assert "quay" in response.text
