"""The days in a real browser: filters, the form that fits the screen, keys, today's date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.appsite import AppSite
from tests.browser.conftest import OpenPage
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


@pytest.fixture(scope="module")
def site(sample_dir: Path) -> Iterator[AppSite]:
    found = AppSite(create_app(Settings(data_dir=sample_dir)))
    found.start()
    yield found
    found.stop()


def shown(page: Page) -> set[str]:
    """The events that the table shows."""
    rows = page.locator("tr[data-band]")
    return {str(row.get_attribute("id")) for row in rows.all() if row.is_visible()}


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_the_whole_picture_fits_the_screen(site: AppSite, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site.url}/days/", width=width)
    box = page.locator(".d-path").bounding_box()
    assert box is not None
    assert box["height"] <= 760
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beside = page.locator("#list-h").bounding_box()
    assert beside is not None
    assert (beside["x"] > box["x"] + box["width"]) == (width == 1280)


@pytest.mark.parametrize(
    "path", ["/days/", "/days/events/", "/days/1911-02-20/", "/treaty/", "/remembrance/"]
)
def test_links_of_a_list_are_large_enough_for_a_thumb(
    site: AppSite, open_page: OpenPage, path: str
) -> None:
    page = open_page(f"{site.url}{path}", width=360)
    small = page.evaluate(
        """[...document.querySelectorAll(
             "main :is(.taps, .cite, .evidence, .d-days, .d-stood, th, .pairs dt) :is(a, summary)")]
           .filter(a => a.getClientRects().length && a.getBoundingClientRect().height < 44)
           .map(a => a.textContent)"""
    )
    assert small == []


def test_filters_narrow_the_table(site: AppSite, open_page: OpenPage) -> None:
    page = open_page(f"{site.url}/days/events/", width=360)
    everything = shown(page)
    assert everything >= {"arrival", "tea", "letter", "rumour", "storm", "signing"}
    page.locator("summary", has_text="only some").click()
    page.get_by_label("Person").select_option("pavel")
    assert shown(page) == {"arrival", "tea"}
    page.get_by_label("Band").select_option("citizens")
    assert shown(page) == {"tea"}
    expect(page.get_by_role("status").filter(has_text="shown")).to_have_text("1 event shown of 9")
    page.get_by_label("How sure").select_option("low")
    expect(page.locator("form .count")).to_contain_text("No event fits")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator("tr#storm")).to_be_visible()
    assert shown(page) == everything


def test_without_script_everything_is_shown_and_no_filter(
    site: AppSite, open_page: OpenPage
) -> None:
    page = open_page(f"{site.url}/days/events/", java_script_enabled=False)
    assert len(shown(page)) == 9
    expect(page.locator("[data-day-filters]")).to_be_hidden()


def test_a_row_is_reached_by_key_named_in_full_and_opens_its_day(
    site: AppSite, open_page: OpenPage
) -> None:
    page = open_page(f"{site.url}/days/")
    row = page.get_by_role("link", name="Thu 2. 2 events")
    expect(row).to_be_visible()
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/days/1911-02-02/")


def clock_at(moment: datetime) -> object:
    def prepare(context: BrowserContext) -> None:
        context.clock.set_fixed_time(moment)

    return prepare


@pytest.mark.parametrize(
    ("moment", "path"),
    [
        # Auckland is 13 hours ahead in February: the fourth has begun there.
        (datetime(2031, 2, 3, 11, 30, tzinfo=UTC), "/days/1911-02-04/"),
        (datetime(2031, 2, 3, 10, 30, tzinfo=UTC), "/days/1911-02-03/"),
        (datetime(2031, 1, 31, 10, 30, tzinfo=UTC), "/days/"),
        (datetime(2031, 8, 1, tzinfo=UTC), "/days/"),
    ],
)
def test_the_start_page_shows_this_day_by_the_trails_own_calendar(
    site: AppSite, open_page: OpenPage, moment: datetime, path: str
) -> None:
    page = open_page(f"{site.url}/", prepare=clock_at(moment), timezone_id="America/Los_Angeles")
    block = page.locator("[data-on-this-day]")
    expect(block.get_by_role("link")).to_have_attribute("href", path)
    expect(block.get_by_role("heading")).to_have_text(
        "On this day" if path != "/days/" else "The month of lanterns"
    )
