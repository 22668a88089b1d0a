"""A trail in two languages in the browser: the switch, and the copies of both on one phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Error, Page, expect

from tests.browser.appsite import AppSite, serve_app
from tests.browser.conftest import OpenPage
from tests.browser.test_offline import IN_CHARGE, IS_KEPT, PATIENCE_MS, cold, saved
from tests.dataset.test_languages import SITES, TRAIL, translated
from tests.sample import Sample
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

WORKER = """async (name) => {
  for (let i = 0; i < 500; i += 1) {
    if (navigator.serviceWorker.controller?.scriptURL.endsWith(name)) return true;
    await new Promise((done) => setTimeout(done, 20));
  }
  return false;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return translated(Sample(), sites=SITES, trail=TRAIL).write(tmp_path_factory.mktemp("told"))


@pytest.fixture(scope="module", params=["", "/lantern"])
def app(request: pytest.FixtureRequest, folder: Path) -> Flask:
    """With the copies of both languages made."""
    app = create_app(Settings(folder, base_path=request.param))
    for path in ("", "/ja"):
        assert app.test_client().get(f"{request.param}{path}/offline.json").status_code == 200
    return app


@pytest.fixture
def site(app: Flask) -> Iterator[AppSite]:
    with serve_app(app) as site:
        yield site


def base_of(site: AppSite) -> str:
    return str(site.app.config["BASE_PATH"])


def saved_in_japanese(beside: Page, site: AppSite) -> Page:
    """A page of the start in Japanese, with the copy saved, on the same phone."""
    page = cold(beside.context, f"{site.url}{base_of(site)}/ja/")
    assert page.evaluate(WORKER, "/ja/service-worker.js")
    page.locator("details:has([data-save])").evaluate_all("all => all.map((x) => x.open = true)")
    page.locator("[data-save]").scroll_into_view_if_needed()
    page.locator("[data-save-start]").click()
    expect(page.locator("[data-save-said]")).to_contain_text("保存しました", timeout=PATIENCE_MS)
    return page


def test_the_switch_takes_along_what_stands_behind_the_address(
    open_page: OpenPage, site: AppSite
) -> None:
    there = f"{site.url}{base_of(site)}"
    page = open_page(f"{there}/sites/", errors_ok=True)
    page.evaluate("history.replaceState(null, '', '?b=1%2B2&c=%E6%97%97#main')")
    page.locator(".bar [data-languages] a").click()
    page.wait_for_url(f"{there}/ja/sites/?b=1%2B2&c=%E6%97%97#main")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    page.locator(".foot [data-languages] a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{there}/sites/?b=1%2B2&c=%E6%97%97#main")


def test_a_saved_copy_in_one_language_answers_no_page_of_another(
    open_page: OpenPage, site: AppSite
) -> None:
    base, site.unkept = base_of(site), True
    page = saved(open_page, site, f"{base}/")
    site.stop()
    tower = cold(page.context, f"{site.url}{base}/sites/signal-tower/")
    expect(tower.get_by_role("heading", level=1)).to_contain_text("Signal Tower")
    for path in ("/ja/", "/ja/sites/signal-tower/"):
        with pytest.raises(Error, match="ERR_CONNECTION"):
            cold(page.context, f"{site.url}{base}{path}")


def test_the_copy_of_each_language_answers_for_itself_and_goes_by_itself(
    open_page: OpenPage, site: AppSite
) -> None:
    there, site.unkept = f"{site.url}{base_of(site)}", True
    page = saved(open_page, site, f"{base_of(site)}/")
    japanese = saved_in_japanese(page, site)
    site.stop()
    for path, name in (("/ja/sites/signal-tower/", "信号塔"), ("/sites/signal-tower/", "Signal")):
        tower = cold(page.context, f"{there}{path}")
        expect(tower.get_by_role("heading", level=1)).to_contain_text(name)
        expect(tower.locator("html")).to_have_attribute("data-kept", "saved")
    site.start_again()
    japanese.locator("[data-save-remove]").click()
    expect(japanese.locator("[data-save-said]")).to_contain_text("削除しました")
    scopes = japanese.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => one.scope))"
    )
    assert scopes == [f"{there}/"]
    kept = [name for name in japanese.evaluate("caches.keys()") if ":saved:" in name]
    assert len(kept) == 1


def test_the_first_page_of_a_folder_is_kept_by_its_own_worker(
    open_page: OpenPage, site: AppSite
) -> None:
    base, site.unkept = base_of(site), True
    page = open_page(f"{site.url}{base}/", errors_ok=True)
    assert page.evaluate(IN_CHARGE)
    page.goto(f"{site.url}{base}/ja/about/")
    assert page.evaluate(WORKER, "/ja/service-worker.js")
    assert page.evaluate(IS_KEPT, f"{site.url}{base}/ja/about/")
    site.stop()
    about = cold(page.context, f"{site.url}{base}/ja/about/")
    expect(about.locator("html")).to_have_attribute("data-kept", "visited")
