"""Saving goes on where it stopped, with or without the printed sheets, and says which."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.appsite import AppSite, serve_app
from tests.browser.conftest import OpenPage
from tests.browser.test_offline import PATIENCE_MS, cold, opened, press, ready, unfold
from tests.sample import Sample

SAID, STATE = "[data-save-said]", "[data-save-state]"
AWAY = "(not on this phone)"
COPIES = """caches.keys().then((all) => all.map((name) => name.split(":")[2]).filter((kind) =>
  ["saved", "parts", "sheets"].includes(kind)).sort())"""


@pytest.fixture(scope="module")
def small_parts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("trail.web.offline.pack.PART_BYTES", 25_000)
        yield


@pytest.fixture(scope="module")
def app(sample_dir: Path, small_parts: None) -> Flask:
    return ready(sample_dir)


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory, small_parts: None) -> Flask:
    sample = Sample()
    sample.properties("signal-tower")["summary"] = "It has a new roof."
    return ready(sample.write(tmp_path_factory.mktemp("newer")))


@pytest.fixture
def site(app: Flask) -> Iterator[AppSite]:
    with serve_app(app) as site:
        yield site


def listing(app: Flask) -> dict[str, Any]:
    return app.test_client().get("/offline.json").get_json()  # type: ignore[no-any-return]


def sheets(app: Flask) -> list[str]:
    (letter,) = app.test_client().get("/offline-sheets.json").get_json()["papers"]
    return [file["url"] for file in letter["files"]]


def said(page: Page, text: str) -> None:
    expect(page.locator(SAID)).to_contain_text(text, timeout=PATIENCE_MS)


def packs(site: AppSite) -> list[str]:
    return [path for path in site.asked if path.startswith("/pack/")]


def choose(page: Page, label: str) -> None:
    unfold(page)
    page.get_by_role("radio", name=label).check()


def test_a_saving_whose_connection_was_lost_goes_on_where_it_stopped(
    open_page: OpenPage, site: AppSite
) -> None:
    parts = [part["url"] for part in listing(site.app)["parts"]]
    assert len(parts) >= 4
    page = opened(open_page, site)
    site.cut = {parts[2]}
    press(page, "Save the trail")
    said(page, "The connection was lost")
    said(page, "goes on from there")
    expect(page.locator(STATE)).to_contain_text("A part of it is here from an earlier try.")
    assert packs(site) == parts[:3]
    assert page.evaluate(COPIES) == ["parts", "saved"]
    # The page may be closed and opened again: what came is still there.
    site.cut, site.asked = set(), []
    page.reload()
    press(page, "Save the trail")
    said(page, "Saved.")
    assert packs(site) == parts[2:]
    assert page.evaluate(COPIES) == ["saved"]
    urls = {item["url"] for item in listing(site.app)["files"]}
    kept = page.evaluate(
        """caches.keys().then((all) => caches.open(all.find((name) => name.includes(":saved:"))))
        .then((it) => it.keys()).then((all) => all.map(({ url }) => new URL(url).pathname))"""
    )
    assert set(kept) == urls
    site.stop()
    expect(cold(page.context, f"{site.url}/about/").locator("h1")).to_contain_text("About")


def test_stopped_by_the_reader_it_goes_on_too_and_can_be_removed(
    open_page: OpenPage, site: AppSite
) -> None:
    parts = [part["url"] for part in listing(site.app)["parts"]]
    page = opened(open_page, site)
    # The reader taps while the second part is on its way.
    page.evaluate(
        """(second) => {
          const ask = window.fetch;
          window.fetch = async (url, how) => {
            if (url === second) document.querySelector("[data-save-stop]").click();
            return ask(url, how);
          };
        }""",
        parts[1],
    )
    press(page, "Save the trail")
    said(page, "Stopped. What has come so far is kept")
    expect(page.get_by_role("button", name="Save the trail")).to_be_visible()
    press(page, "Remove it from this phone")
    said(page, "Removed")
    assert page.evaluate("caches.keys()") == []


def test_what_is_left_of_a_try_for_an_older_version_goes(
    open_page: OpenPage, site: AppSite, newer: Flask
) -> None:
    parts = [part["url"] for part in listing(site.app)["parts"]]
    page = opened(open_page, site)
    site.cut = {parts[1]}
    press(page, "Save the trail")
    said(page, "The connection was lost")
    site.app = newer
    press(page, "Save the trail")
    said(page, "A newer version came out meanwhile")
    press(page, "Save the trail")
    said(page, "Saved.")
    assert page.evaluate(COPIES) == ["saved"]


def test_damage_on_the_way_is_told_and_fetched_anew(open_page: OpenPage, site: AppSite) -> None:
    page = opened(open_page, site)
    page.evaluate(
        """() => {
          const ask = window.fetch;
          window.fetch = async (url, how) => {
            const answer = await ask(url, how);
            if (!/pack/.test(url)) return answer;
            window.fetch = ask;
            return new Response((await answer.text()).replace("a", "b"));
          };
        }"""
    )
    press(page, "Save the trail")
    said(page, "What arrived was damaged on the way.")
    press(page, "Save the trail")
    said(page, "Saved.")


def test_the_sizes_of_the_trail_and_of_the_trail_with_its_sheets_are_told_before(
    open_page: OpenPage, site: AppSite
) -> None:
    files = site.app.test_client().get("/offline-sheets.json").get_json()["papers"][0]
    whole = listing(site.app)
    page = opened(open_page, site)
    unfold(page)
    trail = int(whole["bytes"] / 1000 + 0.5)
    expect(page.get_by_role("radio", name="without its printed sheets")).to_be_checked()
    expect(page.locator("[data-save-what]")).to_contain_text(f"without its printed sheets: {trail}")
    # With every sheet on Letter the sample is over a megabyte.
    both = f"{int((whole['bytes'] + files['bytes']) / 1e5 + 0.5) / 10:g} MB"
    expect(page.locator("[data-save-what]")).to_contain_text(
        f"with its {len(files['files'])} printed sheets on Letter: {both}"
    )
    expect(page.locator(STATE)).to_contain_text(f"{trail} KB to fetch")
    choose(page, "on Letter")
    expect(page.locator(STATE)).to_contain_text(f"{both} to fetch")
    stored = int((whole["stored"] + files["bytes"]) / 1e5 + 0.5) / 10
    expect(page.locator(STATE)).to_contain_text(f"{stored:g} MB on the phone")


def test_saved_with_its_sheets_they_open_and_those_of_another_paper_say_that_they_do_not(
    open_page: OpenPage, site: AppSite
) -> None:
    page = opened(open_page, site)
    choose(page, "on Letter")
    press(page, "Save the trail")
    said(page, "Saved. Every page and the printed sheets open")
    expect(page.locator(STATE)).to_contain_text("with the printed sheets on Letter.")
    site.stop()
    tab = cold(page.context, f"{site.url}/print/")
    expect(tab.get_by_role("link", name=AWAY).first).to_be_visible()
    for paper, note in (("letter", False), ("a4", True)):
        links = tab.locator(f"a[href='/print/quay-{paper}.pdf']")
        expect(links.locator(".away")).to_have_count(int(note))
        assert (AWAY in (links.get_attribute("aria-label") or "")) is note
    found = tab.evaluate(
        """(urls) => Promise.all(urls.map(async (url) => {
          const answer = await fetch(`${url}?mc_cid=1`);
          const { size, type } = await answer.blob();
          return [answer.status, type, size > 999];
        }))""",
        sheets(site.app),
    )
    assert found == [[200, "application/pdf", True]] * len(found)
    assert len(found) == len(sheets(site.app))


def test_saved_without_sheets_their_links_say_so_before_the_tap(
    open_page: OpenPage, site: AppSite
) -> None:
    page = opened(open_page, site)
    press(page, "Save the trail")
    said(page, "printed sheets don’t")
    expect(page.locator(STATE)).to_contain_text("without the printed sheets.")
    site.stop()
    tab = cold(page.context, f"{site.url}/print/")
    sheet = tab.locator("a[href='/print/quay-letter.pdf']")
    expect(sheet).to_contain_text(AWAY)
    expect(tab.locator("[data-kept-line]")).to_contain_text("No signal: this is the copy saved on")
    answer = tab.goto(f"{site.url}/print/quay-letter.pdf")
    assert answer
    assert answer.status == 503
    tab.goto(f"{site.url}/tours/quay/")
    expect(tab.locator("[data-kept-line]")).to_be_visible()
    expect(tab.locator("a[href='/tours/quay.gpx']").first).not_to_contain_text(AWAY)
    site.start_again()
    tab.evaluate("dispatchEvent(new Event('online'))")
    expect(tab.locator("[data-kept-line]")).to_be_hidden()
    tab.goto(f"{site.url}/print/")
    expect(sheet).to_be_visible()
    expect(tab.locator(".away")).to_have_count(0)


def test_a_signal_lost_on_an_open_page_marks_its_links_and_a_signal_found_unmarks_them(
    open_page: OpenPage, site: AppSite
) -> None:
    page = opened(open_page, site, "/print/")
    sheet = page.locator("a[href='/print/quay-letter.pdf']")
    name = sheet.get_attribute("aria-label")
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(sheet).to_contain_text(AWAY)
    expect(page.locator("[data-kept-line]")).to_contain_text("only what is kept on this phone")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(sheet).not_to_contain_text(AWAY)
    expect(sheet).to_have_attribute("aria-label", str(name))


def test_a_visited_page_says_of_when_it_is(open_page: OpenPage, site: AppSite) -> None:
    page = opened(open_page, site, "/about/")
    page.reload(wait_until="networkidle")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    site.stop()
    tab = cold(page.context, f"{site.url}/about/")
    expect(tab.locator("[data-kept-line]")).to_contain_text(
        "No signal: this is the page as it was on"
    )
    assert tab.evaluate("document.documentElement.dataset.kept") == "visited"
    assert tab.evaluate("Number.isFinite(Date.parse(document.documentElement.dataset.keptOn))")


def test_sheets_are_added_and_dropped_without_fetching_the_trail_again(
    open_page: OpenPage, site: AppSite
) -> None:
    page = opened(open_page, site)
    press(page, "Save the trail")
    said(page, "Saved.")
    site.asked = []
    choose(page, "on Letter")
    expect(page.locator(STATE)).to_contain_text("The sheets take")
    press(page, "Save these sheets, too")
    said(page, "Every page and the printed sheets open")
    assert packs(site) == []
    assert [path for path in site.asked if path.endswith(".pdf")] == sheets(site.app)
    assert page.evaluate(COPIES) == ["saved", "sheets"]
    site.asked = []
    choose(page, "without its printed sheets")
    press(page, "Keep the trail without sheets")
    said(page, "printed sheets don’t")
    assert page.evaluate(COPIES) == ["saved"]
    assert [path for path in site.asked if "/p" in path] == []


def test_a_newer_version_brings_its_sheets_and_both_are_swapped_whole(
    open_page: OpenPage, site: AppSite, newer: Flask
) -> None:
    page = opened(open_page, site)
    choose(page, "on Letter")
    press(page, "Save the trail")
    said(page, "Saved.")
    before = page.evaluate("caches.keys()")
    site.app = newer
    site.broken = {sheets(newer)[3]: "503 Service Unavailable"}
    page.reload()
    press(page, "Fetch the newer version")
    said(page, "The connection was lost")
    said(page, "still there, unchanged")
    # The old copy, its sheets too, until the last of the new ones is there.
    assert {name for name in before if ":s" in name} <= set(page.evaluate("caches.keys()"))
    site.stop()
    tab = cold(page.context, f"{site.url}/sites/signal-tower/")
    expect(tab.get_by_role("heading", level=1, name="Signal Tower", exact=True)).to_be_visible()
    expect(tab.get_by_text("It has a new roof.")).to_have_count(0)
    site.start_again()
    site.broken, site.asked = {}, []
    press(page, "Fetch the newer version")
    said(page, "Every page and the printed sheets open")
    assert packs(site) == []
    assert [path for path in site.asked if path.endswith(".pdf")] == sheets(newer)[3:]
    assert page.evaluate(COPIES) == ["saved", "sheets"]
    expect(page.locator(STATE)).to_contain_text("with the printed sheets on Letter.")
