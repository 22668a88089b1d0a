"""What lies in the browser: opened by any link, whole after an update, refused, one trail's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.appsite import AppSite, serve_app
from tests.browser.conftest import OpenPage
from tests.browser.test_offline import IS_KEPT, NOT_HERE, opened, press, ready, saved, unfold
from tests.sample import Sample
from tests.sample_visits import sample_with_visits
from trail.base import paths

SAID, STATE = "[data-save-said]", "[data-save-state]"
VISITED = """caches.open("trail:/:visited").then((it) => it.keys())
  .then((all) => all.map(({ url }) => url))"""
# What a browser does whose settings forbid storage; each line alone is one of the kind.
REFUSALS = {
    "everything": """
        const no = () => Promise.reject(new DOMException("It is insecure.", "SecurityError"));
        const names = ["match", "open", "keys", "has", "delete"];
        for (const name of names) CacheStorage.prototype[name] = no;
        ServiceWorkerContainer.prototype.register = no;""",
    "opening a cache": """
        CacheStorage.prototype.open = CacheStorage.prototype.match = () =>
          Promise.reject(new DOMException("No.", "InvalidStateError"));""",
    "the worker": """
        for (const name of ["register", "getRegistration"])
          ServiceWorkerContainer.prototype[name] =
            () => Promise.reject(new DOMException("No.", "SecurityError"));""",
    "that there is a cache": "delete window.caches; delete Window.prototype.caches;",
    "to name the cache": """
        Object.defineProperty(window, "caches",
          { get() { throw new DOMException("No.", "SecurityError"); } });""",
    "to name the worker": """
        Object.defineProperty(Navigator.prototype, "serviceWorker",
          { get() { throw new DOMException("No.", "SecurityError"); } });""",
    "that there is a worker": "delete Navigator.prototype.serviceWorker;",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return ready(sample_with_visits().write(tmp_path_factory.mktemp("kept")))


@pytest.fixture
def site(app: Flask) -> Iterator[AppSite]:
    with serve_app(app) as site:
        yield site


def forget_http(page: Page) -> None:
    """Empty the browser's own cache: what opens after that comes from where we kept it."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


@pytest.mark.parametrize("base", ["", "/lantern"])
def test_a_saved_page_opens_whatever_hangs_on_its_address(
    open_page: OpenPage, sample_dir: Path, base: str
) -> None:
    with serve_app(ready(sample_dir, base)) as site:
        page = saved(open_page, site, f"{base}/")
        forget_http(page)
        context = page.context
        page.close()
        site.stop()
        tab = context.new_page()
        failed: list[str] = []
        tab.on("requestfailed", lambda request: failed.append(f"{request.failure} {request.url}"))
        for tail, heading in (
            ("/tours/quay/?utm_source=letter", "Along the quay"),
            ("/sites/signal-tower/?fbclid=a1&utm_medium=e%20mail", "Signal Tower"),
            ("/?source=homescreen", ""),
            ("/?", ""),
            ("/tours/quay/go/?gclid=b2#stop-2", ""),
            ("/sites/signal-tower?mc_cid=1", "Signal Tower"),
            ("/sites/signal-tower/index.html", "Signal Tower"),
        ):
            answer = tab.goto(f"{site.url}{base}{tail}")
            assert answer
            assert answer.status == 200, tail
            expect(tab.locator("h1")).to_contain_text(heading)
        assert tab.evaluate(
            f"fetch('{base}/tours/quay.gpx?x=1').then((it) => it.text())"
        ).startswith("<?xml")
        tab.goto(f"{site.url}{base}/tours/quay/?utm_source=letter")
        tab.keyboard.press("Shift")  # the map waits for a touch
        expect(tab.locator(".leaflet-container")).to_be_visible()
        tab.goto(f"{site.url}{base}/search/?q=tower&fbclid=a1")
        expect(tab.locator("[data-search-answer]")).to_contain_text("Signal Tower")
        # The list is asked of the network alone; leaving a page aborts what it still loads.
        passing = ("ERR_ABORTED", "/offline.json")
        assert [one for one in failed if not any(part in one for part in passing)] == []


def test_a_visited_page_is_kept_once_without_what_hung_on_the_link(
    open_page: OpenPage, site: AppSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = site.app.wsgi_app
    monkeypatch.setattr(
        site.app, "wsgi_app", lambda environ, start: answer(environ | {"QUERY_STRING": ""}, start)
    )
    page = opened(open_page, site, "/about/")
    plan = "/teach/plan/?students=40"
    for path, name in (("/sites/?a=1", "/sites/"), ("/search/?a=1", "/search/"), (plan, plan)):
        page.goto(site.url + path)
        assert page.evaluate(IS_KEPT, site.url + name)
    kept = page.evaluate(VISITED)
    # Only a plan hangs on what was asked for it.
    assert [url for url in kept if "?" in url] == [site.url + plan]
    site.stop()
    for path, heading in (
        ("/sites/?fbclid=2", "All sites"),
        ("/search/?q=tower", "Search"),
        ("/teach/plan/?students=40", "Plan"),
        ("/teach/plan/?students=50", NOT_HERE),
    ):
        page.goto(site.url + path)
        expect(page.locator("h1")).to_contain_text(heading)


@pytest.fixture
def restyled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A later version of the same trail: other words on the start page, every style changed."""
    static = tmp_path / "static"
    shutil.copytree(paths.STATIC, static)
    for file in (*static.glob("css/*.css"), *static.glob("js/*.js")):
        file.write_text(f"/* later */\n{file.read_text()}")
    monkeypatch.setattr("trail.web.serve.app.STATIC", static)
    sample = Sample()
    sample.trail["description"] = "The same harbour, told anew."
    return ready(sample.write(tmp_path / "data"))


def update(page: Page, site: AppSite, app: Flask) -> None:
    """Wait until the worker of the later version has taken over and cleared up."""
    shells = "caches.keys().then((all) => all.filter((name) => name.includes(':shell:')))"
    (before,) = page.evaluate(shells)
    site.app = app
    page.goto(f"{site.url}/sites/")
    for _ in range(400):
        now = page.evaluate(shells)
        if len(now) == 1 and now != [before]:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"still {now}")


def test_pages_visited_before_an_update_keep_their_scripts_and_styles(
    open_page: OpenPage, site: AppSite, restyled: Flask
) -> None:
    page = opened(open_page, site)
    visited = ["/", "/sites/signal-tower/", "/tours/quay/go/"]
    for path in visited:
        page.goto(site.url + path, wait_until="networkidle")
        assert page.evaluate(IS_KEPT, site.url + path)
    update(page, site, restyled)
    forget_http(page)
    context = page.context
    page.close()
    site.stop()
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("requestfailed", lambda request: wrong.append(request.url))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    for path in visited:
        answer = tab.goto(site.url + path)
        assert answer
        assert answer.status == 200, path
        tab.wait_for_load_state("networkidle")
        styled = "[...document.styleSheets].every((one) => one.cssRules.length)"
        assert tab.evaluate(styled), path
        linked = tab.locator("link[rel=stylesheet]").count()
        assert tab.evaluate("document.styleSheets.length") >= linked >= 1
    expect(tab.locator(".go-page")).to_have_class("go-page is-run")
    assert [url for url in wrong if "offline.json" not in url] == []


def test_files_that_no_visited_page_names_go_with_the_update(
    open_page: OpenPage, site: AppSite, restyled: Flask
) -> None:
    page = opened(open_page, site, "/about/")
    assert page.evaluate(IS_KEPT, f"{site.url}/about/")
    for path in ("/about/", "/tours/quay/go/"):
        page.goto(site.url + path, wait_until="networkidle")
    # As if the page had been one of the oldest, and gone.
    page.evaluate("caches.open('trail:/:visited').then((it) => it.delete('/tours/quay/go/'))")
    update(page, site, restyled)
    kept = [url.rpartition("/")[2] for url in page.evaluate(VISITED)]
    assert not [name for name in kept if name.startswith("go.")]
    assert len([name for name in kept if name.startswith("app.") and name.endswith(".css")]) >= 1


def test_the_oldest_of_many_visited_pages_go_and_the_others_stay_whole(
    open_page: OpenPage, site: AppSite
) -> None:
    page = opened(open_page, site, "/about/")
    assert page.evaluate(IS_KEPT, f"{site.url}/about/")
    page.goto(f"{site.url}/tours/quay/go/", wait_until="networkidle")
    page.evaluate(
        """async () => {
          const it = await caches.open("trail:/:visited");
          const old = await it.keys();
          for (const one of old.filter(({ url }) => !/static|maps/.test(url))) await it.delete(one);
          const html = { headers: { "Content-Type": "text/html" } };
          for (let i = 0; i < 250; i += 1) await it.put(`/made/${i}/`, new Response("", html));
        }"""
    )
    page.goto(f"{site.url}/tours/quay/go/", wait_until="networkidle")
    page.wait_for_function(
        """() => caches.open("trail:/:visited").then((it) => it.match("/made/25/"))
        .then((one) => !one)"""
    )
    assert page.evaluate("caches.match('/made/40/').then(Boolean)")
    site.stop()
    forget_http(page)
    page.reload()
    assert page.evaluate("[...document.styleSheets].every((one) => one.cssRules.length)")
    expect(page.locator(".go-page")).to_have_class("go-page is-run")


@pytest.mark.parametrize("script", REFUSALS.values(), ids=REFUSALS)
def test_a_browser_that_refuses_to_keep_anything_is_told_of_and_breaks_nothing(
    open_page: OpenPage, site: AppSite, script: str
) -> None:
    page = open_page(site.url, width=360, prepare=lambda it: it.add_init_script(script))
    unfold(page)
    expect(page.locator(STATE)).to_contain_text("This browser doesn’t keep pages")
    expect(page.locator("[data-save] button:visible")).to_have_count(0)
    # An error on the console, or an unhandled one, fails the test when the page closes.
    page.goto(f"{site.url}/tours/quay/go/")
    page.get_by_role("link", name="I’m at 2").click()
    expect(page.locator("#stop-2 h2")).to_be_focused()
    expect(page.locator("[data-go-sum]")).to_have_text("1 of 3 stops seen.")
    page.wait_for_load_state("networkidle")


def test_an_address_that_is_not_safe_says_that_it_is_the_address(
    open_page: OpenPage, site: AppSite
) -> None:
    insecure = "Object.defineProperty(window, 'isSecureContext', { value: false });"
    page = open_page(site.url, width=360, prepare=lambda it: it.add_init_script(insecure))
    expect(page.locator(STATE)).to_have_text(
        "Browsers keep pages only from addresses that begin with https."
    )
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("refuses", "words"),
    [
        ("new DOMException('No more.', 'QuotaExceededError')", "There is no room"),
        ("new DOMException('Not here.', 'SecurityError')", "refused to keep it: SecurityError"),
        ("new RangeError('a slip')", "not with your connection: RangeError: a slip"),
        ("new TypeError('a slip')", "not with your connection: TypeError: a slip"),
    ],
)
def test_what_fails_while_saving_is_told_for_what_it_is(
    open_page: OpenPage, site: AppSite, refuses: str, words: str
) -> None:
    page = opened(open_page, site)
    page.evaluate(f"() => {{ Cache.prototype.put = () => Promise.reject({refuses}); }}")
    press(page, "Save the trail")
    expect(page.locator(SAID)).to_contain_text(words)
    expect(page.locator(SAID)).to_contain_text("Nothing was saved.")
    expect(page.get_by_role("button", name="Save the trail")).to_be_visible()


def older(context: BrowserContext) -> None:
    """A phone of 2021: what came to iOS after 15.0 is not there."""
    context.add_init_script(
        """
        const without = (from, ...names) => names.forEach((name) => delete from[name]);
        without(Response, "json");
        without(Array.prototype, "at", "findLast", "findLastIndex", "toSorted", "with", "group");
        without(String.prototype, "at");
        without(Object, "hasOwn", "groupBy");
        without(Promise, "withResolvers", "try");
        without(AbortSignal, "timeout", "any");
        without(AbortSignal.prototype, "throwIfAborted");
        without(Navigator.prototype, "wakeLock", "vibrate", "storage", "permissions");
        without(window, "structuredClone", "scheduler", "requestIdleCallback");
        """
    )


def test_an_older_phone_saves_as_many_files_as_any(open_page: OpenPage, site: AppSite) -> None:
    page = open_page(site.url, width=360, prepare=older)
    assert page.evaluate("typeof Response.json") == "undefined"
    press(page, "Save the trail")
    expect(page.locator(SAID)).to_contain_text("Saved.", timeout=30_000)
    count = page.evaluate(
        "caches.keys().then((all) => caches.open(all.find((name) => name.includes(':saved:'))))"
        ".then((it) => it.keys()).then((all) => all.length)"
    )
    listed = site.app.test_client().get("/offline.json").get_json()["files"]
    assert count == len(listed)


def test_two_trails_on_one_host_share_nothing(open_page: OpenPage, sample_dir: Path) -> None:
    apps = {base: ready(sample_dir, base) for base in ("/north", "/south")}
    with serve_app(apps["/north"]) as site:
        page = opened(open_page, site, "/north/tours/quay/go/")
        page.get_by_role("link", name="I’m at 2").click()
        expect(page.locator("[data-go-sum]")).to_have_text("1 of 3 stops seen.")
        page.get_by_role("button", name="Show metric").click()
        site.app = apps["/south"]
        page.goto(f"{site.url}/south/tours/quay/go/")
        expect(page.locator("article:visible")).to_have_id("stop-1")
        expect(page.locator("[data-go-sum]")).to_have_text("0 of 3 stops seen.")
        expect(page.get_by_role("button", name="Show metric")).to_have_attribute(
            "aria-pressed", "false"
        )
        page.get_by_role("button", name="Show metric").click()
        keys = page.evaluate("Object.keys(localStorage)")
        assert keys
        assert all(key.startswith(("trail:/north/:", "trail:/south/:")) for key in keys)
        assert page.evaluate(IN_CHARGE_OF, "/south/")
        assert all(
            name.startswith(("trail:/north/:", "trail:/south/:"))
            for name in page.evaluate("caches.keys()")
        )


IN_CHARGE_OF = """async (root) => {
  const { scope } = await navigator.serviceWorker.ready;
  return new URL(scope).pathname === root;
}"""
