"""Following a tour in a real browser: the buttons, and a position that the test walks."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Geolocation, Page, expect

from tests.browser.appsite import AppSite, serve_app
from tests.browser.conftest import OpenPage
from trail.base.geo import distance_m
from trail.dataset.schema.whole import Dataset
from trail.guide.guide import Guide
from trail.guide.walk.values import Itinerary, Stop
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

GO = "/tours/quay/go/"


@pytest.fixture(scope="module")
def site(sample_dir: Path) -> Iterator[AppSite]:
    with serve_app(create_app(Settings(data_dir=sample_dir))) as site:
        yield site


@pytest.fixture(scope="module")
def itinerary(sample_dataset: Dataset) -> Itinerary:
    return Guide(sample_dataset).itinerary("quay")


@pytest.fixture(scope="module")
def stops(itinerary: Itinerary) -> tuple[Stop, ...]:
    return itinerary.stops


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


# `sleep` locks the phone and unlocks it; `watches` is how many ask for the position now.
SLEEPER = """
let state = "visible";
Object.defineProperty(document, "visibilityState", { get: () => state });
window.sleep = (on) => {
  state = on ? "hidden" : "visible";
  document.dispatchEvent(new Event("visibilitychange"));
};
const feeds = new Map();
window.begun = 0;
Geolocation.prototype.watchPosition = (found) => {
  window.begun += 1;
  feeds.set(window.begun, found);
  return window.begun;
};
Geolocation.prototype.clearWatch = (id) => feeds.delete(id);
window.watches = () => feeds.size;
// What a screen reader is given, in order.
window.log = [];
addEventListener("DOMContentLoaded", () => {
  const said = document.querySelector("[data-go-said]");
  const heard = () => said.textContent && window.log.push(said.textContent);
  new MutationObserver(heard).observe(said, { childList: true });
});
// A phone of the test's own, which is where the test says, when it says so.
window.walk = async (fixes) => {
  for (const [latitude, longitude, accuracy, timestamp] of fixes) {
    const coords = { latitude, longitude, accuracy };
    for (const found of [...feeds.values()]) found({ coords, timestamp });
    await new Promise((done) => setTimeout(done, 0));
  }
};
window.locks = [];
navigator.wakeLock.request = async () => {
  const lock = Object.assign(new EventTarget(), { held: true });
  lock.release = async () => { lock.held = false; };
  window.locks.push(lock);
  return lock;
};
"""


Fix = tuple[float, float, float, int]


def along(itinerary: Itinerary, first: int = 0, last: int | None = None) -> list[Fix]:
    """A fix every 5 m along some legs of a walk, 3.5 s apart, off by up to 4 m to each side."""
    dice = random.Random(5)
    fixes: list[Fix] = []
    for leg in itinerary.legs[first:last]:
        for a, b in pairwise(leg.path):
            count = max(1, round(distance_m(a, b) / 5))
            for i in range(count):
                share = i / count
                lat = a.lat + (b.lat - a.lat) * share + dice.uniform(-4e-5, 4e-5)
                lon = a.lon + (b.lon - a.lon) * share + dice.uniform(-4e-5, 4e-5)
                fixes.append((lat, lon, 6, 1_800_000_000_000 + len(fixes) * 3500))
    return fixes


def follower(open_page: OpenPage, url: str) -> Page:
    """A page on which somebody has begun to be followed; the test is the phone."""
    page = open_page(
        url,
        width=360,
        permissions=["geolocation"],
        prepare=lambda it: it.add_init_script(SLEEPER),
    )
    page.get_by_role("button", name="Follow me").click()
    return page


def log(page: Page) -> list[str]:
    found: list[str] = page.evaluate("log")
    return [" ".join(text.split()) for text in found]


def test_a_whole_walk_as_a_screen_reader_hears_it(
    open_page: OpenPage, site: AppSite, itinerary: Itinerary
) -> None:
    page = follower(open_page, site.url + GO)
    page.evaluate("fixes => walk(fixes)", along(itinerary))
    names = [stop.site.name for stop in itinerary.stops]
    heard = log(page)
    assert heard[0] == "Following you. Turns and arrivals will be told here."
    assert len(set(heard)) == len(heard)
    arrivals = [text for text in heard if "You have arrived at" in text]
    for number, (text, name) in enumerate(zip(arrivals, names, strict=True), start=1):
        assert text.startswith(f"You have arrived at {number}, {name}.")
    assert arrivals[-1].endswith("This is the end of the walk.")
    assert [text for text in heard if text.startswith("On to 2, ")]
    assert not [text for text in heard if "off the way" in text or "wrong direction" in text]
    expect(page.locator("#stop-3 [data-go-seen]")).to_be_visible()
    expect(page.locator("[data-go-tally]:visible")).to_have_text("3 of 3 stops seen.")


def test_the_trails_own_walk_is_heard_in_order_each_thing_once(open_page: OpenPage) -> None:
    app = create_app(Settings())
    guide: Guide = app.extensions["guide"]
    itinerary = guide.itinerary("downtown")
    with serve_app(app) as site:
        page = follower(open_page, f"{site.url}/tours/downtown/go/")
        page.evaluate("fixes => walk(fixes)", along(itinerary))
        heard = log(page)
    told = [text for text in heard if "You have arrived at" in text]
    assert len(set(told)) == len(told)
    numbers = [int(re.findall(r"arrived at (\d+),", text)[0]) for text in told]
    assert numbers == [*range(1, len(itinerary.stops) + 1), 1]
    assert told[-1].endswith("This is the end of the walk.")
    assert not [text for text in heard if "off the way" in text or "wrong direction" in text]
    # Each way between its two arrivals, and on no way the same thing twice.
    places = [heard.index(text) for text in told]
    for number, (start, end) in enumerate(pairwise(places), start=1):
        ahead = itinerary.legs[number - 1].destination
        between = heard[start : end + 1]
        assert len(set(between)) == len(between)
        assert f"{ahead.number}, {ahead.site.name}" in " ".join(between[1:])


def test_who_leaves_the_way_is_told_how_far_and_which_way_back_once(
    open_page: OpenPage, site: AppSite, itinerary: Itinerary
) -> None:
    page = follower(open_page, site.url + GO)
    fixes = along(itinerary, 0, 1)
    start = fixes[: len(fixes) // 3]
    lat, lon, accuracy, t = start[-1]
    aside = [(lat + k * 4.5e-5, lon, accuracy, t + k * 3500) for k in range(1, 16)]
    page.evaluate("fixes => walk(fixes)", [*start, *aside])
    off = [text for text in log(page) if "off the way" in text]
    assert len(off) == 1
    told = r"You are off the way\. It is \d+ ft \((\d+) m\) to the south(west)?\."
    found = re.fullmatch(told, off[0])
    assert found
    assert int(found[1]) <= 40


def test_locked_it_asks_nothing_and_unlocked_it_tells_once_what_was_passed(
    open_page: OpenPage, site: AppSite, itinerary: Itinerary
) -> None:
    page = follower(open_page, site.url + GO)
    fixes = along(itinerary)
    first = len(along(itinerary, 0, 1))
    page.evaluate("fixes => walk(fixes)", fixes[: first - 20])
    page.evaluate("sleep(true)")
    assert page.evaluate("[watches(), locks.map((lock) => lock.held)]") == [0, [False]]
    page.evaluate("sleep(false)")
    assert page.evaluate("watches()") == 1
    page.wait_for_function("locks.length === 2 && locks[1].held")
    page.evaluate("fixes => walk(fixes)", fixes[first + 25 :])
    passed = [text for text in log(page) if "Meanwhile you passed" in text]
    assert len(passed) == 1
    assert f"Meanwhile you passed 2, {itinerary.stops[1].site.name}." in passed[0]
    assert sum("You have arrived at 3" in text for text in log(page)) == 1


def test_a_page_loaded_anew_takes_up_where_it_was_without_a_tap(
    open_page: OpenPage, site: AppSite, itinerary: Itinerary
) -> None:
    page = follower(open_page, site.url + GO)
    fixes = along(itinerary)
    half = len(along(itinerary, 0, 1)) // 2
    page.evaluate("fixes => walk(fixes)", fixes[:half])
    page.reload()
    page.wait_for_function("watches() === 1")
    expect(page.get_by_role("button", name="Following")).to_have_attribute("aria-pressed", "true")
    page.evaluate("fixes => walk(fixes)", fixes[half:])
    arrivals = [text for text in log(page) if "You have arrived at" in text]
    assert [text[20] for text in arrivals] == ["2", "3"]


def test_another_walk_on_the_same_phone_is_not_mixed_with_it(
    open_page: OpenPage, site: AppSite, itinerary: Itinerary
) -> None:
    page = follower(open_page, site.url + GO)
    page.evaluate("fixes => walk(fixes)", along(itinerary, 0, 1))
    page.goto(f"{site.url}/tours/south-road/go/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("watches()") == 0
    assert page.url.endswith("/tours/south-road/go/")
    page.goto(site.url + GO)
    page.wait_for_function("watches() === 1")
    assert page.url.endswith("#stop-2")


def test_who_ended_the_following_is_not_followed_after_sleep_or_a_reload(
    open_page: OpenPage, site: AppSite
) -> None:
    page = follower(open_page, site.url + GO)
    page.get_by_role("button", name="Following").click()
    said(page, "No longer following.")
    for asleep in ("true", "false"):
        page.evaluate(f"sleep({asleep})")
    assert page.evaluate("[watches(), begun]") == [0, 1]
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("[watches(), begun]") == [0, 0]


def test_a_tap_overrules_what_was_thought(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = open_page(site.url + GO, width=360)
    expect(page.locator("article:visible")).to_have_count(1)
    assert stops[1].site.name in heading(page)
    page.get_by_role("link", name="I’m at 2").click()
    expect(page.locator("#stop-2 h2")).to_be_focused()
    expect(page.locator("#stop-2 [data-go-seen]")).to_be_visible()
    expect(page.locator("#stop-2 [data-go-story]")).to_be_visible()
    # The focus tells it, and nothing tells it again.
    way = f"From stop 2, {stops[1].site.name}, To 3, {stops[2].site.name}"
    assert " ".join(heading(page).split()) == way
    expect(page.locator("[data-go-said]")).to_have_text("")
    page.go_back()
    expect(page.locator("#stop-1 h2")).to_be_focused()
    page.reload()
    assert stops[1].site.name in heading(page)


def test_the_first_direction_is_in_sight_at_once(open_page: OpenPage, site: AppSite) -> None:
    page = open_page(site.url + GO, width=360, height=740)
    first = page.locator("article:visible .go-steps li").first
    line, bar = first.bounding_box(), page.locator("[data-go-bar]").bounding_box()
    assert line
    assert bar
    assert line["y"] + 30 < bar["y"]


def test_at_twice_the_size_of_type_nothing_is_cut_and_the_bar_stays_small(
    open_page: OpenPage, site: AppSite
) -> None:
    page = open_page(site.url + GO, width=360, height=740)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    bar = page.locator("[data-go-bar]").bounding_box()
    assert bar
    assert bar["height"] <= 740 / 5
    for button in page.locator("[data-go-bar] .btn").all():
        fits = button.evaluate(
            "(it) => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.clientHeight"
        )
        assert fits, button.inner_text()


def test_progress_shows_on_the_tour_page_and_can_be_cleared(
    open_page: OpenPage, site: AppSite
) -> None:
    page = open_page(site.url + GO, width=360)
    page.get_by_role("link", name="I’m at 2").click()
    page.goto(f"{site.url}/tours/quay/")
    expect(page.locator("[data-seen-word]:visible")).to_have_count(1)
    page.goto(f"{site.url}{GO}#stop-2")
    page.get_by_role("button", name="Clear my progress").click()
    said(page, "No stop is marked as seen now.")
    expect(page.locator("#stop-2 [data-go-seen]")).to_be_hidden()


def test_a_position_is_asked_for_only_when_tapped(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    page = located(open_page, f"{site.url}{GO}#stop-2", at(stops[2], 120))
    expect(page.locator("[data-go-dot]:visible")).to_have_count(0)
    page.get_by_role("button", name="Find me").click()
    said(page, f"3, {stops[2].site.name} is 390 ft (120 m) to the south")
    page.context.set_geolocation(at(stops[2], 10))
    page.get_by_role("button", name="Find me").click()
    said(page, f"You are at 3, {stops[2].site.name}.")
    expect(page.locator("#stop-3 [data-go-seen]")).to_be_visible()


def test_far_off_and_rough_fixes_say_so(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    southmost = min(stops, key=lambda stop: stop.position.lat)
    page = located(open_page, site.url + GO, at(southmost, -5000))
    page.get_by_role("button", name="Find me").click()
    said(page, f"3.1 miles (5 km) from the nearest stop of this walk, {southmost.number}")
    page.context.set_geolocation(at(stops[1], 0, 500))
    page.get_by_role("button", name="Find me").click()
    said(page, "too rough")


@pytest.mark.parametrize(
    ("code", "words"), [(1, "did not allow it"), (2, "location is turned on"), (3, "too long")]
)
def test_no_position_says_what_to_do(
    open_page: OpenPage, site: AppSite, code: int, words: str
) -> None:
    page = open_page(site.url + GO, width=360)
    page.evaluate(
        "code => { navigator.geolocation.getCurrentPosition = (_, failed) => failed({ code }); }",
        code,
    )
    page.get_by_role("button", name="Find me").click()
    said(page, words)


def test_what_the_phone_lacks_is_said(open_page: OpenPage, site: AppSite) -> None:
    without = """delete Navigator.prototype.wakeLock; delete Navigator.prototype.vibrate;
        delete Navigator.prototype.permissions; delete window.speechSynthesis;
        Object.defineProperty(window, "speechSynthesis", { value: undefined });"""
    page = open_page(site.url + GO, width=360, prepare=lambda it: it.add_init_script(without))
    page.get_by_text("While following").click()
    lacks = page.locator("[data-go-lacks]")
    for words in ("can’t keep the screen on", "can’t buzz", "can’t read aloud"):
        expect(lacks).to_contain_text(words)
    expect(page.get_by_label("Keep the screen on")).to_be_hidden()
    expect(page.get_by_label("Say it aloud")).to_be_hidden()


def test_a_screen_that_is_not_kept_on_is_told_beside_what_the_phone_lacks(
    open_page: OpenPage, site: AppSite
) -> None:
    weak = """delete Navigator.prototype.vibrate;
        navigator.wakeLock.request = () => Promise.reject(new Error("battery"));"""
    page = open_page(site.url + GO, width=360, prepare=lambda it: it.add_init_script(weak))
    page.get_by_text("While following").click()
    page.get_by_role("button", name="Follow me").click()
    lacks = page.locator("[data-go-lacks]")
    expect(lacks).to_contain_text("won’t keep the screen on now")
    expect(lacks).to_contain_text("can’t buzz")


def test_aloud_by_choice_it_says_what_it_shows_and_the_story_on_arrival(
    open_page: OpenPage, site: AppSite, itinerary: Itinerary
) -> None:
    page = follower(open_page, site.url + GO)
    page.evaluate(
        "() => { window.spoken = []; speechSynthesis.speak = ({ text }) => spoken.push(text); }"
    )
    page.get_by_text("While following").click()
    page.get_by_label("Say it aloud").check()
    page.get_by_label("Read each story when I arrive").check()
    page.evaluate("fixes => walk(fixes)", along(itinerary)[:3])
    spoken = page.evaluate("spoken")
    first = itinerary.stops[0].site
    assert f"You have arrived at 1, {first.name}." in spoken
    assert spoken[-1] == first.properties.summary


def test_the_map_turns_the_way_one_faces_by_choice_and_its_numbers_stay_upright(
    open_page: OpenPage, site: AppSite, stops: tuple[Stop, ...]
) -> None:
    more = ("accelerometer", "gyroscope", "magnetometer")
    page = located(open_page, site.url + GO, at(stops[0]), *more)
    page.get_by_role("button", name="Find me").click()
    said(page, "You are at 1")
    # The phone's top points east.
    east = """dispatchEvent(new DeviceOrientationEvent("deviceorientationabsolute",
        { alpha: 270, beta: 0, gamma: 0, absolute: true }))"""
    page.evaluate(east)
    beam = page.locator("#stop-1 .go-beam")
    expect(beam).to_have_attribute("transform", "rotate(90)")
    turn = page.locator("#stop-1 [data-go-turn]")
    assert turn.evaluate("(it) => it.style.transform") == ""
    page.get_by_text("While following").click()
    page.get_by_label("Turn the map the way I face").check()
    assert turn.evaluate("(it) => it.style.transform") == "rotate(-90deg)"
    upright = page.locator("#stop-1 [data-go-upright]").first.get_attribute("transform") or ""
    assert upright.startswith("rotate(90 ")


def test_without_script_every_leg_has_its_map_and_directions(
    open_page: OpenPage, site: AppSite
) -> None:
    page = open_page(site.url + GO, width=320, java_script_enabled=False)
    expect(page.locator("article:visible")).to_have_count(3)
    expect(page.locator("[data-go-map]:visible")).to_have_count(2)
    expect(page.locator("[data-go-next]:visible")).to_have_count(3)
    for hidden in (".go-bar", ".go-options", ".go-said"):
        expect(page.locator(hidden)).to_be_hidden()
