"""The days: the picture and the tables have every event and state once, each day its page."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.sample import Sample
from tests.web.conftest import Read
from tests.web.walk.test_pages import paths, text
from trail.dataset.schema import dates
from trail.dataset.schema.whole import Dataset
from trail.guide.days import chronology
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


@pytest.fixture(scope="module")
def shipped() -> tuple[FlaskClient, Dataset]:
    app = create_app(Settings())
    return app.test_client(), app.extensions["guide"].dataset


def expected(dataset: Dataset) -> tuple[Counter[str], Counter[str]]:
    """The events of the period and all stretches of states, each once."""
    story = dataset.story
    assert story is not None
    days = dates.period_days(dataset.trail.period)
    by_day = chronology.events_by_day(story.events, days)
    events = Counter(event.id for of_day in by_day.values() for event in of_day)
    states = Counter(
        f"{demand.number}:{stretch.first.isoformat()}"
        for demand in story.demands
        for stretch in chronology.stretches(demand)
    )
    return events, states


def check_counts(client: FlaskClient, dataset: Dataset) -> None:
    """The picture has a row for each day and a dot for each event, the tables all of them once."""
    events, states = expected(dataset)
    story = dataset.story
    assert story is not None
    days = dates.period_days(dataset.trail.period)

    def read(path: str) -> html.HtmlElement:
        return html.document_fromstring(client.get(path).get_data(as_text=True))

    page = read("/days/")
    drawn = page.xpath("//*[@class='d-path']//*[local-name()='a']")
    assert [row.get("href") for row in drawn] == [f"/days/{day}/" for day in days]
    dots = [len(row.xpath("./*[local-name()='circle']")) for row in drawn]
    by_day = chronology.events_by_day(story.events, days)
    assert dots == [len(by_day[day]) for day in days]
    assert sum(dots) == events.total()
    assert [li.get("data-day") for li in page.xpath("//li[@data-day]")] == [str(d) for d in days]
    rows = Counter(read("/days/events/").xpath("//tr[@data-band]/@id"))
    assert rows == Counter(event.id for event in story.events)
    assert Counter(read("/days/demands/").xpath("//tr/@data-state")) == states


def test_every_event_and_state_is_drawn_once_and_listed_once(
    client: FlaskClient, sample_dataset: Dataset
) -> None:
    check_counts(client, sample_dataset)


def test_the_shipped_days_are_complete_and_small(shipped: tuple[FlaskClient, Dataset]) -> None:
    client, dataset = shipped
    check_counts(client, dataset)
    assert len(brotli.compress(client.get("/days/").data, quality=5)) <= 9_000


def test_each_row_says_what_its_day_holds(read: Read) -> None:
    rows = read("/days/").xpath("//*[@class='d-path']//*[local-name()='a']/@aria-label")
    assert rows[2] == "Fri 3. First sitting"
    assert rows[1] == "Thu 2. 2 events"


def test_what_is_read_in_a_row_begins_the_name_of_its_link(read: Read) -> None:
    links = read("/days/").xpath("//*[@class='d-path']//*[local-name()='a']")
    seen = [(text(link, "./*[local-name()='text']"), link.get("aria-label")) for link in links]
    assert seen
    assert [(row, name) for row, name in seen if name.split(". ")[0] != row] == []


def test_the_list_has_a_headline_for_each_shipped_day(
    shipped: tuple[FlaskClient, Dataset],
) -> None:
    client, _dataset = shipped
    page = html.document_fromstring(client.get("/days/").get_data(as_text=True))
    told = {li.get("data-day"): text(li, ".//a") for li in page.xpath("//li[@data-day]")}
    assert told["1905-08-29"] == "PeaceTuesday, August 29. Tenth session"
    assert len(set(told.values())) == len(told) == 33


def test_august_29_opens_with_the_peace(shipped: tuple[FlaskClient, Dataset]) -> None:
    client, _dataset = shipped
    page = html.document_fromstring(client.get("/days/1905-08-29/").get_data(as_text=True))
    assert text(page, "//h1") == "Peace"
    said = text(page)
    order = [
        "Peace: southern Sakhalin to Japan without payment",
        "The envoys meet without their secretaries",
        "The agreement is put on record",
        "Toasts at lunch",
        "Half an hour of bells",
        "Cheers at the Wentworth",
    ]
    assert [said.index(part) for part in order] == sorted(said.index(part) for part in order)
    assert "told two ways" in said


def test_events_without_a_day_of_the_period_are_told_in_full(read: Read) -> None:
    page = read("/days/events/")
    for event_id, words in (
        ("before", "January 20, 1911"),
        ("after", "April 1, 1911"),
        ("dance", "One evening"),
    ):
        row = text(page, f"//tr[@id='{event_id}']")
        assert words in row
        assert "as the log has it" in row


def test_what_the_picture_claims_and_whom_it_follows_stands_beside_it(read: Read) -> None:
    assert "After a picture by nobody." in text(read("/days/"))
    assert "A day shows the state at its end." in text(read("/days/demands/"))
    doubts = text(read("/days/doubts/"))
    assert "An empty day is a gap in what we know." in doubts
    assert "A diary has it a day later." in doubts
    assert "The Gazette says it was wax." in doubts


def test_a_day_has_its_sitting_events_states_and_neighbours(read: Read) -> None:
    page = read("/days/1911-02-03/")
    said = text(page)
    order = [
        "Friday, February 3, 1911",
        "At the table",
        "First sitting",
        "What happened",
        "How the demands stood",
    ]
    assert [said.index(part) for part in order] == sorted(said.index(part) for part in order)
    first = text(page, "//*[@id='demand-1']")
    assert "deadlocked" in first
    assert "new that day" in first
    assert "argued at the table" in first
    assert page.xpath("//a[@rel='prev']/@href") == ["/days/1911-02-02/"]
    assert page.xpath("//a[@rel='next']/@href") == ["/days/1911-02-04/"]


def test_a_days_map_shows_where_it_happened_and_its_list_the_rest(read: Read) -> None:
    page = read("/days/1911-02-02/")
    listed = page.xpath("//li[starts-with(@id, 'place-')]/@id")
    assert listed == ["place-landing-stage", "place-custom-house", "place-lost-camp"]
    assert len(page.xpath("//*[@data-trail-map]")) == 1
    assert not read("/days/1911-02-12/").xpath("//*[@data-trail-map]")


def test_an_event_shows_its_links_certainty_note_and_work(read: Read) -> None:
    page = read("/days/1911-02-05/")
    rumour = page.xpath("//article[@id='rumour']")[0]
    assert "Uncertain" in rumour.text_content()
    assert "One leaf survives." in rumour.text_content()
    assert "/sources/#gazette" in rumour.xpath(".//a/@href")
    tea = read("/days/1911-02-02/").xpath("//article[@id='tea']")[0]
    hrefs = tea.xpath(".//a/@href")
    for href in ("/sites/landing-stage/", "/people/hana/", "/tracks/trade/"):
        assert href in hrefs
    assert "about February 2, 1911" in " ".join(tea.text_content().split()).replace(
        "About", "about"
    )


def test_an_event_of_two_days_is_on_both(read: Read) -> None:
    for day in ("1911-02-05", "1911-02-06"):
        assert read(f"/days/{day}/").xpath("//article[@id='rumour']")


def test_an_empty_day_says_so_once(read: Read) -> None:
    assert text(read("/days/1911-02-25/")).count("No recorded event") == 1


def test_the_first_day_has_none_before_and_the_last_none_after(read: Read) -> None:
    assert not read("/days/1911-02-01/").xpath("//a[@rel='prev']")
    assert not read("/days/1911-02-28/").xpath("//a[@rel='next']")


@pytest.mark.parametrize(
    "day", ["1911-03-01", "1911-2-3", "1911-02-30", "2026-02-03", "x", "1911-02-03x", "<b>"]
)
def test_a_day_that_there_is_not_is_404_and_offers_others(client: FlaskClient, day: str) -> None:
    response = client.get(f"/days/{day}/")
    assert response.status_code == 404
    page = html.document_fromstring(response.get_data(as_text=True))
    assert "no day" in text(page).lower()
    assert not page.xpath("//main//b[not(*)][text()='']")


def test_a_near_miss_is_offered_its_day(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/days/1911-02-30/").get_data(as_text=True))
    assert [h for h in page.xpath("//main//a/@href") if h.startswith("/days/1911-02-")]


def test_the_start_page_leads_to_the_days_and_knows_each_date(read: Read) -> None:
    page = read("/")
    block = page.xpath("//*[@data-on-this-day]")[0]
    assert block.get("data-zone") == "Pacific/Auckland"
    assert block.xpath(".//a/@href") == ["/days/"]
    days = json.loads(block.xpath(".//script/text()")[0])
    assert len(days) == 28
    assert days["02-02"]["url"] == "/days/1911-02-02/"
    assert "The clerks land" in days["02-02"]["told"]


def test_filters_offer_what_some_event_has(read: Read) -> None:
    page = read("/days/events/")
    options = {
        select.get("name"): select.xpath("./option/@value")[1:] for select in page.xpath("//select")
    }
    assert options == {
        "band": ["back-channel", "negotiation", "citizens"],
        "track": ["1", "2"],
        "person": ["hana", "pavel"],
        "sure": ["high", "low"],
    }


def test_a_trail_without_a_story_has_no_days_and_no_links_to_them(
    sample: Sample, tmp_path: Path
) -> None:
    sample.story.clear()
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    for path in ("/days/", "/days/1911-02-02/", "/treaty/", "/remembrance/", "/sources/"):
        assert client.get(path).status_code == 404, path
    for path in paths(client):
        page = html.document_fromstring(client.get(path).get_data(as_text=True))
        for href in page.xpath("//a/@href"):
            assert not href.startswith(("/days", "/treaty", "/remembrance", "/sources")), path
