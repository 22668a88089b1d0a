"""What a phone of 360 px shows of the trail that comes with the program: how tall its pages are,
and how many taps, none after scrolling, a walker's questions take."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.appsite import AppSite
from tests.browser.conftest import OpenPage

HEIGHTS = {
    "/": 2200,
    "/ja/": 2200,
    "/ru/": 2200,
    "/tours/downtown/": 4000,
    "/ja/tours/downtown/": 4000,
    "/ru/tours/downtown/": 4000,
    "/sites/": 5000,
    "/sites/north-church/": 5000,
    "/sites/wentworth-by-the-sea/": 5000,
    "/days/1905-08-29/": 5000,
    "/teach/plan/": 5000,
    "/treaty/": 5000,
    "/remembrance/": 7000,
}
TALL = 740
# What a finger meets in the middle of an element: another one may lie over it.
REACHED = """(element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return met !== null && (element.contains(met) || met.contains(element));
}"""


@pytest.mark.parametrize(("path", "most"), HEIGHTS.items())
def test_a_page_is_no_taller_than_it_may_be(
    site: AppSite, open_page: OpenPage, path: str, most: int
) -> None:
    page = open_page(f"{site.url}{path}", width=360, height=TALL)
    page.wait_for_load_state("networkidle")
    width, height = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert width == 360
    assert TALL < height <= most


# The words that stand in more than one line.
BROKEN = r"""() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const within = node.parentElement;
    const unread = within.closest("svg, script, noscript, .vh") || !within.checkVisibility();
    if (unread) continue;
    for (const word of node.textContent.matchAll(/[\p{L}\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 1);
      if (new Set(lines.map(({ top }) => Math.round(top))).size > 1) found.push(word[0]);
    }
  }
  return found;
}"""


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        ("/tours/downtown/go/", True),
        ("/", False),
        ("/tours/downtown/", False),
        ("/sites/christ-church/", False),
        ("/sites/rockingham-hotel/", False),
    ],
)
def test_at_320_px_with_text_twice_as_large_nothing_is_pushed_aside(
    site: AppSite, open_page: OpenPage, path: str, whole: bool
) -> None:
    page = open_page(f"{site.url}{path}", width=320, height=640)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
    broken = page.evaluate(BROKEN)
    # Long names of the list break where a picture stands beside them; nothing of the way does.
    assert broken == [] if whole else len(broken) < 10


@pytest.mark.parametrize("path", ["/tours/downtown/", "/tours/new-hampshire/", "/sites/"])
def test_on_a_tablet_the_buttons_of_the_map_stand_above_the_dock(
    site: AppSite, open_page: OpenPage, path: str
) -> None:
    page = open_page(f"{site.url}{path}", width=800, height=812)
    zoom = page.locator(".trail-map-in")
    expect(zoom).to_be_visible()
    box = zoom.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 812
    assert zoom.evaluate(REACHED), "something lies over it"


class Walker:
    """Taps what is on the screen as it stands, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def reach(self, target: Locator) -> None:
        """Nothing but the target is to be met where it stands, without scrolling."""
        expect(target).to_be_visible()
        box = target.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= TALL - box["height"], "not on the screen"
        assert target.evaluate(REACHED), "something lies over it"

    def tap(self, target: Locator) -> None:
        self.reach(target)
        target.tap()
        self.taps += 1

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name).first


def test_start(site: AppSite, open_page: OpenPage) -> None:
    walker = Walker(open_page(f"{site.url}/", width=360, height=TALL))
    walker.tap(walker.link("Start at Market Square"))
    walker.page.wait_for_url(f"{site.url}/tours/downtown/go/", wait_until="commit")
    assert walker.taps == 1


def test_the_next_stop(site: AppSite, open_page: OpenPage) -> None:
    walker = Walker(open_page(f"{site.url}/sites/north-church/", width=360, height=TALL))
    walker.tap(walker.page.locator(".dock a[rel=next]"))
    walker.page.wait_for_url(f"{site.url}/sites/market-square/", wait_until="commit")
    assert walker.taps == 1


def test_whether_one_may_go_in(site: AppSite, open_page: OpenPage) -> None:
    walker = Walker(open_page(f"{site.url}/tours/downtown/", width=360, height=TALL))
    walker.tap(walker.link("14 The Music Hall"))  # of the drawn map, live with this tap
    card = walker.page.locator(".map-card")
    card.wait_for()
    expect(card).to_contain_text("Open to visitors")
    assert walker.page.evaluate("scrollY") == 0
    assert walker.taps == 1


def test_shorten_it_to_45_minutes_and_walk_it(site: AppSite, open_page: OpenPage) -> None:
    walker = Walker(open_page(f"{site.url}/", width=360, height=TALL))
    walker.tap(walker.link("45 min"))
    walker.page.wait_for_url(f"{site.url}/tours/downtown/in/45/", wait_until="commit")
    walker.tap(walker.page.locator(".dock").get_by_role("link", name="Start"))
    walker.page.wait_for_url(f"{site.url}/tours/downtown/in/45/go/", wait_until="commit")
    assert walker.taps == 2


@pytest.mark.parametrize("path", ["/", "/tours/downtown/"])
def test_save(site: AppSite, open_page: OpenPage, path: str) -> None:
    walker = Walker(open_page(f"{site.url}{path}", width=360, height=TALL))
    walker.tap(walker.link("Save for offline"))
    fold = walker.page.locator("details#save, details:has(#save)")
    expect(fold).to_have_attribute("open", "")
    expect(fold.locator("[data-save-state]")).to_be_in_viewport()
    assert walker.taps == 1  # the second is the button, once its size is known


def test_print_the_map(site: AppSite, open_page: OpenPage) -> None:
    walker = Walker(open_page(f"{site.url}/tours/downtown/", width=360, height=TALL))
    # The list sets every sheet once, where nothing has made them ahead.
    walker.page.request.get(f"{site.url}/print/", timeout=300_000)
    walker.tap(walker.page.locator(".opts").get_by_role("link", name="Print"))
    walker.page.wait_for_url(f"{site.url}/print/#sheet-downtown", wait_until="commit")
    button = walker.page.locator("#sheet-downtown a.btn").first
    expect(button).to_be_in_viewport()
    assert button.get_attribute("href") == "/print/downtown-letter.pdf"
    assert walker.taps == 1  # the second is the button


def test_what_happened_on_august_29(site: AppSite, open_page: OpenPage) -> None:
    walker = Walker(open_page(f"{site.url}/", width=360, height=TALL))
    walker.tap(walker.link("Day by day"))
    walker.page.wait_for_url(f"{site.url}/days/", wait_until="commit")
    walker.tap(walker.page.locator("svg a[href$='/days/1905-08-29/']"))
    walker.page.wait_for_url(f"{site.url}/days/1905-08-29/", wait_until="commit")
    assert walker.taps == 2
