"""A browser for the tests: the system's Chromium, or the one that Playwright brings.

Nothing but loopback resolves, so a request to another host fails at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.appsite import AppSite
from tests.browser.install import find_chromium
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages in contexts of their own; an error on the console fails the test.

    `errors_ok` is for tests that break something on purpose.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def heard(said: ConsoleMessage) -> None:
        if said.type == "error":
            errors.append(said.text)

    def open_one(
        url: str,
        *,
        width: int = 1280,
        height: int = 800,
        errors_ok: bool = False,
        prepare: Callable[[BrowserContext], None] | None = None,
        **options: object,
    ) -> Page:
        phone = width < 700
        context = browser.new_context(
            viewport={"width": width, "height": height},
            is_mobile=phone,
            has_touch=phone,
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(60_000)  # a busy machine is no fault
        contexts.append(context)
        if prepare:
            prepare(context)
        page = context.new_page()
        if not errors_ok:
            page.on("console", heard)
            page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="module")
def site() -> Iterator[AppSite]:
    """The shipped trail; who needs another has a fixture of this name."""
    found = AppSite(create_app(Settings()))
    found.start()
    yield found
    found.stop()
