"""Every mark of the trail's own live maps can be chosen, by a tap and by keys, at five zooms:
none lies over another, so none has to open as a fan first."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.appsite import AppSite
from tests.browser.conftest import OpenPage
from trail.guide.guide import Guide

TAP_PX = 22  # nearer than this, one tap would be near two marks
ZOOMS = (0.0, 0.25, 0.5, 0.75, 1.0)  # of the way from the first view to the deepest
MAPS = {
    "/": "downtown",
    "/tours/downtown/": "downtown",
    "/tours/harbour/": "harbour",
    "/tours/new-hampshire/": "new-hampshire",
    "/sites/": "",
}
# Zooms the page's map; gives each mark's name, its middle, and the name that a tap there meets
# once the map has been moved so that it is in view.
LOOK = """async (share) => {
  const element = document.querySelector(".trail-map.is-live");
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const name = Object.keys(window).find((key) => key.startsWith("map_"));
  const map = window[name];
  const [least, most] = [map.getMinZoom(), map.getMaxZoom()];
  map.setZoom(least + (most - least) * share, { animate: false });
  const middle = (button) => {
    const { left, right, top, bottom } = button.querySelector(".mark").getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  };
  const buttons = [...element.querySelectorAll(".stop-button")];
  const found = buttons.map((button) => ({ name: button.ariaLabel, at: middle(button) }));
  buttons.forEach((button, i) => {
    button.focus({ preventScroll: true });
    found[i].keys = document.activeElement === button && button.tabIndex === 0;
    const met = document.elementFromPoint(...middle(button));
    found[i].met = met?.closest(".stop-button")?.ariaLabel ?? null;
    button.blur();
  });
  return found;
}"""


def _live(page: Page) -> Page:
    page.keyboard.press("Shift")  # the map waits for a touch
    page.locator(".trail-map.is-live").wait_for()
    return page


def _places(guide: Guide, tour_id: str) -> int:
    if tour_id:
        return len(guide.itinerary(tour_id).stops)
    return sum(site.position is not None for site in guide.dataset.sites)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("path", "tour_id"), MAPS.items())
def test_a_tap_and_the_keys_reach_every_mark_at_five_zooms(
    site: AppSite, open_page: OpenPage, path: str, tour_id: str, width: int
) -> None:
    page = _live(open_page(f"{site.url}{path}", width=width, reduced_motion="reduce"))
    seen: set[str] = set()
    for share in ZOOMS:
        marks = page.evaluate(LOOK, share)
        near = [
            (one["name"], other["name"])
            for one, other in combinations(marks, 2)
            if math.dist(one["at"], other["at"]) < TAP_PX
        ]
        assert near == []
        assert [mark["met"] for mark in marks] == [mark["name"] for mark in marks]
        assert all(mark["keys"] for mark in marks)
        seen |= {mark["name"] for mark in marks if "Zoom in" not in mark["name"]}
    assert len(seen) == _places(site.app.extensions["guide"], tour_id)
    expect(page.locator(".marker-cluster")).to_have_count(0)  # at the deepest, each by itself


def test_of_the_two_marks_that_crowd_most_a_tap_chooses_each(
    site: AppSite, open_page: OpenPage
) -> None:
    page = _live(open_page(f"{site.url}/tours/downtown/", width=360, reduced_motion="reduce"))
    marks = page.evaluate(LOOK, 0.25)
    pair = min(combinations(marks, 2), key=lambda two: math.dist(two[0]["at"], two[1]["at"]))
    assert math.dist(pair[0]["at"], pair[1]["at"]) < 26
    for mark in pair:
        page.get_by_role("button", name=mark["name"], exact=True).tap()
        name = re.sub(r"^\d+\. |: .*", "", mark["name"])
        expect(page.locator(".map-card")).to_contain_text(name)
        page.keyboard.press("Escape")
        page.keyboard.press("Enter")  # the focus came back to the mark
        expect(page.locator(".map-card")).to_contain_text(name)
        page.keyboard.press("Escape")
