"""The walk, the saving and the map, the same in every engine."""

from __future__ import annotations

from pathlib import Path

from flask import Response

from tests.browser.engines.conftest import Phone
from trail.dataset.schema.whole import Dataset
from trail.guide.guide import Guide
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

GO = "/tours/quay/go/"
SAID = "[data-go-said]"
# A phone that is where the test says: `at(lat, lon)`, and locked by `sleep(true)`.
WALKER = """
let fix = null;
const running = new Map();
window.begun = 0;
window.watches = () => running.size;
window.at = (latitude, longitude) => {
  fix = { coords: { latitude, longitude, accuracy: 8 } };
  for (const found of running.values()) found(fix);
};
const asked = {
  getCurrentPosition: (found) => found(fix),
  watchPosition: (found) => {
    window.begun += 1;
    running.set(window.begun, found);
    if (fix) setTimeout(() => running.has(window.begun) && found(fix));
    return window.begun;
  },
  clearWatch: (id) => running.delete(id),
};
for (const name of Object.keys(asked)) {
  Object.defineProperty(navigator.geolocation, name, { value: asked[name], configurable: true });
}
let state = "visible";
Object.defineProperty(document, "visibilityState", { get: () => state, configurable: true });
window.heard = [];
window.listen = () => {
  const said = document.querySelector("[data-go-said]");
  const hear = () => window.heard.push(said.textContent);
  new MutationObserver(hear).observe(said, { childList: true });
};
window.sleep = (on) => {
  state = on ? "hidden" : "visible";
  document.dispatchEvent(new Event("visibilitychange"));
};
"""

# What an engine does whose settings forbid storage.
REFUSES = """
const no = () => Promise.reject(new DOMException("no", "SecurityError"));
for (const name of ["open", "match", "keys"]) CacheStorage.prototype[name] = no;
"""


def test_a_walk(phone: Phone, sample_dataset: Dataset) -> None:
    stops = Guide(sample_dataset).itinerary("quay").stops
    phone.open(GO)
    phone.wait(lambda: phone.js("return document.querySelector('.is-run') !== null"), "not run")
    shown = "return [...document.querySelectorAll('article')].filter((it) => it.offsetParent)"
    assert phone.js(f"{shown}.map((it) => it.id)") == ["stop-1"]
    phone.press("[data-go-here]")
    # The heading that has the focus tells it, and nothing tells it again.
    phone.says("#stop-2 h2", f"3, {stops[2].site.name}")
    assert phone.js("return document.activeElement.closest('article').id") == "stop-2"
    assert phone.text(SAID) == ""
    phone.driver.refresh()
    phone.says("[data-go-sum]", "1 of 3 stops seen.")
    assert phone.js(f"{shown}.map((it) => it.id)") == ["stop-2"]

    phone.driver.execute_script(WALKER)
    position = stops[2].position
    phone.js("at(given[0], given[1])", position.lat + 120 / 111_150, position.lon)
    phone.press("[data-go-locate]")
    phone.says(SAID, f"3, {stops[2].site.name} is 390 ft (120 m) to the south")
    phone.press(".go-options summary")
    phone.js("listen()")
    phone.press("[data-go-follow]")
    # The first fix comes at once, and what it brings follows.
    phone.says(SAID, f"On to 3, {stops[2].site.name}: ")
    told = phone.js("return heard")
    assert told[0] == "Following you. Turns and arrivals will be told here."
    assert [text.split(",")[0] for text in told[1:]] == ["On to 3"]
    assert phone.text("[data-go-follow]") == "Following"
    phone.js("sleep(true)")
    assert phone.js("return watches()") == 0
    phone.js("at(given[0], given[1])", position.lat, position.lon)
    phone.js("sleep(false)")
    assert phone.js("return [watches(), begun]") == [1, 2]
    lacking = phone.js(
        "return [!('wakeLock' in navigator), !('vibrate' in navigator), !window.speechSynthesis]"
    )
    lacks = phone.text("[data-go-lacks]")
    assert ["can’t keep the screen on" in lacks, "can’t buzz" in lacks] == lacking[:2]
    assert (phone.js("return document.querySelector('#stop-2 [data-listen] button').hidden")
            is lacking[2])  # fmt: skip


def saved(phone: Phone) -> None:
    """The trail with its sheets on Letter, in this phone."""
    phone.open("/")
    phone.wait(lambda: phone.js("return navigator.serviceWorker.controller !== null"), "no worker")
    phone.js("document.querySelector('[data-save]').closest('details').open = true")
    phone.js("document.querySelector('[data-save]').scrollIntoView()")
    phone.wait(lambda: phone.js("return document.querySelector('[data-save-rows] input') !== null"),
               "no choice")  # fmt: skip
    phone.press("[data-save-rows] input[value=letter]")
    phone.press("[data-save-start]")
    phone.says("[data-save-said]", "Saved. Every page and the printed sheets open")
    phone.says(
        "[data-save-state]", "with the printed sheets on Letter. That is the newest version."
    )


def test_saving(phone: Phone) -> None:
    saved(phone)
    listing = phone.site.app.test_client().get("/offline.json").get_json()
    phone.site.stop()
    for path, heading in (
        ("/tours/quay/?utm_source=letter", "Along the quay"),
        ("/sites/signal-tower/?fbclid=a1", "Signal Tower"),
        ("/?source=homescreen", ""),
        ("/sites/signal-tower", "Signal Tower"),
        ("/search/?q=tower", "Search"),
    ):
        phone.open(path)
        phone.says("h1", heading)
        styled = "return [...document.styleSheets].every((one) => one.cssRules.length > 0)"
        assert phone.js(styled), path
        phone.says("[data-kept-line]", "this is the copy saved on")
    phone.says("[data-search-answer]", "Signal Tower")
    urls = [file["url"] for file in listing["files"]]
    assert len(urls) > 50
    kinds = phone.js(
        """return Promise.all(given[0].map(async (url) => {
          const answer = await fetch(url);
          return answer.ok && (await answer.arrayBuffer()).byteLength > 0;
        }));""",
        urls,
    )
    assert [url for url, ok in zip(urls, kinds, strict=True) if not ok] == []
    phone.open("/print/")
    phone.says("a[href='/print/quay-a4.pdf']", "(not on this phone)")
    assert "not on" not in phone.text("a[href='/print/quay-letter.pdf']")
    sheet = "return fetch('/print/quay-letter.pdf').then((it) => it.headers.get('Content-Type'))"
    assert phone.js(sheet) == "application/pdf"
    phone.open("/nowhere/")
    phone.says("h1", "No signal, and this page is not on your phone")


def test_a_map_without_a_signal(phone: Phone, sample_dataset: Dataset) -> None:
    saved(phone)
    phone.site.stop()
    phone.open("/tours/quay/?utm_source=letter")
    phone.js("dispatchEvent(new Event('scroll'))")  # the map waits for a touch
    phone.wait(lambda: phone.js("return !!document.querySelector('.trail-map.is-live')"), "no map")
    assert phone.js("return document.querySelectorAll('.stop-button').length") == 3
    # The tour's way is part of the drawn ground, and is seen.
    ways = "[...document.querySelectorAll('.leaflet-drawn-pane .m-route')]"
    seen = "getComputedStyle(it).stroke !== 'none' && it.getBoundingClientRect().width > 20"
    assert phone.js(f"return {ways}.filter((it) => {seen}).length") >= 1
    zoom = "return document.querySelector('.leaflet-proxy').style.transform"
    before = phone.js(zoom)
    # In the middle of a low screen the list would ride over the map's buttons.
    phone.js("scrollTo(0, document.querySelector('.walk-map').offsetTop)")
    phone.driver.find_element("css selector", ".trail-map-in").click()
    phone.wait(lambda: phone.js(zoom) != before, "not zoomed")
    phone.js("document.querySelectorAll('.stop-button')[1].focus()")
    phone.js("document.activeElement.click()")
    # The card of the stop opens, whose entry in the list is marked.
    phone.says(".map-card h3", Guide(sample_dataset).itinerary("quay").stops[1].site.name)
    assert phone.js("return document.activeElement.className") == "map-card"
    assert (
        phone.js("return document.getElementById('stop-2').getAttribute('aria-current')") == "true"
    )
    phone.press(".map-card-close")
    phone.wait(lambda: phone.js("return document.querySelector('.map-card').hidden"), "not shut")
    assert phone.js("return document.querySelectorAll('.stop-button')[1].matches(':focus')")


def test_an_engine_that_refuses_storage_says_so(phone: Phone, sample_dir: Path) -> None:
    app = create_app(Settings(data_dir=sample_dir))
    app.add_url_rule("/refuses.js", view_func=lambda: Response(REFUSES, mimetype="text/javascript"))

    @app.after_request
    def refused_from_the_start(page: Response) -> Response:
        if page.mimetype == "text/html":
            whole = page.get_data(as_text=True)
            page.set_data(whole.replace("<head>", '<head><script src="/refuses.js"></script>', 1))
        return page

    phone.site.app = app
    phone.open("/")
    phone.js("document.querySelector('[data-save]').closest('details').open = true")
    phone.says("[data-save-state]", "This browser doesn’t keep pages")
    left = "return [...document.querySelectorAll('[data-save] button')].filter((it) => !it.hidden)"
    assert phone.js(left) == []
