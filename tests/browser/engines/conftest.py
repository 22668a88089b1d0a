"""A phone of each engine that is wanted; BROWSERS names them, and `make browsers` all three."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.appsite import AppSite, serve_app
from tests.browser.engines.drivers import driver, lacking, wanted
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

PATIENCE_S = 60.0  # on a busy machine
# Waits for what a page promises, and hands an error on.
_AWAITED = """
const done = arguments[arguments.length - 1];
(async (...given) => { %s })(...[...arguments].slice(0, -1))
  .then((value) => done([value ?? null]), (error) => done(`${error.name}: ${error.message}`));
"""


@dataclass
class Phone:
    """A browser, and the site that it looks at."""

    engine: str
    driver: WebDriver
    site: AppSite

    def open(self, path: str) -> None:
        self.driver.get(self.site.url + path)

    def js(self, script: str, *given: object) -> Any:
        """What an async function with that body gives; `given` are its arguments."""
        answer = self.driver.execute_async_script(_AWAITED % script, *given)
        assert isinstance(answer, list), answer
        return answer[0]

    def text(self, selector: str) -> str:
        found = self.js(
            "const it = document.querySelector(given[0]); return it && it.innerText;", selector
        )
        return str(found).replace("\u00a0", " ")

    def press(self, selector: str) -> None:
        """A real press of the first of these that is shown."""
        script = "return [...document.querySelectorAll(arguments[0])].find((it) => it.offsetParent)"
        button = self.driver.execute_script(script, selector)
        assert button, f"nothing to press: {selector}"
        self.driver.execute_script(
            "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", button
        )
        button.click()

    def wait(self, what: Callable[[], object], why: str) -> None:
        """Until it is so; `why` is told when it never is."""
        end = time.monotonic() + PATIENCE_S
        seen: object = None
        while time.monotonic() < end:
            try:
                seen = what()
            except WebDriverException as error:  # the page is just being exchanged
                seen = error
            else:
                if seen:
                    return
            time.sleep(0.05)
        raise AssertionError(f"{why}: {json.dumps(seen, default=str)}")

    def says(self, selector: str, words: str) -> None:
        def said() -> bool:
            return words in self.text(selector)

        try:
            self.wait(said, "")
        except AssertionError:
            raise AssertionError(f"{words!r} not in {self.text(selector)!r}") from None


@pytest.fixture(scope="session")
def saved_app(sample_dir: Path) -> Flask:
    app = create_app(Settings(data_dir=sample_dir))
    assert app.test_client().get("/offline.json").status_code == 200
    return app


@pytest.fixture(scope="session", params=wanted())
def browser_of(request: pytest.FixtureRequest) -> Iterator[tuple[str, WebDriver]]:
    missing = lacking(request.param)
    if missing:
        pytest.skip(f"{request.param}: {missing}")
    with driver(request.param) as found:
        yield request.param, found


@pytest.fixture
def phone(browser_of: tuple[str, WebDriver], saved_app: Flask) -> Iterator[Phone]:
    engine, found = browser_of
    # A port of its own is a place of its own: nothing is left of the test before.
    with serve_app(saved_app) as site:
        site.unkept = True
        yield Phone(engine, found, site)
        found.get("about:blank")
