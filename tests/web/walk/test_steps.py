"""Steps on a tour: said on the page, with the way around where the network knows one."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from tests.sample import Sample
from tests.web.conftest import Read
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def said(page: html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


def tour_of(sample: Sample, directory: Path) -> str:
    client = create_app(Settings(data_dir=sample.write(directory))).test_client()
    response = client.get("/tours/quay/")
    assert response.status_code == 200
    return said(html.document_fromstring(response.get_data(as_text=True)))


def test_leg_with_steps_has_its_way_around(read: Read) -> None:
    page = read("/tours/quay/")
    leg = next(leg for leg in page.xpath("//*[@class='leg']") if "longer" in said(leg))
    told = said(leg)
    assert "Steps: steps on the way" in told
    way = told.partition("Without the steps:")[2]
    assert "0.3 miles (520 m) longer." in way.replace("\xa0", " ")
    assert "Leave Signal Tower heading northwest along Wharf Lane." in way
    assert "past Landing Stage" in way
    assert "Steps: no steps" in way


def test_tour_with_steps_says_how_long_it_is_without(read: Read) -> None:
    assert "By the ways without them, below, it is 0.8 miles (1.2 km) long." in said(
        read("/tours/quay/")
    ).replace("\xa0", " ")


def test_no_way_around_is_said_as_what_is_known(sample: Sample, tmp_path: Path) -> None:
    sample.layers["streets"]["features"].pop()
    told = tour_of(sample, tmp_path)
    assert "No way without steps is known here." in told
    assert "not around all of them do we know a way without" in told


def test_way_around_that_nobody_assessed_is_not_called_free_of_steps(
    sample: Sample, tmp_path: Path
) -> None:
    for street in ("wharf-lane", "back-street"):
        facts = sample.drawn("streets", street)["properties"]
        facts["steps"] = "unknown"
    way = tour_of(sample, tmp_path).partition("Without the steps:")[2]
    assert "Steps: not assessed" in way
    assert "no steps" not in way


def test_tour_without_known_steps_offers_nothing(sample: Sample, tmp_path: Path) -> None:
    sample.drawn("streets", "tower-steps")["properties"]["kind"] = "footway"
    told = tour_of(sample, tmp_path)
    assert "Without the steps" not in told
    assert "There are steps on this tour" not in told
