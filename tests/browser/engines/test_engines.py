"""The walk, the saving and the map, the same in every engine."""

from __future__ import annotations

from tests.browser.engines.conftest import Phone
from trail.dataset.schema.whole import Dataset
from trail.guide.guide import Guide

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
window.sleep = (on) => {
  state = on ? "hidden" : "visible";
  document.dispatchEvent(new Event("visibilitychange"));
};
"""


def test_a_walk(phone: Phone, sample_dataset: Dataset) -> None:
    stops = Guide(sample_dataset).itinerary("quay").stops
    phone.open(GO)
    phone.wait(lambda: phone.js("return document.querySelector('.is-run') !== null"), "not run")
    shown = "return [...document.querySelectorAll('article')].filter((it) => it.offsetParent)"
    assert phone.js(f"{shown}.map((it) => it.id)") == ["stop-1"]
    phone.press("[data-go-here]")
    phone.says(SAID, f"On the way to 3, {stops[2].site.name}.")
    assert phone.js("return document.activeElement.closest('article').id") == "stop-2"
    phone.driver.refresh()
    phone.says("[data-go-sum]", "1 of 3 stops seen.")
    assert phone.js(f"{shown}.map((it) => it.id)") == ["stop-2"]

    phone.driver.execute_script(WALKER)
    position = stops[2].position
    phone.js("at(given[0], given[1])", position.lat + 120 / 111_150, position.lon)
    phone.press("[data-go-locate]")
    phone.says(SAID, f"3, {stops[2].site.name} is 390 ft (120 m) to the south")
    phone.press(".go-options summary")
    phone.press("[data-go-follow]")
    phone.says(SAID, "Following you.")
    phone.js("sleep(true)")
    assert phone.js("return watches()") == 0
    phone.js("at(given[0], given[1])", position.lat, position.lon)
    phone.js("sleep(false)")
    assert phone.js("return [watches(), begun]") == [1, 2]
    lacking = phone.js(
        "return [!('wakeLock' in navigator), !('vibrate' in navigator), !window.speechSynthesis]"
    )
    told = phone.text("[data-go-lacks]")
    assert ["screen on" in told, "buzz" in told] == lacking[:2]
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


def test_a_map_without_a_signal(phone: Phone) -> None:
    saved(phone)
    phone.site.stop()
    phone.open("/tours/quay/?utm_source=letter")
    phone.wait(lambda: phone.js("return !!document.querySelector('.trail-map.is-live')"), "no map")
    assert phone.js("return document.querySelectorAll('.stop-button').length") == 3
    assert phone.js("return document.querySelectorAll('path.trail-way').length") >= 1
    zoom = "return document.querySelector('.leaflet-proxy').style.transform"
    before = phone.js(zoom)
    phone.press(".leaflet-control-zoom-in")
    phone.wait(lambda: phone.js(zoom) != before, "not zoomed")
    phone.js("document.querySelectorAll('.stop-button')[1].focus()")
    phone.js("document.activeElement.click()")
    phone.wait(lambda: phone.js("return location.hash") == "#stop-2", "not at its entry")
    assert phone.js("return document.activeElement.id") == "stop-2"


def test_an_engine_that_refuses_storage_says_so(phone: Phone) -> None:
    phone.open("/about/")
    # The block of another page, begun by hand once what it would ask for refuses.
    phone.js(
        """const no = new DOMException("no", "SecurityError");
        for (const name of ["open", "match", "keys"]) {
          CacheStorage.prototype[name] = () => Promise.reject(no);
        }
        const page = await (await fetch("/")).text();
        const parsed = new DOMParser().parseFromString(page, "text/html");
        const found = parsed.querySelector("[data-save]");
        document.querySelector("main").append(found);
        const app = document.querySelector("script[src*='/js/app.']").src;
        const text = await (await fetch(app)).text();
        const save = new URL(text.match(/save[.]\\w+[.]js/)[0], app);
        (await import(save)).initSave(found);"""
    )
    phone.says("[data-save-state]", "This browser doesn’t keep pages")
