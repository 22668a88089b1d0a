"""An own walk in a real browser: worked out as on the server, kept in its link."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.appsite import AppSite, serve_app
from tests.browser.conftest import OpenPage
from trail.dataset.schema.whole import Dataset
from trail.export.geo import to_gpx
from trail.guide.guide import Guide
from trail.guide.walk.itinerary import dwell_min, metres_between, walking_minutes
from trail.guide.walk.ordering import shortest_order
from trail.guide.walk.values import Itinerary
from trail.guide.walk.walks import Walk, open_to
from trail.web.serve.app import create_app
from trail.web.shell.files import asset_url
from trail.web.shell.settings import Settings
from trail.web.walk.downloads import walk_meta

TOUR = "downtown"
OWN = f"/tours/{TOUR}/own/"
WALKS = 60
PATIENCE_MS = 60_000  # a busy machine is no fault
WORK_OUT = """async ([script, legs, walks]) => {
  const own = await import(script);
  const data = await (await fetch(legs)).json();
  return walks.map(({ stops, back, speed }) => {
    const order = own.shortest(data.metres, stops, stops[0], back);
    const asked = own.totals(data, stops, back, speed);
    return { order, asked, best: own.totals(data, order, back, speed) };
  });
}"""


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Settings())


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[AppSite]:
    with serve_app(app) as site:
        yield site


@pytest.fixture(scope="module")
def guide(app: Flask) -> Guide:
    found: Guide = app.extensions["guide"]
    return found


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page("about:blank")


def script(app: Flask) -> str:
    with app.test_request_context():
        return asset_url("js/own-walk.js")


def opened(page: Page, site: AppSite, fragment: str) -> None:
    page.goto("about:blank")  # another fragment alone is no new page
    page.goto(f"{site.url}{OWN}#{fragment}")
    expect(page.locator("[data-own-list] > li").first).to_be_visible(timeout=PATIENCE_MS)


def shown(page: Page) -> list[str]:
    drops: list[str] = page.locator("[data-own-list] [data-own-drop]").evaluate_all(
        "all => all.map(one => one.dataset.stop)"
    )
    return drops


def test_orders_and_times_are_the_servers(
    page: Page, site: AppSite, app: Flask, guide: Guide
) -> None:
    dataset: Dataset = guide.dataset
    known = open_to(dataset, dataset.get_tour(TOUR))
    sites = [dataset.get_site(stop) for stop in known]
    travel = guide.travel("foot")
    metres = metres_between([s.position for s in sites if s.position], travel)
    chance = random.Random(14)
    walks: list[dict[str, Any]] = []
    for _ in range(WALKS):
        stops = chance.sample(range(len(known)), chance.randint(1, len(known)))
        pace = chance.choice(dataset.trail.paces)
        walks.append({"stops": stops, "back": chance.random() < 0.5, "speed": pace.speed_m_s})
    page.goto(f"{site.url}{OWN}")
    told = page.evaluate(WORK_OUT, [script(app), f"{OWN}legs.json", walks])
    for walk, found in zip(walks, told, strict=True):
        stops, back = walk["stops"], walk["back"]
        paces = [pace for pace in dataset.trail.paces if pace.speed_m_s == walk["speed"]]
        # Of equals the lower index first: so the server is given them in the order of the data.
        indexes = sorted(stops)
        best = shortest_order(
            len(indexes),
            [[metres[a][b] for b in indexes] for a in indexes],
            start=indexes.index(stops[0]),
            loop=back and len(indexes) > 1,
        )
        assert found["order"] == [indexes[k] for k in best.indexes]
        assert found["best"]["metres"] == pytest.approx(best.length_m, abs=0.05)
        asked = guide.walked(Walk(TOUR, stops=tuple(known[k] for k in stops), loop=back))
        assert isinstance(asked, Itinerary)
        minutes = [walking_minutes(leg.distance_m, paces[0]) for leg in asked.legs]
        assert found["asked"]["minutes"] == minutes
        assert found["asked"]["walk"] == sum(minutes)
        assert found["asked"]["total"] == sum(minutes) + sum(
            dwell_min(dataset, sites[k]) for k in stops
        )


def test_stops_are_left_out_added_and_moved(page: Page, site: AppSite) -> None:
    opened(page, site, "stops=market-square,north-church,music-hall&back=1&pace=family")
    said = page.locator("[data-own-said]")
    page.click("button[data-own-drop][data-stop=north-church]")
    expect(said).to_contain_text("North Church is left out. Now 2 stops")
    assert shown(page) == ["market-square", "music-hall"]
    expect(page.locator("button[data-own-drop][data-stop=music-hall]")).to_be_focused()
    page.click("button[data-own-add][data-stop=christ-church]")
    assert shown(page) == ["market-square", "music-hall", "christ-church"]
    page.click("button[data-own-up][data-stop=christ-church]")
    assert shown(page) == ["market-square", "christ-church", "music-hall"]
    expect(page.locator("button[data-own-up][data-stop=christ-church]")).to_be_focused()
    page.uncheck("[data-own-back]")
    assert page.url.endswith("#stops=market-square,christ-church,music-hall&pace=family")
    assert page.locator("[data-own-list] .leg").count() == 2


def test_the_link_is_the_walk_on_another_phone(page: Page, site: AppSite, browser: Browser) -> None:
    opened(page, site, "stops=market-square,temple-israel,strawbery-banke&pace=slow")
    page.click("button[data-own-down][data-stop=temple-israel]")
    link = page.locator("#own-link").input_value()
    page.locator("[data-own-share] summary").click()
    code = Image.open(io.BytesIO(page.locator(".own-code").screenshot()))
    assert [read.text for read in zxingcpp.read_barcodes(code)] == [link]
    other = browser.new_page()
    other.goto(link)
    expect(other.locator("[data-own-list] > li")).to_have_count(3)
    assert shown(other) == ["market-square", "strawbery-banke", "temple-israel"]
    facts = ".facts-line"
    assert other.locator(facts).inner_text() == page.locator(facts).inner_text()
    other.close()


def test_the_longest_link_fits_a_code(page: Page, site: AppSite) -> None:
    page.goto(f"{site.url}{OWN}")
    expect(page.locator("[data-own-list] > li")).to_have_count(15)
    page.locator("[data-own-share] summary").click()
    code = Image.open(io.BytesIO(page.locator(".own-code").screenshot()))
    link = page.locator("#own-link").input_value()
    assert [read.text for read in zxingcpp.read_barcodes(code)] == [link]
    assert len(link) > 250


GPX = "{http://www.topografix.com/GPX/1/1}"


def places(root: Element, name: str) -> list[tuple[float, float]]:
    return [(float(at.attrib["lat"]), float(at.attrib["lon"])) for at in root.iter(f"{GPX}{name}")]


@pytest.mark.parametrize("back", [True, False])
def test_its_file_is_the_one_that_the_server_would_make(
    page: Page, site: AppSite, app: Flask, guide: Guide, back: bool
) -> None:
    stops = ("market-square", "railroad-station-site", "temple-israel", "strawbery-banke")
    opened(page, site, f"stops={','.join(stops)}{'&back=1' * back}&pace=family")
    with page.expect_download() as download:
        page.click("[data-own-file]")
    assert download.value.suggested_filename == "downtown-own.gpx"
    made = fromstring(download.value.path().read_bytes())
    walk = Walk(TOUR, stops=stops, loop=back)
    itinerary = guide.walked(walk)
    assert isinstance(itinerary, Itinerary)
    with app.test_request_context():
        meant = fromstring(to_gpx(itinerary, walk_meta(walk, itinerary.tour)))
    for told in ("name", "desc"):
        assert [one.text for one in made.iterfind(f"{GPX}wpt/{GPX}{told}")] == [
            one.text for one in meant.iterfind(f"{GPX}wpt/{GPX}{told}")
        ]
    for kind in ("wpt", "trkpt"):
        pairs = zip(places(made, kind), places(meant, kind), strict=True)
        assert all(a == pytest.approx(b, abs=2e-6) for a, b in pairs)
    assert len(list(made.iter(f"{GPX}trkseg"))) == len(list(meant.iter(f"{GPX}trkseg"))) == 1
    (about,) = [one.text or "" for one in made.iterfind(f"{GPX}metadata/{GPX}desc")]
    facts = page.locator(".facts-line li").all_inner_texts()
    count, far, _walking, total = (" ".join(fact.split()) for fact in facts)
    assert " ".join(about.splitlines()[0].split()) == (
        f"{count}, {far.removesuffix(' in all')}, "
        f"{total.removesuffix(' with time at each stop')} in all."
    )
    (link,) = [one.attrib["href"] for one in made.iterfind(f"{GPX}metadata/{GPX}link")]
    assert link == page.url


def test_its_map_and_its_print_have_its_stops_and_its_way(page: Page, site: AppSite) -> None:
    opened(page, site, "stops=market-square,railroad-station-site,strawbery-banke&back=1")
    numbers = page.locator("[data-own-over].m-phone .m-n")
    assert numbers.all_text_contents() == ["1", "2", "3"]
    assert page.locator("[data-own-over].m-phone .m-route").count() == 3
    page.click("button[data-own-drop][data-stop=strawbery-banke]")
    assert numbers.all_text_contents() == ["1", "2"]
    page.emulate_media(media="print")
    shown = [
        page.locator(f"{part} >> visible=true").count()
        for part in ("[data-own-map]", "[data-own-list] > li", ".leg", "button", ".own-wishes")
    ]
    assert shown == [1, 2, 2, 0, 0]
    facts = page.locator(".facts-line").inner_text()
    page.emulate_media(media="screen")
    assert page.locator(".facts-line").inner_text() == facts


def test_a_stop_that_is_no_more_is_left_out_and_told(page: Page, site: AppSite) -> None:
    opened(page, site, "stops=market-square,torn-down,north-church&back=1")
    assert shown(page) == ["market-square", "north-church"]
    expect(page.locator("[data-own-said]")).to_contain_text("1 stops of this link")


def test_without_a_signal_the_page_says_what_opens(open_page: OpenPage, site: AppSite) -> None:
    page = open_page("about:blank", errors_ok=True)
    site.broken[f"{OWN}legs.json"] = "503 Service Unavailable"
    try:
        page.goto(f"{site.url}{OWN}")
        expect(page.locator("[data-own-said]")).to_contain_text("The ready walks below open.")
        expect(page.locator("[data-own-work]")).to_be_hidden()
        expect(page.get_by_role("link", name="45 min")).to_be_visible(timeout=PATIENCE_MS)
    finally:
        site.broken.clear()


def test_an_own_walk_is_followed_like_any_other(page: Page, site: AppSite) -> None:
    opened(page, site, "stops=market-square,music-hall,north-church&back=1&pace=family")
    page.click("[data-own-go]")
    expect(page.locator(".go-page.is-run")).to_be_visible(timeout=PATIENCE_MS)
    screens = page.locator("[data-go-screen]")
    assert screens.evaluate_all("all => all.map(one => [one.id, one.dataset.site])") == [
        ["stop-1", "market-square"],
        ["stop-2", "music-hall"],
        ["stop-3", "north-church"],
        ["back", "market-square"],
    ]
    led = page.evaluate("JSON.parse(document.getElementById('go-walk').textContent)")
    assert [stop["number"] for stop in led["stops"]] == [1, 2, 3, 1]
    assert len(led["legs"]) == 3
    maps = screens.locator(".go-map")
    assert maps.count() == 3
    numbers = maps.evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('.m-over text')].map(n => n.textContent))"
    )
    assert numbers == [["1", "2"], ["2", "3"], ["3", "1"]]
    assert maps.first.locator("path.m-route, path.m-street").count() == 2
    # Where the phone is stands on the map at the stop itself: a mark's width beside its number.
    apart = maps.first.evaluate(
        """map => {
          const [west, north, across, down] = map.dataset.goMap.split(" ").map(Number);
          const { lon, lat } = map.closest("[data-go-screen]").dataset;
          const number = map.querySelector(".m-over text");
          const [x, y] = ["x", "y"].map(name => number.getAttribute(name));
          return [(lon - west) * across - x, (north - lat) * down - y];
        }"""
    )
    assert all(abs(units) < 3 for units in apart)
    expect(screens.locator("visible=true").locator("h2")).to_contain_text("to 2, The Music Hall")
    page.click("[data-go-here]")
    expect(page.locator("#stop-2 h2")).to_contain_text("to 3, North Church")
    page.reload()  # the phone knows the walk, and where he is on it
    expect(page.locator("#stop-2 h2")).to_be_visible(timeout=PATIENCE_MS)
    assert screens.count() == 4


def test_a_walk_that_does_not_come_back_ends_at_its_last_stop(page: Page, site: AppSite) -> None:
    page.goto(f"{site.url}{OWN}go/#stops=temple-israel,strawbery-banke&pace=slow")
    expect(page.locator(".go-page.is-run")).to_be_visible(timeout=PATIENCE_MS)
    page.click("[data-go-here]")
    expect(page.locator("#stop-2 h2")).to_have_text("The end: 2, Strawbery Banke")
    assert page.locator("[data-go-screen]").count() == 2
