"""A phone without a signal: the server is stopped, and every page is opened from a cold start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.appsite import AppSite, serve_app
from tests.browser.conftest import OpenPage
from tests.sample import Sample
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

NOT_HERE = "No signal, and this page is not on your phone"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) found.push(url);
  }
  return found;
}"""
IN_CHARGE = """() => new Promise((done) => {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) done(true);
  serviceWorker.addEventListener("controllerchange", () => done(true), { once: true });
  setTimeout(done, 20_000, false);
})"""
# The first page is kept by the worker once that runs.
IS_KEPT = """async (url) => {
  for (let i = 0; i < 500; i += 1) {
    if (await caches.match(url)) return true;
    await new Promise((done) => setTimeout(done, 20));
  }
  return false;
}"""


PATIENCE_MS = 30_000  # for what takes long on a busy machine


def ready(data_dir: Path, base: str = "") -> Flask:
    """The app with its copy for phones made: no browser has to wait for that."""
    app = create_app(Settings(data_dir=data_dir, base_path=base))
    assert app.test_client().get(f"{base}/offline.json").status_code == 200
    return app


@pytest.fixture(scope="module")
def app(sample_dir: Path) -> Flask:
    return ready(sample_dir)


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The same trail in a later version."""
    sample = Sample()
    sample.properties("signal-tower")["summary"] = "It has a new roof."
    return ready(sample.write(tmp_path_factory.mktemp("newer")))


@pytest.fixture
def site(app: Flask) -> Iterator[AppSite]:
    with serve_app(app) as site:
        yield site


def opened(open_page: OpenPage, site: AppSite, path: str = "/") -> Page:
    """A page in the browser with the worker in charge of it."""
    page = open_page(site.url + path, width=360, errors_ok=True)
    assert page.evaluate(IN_CHARGE)
    return page


def unfold(page: Page) -> None:
    """The start page has what saves the trail behind a word."""
    page.locator("details:has([data-save])").evaluate_all(
        "all => all.map((one) => one.open = true)"
    )
    page.locator("[data-save]").scroll_into_view_if_needed()


def press(page: Page, name: str) -> None:
    unfold(page)
    page.get_by_role("button", name=name).click()


def saved(open_page: OpenPage, site: AppSite, path: str = "/") -> Page:
    page = opened(open_page, site, path)
    press(page, "Save the trail")
    expect(page.locator("[data-save-said]")).to_have_text(
        "Saved. Every page opens without a signal now; printed sheets don’t.", timeout=PATIENCE_MS
    )
    return page


def cold(context: BrowserContext, url: str) -> Page:
    """The page in a tab of its own, as after the phone was off."""
    page = context.new_page()
    page.goto(url)
    return page


@pytest.mark.parametrize("base", ["", "/lantern"])
def test_with_the_server_stopped_every_page_and_file_of_a_saved_trail_opens(
    open_page: OpenPage, sample_dir: Path, base: str
) -> None:
    with serve_app(ready(sample_dir, base)) as site:
        page = saved(open_page, site, f"{base}/")
        state = page.locator("[data-save-state]")
        expect(state).to_contain_text("version 1 (")
        expect(state).to_contain_text("newest")
        listed = page.evaluate(f"fetch('{base}/offline.json').then((answer) => answer.json())")
        context = page.context
        page.close()
        site.stop()

        tab = context.new_page()
        wrong: list[str] = []
        tab.on("requestfailed", lambda request: wrong.append(f"{request.failure} {request.url}"))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        pages = [item["url"] for item in listed["files"] if item["url"].endswith("/")]
        assert f"{base}/tours/quay/go/" in pages
        for path in pages:
            answer = tab.goto(site.url + path)
            assert answer
            assert answer.status == 200, path
            assert "Content-Security-Policy".lower() in answer.headers, path
            if path != f"{base}/offline/":
                assert NOT_HERE not in tab.locator("h1").inner_text(), path
        tab.goto(f"{site.url}{base}/tours/quay/")
        tab.keyboard.press("Shift")  # the map waits for a touch
        expect(tab.locator(".leaflet-container")).to_be_visible()
        # The list itself is asked of the network alone; leaving a page aborts what it still loads.
        # Sheets to print and their pictures are not kept: a printer has a network.
        passing = ("/offline.json", "/pack/newest.json", "net::ERR_ABORTED", "/print/")
        assert [one for one in wrong if not any(part in one for part in passing)] == []
        rest = [item["url"] for item in listed["files"] if not item["url"].endswith("/")]
        statuses = tab.evaluate(
            "urls => Promise.all(urls.map((url) => fetch(url).then((answer) => answer.status)))",
            rest,
        )
        assert statuses == [200] * len(rest)
        kept = tab.evaluate(KEPT)
        assert all(url.startswith(f"{site.url}{base}/") for url in kept)


def test_visited_pages_are_kept_and_an_unknown_one_gets_an_honest_page(
    open_page: OpenPage, site: AppSite
) -> None:
    page = opened(open_page, site, "/sites/signal-tower/")
    assert page.evaluate(IS_KEPT, f"{site.url}/sites/signal-tower/")
    page.goto(f"{site.url}/about/")
    assert page.evaluate(IS_KEPT, f"{site.url}/about/")
    site.stop()
    for path, heading in (("/sites/signal-tower/", "Signal Tower"), ("/about/", "About")):
        tab = cold(page.context, site.url + path)
        expect(tab.locator("h1")).to_contain_text(heading)
    tab = page.context.new_page()
    answer = tab.goto(f"{site.url}/sites/custom-house/")
    assert answer
    assert answer.status == 503
    expect(tab.locator("h1")).to_have_text(NOT_HERE)
    site.start_again()
    tab.get_by_role("link", name="Try again").click()
    expect(tab.get_by_role("heading", level=1, name="Custom House", exact=True)).to_be_visible()


def test_an_error_is_never_kept_and_a_kept_page_stands_in_for_it(
    open_page: OpenPage, site: AppSite
) -> None:
    page = opened(open_page, site, "/about/")
    assert page.evaluate(IS_KEPT, f"{site.url}/about/")
    site.broken = {
        "/about/": "502 Bad Gateway",
        "/tours/": "500 Internal Server Error",
    }
    page.goto(f"{site.url}/tours/")
    expect(page.locator("h1")).to_have_text("Broken")
    page.goto(f"{site.url}/nowhere/")
    expect(page.locator("h1")).to_have_text("Not found")
    page.goto(f"{site.url}/about/")
    expect(page.locator("h1")).to_contain_text("About")
    kept = page.evaluate(KEPT)
    assert not {f"{site.url}/tours/", f"{site.url}/nowhere/"} & set(kept)
    site.stop()
    for path in ("/tours/", "/nowhere/"):
        expect(cold(page.context, site.url + path).locator("h1")).to_have_text(NOT_HERE)


def test_a_newer_version_is_swapped_in_whole_or_not_at_all(
    open_page: OpenPage, site: AppSite, newer: Flask
) -> None:
    page = saved(open_page, site)
    site.app = newer
    parts = newer.test_client().get("/offline.json").get_json()["parts"]
    site.cut = {parts[-1]["url"]}
    page.reload()
    press(page, "Fetch the newer version")
    said, state = page.locator("[data-save-said]"), page.locator("[data-save-state]")
    expect(said).to_contain_text("The connection was lost")
    expect(said).to_contain_text("still there, unchanged")
    expect(state).to_contain_text("There is a newer one")
    site.stop()
    tower = cold(page.context, f"{site.url}/sites/signal-tower/")
    expect(tower.get_by_role("heading", level=1, name="Signal Tower", exact=True)).to_be_visible()
    expect(tower.get_by_text("It has a new roof.")).to_have_count(0)

    site.start_again()
    site.cut = set()
    press(page, "Fetch the newer version")
    expect(said).to_contain_text("Saved.", timeout=PATIENCE_MS)
    site.stop()
    tower.reload()
    expect(tower.get_by_text("It has a new roof.")).to_be_visible()
    names = page.evaluate("caches.keys()")
    assert len([name for name in names if ":saved:" in name]) == 1


def test_without_room_it_says_so_and_leaves_nothing_half_done(
    open_page: OpenPage, site: AppSite
) -> None:
    page = opened(open_page, site)
    page.context.new_cdp_session(page).send(
        "Storage.overrideQuotaForOrigin", {"origin": site.url, "quotaSize": 150_000}
    )
    press(page, "Save the trail")
    said = page.locator("[data-save-said]")
    expect(said).to_contain_text("There is no room")
    expect(said).to_contain_text("Nothing was saved.")
    assert not [name for name in page.evaluate("caches.keys()") if ":saved:" in name]


def test_remove_removes_everything(open_page: OpenPage, site: AppSite) -> None:
    page = saved(open_page, site)
    press(page, "Remove it from this phone")
    expect(page.locator("[data-save-said]")).to_contain_text("Removed")
    assert page.evaluate("caches.keys()") == []
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


def test_the_size_is_shown_before_anything_is_fetched(open_page: OpenPage, site: AppSite) -> None:
    page = opened(open_page, site)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    unfold(page)
    expect(page.locator("[data-save-state]")).to_contain_text("KB to fetch")
    assert [url for url in asked if "/pack/" in url] == []
