"""The list of sheets asks once; a page that a code on paper opened tells what has changed since."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.appsite import AppSite
from tests.browser.conftest import OpenPage
from trail.export.sheets import SheetCache
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppSite]:
    app = create_app(Settings())
    # Sheets that are being made: the list waits for none of them.
    app.extensions["sheet_cache"] = SheetCache(tmp_path_factory.mktemp("sheets"), "none yet")
    found = AppSite(app)
    found.start()
    yield found
    found.stop()


def test_paper_and_reader_are_asked_once_and_leave_one_button_a_sheet(
    site: AppSite, open_page: OpenPage
) -> None:
    page = open_page(f"{site.url}/print/", width=360)
    buttons = page.locator("main li a.btn:visible")
    sheets = page.locator("main section li:visible")
    assert buttons.count() == sheets.count() > 10
    page.get_by_label("A4", exact=True).check()
    page.get_by_label("For tired eyes", exact=True).check()
    expect(sheets).to_have_count(3)
    expect(buttons).to_have_count(3)
    page.reload()
    expect(sheets).to_have_count(3)
    assert all("-a4.pdf" in str(button.get_attribute("href")) for button in buttons.all())
    small = page.evaluate(
        """[...document.querySelectorAll("main :is(.pick label, a.btn, .plain-links a)")]
           .filter(it => it.getClientRects().length && it.getBoundingClientRect().height < 44)
           .map(it => it.textContent)"""
    )
    assert small == []


def test_without_scripts_every_paper_of_every_sheet_is_there(
    site: AppSite, open_page: OpenPage
) -> None:
    page = open_page(f"{site.url}/print/", java_script_enabled=False)
    assert page.locator("[data-pick]:visible").count() == 0
    assert page.locator("main li a.btn:visible").count() > 2 * page.locator("main li").count()


def test_who_comes_from_an_old_sheet_is_told_what_has_changed(
    site: AppSite, open_page: OpenPage
) -> None:
    old = open_page(f"{site.url}/tours/downtown/#p2026-11-01")
    expect(old.locator("[data-printed]")).to_contain_text("Since this sheet was printed:")
    expect(old.locator("[data-printed] li")).to_have_text(["The first data"])
    new = open_page(f"{site.url}/tours/downtown/#p2026-11-22")
    new.wait_for_load_state("networkidle")
    expect(new.locator("[data-printed]")).to_be_hidden()
