"""Pages under their own policies: no script but ours, markup from nobody, and all of it works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response
from playwright.sync_api import expect

from tests.browser.appsite import serve_app
from tests.browser.conftest import OpenPage
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

# What a script that got in would try. Those that the browser lets through come back.
LET_THROUGH = """async () => {
  const tries = {
    markup: () => (document.createElement("p").innerHTML = "<img src=x onerror=alert(1)>"),
    "the credits' link, and more": () => (document.createElement("p").innerHTML =
      '<a href="https://www.openstreetmap.org/copyright" rel="external" onclick="x">'),
    "a script's address": () => (document.createElement("script").src = "/static/x.js"),
    "a script's text": () => (document.createElement("script").text = "alert(1)"),
    "a worker's address": () => navigator.serviceWorker.register("/other.js"),
    "a policy of its own": () => trustedTypes.createPolicy("mine", {}),
    "ours again": () => trustedTypes.createPolicy("trail", {}),
  };
  const done = [];
  for (const [name, run] of Object.entries(tries)) {
    try { await run(); done.push(name); } catch {}
  }
  return done;
}"""


@pytest.fixture
def site(sample_dir: Path) -> Iterator[str]:
    with serve_app(create_app(Settings(sample_dir))) as served:
        yield served.url


@pytest.mark.parametrize("path", ["/tours/quay/go/", "/days/"])
def test_nothing_written_by_a_stranger_becomes_a_script(
    site: str, open_page: OpenPage, path: str
) -> None:
    page = open_page(f"{site}{path}")
    assert page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    refused = open_page(f"{site}{path}", errors_ok=True)
    assert refused.evaluate(LET_THROUGH) == []


def test_a_page_with_a_map_takes_the_words_of_leaflet_and_no_other(
    site: str, open_page: OpenPage
) -> None:
    page = open_page(f"{site}/tours/quay/")
    page.keyboard.press("Shift")  # the map waits for a touch
    page.locator(".trail-map.is-live").wait_for()
    expect(page.locator(".leaflet-control-scale-line").first).to_have_text(re.compile(r"^\d+ m$"))
    refused = open_page(f"{site}/tours/quay/", errors_ok=True)
    refused.keyboard.press("Shift")  # the map waits for a touch
    refused.locator(".trail-map.is-live").wait_for()
    assert refused.evaluate(LET_THROUGH) == []


def test_the_streets_of_the_map_of_a_land_are_loaded_when_one_zooms_in(
    open_page: OpenPage,
) -> None:
    with serve_app(create_app()) as served:
        page = open_page(f"{served.url}/tours/new-hampshire/", reduced_motion="reduce")
        page.keyboard.press("Shift")  # the map waits for a touch
        page.locator(".trail-map.is-live").wait_for()
        for _ in range(3):
            page.locator(".trail-map-in").click()
        streets = page.locator(".trail-map.is-deep .leaflet-base-coarse-pane path")
        streets.first.wait_for(state="attached")


def test_a_script_of_another_place_is_refused_also_by_us(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/about/", errors_ok=True)
    asked = page.evaluate(
        """async (address) => {
          const textOf = async (url) => (await fetch(url)).text();
          const entry = document.querySelector('script[src*="/app"]').src;
          const worker = (await textOf(entry)).match(/\\.\\/worker[^"]+/)[0];
          const own = (await textOf(new URL(worker, entry))).match(/\\.\\/trusted[^"]+/)[0];
          const ours = await import(new URL(own, entry));
          try { return String(ours.scriptAddress(address)); } catch (no) { return no.message; }
        }""",
        "https://example.org/x.js",
    )
    assert asked == "no script of this trail: https://example.org/x.js"


def test_a_frame_works_in_a_page_that_embeds_nothing_unasked(
    site: str, open_page: OpenPage
) -> None:
    embedder = Flask(__name__)

    @embedder.get("/")
    def page_of_others() -> Response:
        frame = (
            f'<!doctype html><title>t</title><iframe title="t" src="{site}/embed/quay/"></iframe>'
        )
        return Response(frame, headers={"Cross-Origin-Embedder-Policy": "require-corp"})

    with serve_app(embedder) as others:
        frame = open_page(others.url, errors_ok=True).frame_locator("iframe")
        expect(frame.get_by_role("heading", level=1)).to_be_visible()
        expect(frame.locator("figure svg").first).to_be_visible()
