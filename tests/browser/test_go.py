"""Following a tour in a real browser: the buttons, and a position that the test walks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Geolocation, Page, expect

from tests.browser.appsite import AppSite, serve_app
from tests.browser.conftest import OpenPage
from trail.dataset.schema.whole import Dataset
from trail.guide.guide import Guide
from trail.guide.walk.values import Stop
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

GO = "/tours/quay/go/"


@pytest.fixture(scope="module")
def site(sample_dir: Path) -> Iterator[AppSite]:
    with serve_app(create_app(Settings(data_dir=sample_dir))) as site:
        yield site


@pytest.fixture(scope="module")
def stops(sample_dataset: Dataset) -> tuple[Stop, ...]:
    return Guide(sample_dataset).itinerary("quay").stops


def at(stop: Stop, north_m: float = 0, accuracy: float = 10) -> Geolocation:
    """A fix so many metres north of a stop."""
    return {
        "latitude": stop.position.lat + north_m / 111_150,
        "longitude": stop.position.lon,
        "accuracy": accuracy,
    }


def heading(page: Page) -> str:
    return page.locator("article:visible h2").inner_text()


def said(page: Page, text: str) -> None:
    expect(page.locator("[data-go-said]")).to_contain_text(text)


def located(open_page: OpenPage, url: str, fix: Geolocation, *more: str, **options: Any) -> Page:
    allowed = ["geolocation", *more]
    return open_page(url, width=360, permissions=allowed, geolocation=fix, **options)


def test_one_stop_at_a_time_by_the_buttons_with_focus_on_its_name(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = open_page(site.url + GO, width=360)
    expect(page.locator("article:visible")).to_have_count(1)
    assert stops[0].site.name in heading(page)
    page.get_by_role("link", name="Next").click()
    expect(page.locator("#stop-2 h2")).to_be_focused()
    said(page, f"{stops[1].site.name}. 2 of 3.")
    page.get_by_role("button", name="I’m here").click()
    said(page, "1 of 3 stops seen.")
    # The way over the navigation is no way out of the stop.
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("article:visible")).to_have_id("stop-2")
    page.go_back()
    page.go_back()
    expect(page.locator("#stop-1 h2")).to_be_focused()
    expect(page.locator("article:visible")).to_have_count(1)


def test_progress_outlives_a_reload_shows_on_the_tour_page_and_can_be_cleared(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = open_page(f"{site.url}{GO}#stop-2", width=360)
    page.get_by_role("button", name="I’m here").click()
    page.goto(site.url + GO)
    # It goes on where it was left.
    assert stops[1].site.name in heading(page)
    expect(page.get_by_role("button", name="I’m here")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{site.url}/tours/quay/")
    expect(page.locator("[data-seen-word]:visible")).to_have_count(1)
    expect(page.locator("#stop-2 [data-seen-word]")).to_have_text("Seen")
    expect(page.get_by_text("You have seen 1 of these 3 stops.")).to_be_visible()
    page.get_by_role("button", name="Forget it").click()
    expect(page.locator("[data-seen-word]:visible")).to_have_count(0)
    page.goto(f"{site.url}{GO}#stop-2")
    expect(page.get_by_role("button", name="I’m here")).to_have_attribute("aria-pressed", "false")


def test_a_position_is_asked_for_only_when_tapped_and_arrival_is_told(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = located(open_page, f"{site.url}{GO}#stop-2", at(stops[1], 120))
    expect(page.locator("[data-go-yours]:visible")).to_have_count(0)
    page.evaluate("navigator.vibrate = (pattern) => { window.shaken = pattern; return true; }")
    button = page.get_by_role("button", name="Where am I?")
    button.click()
    said(page, f"{stops[1].site.name} is 390 ft (120 m) to the south")
    expect(page.locator("#stop-2 [data-go-dir]")).to_have_text("south")
    page.context.set_geolocation(at(stops[1], 20, 15))
    button.click()
    said(page, f"You are here: {stops[1].site.name}. 1 of 3 stops seen.")
    assert page.evaluate("window.shaken") == [200, 100, 200]
    expect(page.locator("#stop-2 [data-go-seen]")).to_be_visible()


@pytest.mark.parametrize(
    ("north_m", "accuracy", "arrives"), [(24, 5, True), (60, 5, False), (60, 80, True)]
)
def test_arrival_is_within_25_m_or_the_accuracy(
    open_page: OpenPage,
    site: AppSite,
    stops: tuple[Stop, ...],
    north_m: float,
    accuracy: float,
    arrives: bool,
) -> None:
    page = located(open_page, f"{site.url}{GO}#stop-2", at(stops[1], north_m, accuracy))
    page.get_by_role("button", name="Where am I?").click()
    said(page, "You are here" if arrives else "in a straight line")


FOLLOW = "Follow me and say when I arrive"
# `sleep` locks the phone and unlocks it; `watches` is how many ask for the position now.
SLEEPER = """
let state = "visible";
Object.defineProperty(document, "visibilityState", { get: () => state });
window.sleep = (on) => {
  state = on ? "hidden" : "visible";
  document.dispatchEvent(new Event("visibilitychange"));
};
const running = new Set();
window.begun = 0;
const { watchPosition, clearWatch } = Geolocation.prototype;
Geolocation.prototype.watchPosition = function (...how) {
  const id = watchPosition.apply(this, how);
  running.add(id);
  window.begun += 1;
  return id;
};
Geolocation.prototype.clearWatch = function (id) {
  running.delete(id);
  clearWatch.call(this, id);
};
window.watches = () => running.size;
window.locks = [];
navigator.wakeLock.request = async () => {
  const lock = Object.assign(new EventTarget(), { held: true });
  lock.release = async () => { lock.held = false; };
  window.locks.push(lock);
  return lock;
};
"""


def follower(open_page: OpenPage, url: str, fix: Geolocation) -> Page:
    """A page on which somebody has begun to be followed."""
    page = located(open_page, url, fix, prepare=lambda it: it.add_init_script(SLEEPER))
    page.get_by_text("Keep following me").click()
    page.get_by_label(FOLLOW).check()
    return page


def test_following_tells_the_arrival_once(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = follower(open_page, f"{site.url}{GO}#stop-2", at(stops[1], 200))
    for north_m in (150, 100, 60):
        page.context.set_geolocation(at(stops[1], north_m))
        feet = {150: "490", 100: "330", 60: "200"}[north_m]
        expect(page.locator("#stop-2 [data-go-far]")).to_contain_text(f"{feet}\u00a0ft")
    said(page, "Following you")
    page.context.set_geolocation(at(stops[1], 10))
    said(page, f"You are here: {stops[1].site.name}")


def test_following_rests_while_the_phone_is_locked_and_goes_on_without_a_tap(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = follower(open_page, f"{site.url}{GO}#stop-2", at(stops[1], 200))
    page.get_by_label("Keep the screen on").check()
    said(page, "The screen stays on.")
    page.evaluate("sleep(true)")
    assert page.evaluate("watches()") == 0
    assert page.evaluate("locks.map((lock) => lock.held)") == [False]
    expect(page.get_by_label(FOLLOW)).to_be_checked()
    page.context.set_geolocation(at(stops[1], 10))
    page.evaluate("sleep(false)")
    said(page, f"You are here: {stops[1].site.name}")
    assert page.evaluate("[watches(), begun]") == [1, 2]
    page.wait_for_function("locks.length === 2 && locks[1].held")
    # Told to be seen twice, it still asks once.
    page.evaluate("sleep(false)")
    assert page.evaluate("[watches(), begun]") == [1, 2]


def test_who_ended_the_following_is_not_followed_after_sleep(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = follower(open_page, f"{site.url}{GO}#stop-2", at(stops[1], 200))
    page.get_by_label("Keep the screen on").check()
    page.get_by_label(FOLLOW).uncheck()
    said(page, "No longer following.")
    for asleep in ("true", "false"):
        page.evaluate(f"sleep({asleep})")
    expect(page.get_by_label(FOLLOW)).not_to_be_checked()
    expect(page.get_by_label("Keep the screen on")).not_to_be_checked()
    assert page.evaluate("[watches(), begun]") == [0, 1]
    page.reload()
    assert page.evaluate("[watches(), begun]") == [0, 0]


def test_a_page_that_was_loaded_anew_meanwhile_goes_on_following_where_that_is_allowed(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = follower(open_page, f"{site.url}{GO}#stop-2", at(stops[1], 200))
    page.reload()
    expect(page.get_by_label(FOLLOW)).to_be_checked()
    assert page.evaluate("[watches(), begun]") == [1, 1]
    page.context.clear_permissions()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label(FOLLOW)).not_to_be_checked()
    assert page.evaluate("[watches(), begun]") == [0, 0]


def test_a_phone_that_takes_the_screen_back_is_told_of(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = follower(open_page, f"{site.url}{GO}#stop-2", at(stops[1], 200))
    page.get_by_label("Keep the screen on").check()
    said(page, "The screen stays on.")
    page.evaluate("locks[0].dispatchEvent(new Event('release'))")
    said(page, "The screen may turn off again.")
    expect(page.get_by_label("Keep the screen on")).not_to_be_checked()
    expect(page.get_by_label(FOLLOW)).to_be_checked()
    page.evaluate("() => { navigator.wakeLock.request = () => Promise.reject(new Error('low')); }")
    page.get_by_label("Keep the screen on").click()
    said(page, "won’t keep the screen on now")


def test_what_the_phone_lacks_is_said_and_the_rest_works(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    without = """delete Navigator.prototype.wakeLock; delete Navigator.prototype.vibrate;
        delete Navigator.prototype.permissions; delete window.speechSynthesis;
        Object.defineProperty(window, "speechSynthesis", { value: undefined });"""
    page = located(
        open_page,
        f"{site.url}{GO}#stop-2",
        at(stops[1], 10),
        prepare=lambda it: it.add_init_script(without),
    )
    page.get_by_text("Keep following me").click()
    lacks = page.locator("[data-go-lacks]")
    expect(lacks).to_contain_text("can’t keep the screen on")
    expect(lacks).to_contain_text("can’t buzz")
    expect(page.get_by_label("Keep the screen on")).to_be_hidden()
    expect(page.locator("#stop-2").get_by_text("This browser can’t read aloud.")).to_be_visible()
    expect(page.get_by_role("button", name="Listen")).to_have_count(0)
    page.get_by_label(FOLLOW).check()
    said(page, f"You are here: {stops[1].site.name}")


def test_a_phone_that_lacks_nothing_says_nothing_of_it(open_page: OpenPage, site: AppSite) -> None:
    page = open_page(site.url + GO, width=360)
    page.get_by_text("Keep following me").click()
    expect(page.locator("[data-go-lacks]")).to_be_hidden()
    page.evaluate(
        """() => { speechSynthesis.speak = (said) => said.onerror({ error: "not-allowed" }); }"""
    )
    page.get_by_role("button", name="Listen").click()
    expect(page.locator("article:visible").get_by_text("can’t be read aloud now")).to_be_visible()
    expect(page.get_by_role("button", name="Listen")).to_have_attribute("aria-pressed", "false")


def test_far_off_says_how_far_and_offers_the_nearest_stop(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    southmost = min(stops, key=lambda stop: stop.position.lat)
    other = next(stop for stop in stops if stop is not southmost)
    page = located(open_page, f"{site.url}{GO}#stop-{other.number}", at(southmost, -5000))
    page.get_by_role("button", name="Where am I?").click()
    said(page, "3.1 miles")
    page.get_by_role("link", name=f"Show stop {southmost.number}, {southmost.site.name}").click()
    expect(page.locator(f"#stop-{southmost.number} h2")).to_be_focused()


def test_an_inaccurate_fix_is_no_arrival_and_says_what_to_do(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = located(open_page, f"{site.url}{GO}#stop-2", at(stops[1], 0, 500))
    page.get_by_role("button", name="Where am I?").click()
    said(page, "too rough")
    said(page, "try again")
    expect(page.locator("#stop-2 [data-go-seen]")).to_be_hidden()


def test_at_another_stop_than_the_one_shown_that_one_is_offered(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = located(open_page, f"{site.url}{GO}#stop-2", at(stops[2]))
    page.get_by_role("button", name="Where am I?").click()
    page.get_by_role("link", name=f"You are at stop 3, {stops[2].site.name}").click()
    expect(page.locator("#stop-3 h2")).to_be_focused()


@pytest.mark.parametrize(
    ("code", "words"), [(1, "did not allow it"), (2, "location is turned on"), (3, "too long")]
)
def test_no_position_says_what_to_do_and_the_buttons_go_on(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...], code: int, words: str
) -> None:
    page = open_page(site.url + GO, width=360)
    page.evaluate(
        "code => { navigator.geolocation.getCurrentPosition = (_, failed) => failed({ code }); }",
        code,
    )
    page.get_by_role("button", name="Where am I?").click()
    said(page, words)
    page.get_by_role("link", name="Next").click()
    assert stops[1].site.name in heading(page)


def test_a_refusal_of_the_browser_itself_is_understood(open_page: OpenPage, site: AppSite) -> None:
    page = open_page(site.url + GO, width=360)
    page.get_by_role("button", name="Where am I?").click()
    said(page, "did not allow it")


def test_the_arrow_turns_with_the_phone_and_is_not_there_before(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = located(
        open_page,
        f"{site.url}{GO}#stop-2",
        at(stops[1], 120),
        "accelerometer",
        "gyroscope",
        "magnetometer",
    )
    rose = page.locator("#stop-2 [data-go-rose]")
    page.get_by_role("button", name="Where am I?").click()
    said(page, "to the south")
    expect(rose.locator(".go-arrow")).to_be_hidden()
    # The phone's top points east: the stop, south, lies to the right.
    page.evaluate(
        """dispatchEvent(new DeviceOrientationEvent("deviceorientationabsolute",
        { alpha: 270, beta: 0, gamma: 0, absolute: true }))"""
    )
    expect(rose.locator(".go-arrow")).to_be_visible()
    needle = rose.locator("[data-go-needle]").get_attribute("transform") or ""
    assert re.match(r"rotate\(90 ", needle), needle


def test_lengths_follow_the_chosen_units(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = located(open_page, f"{site.url}{GO}#stop-2", at(stops[1], 120))
    page.get_by_role("button", name="Metric first").click()
    page.get_by_role("button", name="Where am I?").click()
    said(page, "120\u00a0m (390\u00a0ft)")
    expect(page.locator("#stop-2 [data-go-far]")).to_contain_text("120\u00a0m (390\u00a0ft)")
    page.get_by_role("button", name="Metric first").click()
    expect(page.locator("#stop-2 [data-go-far]")).to_contain_text("390\u00a0ft (120\u00a0m)")


def test_without_script_every_stop_is_there_and_linked(open_page: OpenPage, site: AppSite) -> None:
    page = open_page(site.url + GO, width=320, java_script_enabled=False)
    expect(page.locator("article:visible")).to_have_count(3)
    expect(page.locator("[data-go-next]:visible")).to_have_count(3)
    for hidden in (".go-bar", ".go-where", "[data-go-progress]"):
        expect(page.locator(hidden)).to_be_hidden()
