"""What only a browser can show: the way of a newcomer, the day that is filled in, the phone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page

from tests.browser.appsite import serve_app
from tests.browser.conftest import OpenPage
from tests.fieldtrip.test_plan import plan
from trail.fieldtrip.wording.link import group_link
from trail.fieldtrip.wording.wording import entry_text, lead_line, who_is_where
from trail.guide.words.phrases import Phrases
from trail.web.serve.app import create_app


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The shipped trail, served."""
    with serve_app(create_app()) as served:
        yield served.url


def make(page: Page) -> None:
    page.get_by_role("button", name="Make the plan").click()
    page.wait_for_url("**/teach/plan/?**")


def test_a_newcomer_gets_from_the_start_page_to_a_printed_plan(
    site: str, open_page: OpenPage
) -> None:
    """Three clicks: the door, the plan, the sheets; everything else is there already."""
    page = open_page(f"{site}/")
    page.locator(".ways a", has_text="Teach").click()
    if not page.url.endswith("/teach/plan/"):
        page.locator("main a[href$='/teach/plan/']").first.click()
    make(page)
    assert page.get_by_role("heading", name="The plan", exact=True).is_visible()
    href = page.get_by_role("link", name=re.compile("^Print it")).get_attribute("href")
    answer = page.request.get(f"{site.rstrip('/')}{href}")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


def test_a_school_day_four_weeks_ahead_is_filled_in(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/teach/plan/")
    filled = dt.date.fromisoformat(page.locator("#date").input_value())
    assert filled.weekday() in (1, 2, 3)
    assert 27 <= (filled - dt.datetime.now(dt.UTC).date()).days <= 34
    make(page)
    assert page.get_by_role("link", name="Calendar file", exact=True).is_visible()


def test_empty_fields_are_left_out_of_the_address(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/teach/plan/")
    page.locator("#students").fill("12")
    make(page)
    assert "students=12" in page.url
    assert "adults" not in page.url
    assert page.locator("#students").input_value() == "12"


def without_server(site: str, open_page: OpenPage) -> Page:
    """The planner's page as a published copy has it: the bare one, whatever its query is."""
    page = open_page(f"{site}/teach/plan/", service_workers="block")
    # As it was sent: by now the page's own scripts have put more into its head.
    bare = page.request.get(f"{site}/teach/plan/").text()
    page.route(
        re.compile(r"/teach/plan/\?"),
        lambda route: route.fulfill(body=bare, content_type="text/html"),
    )
    return page


def test_a_copy_without_a_server_makes_the_plan_that_the_server_makes(
    site: str, open_page: OpenPage
) -> None:
    page = without_server(site, open_page)
    page.goto(f"{site}/teach/plan/?students=60&grade=8&date=5/18/2027&lunch=30&leave=13:30&id=a1")
    page.get_by_role("button", name="Print this page").wait_for()
    found = plan(
        students=60, grade="8", date=dt.date(2027, 5, 18), lunch=30, leave=dt.time(13, 30), id="a1"
    )
    assert page.locator(".lede").last.inner_text() == lead_line(found, Phrases())
    rows = page.locator(".rota-table tbody tr").all()
    told = [tuple(row.locator("td").all_inner_texts()) for row in rows]
    assert told == [row.cells for row in who_is_where(found, Phrases())]
    for group, entries in zip(found.groups, found.entries, strict=True):
        table = page.locator(f".plan-group:has(#group-{group.number}) tbody tr td")
        texts = [entry_text(entry, found, Phrases()) for entry in entries]
        assert table.all_text_contents() == texts
        phone = page.locator(f".plan-group:has(#group-{group.number}) .plain-links a").first
        behind = str(phone.get_attribute("href")).partition("#")[2]
        assert parse_qs(behind) == parse_qs(group_link(found, group))
    # The map that came along is that of another plan.
    assert page.locator("[data-plan] svg.m-map").count() == 0
    link = page.get_by_role("link", name="Map of the tour")
    assert str(link.get_attribute("href")).endswith("/tours/downtown/")
    # What was typed stands in the form; the address has the plan's id.
    assert page.locator("#date").input_value() == "5/18/2027"
    assert page.locator("#lunch").input_value() == "30"
    assert "id=a1" in page.locator("#plan-link").input_value()
    with page.expect_download() as loading:
        page.get_by_role("link", name="Spreadsheet", exact=True).click()
    assert loading.value.suggested_filename == "class-trip.csv"
    assert loading.value.path().read_bytes().startswith(b"\xef\xbb\xbfgroup,students,adults,date")
    with page.expect_download() as loading:
        page.get_by_role("link", name="Calendar file", exact=True).click()
    assert b"plan.a1-trip@127.0.0.1" in loading.value.path().read_bytes()


def test_without_a_server_what_is_wrong_is_told_at_its_field(
    site: str, open_page: OpenPage
) -> None:
    page = without_server(site, open_page)
    page.goto(f"{site}/teach/plan/?students=0&place=marcy-street&adults=-1")
    box = page.locator(".faults")
    box.wait_for()
    assert box.evaluate("e => e === document.activeElement")
    links = page.locator(".faults a")
    assert [link.get_attribute("href") for link in links.all()] == ["#students", "#adults"]
    assert page.locator("#students-fault").inner_text() == "There must be at least one student."
    assert page.locator("#adults").get_attribute("aria-invalid") == "true"
    assert not page.locator("[data-plan]").is_visible()
    assert page.locator("#students").input_value() == "0"


def test_where_no_plan_can_be_made_here_the_usual_one_is_shown_and_named_that(
    site: str, open_page: OpenPage
) -> None:
    page = without_server(site, open_page)
    page.route("**/teach/planner.json", lambda route: route.fulfill(body="{}"))
    page.goto(f"{site}/teach/plan/?students=20")
    page.locator("[data-no-server]").wait_for(state="visible")
    assert page.locator("#plan-h").is_visible()
    assert page.get_by_role("link", name="One class, 90 minutes").is_visible()


def test_faults_are_announced_and_lead_to_their_field(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/teach/plan/?place=marcy-street&adults=0", errors_ok=True)
    assert page.locator("[role=alert]").evaluate("e => e === document.activeElement")
    page.locator("[role=alert] a").first.click()
    assert page.locator(":target").get_attribute("id") in ("place", "adults")


def test_on_a_phone_only_the_picture_and_the_table_scroll_sideways(
    site: str, open_page: OpenPage
) -> None:
    page = open_page(f"{site}/teach/plan/?students=120&grade=8&leave=14:00&lunch=30", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".rota-room").first.evaluate("e => e.scrollWidth > e.clientWidth")


DAY = "g=3&n=9&a=2&d=2027-05-18&p=Market+Square&t=g570-580-1.w580-581-15.s581-589-15.b589-600-1"


@pytest.mark.parametrize(
    ("utc", "now", "where", "following"),
    [
        ("2027-05-18T13:00:00Z", "The day has not begun yet.", "", "9:30 Gather at 1. Market"),
        ("2027-05-18T13:40:30Z", "Walk to 15. North Church (until 9:41)", "", "9:41 15. North"),
        ("2027-05-18T13:41:00Z", "15. North Church (until 9:49)", "Congress Street", "9:49 Count"),
        ("2027-05-18T13:59:59Z", "Count, and leave from 1. Market Square", "", "Nothing more."),
        ("2027-05-18T14:00:00Z", "The day is over.", "", "Nothing more."),
        ("2027-05-17T13:41:00Z", "The day has not begun yet.", "", "9:30 Gather at"),
        ("2027-05-19T09:00:00Z", "The day is over.", "", "Nothing more."),
    ],
)  # fmt: skip
def test_a_group_sees_on_a_phone_what_is_now_and_next(
    site: str, open_page: OpenPage, utc: str, now: str, where: str, following: str
) -> None:
    page = open_page("about:blank")
    page.clock.set_fixed_time(dt.datetime.fromisoformat(utc))
    page.goto(f"{site}/teach/plan/group/#{DAY}")
    page.locator("[data-some]").wait_for()
    assert page.locator("[data-now]").inner_text().startswith(now)
    assert where in page.locator("[data-where]").inner_text()
    assert page.locator("[data-next]").inner_text().startswith(following)
    assert page.locator("[data-title]").inner_text() == "Group 3: students 9, adults 2"
    assert page.locator("[data-day] li").count() == 4


@pytest.mark.parametrize(
    "behind", ["", "#g=3&t=", "#t=g570-580-1", "#g=3&t=g580-570-1", "#g=3&t=g570-580-1.w581-590-2",
             "#g=3&t=<b>", "#g=x&t=g570-580-1"],
)  # fmt: skip
def test_a_link_that_says_no_day_is_told_what_the_page_is_for(
    site: str, open_page: OpenPage, behind: str
) -> None:
    page = open_page(f"{site}/teach/plan/group/{behind}")
    assert page.locator("[data-none]").is_visible()
    assert not page.locator("[data-some]").is_visible()


def test_a_chaperone_tells_what_changed_and_the_day_is_planned_anew_without_a_server(
    site: str, open_page: OpenPage
) -> None:
    found = plan(students=130, lunch=30, lunch_at="prescott-park", leave=dt.time(13))
    behind = group_link(found, found.groups[2])
    page = open_page("about:blank")
    page.clock.set_fixed_time(dt.datetime(2027, 5, 18, 14, 25, tzinfo=dt.UTC))
    page.goto(f"{site}/teach/plan/group/#{behind}")
    page.locator("[data-change]").wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    before = page.locator("[data-day] li").all_inner_texts()
    page.get_by_label("Minutes late").fill("12")
    page.get_by_role("button", name="Plan anew").click()
    said = page.locator("[data-said]")
    assert said.inner_text().startswith("Planned anew at 10:25; stops to come: ")
    page.locator("[data-changed]").wait_for()
    after = page.locator("[data-day] li").all_inner_texts()
    assert after != before
    assert any("Lunch: 6. Prescott Park" in line for line in after)
    # A stop left out is gone from the day and from the choice; going back brings it again.
    choice = page.get_by_label("A stop to leave out")
    left = choice.locator("option").last.inner_text()
    choice.select_option(label=left)
    page.get_by_role("button", name="Leave it out").click()
    page.wait_for_function(
        "name => ![...document.querySelectorAll('[data-day] li')]"
        ".some((line) => line.textContent.endsWith(' ' + name))",
        arg=left,
    )
    page.go_back()
    page.go_back()
    page.wait_for_function("document.querySelector('[data-changed]').hidden")
    assert page.locator("[data-day] li").all_inner_texts() == before
    page.get_by_role("button", name="It rains").click()
    assert said.inner_text().startswith("Planned anew at 10:25")
    # A link of an older copy says nothing to plan from.
    assert not [url for url in asked if "/teach/" in url]
    page.goto(f"{site}/teach/plan/group/#{DAY}")
    page.locator("[data-some]").wait_for()
    assert not page.locator("[data-change]").is_visible()
